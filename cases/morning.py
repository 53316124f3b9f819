"""The number in the caretaker's morning mail: what I dag shows her when she logs in."""

from typing import Any

from django.utils import timezone

from accounts.choices import Role
from cases.today import today_page


def tasks_of_caretaker(user: Any) -> int:
    if user.role != Role.CARETAKER:
        return 0
    page = today_page(user, timezone.localdate())
    return sum(len(section.items) for section in page.sections if section.key != "done")

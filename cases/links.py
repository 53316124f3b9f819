"""The way to the contact form and back."""

import uuid
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from core.lists import row_links

FORM = "form"
links = lru_cache(row_links)


def contact_link(tenancy_id: int, back: str) -> str:
    """The contact form of a household. The address carries the form's id, so that the back button finds the
    same form again: sent twice, it makes one contact."""
    return f"{links('visit_log')(tenancy_id)}?{urlencode({FORM: uuid.uuid4(), 'next': back})}"


def case_link(tenancy_id: int, case: Any, origin: str, back: str) -> str:
    """The page of the household's open case, else the form that opens one."""
    if case is not None:
        return f"{links('case_detail')(case.pk)}?{urlencode({'next': back})}"
    query = {"begyndte": origin, "next": back} if origin else {"next": back}
    return f"{links('case_open')(tenancy_id)}?{urlencode(query)}"


def household_link(tenancy_id: int) -> str:
    return links("tenancy_detail")(tenancy_id)

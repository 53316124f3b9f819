"""What arrears show on the page of a household: that it is in arrears, and the way to the notice."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from evictions.models import ArrearsNotice
from evictions.urgency import facts_of, reasons_for
from residents.models import Tenancy
from residents.providers import Panel


def arrears_panel(user: Any, tenancy: Tenancy) -> Panel | None:
    """The open notice: the caretaker with the reasons, the administration and coordinator their own page."""
    rows = ArrearsNotice.objects.visible_to(user).open().filter(tenancy_id=tenancy.pk)
    notice = rows.select_related("tenancy").defer("lines").first()
    if notice is None:
        return None
    caretaker = user.role == Role.CARETAKER
    url = reverse("notice_detail" if caretaker else "tray_detail", args=[notice.pk])
    reasons = reasons_for(facts_of(notice, timezone.localdate())) if caretaker else []
    return Panel(
        "evictions/_arrears_panel.html", {"notice": notice, "url": url, "reasons": reasons}, order=10
    )

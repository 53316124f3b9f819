"""What arrears contribute to a letter whose ground covers them: amount, months and deadline, as the newest
list says."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from core.danish import NBSP, format_date_long, format_kroner
from evictions.models import ArrearsNotice


def arrears_facts(case: Case) -> list[tuple[str, str]]:
    """Of the household's open notice. A deadline that is not known is not guessed at."""
    notice = ArrearsNotice.objects.open().filter(tenancy_id=case.tenancy_id).first()
    if notice is None:
        return [(_("Huslejerestance"), _("Ingen åben huslejerestance"))]
    months = f"{notice.months.normalize():f}".replace(".", ",") if notice.months is not None else ""
    deadline = format_date_long(notice.demand_deadline) if notice.demand_deadline else ""
    return [
        (_("Huslejerestance"), f"{format_kroner(notice.amount)}{NBSP}kr."),
        (_("Svarer til måneders husleje"), months),
        (_("Trin"), str(notice.get_stage_display())),
        (_("Frist efter påkrav"), deadline),
        (_("Opgjort"), format_date_long(timezone.localdate(notice.changed_at))),
    ]

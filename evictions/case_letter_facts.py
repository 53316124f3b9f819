"""What arrears contribute to a letter whose ground covers them: amount, months and deadline, as the newest
list says."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from core.danish import NBSP, format_date_long, format_kroner
from evictions.models import ArrearsNotice, NoticeRevision


def arrears_facts(case: Case) -> list[tuple[str, str]]:
    """Of the household's open notice. A deadline that is not known is not guessed at."""
    notice = ArrearsNotice.objects.open().filter(tenancy_id=case.tenancy_id).first()
    return facts_of(notice, timezone.localdate(notice.changed_at)) if notice else nothing_owed()


def nothing_owed() -> list[tuple[str, str]]:
    return [(_("Huslejerestance"), _("Ingen åben huslejerestance"))]


def facts_of(notice: ArrearsNotice | NoticeRevision, said_on: dt.date) -> list[tuple[str, str]]:
    months = f"{notice.months.normalize():f}".replace(".", ",") if notice.months is not None else ""
    deadline = format_date_long(notice.demand_deadline) if notice.demand_deadline else ""
    return [
        (_("Huslejerestance"), f"{format_kroner(notice.amount)}{NBSP}kr."),
        (_("Måneders husleje"), months),
        (_("Trin"), str(notice.get_stage_display())),
        (_("Frist efter påkrav"), deadline),
        (_("Opgjort"), format_date_long(said_on)),
    ]

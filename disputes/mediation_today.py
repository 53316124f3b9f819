"""Mediations on I dag, for whoever mediates them: a number, and what is to be done. No name and no address:
the screen is seen by others."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Absence
from cases.links import links
from cases.providers import Day, Lead, Reason, TodayItem
from core.gathering import Part
from core.phrases import as_day, say_count, say_moment
from disputes.choices import AgreementStatus, MediationPhase, MeetingStatus
from disputes.models import AgreementFollowUp, Mediation, MediationMeeting, Party, PreTalk
from disputes.querysets import employed, refusals

NAME = "mediations"
QUIET_DAYS = 7
"""How long the talks may rest before I dag says so."""


def mediations_part(user: Any, today: dt.date) -> Part:
    """Open ones, with the meeting that is planned, the next follow-up, and how far the talks are."""
    of_it = {"mediation": OuterRef("pk")}
    planned = MediationMeeting.objects.filter(**of_it, status=MeetingStatus.PLANNED)
    follow_ups = AgreementFollowUp.objects.filter(**of_it, agreement__status=AgreementStatus.ACCEPTED)
    to_do = follow_ups.filter(done_on__isnull=True).order_by("due_on")
    silent = Party.objects.filter(
        ~Exists(PreTalk.objects.filter(party=OuterRef("pk"))), **of_it, left_on__isnull=True
    )
    talks = PreTalk.objects.filter(**of_it).order_by()
    done = follow_ups.filter(done_on__isnull=False).order_by()
    also = {
        "meeting_at": Subquery(planned.values("starts_at")[:1]),
        "due_on": Subquery(to_do.values("due_on")[:1]),
        "done": Subquery(done.values("mediation").annotate(n=Count("pk")).values("n")),
        "silent": Subquery(silent.order_by().values("mediation").annotate(n=Count("pk")).values("n")),
        "talked_on": Subquery(talks.values("mediation").annotate(on=Max("on")).values("on")),
    }
    rows = Mediation.objects.visible_to(user).filter(at_work(user)).open().standing()
    return Part(rows.order_by("opened_at", "pk"), ("phase", "serial", "opened_at"), also)


def at_work(user: Any, path: str = "") -> Q:
    """Not one's own while one is away and somebody may stand in: then it is theirs. Where a party has refused
    the stand-in, or they have left, it waits and stays one's own. `path` leads to the mediation
    ("mediation__")."""
    mediation = OuterRef(OuterRef(f"{path}pk"))
    away = Absence.objects.filter(employed("stand_in__"), membership=user.membership).current()
    covered = away.filter(~refusals(OuterRef("stand_in_id"), mediation))
    return ~Q(**{f"{path}mediator": user.membership}) | Q(~Exists(covered))


def mediation_items(user: Any, day: Day) -> list[TodayItem]:
    """Those with something to do today."""
    rows = day.along.get(NAME, ())
    return [item_of(row, reasons) for row in rows if (reasons := reasons_of(row, day.today))]


def item_of(row: Any, reasons: list[Reason]) -> TodayItem:
    url = links("mediation_detail")(row.pk)
    return TodayItem(
        section="desk",
        tenancy_id=0,
        title=_("Mægling %(number)s") % {"number": row.number},
        url=url,
        contact_url="",
        reasons=reasons,
        lead=Lead(_("Åbn mæglingen"), url, "handshake"),
    )


def reasons_of(row: Any, today: dt.date) -> list[Reason]:
    found = [_meeting(row, today), _follow_up(row, today), _silence(row, today)]
    return [reason for reason in found if reason]


def _meeting(row: Any, today: dt.date) -> Reason | None:
    if not row.meeting_at:
        return None
    at = dt.datetime.fromisoformat(row.meeting_at)
    ahead = (as_day(at) - today).days
    if ahead < 0 or at <= timezone.now():
        return Reason(_("Skriv, om mødet blev holdt"), 14, "soon")
    if ahead > 1:
        return None
    return Reason(_("Møde %(when)s") % {"when": say_moment(at, today)}, 18, "soon")


def _follow_up(row: Any, today: dt.date) -> Reason | None:
    """Also when all of it is done, and nobody has closed it: until then nothing is deleted."""
    if not row.due_on:
        ready = row.phase == MediationPhase.FOLLOW_UP and row.done
        return Reason(_("Fulgt op: afslut mæglingen"), 6, "ok") if ready else None
    days = (today - dt.date.fromisoformat(row.due_on)).days
    if days < 0:
        return None
    if days == 0:
        return Reason(_("Opfølgning på aftalen i dag"), 13, "soon")
    late = {"late": say_count(days, _("dag,dage"))}
    return Reason(_("Opfølgning på aftalen, %(late)s over tid") % late, 15, "soon")


def _silence(row: Any, today: dt.date) -> Reason | None:
    if row.phase != MediationPhase.DIALOGUE or not row.silent:
        return None
    last = dt.date.fromisoformat(row.talked_on) if row.talked_on else as_day(row.opened_at)
    days = (today - last).days
    if days < QUIET_DAYS:
        return None
    return Reason(_("Ingen forsamtale i %(days)s dage") % {"days": days}, 10, "soon")

"""The list of one's own mediations, and of those one has opened for a colleague."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.lists import Sort, row_links
from core.phrases import say_day, say_moment, say_relative
from disputes.choices import AgreementStatus, MediationFact, MeetingStatus
from disputes.mediation_steps import Steps, steps_of
from disputes.models import AgreementFollowUp, Mediation, MediationMeeting, Party, mediation_number

MOST = 20
SORTS = {"nyeste": Sort("-opened_at")}
WHICH, OPEN, CLOSED = "vis", "igang", "afsluttede"
TABS = ((OPEN, gettext_lazy("I gang")), (CLOSED, gettext_lazy("Afsluttede")))


@dataclass(frozen=True)
class MediationRow:
    number: str
    url: str
    about: str
    parties: str
    steps: Steps | None
    ended: str
    next_words: str
    level: str
    delete_on: dt.date | None
    mediator: str


@dataclass(frozen=True)
class OpenedForColleague:
    """All that whoever opened it learns, when somebody else mediates."""

    number: str
    opened_at: dt.datetime
    fact: str


def listed(user: Any) -> QuerySet[Mediation]:
    """With `meeting_at` and `follow_up_on`, the next of each, and `here`: who is in it."""
    planned = MediationMeeting.objects.filter(mediation=OuterRef("pk"), status=MeetingStatus.PLANNED)
    waits = AgreementFollowUp.objects.filter(
        mediation=OuterRef("pk"), done_on__isnull=True, agreement__status=AgreementStatus.ACCEPTED
    )
    first = waits.order_by().values("mediation").annotate(first=Min("due_on")).values("first")
    here = Party.objects.filter(left_on__isnull=True).select_related("tenancy__dwelling").order_by("label")
    rows: QuerySet[Mediation] = Mediation.objects.visible_to(user).standing()
    rows = rows.select_related("mediator__user")
    rows = rows.annotate(meeting_at=Subquery(planned.values("starts_at")[:1]), follow_up_on=Subquery(first))
    return rows.prefetch_related(Prefetch("partys", queryset=here, to_attr="here"))


def row_of(mediation: Any, user: Any) -> MediationRow:
    own = mediation.mediator_id == user.membership.pk
    words, level = _next(mediation) if mediation.is_open else ("", "quiet")
    return MediationRow(
        number=mediation.number,
        url=row_links("mediation_detail")(mediation.pk),
        about=mediation.about,
        parties=" · ".join(f"{party.label}: {party.tenancy.dwelling.address}" for party in mediation.here),
        steps=steps_of(mediation),
        ended=str(mediation.get_ended_display()),
        next_words=words,
        level=level,
        delete_on=mediation.delete_on,
        mediator="" if own else mediation.mediator.user.name,
    )


def _next(mediation: Any) -> tuple[str, str]:
    """What has a day, and how near it is."""
    today = timezone.localdate()
    if at := mediation.meeting_at:
        late = at < timezone.now()
        if late:
            return _("Mødet %(when)s: skriv, om det blev holdt") % {"when": say_moment(at)}, "late"
        return _("Møde %(when)s") % {"when": say_moment(at)}, "ok"
    if on := mediation.follow_up_on:
        said = _("Opfølgning %(day)s (%(near)s)") % {"day": say_day(on), "near": say_relative(on)}
        return said, "late" if on < today else "soon" if on == today else "ok"
    return "", "quiet"


def opened_for_colleagues(user: Any) -> list[OpenedForColleague]:
    """The newest first. Only the fact: not who, and not how far they are."""
    rows = Mediation.objects.filter(
        Q(opened_by_id=user.pk) & ~Q(mediator_id=user.membership.pk),
        organisation_id=user.organisation_id,
        erased_at__isnull=True,
    )
    facts = dict(MediationFact.choices)
    newest = rows.order_by("-opened_at").values_list("opened_at", "serial", "fact")[:MOST]
    return [
        OpenedForColleague(mediation_number(opened_at, serial), opened_at, str(facts[fact]))
        for opened_at, serial, fact in newest
    ]

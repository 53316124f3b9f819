"""Plays the demo through the real services in the order of time, and sets the clock back after each step."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases.models import FollowUp, Visit
from cases.next_try import NextStep
from cases.services.visits import log_visit
from demo import houses, ledger, people
from demo.clock import moment
from demo.ledger import Household
from demo.office import backdate_told
from demo.plots import LISTS, Did
from demo.stories import tell_stories
from demo.teller import NAMESPACE
from evictions.choices import CloseReason, NoticeStatus, Source
from evictions.models import ArrearsList, ArrearsNotice
from evictions.services.escalation import tell_coordinators
from evictions.services.lists import take_list
from evictions.services.notices import close_notice, mark_seen, note_follow_up, note_visit
from notifications.models import Delivery, InboxItem
from notifications.services.delivering import deliver
from residents.models import HousingOrganisation, Tenancy
from residents.services.registers import take_register

SAMPLE = settings.BASE_DIR / ".local" / "demo-restanceliste.csv"
WAITING_IN_LIST = 3


@transaction.atomic
def build(today: dt.date) -> None:
    """Everything, in one transaction: a demo that failed half-way leaves nothing."""
    cast = people.hire()
    for clerk, organisation, estates in (
        (cast.dorte, cast.fjordbo, (houses.LAERKE, houses.MOELLE, houses.HAVNE, houses.KLOEVER)),
        (cast.carlas_administration, cast.skovbo, (houses.SKOVBRYN,)),
    ):
        take_register(
            actor=clerk,
            organisation=organisation,
            file_name="beboerregister.csv",
            source=houses.register_file(estates, today),
        )
    people.assign(cast, today)
    people.plan_absences(cast, today)
    for clerk, organisation in ((cast.dorte, cast.fjordbo), (cast.carlas_administration, cast.skovbo)):
        play(cast, clerk, organisation, today)
    tell_stories(cast, ledger.cast_plots(cast.fjordbo.pk), today)
    tell_coordinators(today)
    deliver(list(Delivery.objects.pending().values_list("pk", flat=True)))
    write_sample(cast.fjordbo, today)


def play(cast: people.Cast, clerk: Any, organisation: HousingOrganisation, today: dt.date) -> None:
    """List, contacts until the next one, list, … to this morning."""
    households = ledger.cast_plots(organisation.pk)
    caretakers = {"1204": cast.anna, "1205": cast.bo, "1206": cast.anna, "2101": cast.carla}
    for which, ago in enumerate(LISTS):
        content = ledger.write_list(households, which, today)
        receive(clerk, organisation, content, moment(today, ago, 6, 10), waiting=which == len(LISTS) - 1)
        until = LISTS[which + 1] if which + 1 < len(LISTS) else -1
        for household in households:
            caretaker = caretakers.get(household.tenancy.estate.number)
            if caretaker:
                work(caretaker, household, today, ago, until)
            if household.plot.paid and which == 1:
                settle_paid(clerk, household, moment(today, ago - 1, 10))


def receive(
    clerk: Any, organisation: HousingOrganisation, content: bytes, at: dt.datetime, *, waiting: bool
) -> None:
    if waiting:
        tenancies = list(Tenancy.objects.filter(organisation=organisation).order_by("pk")[:5])
        rows = ledger.bad_rows(at.date(), tenancies)[:WAITING_IN_LIST]
        content += ("\r\n" + "\r\n".join(rows)).encode("cp1252")
    arrears_list = take_list(
        actor=clerk,
        organisation=organisation,
        source=Source.WEB,
        file_name=f"restancer-{timezone.localtime(at):%Y-%m-%d}.csv",
        content=content,
    )
    ArrearsList.objects.filter(pk=arrears_list.pk).update(created_at=at, finished_at=at)
    ArrearsNotice.objects.filter(last_list=arrears_list, changed_at__gt=at).update(changed_at=at)
    ArrearsNotice.objects.filter(first_list=arrears_list).update(created_at=at)
    backdate_told(arrears_list, at)
    fresh = Delivery.objects.pending()
    ids = list(fresh.values_list("pk", flat=True))
    deliver(ids, day=timezone.localtime(at).date())
    arrived = min(at + dt.timedelta(seconds=40), timezone.now())
    Delivery.objects.filter(pk__in=ids).update(created_at=at, settled_at=arrived)
    InboxItem.objects.filter(delivery__in=ids).update(created_at=arrived)


def work(caretaker: Any, household: Household, today: dt.date, since: int, until: int) -> None:
    """What the caretaker did between two lists: contacts by day, then the next step of the last one."""
    done = [did for did in household.plot.did if since > did.ago > until]
    if household.plot.opened and household.plot.lists[LISTS.index(since)]:
        open_it(caretaker, household, moment(today, since, 8, 12))
    for did in done:
        open_it(caretaker, household, moment(today, did.ago, 7, 40))
        log(caretaker, household, did, today)


def notice_of(household: Household) -> ArrearsNotice | None:
    return ArrearsNotice.objects.open().filter(tenancy=household.tenancy).first()


def open_it(caretaker: Any, household: Household, at: dt.datetime) -> None:
    if (notice := notice_of(household)) and mark_seen(actor=caretaker, notice=notice):
        ArrearsNotice.objects.filter(pk=notice.pk, seen_at__gt=at).update(seen_at=at)


def log(caretaker: Any, household: Household, did: Did, today: dt.date) -> None:
    at = moment(today, did.ago, did.hour)
    promised = today + dt.timedelta(days=did.next_in) if did.next_in is not None else None
    visit = log_visit(
        actor=caretaker,
        tenancy=household.tenancy,
        result=did.result,
        client_uuid=uuid.uuid5(NAMESPACE, f"{household.tenancy.reference} {did.ago}"),
        note=did.note,
        occurred_at=at,
        next_step=NextStep(promised, did.next_text) if promised else None,
    )
    Visit.objects.filter(pk=visit.pk).update(created_at=at)
    visit.refresh_from_db()
    FollowUp.objects.filter(visit=visit).update(created_at=at)
    if promised is None:
        # What a missed visit proposes lies ahead of now; the story goes its own way.
        FollowUp.objects.filter(visit=visit).delete()
        note_follow_up(household.tenancy.pk, None)
    note_visit(visit)


def settle_paid(clerk: Any, household: Household, at: dt.datetime) -> None:
    notice = notice_of(household)
    if notice and notice.status == NoticeStatus.PROPOSED:
        close_notice(actor=clerk, notice=notice, reason=CloseReason.PAID)
        ArrearsNotice.objects.filter(pk=notice.pk).update(closed_at=at)


def write_sample(organisation: HousingOrganisation, today: dt.date) -> Path:
    """A list to try the upload with: what came this morning, some new households, and seven bad rows."""
    households = ledger.cast_plots(organisation.pk)
    busy = {household.tenancy.pk for household in households}
    free = Tenancy.objects.filter(organisation=organisation, ends_on__isnull=True).exclude(pk__in=busy)
    spare = list(free.order_by("sort_key", "pk")[:40:3])
    new = [Household(tenancy, ledger.PLOTS[0]) for tenancy in spare[5:]]
    content = ledger.write_list([*households, *new], len(LISTS) - 1, today).decode("cp1252")
    *lines, total = content.split("\r\n")
    text = "\r\n".join([*lines, *ledger.bad_rows(today, spare), total])
    SAMPLE.parent.mkdir(exist_ok=True)
    SAMPLE.write_bytes(text.encode("cp1252"))
    return SAMPLE

"""What the estate office has reported in Lærkeparken: a new one, one in hand that is written about, one on a
case, one given back as a repair and one that ended well. Two of the flats have been looked at before."""

import datetime as dt
import uuid
from typing import Any

from conditions.choices import ConcernKind, ConcernOutcome, MessageTopic, SeenFrom, Urgency
from conditions.models import ConcernFlag, ConcernMessage
from conditions.services.closing import close_concern, return_as_repair
from conditions.services.handling import attach_to_case, take_concern
from conditions.services.messages import write_message
from conditions.services.reports import report_concern
from demo import people
from demo.clock import backdate, moment
from demo.drawings import boxes, sacks
from demo.inbox import reached
from demo.stories.inspections import flat_that_grew_full, flat_that_was_cleared
from demo.teller import NAMESPACE
from notifications.choices import DeliveryKind
from residents.models import Tenancy

KEYS = "Jeg har en nøgle til kælderrummet, hvis I skal bruge den til det, der skal ud."


def concerns_of_laerke(cast: people.Cast, free: list[Tenancy], with_case: Tenancy, today: dt.date) -> None:
    """`free` are households nothing else is told of."""
    new(cast.erik, free[0], today)
    flat_that_grew_full(cast.anna, free[1], in_hand(cast, free[1], today), today)
    on_a_case(cast, with_case, today)
    a_repair(cast, free[2], today)
    flat_that_was_cleared(cast.anna, free[3], closed(cast, free[3], today), today)


def reported(erik: Any, tenancy: Tenancy, at: dt.datetime, **told: Any) -> ConcernFlag:
    concern, _is_new = report_concern(
        actor=erik,
        dwelling=tenancy.dwelling,
        client_uuid=uuid.uuid5(NAMESPACE, f"melding {tenancy.reference}"),
        seen_at=at,
        **told,
    )
    for row in (concern, *concern.concernphotos.defer("content", "thumbnail")):
        backdate(row, created_at=at)
    reached(DeliveryKind.CONCERN, [concern.pk], at)
    return concern


def taken(anna: Any, concern: ConcernFlag, at: dt.datetime, how: Any = take_concern) -> ConcernFlag:
    fresh: ConcernFlag = how(actor=anna, concern=concern, seen=concern.revision)
    backdate(concern, taken_at=at)
    reached(DeliveryKind.CONCERN_TAKEN, [concern.pk], at)
    return fresh


def new(erik: Any, tenancy: Tenancy, today: dt.date) -> None:
    reported(
        erik,
        tenancy,
        moment(today, 0, 8),
        kinds=[ConcernKind.SMELL, ConcernKind.RUBBISH],
        urgency=Urgency.SOON,
        seen_from=SeenFrom.DOOR,
        note="Poser langs hele entréen. Naboen på etagen har også talt om lugten.",
        photos=[sacks(1)],
    )


def in_hand(cast: people.Cast, tenancy: Tenancy, today: dt.date) -> ConcernFlag:
    concern = reported(
        cast.erik,
        tenancy,
        moment(today, 6, 10),
        kinds=[ConcernKind.FIRE_LOAD, ConcernKind.BLOCKED],
        urgency=Urgency.NORMAL,
        seen_from=SeenFrom.APPOINTMENT,
        note="Kasser foran radiatoren og døren til altanen.",
        photos=[boxes(1), boxes(2)],
    )
    taken(cast.anna, concern, moment(today, 5, 9))
    answer = "Jeg har aftalt med beboeren, at vi rydder sammen på torsdag."
    for author, topic, text, ago in (
        (cast.anna, MessageTopic.CLEARING, "Kan I stille en container ved opgangen på torsdag?", 4),
        (cast.erik, MessageTopic.CLEARING, "Ja, den står der fra klokken 8.", 4),
        (cast.erik, MessageTopic.KEYS, KEYS, 3),
        (cast.anna, MessageTopic.ANSWER, answer, 2),
    ):
        write(author, concern, topic, text, moment(today, ago, 11))
    return concern


def write(author: Any, concern: ConcernFlag, topic: str, text: str, at: dt.datetime) -> None:
    key = uuid.uuid5(NAMESPACE, f"{concern.pk} {text}")
    message: ConcernMessage = write_message(
        actor=author, concern=concern, topic=topic, text=text, client_uuid=key
    )
    backdate(message, created_at=at)
    reached(DeliveryKind.CONCERN_MESSAGE, [message.pk], at)


def on_a_case(cast: people.Cast, tenancy: Tenancy, today: dt.date) -> None:
    concern = reported(
        cast.erik,
        tenancy,
        moment(today, 9, 13),
        kinds=[ConcernKind.PETS, ConcernKind.NOT_SEEN],
        urgency=Urgency.NORMAL,
        seen_from=SeenFrom.OUTSIDE,
    )
    taken(cast.anna, concern, moment(today, 8, 9), attach_to_case)


def a_repair(cast: people.Cast, tenancy: Tenancy, today: dt.date) -> None:
    concern = reported(
        cast.erik,
        tenancy,
        moment(today, 12, 14),
        kinds=[ConcernKind.WATER],
        urgency=Urgency.NORMAL,
        seen_from=SeenFrom.URGENT_REPAIR,
        note="Vand under vasken i køkkenet.",
    )
    sentence = "Beboeren er hjemme om formiddagen og venter jer."
    return_as_repair(actor=cast.anna, concern=concern, seen=1, answer=sentence)
    settle(concern, moment(today, 11, 9))


def closed(cast: people.Cast, tenancy: Tenancy, today: dt.date) -> ConcernFlag:
    concern = reported(
        cast.erik,
        tenancy,
        moment(today, 40, 9),
        kinds=[ConcernKind.RUBBISH],
        urgency=Urgency.NORMAL,
        seen_from=SeenFrom.DOOR,
    )
    fresh = taken(cast.anna, concern, moment(today, 39, 9))
    close_concern(
        actor=cast.anna,
        concern=fresh,
        seen=fresh.revision,
        outcome=ConcernOutcome.RESOLVED,
        note="Ryddet sammen med beboeren og en bekendt.",
        answer="Der er ryddet op. Tak, fordi du sagde til.",
    )
    settle(concern, moment(today, 21, 15))
    return concern


def settle(concern: ConcernFlag, at: dt.datetime) -> None:
    backdate(concern, closed_at=at)
    for message in concern.concernmessages.all():
        backdate(message, created_at=at)
    reached(DeliveryKind.CONCERN_CLOSED, [concern.pk], at)

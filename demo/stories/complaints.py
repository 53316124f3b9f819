"""Four complaints: one that was solved by talking, one whose 4 weeks end in a few days, one at the complaints
board, and a conditional tenancy. Dates of the law are computed by its rules."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from demo import people
from demo.clock import backdate, moment
from demo.inbox import reached
from demo.teller import NAMESPACE
from disputes.choices import ComplaintCategory, ComplaintChannel, ComplaintOutcome
from disputes.letter_page import propose, written_as
from disputes.models import Complaint, Incident
from disputes.services import board, steps
from disputes.services.closing import close_complaint
from disputes.services.complaints import Happening, take_in_complaint
from disputes.services.incidents import add_incident
from disputes.services.letters import send_admonition
from disputes.services.tracks import move_track
from evictions.rules import complaint_action_due
from notifications.choices import DeliveryKind
from residents.models import Tenancy

DUE_IN = 3


def tell_of_complaints(cast: people.Cast, homes: Sequence[Tenancy], rising: Tenancy, today: dt.date) -> None:
    """`homes`: households of Lærkeparken that are in no other story. `rising`: one in growing arrears."""
    solved_by_talking(Teller(cast, rising, homes[:1], today))
    due_in_a_few_days(Teller(cast, rising, homes[1:3], today))
    at_the_board(Teller(cast, homes[3], homes[4:5], today))
    conditional_tenancy(Teller(cast, homes[5], homes[6:8], today))


class Teller:
    """One complaint about `about`, by `by`."""

    def __init__(self, cast: people.Cast, about: Tenancy, by: Sequence[Tenancy], today: dt.date) -> None:
        self.cast, self.about, self.by, self.today = cast, about, by, today

    def day(self, ago: int) -> dt.date:
        return self.today - dt.timedelta(days=ago)

    def take_in(self, actor: Any, ago: int, category: str, text: str, *, channel: str) -> Complaint:
        received = self.day(ago)
        complaint, _is_new = take_in_complaint(
            actor=actor,
            respondent=self.about,
            complainants=[(home, home.residents.order_by("pk")[0].name) for home in self.by],
            category=category,
            channel=channel,
            is_reasoned=True,
            received_on=received,
            happening=Happening(
                received - dt.timedelta(days=1), text, starts_at=dt.time(23, 30), place="Opgangen"
            ),
            client_uuid=uuid.uuid5(NAMESPACE, f"klage {self.about.pk} {ago}"),
        )
        at = moment(self.today, ago, 9)
        for row in (complaint, *complaint.complainants.all(), *complaint.incidents.all()):
            backdate(row, created_at=at)
        reached(DeliveryKind.COMPLAINT, [complaint.pk], at)
        self._steps(complaint, at)
        return complaint

    def log(self, complaint: Complaint, ago: int, text: str) -> None:
        add_incident(
            actor=self.cast.anna,
            complaint=complaint,
            happening=Happening(self.day(ago), text, starts_at=dt.time(22, 45)),
            told_by=complaint.complainants.order_by("pk").first(),
            client_uuid=uuid.uuid5(NAMESPACE, f"støj {complaint.pk} {ago}"),
        )
        for row in Incident.objects.filter(complaint=complaint, on=self.day(ago)):
            backdate(row, created_at=moment(self.today, ago - 1, 8))

    def do(self, service: Any, complaint: Complaint, ago: int, actor: Any, **said: Any) -> None:
        """`on` is that day when the service takes one."""
        complaint.refresh_from_db()
        service(actor=actor, complaint=complaint, seen=complaint.revision, **said)
        self._steps(complaint, moment(self.today, ago, 13))

    def admonish(self, complaint: Complaint, ago: int) -> None:
        draft = propose("admonition", complaint, "da", self.cast.dorte)
        said = {"title": draft.title, "text": draft.text, "language": "da"}
        letter = written_as(draft.to, said)
        note = "Digital Post"
        self.do(send_admonition, complaint, ago, self.cast.dorte, on=self.day(ago), letter=letter, note=note)
        for kept in complaint.complaintletters.all():
            backdate(kept, created_at=moment(self.today, ago, 13))

    def close(self, complaint: Complaint, ago: int, outcome: str, note: str) -> None:
        self.do(close_complaint, complaint, ago, self.cast.anna, outcome=outcome, note=note)
        at = moment(self.today, ago, 14)
        backdate(complaint, closed_at=at)
        backdate(complaint.complaintsteps.order_by("-pk")[0], on=self.day(ago), created_at=at)

    def _steps(self, complaint: Complaint, at: dt.datetime) -> None:
        """Those that were just written."""
        for step in complaint.complaintsteps.filter(created_at__gt=timezone.now() - dt.timedelta(hours=1)):
            backdate(step, created_at=at)


def solved_by_talking(tell: Teller) -> None:
    """Four months ago."""
    anna = tell.cast.anna
    text = "Høj musik med bas efter midnat, tredje gang på en uge."
    complaint = tell.take_in(anna, 125, ComplaintCategory.NOISE, text, channel=ComplaintChannel.IN_PERSON)
    tell.do(steps.record_talk, complaint, 121, anna, on=tell.day(121), with_whom="both")
    tell.do(steps.answer_complainant, complaint, 120, anna, on=tell.day(120), note="Ringet op.")
    note = "De har talt sammen og aftalt, hvornår der er ro."
    tell.close(complaint, 100, ComplaintOutcome.DIALOGUE, note)


def due_in_a_few_days(tell: Teller) -> None:
    """The second complaint about the same household, signed by two, and nobody has acted yet."""
    ago = days_ago_with_due(tell.today)
    text = "Musik og råb i opgangen, to naboer kunne ikke sove."
    complaint = tell.take_in(
        tell.cast.erik, ago, ComplaintCategory.NOISE, text, channel=ComplaintChannel.FORM
    )
    for days, words in ((18, "Musik til kl. 1.30."), (11, "Bankede i rørene."), (4, "Fest til kl. 3.")):
        tell.log(complaint, days, words)
    reason = "Det er anden gang på et halvt år, og de vil ikke tale sammen."
    tell.do(move_track, complaint, 10, tell.cast.anna, reason=reason)
    backdate(complaint.trackmoves.get(), created_at=moment(tell.today, 10, 13))


def days_ago_with_due(today: dt.date) -> int:
    """How long ago a complaint came whose 4 weeks end in DUE_IN days, or just before."""
    last = today + dt.timedelta(days=DUE_IN)
    return next(ago for ago in range(20, 100) if complaint_action_due(today - dt.timedelta(days=ago)) <= last)


def at_the_board(tell: Teller) -> None:
    anna, dorte = tell.cast.anna, tell.cast.dorte
    text = "Hunden gør hele dagen og er løs i gården."
    complaint = tell.take_in(dorte, 110, ComplaintCategory.PETS, text, channel=ComplaintChannel.EMAIL)
    tell.do(steps.record_talk, complaint, 104, anna, on=tell.day(104), with_whom="respondent")
    tell.admonish(complaint, 90)
    tell.log(complaint, 71, "Hunden var løs på legepladsen.")
    tell.do(steps.note_repeated, complaint, 70, anna, on=tell.day(70))
    tell.do(board.send_to_board, complaint, 40, dorte, on=tell.day(40))
    tell.do(board.board_replied, complaint, 16, dorte, on=tell.day(16))


def conditional_tenancy(tell: Teller) -> None:
    anna, dorte = tell.cast.anna, tell.cast.dorte
    text = "Truede en nabo på trappen."
    complaint = tell.take_in(dorte, 300, ComplaintCategory.HARASSMENT, text, channel=ComplaintChannel.LETTER)
    tell.do(steps.record_talk, complaint, 296, anna, on=tell.day(296), with_whom="respondent")
    tell.admonish(complaint, 290)
    tell.do(steps.note_repeated, complaint, 270, anna, on=tell.day(270))
    tell.do(board.send_to_board, complaint, 260, dorte, on=tell.day(260))
    tell.do(board.board_replied, complaint, 240, dorte, on=tell.day(240))
    decided = tell.day(215)
    sanction = board.Imposed("conditional", decided, "Ingen henvendelser til naboerne i opgangen.")
    tell.do(board.board_decided, complaint, 215, dorte, on=decided, sanction=sanction)

"""A complaint and what is done about it, for tests."""

import datetime as dt

from disputes.models import Complaint
from disputes.services import board, closing, letters, steps
from tests.dispute_factories import ComplaintFactory
from tests.factories import ResidentFactory, TenancyFactory

day = dt.date.fromisoformat
TODAY = day("2026-06-20")
RECEIVED = day("2026-06-15")
TEXT = "Vi beder jer om at holde ro efter kl. 22."


def neighbour_of(tenancy, name="Klara Nabo"):
    home = TenancyFactory(dwelling__stairwell=tenancy.dwelling.stairwell)
    ResidentFactory(tenancy=home, name=name)
    return home


def complaint_about(tenancy, **options):
    by = options.pop("by", None) or [neighbour_of(tenancy)]
    return ComplaintFactory(respondent=tenancy, by=by, **{"received_on": RECEIVED, **options})


def fresh(complaint):
    return Complaint.objects.get(pk=complaint.pk)


def seen(complaint):
    return fresh(complaint).revision


def kinds(complaint):
    return [step.kind for step in complaint.complaintsteps.order_by("pk")]


def talk(actor, complaint, on=TODAY, **said):
    return steps.record_talk(actor=actor, complaint=complaint, seen=seen(complaint), on=on, **said)


def answer(actor, complaint, on=TODAY, **said):
    return steps.answer_complainant(actor=actor, complaint=complaint, seen=seen(complaint), on=on, **said)


def admonish(actor, complaint, on=TODAY, text=TEXT):
    letter = letters.Written("Påmindelse", text)
    said = {"letter": letter, "note": "Digital Post"}
    return letters.send_admonition(actor=actor, complaint=complaint, seen=seen(complaint), on=on, **said)


def again(actor, complaint, on=TODAY):
    return steps.note_repeated(actor=actor, complaint=complaint, seen=seen(complaint), on=on)


def to_board(actor, complaint, on=TODAY):
    return board.send_to_board(actor=actor, complaint=complaint, seen=seen(complaint), on=on)


def reply(actor, complaint, on=TODAY):
    return board.board_replied(actor=actor, complaint=complaint, seen=seen(complaint), on=on)


def decide(actor, complaint, on=TODAY, sanction=None):
    return board.board_decided(
        actor=actor, complaint=complaint, seen=seen(complaint), on=on, sanction=sanction
    )


def conditional(starts=TODAY, terms="Ingen musik efter kl. 22."):
    return board.Imposed("conditional", starts, terms)


def close(actor, complaint, outcome="dialogue", note=""):
    return closing.close_complaint(
        actor=actor, complaint=complaint, seen=seen(complaint), outcome=outcome, note=note
    )

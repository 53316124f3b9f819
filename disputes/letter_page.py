"""The letters of a complaint as pages show them: what the template proposes, and the sheet."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from core.papers import Paper
from disputes.choices import ComplaintStepKind, LetterKind
from disputes.letters import admonition, answer
from disputes.letters.facts import Facts, address_of, admonition_facts, answer_facts, names_of
from disputes.letters.papers import paper
from disputes.models import Complainant, Complaint
from disputes.services.letters import Written

TEMPLATES: dict[str, dict[str, Any]] = {
    LetterKind.ADMONITION: admonition.TEMPLATES,
    LetterKind.ANSWER: answer.TEMPLATES,
}
STEP_OF: dict[str, ComplaintStepKind] = {
    LetterKind.ADMONITION: ComplaintStepKind.ADMONITION,
    LetterKind.ANSWER: ComplaintStepKind.ANSWERED,
}
ABOUT: dict[str, Any] = {
    LetterKind.ADMONITION: _(
        "Til den husstand, der er klaget over. Hændelserne står med dag, tid og sted, uden vidner. Den, der "
        "er skjult, må ikke kunne genkendes: læs teksten igennem med det for øje."
    ),
    LetterKind.ANSWER: _(
        "Til den, der klager. Brevet siger, at der er handlet, og intet om, hvad naboen har sagt eller fået."
    ),
}


@dataclass(frozen=True)
class Draft:
    """`to`: names and address, a line each."""

    kind: str
    language: str
    title: str
    text: str
    to: list[str]


def propose(
    kind: str, complaint: Complaint, language: str, writer: Any, complainant: Complainant | None = None
) -> Draft:
    """DomainError when the register knows nobody to write to."""
    facts = _facts(kind, complaint, writer, complainant)
    title, text = TEMPLATES[kind][language](facts)
    return Draft(kind, language, title, text, recipient(kind, complaint, complainant))


def recipient(kind: str, complaint: Complaint, complainant: Complainant | None) -> list[str]:
    if kind == LetterKind.ANSWER and complainant is not None:
        return [complainant.name, *address_of(complainant.tenancy)]
    return [*names_of(complaint.respondent), *address_of(complaint.respondent)]


def sheet(complaint: Complaint, to: list[str], said: dict[str, Any]) -> Paper:
    """`said`: the fields of the form, cleaned."""
    return paper(
        sender=complaint.organisation.name,
        to=to,
        on=said["on"],
        title=said["title"],
        text=said["text"],
        language=said["language"],
    )


def written_as(to: list[str], said: dict[str, Any]) -> Written:
    return Written(said["title"], said["text"], said["language"], to)


def _facts(kind: str, complaint: Complaint, writer: Any, complainant: Complainant | None) -> Facts:
    if kind == LetterKind.ANSWER and complainant is not None:
        by_caretaker = writer.role == Role.CARETAKER
        return answer_facts(complaint, complainant, writer, by_caretaker=by_caretaker)
    return admonition_facts(complaint)

"""The card with sensitive notes on the page of a case, for the responsible caretaker alone. Its rows are read
with the file (cases/household_file.py), by the rule of RestrictedNoteQuerySet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from accounts.choices import Role
from cases.household_file import file_of
from cases.links import links
from cases.models import Case, Consent, RestrictedNote
from cases.providers import register
from cases.services.restricted import refusal
from core.gathering import Part
from residents.providers import Panel

PART, CONSENTS = "restricted_notes", "consents_to_notes"
FIELDS = ("case_id", "text", "created_at", "corrects_id")


@dataclass
class Versions:
    """A note as it stands, and what it said before, newest first."""

    newest: Any
    older: list[Any] = field(default_factory=list)

    @property
    def correct_url(self) -> str:
        return links("restricted_correct")(self.newest.pk)


def register_restricted() -> None:
    register(case_panel=restricted_panel, read_with=(PART, _notes))
    register(read_with=(CONSENTS, _consents))


def _notes(user: Any, tenancy_id: int) -> Part:
    rows = RestrictedNote.objects.visible_to(user).filter(tenancy_id=tenancy_id)
    return Part(rows.order_by("-pk"), FIELDS)


def _consents(user: Any, tenancy_id: int) -> Part:
    rows = Consent.objects.filter(tenancy_id=tenancy_id, for_own_notes=True)
    return Part(rows, ("case_id", "starts_on", "ends_on", "withdrawn_at"))


def restricted_panel(user: Any, case: Case) -> Panel | None:
    if user.role != Role.CARETAKER or case.responsible_id != user.membership.pk:
        return None
    file = file_of(user, case)
    notes = versions_of(note for note in file[PART] if note.case_id == case.pk)
    context = {
        "notes": notes,
        "refusal": refusal(case, (row for row in file[CONSENTS] if row.case_id == case.pk)),
        "write_url": links("restricted_write")(case.pk),
    }
    return Panel("cases/_restricted_panel.html", context, order=40)


def versions_of(notes: Iterable[Any]) -> list[Versions]:
    """Newest first; each version of a note under the one that corrects it."""
    standing: dict[int, Versions] = {}
    found = []
    for note in sorted(notes, key=lambda row: -row.pk):
        whole = standing.pop(note.pk, None)
        if whole is None:
            whole = Versions(note)
            found.append(whole)
        else:
            whole.older.append(note)
        if note.corrects_id:
            standing[note.corrects_id] = whole
    return found

"""What apps above `residents` contribute to it. They register in their AppConfig.ready().

* a panel on the page of a tenancy (the course, contacts, arrears), which `residents` shows and knows not;
* warnings at the doors of an estate's list of dwellings (`.level` and `.text`);
* what is to happen after a register import (rows of arrears lists that waited for a tenancy);
* what a new organisation begins with (the code lists it may edit later).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from residents.models import HousingOrganisation, Tenancy


@dataclass(frozen=True)
class Panel:
    """`template` is included on the page with `context` and the page's own; `order` sorts the panels."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50


MarkProvider = Callable[[Any, Sequence[int]], Mapping[int, Sequence[Any]]]
PanelProvider = Callable[[Any, Tenancy], Panel | None]
ImportHook = Callable[[Any, HousingOrganisation], None]
OrganisationHook = Callable[[HousingOrganisation], None]

_panels: list[PanelProvider] = []
_marks: list[MarkProvider] = []
_import_hooks: list[ImportHook] = []
_organisation_hooks: list[OrganisationHook] = []


def register_panel(provider: PanelProvider) -> None:
    """`provider(user, tenancy)` → what that user may see of it, or None."""
    if provider not in _panels:
        _panels.append(provider)


ON_TOP, LEFT = 20, 50


def in_columns(made: Iterable[Panel | None]) -> dict[str, list[Panel]]:
    """The panels of a page of cards by place, those that show nothing left out: an `order` below ON_TOP the
    full width, below LEFT the left column, else the right one (templates/residents/_columns.html)."""
    found = sorted((panel for panel in made if panel is not None), key=lambda panel: panel.order)
    return {
        "top": [panel for panel in found if panel.order < ON_TOP],
        "left": [panel for panel in found if ON_TOP <= panel.order < LEFT],
        "right": [panel for panel in found if panel.order >= LEFT],
    }


def panels_for(user: Any, tenancy: Tenancy) -> list[Panel]:
    found = [panel for provider in _panels if (panel := provider(user, tenancy)) is not None]
    return sorted(found, key=lambda panel: panel.order)


def register_marks(provider: MarkProvider) -> None:
    """`provider(user, dwelling_ids)` → dwelling → what that user should know before the door opens."""
    if provider not in _marks:
        _marks.append(provider)


def marks_for(user: Any, dwelling_ids: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for provider in _marks:
        for dwelling_id, marks in provider(user, dwelling_ids).items():
            found.setdefault(dwelling_id, []).extend(marks)
    return found


def register_import_hook(hook: ImportHook) -> None:
    """`hook(actor, organisation)`, by a job of its own after a register import: at least once. The import
    was allowed when it was asked for; the hook asks no more than that."""
    if hook not in _import_hooks:
        _import_hooks.append(hook)


def run_import_hooks(actor: Any, organisation: HousingOrganisation) -> None:
    for hook in _import_hooks:
        hook(actor, organisation)


def register_organisation_hook(hook: OrganisationHook) -> None:
    """`hook(organisation)`, in the transaction that creates an organisation."""
    if hook not in _organisation_hooks:
        _organisation_hooks.append(hook)


def run_organisation_hooks(organisation: HousingOrganisation) -> None:
    for hook in _organisation_hooks:
        hook(organisation)

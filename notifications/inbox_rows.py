"""What the lines of the inbox say, asked of the providers once per kind and page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.lists import row_links
from notifications import registry
from notifications.models import InboxItem
from notifications.registry import InboxLine


@dataclass(frozen=True)
class InboxRow:
    """`line` is None when the subject is no longer the reader's to see: then only the date is shown."""

    item: InboxItem
    line: InboxLine | None
    url: str


def rows_for(user: Any, items: Iterable[InboxItem]) -> list[InboxRow]:
    items = list(items)
    subjects: dict[str, list[int]] = {}
    for item in items:
        subjects.setdefault(item.kind, []).append(item.subject_id)
    lines = {kind: registry.inbox_lines(kind, user, ids) for kind, ids in subjects.items()}
    url = row_links("inbox_open")
    return [InboxRow(item, lines[item.kind].get(item.subject_id), url(item.pk)) for item in items]

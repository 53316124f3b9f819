"""The one error services raise. Views and commands show `.message`, a Danish sentence, to the user."""

from typing import Any


class DomainError(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class RevisionChangedError(DomainError):
    """Somebody has written since the page was read; `row` is as it stands now, None when there is none."""

    def __init__(self, message: str, row: Any) -> None:
        super().__init__(message)
        self.row = row

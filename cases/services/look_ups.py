"""That a case, or what belongs to it, was opened and read."""

from typing import Any

from accounts.choices import Role
from audit.choices import Purpose
from audit.services import record_look_up


def record_reading(*, actor: Any, subject: Any) -> None:
    """By those who may: a caretaker in her work, or a coordinator who opened the case with a reason."""
    is_coordinator = actor.role == Role.COORDINATOR
    purpose = Purpose.CASE_OPENING if is_coordinator else Purpose.CASEWORK
    record_look_up(actor=actor, subject=subject, purpose=purpose)

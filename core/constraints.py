"""A violated constraint says its own Danish sentence (`violation_error_message`), never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, models, transaction

from core.errors import DomainError


@contextmanager
def explained(model: type[models.Model]) -> Iterator[None]:
    """Write inside; a violated constraint of `model` that has a sentence becomes a DomainError.

    The database decides, so two people at once are caught too.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        name = getattr(diagnosis, "constraint_name", None)
        for constraint in model._meta.constraints:
            if constraint.name == name:
                raise DomainError(str(constraint.violation_error_message)) from error
        raise

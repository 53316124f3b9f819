"""What the tests of handling concerns share."""

from conditions.models import ConcernFlag
from conditions.services.handling import take_concern
from tests.condition_factories import ConcernFlagFactory


def flag(tenancy, by, **options) -> ConcernFlag:
    """Reported of the household's flat."""
    concern: ConcernFlag = ConcernFlagFactory(
        dwelling=tenancy.dwelling, tenancy=tenancy, reported_by=by, **options
    )
    return concern


def vacant(dwelling, by, **options) -> ConcernFlag:
    concern: ConcernFlag = ConcernFlagFactory(dwelling=dwelling, reported_by=by, **options)
    return concern


def take(person, concern) -> ConcernFlag:
    return take_concern(actor=person, concern=concern, seen=concern.revision)


def change(concern, **values) -> ConcernFlag:
    """Around the services: for what is to stand before."""
    ConcernFlag.objects.filter(pk=concern.pk).update(**values)
    concern.refresh_from_db()
    return concern

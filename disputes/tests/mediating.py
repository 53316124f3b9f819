"""A mediation of somebody's, with its parties, for the tests of mediation."""

from disputes.models import Mediation, Party
from disputes.services.mediations import NewParty, open_mediation
from tests.dispute_factories import MediationFactory, PartyFactory
from tests.factories import ResidentFactory, StairwellFactory, TenancyFactory


def home(estate, name="Prøve Beboersen"):
    """A household in a stairwell of its own."""
    tenancy = TenancyFactory(dwelling__stairwell=StairwellFactory(estate=estate, street="Nabovej"))
    ResidentFactory(tenancy=tenancy, name=name)
    return tenancy


def membership(user):
    return user.memberships.get()


def mediation_of(user, estate, *, parties=2, **values) -> tuple[Mediation, list[Party]]:
    """As it stands in the database, without the services."""
    mediation = MediationFactory(estate=estate, mediator=membership(user), **values)
    rooms = [
        PartyFactory(mediation=mediation, label=label, tenancy=home(estate)) for label in "ABCDEF"[:parties]
    ]
    return mediation, rooms


def opened(actor, estate, **values) -> Mediation:
    """By the service, between two households of the estate."""
    parties = [NewParty(home(estate), "Aase"), NewParty(home(estate), "Bent")]
    return open_mediation(actor=actor, **{"estate": estate, "parties": parties, **values})

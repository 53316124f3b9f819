"""The forms a caretaker handles a concern with; read by tests/once_concerns.py."""

from collections.abc import Callable

from residents.models import Estate
from tests.access_world import World
from tests.condition_factories import ConcernFlagFactory
from tests.factories import TenancyFactory
from tests.once_forms import SEEN, UUID, Form, Sent, at


def concern_without_case(world: World) -> int:
    """About a household on Anna's estate that nobody works with."""
    tenancy = TenancyFactory(dwelling__stairwell__estate=Estate.objects.get(pk=at(world, "estate")))
    return int(ConcernFlagFactory(dwelling=tenancy.dwelling, tenancy=tenancy).pk)


def filled(words: dict[str, str]) -> Callable[[World], Form]:
    return lambda world: Form([at(world, "concern")], words)


SENT_HANDLING: dict[str, Sent] = {
    "concern_make_case": Sent("anna", lambda w: Form([concern_without_case(w)], {"about": "Hjælp"})),
    "concern_return": Sent("anna", filled({"answer": "Ring til blikkenslageren"})),
    "concern_close": Sent("anna", filled({"outcome": "resolved", "note": "Ryddet"})),
}

NEEDS_NONE_HANDLING: dict[str, str] = {
    "concern_message": UUID,
    **dict.fromkeys(("concern_take", "concern_attach", "concern_reopen"), SEEN),
}

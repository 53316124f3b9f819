"""Three courses of work from first contact to closing, and what is under way today."""

import datetime as dt

from evictions.demo import people
from evictions.demo.ledger import Household
from evictions.demo.stories.alone import alone_on_the_fourth_floor
from evictions.demo.stories.letters import letters_in_piles
from evictions.demo.stories.partners import make_partners
from evictions.demo.stories.underway import (
    before_the_bailiff,
    round_half_walked,
    to_be_handed_over,
    worried_mother,
)
from evictions.demo.stories.unopened import nobody_opened
from evictions.demo.teller import Teller
from residents.models import Tenancy


def tell_stories(cast: people.Cast, households: list[Household], today: dt.date) -> None:
    """All of Fjordbo; Skovbo has its own caretaker, who is not shown these."""
    partners = make_partners(cast.freja, today)
    free = list(
        Tenancy.objects.filter(estate__number="1204", ends_on__isnull=True)
        .exclude(pk__in=[household.tenancy.pk for household in households])
        .order_by("sort_key")
    )
    in_laerke = [household for household in households if household.tenancy.estate.number == "1204"]
    paid = next(household for household in in_laerke if household.plot.paid)
    letters_in_piles(Teller(cast.anna, paid.tenancy, today), partners)
    alone_on_the_fourth_floor(Teller(cast.anna, free[31], today), partners)
    nobody_opened(Teller(cast.bo, free[87], today), partners)
    before_the_bailiff(Teller(cast.anna, furthest(in_laerke), today), partners)
    worried_mother(Teller(cast.anna, free[120], today), today)
    to_be_handed_over(Teller(cast.anna, free[140], today), cast)
    round_half_walked(cast.anna, today)


def furthest(households: list[Household]) -> Tenancy:
    """The household whose case is at the bailiff court."""
    return next(h.tenancy for h in households if h.plot.lists[2] and h.plot.lists[2].stage == "fogedret")

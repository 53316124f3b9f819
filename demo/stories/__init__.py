"""Three courses of work from first contact to closing, what is under way today, what the administration did
in five eviction cases, two disputes between neighbours, four complaints, what the estate office has reported,
and what was closed last year and this."""

import datetime as dt

from demo import people
from demo.ledger import Household
from demo.office import Office
from demo.stories import evictions, history, mediation
from demo.stories.alone import alone_on_the_fourth_floor
from demo.stories.complaints import tell_of_complaints
from demo.stories.concerns import concerns_of_laerke
from demo.stories.letters import letters_in_piles
from demo.stories.partners import make_partners
from demo.stories.underway import (
    before_the_bailiff,
    round_half_walked,
    to_be_handed_over,
    worried_mother,
)
from demo.stories.unopened import nobody_opened
from demo.teller import Teller
from evictions.models import ArrearsNotice
from residents.models import Tenancy


def tell_stories(cast: people.Cast, households: list[Household], today: dt.date) -> None:
    """All of Fjordbo; Skovbo has its own caretaker, who is not shown these."""
    partners = make_partners(cast.freja, today)
    free = free_in("1204", households)
    in_laerke = [household for household in households if household.tenancy.estate.number == "1204"]
    paid = next(household for household in in_laerke if household.plot.paid)
    tell_of_years(cast, free[160:], free_in("1205", households), today)
    letters_in_piles(Teller(cast.anna, paid.tenancy, today), partners)
    alone_on_the_fourth_floor(Teller(cast.anna, free[31], today), partners)
    nobody_opened(Teller(cast.bo, free[87], today), partners)
    before_the_bailiff(Teller(cast.anna, furthest(in_laerke), today), partners)
    worried_mother(Teller(cast.anna, free[120], today), today)
    to_be_handed_over(Teller(cast.anna, free[140], today), cast)
    round_half_walked(cast.anna, today)
    tell_of_evictions(cast, in_laerke, free, today)
    tell_of_mediation(cast, free, today)
    concerns_of_laerke(cast, free[70:74], with_case=free[120], today=today)
    tell_of_complaints(cast, free[150:158], rising(), today)


def tell_of_years(cast: people.Cast, laerke: list[Tenancy], moelle: list[Tenancy], today: dt.date) -> None:
    """`laerke` and `moelle`: households that are in no other story."""
    laerke, moelle = (history.living_there(homes, today) for homes in (laerke, moelle))
    history.concerns(cast, laerke[::3], today)
    history.complaints(cast, cast.anna, laerke[1::3], laerke[2::3], today)
    history.complaints(cast, cast.bo, moelle[::2], moelle[1::2], today)


def free_in(estate: str, households: list[Household]) -> list[Tenancy]:
    """Of whom no list and no plot tells anything."""
    rows = Tenancy.objects.filter(estate__number=estate, ends_on__isnull=True)
    return list(rows.exclude(pk__in=[each.tenancy.pk for each in households]).order_by("sort_key"))


def tell_of_mediation(cast: people.Cast, free: list[Tenancy], today: dt.date) -> None:
    mediation.footsteps_at_night(mediation.Mediating(cast.anna, cast.anna, today), free[20], free[21])
    mediation.washing_in_the_yard(mediation.Mediating(cast.anna, cast.bo, today), free[44], free[45])


def tell_of_evictions(
    cast: people.Cast, households: list[Household], free: list[Tenancy], today: dt.date
) -> None:
    def office(tenancy: Tenancy) -> Office:
        return Office(cast.dorte, tenancy, today)

    evictions.to_the_bailiff_court(office(furthest(households)))
    evictions.terminated_and_at_rest(office(said_to_be(households, "ophævelse")))
    evictions.an_agreement_that_is_kept(office(falling(households)))
    evictions.averted_by_an_agreement(office(free[60]))
    former = Tenancy.objects.filter(estate__number="1204", ends_on__lt=today).order_by("-ends_on")[0]
    evictions.evicted(office(former), former.ends_on or today)


def rising() -> Tenancy:
    """A household whose arrears grew with the last list."""
    notices = ArrearsNotice.objects.open().filter(rises__gt=0, estate__number="1204")
    return notices.select_related("tenancy").order_by("-pk")[0].tenancy


def furthest(households: list[Household]) -> Tenancy:
    """The household whose case is at the bailiff court."""
    return said_to_be(households, "fogedret")


def said_to_be(households: list[Household], stage: str) -> Tenancy:
    """The first of which this morning's list says so."""
    return next(h.tenancy for h in households if h.plot.lists[2] and h.plot.lists[2].stage == stage)


def falling(households: list[Household]) -> Tenancy:
    """The first that owes less with every list."""
    return next(
        h.tenancy
        for h in households
        if all(h.plot.lists) and [told.months for told in h.plot.lists if told] == [2, 1.5, 1]
    )

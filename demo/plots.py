"""What happens to whom: each plot is a household's course through three lists, and what the caretaker did."""

from collections.abc import Sequence
from dataclasses import dataclass, field

UNSAID_DAYS = 6
LISTS = (61, 31, 0)
"""How many days ago each of the three lists came; the last one this morning."""


@dataclass(frozen=True)
class Said:
    """What one list says of a household: months of rent owed, and the landlord's step."""

    months: float
    stage: str = ""
    demand_ago: int | None = None
    """How many days ago (counted from today) the demand came forward."""
    children: str = ""

    @property
    def is_demanded(self) -> bool:
        """The demand, and its fee, come before what follows from it."""
        return self.stage not in {"", "restance"}


@dataclass(frozen=True)
class Did:
    """A contact the caretaker logged. `next_in` is the next step, in days from today."""

    ago: int
    hour: int
    result: str
    note: str = ""
    next_in: int | None = None
    next_text: str = ""


@dataclass(frozen=True)
class Plot:
    """`count`: how many households of each estate (by number) live it."""

    lists: tuple[Said | None, Said | None, Said | None]
    count: dict[str, int]
    did: Sequence[Did] = field(default_factory=tuple)
    opened: bool = False
    paid: bool = False

    def demanded_ago(self) -> int | None:
        """How many days ago the demand came; where no list says so, some days before the first with it."""
        after = [
            (told, ago) for told, ago in zip(self.lists, LISTS, strict=True) if told and told.is_demanded
        ]
        if not after:
            return None
        said = after[0][0].demand_ago
        return after[0][1] + UNSAID_DAYS if said is None else said


CALL, VISIT, PLAN = "Ring igen", "Besøg igen", "Følg op på aftalen"

PLOTS: tuple[Plot, ...] = (
    # New this morning
    Plot((None, None, Said(1)), {"1204": 4, "1205": 3, "1206": 2, "1207": 2, "2101": 2}),
    Plot((None, None, Said(1, children="ja")), {"1204": 1, "1205": 1, "2101": 1}),
    Plot((None, None, Said(1.5, children="nej")), {"1204": 1, "1206": 1}, opened=True),
    # A demand whose deadline is near, and nobody has been in contact
    Plot((None, Said(1), Said(2, "påkrav", 12, "ja")), {"1204": 1}),
    Plot((None, Said(1), Said(2, "påkrav", 9)), {"1204": 1, "1205": 1, "1207": 1, "2101": 1}),
    Plot((None, Said(1), Said(2, "påkrav")), {"1204": 1, "1206": 1}),
    # The deadline has passed; tried twice
    Plot(
        (Said(1), Said(2), Said(2, "påkrav", 16)),
        {"1204": 1, "1205": 1},
        (
            Did(20, 10, "not_home"),
            Did(13, 17, "not_home"),
            Did(6, 11, "card_left", "Lagde kort med mit nummer i postkassen.", 0, VISIT),
        ),
    ),
    # Terminated; in contact
    Plot(
        (Said(1), Said(2, "påkrav", 45), Said(3, "ophævelse", 45, "nej")),
        {"1204": 1, "2101": 1},
        (
            Did(40, 14, "not_home"),
            Did(
                27, 16, "reached", "Mødtes i døren. Vil gerne have hjælp til at få overblik over sin økonomi."
            ),
            Did(
                4,
                10,
                "reached",
                "Vi har samlet de breve, der manglede. Har tid hos økonomi- og gældsrådgivningen på torsdag.",
                1,
                "Gå med til gældsrådgivningen",
            ),
        ),
    ),
    # The bailiff court
    Plot(
        (Said(2, "påkrav", 70), Said(3, "ophævelse", 70), Said(4, "fogedret", 70, "ja")),
        {"1204": 1},
        (
            Did(44, 11, "not_home"),
            Did(36, 17, "card_left", "Lagde kort og skrev, at jeg kommer igen på torsdag eftermiddag."),
            Did(
                9,
                15,
                "reached",
                "Talte sammen i køkkenet. Vi ringer til kommunen sammen om midlertidig huslejehjælp.",
                0,
                "Ring til kommunen sammen",
            ),
        ),
    ),
    Plot(
        (Said(2, "påkrav"), Said(3, "ophævelse"), Said(4, "fogedret", children="ukendt")),
        {"1205": 1, "1206": 1},
    ),
    # Rising for the third month, nobody in contact
    Plot((Said(1), Said(2), Said(3)), {"1204": 1, "1206": 1, "1207": 1}, opened=True),
    Plot((Said(0.5), Said(1), Said(2)), {"1204": 1, "2101": 1}, (Did(18, 18, "not_home"),)),
    # An agreement that is kept
    Plot(
        (Said(2), Said(1.5), Said(1)),
        {"1204": 2, "1205": 1},
        (
            Did(55, 13, "reached", "Har haft udgift til ny køler. Vil gerne betale ekstra over tre måneder."),
            Did(24, 9, "phone", "Har betalt første afdrag. Det går efter planen.", 5, PLAN),
        ),
    ),
    Plot(
        (None, Said(1), Said(1)),
        {"1204": 1, "1206": 1, "2101": 1},
        (Did(8, 10, "phone", "Løn kommer den sidste bankdag. Betaler da.", 0, CALL),),
    ),
    Plot(
        (None, Said(2), Said(2, "påkrav", 6)),
        {"1204": 1, "1205": 1},
        (
            Did(22, 16, "not_home"),
            Did(
                10,
                11,
                "declined",
                "Vil ikke tale i dag. Måtte gerne lægge et kort.",
                -1,
                "Ring, før du kommer",
            ),
        ),
    ),
    # Nobody has taken it since the last list
    Plot((None, Said(1), Said(1)), {"1205": 2, "1206": 1, "1207": 1}),
    Plot((None, Said(1), Said(1.5)), {"1204": 1}, opened=True),
    # Missing from the latest list: is it paid?
    Plot((None, Said(1), None), {"1204": 1, "1205": 1, "1206": 1, "2101": 1}),
    Plot(
        (Said(1), Said(1), None),
        {"1204": 1},
        (Did(50, 15, "reached", "Havde glemt at flytte betalingen over i ny bank. Gør det i dag."),),
    ),
    # Paid, and closed by the administration
    Plot((Said(1), None, None), {"1204": 2, "1205": 1, "1206": 1, "2101": 1}, paid=True),
)

"""What is counted of concerns, complaints and mediation, each figure with its definition, and who is told it.

The administration is told nothing of concerns, and of mediation what the organisation learns of each:
offered, held, not held. Whether it ended in an agreement, and whether that is kept, is content of single
mediations: only the coordinator is told, and only of the whole organisation (docs/figures.md).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from conditions.choices import ConcernKind
from disputes.choices import ComplaintCategory

COUNT, SHARE, DAYS = "count", "share", "days"
EVERYBODY = frozenset({Role.CARETAKER, Role.COORDINATOR, Role.ADMINISTRATION})
SEES_CONCERNS = frozenset({Role.CARETAKER, Role.COORDINATOR})
SEES_AGREEMENTS = frozenset({Role.COORDINATOR})


@dataclass(frozen=True)
class Figure:
    """`key` is in the address and names the column it is counted in (counts.py). `per_estate`: whether it is
    told of a single estate."""

    key: str
    title: str | Promise
    definition: str | Promise
    kind: str = COUNT
    roles: frozenset[str] = EVERYBODY
    per_estate: bool = True
    is_part: bool = False


@dataclass(frozen=True)
class Group:
    """Figures that stand together under a heading."""

    key: str
    title: str | Promise
    figures: tuple[Figure, ...]


def _kind(value: str, label: Any) -> Figure:
    definition = _(
        "Meldinger fra året, hvor »{kind}« er krydset af. En melding kan have flere ting og tæller med "
        "under hver af dem."
    )
    said = format_lazy(definition, kind=label)
    return Figure(f"art-{value.replace('_', '-')}", label, said, roles=SEES_CONCERNS, is_part=True)


def _category(value: str, label: Any) -> Figure:
    definition = _("Klager modtaget i året, der drejer sig om »{category}« (almenlejeloven § 81).")
    said = format_lazy(definition, category=label)
    return Figure(f"om-{value.replace('_', '-')}", label, said, is_part=True)


CONCERNS = (
    Figure(
        "meldinger",
        _("Meldinger"),
        _("Meldinger om en lejlighed, som ejendomskontoret har sendt i året."),
        roles=SEES_CONCERNS,
    ),
    *(_kind(value, label) for value, label in ConcernKind.choices),
    Figure(
        "dage-til-handling",
        _("Dage til første handling"),
        _(
            "Midterste antal kalenderdage fra en melding er sendt, til en social vicevært har taget den "
            "eller afsluttet den: halvdelen ventede kortere, halvdelen længere. Kun meldinger fra året, "
            "som nogen har taget. Samme dag er 0."
        ),
        DAYS,
        SEES_CONCERNS,
    ),
    Figure(
        "taget-i-tide",
        _("Taget inden for 2 hverdage"),
        _(
            "Andelen af meldingerne fra året, som blev taget eller afsluttet inden for 2 hverdage. Dagen, "
            "den kom, tælles ikke med, og heller ikke lørdage, helligdage og grundlovsdag. En melding, "
            "der stadig kan nå det, er ikke regnet med."
        ),
        SHARE,
        SEES_CONCERNS,
    ),
)
COMPLAINTS = (
    Figure("klager", _("Klager"), _("Klager modtaget i året, skriftlige og mundtlige.")),
    *(_category(value, label) for value, label in ComplaintCategory.choices),
    Figure(
        "gentagelser",
        _("Gentagelser"),
        _(
            "Klager modtaget i året om en husstand, som der også var en klage over inden for det halve år "
            "før. Klager, der blev trukket tilbage eller ikke var grund til, regnes ikke for en tidligere "
            "klage."
        ),
    ),
    Figure(
        "inden-4-uger",
        _("Handlet inden for 4 uger"),
        _(
            "Andelen af de skriftlige, begrundede klager fra året, hvor udlejeren handlede inden for de 4 "
            "uger (almenlejeloven § 83, stk. 2; juli tæller ikke). Kun klager, der er handlet på, eller "
            "hvor fristen er gået."
        ),
        SHARE,
    ),
    Figure(
        "afsluttede",
        _("Afsluttede klager"),
        _("Klager, der er afsluttet i året, også dem, der kom før."),
    ),
    Figure(
        "loest-i-dialog",
        _("Løst i dialog"),
        _("Andelen af klagerne afsluttet i året, der endte med »Løst i dialog« eller »Løst ved mægling«."),
        SHARE,
    ),
)
MEDIATIONS = (
    Figure(
        "tilbudt",
        _("Mægling tilbudt"),
        _("Mæglinger, der er begyndt i året, med eller uden en klage, hvordan de end gik."),
    ),
    Figure(
        "afholdt", _("Mægling afholdt"), _("Mæglinger begyndt i året, hvor der blev mæglet."), is_part=True
    ),
    Figure(
        "ikke-afholdt",
        _("Mægling ikke afholdt"),
        _("Mæglinger begyndt i året, der blev afsluttet, uden at der blev mæglet. Hvorfor, siges ikke."),
        is_part=True,
    ),
    Figure(
        "aftaler",
        _("Endte med en aftale"),
        _(
            "Mæglinger, der er afholdt og afsluttet i året med en aftale, holdt eller brudt. Fortælles kun "
            "samlet for hele boligorganisationen, når året er gået, og kun når mindst 5 endte med en aftale "
            "og mindst 5 ikke gjorde: ellers kunne man slutte, hvordan en enkelt mægling gik."
        ),
        roles=SEES_AGREEMENTS,
        per_estate=False,
        is_part=True,
    ),
    Figure(
        "holdt",
        _("Aftalen holdt"),
        _(
            "Af dem: aftalen holdt ved den sidste opfølgning. Fortælles kun samlet, når året er gået, og kun "
            "når mindst 5 aftaler holdt og mindst 5 ikke gjorde."
        ),
        roles=SEES_AGREEMENTS,
        per_estate=False,
        is_part=True,
    ),
)
GROUPS = (
    Group("meldinger", _("Meldinger"), CONCERNS),
    Group("klager", _("Klager"), COMPLAINTS),
    Group("maegling", _("Mægling"), MEDIATIONS),
)
FIGURES: dict[str, Figure] = {figure.key: figure for group in GROUPS for figure in group.figures}


def groups_for(role: str) -> list[Group]:
    """What this role is told; a group of which it is told nothing is not there."""
    found = [
        Group(group.key, group.title, tuple(figure for figure in group.figures if role in figure.roles))
        for group in GROUPS
    ]
    return [group for group in found if group.figures]

"""What each way out takes, in one line, and where to look it up."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evictions.choices import WayOutKind, WayOutState

TAKES: Final[dict[str, str | Promise]] = {
    WayOutKind.RENT_SUPPORT_81A: _(
        "For den, der er truet af udsættelse. Søges hos kommunen, før der betales."
    ),
    WayOutKind.ONE_OFF_81: _("Hjælp fra kommunen til en enkelt udgift, som husstanden ikke selv kan betale."),
    WayOutKind.PAY_BEFORE_DEADLINE: _(
        "Hele beløbet i påkravet skal være betalt senest den dag, fristen udløber."
    ),
    WayOutKind.PAY_AND_WAIVE: _(
        "Betaling bagefter redder ikke i sig selv lejemålet. Bed udlejeren skrive, at ophævelsen frafaldes."
    ),
    WayOutKind.INSTALMENTS: _(
        "Ingen har krav på en. Foreslå et beløb, der kan holdes hver måned ved siden af huslejen."
    ),
    WayOutKind.STANDSTILL: _("Skal gives på skrift af administrationen. Bed om den i en indstilling."),
    WayOutKind.BENEFIT_ADMINISTRATION: _(
        "Kommunen betaler huslejen af ydelsen, før resten udbetales. Aftales med beboeren."
    ),
    WayOutKind.HOUSING_BENEFIT: _("Se efter, om der er søgt, og om husstand og indkomst er oplyst rigtigt."),
    WayOutKind.CHEAPER_HOME: _(
        "Intern flytning, bytte, eller kommunens anvisning: kommunen råder over hver fjerde ledige bolig."
    ),
    WayOutKind.DEBT_ADVICE: _(
        "Et budget viser, hvad der kan betales. Henvis til gælds- eller budgetrådgivning."
    ),
    WayOutKind.LEGAL_AID: _(
        "Ser noget forkert ud i udlejerens sag, så henvis til retshjælp. Du fører ikke selv sag mod din "
        "arbejdsgiver."
    ),
}
"""In the order of the list: what must be asked for before anything is paid comes first."""
RULES_OF: Final[dict[str, str]] = {
    WayOutKind.RENT_SUPPORT_81A: "rent_support",
    WayOutKind.ONE_OFF_81: "rent_support",
    WayOutKind.PAY_BEFORE_DEADLINE: "demand_deadline",
    WayOutKind.PAY_AND_WAIVE: "termination",
    WayOutKind.CHEAPER_HOME: "allocation",
}
"""Keys of evictions.law.RULES."""
NEXT_STATES: Final[dict[str, tuple[str, ...]]] = {
    WayOutState.OPEN: (WayOutState.CONSIDERED, WayOutState.APPLIED),
    WayOutState.CONSIDERED: (WayOutState.APPLIED, WayOutState.NOT_POSSIBLE),
    WayOutState.APPLIED: (WayOutState.GRANTED, WayOutState.REFUSED),
}
"""What comes next most often: one tap on the phone. Everything else is on the page of the way out."""
BUTTONS: Final[dict[str, str | Promise]] = {
    WayOutState.CONSIDERED: _("Overvejes"),
    WayOutState.APPLIED: _("Søgt i dag"),
    WayOutState.GRANTED: _("Opnået i dag"),
    WayOutState.REFUSED: _("Afslag i dag"),
    WayOutState.NOT_POSSIBLE: _("Ikke muligt"),
}
SAID: Final[dict[str, str | Promise]] = {
    WayOutState.OPEN: _("sat tilbage %(day)s"),
    WayOutState.CONSIDERED: _("overvejet %(day)s"),
    WayOutState.APPLIED: _("søgt %(day)s"),
    WayOutState.GRANTED: _("opnået %(day)s"),
    WayOutState.REFUSED: _("afslag %(day)s"),
    WayOutState.NOT_POSSIBLE: _("ikke muligt %(day)s"),
}
"""The words of its history: »Søgt 3. dec., afslag 10. dec.«"""
LEVELS: Final[dict[str, str]] = {
    WayOutState.OPEN: "quiet",
    WayOutState.CONSIDERED: "quiet",
    WayOutState.APPLIED: "soon",
    WayOutState.GRANTED: "ok",
    WayOutState.REFUSED: "late",
    WayOutState.NOT_POSSIBLE: "quiet",
}
TO_THE_MUNICIPALITY: Final = frozenset(
    {
        WayOutKind.RENT_SUPPORT_81A,
        WayOutKind.ONE_OFF_81,
        WayOutKind.BENEFIT_ADMINISTRATION,
        WayOutKind.CHEAPER_HOME,
    }
)
"""Where »søgt« is an application sent to the municipality: one of the three facts."""

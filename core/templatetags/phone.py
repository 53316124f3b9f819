"""The line that says what lies on the phone. A builtin, as those of ui.py."""

import json
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def outbox_line() -> str:
    return _drawn(get_language() or "")


@lru_cache(maxsize=8)
def _drawn(language: str) -> SafeString:
    """The same on every page; outbox.js fills it."""
    return SafeString(render_to_string("_ui/outbox.html", {"outbox_words": json.dumps(words())}))


def words() -> dict[str, str]:
    """What outbox.js, outbox_list.js and cpr.js say. `%n` is a number."""
    return {
        "one": _("%n ting ligger på telefonen og er ikke sendt endnu."),
        "many": _("%n ting ligger på telefonen og er ikke sendt endnu."),
        "offline": _("Det sendes af sig selv, når der er forbindelse."),
        "unreachable": _("Det lykkedes ikke at sende. Der prøves igen."),
        "login": _("Log ind for at sende."),
        "other": _("Noget af det hører til en anden bruger og sendes, når vedkommende er logget ind."),
        "otherStuck": _("Noget af det hører til en anden bruger, som selv skal se på det."),
        "anothers": _("Det hører til en anden bruger. Kun vedkommende kan læse det her."),
        "toLogin": _("Log ind"),
        "sendNow": _("Send nu"),
        "see": _("Se det"),
        "kept": _("Gemt på telefonen. Det sendes af sig selv, når der er forbindelse."),
        "sent": _("Sendt og gemt."),
        "goOn": _("Videre"),
        "noNext": _("Den næste dør i opgangen kan først vises, når der er forbindelse igen."),
        "takeBack": _("Fortryd"),
        "fix": _("Noget skal rettes, før det kan gemmes."),
        "full": _(
            "Der er ikke plads på telefonen, og det er ikke sendt endnu. Bliv på siden, gør plads eller "
            "fjern et billede, og prøv igen."
        ),
        "photos": _("Fotos: %n"),
        **why_not(),
        "openAgain": _("Åbn det igen"),
        "tryAgain": _("Prøv igen"),
        "copy": _("Kopiér teksten"),
        "copied": _("Kopieret"),
        "mend": _("Ret"),
        "remove": _("Slet fra telefonen"),
        "sure": _("Det ligger kun her. Skal det slettes for altid?"),
        "yes": _("Ja, slet det"),
        "keep": _("Behold det"),
        "cpr": _("Der står noget, der ligner et CPR-nummer. Skal det skjules, før det gemmes?"),
        "cprMask": _("Skjul nummeret"),
        "cprKeep": _("Behold"),
    }


def why_not() -> dict[str, str]:
    """Of what is not taken as it is: why, and what one can do."""
    return {
        "notTaken": _("Det kunne ikke gemmes, som det er."),
        "stuck": _("Noget kan ikke sendes, som det er."),
        "forbidden": _(
            "Det kan ikke gemmes: Det hører ikke til den rolle, du har nu. Har du flere roller, så skift "
            "rolle, og prøv igen. Ellers kopiér det, og giv det til den, det hører til."
        ),
        "gone": _(
            "Det kan ikke gemmes: Du har ikke længere adgang til det, det handler om, eller det er der ikke "
            "mere. Kopiér det, og giv det til den, der har det nu, eller prøv igen, hvis du får adgangen "
            "tilbage."
        ),
        "large": _(
            "Det fylder for meget til at kunne sendes. Åbn det, gør det kortere, og send det igen, eller "
            "kopiér det."
        ),
        "largePhotos": _(
            "Det fylder for meget til at kunne sendes. Åbn det, fjern et billede eller tag nogle mindre, og "
            "send det igen."
        ),
        "unread": _(
            "Det kan ikke læses, som det er sendt, og det hjælper ikke at prøve igen. Åbn det, se det "
            "igennem, og send det igen. Går det heller ikke, så kopiér det, og skriv det på ny."
        ),
        "no": _(
            "Det kan ikke gemmes, som det står nu. Se efter på siden, hvad der er sket. Det, du skrev, "
            "ligger her og kan kopieres."
        ),
    }

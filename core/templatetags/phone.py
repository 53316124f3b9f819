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
    """What outbox.js and cpr.js say. `%n` is a number."""
    return {
        "one": _("%n ting ligger på telefonen og er ikke sendt endnu."),
        "many": _("%n ting ligger på telefonen og er ikke sendt endnu."),
        "offline": _("Det sendes af sig selv, når der er forbindelse."),
        "unreachable": _("Det lykkedes ikke at sende. Der prøves igen."),
        "login": _("Log ind for at sende."),
        "other": _("Noget af det hører til en anden bruger og sendes, når vedkommende er logget ind."),
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
        "refused": _("Du har ikke længere adgang til den adresse. Det ligger her, til du sletter det."),
        "mend": _("Ret"),
        "remove": _("Slet fra telefonen"),
        "sure": _("Tryk igen for at slette"),
        "cpr": _("Der står noget, der ligner et CPR-nummer. Skal det skjules, før det gemmes?"),
        "cprMask": _("Skjul nummeret"),
        "cprKeep": _("Behold"),
    }

"""What the pages of a letter show: how it is named, what was typed the last time."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evictions.choices import LetterKind
from evictions.models import EvictionCase, EvictionLetter

ABOUT: dict[str, Any] = {
    LetterKind.HELP: gettext_lazy(
        "Fra dig til beboeren. Der står intet om gæld eller frister i brevet, så det kan ligge fremme."
    ),
    LetterKind.APPOINTMENT: gettext_lazy(
        "Fra dig til beboeren: hvor og hvornår I kan mødes. Der står intet om hvorfor."
    ),
    LetterKind.INSTALMENT_PLAN: gettext_lazy(
        "Fra administrationen til beboeren: den afdragsordning, der løber på sagen, på skrift."
    ),
    LetterKind.MUNICIPAL_NOTICE: gettext_lazy(
        "Fra administrationen til kommunen, før eller samtidig med at sagen sendes til fogedretten "
        "(almenlejelovens § 92, stk. 2). Kun navn, adresse, og at sagen er sendt."
    ),
}
HOW_SENT: dict[str, Any] = {
    LetterKind.MUNICIPAL_NOTICE: gettext_lazy(
        "Når brevet er sendt, skrives det ned her. Så står det på sagen, at kommunen er underrettet."
    ),
}


def how_sent(kind: str) -> str:
    return str(HOW_SENT.get(kind) or _("Når brevet er sendt eller afleveret, skrives det ned her."))


def draft_of(user: Any, case: EvictionCase, kind: str) -> EvictionLetter | None:
    rows = EvictionLetter.objects.visible_to(user).filter(eviction_case=case, kind=kind, sent_on__isnull=True)
    draft: EvictionLetter | None = rows.order_by("-pk").first()
    return draft


def initial_of(user: Any, case: EvictionCase, kind: str) -> dict[str, Any]:
    """What the draft says; else one's own number, or the municipality, as it was written the last time."""
    if draft := draft_of(user, case, kind):
        return {"language": draft.language, **draft.content.get("asked", {})}
    letters = EvictionLetter.objects.visible_to(user).order_by("-pk")
    if kind == LetterKind.MUNICIPAL_NOTICE:
        return _last(letters.filter(kind=kind)[:1], "municipality")
    return _last(letters.filter(made_by_id=user.pk).exclude(kind=LetterKind.MUNICIPAL_NOTICE)[:1], "phone")


def _last(letters: Any, name: str) -> dict[str, Any]:
    asked: dict[str, str] = next((letter.content.get("asked", {}) for letter in letters), {})
    return {name: asked[name]} if name in asked else {}

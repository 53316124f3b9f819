"""The categories of § 81 as they read after "a complaint about" in each language."""

from typing import Final

from disputes.choices import ComplaintCategory as Category

SAID: Final[dict[str, tuple[str, str]]] = {
    Category.VIOLENCE: ("vold eller trusler", "violence or threats"),
    Category.DANGER: ("fare", "danger"),
    Category.INSECURITY: ("utryghed eller sundhedsfare", "insecurity or a risk to health"),
    Category.HARASSMENT: ("chikane", "harassment"),
    Category.NOISE: ("støj", "noise"),
    Category.DESTRUCTION: ("ødelæggelse", "destruction of property"),
    Category.NEGLECT: ("forsømmelse", "neglect"),
    Category.PETS: ("gener fra husdyr", "nuisance from pets"),
    Category.OTHER_NOISE: ("støj", "noise"),
    Category.OTHER_PETS: ("gener fra husdyr", "nuisance from pets"),
    Category.OTHER: ("gener", "nuisance"),
}


def say_category(category: str, language: str) -> str:
    danish, english = SAID[category]
    return english if language == "en" else danish

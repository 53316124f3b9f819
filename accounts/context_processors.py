"""What the base layout needs of the acting user: lazily, so a fragment without a layout asks nothing.

Every page draws the navigation and the user menu, so their html is made once per role, person and language
and kept in the process; only the number of unread and the form token are put in per request. One query a
page (held_roles.py).
"""

from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.demo import DEMO_PEOPLE, DemoPerson
from accounts.held_roles import MOST_UNREAD, HeldRole, held_roles
from accounts.models import Membership, User
from accounts.navigation import NavItem, items_for

UNREAD_MARK = "<!-- unread -->"
TOKEN_MARK = "[form-token]"  # noqa: S105 — a placeholder
TABS_SHOWN = 5
DESK_SHOWN = 9
MENU = (("profile", _("Min konto"), "circle-user"), ("mfa_index", _("Totrinslogin"), "shield-check"))


def navigation(request: HttpRequest) -> dict[str, Any]:
    return {"layout": Layout(request), "demo": settings.DEMO}


class Layout:
    home_url = "/"

    def __init__(self, request: HttpRequest) -> None:
        user = getattr(request, "user", None)
        self.request = request
        self.user: User | None = user if user is not None and user.is_authenticated else None

    @property
    def membership(self) -> Membership | None:
        return self.user.membership if self.user else None

    @cached_property
    def _roles(self) -> list[HeldRole]:
        return held_roles(self.user, timezone.localdate()) if self.user else []

    @cached_property
    def _acting(self) -> HeldRole | None:
        pk = self.membership.pk if self.membership else None
        return next((held for held in self._roles if held.pk == pk), None)

    @property
    def others(self) -> list[HeldRole]:
        return [held for held in self._roles if held != self._acting]

    @property
    def unread(self) -> int:
        return self._acting.unread if self._acting else 0

    @property
    def nav_bar(self) -> SafeString:
        return self._drawn[0]

    @property
    def tab_bar(self) -> SafeString:
        return self._drawn[1]

    @cached_property
    def _drawn(self) -> tuple[SafeString, SafeString]:
        role = self.user.role if self.user else ""
        if not role:
            return SafeString(""), SafeString("")
        bar, tabs = draw(role, language(), marked(role, self.request.path))
        badge = unread_badge(self.unread)
        return SafeString(bar.replace(UNREAD_MARK, badge)), SafeString(tabs.replace(UNREAD_MARK, badge))

    @property
    def user_menu(self) -> SafeString:
        if self.user is None:
            return SafeString("")
        acting = self._acting._replace(unread=0) if self._acting else None
        others = tuple(held._replace(unread=min(held.unread, MOST_UNREAD)) for held in self.others)
        menu = draw_menu(self.user.name, acting, others, language())
        return SafeString(menu.replace(TOKEN_MARK, get_token(self.request)))

    @property
    def demo_people(self) -> tuple[DemoPerson, ...]:
        return DEMO_PEOPLE if settings.DEMO else ()

    @property
    def demo_password(self) -> str:
        return settings.DEMO_PASSWORD


def language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@lru_cache(maxsize=128)
def address(url_name: str) -> str:
    """The address of a route; "" for one that this installation does not mount."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def marked(role: str, path: str) -> str:
    """The item the path belongs under: the longest address (or `also`) that begins it, else ""."""
    best, name = 1, ""
    for item in items_for(role):
        for prefix in (address(item.url_name), *item.also):
            if len(prefix) > best and begins(path, prefix):
                best, name = len(prefix), item.url_name
    return name


def begins(path: str, prefix: str) -> bool:
    return fnmatchcase(path, f"{prefix}*") if "*" in prefix else path.startswith(prefix)


@lru_cache(maxsize=256)
def draw(role: str, language: str, current: str) -> tuple[str, str]:
    """The html of the desktop bar and the phone's tab bar."""
    items = [entry(item, current) for item in items_for(role) if address(item.url_name)]
    desk, tabs = (
        render_to_string(template, {**split(items, most), "unread_mark": UNREAD_MARK})
        for template, most in (("_ui/nav_bar.html", DESK_SHOWN), ("_ui/tab_bar.html", TABS_SHOWN))
    )
    return desk, tabs


def split(items: list[Any], most: int) -> dict[str, list[Any]]:
    """What stands in the bar, and what under »Mere«, which is one of `most`."""
    shown = most if len(items) <= most else most - 1
    return {"shown": items[:shown], "more": items[shown:]}


@lru_cache(maxsize=512)
def draw_menu(name: str, acting: HeldRole | None, others: tuple[HeldRole, ...], language: str) -> str:
    """The html of the user menu, with a mark where the form token of each request goes."""
    context = {
        "name": name,
        "initials": initials(name),
        "acting": acting,
        "others": others,
        "links": [{"url": address(to), "label": label, "icon": icon} for to, label, icon in MENU],
        "switch_url": address("switch_role"),
        "logout_url": address("account_logout"),
        "token_mark": TOKEN_MARK,
    }
    return render_to_string("_ui/user_menu.html", context)


def initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def entry(item: NavItem, current: str) -> dict[str, Any]:
    return {
        "url": address(item.url_name),
        "label": item.label,
        "tab": item.tab or item.label,
        "icon": item.icon,
        "current": item.url_name == current,
        "counts_unread": item.counts_unread,
    }


def unread_badge(count: int) -> str:
    if not count:
        return ""
    shown = f"{MOST_UNREAD}+" if count > MOST_UNREAD else str(count)
    return format_html(
        '<span class="sv-unread">{}<span class="visually-hidden"> {}</span></span>',
        shown,
        ngettext("ulæst", "ulæste", count),
    )

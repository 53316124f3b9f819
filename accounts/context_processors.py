"""What the base layout needs of the acting user: lazily, so a fragment without a layout asks nothing.

Every page draws the navigation, so its html is made once per role, language and marked item, and kept in
the process; only the number of unread is put in per request. One query a page: the user's memberships,
with that number beside each.
"""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, OuterRef
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.demo import DEMO_PEOPLE, DemoPerson
from accounts.models import Membership, User
from accounts.navigation import NavItem, items_for
from notifications.models import InboxItem

UNREAD_MARK = "<!-- unread -->"
TABS_SHOWN = 5
MOST_UNREAD = 99
MENU = (("profile", _("Min konto"), "circle-user"), ("mfa_index", _("Totrinslogin"), "shield-check"))


def navigation(request: HttpRequest) -> dict[str, Any]:
    return {"layout": Layout(request), "demo": settings.DEMO}


class Layout:
    home_url = "/"

    def __init__(self, request: HttpRequest) -> None:
        user = getattr(request, "user", None)
        self.user: User | None = user if user is not None and user.is_authenticated else None
        self.path = request.path

    @property
    def membership(self) -> Membership | None:
        return self.user.membership if self.user else None

    @cached_property
    def _memberships(self) -> list[Any]:
        if self.user is None:
            return []
        return list(self.user.memberships.active().select_related("organisation").annotate(unread=unread()))

    @property
    def others(self) -> list[Any]:
        current = self.membership
        return [m for m in self._memberships if current is None or m.pk != current.pk]

    @property
    def unread(self) -> int:
        current = self.membership
        return next((m.unread for m in self._memberships if current and m.pk == current.pk), 0)

    @property
    def initials(self) -> str:
        words = self.user.name.split() if self.user else []
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

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
        language = get_language() or settings.LANGUAGE_CODE
        bar, tabs = draw(role, language, marked(role, self.path))
        badge = unread_badge(self.unread)
        return SafeString(bar.replace(UNREAD_MARK, badge)), SafeString(tabs.replace(UNREAD_MARK, badge))

    @property
    def menu(self) -> Iterable[dict[str, Any]]:
        return [{"url": address(name), "label": label, "icon": icon} for name, label, icon in MENU]

    @property
    def demo_people(self) -> tuple[DemoPerson, ...]:
        return DEMO_PEOPLE if settings.DEMO else ()

    @property
    def demo_password(self) -> str:
        return settings.DEMO_PASSWORD

    @property
    def switch_url(self) -> str:
        return address("switch_role")

    @property
    def logout_url(self) -> str:
        return address("account_logout")


def unread() -> Func:
    """A membership's unread in its organisation: at most MOST_UNREAD + 1 index entries are read."""
    mine = InboxItem.objects.unread().filter(
        recipient=OuterRef("user_id"), organisation=OuterRef("organisation_id")
    )
    return Func(
        ArraySubquery(mine.values("pk")[: MOST_UNREAD + 1]),
        function="CARDINALITY",
        output_field=IntegerField(),
    )


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
            if len(prefix) > best and path.startswith(prefix):
                best, name = len(prefix), item.url_name
    return name


@lru_cache(maxsize=256)
def draw(role: str, language: str, current: str) -> tuple[str, str]:
    """The html of the desktop bar and the phone's tab bar."""
    items = [entry(item, current) for item in items_for(role) if address(item.url_name)]
    shown = TABS_SHOWN if len(items) <= TABS_SHOWN else TABS_SHOWN - 1
    context = {"items": items, "tabs": items[:shown], "more": items[shown:], "unread_mark": UNREAD_MARK}
    return render_to_string("_ui/nav_bar.html", context), render_to_string("_ui/tab_bar.html", context)


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

"""Which pages each role finds in the navigation, in this order; the first stand in the phone's tab bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role


@dataclass(frozen=True)
class NavItem:
    """`icon` is a Lucide name; `also` are address prefixes of pages that belong under this item."""

    url_name: str
    label: str | Promise
    icon: str
    roles: frozenset[str]
    also: tuple[str, ...] = ()
    counts_unread: bool = False


def only(*roles: str) -> frozenset[str]:
    return frozenset(roles)


NAVIGATION: Sequence[NavItem] = (
    NavItem("today", _("I dag"), "sun", only(Role.CARETAKER), also=("/restancer/",)),
    NavItem("overview", _("Overblik"), "layout-dashboard", only(Role.COORDINATOR)),
    NavItem("unassigned", _("Uden ansvarlig"), "user-x", only(Role.COORDINATOR)),
    NavItem("tray", _("Restancesager"), "folder-open", only(Role.ADMINISTRATION)),
    NavItem("arrears_list_list", _("Restancelister"), "file-spreadsheet", only(Role.ADMINISTRATION)),
    NavItem("people_list", _("Medarbejdere"), "users", only(Role.COORDINATOR, Role.SYSTEM_ADMINISTRATOR)),
    NavItem(
        "tenancy_search",
        _("Beboere"),
        "search",
        only(Role.CARETAKER, Role.ADMINISTRATION, Role.COORDINATOR),
        also=("/lejeforhold/",),
    ),
    NavItem(
        "estate_list",
        _("Afdelinger"),
        "building-2",
        only(Role.CARETAKER, Role.ESTATE_OFFICE, Role.SYSTEM_ADMINISTRATOR),
    ),
    NavItem("inbox", _("Indbakke"), "inbox", only(Role.CARETAKER, Role.COORDINATOR), counts_unread=True),
    NavItem("absence_list", _("Fravær"), "calendar-off", only(Role.COORDINATOR)),
    NavItem(
        "assignment_list", _("Tildelinger"), "map-pin", only(Role.COORDINATOR, Role.SYSTEM_ADMINISTRATOR)
    ),
    NavItem(
        "register_import_list",
        _("Register"),
        "database",
        only(Role.ADMINISTRATION, Role.SYSTEM_ADMINISTRATOR),
    ),
    NavItem("token_list", _("Adgangsnøgler"), "key-round", only(Role.ADMINISTRATION)),
)
"""Caretakers open the inbox from the tab bar, with the number of unread."""


def items_for(role: str) -> list[NavItem]:
    return [item for item in NAVIGATION if role in item.roles]

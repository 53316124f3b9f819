"""Which pages each role finds in the navigation, in this order; the first stand in the phone's tab bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role


@dataclass(frozen=True)
class NavItem:
    """`icon` is a Lucide name; `also` are address prefixes of pages that belong under this item, with `*` for
    an id in them; `tab` is the word under the icon where the whole label is too wide for a phone's bar."""

    url_name: str
    label: str | Promise
    icon: str
    roles: frozenset[str]
    also: tuple[str, ...] = ()
    counts_unread: bool = False
    tab: str | Promise = ""


def only(*roles: str) -> frozenset[str]:
    return frozenset(roles)


NAVIGATION: Sequence[NavItem] = (
    NavItem(
        "today",
        _("I dag"),
        "sun",
        only(Role.CARETAKER),
        also=("/lejeforhold/*/kontakt/", "/opfoelgning/", "/paa-besoeg/", "/sikkerhed/", "/runder/"),
    ),
    NavItem(
        "case_list",
        _("Sager"),
        "folder-open",
        only(Role.CARETAKER),
        also=("/lejeforhold/*/sag/", "/maal/", "/handlinger/", "/personer/", "/overdragelser/"),
    ),
    NavItem("overview", _("Overblik"), "layout-dashboard", only(Role.COORDINATOR)),
    NavItem("unassigned", _("Uden ansvarlig"), "user-x", only(Role.COORDINATOR)),
    NavItem(
        "caseload",
        _("Sagsfordeling"),
        "scale",
        only(Role.COORDINATOR),
        also=("/overdragelser/", "/sager/"),
        tab=_("Sager"),
    ),
    NavItem("tray", _("Restancesager"), "folder-open", only(Role.ADMINISTRATION), tab=_("Sager")),
    NavItem(
        "eviction_list",
        _("Udsættelser"),
        "gavel",
        only(Role.ADMINISTRATION),
        tab=_("Udsæt\u00adtelser"),
    ),
    NavItem("complaint_list", _("Klager"), "message-square-warning", only(Role.ADMINISTRATION)),
    NavItem(
        "arrears_list_list",
        _("Restancelister"),
        "file-spreadsheet",
        only(Role.ADMINISTRATION),
        tab=_("Lister"),
    ),
    NavItem("concern_home", _("Meld"), "megaphone", only(Role.ESTATE_OFFICE)),
    NavItem(
        "concern_mine",
        _("Mine meldinger"),
        "clipboard-list",
        only(Role.ESTATE_OFFICE),
        also=("/meld/[0-9]*",),
        tab=_("Mine"),
    ),
    NavItem(
        "inbox",
        _("Indbakke"),
        "inbox",
        only(Role.CARETAKER, Role.COORDINATOR, Role.ESTATE_OFFICE),
        counts_unread=True,
    ),
    NavItem(
        "tenancy_search",
        _("Beboere"),
        "search",
        only(Role.CARETAKER, Role.ADMINISTRATION, Role.COORDINATOR),
        also=("/lejeforhold/",),
    ),
    NavItem("concern_list", _("Meldinger"), "megaphone", only(Role.CARETAKER)),
    NavItem("notice_list", _("Restancer"), "list-checks", only(Role.CARETAKER)),
    NavItem("eviction_list", _("Udsættelser"), "gavel", only(Role.CARETAKER, Role.COORDINATOR)),
    NavItem("complaint_list", _("Klager"), "message-square-warning", only(Role.CARETAKER, Role.COORDINATOR)),
    NavItem("mediation_list", _("Mægling"), "messages-square", only(Role.CARETAKER)),
    NavItem(
        "partner_list",
        _("Samarbejde"),
        "handshake",
        only(Role.CARETAKER, Role.COORDINATOR),
        also=("/samarbejde/", "/givet-videre/"),
    ),
    NavItem("people_list", _("Personale"), "users", only(Role.COORDINATOR, Role.SYSTEM_ADMINISTRATOR)),
    NavItem(
        "estate_list",
        _("Afdelinger"),
        "building-2",
        only(Role.CARETAKER, Role.ESTATE_OFFICE, Role.SYSTEM_ADMINISTRATOR),
    ),
    NavItem(
        "complaint_own_list",
        _("Klager herfra"),
        "message-square-warning",
        only(Role.ESTATE_OFFICE),
        tab=_("Klager"),
    ),
    NavItem("absence_list", _("Fravær"), "calendar-off", only(Role.CARETAKER, Role.COORDINATOR)),
    NavItem(
        "assignment_list", _("Tildelinger"), "map-pin", only(Role.COORDINATOR, Role.SYSTEM_ADMINISTRATOR)
    ),
    NavItem(
        "register_import_list",
        _("Register"),
        "database",
        only(Role.ADMINISTRATION),
    ),
    NavItem("token_list", _("Adgangsnøgler"), "key-round", only(Role.ADMINISTRATION), tab=_("Nøgler")),
    NavItem("organisation_settings", _("Indstillinger"), "settings", only(Role.SYSTEM_ADMINISTRATOR)),
)
"""The inbox stands among the first of everybody who has one: on a phone its number of unread is then seen."""


def items_for(role: str) -> list[NavItem]:
    return [item for item in NAVIGATION if role in item.roles]

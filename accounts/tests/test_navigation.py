"""The navigation of each role: every item leads somewhere, the current one is marked, unread are counted."""

import datetime as dt
import re

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.context_processors import TABS_SHOWN, Layout, draw, initials, marked
from accounts.models import User
from accounts.navigation import NAVIGATION, items_for
from accounts.views.home import HOME
from notifications.choices import DeliveryKind
from notifications.models import Delivery, InboxItem
from tests.factories import AbsenceFactory, ArrearsNoticeFactory, MembershipFactory

ROLES = list(Role)


@pytest.mark.parametrize("item", NAVIGATION, ids=lambda item: item.url_name)
def test_every_item_has_a_page(item):
    assert reverse(item.url_name)


@pytest.mark.parametrize("role", ROLES)
def test_the_role_may_open_all_it_is_shown(role, db, client):
    user = MembershipFactory(role=role).user
    client.force_login(user)
    for item in items_for(role):
        assert client.get(reverse(item.url_name)).status_code == 200, item.url_name


OWN_HEADINGS = {"today", "tenancy_search", "register_import_list"}
"""A day, a question, and a register in full: pages whose heading says more than their name."""


@pytest.mark.parametrize(
    "item", [item for item in NAVIGATION if item.url_name not in OWN_HEADINGS], ids=lambda item: item.url_name
)
def test_a_page_is_called_what_the_navigation_calls_it(item, db, client):
    client.force_login(MembershipFactory(role=next(iter(item.roles))).user)
    page = client.get(reverse(item.url_name)).content.decode()
    assert re.search(r"<h1[^>]*>([^<]*)<", page).group(1).strip() == item.label
    assert re.search(r"<title>([^·]*) ·", page).group(1).strip() == item.label


def test_the_ways_back_are_called_the_same(gry, anna, laerke, login):
    for path, label in (
        (f"/medarbejdere/{anna.pk}/", "Personale"),
        (f"/medarbejdere/{anna.pk}/ret/", anna.name),
        ("/medarbejdere/ny/", "Personale"),
        (f"/boligorganisation/afdeling/{laerke.pk}/", "Indstillinger"),
        (f"/tildelinger/afdeling/{laerke.pk}/", "Tildelinger"),
    ):
        back = re.search(r'class="sv-back"[^>]*>(.*?)</a>', login(gry).get(path).content.decode(), re.S)
        assert re.sub(r"<[^>]+>", "", back.group(1)).strip() == label


def test_the_way_back_from_a_case_is_called_the_same(dorte, freja, tenancy, login):
    notice = ArrearsNoticeFactory(tenancy=tenancy)
    for person, label in ((dorte, "Restancesager"), (freja, "Overblik")):
        page = login(person).get(f"/restancesager/{notice.pk}/").content.decode()
        back = re.search(r'class="sv-back"[^>]*>(.*?)</a>', page, re.S)
        assert re.sub(r"<[^>]+>", "", back.group(1)).strip() == label


def test_an_absence_on_i_dag_ends_its_sentence_once(anna, bo, login):
    today = timezone.localdate()
    AbsenceFactory(
        membership=anna.memberships.get(),
        stand_in=bo.memberships.get(),
        starts_on=today,
        ends_on=today + dt.timedelta(days=2),
    )
    for person in (anna, bo):
        page = login(person).get("/i-dag/").content.decode()
        assert "til og med" in page
        assert not re.search(r"til og med [^<]*\.\.", page)


@pytest.mark.parametrize("role", ROLES)
def test_home_is_the_first_item(role):
    assert items_for(role)[0].url_name == HOME[role]


@pytest.mark.parametrize("role", ROLES)
def test_at_most_five_tabs_on_a_phone(role):
    _bar, tabs = draw(role, "da", "")
    first_level = tabs.split('class="sv-more"')[0]
    assert first_level.count("<li>") <= TABS_SHOWN


def test_what_belongs_under_i_dag_is_where_the_routes_are():
    for name in ("visit_log", "follow_up_edit"):
        assert marked(Role.CARETAKER, reverse(name, args=[7])) == "today"


@pytest.mark.parametrize(
    ("role", "path", "name"),
    [
        (Role.CARETAKER, "/i-dag/", "today"),
        (Role.CARETAKER, "/restancer/3/", "notice_list"),
        (Role.CARETAKER, "/lejeforhold/3/", "tenancy_search"),
        (Role.CARETAKER, "/lejeforhold/3/kontakt/", "today"),
        (Role.CARETAKER, "/opfoelgning/3/", "today"),
        (Role.COORDINATOR, "/lejeforhold/3/", "tenancy_search"),
        (Role.CARETAKER, "/min-konto/", ""),
        (Role.ADMINISTRATION, "/restancesager/3/", "tray"),
    ],
)
def test_the_current_item_is_marked(role, path, name):
    assert marked(role, path) == name
    bar, tabs = draw(role, "da", name)
    assert bar.count("aria-current") == tabs.count("aria-current") == (1 if name else 0)


def layout_for(user, path="/i-dag/"):
    request = RequestFactory().get(path)
    request.user = User.objects.get(pk=user.pk)
    return Layout(request)


def make_unread(user, organisation, count, start=1):
    for n in range(start, start + count):
        delivery = Delivery.objects.create(
            kind=DeliveryKind.values[0], subject_id=n, organisation=organisation
        )
        InboxItem.objects.create(
            delivery=delivery, recipient=user, organisation=organisation, kind=delivery.kind, subject_id=n
        )


def test_only_ones_own_unread_of_the_acting_organisation_count(anna, bo, fjordbo, skovbo):
    make_unread(anna, fjordbo, 2)
    make_unread(bo, fjordbo, 1, start=10)
    make_unread(anna, skovbo, 1, start=20)
    layout = layout_for(anna)
    assert layout.unread == 2
    assert "2<span" in layout.tab_bar
    assert "2<span" in layout.nav_bar


def test_what_a_desk_has_no_room_for_stands_under_more(anna, dorte):
    bar = layout_for(anna).nav_bar
    shown, _more, rest = bar.partition("<summary>Mere")
    assert shown.count("<li>") == 9 and "Klager" in shown
    assert "Mægling" in rest and "Fravær" in rest
    assert "Mere" not in layout_for(dorte).nav_bar


def test_many_unread_are_capped(anna, fjordbo):
    make_unread(anna, fjordbo, 103)
    assert "99+" in layout_for(anna).nav_bar


@pytest.mark.parametrize("unread", [1, 3])
def test_the_layout_asks_once(anna, fjordbo, unread, django_assert_num_queries):
    make_unread(anna, fjordbo, unread)
    layout = layout_for(anna)
    assert layout.membership
    with django_assert_num_queries(1):
        assert layout.nav_bar and layout.tab_bar and layout.user_menu and layout.others == []


def test_the_other_roles_are_one_click_away(anna, skovbo):
    other = MembershipFactory(user=anna, organisation=skovbo, role=Role.COORDINATOR)
    layout = layout_for(anna)
    assert [(held.pk, held.label, held.organisation) for held in layout.others] == [
        (other.pk, "Koordinator", "Skovbo")
    ]


def test_an_ended_role_is_not_offered(anna, skovbo):
    MembershipFactory(
        user=anna,
        organisation=skovbo,
        role=Role.COORDINATOR,
        ended_on=timezone.localdate() - dt.timedelta(days=1),
    )
    assert layout_for(anna).others == []


def test_each_reader_gets_their_own_form_token(anna, client):
    """The menu's html is kept in the process; what makes its forms valid must not be."""
    client.force_login(anna)
    tokens = {
        client.get("/min-konto/").content.decode().split('middlewaretoken" value="')[1][:64] for _ in "ab"
    }
    assert len(tokens) == 2
    assert not any("form-token" in token for token in tokens)


def test_a_stranger_has_no_navigation(client, db):
    body = client.get(reverse("account_login")).content.decode()
    assert "sv-nav" not in body
    assert "sv-tabbar" not in body


@pytest.mark.parametrize(("name", "shown"), [("Anna Marie Berg", "AB"), ("Gry", "G"), ("", "")])
def test_initials(name, shown):
    assert initials(name) == shown


def test_demo_logins_are_offered_in_demo_mode_only(client, db, settings):
    settings.DEMO, settings.DEMO_PASSWORD = True, "demo-kodeord"
    assert "anna@demo.example" in client.get(reverse("account_login")).content.decode()
    settings.DEMO, settings.DEMO_PASSWORD = False, ""
    body = client.get(reverse("account_login")).content.decode()
    assert "demo.example" not in body
    assert "sv-demo" not in body

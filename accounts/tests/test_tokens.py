"""API keys: shown once, kept as a digest, refused on the next request after they are revoked."""

import datetime as dt
import re
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.choices import Role
from accounts.models import ApiToken, User
from accounts.services.tokens import authenticate_token, create_token, revoke_token
from core.errors import DomainError


@pytest.fixture
def made(dorte):
    return create_token(actor=dorte, name="EG Bolig")


def test_a_key_acts_as_administration_of_its_organisation(made, fjordbo):
    token, key = made
    user = authenticate_token(key)
    assert user == token.user
    assert user.is_machine
    assert (user.role, user.organisation_id) == (Role.ADMINISTRATION, fjordbo.pk)


def test_the_key_is_long_and_kept_nowhere(made):
    token, key = made
    assert re.fullmatch(rf"sv_{token.prefix}_[\w-]{{43}}", key)
    row = ApiToken.objects.filter(pk=token.pk).values().get()
    secret = key.split("_", 2)[2]
    assert not any(secret in str(value) for value in row.values())


def test_two_keys_differ(dorte, made):
    assert create_token(actor=dorte, name="EG Bolig")[1] != made[1]


@pytest.mark.parametrize("change", [lambda k: k[:-1], lambda k: k + "x", lambda k: k.upper(), lambda k: ""])
def test_anything_else_is_refused(made, change):
    assert authenticate_token(change(made[1])) is None


def test_the_digest_is_no_key(made):
    assert authenticate_token(made[0].digest) is None
    assert authenticate_token(f"sv_{made[0].prefix}_{made[0].digest}") is None


def test_a_revoked_key_is_refused_on_the_next_request(made, dorte):
    token, key = made
    assert authenticate_token(key)
    revoke_token(actor=dorte, token=token)
    assert authenticate_token(key) is None
    with pytest.raises(DomainError, match="allerede spærret"):
        revoke_token(actor=dorte, token=token)


@pytest.mark.parametrize("change", [{"is_active": False}, {"ended_on": True}])
def test_a_key_is_worth_what_its_machine_is(made, change):
    token, key = made
    if "is_active" in change:
        User.objects.filter(pk=token.user_id).update(is_active=False)
    else:
        token.user.memberships.update(ended_on=timezone.localdate() - dt.timedelta(days=1))
    assert authenticate_token(key) is None


def test_use_is_noted_at_most_once_a_minute(made):
    token, key = made
    authenticate_token(key)
    first = ApiToken.objects.get(pk=token.pk).last_used_at
    authenticate_token(key)
    assert ApiToken.objects.get(pk=token.pk).last_used_at == first
    ApiToken.objects.update(last_used_at=first - dt.timedelta(minutes=2))
    authenticate_token(key)
    assert ApiToken.objects.get(pk=token.pk).last_used_at >= first


def test_a_used_key_costs_two_queries(made, django_assert_num_queries):
    authenticate_token(made[1])
    with django_assert_num_queries(2):
        authenticate_token(made[1])


def test_noting_use_leaves_no_history(made):
    token, key = made
    before = token.events.count()
    authenticate_token(key)
    assert token.events.count() == before


@pytest.mark.parametrize("person", ["anna", "erik", "freja", "gry"])
def test_other_roles_make_no_keys(person, request):
    with pytest.raises(PermissionDenied):
        create_token(actor=request.getfixturevalue(person), name="x")


def test_the_key_is_shown_once(dorte, login):
    client = login(dorte)
    made = client.post("/adgangsnoegler/ny/", {"name": "EG Bolig"})
    assert made.status_code == 302
    answer = client.get(made.url)
    key = re.search(r">(sv_[^<]+)</textarea>", answer.content.decode()).group(1)
    assert authenticate_token(key)
    assert "no-store" in answer["Cache-Control"]
    page = client.get("/adgangsnoegler/").content.decode()
    assert "EG Bolig" in page
    assert key not in page
    assert not [value for value in client.session.values() if key in str(value)]


def test_reloading_the_key_makes_no_second_one(dorte, login):
    client = login(dorte)
    made = client.post("/adgangsnoegler/ny/", {"name": "EG Bolig"})
    client.get(made.url)
    again = client.get(made.url, follow=True)
    assert again.redirect_chain == [("/adgangsnoegler/", 302)]
    page = again.content.decode()
    assert "Nøglen er vist én gang." in page
    assert "</textarea>" not in page
    assert ApiToken.objects.count() == 1


def test_a_key_is_shown_to_who_made_it_only(made, dorte, freja, fjordbo, login):
    from tests.factories import MembershipFactory

    client = login(dorte)
    address = client.post("/adgangsnoegler/ny/", {"name": "EG Bolig"}).url
    colleague = MembershipFactory(organisation=fjordbo, role=Role.ADMINISTRATION).user
    assert login(colleague).get(address).url == "/adgangsnoegler/"
    assert login(freja).get(address).status_code == 403
    assert client.get(f"/adgangsnoegler/{made[0].pk}/vis/").url == "/adgangsnoegler/"
    assert "</textarea>" in client.get(address).content.decode()
    assert client.post(address).status_code == 405


def test_a_key_needs_a_name(dorte, login):
    response = login(dorte).post("/adgangsnoegler/ny/", {"name": " "})
    assert response.status_code == 422
    assert not ApiToken.objects.exists()


def test_a_key_is_revoked_on_the_page(made, dorte, login):
    client = login(dorte)
    assert client.post(f"/adgangsnoegler/{made[0].pk}/spaer/").status_code == 302
    assert authenticate_token(made[1]) is None
    assert "Spærrede nøgler" in client.get("/adgangsnoegler/").content.decode()


def test_revoking_is_asked_about(made, dorte, login):
    page = login(dorte).get("/adgangsnoegler/").content.decode()
    asked = re.search(
        r"<details[^>]*><summary>Spær nøglen EG Bolig …</summary>(.*?)</details>", page, re.S
    ).group(1)
    assert "kan ikke sende lister mere. Det kan ikke fortrydes" in asked
    action = f'action="/adgangsnoegler/{made[0].pk}/spaer/"'
    assert action in asked
    assert page.count(action) == 1


def test_another_organisations_key_is_not_found(made, skovbo, login, carla):
    from tests.factories import MembershipFactory

    office = MembershipFactory(organisation=skovbo, role=Role.ADMINISTRATION).user
    assert login(office).post(f"/adgangsnoegler/{made[0].pk}/spaer/").status_code == 404
    assert made[0].prefix not in login(office).get("/adgangsnoegler/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(dorte, login, django_assert_max_num_queries, number):
    for n in range(number):
        create_token(actor=dorte, name=f"Program {n}")
    client = login(dorte)
    with django_assert_max_num_queries(8):
        client.get("/adgangsnoegler/")


def test_the_command_prints_the_key_and_nothing_else(fjordbo):
    out, err = StringIO(), StringIO()
    call_command("create_api_token", organisation="fjordbo", name="Natjob", stdout=out, stderr=err)
    key = out.getvalue().strip()
    assert out.getvalue() == f"{key}\n"
    assert authenticate_token(key).organisation_id == fjordbo.pk
    assert "Natjob" in err.getvalue()
    assert key not in err.getvalue()


def test_the_command_revokes(fjordbo):
    out = StringIO()
    call_command("create_api_token", organisation="fjordbo", stdout=out, stderr=StringIO())
    key = out.getvalue().strip()
    quiet = StringIO()
    call_command(
        "create_api_token", organisation="fjordbo", revoke=key.split("_")[1], stdout=quiet, stderr=StringIO()
    )
    assert authenticate_token(key) is None
    assert quiet.getvalue() == ""
    with pytest.raises(CommandError):
        call_command("create_api_token", organisation="fjordbo", revoke=key.split("_")[1])


def test_the_command_knows_its_organisations(made, skovbo):
    with pytest.raises(CommandError, match="no organisation nowhere"):
        call_command("create_api_token", organisation="nowhere")
    with pytest.raises(CommandError, match="no key"):
        call_command("create_api_token", organisation="skovbo", revoke=made[0].prefix)

"""What stands in the list of lists and on the coordinator's overview, and what can be removed from it."""

import datetime as dt

import pytest
from django.urls import reverse

from core.errors import DomainError
from evictions.choices import Source
from evictions.models import ArrearsList
from evictions.services.list_retention import PREVIEW_DAYS, tidy_lists
from evictions.services.lists import cancel_list, receive_upload, undo_list
from evictions.tests.intake_files import csv_file, take
from residents.choices import ImportStatus

ROW = ("1204-0033-02", "8.412,00", "01-11-2026")
LISTS = "/restancelister/"


def send(actor, content, name):
    organisation = actor.membership.organisation
    return receive_upload(
        actor=actor, organisation=organisation, source=Source.WEB, file_name=name, content=content
    )


@pytest.fixture
def unreadable(dorte):
    return send(dorte, b"%PDF-1.7 hej", "brev.pdf")


@pytest.fixture
def nameless(dorte, tenancy):
    return send(dorte, csv_file(ROW, header=("Hvem", "Hvad", "Hvornaar")), "uden-navne.csv")


def test_the_overview_shows_what_was_imported_and_nothing_else(login, freja, dorte, unreadable, nameless):
    undo_list(actor=dorte, arrears_list=take(dorte, csv_file(ROW)))
    imported = take(dorte, csv_file((ROW[0], "9.000,00", ROW[2])))
    answer = login(freja).get(reverse("overview"))
    assert [shown.pk for shown in answer.context["lists"]] == [imported.pk]
    assert reverse("arrears_list_list") in answer.content.decode()


def test_an_unreadable_list_is_removed_from_the_list(login, dorte, unreadable, nameless):
    client = login(dorte)
    page = client.get(LISTS).content.decode()
    assert "brev.pdf" in page and "uden-navne.csv" in page and page.count("Fjern<") == 2
    for arrears_list in (unreadable, nameless):
        answer = client.post(f"{LISTS}{arrears_list.pk}/annuller/", {"next": LISTS})
        assert (answer.status_code, answer["Location"]) == (302, LISTS)
    client.get(LISTS)
    page = client.get(LISTS).content.decode()
    assert "brev.pdf" not in page and "uden-navne.csv" not in page
    assert set(ArrearsList.objects.values_list("status", flat=True)) == {ImportStatus.CANCELLED}


def test_what_the_machine_dropped_is_still_there_with_its_reason(login, dorte, nameless):
    tidy_lists(nameless.created_at.date() + dt.timedelta(days=PREVIEW_DAYS + 2))
    assert "uden-navne.csv" in login(dorte).get(LISTS).content.decode()


def test_only_the_administration_removes_and_only_what_is_not_imported(login, freja, dorte, unreadable):
    client = login(freja)
    assert "Fjern<" not in client.get(LISTS).content.decode()
    assert client.post(f"{LISTS}{unreadable.pk}/annuller/").status_code == 403


def test_an_imported_list_is_not_removed(login, dorte, tenancy):
    arrears_list = take(dorte, csv_file(ROW))
    page = login(dorte).get(LISTS).content.decode()
    assert "Fjern<" not in page
    with pytest.raises(DomainError, match="kan ikke annulleres"):
        cancel_list(actor=dorte, arrears_list=arrears_list)

"""A row left out of a list is kept as left out: it says who did it, and can be taken along after all."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import DomainError
from evictions.choices import Source
from evictions.models import ArrearsNotice, ArrearsRow
from evictions.services import waiting
from evictions.services.list_retention import WAITING_DAYS, tidy_lists
from evictions.services.lists import apply_list, list_summary, receive_upload, undo_list
from evictions.services.summary import COUNTS
from evictions.tests.intake_files import csv_file, take

HTMX = {"HTTP_HX_REQUEST": "true"}
REFERENCE = "1204-0033-02"
GOOD = (REFERENCE, "8.412,00", "01-11-2026")
BAD = (REFERENCE, "1.2OO,00", "01-10-2026")


def preview(actor, *rows):
    organisation, content = actor.membership.organisation, csv_file(*rows)
    return receive_upload(
        actor=actor, organisation=organisation, source=Source.WEB, file_name="liste.csv", content=content
    )


def leave(actor, arrears_list, number):
    return waiting.leave_row_out(actor=actor, arrears_list=arrears_list, row_number=number)


def bring(actor, arrears_list, number):
    return waiting.take_row_back(actor=actor, arrears_list=arrears_list, row_number=number)


def text(response):
    return " ".join(response.content.decode().split())


def test_it_is_shown_and_taken_along_again_in_the_preview(login, dorte, tenancy):
    arrears_list, client = preview(dorte, BAD), login(dorte)
    address = f"/restancelister/{arrears_list.pk}/"
    assert "fane=udeladt" not in text(client.get(address))
    said = text(client.post(f"{address}raekker/2/", {"action": "leave"}, **HTMX))
    assert "er udeladt" in said and "Tag med igen" in said and "fane=udeladt" in said
    page = text(client.get(f"{address}?fane=udeladt"))
    assert "Udeladt af Dorte" in page and "«1.2OO,00»" in page and "Tag række 2 med igen" in page
    assert "Udelad række 2" not in page
    again = text(client.post(f"{address}raekker/2/", {"action": "restore"}, **HTMX))
    assert "Udelad række 2" in again and "Række 2 venter igen" in again
    arrears_list.refresh_from_db()
    assert (arrears_list.counts["rejected"], arrears_list.counts["omitted"]) == (1, 0)
    row = arrears_list.rows.get()
    assert (row.bucket, row.left_out_by, row.left_out_at) == ("error", None, None)


def test_the_import_leaves_it_out_and_the_receipt_says_so(login, dorte, freja, tenancy):
    arrears_list = preview(dorte, BAD, GOOD)
    leave(dorte, arrears_list, 2)
    arrears_list = apply_list(actor=dorte, arrears_list=arrears_list)
    assert ArrearsNotice.objects.get().amount == Decimal(8412)
    assert list_summary(arrears_list) == {
        **dict.fromkeys(COUNTS, 0), "rows": 1, "new": 1, "notices": 1, "errors": []
    }  # fmt: skip
    page = text(login(dorte).get(f"/restancelister/{arrears_list.pk}/"))
    assert f"1 række udeladt af {dorte.name}." in page and "Tag række 2 med igen" in page
    page = text(login(freja).get(f"/restancelister/{arrears_list.pk}/"))
    assert f"1 række udeladt af {dorte.name}." in page and "Tag række 2 med igen" not in page


def test_taken_along_after_the_import_it_is_summed_with_the_others(dorte, tenancy):
    arrears_list = preview(dorte, BAD, GOOD)
    leave(dorte, arrears_list, 2)
    arrears_list = apply_list(actor=dorte, arrears_list=arrears_list)
    assert bring(dorte, arrears_list, 2).bucket == "error"
    waiting.fix_row(actor=dorte, arrears_list=arrears_list, row_number=2, values={"amount": "1.200,00"})
    assert ArrearsNotice.objects.get().amount == Decimal(9612)
    arrears_list.refresh_from_db()
    assert (arrears_list.counts["omitted"], arrears_list.rows.count()) == (0, 0)


def test_left_out_of_the_receipt_too(dorte, tenancy):
    arrears_list = take(dorte, csv_file(GOOD, GOOD))
    assert leave(dorte, arrears_list, 3).bucket == "left_out"
    arrears_list.refresh_from_db()
    assert (arrears_list.counts["rejected"], arrears_list.counts["omitted"]) == (0, 1)
    assert bring(dorte, arrears_list, 3).problem == "duplicate"
    assert waiting.confirm_row(actor=dorte, arrears_list=arrears_list, row_number=3) is None
    assert ArrearsNotice.objects.get().amount == Decimal(16824)


def test_beside_a_newer_list_it_waits_and_changes_nothing(dorte, tenancy):
    october = take(dorte, csv_file(GOOD, GOOD))
    leave(dorte, october, 3)
    take(dorte, csv_file((REFERENCE, "9.000,00", "01-11-2026")))
    assert october.rows.get(row_number=3).bucket == "left_out"
    assert bring(dorte, october, 3).problem == "older"
    assert ArrearsNotice.objects.get().amount == Decimal(9000)


def test_what_is_left_out_is_missing_in_the_preview_as_after_it(dorte, tenancy):
    take(dorte, csv_file(("1204-0033-02", "100,00", "01-11-2026")))
    other = ("1204-9999-01", "100,00", "01-11-2026")
    arrears_list = preview(dorte, (REFERENCE, "9.999,00", "01-11-2026"), other, BAD)
    for number in (2, 4):
        leave(dorte, arrears_list, number)
    arrears_list.refresh_from_db()
    assert (arrears_list.counts["changed"], arrears_list.counts["omitted"]) == (0, 2)
    expected = arrears_list.counts["missing"]
    arrears_list = apply_list(actor=dorte, arrears_list=arrears_list)
    assert arrears_list.counts["missing"] == expected
    assert ArrearsNotice.objects.get().amount == Decimal(100)


def test_it_is_erased_with_the_other_rows_and_the_number_stands(login, dorte, tenancy):
    arrears_list = take(dorte, csv_file(BAD))
    leave(dorte, arrears_list, 2)
    tidy_lists(arrears_list.finished_at.date() + dt.timedelta(days=WAITING_DAYS + 2))
    assert not ArrearsRow.objects.exists()
    page = text(login(dorte).get(f"/restancelister/{arrears_list.pk}/"))
    assert "1 række udeladt." in page


def test_undoing_the_list_drops_it(dorte, tenancy):
    arrears_list = take(dorte, csv_file(GOOD, BAD))
    leave(dorte, arrears_list, 3)
    undo_list(actor=dorte, arrears_list=arrears_list)
    assert not ArrearsRow.objects.exists()


def test_only_what_was_left_out_and_only_by_the_administration(dorte, freja, tenancy):
    arrears_list = preview(dorte, BAD)
    with pytest.raises(DomainError):
        bring(dorte, arrears_list, 2)
    leave(dorte, arrears_list, 2)
    with pytest.raises(PermissionDenied):
        bring(freja, arrears_list, 2)

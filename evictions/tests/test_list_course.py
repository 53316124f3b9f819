"""The course of a list: received, read, confirmed, applied; every step harmless the second time."""

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import DomainError
from evictions.choices import Source
from evictions.models import ArrearsFile, ArrearsList, ArrearsNotice
from evictions.services import lists
from evictions.tests.intake_files import HEADER, csv_file, take
from notifications.models import Job
from residents.choices import ImportStatus
from residents.models import ColumnLayout

ROW = ("1204-0033-02", "8.412,00", "01-11-2026")


def receive(actor, content, **options):
    return lists.receive_list(
        actor=actor,
        organisation=actor.membership.organisation,
        source=Source.WEB,
        file_name="C:\\Users\\dorte\\restancer 010190-1234.csv",
        content=content,
        **options,
    )


@pytest.fixture
def preview(dorte, tenancy):
    return lists.read_list(receive(dorte, csv_file(ROW)).pk)


def test_received_and_read(dorte, tenancy):
    arrears_list = receive(dorte, csv_file(ROW))
    assert arrears_list.status == ImportStatus.RECEIVED
    assert arrears_list.file_name == "restancer xxxxxx-xxxx.csv"
    arrears_list = lists.read_list(arrears_list.pk)
    assert arrears_list.status == ImportStatus.PREVIEW
    assert (arrears_list.rows_read, arrears_list.rows_total) == (1, 1)
    assert arrears_list.rows.get().bucket == "new"
    assert not ArrearsNotice.objects.exists()


def test_reading_again_changes_nothing(preview):
    lists.read_list(preview.pk)
    assert preview.rows.count() == 1


def test_reading_that_was_interrupted_begins_again(dorte, preview):
    ArrearsList.objects.update(status=ImportStatus.READING)
    assert lists.read_list(preview.pk).status == ImportStatus.PREVIEW
    assert preview.rows.count() == 1


def test_confirmed_twice_is_one_job(dorte, preview):
    for _click in range(2):
        lists.confirm_list(actor=dorte, arrears_list=preview)
    assert Job.objects.filter(kind="apply_arrears_list", subject_id=preview.pk).count() == 1
    arrears_list = lists.apply_queued_list(preview.pk)
    assert arrears_list.status == ImportStatus.DONE
    assert not ArrearsFile.objects.exists()
    assert not arrears_list.rows.exists()
    lists.apply_queued_list(preview.pk)
    lists.confirm_list(actor=dorte, arrears_list=arrears_list)
    assert ArrearsNotice.objects.count() == 1


def test_applying_that_was_interrupted_is_done_again(dorte, preview):
    ArrearsList.objects.update(status=ImportStatus.IMPORTING)
    assert lists.apply_queued_list(preview.pk).status == ImportStatus.DONE
    assert ArrearsNotice.objects.count() == 1


def test_what_came_in_between_is_seen_when_it_is_applied(dorte, preview):
    take(dorte, csv_file(ROW))
    arrears_list = lists.apply_list(actor=dorte, arrears_list=preview)
    assert (arrears_list.counts["new"], arrears_list.counts["unchanged"]) == (0, 1)
    assert ArrearsNotice.objects.count() == 1


def test_cancelled(dorte, preview):
    lists.cancel_list(actor=dorte, arrears_list=preview)
    assert preview.status == ImportStatus.CANCELLED
    assert not preview.rows.exists()
    assert not ArrearsFile.objects.exists()
    lists.cancel_list(actor=dorte, arrears_list=preview)
    with pytest.raises(DomainError):
        lists.confirm_list(actor=dorte, arrears_list=preview)


def test_what_was_imported_cannot_be_cancelled(dorte, preview):
    lists.apply_list(actor=dorte, arrears_list=preview)
    with pytest.raises(DomainError):
        lists.cancel_list(actor=dorte, arrears_list=preview)


def test_a_job_that_gives_up_leaves_the_preview_with_a_sentence(dorte, preview):
    lists.confirm_list(actor=dorte, arrears_list=preview)
    ArrearsList.objects.update(status=ImportStatus.IMPORTING)
    lists.give_up(preview.pk)
    preview.refresh_from_db()
    assert preview.status == ImportStatus.PREVIEW
    assert "gik i stå" in preview.message
    assert lists.apply_list(actor=dorte, arrears_list=preview).status == ImportStatus.DONE


def test_reading_that_gives_up_is_a_failure(dorte, preview):
    ArrearsList.objects.update(status=ImportStatus.READING)
    lists.give_up(preview.pk)
    preview.refresh_from_db()
    assert preview.status == ImportStatus.FAILED


def test_columns_chosen_by_hand_are_remembered_for_the_layout(dorte, tenancy):
    header = ("Hvem", "Hvad", "Hvornår")
    arrears_list = lists.read_list(receive(dorte, csv_file(ROW, header=header)).pk)
    assert arrears_list.status == ImportStatus.COLUMNS
    with pytest.raises(DomainError, match="Forfaldsdato"):
        lists.choose_columns(actor=dorte, arrears_list=arrears_list, mapping={"tenancy": 0, "amount": 1})
    with pytest.raises(DomainError, match="to gange"):
        lists.choose_columns(
            actor=dorte, arrears_list=arrears_list, mapping={"tenancy": 0, "amount": 1, "due_date": 1}
        )
    mapping = {"tenancy": 0, "amount": 1, "due_date": 2}
    arrears_list = lists.choose_columns(actor=dorte, arrears_list=arrears_list, mapping=mapping)
    assert arrears_list.status == ImportStatus.PREVIEW
    assert ColumnLayout.objects.get().mapping == mapping
    again = lists.read_list(receive(dorte, csv_file(ROW, header=header)).pk)
    assert again.status == ImportStatus.PREVIEW


def test_columns_can_be_corrected_in_the_preview(dorte, tenancy):
    content = csv_file((*ROW, "1,00"), header=(*HEADER, "Rykkergebyr"))
    arrears_list = lists.read_list(receive(dorte, content).pk)
    mapping = {"tenancy": 0, "amount": 3, "due_date": 2}
    arrears_list = lists.choose_columns(actor=dorte, arrears_list=arrears_list, mapping=mapping)
    assert arrears_list.rows.get().amount == 1


def test_the_same_key_gives_the_same_list(dorte, tenancy):
    first = receive(dorte, csv_file(ROW), idempotency_key="nov-1")
    assert receive(dorte, csv_file(ROW), idempotency_key="nov-1") == first
    with pytest.raises(DomainError):
        receive(dorte, csv_file(ROW, ROW), idempotency_key="nov-1")
    assert take(dorte, csv_file(ROW), idempotency_key="nov-1") == first


def test_a_dry_run_leaves_nothing(dorte, tenancy):
    arrears_list = take(dorte, csv_file(ROW, ("9999-1-1", "1", "01-11-2026")), dry_run=True)
    summary = lists.list_summary(arrears_list)
    assert (summary["rows"], summary["new"], summary["rejected"], summary["notices"]) == (2, 1, 1, 0)
    assert [error["row"] for error in summary["errors"]] == [3]
    assert not ArrearsList.objects.exists()
    assert not ArrearsNotice.objects.exists()


def test_the_summary_names_row_column_value_and_message(dorte, tenancy):
    arrears_list = take(dorte, csv_file(("1204-0033-02", "1.2OO,00", "01-11-2026")))
    summary = lists.list_summary(arrears_list)
    assert list(summary) == [
        "rows",
        "new",
        "changed",
        "unchanged",
        "missing",
        "rejected",
        "notices",
        "errors",
    ]
    (error,) = summary["errors"]
    assert (error["row"], error["column"], error["value"]) == (2, "Saldo", "1.2OO,00")
    assert "Ikke et tal" in error["message"]


def test_json_rows_are_read_like_a_file(dorte, tenancy):
    rows = [{"tenancy": "1204-0033-02", "amount": 8412.5, "due_date": "2026-11-01", "children": True}]
    take(dorte, lists.rows_as_file(rows))
    notice = ArrearsNotice.objects.get()
    assert (str(notice.amount), notice.children) == ("8412.50", "yes")


def test_only_the_administration_of_the_organisation(anna, freja, gry, carla, fjordbo):
    for person in (anna, freja, gry, carla):
        with pytest.raises(PermissionDenied):
            lists.receive_list(
                actor=person, organisation=fjordbo, source=Source.WEB, file_name="x", content=b"x"
            )

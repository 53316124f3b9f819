"""An error page leaves a traceback in the log, and nothing of the row it was about."""

import io
import logging
import sys

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from core.logs import QuietFormatter
from core.tests.urls import IN_A_ROW
from residents.models import HousingOrganisation


@pytest.fixture
def log():
    """What the handler of the settings writes."""
    (handler,) = [h for h in logging.getLogger().handlers if isinstance(h.formatter, QuietFormatter)]
    written = io.StringIO()
    before = handler.setStream(written)
    yield written.getvalue
    handler.setStream(before)


@pytest.mark.django_db
@pytest.mark.urls("core.tests.urls")
def test_the_traceback_of_a_page_quotes_no_row(log):
    assert Client(raise_request_exception=False).get("/citer/").status_code == 500
    assert "Internal Server Error: /citer/" in log()
    assert "in quote_a_row" in log()
    assert "psycopg.errors.UniqueViolation (23505)" in log()
    assert "django.db.utils.IntegrityError (23505)" in log()
    assert "DETAIL" not in log()
    assert IN_A_ROW not in log()


@pytest.mark.django_db
@pytest.mark.urls("core.tests.urls")
def test_other_errors_keep_their_words(log):
    Client(raise_request_exception=False).get("/fejl/")
    assert "RuntimeError: technical words" in log()


def formatted(error, *args, kept=None):
    try:
        raise error
    except type(error):
        message = "slug %s" if args else "failed"
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, message, args, sys.exc_info())
    record.exc_text = kept
    return QuietFormatter().format(record)


def test_one_that_stands_in_the_line_is_named_only():
    assert formatted(ValueError(), psycopg.DataError("Hemmelig Note")).startswith("slug psycopg.DataError\n")


def test_what_another_formatter_kept_is_not_used():
    assert "Hemmelig" not in formatted(psycopg.DataError("x"), kept="psycopg.DataError: Hemmelig Note")


def test_one_within_a_group_or_behind_another_error():
    error = RuntimeError("later")
    error.__context__ = IntegrityError("Hemmelig Note")
    said = formatted(ExceptionGroup("two", [error, psycopg.DataError("Hemmelig Note")]))
    assert "RuntimeError: later" in said
    assert said.count("DataError") == 1
    assert "Hemmelig" not in said


def test_a_chain_that_bites_its_tail_ends():
    first, second = RuntimeError("one"), RuntimeError("two")
    first.__context__, second.__context__ = second, first
    assert formatted(first).count("RuntimeError") == 2


@pytest.mark.django_db
def test_the_row_is_really_in_what_postgresql_says():
    """Or the tests above would show nothing."""
    HousingOrganisation.objects.create(name="x", slug=IN_A_ROW)
    with pytest.raises(IntegrityError, match=IN_A_ROW), transaction.atomic():
        HousingOrganisation.objects.create(name="x", slug=IN_A_ROW)
    assert connection.is_usable()

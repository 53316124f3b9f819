"""What may be kept as SQL, and what is refused."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import TextField, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.tests.clock import on
from core import clock
from core.compiled import Limit, StatementError, compiled, is_value
from core.rows import nested
from residents.models import Tenancy

pytestmark = pytest.mark.django_db


def test_the_sql_is_built_once_and_the_rows_are_asked_for_every_time(tenancy):
    built = []

    @compiled
    def of(*, pk: int):
        built.append(pk)
        return Tenancy.objects.filter(pk=pk).select_related("dwelling")

    for _time in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert of(pk=tenancy.pk)[0].dwelling == tenancy.dwelling
        assert len(asked) == 1
    assert of(pk=0) == []
    assert of(pk=10**30) == [], "a number no key can be"
    assert len(built) == 1 and built[0] != tenancy.pk


def test_today_is_the_day_of_the_call():
    @compiled
    def current():
        return Tenancy.objects.filter(starts_on__lte=clock.today()).values_list("pk", flat=True)

    tenancy_day = timezone.localdate() - dt.timedelta(days=400)
    with on(tenancy_day):
        before = current()
    assert before == list(Tenancy.objects.filter(starts_on__lte=tenancy_day).values_list("pk", flat=True))


def test_a_list_is_one_value_however_long(tenancy):
    @compiled
    def among(*, pks: list[int]):
        return Tenancy.objects.filter(pk__any=pks)

    assert [among(pks=pks) for pks in ([], [tenancy.pk], [0, tenancy.pk, -1])] == [[], [tenancy], [tenancy]]
    assert not Tenancy.objects.exclude(pk__any=[tenancy.pk]).exists()


@pytest.mark.parametrize(
    "build",
    [
        lambda pk, day, pks: Tenancy.objects.filter(starts_on=dt.date(2026, 1, 1)),
        lambda pk, day, pks: Tenancy.objects.filter(starts_on=day + dt.timedelta(days=1)),
        lambda pk, day, pks: Tenancy.objects.filter(created_at__gt=timezone.now()),
        lambda pk, day, pks: Tenancy.objects.filter(pk__in=pks),
        lambda pk, day, pks: Tenancy.objects.filter(pk=pk + 1),
        lambda pk, day, pks: Tenancy.objects.all()[:pk],
        lambda pk, day, pks: Tenancy.objects.prefetch_related("residents"),
    ],
    ids=["a day", "a day made of one", "the clock itself", "in", "a number made of one", "limit", "prefetch"],
)
def test_what_was_true_only_once_is_refused(build):
    @compiled
    def query(*, pk: int, day: dt.date, pks: list[int]):
        return build(pk, day, pks)

    with pytest.raises(StatementError):
        query(pk=1, day=timezone.localdate(), pks=[1, 2])


def test_limits_and_words_are_no_values():
    assert [is_value(each) for each in (1, [1], True, Limit(5), "x", None)] == [True, True, *[False] * 4]


def test_nested_rows_read_like_models_and_never_ask(tenancy):
    row = nested(Tenancy.objects.all(), "pk", "dwelling__address", "dwelling__stairwell__street")[0]
    stairwell = tenancy.dwelling.stairwell
    assert (row.pk, row.dwelling.address) == (tenancy.pk, tenancy.dwelling.address)
    assert row.dwelling.stairwell.street == stairwell.street
    with pytest.raises(AttributeError):
        row.estate  # noqa: B018


def test_a_statement_is_prepared_once_for_all_values(tenancy):
    @compiled
    def of(*, pk: int, pks: list[int]):
        told = Value("100 % af %s, 'sådan'", output_field=TextField())
        return Tenancy.objects.filter(pk=pk, pk__any=pks).values_list("pk", told)

    before = prepared()
    for pk, pks in ((tenancy.pk, [tenancy.pk]), (1, [1]), (tenancy.pk, [10**12, tenancy.pk]), (7, [])):
        expected = [(tenancy.pk, "100 % af %s, 'sådan'")] if tenancy.pk in pks else []
        assert of(pk=pk, pks=pks) == expected
    assert len(prepared() - before) == 1


def prepared():
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return {statement for (statement,) in cursor.fetchall()}

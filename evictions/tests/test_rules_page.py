"""The page of the rules: each with its source, and any date to try."""

import datetime as dt
import html
import re

import pytest

from evictions.law import DEMAND_FEES, RULES
from evictions.rule_trials import SAY, said

pytestmark = pytest.mark.django_db
day = dt.date.fromisoformat


@pytest.fixture
def words_of(login, anna):
    """The page's words; `**asked` is what is tried."""
    client = login(anna)

    def _words(status=200, **asked):
        answer = client.get("/regler/", asked)
        assert answer.status_code == status
        text = re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main", 1)[1])
        return " ".join(html.unescape(text).split())

    return _words


def trial(words):
    return words.split("Regn ud", 1)[1].split("Kilde", 1)[0]


def test_every_rule_is_there_with_its_source(words_of):
    words = words_of()
    for rule in RULES.values():
        for said_of_it in (rule.title, rule.text, rule.source, rule.certainty):
            assert str(said_of_it) in words
    assert words.count("22. november 2026") >= len(RULES)
    assert "ikke juridisk rådgivning" in words


def test_every_fee_is_there(words_of):
    words = words_of()
    for fee in DEMAND_FEES.values():
        assert f"{fee.year} {fee.amount},00".replace(".00,00", ",00") in words


@pytest.mark.parametrize(
    ("due", "timely", "saturday_counts", "safe"),
    [
        ("2021-10-01", "2021-10-01", "2021-10-06", "2021-10-07"),
        ("2026-04-01", "2026-04-01", "2026-04-09", "2026-04-10"),
        ("2026-07-01", "2026-07-01", "2026-07-06", "2026-07-07"),
        ("2026-11-01", "2026-11-02", "2026-11-06", "2026-11-06"),
    ],
)
def test_the_worked_examples_of_a_demand(words_of, due, timely, saturday_counts, safe):
    row = " ".join([said(day(timely)), said(day(saturday_counts)), said(day(safe))])
    assert row in words_of()
    tried = trial(words_of(forfald=due))
    for found in (timely, saturday_counts, safe):
        assert said(day(found)) in tried
    assert ("omstridt" in tried) is (saturday_counts != safe)


@pytest.mark.parametrize(
    ("received", "deadline", "warns"),
    [
        ("2021-10-07", "2021-10-21", ""),
        ("2026-03-20", "2026-04-07", "flyttet"),
        ("2026-05-22", "2026-06-08", "flyttet"),
        ("2026-12-10", "2026-12-24", "juleaftensdag"),
        ("2026-12-18", "2027-01-04", "flyttet"),
    ],
)
def test_the_worked_examples_of_a_deadline(words_of, received, deadline, warns):
    assert said(day(deadline)) in words_of().rsplit("Påkravsfrist", 1)[1]
    tried = trial(words_of(modtaget=received))
    assert f"Påkravsfrist {said(day(deadline))}" in tried
    assert "Tidligste ophævelse" in tried
    assert warns in tried


def test_the_other_dates(words_of):
    assert said(day("2021-10-22")) in trial(words_of(frist="21-10-2021"))
    assert "nytårsaftensdag" in trial(words_of(frist="2026-12-31"))
    assert said(day("2026-08-18")) in trial(words_of(klage="20/6/2026"))
    assert "Påkravsgebyr i 2023 314,00 kr." in trial(words_of(aar="2023"))


def test_several_at_once(words_of):
    tried = trial(words_of(forfald="2026-11-01", klage="2026-12-01", aar="2017"))
    assert [str(RULES[key].title) in tried for key in ("last_timely_day", "complaint_action_due")] == [
        True
    ] * 2
    assert "279,00 kr." in tried


def test_a_fee_nobody_has_verified_is_not_guessed(words_of):
    assert "Påkravsgebyret for 2026 er ikke efterprøvet" in trial(words_of(aar="2026"))


def test_a_day_before_what_is_known_says_so(words_of):
    assert "Vi ved kun, at reglen gælder fra fre. 1. okt. 2021" in trial(words_of(forfald="2019-05-01"))
    assert "Vi ved kun" not in trial(words_of(forfald="2022-05-01"))


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"forfald": "29-02-2026"}, "februar 2026 har 28 dage"),
        ({"modtaget": "32-13-2026"}, "ingen måned 13"),
        ({"frist": "01-01-9999"}, "Årstallet 9999 kan ikke passe"),
        ({"klage": "0001-01-01"}, "Årstallet 0001 kan ikke passe"),
        ({"forfald": "i går"}, "Ikke en dato"),
        ({"forfald": "1" * 500}, "Ikke en dato"),
        ({"aar": "23"}, "Skriv årstallet med fire cifre"),
        ({"aar": "0001"}, "Skriv årstallet med fire cifre"),
        ({"aar": "²⁰²³"}, "Skriv årstallet med fire cifre"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(words_of, asked, sentence):
    words = words_of(422, **asked)
    assert sentence in words
    assert "Ret én ting, før du går videre" in words


def test_one_wrong_date_does_not_hide_the_others(words_of):
    words = words_of(422, forfald="32-13-2026", aar="2023")
    assert "ingen måned 13" in words and "314,00 kr." in words


def test_what_was_typed_is_kept(login, anna):
    answer = login(anna).get("/regler/", {"forfald": "32-13-2026", "frist": "2026-12-31"})
    drawn = {
        field: next(
            tag for tag in re.findall(r"<input[^>]+>", answer.content.decode()) if f'name="{field}"' in tag
        )
        for field in ("forfald", "frist")
    }
    assert 'type="text"' in drawn["forfald"] and 'value="32-13-2026"' in drawn["forfald"]
    assert 'type="date"' in drawn["frist"] and 'value="2026-12-31"' in drawn["frist"]


@pytest.mark.parametrize("typed", ["29-02-2028", "1/1/26", "31-12-2100", "01-01-1990", "2026-02-28"])
def test_odd_days_that_exist(words_of, typed):
    for name in SAY:
        if name != "aar":
            assert "Kilde" in words_of(**{name: typed})


def test_nothing_written_asks_for_something(words_of):
    assert "Skriv mindst én dato eller et år" in words_of(forfald="")


def test_who_sees_no_arrears_sees_no_rules(login, erik, gry, dorte, freja, client):
    for person, status in ((erik, 403), (gry, 403), (dorte, 200), (freja, 200)):
        assert login(person).get("/regler/").status_code == status
    assert client.get("/regler/").status_code == 302


def test_the_notice_leads_here(login, anna, tenancy):
    from tests.factories import ArrearsNoticeFactory

    notice = ArrearsNoticeFactory(tenancy=tenancy)
    assert 'href="/regler/"' in login(anna).get(f"/restancer/{notice.pk}/").content.decode()


def test_it_asks_the_database_nothing_of_its_own(login, anna, django_assert_max_num_queries):
    client = login(anna)
    client.get("/regler/")
    with django_assert_max_num_queries(5):
        client.get("/regler/?forfald=2026-11-01")

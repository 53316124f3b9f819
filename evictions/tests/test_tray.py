import datetime as dt
import html
import re
from decimal import Decimal
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from evictions.choices import NoticeStatus, Stage
from evictions.models import ArrearsNotice, NoticeRevision
from residents.models import Tenancy
from tests.factories import (
    ArrearsNoticeFactory,
    DwellingFactory,
    ResidentFactory,
    StairwellFactory,
    TenancyFactory,
    VisitFactory,
)

NOTE = "Kanariefugl i kulminen"
SAVEPOINTS = 2
"""ATOMIC_REQUESTS inside the transaction of a test."""


@pytest.fixture
def notice(tenancy):
    return ArrearsNoticeFactory(tenancy=tenancy, amount=Decimal("8412.50"), months=Decimal("1.5"))


def another(estate, number):
    stairwell = StairwellFactory(estate=estate, street="Møllevej", house_number=str(number))
    tenancy = TenancyFactory(dwelling=DwellingFactory(stairwell=stairwell, number=f"9{number:03d}"))
    ResidentFactory(tenancy=tenancy)
    return ArrearsNoticeFactory(tenancy=tenancy, amount=Decimal(1000 + number))


def addresses_in(workbook):
    sheet = load_workbook(BytesIO(workbook)).active
    return [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_shows_amount_months_stage_and_whether_it_is_taken(login, dorte, notice):
    answer = login(dorte).get(reverse("tray"))
    assert answer.status_code == 200
    for words in ("Lærkevej 8, 3. th", "8.412,50", "1,5", "Restance", "På vej"):
        assert words in answer.content.decode()


def test_never_shows_a_note(login, anna, dorte, notice):
    VisitFactory(tenancy=notice.tenancy, caretaker=anna, note=NOTE)
    client = login(dorte)
    detail = client.get(reverse("tray_detail", args=[notice.pk])).content.decode()
    assert "Kontakt etableret" in detail
    for page in (
        detail,
        client.get(reverse("tray")).content.decode(),
        client.post(reverse("tray"), {"q": "Kanariefugl"}, follow=True).content.decode(),
    ):
        assert NOTE not in page
    export = b"".join(client.get(reverse("tray_export")).streaming_content)
    assert NOTE.encode() not in export


def test_search_is_posted_and_finds_by_words(login, dorte, notice, laerke):
    another(laerke, 7)
    client = login(dorte)
    found = client.post(reverse("tray"), {"q": "lærke 8 3th"}, follow=True).content.decode()
    assert "Lærkevej 8, 3. th" in found
    assert "Møllevej" not in found
    # Words in the address are not searched for: a name must not end in an access log.
    assert 'method="post"' in found
    assert "Møllevej" in client.get(reverse("tray"), {"q": "lærke 8 3th"}).content.decode()


def test_a_search_keeps_its_hits_order_and_way_back_and_no_name_in_an_address(login, dorte, notice, laerke):
    for number in range(1, 31):
        another(laerke, number)
    client = login(dorte)
    address = client.post(reverse("tray"), {"q": "mølle", "fane": "new"})["Location"]
    assert address.startswith(f"{reverse('tray')}?fane=new&soegning=")
    page = client.get(address).content.decode()
    assert "Møllevej" in page and "Lærkevej 8" not in page and 'value="mølle"' in page
    links = [html.unescape(link) for link in re.findall(r'href="([^"]*)"', page)]
    assert not any("mølle" in unquote(link).lower() for link in links)
    (turned,) = [link for link in links if "efter=" in link]
    (by_amount,) = [link for link in links if "sortering=beloeb" in link]
    for link, hits in ((turned, 5), (by_amount, 25)):
        shown = client.get(link).content.decode()
        assert (shown.count('<th scope="row">'), "Lærkevej 8" in shown) == (hits, False)
        assert 'class="sv-sort"' in shown
    row = next(link for link in links if re.match(r"/restancesager/[0-9]+/", link))
    assert f'class="sv-back" href="{html.escape(address)}"' in client.get(row).content.decode()
    assert client.post(reverse("tray"), {"q": "mølle", "fane": "new"})["Location"] == address
    assert "Ryd filtre" in page


def test_a_search_of_another_session_is_forgotten(login, dorte, notice, laerke):
    another(laerke, 1)
    address = login(dorte).post(reverse("tray"), {"q": "mølle"})["Location"]
    page = login(dorte).get(address).content.decode()
    assert "Din søgning er glemt" in page and "Lærkevej 8" in page


def test_only_the_latest_searches_are_kept(login, dorte, notice):
    client = login(dorte)
    for number in range(30):
        client.post(reverse("tray"), {"q": f"ord {number}"})
    assert list(client.session["searches"].values()) == [f"ord {number}" for number in range(10, 30)]


def test_tabs_hold_what_they_say(login, dorte, notice, laerke):
    proposed, court = another(laerke, 1), another(laerke, 2)
    ArrearsNotice.objects.filter(pk=proposed.pk).update(status=NoticeStatus.PROPOSED, taken_at=timezone.now())
    ArrearsNotice.objects.filter(pk=court.pk).update(stage=Stage.BAILIFF_COURT)
    client = login(dorte)
    for tab, addresses in (
        ("answer", {"Møllevej 1"}),
        ("court", {"Møllevej 2"}),
        ("new", {"Møllevej 2", "Lærkevej 8"}),
        ("all", {"Møllevej 1", "Møllevej 2", "Lærkevej 8"}),
    ):
        page = client.get(reverse("tray"), {"fane": tab}).content.decode()
        shown = {a for a in ("Møllevej 1", "Møllevej 2", "Lærkevej 8") if a in page}
        assert shown == addresses, tab


def test_sorts_by_amount(login, dorte, notice, laerke):
    another(laerke, 1)
    page = login(dorte).get(reverse("tray"), {"sortering": "beloeb"}).content.decode()
    assert page.index("Lærkevej 8") < page.index("Møllevej 1")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_constant_number_of_queries(login, dorte, notice, laerke, rows, django_assert_max_num_queries):
    for number in range(1, rows):
        another(laerke, number)
    client = login(dorte)
    client.get(reverse("tray"))
    with django_assert_max_num_queries(8 + SAVEPOINTS):
        client.get(reverse("tray"))


def test_missing_on_the_list_is_answered_once(login, dorte, notice):
    ArrearsNotice.objects.filter(pk=notice.pk).update(status=NoticeStatus.PROPOSED)
    client = login(dorte)
    assert "Er den betalt?" in client.get(reverse("tray_detail", args=[notice.pk])).content.decode()
    client.post(reverse("tray_close", args=[notice.pk]), {"reason": "paid"})
    notice.refresh_from_db()
    assert (notice.status, notice.close_reason, notice.closed_by) == ("closed", "paid", dorte)
    again = client.post(reverse("tray_keep", args=[notice.pk]), follow=True)
    assert "ikke noget at svare på" in again.content.decode()


def test_still_in_arrears_opens_it_again(login, dorte, notice):
    ArrearsNotice.objects.filter(pk=notice.pk).update(
        status=NoticeStatus.PROPOSED, missing_from=notice.first_list
    )
    login(dorte).post(reverse("tray_keep", args=[notice.pk]))
    notice.refresh_from_db()
    assert (notice.status, notice.missing_from) == ("open", None)


def test_closing_leads_back_to_the_tab_and_can_be_undone(login, dorte, notice):
    ArrearsNotice.objects.filter(pk=notice.pk).update(status=NoticeStatus.PROPOSED)
    client, tab = login(dorte), f"{reverse('tray')}?fane=answer"
    row = re.search(r'href="(/restancesager/[0-9]+/[^"]+)"', client.get(tab).content.decode())
    page = client.get(html.unescape(row[1])).content.decode()
    assert f'class="sv-back" href="{tab}"' in page and f'name="next" value="{html.escape(tab)}"' in page
    closed = client.post(reverse("tray_close", args=[notice.pk]), {"reason": "paid", "next": tab})
    assert closed["Location"] == tab
    toast = client.get(tab).content.decode()
    assert "Restancen er lukket." in toast and reverse("tray_reopen", args=[notice.pk]) in toast
    client.post(reverse("tray_reopen", args=[notice.pk]), {"next": tab})
    notice.refresh_from_db()
    assert (notice.status, notice.closed_at, notice.close_reason) == ("open", None, "")


def test_a_closed_case_says_how_to_open_it_again(login, dorte, notice):
    client = login(dorte)
    client.post(reverse("tray_close", args=[notice.pk]), {"reason": "paid"})
    assert "Åbn restancen igen" in client.get(reverse("tray_detail", args=[notice.pk])).content.decode()
    client.post(reverse("tray_reopen", args=[notice.pk]))
    again = client.post(reverse("tray_reopen", args=[notice.pk]), follow=True).content.decode()
    assert "Restancen er ikke lukket." in again


def test_filters_hold_while_one_searches_and_the_export_has_the_same_rows(login, dorte, notice, laerke):
    court = another(laerke, 2)
    ArrearsNotice.objects.filter(pk=court.pk).update(stage=Stage.BAILIFF_COURT)
    client, asked = login(dorte), {"q": "vej", "trin": "bailiff_court", "fane": "all"}
    answer = client.post(reverse("tray"), asked, follow=True)
    page = answer.content.decode()
    assert "Møllevej 2" in page and "Lærkevej 8" not in page
    assert 'value="vej"' in page and 'value="bailiff_court" selected' in page
    link = html.unescape(re.search(r'href="(/restancesager/regneark/[^"]*)"', page)[1])
    exported = b"".join(client.get(link).streaming_content)
    assert addresses_in(exported) == ["Møllevej 2, 3. th"]


def test_filters_without_words_stand_in_the_address(login, dorte, notice):
    asked = {"q": " ", "trin": "demand", "taget": "", "fane": "new", "sortering": "beloeb"}
    answer = login(dorte).post(reverse("tray"), asked)
    assert answer["Location"] == f"{reverse('tray')}?fane=new&trin=demand&sortering=beloeb"


def test_an_unknown_reason_is_refused_in_words(login, dorte, notice):
    answer = login(dorte).post(reverse("tray_close", args=[notice.pk]), {"reason": "fordi"})
    assert answer.status_code == 422


def test_a_filtered_export_holds_the_filtered_rows(login, dorte, notice, laerke, moelle):
    another(moelle, 5)
    answer = login(dorte).get(reverse("tray_export"), {"afdeling": moelle.number})
    assert addresses_in(b"".join(answer.streaming_content)) == ["Møllevej 5, 3. th"]


def test_the_coordinator_reads_and_does_not_answer(login, freja, notice):
    client = login(freja)
    page = client.get(reverse("tray_detail", args=[notice.pk]))
    assert page.status_code == 200
    assert "Luk restancen" not in page.content.decode()
    assert client.post(reverse("tray_close", args=[notice.pk]), {"reason": "paid"}).status_code == 403


def test_strangers_and_wrong_methods(login, anna, carla, dorte, notice):
    assert login(carla).get(reverse("tray_detail", args=[notice.pk])).status_code in (403, 404)
    assert login(anna).get(reverse("tray")).status_code == 403
    assert login(dorte).get(reverse("tray_close", args=[notice.pk])).status_code == 405
    assert login(dorte).put(reverse("tray_export")).status_code == 405
    assert login(dorte).get(reverse("tray_reopen", args=[notice.pk])).status_code == 405
    assert Tenancy.objects.visible_to(carla).count() == 0


def test_list_for_list_only_when_there_is_one(login, dorte, notice):
    client, address = login(dorte), reverse("tray_detail", args=[notice.pk])
    assert "Liste for liste" not in client.get(address).content.decode()
    NoticeRevision.objects.create(
        notice=notice,
        arrears_list=notice.first_list,
        number=1,
        amount=notice.amount,
        due_date=notice.due_date,
        stage=notice.stage,
        children=notice.children,
    )
    page = client.get(address).content.decode()
    assert "Liste for liste" in page
    assert "Beløb og trin i hver liste" in page


def test_closed_notices_are_not_in_the_tray(login, dorte, notice):
    ArrearsNotice.objects.filter(pk=notice.pk).update(status=NoticeStatus.CLOSED, closed_at=timezone.now())
    assert "Lærkevej 8" not in login(dorte).get(reverse("tray")).content.decode()


def test_next_date_is_the_first_of_deadline_and_next_step(notice):
    ArrearsNotice.objects.filter(pk=notice.pk).update(
        demand_received_on=dt.date(2026, 11, 5),
        demand_deadline=dt.date(2026, 11, 19),
        next_step_on=dt.date(2026, 11, 12),
    )
    notice.refresh_from_db()
    assert notice.next_on == dt.date(2026, 11, 12)


@pytest.mark.parametrize(
    ("deadline", "step", "kind"),
    [
        (dt.date(2027, 11, 19), None, "Påkravsfrist"),
        (dt.date(2027, 11, 19), dt.date(2027, 11, 19), "Påkravsfrist"),
        (dt.date(2027, 11, 19), dt.date(2027, 11, 12), "Opfølgning"),
        (None, dt.date(2027, 11, 12), "Opfølgning"),
        (None, None, ""),
    ],
)
def test_the_next_date_says_what_it_is(login, dorte, notice, deadline, step, kind):
    received = deadline and deadline - dt.timedelta(days=14)
    ArrearsNotice.objects.filter(pk=notice.pk).update(
        demand_received_on=received, demand_deadline=deadline, next_step_on=step
    )
    client = login(dorte)
    listed = client.get(reverse("tray")).content.decode()
    detail = client.get(reverse("tray_detail", args=[notice.pk])).content.decode()
    others = {"Påkravsfrist", "Opfølgning"} - {kind}
    assert not kind or f'<span class="sv-muted">{kind}</span>' in listed
    assert not any(f'<span class="sv-muted">{other}</span>' in listed for other in others)
    assert f"<dd>{kind} <time" in detail if kind else "<dd>Ingen</dd>" in detail
    exported = b"".join(client.get(reverse("tray_export")).streaming_content)
    header, row = load_workbook(BytesIO(exported)).active.iter_rows(values_only=True)
    assert dict(zip(header, row, strict=True))["Hvad næste dato er"] == (kind or None)


def test_a_cpr_number_that_is_searched_for_is_not_kept(login, dorte, notice):
    client = login(dorte)
    client.post(reverse("tray"), {"q": "hansen 010190-1234"})
    (kept,) = client.session["searches"].values()
    assert "hansen" in kept and "1234" not in kept

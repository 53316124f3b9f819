"""Steps from the rent ledger's program: each taken by itself, once, and forward only."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.services.tokens import create_token, revoke_token
from evictions.choices import AnswerReason, EvictionOutcome, HearingStatus, ReceiptProof
from evictions.models import EvictionCase, Hearing, LegalStep
from evictions.rules import demand_deadline
from evictions.services.eviction_cases import close_eviction, open_eviction
from evictions.services.legal_steps import terminate
from notifications.models import Delivery
from tests.eviction_factories import EvictionCaseFactory, HearingFactory, LegalStepFactory
from tests.factories import ArrearsNoticeFactory, TenancyFactory

pytestmark = pytest.mark.django_db
STEPS = "/api/v1/eviction-steps"
TODAY = timezone.localdate()
AGO = TODAY - dt.timedelta(days=3)
HEARING = "2026-12-16T09:30"


@pytest.fixture
def token(dorte):
    return create_token(actor=dorte, name="Lejesystem")


@pytest.fixture
def post(token, tenancy):
    def _post(*steps, kind="application/json"):
        headers = {"Authorization": f"Bearer {token[1]}"}
        return Client().post(STEPS, json.dumps({"steps": steps}), content_type=kind, headers=headers)

    return _post


@pytest.fixture
def answers(post):
    """The answers to these steps, one each."""

    def _answers(*steps):
        answer = post(*steps)
        assert answer.status_code == 200, answer.content
        return answer.json()["steps"]

    return _answers


def step(kind, /, **more):
    told = {"id": f"{kind}-1", "tenancy": "1204-0033-02", "kind": kind, "date": str(AGO)}
    return {name: value for name, value in (told | more).items() if value is not None}


def the_case():
    return EvictionCase.objects.get()


def test_the_first_step_opens_the_case_with_what_the_notice_knows(answers, tenancy):
    notice = ArrearsNoticeFactory(tenancy=tenancy, children="yes", stage="arrears")
    (answer,) = answers(step("demand_received", proof="postal"))
    case = the_case()
    assert (answer["status"], answer["case"], answer["message"]) == (201, case.number, "Taget.")
    assert (case.origin, case.status, case.notice, case.children) == ("api", "demand", notice, "yes")
    assert (case.demand_received_on, case.demand_proof) == (AGO, ReceiptProof.POSTAL)
    assert (case.next_on, case.next_kind) == (demand_deadline(AGO).date, "deadline")
    assert list(case.legalsteps.order_by("pk").values_list("kind", "source", "made_by")) == [
        ("opened", "api", None),
        ("demand_received", "api", None),
    ]
    assert Delivery.objects.filter(kind="legal_step").count() == 2


@pytest.mark.parametrize(
    ("told", "status", "columns"),
    [
        (
            step("demand_issued", channel="digital_post"),
            "demand",
            {"demand_issued_on": AGO, "demand_channel": "digital_post"},
        ),
        (
            step("terminated", move_out_on=str(TODAY)),
            "terminated",
            {"terminated_on": AGO, "move_out_on": TODAY},
        ),
        (
            step("filed", court="Retten i Fjordby", court_number="FS 12/2026"),
            "filed",
            {"filed_on": AGO, "court": "Retten i Fjordby", "court_number": "FS 12/2026"},
        ),
        (
            step("municipality_notified", proof="Kvittering 7"),
            "arrears",
            {"municipal_notice_on": AGO, "municipal_notice_proof": "Kvittering 7"},
        ),
    ],
)
def test_each_kind(answers, told, status, columns):
    assert answers(told)[0]["status"] == 201
    case = the_case()
    assert case.status == status
    assert {name: getattr(case, name) for name in columns} == columns


@pytest.mark.parametrize(
    ("kind", "column", "place_kind"),
    [("hearing_set", "hearing_at", "court"), ("eviction_set", "eviction_at", "address")],
)
@pytest.mark.parametrize("at", [HEARING, "16-12-2026 kl. 9.30", "2026-12-16T08:30:00Z", "2026-12-16 09:30"])
def test_days_at_the_court(answers, kind, column, place_kind, at):
    told = step(kind, at=at, date=None, place="Sal 3", place_kind=place_kind)
    assert answers(told)[0]["status"] == 201
    case, hearing = the_case(), Hearing.objects.get()
    assert timezone.localtime(hearing.at).isoformat() == "2026-12-16T09:30:00+01:00"
    assert getattr(case, column) == hearing.at
    place = "Sal 3" if place_kind == "court" else ""
    assert (hearing.place_kind, hearing.place, hearing.status) == (place_kind, place, "set")
    assert case.next_on == LegalStep.objects.latest("pk").on == dt.date(2026, 12, 16)


def test_where_it_usually_is(answers):
    answers(step("hearing_set", at=HEARING), step("eviction_set", at="2026-12-29T10:00"))
    assert list(Hearing.objects.order_by("at").values_list("place_kind", flat=True)) == ["court", "address"]


def test_a_place_that_names_the_household_is_refused(answers, tenancy):
    for place in ("Lærkevej 8, 3. th", "hos Prøve Beboersen"):
        (answer,) = answers(step("hearing_set", at=HEARING, place=place))
        assert answer["status"] == 422
        assert "Skriv kun rettens navn" in answer["message"]
    assert not Hearing.objects.exists()


def test_a_hearing_that_is_moved(answers):
    answers(step("hearing_set", at=HEARING))
    assert answers(step("hearing_set", id="2", at="2026-12-18T10:00"))[0]["status"] == 201
    old, new = Hearing.objects.order_by("at")
    assert (old.status, old.moved_to, new.status) == (HearingStatus.MOVED, new, HearingStatus.SET)
    assert the_case().hearing_at == new.at


def test_one_that_was_called_off_is_no_news(answers):
    answers(step("hearing_set", at=HEARING))
    Hearing.objects.update(status=HearingStatus.CALLED_OFF)
    EvictionCase.objects.update(hearing_at=None)
    assert answers(step("hearing_set", id="2", at=HEARING))[0]["status"] == 200
    assert (Hearing.objects.count(), the_case().hearing_at) == (1, None)


def test_a_place_told_later_is_written(answers):
    answers(step("hearing_set", at=HEARING))
    assert answers(step("hearing_set", id="2", at=HEARING, place="Sal 3"))[0]["status"] == 200
    assert Hearing.objects.get().place == "Sal 3"


def test_a_hearing_that_a_person_set_is_asked_about(answers, dorte, tenancy):
    case = open_eviction(actor=dorte, tenancy=tenancy)
    hearing = HearingFactory(eviction_case=case)
    EvictionCase.objects.update(hearing_at=hearing.at, status="hearing")
    assert answers(step("hearing_set", at=HEARING))[0]["status"] == 202
    assert Hearing.objects.count() == 1
    assert the_case().answer_reasons == [AnswerReason.LIST_DIFFERS]


def test_the_same_id_again_is_known_and_with_other_content_refused(answers, tenancy):
    told = step("terminated")
    assert answers(told)[0]["status"] == 201
    (known,) = answers(told)
    assert (known["status"], known["message"]) == (200, "Kendt i forvejen. Intet er ændret.")
    other = answers(told | {"date": str(TODAY)}, told | {"move_out_on": str(TODAY)}, told | {"kind": "filed"})
    assert [(answer["status"], answer["column"]) for answer in other] == [(409, "id")] * 3
    assert the_case().terminated_on == AGO
    assert LegalStep.objects.count() == 2


def test_another_id_for_the_same_step_leaves_no_trace(answers):
    answers(step("terminated"))
    assert answers(step("terminated", id="other"))[0]["status"] == 200
    assert LegalStep.objects.count() == 2


def test_a_step_that_was_decided_away_is_not_told_back(answers, tenancy):
    """Waived: the program, which lags behind, sends the same termination with a new id."""
    answers(step("terminated"))
    EvictionCase.objects.update(status="arrears", terminated_on=None)
    assert answers(step("terminated", id="again"))[0]["status"] == 200
    assert (the_case().status, the_case().terminated_on) == ("arrears", None)
    assert answers(step("terminated", id="new", date=str(TODAY)))[0]["status"] == 201


def test_a_difference_is_remembered_by_its_id_too(answers, dorte, tenancy):
    case = open_eviction(actor=dorte, tenancy=tenancy)
    terminate(actor=dorte, case=case, seen=case.revision, on=TODAY)
    told = step("terminated")
    assert [answers(told)[0]["status"] for _time in range(2)] == [202, 200]
    assert answers(told | {"move_out_on": str(TODAY)})[0]["status"] == 409
    case.refresh_from_db()
    assert (case.terminated_on, case.answer_reasons) == (TODAY, [AnswerReason.LIST_DIFFERS])
    assert LegalStep.objects.filter(kind="list_differs").count() == 1


def test_a_step_told_late_is_written_and_the_case_stays_where_it_is(answers):
    answers(step("filed"), step("terminated"), step("demand_received"))
    case = the_case()
    assert (case.status, case.terminated_on, case.demand_received_on) == ("filed", AGO, AGO)


def test_a_step_of_a_course_that_is_over_is_refused(answers, dorte, tenancy):
    answers(step("terminated"))
    case = the_case()
    close_eviction(actor=dorte, case=case, seen=case.revision, outcome=EvictionOutcome.OTHER)
    (answer,) = answers(step("filed"))
    assert answer["status"] == 422
    assert case.number in answer["message"] and "genåbn" in answer["message"]
    EvictionCase.objects.update(closed_at=timezone.now() - dt.timedelta(days=30))
    assert answers(step("filed"))[0]["status"] == 201
    assert EvictionCase.objects.open().get().status == "filed"


@pytest.mark.parametrize(
    ("told", "status", "column"),
    [
        (step("terminated", id=None), 422, "id"),
        (step("terminated", id="x" * 101), 422, "id"),
        (step("paid"), 422, "kind"),
        (step("terminated", kind=None), 422, "kind"),
        (step("terminated", date=None), 422, "date"),
        (step("terminated", date="32-13-2026"), 422, "date"),
        (step("terminated", date="9999-01-01"), 422, "date"),
        (step("terminated", date=str(TODAY + dt.timedelta(days=1))), 422, "date"),
        (step("terminated", move_out_on=str(AGO - dt.timedelta(days=1))), 422, "move_out_on"),
        (step("terminated", move_out_on="3026-01-01"), 422, "move_out_on"),
        (step("demand_received", proof="my word"), 422, "proof"),
        (step("demand_issued", channel="due"), 422, "channel"),
        (step("municipality_notified"), 422, "proof"),
        (step("filed", court="x" * 121), 422, "court"),
        (step("hearing_set"), 422, "at"),
        (step("hearing_set", at="2026-12-16"), 422, "at"),
        (step("hearing_set", at="2026-12-16T25:00"), 422, "at"),
        (step("hearing_set", at="2026-02-30T09:00"), 422, "at"),
        (step("hearing_set", at=HEARING, place_kind="home"), 422, "place_kind"),
        (step("terminated", tenancy="9999-0001-01"), 404, "tenancy"),
        (step("terminated", tenancy=None), 404, "tenancy"),
        (step("terminated", tenancy="13-1204-0033-02"), 404, "tenancy"),
    ],
)
def test_a_wrong_one_gets_a_sentence_and_stops_no_other(answers, told, status, column):
    wrong, right = answers(told, step("filed", id="good"))
    assert (wrong["status"], wrong["column"], wrong["case"]) == (status, column, "")
    assert wrong["message"][0].isupper() and wrong["message"].endswith(".")
    assert right["status"] == 201


def test_the_counts(post, tenancy):
    told = post(step("filed"), step("filed"), step("paid"), step("filed", date=str(TODAY)))
    counts = {name: told.json()[name] for name in ("taken", "known", "asked", "refused")}
    assert counts == {"taken": 1, "known": 1, "asked": 0, "refused": 2}


def test_a_dwelling_without_a_tenant_number_is_whoever_had_it_that_day(answers, tenancy):
    assert answers(step("terminated", tenancy="1204-0033"))[0]["status"] == 201
    assert answers(step("filed", tenancy=None, estate="1204", dwelling="33"))[0]["status"] == 201
    assert the_case().tenancy == tenancy


def test_no_cpr_number_is_kept(answers):
    cpr = "010190" + "-" + "1234"
    answers(step("filed", id=cpr, court_number=cpr))
    assert the_case().court_number == "xxxxxx-xxxx"
    assert cpr not in str(list(LegalStep.objects.values()))
    assert answers(step("filed", id=cpr, court_number=cpr))[0]["status"] == 200


def test_text_that_no_column_can_hold(answers):
    assert answers(step("filed", court="Retten\u0000 i \ud800 Fjordby"))[0]["status"] == 201
    assert the_case().court == "Retten i ? Fjordby"


def test_a_key_reaches_its_own_organisation_alone(answers, skovbo, skov):
    other = TenancyFactory(dwelling__stairwell__estate=skov, dwelling__number="0001")
    assert answers(step("terminated", tenancy=other.reference))[0]["status"] == 404
    assert not EvictionCase.objects.exists()


def test_ids_are_each_organisation_s_own(answers, carla, skovbo, skov):
    answers(step("terminated"))
    LegalStep.objects.filter(key="api:terminated-1").get()
    other = TenancyFactory(dwelling__stairwell__estate=skov)
    LegalStepFactory(eviction_case=EvictionCaseFactory(tenancy=other), key="api:terminated-1")
    assert answers(step("terminated"))[0]["status"] == 200


@pytest.mark.parametrize(
    "body", ["{", "[]", '{"steps": 7}', '{"steps": [7]}', '{"steps": [{"id": {}}]}', "null"]
)
def test_what_is_no_list_of_steps_gets_a_sentence(token, body):
    headers = {"Authorization": f"Bearer {token[1]}"}
    answer = Client().post(STEPS, body, content_type="application/json", headers=headers)
    assert answer.status_code == 400
    assert "steps" in answer.json()["message"]


def test_too_many_at_a_time_and_the_wrong_kind_of_body(post, token):
    assert post(*[{}] * 501).status_code == 422
    assert post(step("filed"), kind="text/plain").status_code == 415
    assert post().json()["steps"] == []


def test_without_a_key_or_with_a_revoked_one(token, post, dorte, login):
    assert Client().post(STEPS, "{}", content_type="application/json").status_code == 401
    assert login(dorte).post(STEPS, "{}", content_type="application/json").status_code == 401
    revoke_token(actor=dorte, token=token[0])
    assert post(step("filed")).status_code == 401
    assert Client().get(STEPS).status_code == 405


def test_it_is_described(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert "steps" in json.dumps(schema["paths"][STEPS]["post"]["requestBody"])
    page = client.get(reverse("api_docs")).content.decode()
    assert "eviction-steps" in page and "municipality_notified" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_a_step_that_is_known(token, post, django_assert_num_queries, number):
    steps = [step("filed", id=str(n)) for n in range(number)]
    post(*steps)
    post(steps[0])
    with django_assert_num_queries(5 + 9 * number):
        post(*steps)

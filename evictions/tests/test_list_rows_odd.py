"""What nobody's button sends to a waiting row is answered like any other wrong thing, and says so."""

import pytest

from evictions.models import ArrearsNotice
from evictions.services import waiting
from evictions.tests.intake_files import csv_file, take

HTMX = {"HTTP_HX_REQUEST": "true"}
UNKNOWN = ("9999-0001-01", "8.412,00", "01-11-2026")


@pytest.mark.parametrize("chosen", ["²", "٣", "", "-1", "1e3", "9" * 18, "9" * 30, "9" * 5000])
def test_what_is_no_id_is_nobodys_tenancy(login, dorte, tenancy, chosen):
    arrears_list = take(dorte, csv_file(UNKNOWN))
    address = f"/restancelister/{arrears_list.pk}/raekker/2/"
    response = login(dorte).post(address, {"action": "match", "tenancy": chosen})
    assert response.status_code == 404
    assert arrears_list.rows.get().problem == "unknown_tenancy"


@pytest.mark.parametrize("action", ["fix", "leave", "confirm"])
def test_a_refusal_is_an_error_without_javascript_too(login, dorte, tenancy, action):
    arrears_list = take(dorte, csv_file(UNKNOWN))
    waiting.leave_row_out(actor=dorte, arrears_list=arrears_list, row_number=2)
    data = {"action": action, "field": "amount", "value": "1"}
    client, address = login(dorte), f"/restancelister/{arrears_list.pk}/raekker/2/"
    response = client.post(address, data, follow=True)
    (message,) = response.context["messages"]
    assert (message.level_tag, str(message)) == ("error", "Rækken venter ikke mere. Genindlæs siden.")
    fragment = client.post(address, data, **HTMX)
    assert fragment.context["refused"]
    assert "venter ikke mere" in fragment.content.decode()


def test_a_settled_row_is_a_success(login, dorte, tenancy):
    arrears_list = take(dorte, csv_file(UNKNOWN))
    client, address = login(dorte), f"/restancelister/{arrears_list.pk}/raekker/2/"
    response = client.post(address, {"action": "match", "tenancy": tenancy.pk}, follow=True)
    (message,) = response.context["messages"]
    assert message.level_tag == "success"


def test_a_row_that_still_waits_is_an_error(login, dorte, tenancy):
    arrears_list = take(dorte, csv_file(UNKNOWN))
    client, address = login(dorte), f"/restancelister/{arrears_list.pk}/raekker/2/"
    response = client.post(address, {"action": "fix", "field": "amount", "value": "x"}, follow=True)
    (message,) = response.context["messages"]
    assert (message.level_tag, str(message).startswith("Række 2: ")) == ("error", True)


@pytest.mark.parametrize(
    ("answer", "children"), [("2", "yes"), ("0", "no"), ("00", "no"), ("1" * 5000, "yes")]
)
def test_a_number_of_children_of_any_length_stops_no_list(dorte, tenancy, answer, children):
    header = ("Lejemål", "Saldo", "Forfald", "Antal børn")
    take(dorte, csv_file(("1204-0033-02", "100", "01-11-2026", answer), header=header))
    assert ArrearsNotice.objects.get().children == children

"""A phone fetches its forms anew when they ask something else."""

import re

import pytest

from core import phone_forms
from core.phone_forms import PhoneForm, digest_of_forms, register_phone_form


@pytest.fixture
def forms(monkeypatch):
    monkeypatch.setattr(phone_forms, "phone_forms", [])
    digest_of_forms.cache_clear()
    yield
    digest_of_forms.cache_clear()


def version(client):
    found = re.search(r'"sv-([0-9a-f]{12})"', client.get("/sw.js").content.decode())
    assert found
    return found[1]


def form(**asks):
    return PhoneForm(path="^/x/$", title="X", template="_ui/empty_state.html", context=lambda: asks)


def test_only_when_they_do(client, db, forms):
    seen = []
    for asks in ("Hvad?", "Hvad?", "Hvorfor?"):
        phone_forms.phone_forms[:] = []
        digest_of_forms.cache_clear()
        register_phone_form(form(title=asks, icon="sun", heading=2))
        seen.append(version(client))
    assert seen[0] == seen[1] != seen[2]

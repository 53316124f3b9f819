"""Whatever odd text a register holds: exported and imported, nothing changes."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.spreadsheets import write_csv, write_xlsx
from residents.columns import FIELDS
from residents.services.exports import HEADER, register_rows
from residents.tests.register_files import counts, row, take, versions

pytestmark = pytest.mark.django_db

letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp"])
text = st.text(letters, min_size=1, max_size=30).map(lambda t: " ".join(t.split())).filter(bool)
odd = st.sampled_from(
    ['O"Neil; "Bo"', "=1+1", "-Bindestreg", "@navn", "Åse Æble-Øst", "a;b;c", "' apostrof", "l'Amour", "+45"]
)
number = st.from_regex(r"[0-9]{1,4}[A-Z]?", fullmatch=True)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "dwelling": number,
            "name": text | odd,
            "street": st.sampled_from(["Ågade", "Allé 3", "H.C. Ørsteds Vej", "10. Februar Vej"]),
            "house_number": st.sampled_from(["1", "8A", "12-14", "999"]),
            "floor": st.sampled_from(["", "st", "kl", "1", "12"]),
            "side": st.sampled_from(["", "tv", "th", "mf", "12", "A"]),
            "city": st.sampled_from(["", "Øster Å", "By C"]),
            "rent": st.sampled_from(["", "0", "7.500,00", "12345,5"]),
            "ends_on": st.sampled_from(["", "31-12-2025", "2024-02-29"]),
            "kind": st.sampled_from(["", "lejer", "Medlejer", "beboer"]),
        }
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@given(rows=rows)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_exported_and_imported_nothing_changes(dorte, fjordbo, write, rows):
    take(dorte, content=odd_file(rows), end_many=True)
    exported = io.BytesIO()
    written = write(exported, HEADER, register_rows(fjordbo.pk))
    if not written:
        return
    before = versions()
    again = counts(take(dorte, content=exported.getvalue(), end_many=True))
    assert set(again) <= {"unchanged", "rows"}, again
    assert versions() == before


def odd_file(rows) -> bytes:
    """As a spreadsheet writes it: quoted where needed."""
    full = [row(**values, phone="", email="") for values in rows]
    stream = io.BytesIO()
    used = [spec for spec in FIELDS if spec.name in full[0]]
    write_xlsx(stream, [s.label_da for s in used], [[entry[s.name] for s in used] for entry in full])
    return stream.getvalue()

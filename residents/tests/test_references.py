import pytest

from residents.references import reference_key, split_reference


@pytest.mark.parametrize(
    "text", ["1204-0033-02", "1204.0033.02", "1204 0033 02", "12-1204-0033-02", " 1204 – 0033 – 02 "]
)
def test_every_way_of_writing_a_reference_is_the_same_tenancy(text):
    assert split_reference(text) == ("1204", "0033", "02")
    assert split_reference(text).key == "1204-33-2"


@pytest.mark.parametrize("text", ["", "0033", "1204-0033", "a-b-c", "1-2-3-4-5"])
def test_what_is_no_reference(text):
    assert split_reference(text) is None


def test_leading_zeros_tell_nothing_apart():
    assert reference_key("1204-0033-02") == reference_key("1204-33-2") == "1204-33-2"
    assert reference_key("1204-000-00") == "1204-0-0"

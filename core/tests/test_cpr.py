import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cpr import find_cpr_like, mask_cpr


@pytest.mark.parametrize(
    "text",
    [
        *("010190-1234", "0101901234", "010190 1234", "010190 - 1234", "010190–1234", "01.01.90-1234"),
        *("610190-1234", "290200-1234", "311299-0000"),
    ],
)
def test_finds(text: str) -> None:
    assert find_cpr_like(f"Hendes nummer er {text}, siger hun.") == [(17, 17 + len(text))]
    masked = mask_cpr(f"Hendes nummer er {text}, siger hun.")
    assert len(masked) == len(f"Hendes nummer er {text}, siger hun.")
    assert not any(char.isdigit() for char in masked)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "320190-1234",
            "011390-1234",
            "300290-1234",
            "000190-1234",
            "290201-1234",
            "12345678",
            "20 30 40 50",
        ),
        *(
            "12.11.26 1400",
            "den 01-01-2026 kl. 1400",
            "1204-0033-02",
            "01019012345",
            "90101901234",
            "4.310,00",
        ),
        *("+45 20 30 40 50", "10190-1234", "٠١٠١٩٠-١٢٣٤"),
    ],
)
def test_leaves_alone(text: str) -> None:
    assert find_cpr_like(text) == []
    assert mask_cpr(text) == text


def test_several_in_one_text() -> None:
    assert mask_cpr("010190-1234 og 020290-4321") == "xxxxxx-xxxx og xxxxxx-xxxx"


@given(st.text(max_size=80))
def test_nothing_is_left_after_masking(text: str) -> None:
    assert find_cpr_like(mask_cpr(text)) == []

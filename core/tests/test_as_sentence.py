"""A shortened month brings its own full stop."""

import datetime as dt

from core.phrases import as_sentence, say_day

TODAY = dt.date(2026, 11, 20)


def test_one_full_stop():
    said = f"Senest {say_day(dt.date(2026, 11, 24), TODAY)}."
    assert as_sentence(said) == "Senest tirs. 24. nov."
    assert as_sentence("Senest tirs. 5. maj.") == "Senest tirs. 5. maj."

"""Which tests `make test` runs, with and without a browser."""

from pathlib import Path

import pytest

from dev import check
from dev.chromium import find_chromium


@pytest.fixture
def no_chromium(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


def executable(path: Path) -> Path:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_a_chromium_on_path_is_found(no_chromium: None, tmp_path: Path) -> None:
    assert find_chromium() is None
    found = executable(tmp_path / "chromium-browser")
    assert find_chromium() == str(found)


def test_a_chromium_of_ones_own_goes_first(
    no_chromium: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(tmp_path / "chromium")
    own = executable(tmp_path / "my-browser")
    monkeypatch.setenv("CHROMIUM", str(own))
    assert find_chromium() == str(own)


def test_without_a_browser_its_tests_are_left_out_with_one_line(
    no_chromium: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert check.browser_selection() == (["-m", "not browser"], False)
    assert capsys.readouterr().out.strip().count("\n") == 0


def test_under_ci_a_missing_browser_is_a_failure(no_chromium: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert check.browser_selection()[1] is True


def test_with_a_browser_everything_runs(
    no_chromium: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(tmp_path / "chromium")
    monkeypatch.setenv("CI", "true")
    assert check.browser_selection() == ([], False)

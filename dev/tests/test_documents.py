"""What the documents say about settings, processes and targets is what there is."""

import re

import pytest

from dev.embedded import PROJECT

OPERATIONS = (PROJECT / "docs" / "operations.md").read_text()
DJANGO_OWN = {"DJANGO_SETTINGS_MODULE"}


def settings_read() -> set[str]:
    """The variables that settings.py and the Procfile read."""
    settings = (PROJECT / "socialvicevaert" / "settings.py").read_text()
    calls = r"""(?:environ\.get|environ\[|env_bool|env_list|required)\(?\s*["']([A-Z_]+)["']"""
    procfile = (PROJECT / "Procfile").read_text()
    return set(re.findall(calls, settings)) | set(re.findall(r"\$\{([A-Z_]+)", procfile)) - DJANGO_OWN


@pytest.mark.parametrize("name", sorted(settings_read()))
def test_every_setting_is_in_the_table(name: str) -> None:
    table = [line for line in OPERATIONS.splitlines() if line.startswith("| `")]
    assert any(f"`{name}`" in line.split("|")[1] for line in table)


def test_every_process_is_described() -> None:
    processes = re.findall(r"^([a-z]+):", (PROJECT / "Procfile").read_text(), re.MULTILINE)
    assert processes == ["web", "worker", "dispatcher", "beat"]
    for process in processes:
        assert f"| `{process}` |" in OPERATIONS


def test_make_help_lists_every_target() -> None:
    makefile = (PROJECT / "Makefile").read_text()
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    described = re.findall(r"^([a-z]+):.*## .+", makefile, re.MULTILINE)
    assert targets == described
    assert {"run", "setup", "test", "bench", "chaos", "fmt", "help"} <= set(targets)


def test_every_package_is_pinned() -> None:
    constraints = (PROJECT / "constraints.txt").read_text().splitlines()
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in constraints if "==" in line}
    assert len(pinned) == len(constraints)
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (PROJECT / name).read_text().splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.split(r"[\[=]", line)[0].lower() in pinned

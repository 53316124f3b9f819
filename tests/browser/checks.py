"""What must hold on every page."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE_SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})"


def axe_findings(page: Page, *, rules: list[str] | None = None) -> list[str]:
    """Every finding of the tags above, or of the named rules only."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SOURCE)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": AXE_TAGS}
    results: dict[str, Any] = page.evaluate(RUN_AXE, only)
    return [
        f"{found['id']}: {found['help']}\n      " + "\n      ".join(node["html"] for node in found["nodes"])
        for found in results["violations"]
    ]


def assert_no_axe(page: Page) -> None:
    findings = axe_findings(page)
    assert not findings, f"axe on {page.url}:\n  " + "\n  ".join(findings)


def reports(page: Page) -> list[str]:
    return [*page.evaluate("() => window.svReports || []"), *page.sv_problems]  # type: ignore[attr-defined]


def assert_quiet(page: Page) -> None:
    """No CSP report, console error, script error or lost file since the page was opened."""
    found = reports(page)
    assert not found, f"reports on {page.url}:\n  " + "\n  ".join(found)


def sideways_scroll(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth"))


def use_theme(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.wait_for_function("t => document.documentElement.dataset.bsTheme === t", arg=theme)

"""The house rules that a machine can see (docs/architecture.md). Each of them has been broken by a peer."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from core.cpr import find_cpr_like
from core.views.phone import SHELL_FILES

APPS = (
    "core",
    "audit",
    "notifications",
    "accounts",
    "residents",
    "cases",
    "evictions",
    "conditions",
    "disputes",
    "outcomes",
    "demo",
)
ROOT = Path(settings.BASE_DIR)
MODULE_LINES, FUNCTION_LINES, VIEW_LINES = 400, 50, 25

SOURCES = sorted(
    path
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts and "tests" not in path.parts
)
VIEWS = [path for path in SOURCES if "views" in path.parts or path.name == "views.py"]
OURS = [model for model in apps.get_models() if model._meta.app_label in APPS]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def where(path: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(ROOT)}{line}"


def called(node: ast.Call) -> str:
    return ast.unparse(node.func)


def test_there_is_something_to_check():
    assert len(SOURCES) > 50
    assert len(VIEWS) > 5
    assert len(OURS) > 10


def test_no_module_is_longer_than_400_lines():
    long = [
        f"{where(path)} has {lines} lines"
        for path in SOURCES
        if (lines := path.read_text(encoding="utf-8").count("\n")) > MODULE_LINES
    ]
    assert not long, f"Split these (aim at 150 lines): {long}"


def test_no_function_is_longer_than_50_lines():
    long = {
        f"{where(path)} {node.name}": length(node)
        for path in SOURCES
        for node in functions(path)
        if length(node) > FUNCTION_LINES
    }
    assert not long, f"Split these (aim at 25 lines): {long}"


def routed(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        else:
            yield from routed(entry)


def test_every_view_of_ours_is_a_function():
    classes = [
        f"{where(path, node)} {node.name}"
        for path in VIEWS
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and any("View" in ast.unparse(base) for base in node.bases)
    ]
    classes += [
        str(route.pattern)
        for route in routed()
        if hasattr(route.callback, "view_class") and route.callback.__module__.split(".")[0] in APPS
    ]
    assert not classes, f"Views are functions here: {classes}"


def test_views_are_short():
    """A view is door, form, service, answer: at most 25 lines of code."""
    ours = {route.callback for route in routed() if route.callback.__module__.split(".")[0] in APPS}
    names = {(view.__module__, view.__name__) for view in ours}
    long = []
    for path in VIEWS:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in functions(path):
            if (module, node.name) in names and length(node) > VIEW_LINES:
                long.append(f"{where(path, node)} {node.name}: {length(node)} lines")
    assert not long, f"Move work into services and small functions: {long}"


SCOPES = "visible_to|to_ask_about|none"


def is_unscoped(node: ast.Call) -> bool:
    """Model.objects.anything(…) but a scope, or get_object_or_404(Model, …)."""
    name = called(node)
    if name in {"get_object_or_404", "get_list_or_404"}:
        first = ast.unparse(node.args[0]) if node.args else ""
        return re.fullmatch(r"[A-Z]\w+(\.objects)?", first) is not None
    return re.fullmatch(rf"[A-Z]\w+\.objects\.(?!({SCOPES})$)\w+", name) is not None


def test_views_fetch_nothing_unscoped():
    unscoped = [
        f"{where(path, node)} {ast.unparse(node)[:80]}"
        for path in VIEWS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and is_unscoped(node)
    ]
    assert not unscoped, f"Use a door or visible_to(user): {unscoped}"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("Tenancy.objects.get(pk=pk)", True),
        ("Tenancy.objects.filter(pk=pk)", True),
        ("get_object_or_404(Tenancy, pk=pk)", True),
        ("get_object_or_404(Tenancy.objects, pk=pk)", True),
        ("get_object_or_404(Tenancy.objects.visible_to(user), pk=pk)", False),
        ("Tenancy.objects.visible_to(user).get(pk=pk)", False),
    ],
)
def test_the_check_for_unscoped_reads_can_fail(code, found):
    assert is_unscoped(ast.parse(code, mode="eval").body) is found


def test_no_model_signals():
    receivers = [
        where(path, node)
        for path in SOURCES
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Name) and node.id == "receiver")
        or (
            isinstance(node, ast.ImportFrom)
            and "django" in (node.module or "")
            and "signals" in ast.unparse(node)
        )
    ]
    assert not receivers, f"Call the service instead: {receivers}"


def test_nothing_hides_in_save_or_delete():
    hidden = [
        f"{model._meta.label}.{name}"
        for model in OURS
        for name in ("save", "delete")
        if getattr(model, name).__module__.split(".")[0] in APPS
    ]
    assert not hidden, f"Logic belongs in services: {hidden}"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_cpr_field(model):
    """databeskyttelsesloven § 11(2): there is nowhere to put one."""
    names = [field.name for field in model._meta.get_fields()]
    assert not [name for name in names if re.search(r"cpr|personnummer|ssn|birth", name, re.IGNORECASE)]


def test_no_cpr_number_in_code_templates_or_docs():
    texts = [*SOURCES, *(ROOT / "templates").rglob("*.html"), *(ROOT / "docs").rglob("*.md")]
    found = [where(path) for path in texts if "cpr" not in path.name and find_cpr_like(path.read_text())]
    assert not found


def is_event(model: type) -> bool:
    return hasattr(model, "pgh_tracked_model")


NOT_SHOWN = {
    "audit.LookUp": "read through look_ups_of, whose doors are the case's",
    "notifications.Delivery": "the outbox: read through the notice or the board, which are scoped",
    "residents.SearchWord": "single words, tied to nobody: the search corrects typing slips by them",
    "residents.ColumnLayout": "read by the imports of its own organisation",
}
"""Models no user asks for directly, with the reason they need no visible_to."""
SCOPED = [
    model
    for model in OURS
    if not is_event(model) and any(field.name == "organisation" for field in model._meta.fields)
]


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_every_model_of_an_organisation_says_who_sees_it(model):
    assert model._meta.label in NOT_SHOWN or hasattr(model._default_manager, "visible_to"), (
        f"{model._meta.label} belongs to an organisation: give its queryset visible_to(user)."
    )


@pytest.mark.parametrize(
    "model", [m for m in SCOPED if hasattr(m._default_manager, "visible_to")], ids=lambda m: m._meta.label
)
def test_who_has_no_role_sees_nothing(model, db, django_user_model):
    nobody = django_user_model.objects.create_user("nobody@example.dk", "Nobody")
    assert not model._default_manager.visible_to(nobody).exists()


def test_services_take_an_actor_by_name_only():
    """So that who acts is never confused with whom it is about. Guards are the services' own helpers."""
    positional = [
        f"{where(path, node)} {node.name}"
        for path in SOURCES
        if "services" in path.parts
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
        and "actor" in {argument.arg for argument in node.args.args}
    ]
    assert not positional, f"Put * before the arguments: {positional}"


def test_templates_hold_no_inline_script_or_style():
    """The CSP drops them silently, so they must not be there at all."""
    forbidden = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
    found = [
        f"{where(path)}:{number}"
        for path in (ROOT / "templates").rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if forbidden.search(line)
    ]
    assert not found, f"Use a class in static/css: {found}"


CPR_BUTTONS = "_cpr_buttons"
"""The fragment with the two buttons of a form that has found something like a CPR number."""


def test_every_form_that_asks_about_cpr_asks_on_the_phone_first():
    """Before the number goes anywhere: static/cpr.js listens to these forms."""
    silent = [
        where(path)
        for path in (ROOT / "templates").rglob("*.html")
        if path.stem != CPR_BUTTONS
        and any(name in path.read_text() for name in ("asks_about_cpr", CPR_BUTTONS))
        and not re.search(r"data-cpr|data-outbox", path.read_text())
    ]
    assert not silent, f"Give the form data-cpr: {silent}"


OF_SOME_PAGES = {"conditions", "disputes", "evictions", "outcomes"}
"""Sheets that the pages they are about load themselves, as does the phone for a form of theirs."""


def test_style_sheets_are_loaded_in_one_order():
    """The later overrides the earlier; what breaks (400, 500) and the phone offline look the same."""
    linked = {
        name: re.findall(r"css/(\w+)\.css", (ROOT / "templates" / name).read_text(encoding="utf-8"))
        for name in ("base.html", "400.html", "500.html")
    }
    kept = re.findall(r"css/(\w+)\.css", " ".join(SHELL_FILES))
    assert linked["base.html"] == linked["400.html"] == linked["500.html"] == kept
    own = [path.stem for path in (ROOT / "static" / "css").glob("*.css") if path.stem not in OF_SOME_PAGES]
    assert sorted(kept) == sorted(own)

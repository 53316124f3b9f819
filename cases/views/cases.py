"""The cases: the list, the page of one, and what is done with it as a whole."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.choices import Role
from accounts.forms.answers import attempt, posted
from accounts.once import once
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.case_page import closing_words, deadline_reasons, owner_words, plan_of, status_words
from cases.course import GROUPS, MOST, PAGE, course_of, how_many
from cases.deadlines import deadlines_of
from cases.forms.cases import CaseCloseForm, CaseEditForm
from cases.forms.follow_ups import FollowUpForm
from cases.forms.plan import ActionForm, GoalForm
from cases.household import household, phone_of
from cases.household_file import read_file
from cases.links import contact_link, links
from cases.models import Case
from cases.permissions import get_case_for_caretaker, get_case_for_user
from cases.providers import panels_of_case
from cases.services.cases import CaseChangedError, case_seen, close_case, put_case_right, reopen_case
from cases.services.follow_ups import open_follow_up, plan_follow_up
from cases.services.look_ups import record_reading
from cases.views.openings import opened_first
from core.errors import DomainError
from core.lists import next_url
from core.phrases import as_sentence, say_day, say_list


@opened_first
@require_safe
def case_detail(request: UserRequest, pk: int) -> HttpResponse:
    return show_case(request, get_case_for_user(request.user, pk))


def show_case(request: UserRequest, case: Case, status: int = 200, **forms: Any) -> HttpResponse:
    """The page; with `goal_form` or `action_form`, what was wrong with it."""
    user = request.user
    record_reading(actor=user, subject=case)
    file = read_file(user, case.tenancy_id)
    case.file = file  # type: ignore[attr-defined]
    goals = [goal for goal in file["goals"] if goal.case_id == case.pk and goal.settled_at is None]
    deadlines = deadlines_of([case.tenancy_id]).get(case.tenancy_id, []) if case.is_open else []
    people = case.household  # type: ignore[attr-defined]
    plan = plan_of(file, case)
    for action in (action for row in plan for action in row.actions):
        action.owner_words = owner_words(action, case)
    context = {
        "case": case,
        "status_words": status_words(case),
        "closing": closing_words(case),
        "deadlines": deadline_reasons(deadlines, timezone.localdate()),
        "household": household(people),
        "names": say_list([person.name for person in household(people)]),
        "phone": phone_of(people),
        "plan": plan,
        "people": [person for person in file["people"] if person.case_id == case.pk],
        "panels": panels_of_case(user, case),
        "goal_form": GoalForm(auto_id="goal_%s"),
        "action_form": ActionForm(auto_id="action_%s", goals=goals),
        **course_context(request, case),
        **ways(request, case),
        **forms,
    }
    return render(request, "cases/case_detail.html", context, status=status)


def ways(request: UserRequest, case: Case) -> dict[str, Any]:
    """What this person may do with the case, and where it leads."""
    may_edit = request.user.role == Role.CARETAKER
    here = links("case_detail")(case.pk)
    planned = case.file.open_follow_up  # type: ignore[attr-defined]
    plan_url = links("follow_up_edit")(planned.pk) if planned else links("case_plan")(case.pk)
    return {
        "here": here,
        "may_edit": may_edit,
        "may_plan": may_edit and case.is_open,
        "log_url": contact_link(case.tenancy_id, here) if may_edit else "",
        "plan_url": f"{plan_url}?next={here}",
        "planned": planned,
        "back": next_url(request, reverse("case_list" if may_edit else "overview")),
    }


def course_context(request: UserRequest, case: Case) -> dict[str, Any]:
    """One timeline, the newest first: `slags` filters it, `antal` is how many are shown."""
    group = request.GET.get("slags", "")
    group = group if group in GROUPS else ""
    shown = how_many(request.GET.get("antal", ""))
    file = case.file  # type: ignore[attr-defined]
    course = course_of(request.user, case.tenancy_id, file=file, group=group, most=shown)
    here = links("case_detail")(case.pk)
    every = [("", _("Alt")), *GROUPS.items()]
    tabs = [
        {"url": f"{here}{f'?slags={key}' if key else ''}#forloeb", "label": label, "active": key == group}
        for key, label in every
    ]
    more = f"{here}?{f'slags={group}&' if group else ''}antal={shown + PAGE}#flere"
    return {
        "entries": course.entries[: shown - PAGE] if shown > PAGE else course.entries,
        "older": course.entries[shown - PAGE :] if shown > PAGE else [],
        "course_tabs": tabs,
        "group": group,
        "more_url": more if course.has_more and shown < MOST else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def case_edit(request: UserRequest, pk: int) -> HttpResponse:
    case = get_case_for_caretaker(request.user, pk)
    here = links("case_detail")(case.pk)
    form = CaseEditForm(posted(request), case=case)
    status = 200
    if form.is_bound and not (status := save_case(request, case, form)):
        messages.success(request, _("Sagen er rettet."))
        return redirect(here)
    record_look_up(actor=request.user, subject=case, purpose=Purpose.CASEWORK)
    context = {"case": case, "form": form, "back": here}
    return render(request, "cases/case_edit.html", context, status=status)


def save_case(request: UserRequest, case: Case, form: CaseEditForm) -> int:
    """The status to answer with when it was not saved."""
    if not form.is_valid():
        return 422
    words = {name: form.cleaned_data[name] for name in ("about", "status", "waits_for", "weight")}
    try:
        put_case_right(actor=request.user, case=case, was_seen=form.cleaned_data["seen"], **words)
    except CaseChangedError as changed:
        form.see_anew(case_seen(case))
        form.add_error(None, changed.message)
        return 409
    except DomainError as error:
        form.add_error(None, error.message)
        return 422
    return 0


@require_http_methods(["GET", "HEAD", "POST"])
@once
def case_plan(request: UserRequest, pk: int) -> HttpResponse:
    """A next step for a household that has none; else the way to the one it has."""
    case = get_case_for_caretaker(request.user, pk)
    here = links("case_detail")(case.pk)
    if request.method != "POST" and (planned := open_follow_up(case.tenancy_id)):
        return redirect(f"{links('follow_up_edit')(planned.pk)}?next={here}")
    form = FollowUpForm(posted(request))
    if form.is_valid():
        step = {"due_on": form.cleaned_data["due_on"], "text": form.cleaned_data["text"]}
        if attempt(form, lambda: plan_follow_up(actor=request.user, tenancy=case.tenancy, **step)):
            said = _("Næste skridt er %(day)s.") % {"day": say_day(step["due_on"])}
            messages.success(request, as_sentence(said))
            return redirect(here)
    record_look_up(actor=request.user, subject=case, purpose=Purpose.CASEWORK)
    context = {"case": case, "form": form, "back": here}
    return render(request, "cases/case_plan.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def case_close(request: UserRequest, pk: int) -> HttpResponse:
    """What is still due stands in place of the form, with the way to settle it."""
    case = get_case_for_caretaker(request.user, pk)
    here = links("case_detail")(case.pk)
    form = CaseCloseForm(posted(request))
    if form.is_valid():
        ending = {"outcome": form.cleaned_data["outcome"], "note": form.cleaned_data["closing_note"]}
        if is_ended_so(case, **ending) or attempt(
            form, lambda: close_case(actor=request.user, case=case, **ending)
        ):
            messages.success(request, _("Sagen er afsluttet. Den kan genåbnes."))
            return redirect(here)
    record_look_up(actor=request.user, subject=case, purpose=Purpose.CASEWORK)
    context = {
        "case": case,
        "form": form,
        "deadlines": deadlines_of([case.tenancy_id]).get(case.tenancy_id, []),
        "back": here,
    }
    return render(request, "cases/case_close.html", context, status=422 if form.is_bound else 200)


def is_ended_so(case: Case, *, outcome: str, note: str) -> bool:
    """In another tab, with the same outcome and words."""
    return not case.is_open and (case.outcome, case.closing_note) == (outcome, note)


@require_POST
@once
def case_reopen(request: UserRequest, pk: int) -> HttpResponse:
    case = get_case_for_caretaker(request.user, pk)
    if case.is_open:
        messages.info(request, _("Sagen er allerede åben."))
        return redirect(links("case_detail")(case.pk))
    case = reopen_case(actor=request.user, case=case)
    own = case.responsible == request.user.membership
    messages.success(
        request,
        _("Sagen er åben igen, og den er din.") if own else _("Sagen er åben igen, hos den, der havde den."),
    )
    return redirect(links("case_detail")(case.pk))

"""The support plan, on the page of its case; and the pages where a goal or an action is put right."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import attempt, posted
from accounts.once import once
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.choices import GoalStatus
from cases.forms.plan import ActionForm, GoalForm
from cases.links import links
from cases.models import Case, SupportPlanAction, SupportPlanGoal
from cases.permissions import get_action_for_caretaker, get_case_for_caretaker, get_goal_for_caretaker
from cases.services.changes import row_seen
from cases.services.plan import (
    add_action,
    add_goal,
    drop_action,
    edit_action,
    edit_goal,
    finish_action,
    reopen_action,
    settle_goal,
)
from cases.views.cases import show_case
from core.htmx import undo_message
from core.lists import next_url

DONE, DROPPED, OPEN = "done", "dropped", "open"
SETTLE = {DONE: finish_action, DROPPED: drop_action, OPEN: reopen_action}


def plan_url(case_pk: int) -> str:
    return f"{links('case_detail')(case_pk)}#planen"


@require_POST
@once
def goal_add(request: UserRequest, pk: int) -> HttpResponse:
    case = get_case_for_caretaker(request.user, pk)
    form = GoalForm(request.POST, auto_id="goal_%s")
    if form.is_valid():
        text = form.cleaned_data["text"]
        if attempt(form, lambda: add_goal(actor=request.user, case=case, text=text)):
            messages.success(request, _("Målet er sat."))
            return redirect(plan_url(case.pk))
    return show_case(request, case, status=422, goal_form=form)


@require_POST
@once
def action_add(request: UserRequest, pk: int) -> HttpResponse:
    case = get_case_for_caretaker(request.user, pk)
    form = ActionForm(request.POST, auto_id="action_%s", goals=open_goals(request, case))
    if form.is_valid() and attempt(form, lambda: add_action(actor=request.user, case=case, **form.known)):
        messages.success(request, _("Handlingen står i planen."))
        return redirect(plan_url(case.pk))
    return show_case(request, case, status=422, action_form=form)


def open_goals(request: UserRequest, case: Case) -> list[SupportPlanGoal]:
    return list(SupportPlanGoal.objects.visible_to(request.user).open().filter(case=case).order_by("pk"))


@require_POST
def goal_settle(request: UserRequest, pk: int) -> HttpResponse:
    """`til`: reached, given_up or open."""
    goal = get_goal_for_caretaker(request.user, pk)
    status = wanted(request, GoalStatus.values)
    settle_goal(actor=request.user, goal=goal, status=status)
    said = {
        GoalStatus.REACHED: _("Målet er nået."),
        GoalStatus.GIVEN_UP: _("Målet er opgivet."),
        GoalStatus.OPEN: _("Målet er åbent igen."),
    }
    say(request, said[GoalStatus(status)], status, reverse("goal_settle", args=[goal.pk]), goal.case_id)
    return redirect(next_url(request, plan_url(goal.case_id)))


@require_POST
def action_settle(request: UserRequest, pk: int) -> HttpResponse:
    """`til`: done, dropped or open."""
    action = get_action_for_caretaker(request.user, pk)
    status = wanted(request, list(SETTLE))
    action = SETTLE[status](actor=request.user, action=action)
    if status_of(action) != status:
        messages.info(
            request, _("Handlingen er afsluttet, siden du åbnede siden. Den står, som den er blevet.")
        )
        return redirect(next_url(request, plan_url(action.case_id)))
    said = {
        DONE: _("Handlingen er gjort."),
        DROPPED: _("Handlingen er droppet."),
        OPEN: _("Handlingen er åben igen."),
    }
    say(request, said[status], status, reverse("action_settle", args=[action.pk]), action.case_id)
    return redirect(next_url(request, plan_url(action.case_id)))


def status_of(action: SupportPlanAction) -> str:
    if action.is_open:
        return OPEN
    return DONE if action.done_at else DROPPED


def wanted(request: UserRequest, known: list[str]) -> str:
    """What is to become of it; a word nobody knows takes nothing further than open."""
    word = request.POST.get("til") or request.GET.get("til") or ""
    return word if word in known else OPEN


def say(request: UserRequest, text: str, status: str, url: str, case_pk: int) -> None:
    """With the way back, unless this was it."""
    if status == OPEN:
        messages.success(request, text)
    else:
        query = urlencode({"til": OPEN, "next": next_url(request, plan_url(case_pk))})
        undo_message(request, text, f"{url}?{query}")


@require_http_methods(["GET", "HEAD", "POST"])
def goal_edit(request: UserRequest, pk: int) -> HttpResponse:
    goal = get_goal_for_caretaker(request.user, pk)
    form = GoalForm(posted(request), initial={"text": goal.text, "seen": row_seen(goal)})
    if form.is_valid():
        words = {"text": form.cleaned_data["text"], "was_seen": form.cleaned_data["seen"]}
        if attempt(form, lambda: edit_goal(actor=request.user, goal=goal, **words)):
            messages.success(request, _("Målet er rettet."))
            return redirect(plan_url(goal.case_id))
        form.see_anew(row_seen(goal))
    return show_edit(request, "cases/goal_edit.html", goal.case, {"goal": goal, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def action_edit(request: UserRequest, pk: int) -> HttpResponse:
    action = get_action_for_caretaker(request.user, pk)
    goals = open_goals(request, action.case)
    if action.goal and action.goal not in goals:
        goals.append(action.goal)
    form = ActionForm(posted(request), goals=goals, initial=known_of(action))
    if form.is_valid():
        words = {**form.known, "was_seen": form.cleaned_data["seen"]}
        if attempt(form, lambda: edit_action(actor=request.user, action=action, **words)):
            messages.success(request, _("Handlingen er rettet."))
            return redirect(plan_url(action.case_id))
        form.see_anew(row_seen(action))
    return show_edit(request, "cases/action_edit.html", action.case, {"action": action, "form": form})


def known_of(action: SupportPlanAction) -> dict[str, Any]:
    return {
        "text": action.text,
        "owner": action.owner,
        "due_on": action.due_on,
        "goal": action.goal_id,
        "seen": row_seen(action),
    }


def show_edit(request: UserRequest, template: str, case: Case, context: dict[str, Any]) -> HttpResponse:
    record_look_up(actor=request.user, subject=case, purpose=Purpose.CASEWORK)
    status = 422 if context["form"].is_bound else 200
    return render(request, template, {**context, "case": case, "back": plan_url(case.pk)}, status=status)

"""People: the list, and what a system administrator does with one of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.choices import Role
from accounts.closing import closing_of
from accounts.directory import SHOWN, people_of
from accounts.forms.answers import attempt, posted
from accounts.forms.people import LastDayForm, NewPersonForm, PeopleFilterForm, PersonForm, RoleForm
from accounts.known import known_person
from accounts.models import Absence, EstateAssignment, Membership, User
from accounts.once import once
from accounts.permissions import (
    EDITS_PEOPLE,
    READS_PEOPLE,
    get_membership_for_user,
    get_person_for_user,
    role_required,
)
from accounts.requests import UserRequest
from accounts.services import people as services
from accounts.services.invitations import send_password_link
from core.htmx import render_page


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*READS_PEOPLE)
def people_list(request: UserRequest) -> HttpResponse:
    """A search is a POST, so that names stay out of addresses and logs."""
    form = PeopleFilterForm(request.POST if request.method == "POST" else request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    people = people_of(
        request.user,
        role=asked.get("role", ""),
        words=asked.get("q", ""),
        closed=asked.get("closed", False),
    )
    context = {
        "form": form,
        "people": people[:SHOWN],
        "total": len(people),
        "is_filtered": any(asked.values()),
        "may_edit": request.user.role in EDITS_PEOPLE,
    }
    return render_page(request, "accounts/people.html", context, fragment="accounts/_people.html")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITS_PEOPLE)
@once
def people_create(request: UserRequest) -> HttpResponse:
    form = NewPersonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if known := known_person(request.user, **form.cleaned_data):
            return render(request, "accounts/person_known.html", {"known": known}, status=409)
        created: list[User] = []
        if attempt(
            form, lambda: created.append(services.create_person(actor=request.user, **form.cleaned_data))
        ):
            invite(request, created[0])
            return redirect("people_detail", pk=created[0].pk)
    return render(request, "accounts/person_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@role_required(*EDITS_PEOPLE)
@once
def people_give_roles(request: UserRequest) -> HttpResponse:
    """The yes to what people_create asks when the e-mail is somebody's."""
    form = NewPersonForm(request.POST)
    given: list[User] = []
    if form.is_valid() and attempt(
        form, lambda: given.append(services.give_roles(actor=request.user, **form.account()))
    ):
        messages.success(request, _("Personen har fået det, du valgte, og beholder sit navn og sin konto."))
        if not given[0].has_usable_password():
            send_password_link(request, given[0])
        return redirect("people_detail", pk=given[0].pk)
    return render(request, "accounts/person_new.html", {"form": form}, status=422)


def invite(request: UserRequest, person: User) -> None:
    """A link to whoever has no password yet; the message is the same for those who have one."""
    if person.has_usable_password() or send_password_link(request, person):
        messages.success(
            request, _("Personen er oprettet. Den, der ikke har en adgangskode, får en mail med et link.")
        )
    else:
        messages.error(
            request, _("Personen er oprettet, men mailen kunne ikke sendes. Send linket igen om lidt.")
        )


@require_safe
def people_detail(request: UserRequest, pk: int) -> HttpResponse:
    person = get_person_for_user(request.user, pk)
    return show_person(request, person)


def show_person(
    request: UserRequest, person: User, *, role_form: RoleForm | None = None, status: int = 200
) -> HttpResponse:
    memberships = list(Membership.objects.visible_to(request.user).filter(user=person))
    held = frozenset(row.role for row in memberships if person.is_active and not services.ended(row))
    assignments = EstateAssignment.objects.visible_to(request.user).filter(membership__user=person)
    absences = Absence.objects.visible_to(request.user).filter(membership__user=person)
    context = {
        "person": person,
        "memberships": [(row, person.is_active and not services.ended(row)) for row in memberships],
        "is_open": bool(held),
        "assignments": assignments.current().select_related("estate").order_by("estate__sort_key"),
        "absences": absences.not_over().select_related("stand_in__user").order_by("starts_on"),
        "may_edit": request.user.role in EDITS_PEOPLE and person.pk != request.user.pk,
        "may_rename": services.belongs_here_only(request.user, person),
        "role_form": role_form or RoleForm(taken=held),
        "free_roles": len(held) < len(Role),
    }
    if held and context["may_edit"]:
        context["closing"] = closing_of(request.user, person)
    return render(request, "accounts/person.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*EDITS_PEOPLE)
def people_edit(request: UserRequest, pk: int) -> HttpResponse:
    person = get_person_for_user(request.user, pk, edit=True)
    form = PersonForm(posted(request), initial={"name": person.name, "email": person.email})
    if request.method == "POST" and form.is_valid():
        if attempt(
            form, lambda: services.rename_person(actor=request.user, person=person, **form.cleaned_data)
        ):
            messages.success(request, _("Ændringen er gemt."))
            return redirect("people_detail", pk=pk)
        person.refresh_from_db()
    context = {"form": form, "person": person}
    return render(request, "accounts/person_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
@role_required(*EDITS_PEOPLE)
@once
def people_add_role(request: UserRequest, pk: int) -> HttpResponse:
    person = get_person_for_user(request.user, pk, edit=True)
    form = RoleForm(request.POST)
    if form.is_valid() and attempt(
        form, lambda: services.add_role(actor=request.user, person=person, role=form.cleaned_data["role"])
    ):
        messages.success(request, _("Rollen er givet."))
        return redirect("people_detail", pk=pk)
    return show_person(request, person, role_form=form, status=422)


@require_POST
@role_required(*EDITS_PEOPLE)
def people_end_role(request: UserRequest, pk: int) -> HttpResponse:
    membership = get_membership_for_user(request.user, pk, edit=True)
    form = LastDayForm(request.POST)
    if form.is_valid():
        services.end_role(actor=request.user, membership=membership, last_day=form.cleaned_data["last_day"])
        messages.success(request, _("Rollen ophører, og tildelingerne med den."))
        warn_of_uncovered(request, membership.user)
    else:
        messages.error(request, _("Vælg en sidste dag."))
    return redirect("people_detail", pk=membership.user_id)


@require_POST
@role_required(*EDITS_PEOPLE)
def people_close(request: UserRequest, pk: int) -> HttpResponse:
    person = get_person_for_user(request.user, pk, edit=True)
    services.close_person(actor=request.user, person=person)
    messages.success(request, _("Adgangen er lukket fra nu af, og åbne tildelinger er afsluttet."))
    warn_of_uncovered(request, person)
    return redirect("people_detail", pk=pk)


@require_POST
@role_required(*EDITS_PEOPLE)
def people_invite(request: UserRequest, pk: int) -> HttpResponse:
    person = get_person_for_user(request.user, pk, edit=True)
    if send_password_link(request, person):
        messages.success(request, _("Der er sendt en mail med et link til at vælge adgangskode."))
    else:
        messages.error(request, _("Mailen kunne ikke sendes. Prøv igen om lidt."))
    return redirect("people_detail", pk=pk)


def warn_of_uncovered(request: UserRequest, person: User) -> None:
    if services.cover_without_stand_in(person):
        messages.warning(
            request,
            _("Personen var afløser for en kollega. Bed koordinatoren om at finde en ny afløser."),
        )

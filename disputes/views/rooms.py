"""One party's room. Nothing of another party is read here: everything hangs on this one."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.answers import posted
from accounts.once import once
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from cases.forms.revisions import DONE, written
from cases.links import links
from core.htmx import undo_message
from core.outbox import saved
from core.phrases import say_list
from disputes.choices import RoomEntryKind
from disputes.forms.rooms import EntryForm, PartyForm, PreTalkForm
from disputes.models import Party
from disputes.permissions import get_entry_for_user, get_room_for_user
from disputes.services.parties import edit_party, party_came_back, party_left, record_pre_talk
from disputes.services.rooms import EntryConflictError, add_entry, bring_entry_back, strike_entry


@require_http_methods(["GET", "HEAD", "POST"])
def room_detail(request: UserRequest, pk: int) -> HttpResponse:
    """What one party said, and the form for more of it: a POST is a note, from the phone's outbox or not."""
    party = get_room_for_user(request.user, pk)
    if request.method == "POST":
        return save_entry(request, party)
    initial = {"kind": RoomEntryKind.CONTACT, "client_uuid": uuid.uuid4()}
    return show(request, party, EntryForm(initial=initial))


def show(request: UserRequest, party: Party, form: EntryForm, status: int = 200) -> HttpResponse:
    record_look_up(actor=request.user, subject=party, purpose=Purpose.MEDIATION)
    entries = list(party.roomentrys.select_related("made_by"))
    context = {
        "party": party,
        "mediation": party.mediation,
        "form": form,
        "entries": [entry for entry in entries if entry.struck_at is None],
        "struck": [entry for entry in entries if entry.struck_at],
        "talks": party.pretalks.select_related("made_by"),
        "refused": say_list(refused_by(party)),
    }
    return render(request, "disputes/room_detail.html", context, status=status)


def refused_by(party: Party) -> list[str]:
    """The names of those they would not have as mediator."""
    names = party.refusedmediators.order_by("membership__user__name")
    return list(names.values_list("membership__user__name", flat=True))


def save_entry(request: UserRequest, party: Party) -> HttpResponse:
    form = EntryForm(request.POST)
    conflict: list[EntryConflictError] = []
    kept: list[int] = []

    def write() -> None:
        try:
            kept.append(add_entry(actor=request.user, party=party, **form.known).pk)
        except EntryConflictError as error:
            conflict.append(error)
            raise

    status = written(form, write)
    if status == DONE:
        undo_message(request, _("Notatet er gemt."), reverse("room_entry_strike", args=kept))
        return saved(request, links("room_detail")(party.pk))
    return show(request, party, form, 409 if conflict else status)


@require_POST
def room_entry_strike(request: UserRequest, pk: int) -> HttpResponse:
    """With `igen` it is brought back."""
    entry = get_entry_for_user(request.user, pk)
    if "igen" in request.GET:
        bring_entry_back(actor=request.user, entry=entry)
        messages.success(request, _("Notatet er hentet frem igen."))
    else:
        strike_entry(actor=request.user, entry=entry)
        undo = f"{reverse('room_entry_strike', args=[entry.pk])}?igen"
        undo_message(request, _("Notatet er streget."), undo)
    return redirect(links("room_detail")(entry.party_id))


def show_form(
    request: UserRequest, template: str, party: Party, form: PreTalkForm | PartyForm, status: int
) -> HttpResponse:
    """A closed mediation has no form to fill in."""
    if not party.mediation.is_open and request.method != "POST":
        return redirect(links("room_detail")(party.pk))
    record_look_up(actor=request.user, subject=party, purpose=Purpose.MEDIATION)
    context = {"party": party, "mediation": party.mediation, "form": form}
    return render(request, template, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def pre_talk(request: UserRequest, pk: int) -> HttpResponse:
    party = get_room_for_user(request.user, pk)
    form = PreTalkForm(posted(request))
    status = 200
    if form.is_bound:
        status = written(form, lambda: record_pre_talk(actor=request.user, party=party, **form.known))
    if status != DONE:
        return show_form(request, "disputes/pre_talk.html", party, form, status)
    if form.cleaned_data["unsuitable"]:
        said = _(
            "Forsamtalen er gemt, og mæglingen er afsluttet. Sig kun til den anden part, at der ikke mægles."
        )
        messages.success(request, said)
    else:
        messages.success(request, _("Forsamtalen er gemt."))
    return redirect(links("room_detail")(pk))


@require_http_methods(["GET", "HEAD", "POST"])
def party_edit(request: UserRequest, pk: int) -> HttpResponse:
    party = get_room_for_user(request.user, pk)
    known = {name: getattr(party, name) for name in ("name", "phone", "consented_on", "refuses_mediator")}
    form = PartyForm(posted(request), party=party, user=request.user, initial=known)
    status = 200
    if form.is_bound:
        status = written(form, lambda: edit_party(actor=request.user, party=party, **form.known))
    if status == DONE:
        return after_edit(request, party)
    return show_form(request, "disputes/party_edit.html", party, form, status)


def after_edit(request: UserRequest, party: Party) -> HttpResponse:
    """To the room; whoever stands in and was refused has no way there any more."""
    if not Party.objects.visible_to(request.user).filter(pk=party.pk).exists():
        messages.success(
            request, _("Det er gemt. Parten har sagt nej til dig, så du kan ikke se mæglingen mere.")
        )
        return redirect("mediation_list")
    messages.success(request, _("Oplysningerne er gemt."))
    return redirect(links("room_detail")(party.pk))


@require_POST
def party_leave(request: UserRequest, pk: int) -> HttpResponse:
    """With `igen` they are in it again."""
    party = get_room_for_user(request.user, pk)
    if "igen" in request.GET:
        party_came_back(actor=request.user, party=party)
        messages.success(request, _("Parten er med igen."))
    else:
        party_left(actor=request.user, party=party)
        undo = f"{reverse('party_leave', args=[party.pk])}?igen"
        undo_message(request, _("Parten er ikke med længere."), undo)
    return redirect(links("room_detail")(pk))

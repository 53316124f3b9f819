"""Writing in the thread of a concern, from either side."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.forms.answers import posted
from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from conditions.forms.messages import MessageForm
from conditions.models import ConcernFlag
from conditions.permissions import get_concern_for_either
from conditions.querysets import REPORTS
from conditions.services.messages import MessageConflictError, write_message
from conditions.thread import message_form
from core.errors import DomainError
from core.outbox import saved


@require_http_methods(["GET", "HEAD", "POST"])
def concern_message(request: UserRequest, pk: int) -> HttpResponse:
    """The form stands on the page of the concern; here it is by itself, with what is to be put right."""
    concern = get_concern_for_either(request.user, pk)
    from_office = request.user.role in REPORTS
    form = message_form(concern, from_office, posted(request))
    page = reverse("concern_own" if from_office else "concern_detail", args=[concern.pk])
    status = send(request, concern, form) if form.is_bound else 200
    if form.is_bound and not status:
        return saved(request, f"{page}#traad")
    record_look_up(actor=request.user, subject=concern, purpose=Purpose.CONCERN)
    context: dict[str, Any] = {"concern": concern, "form": form, "back": page, "from_office": from_office}
    return render(request, "conditions/concern_message.html", context, status=status)


def send(request: UserRequest, concern: ConcernFlag, form: MessageForm) -> int:
    """The status to answer with when it was not sent."""
    if not form.is_valid():
        return 422
    try:
        write_message(actor=request.user, concern=concern, **form.known)
    except MessageConflictError as conflict:
        form.start_anew()
        form.add_error(None, conflict.message)
        return 409
    except DomainError as error:
        form.add_error(None, error.message)
        return 422
    return 0

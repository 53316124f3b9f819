"""Role checks and the doors to people, assignments, absences and tokens.

A door answers Http404 when the object is invisible and PermissionDenied when it may only be read.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from accounts.choices import Role
from accounts.models import Absence, ApiToken, EstateAssignment, Membership, User

View = Callable[..., HttpResponseBase]

READS_PEOPLE = frozenset({Role.COORDINATOR, Role.SYSTEM_ADMINISTRATOR})
EDITS_PEOPLE = frozenset({Role.SYSTEM_ADMINISTRATOR})
ASSIGNS = frozenset({Role.COORDINATOR, Role.SYSTEM_ADMINISTRATOR})
PLANS_ABSENCES = frozenset({Role.COORDINATOR, Role.CARETAKER})
KEEPS_TOKENS = frozenset({Role.ADMINISTRATION})


def require_role(user: User | Any, *roles: str) -> None:
    """PermissionDenied unless the membership the user acts in has one of `roles`."""
    role = getattr(user, "role", "")
    if not role or role not in roles:
        raise PermissionDenied


def role_required(*roles: str) -> Callable[[View], View]:
    """403 for a logged-in user whose role is another; who is not logged in is met by the login first."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require_role(request.user, *roles)
            return view(request, *args, **kwargs)

        return checked

    return decorate


def acting_organisation(user: User | Any) -> Any:
    """The organisation of the membership the user acts in."""
    if user.membership is None:
        raise PermissionDenied
    return user.membership.organisation


def get_person_for_user(user: User, pk: int, *, edit: bool = False) -> User:
    """A person with a role, now or earlier, in the acting organisation."""
    require_role(user, *READS_PEOPLE)
    memberships = Membership.objects.visible_to(user).filter(user_id=pk).select_related("user")
    membership = memberships.first()
    if membership is None:
        raise Http404
    if edit:
        require_role(user, *EDITS_PEOPLE)
    return membership.user


def get_membership_for_user(user: User, pk: int, *, edit: bool = False) -> Membership:
    require_role(user, *READS_PEOPLE)
    memberships = Membership.objects.visible_to(user).select_related("user", "organisation")
    membership = get_object_or_404(memberships, pk=pk)
    if edit:
        require_role(user, *EDITS_PEOPLE)
    return membership


def get_estate_for_user(user: User, pk: int) -> Any:
    """An estate of the acting organisation, to whoever assigns."""
    require_role(user, *ASSIGNS)
    return get_object_or_404(acting_organisation(user).estates.visible_to(user), pk=pk)


def get_assignment_for_user(user: User, pk: int) -> EstateAssignment:
    require_role(user, *ASSIGNS)
    rows = EstateAssignment.objects.visible_to(user).select_related("estate", "membership__user")
    return get_object_or_404(rows, pk=pk)


def get_absence_for_user(user: User, pk: int, *, edit: bool = False) -> Absence:
    """Coordinators plan everybody's, a caretaker her own; a stand-in may read what she covers."""
    require_role(user, *PLANS_ABSENCES)
    rows = Absence.objects.visible_to(user).select_related("membership__user", "stand_in__user")
    absence = get_object_or_404(rows, pk=pk)
    if edit and user.role == Role.CARETAKER and absence.membership != user.membership:
        raise PermissionDenied
    return absence


def get_token_for_user(user: User, pk: int) -> ApiToken:
    require_role(user, *KEEPS_TOKENS)
    return get_object_or_404(ApiToken.objects.visible_to(user), pk=pk)

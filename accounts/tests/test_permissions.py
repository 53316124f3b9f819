"""Role checks."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from accounts.choices import Role
from accounts.permissions import require_role, role_required


def test_the_role_one_acts_in_decides(freja, fjordbo):
    require_role(freja, Role.COORDINATOR, Role.ADMINISTRATION)
    with pytest.raises(PermissionDenied):
        require_role(freja, Role.ADMINISTRATION)


@pytest.mark.parametrize("user", [None, AnonymousUser()])
def test_nobody_has_no_role(user):
    with pytest.raises(PermissionDenied):
        require_role(user, Role.COORDINATOR, "")


def test_the_decorator_checks_before_the_view(rf, anna):
    @role_required(Role.COORDINATOR)
    def view(request):
        return HttpResponse("secret")

    request = rf.get("/")
    request.user = anna
    with pytest.raises(PermissionDenied):
        view(request)

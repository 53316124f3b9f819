"""The doors of the register: 404 for what is out of sight, 403 for who may look but not do."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from residents.models import Estate, HousingOrganisation, RegisterImport, Tenancy
from residents.querysets import IMPORTS_REGISTER, SEES_PEOPLE


def sees_people(user: Any) -> bool:
    return user.role in SEES_PEOPLE


def get_estate_for_user(user: Any, pk: int) -> Estate:
    estate = Estate.objects.visible_to(user).filter(pk=pk).first()
    if estate is None:
        raise Http404
    return estate


def get_tenancy_for_user(user: Any, pk: int) -> Tenancy:
    tenancies = Tenancy.objects.visible_to(user).select_related("dwelling", "estate")
    tenancy = tenancies.filter(pk=pk).first()
    if tenancy is None:
        raise Http404
    return tenancy


def require_register_import(user: Any, organisation: HousingOrganisation | None = None) -> None:
    """Only the administration of the organisation imports and exports its register."""
    own = organisation is None or organisation.pk == user.organisation_id
    if user.role not in IMPORTS_REGISTER or not user.is_active or not own:
        raise PermissionDenied


def get_register_import_for_user(user: Any, pk: int) -> RegisterImport:
    run = RegisterImport.objects.visible_to(user).filter(pk=pk).first()
    if run is None:
        raise Http404
    return run

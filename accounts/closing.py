"""What closing a person's access would end, for the question before it is done."""

from dataclasses import dataclass

from accounts.board import open_cases_in
from accounts.models import Absence, EstateAssignment, Membership, User
from accounts.services.people import ended
from core.phrases import say_list


@dataclass(frozen=True)
class Closing:
    """`left_alone`: estates that nobody is responsible for afterwards, with `cases` open ones between them;
    `covers`: absences of colleagues, now or planned, that nobody stands in for afterwards."""

    roles: str
    estates: int
    left_alone: int
    cases: int
    covers: int


def closing_of(actor: User, person: User) -> Closing:
    memberships = Membership.objects.visible_to(actor).filter(user=person)
    roles = [str(row.get_role_display()) for row in memberships if not ended(row)]
    assignments = EstateAssignment.objects.visible_to(actor).current().filter(membership__user=person)
    has = dict(assignments.values_list("estate_id", "is_responsible").order_by("is_responsible"))
    alone = [estate for estate, is_responsible in has.items() if is_responsible]
    cases = open_cases_in(actor.organisation_id or 0) if alone else {}
    covers = Absence.objects.visible_to(actor).not_over().filter(stand_in__user=person)
    return Closing(
        roles=say_list(roles),
        estates=len(has),
        left_alone=len(alone),
        cases=sum(cases.get(estate, 0) for estate in alone),
        covers=covers.count(),
    )

"""Queries of what a person may see, built once in a process (core/compiled.py).

    @compiled_for_user
    def open_cases(user: Any, *, today: dt.date) -> QuerySet: …

    open_cases(user, today=day) → the rows

The function sees a person of the same role whose keys, estates and organisation are marks. Of the arguments,
numbers, days, moments and lists of ids are bound at each call; anything else is a kind of its own, so there
may be only few of them. `user` must decide by `role`, `pk`, `organisation_id` and `membership` alone.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet

from accounts.choices import ESTATE_BOUND
from accounts.models import Membership, User
from core.compiled import Statements, Values, is_value

compiled_queries: list[Callable[..., list[Any]]] = []
"""Every one of them: a test holds each against the query it is made of."""


def compiled_for_user(build: Callable[..., QuerySet[Any, Any]]) -> Callable[..., list[Any]]:
    statements = Statements()

    @wraps(build)
    def rows(user: Any, **arguments: Any) -> list[Any]:
        membership = user.membership
        if membership is None or not user.is_active:
            return list(build(user, **arguments))
        bound = {name: value for name, value in arguments.items() if is_value(value)}
        constant = {name: value for name, value in arguments.items() if name not in bound}

        def of(values: Values) -> QuerySet[Any, Any]:
            person = person_like(membership.role, values)
            return build(person, **constant, **{name: values[name] for name in bound})

        kind = (membership.role, tuple(bound), tuple(constant.items()))
        return statements.rows(kind, {**values_of(user, membership), **bound}, of)

    compiled_queries.append(rows)
    return rows


def values_of(user: User, membership: Membership) -> Values:
    has_estates = membership.role in ESTATE_BOUND
    return {
        "_user": user.pk,
        "_membership": membership.pk,
        "_organisation": membership.organisation_id,
        "_estates": membership.estate_ids if has_estates else (),
        "_responsible": membership.responsible_estate_ids if has_estates else (),
    }


def person_like(role: str, values: Values) -> User:
    """A person as the scopes see one, with these values."""
    membership = Membership(
        pk=values["_membership"],
        user_id=values["_user"],
        organisation_id=values["_organisation"],
        role=role,
    )
    membership.estate_ids = values["_estates"]
    membership.responsible_estate_ids = values["_responsible"]
    return User(pk=values["_user"]).act_as(membership)

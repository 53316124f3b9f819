"""The people of an organisation as a list: one line per person, with the roles they have there."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import Membership, User
from core.searchkeys import search_key, search_words
from core.sortkeys import danish_sort_key

SHOWN = 200


@dataclass
class Person:
    user: User
    roles: list[Membership] = field(default_factory=list)
    former: list[Membership] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.user.is_active and bool(self.roles)


def people_of(user: User, *, role: str = "", words: str = "", closed: bool = False) -> list[Person]:
    """Everybody `user` may see, in Danish order. `words` are ANDed, in name and e-mail."""
    found = group(Membership.objects.visible_to(user).select_related("user"))
    wanted = search_words(words)
    return sorted(
        (
            person
            for person in found
            if (closed or person.is_open)
            and (not role or any(row.role == role for row in person.roles))
            and matches(person.user, wanted)
        ),
        key=lambda person: danish_sort_key(person.user.name),
    )


def group(memberships: Iterable[Membership]) -> list[Person]:
    today = timezone.localdate()
    people: dict[int, Person] = {}
    for membership in memberships:
        person = people.setdefault(membership.user_id, Person(membership.user))
        over = membership.ended_on is not None and membership.ended_on < today
        (person.former if over or not membership.user.is_active else person.roles).append(membership)
    return list(people.values())


def matches(user: User, words: list[str]) -> bool:
    key = search_key(f"{user.name} {user.email}")
    return all(word in key for word in words)

"""What the pages of an agreement read and draw."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.phrases import say_day
from disputes.models import Acceptance, Agreement, AgreementPoint, Party
from disputes.services.agreements import Point


@dataclass(frozen=True)
class PointLine:
    """`who` is a letter, or all of them."""

    number: int
    who: str
    text: str


@dataclass(frozen=True)
class Stand:
    """How one party stands to it."""

    party: Party
    acceptance: Acceptance | None

    @property
    def words(self) -> str:
        if self.acceptance is None:
            return _("Har ikke godkendt endnu")
        said = {"how": self.acceptance.get_how_display(), "day": say_day(self.acceptance.on)}
        return _("%(how)s %(day)s") % said


def lines_of(agreement: Agreement) -> list[PointLine]:
    return [
        PointLine(point.number, point.party.label if point.party else _("Alle"), _words(point))
        for point in agreement.points.all()
    ]


def _words(point: AgreementPoint) -> str:
    if point.starts_on is None:
        return point.text
    said = {"text": point.text.rstrip("."), "day": say_day(point.starts_on)}
    return _("%(text)s fra %(day)s") % said


def stands_of(agreement: Agreement, parties: Sequence[Party]) -> list[Stand]:
    """Those who are in it."""
    accepted = {acceptance.party_id: acceptance for acceptance in agreement.acceptances.all()}
    return [Stand(party, accepted.get(party.pk)) for party in parties if party.left_on is None]


def moved(points: Sequence[Point | None], do: str) -> list[Point]:
    """Those that there are, as a button says: "op-2" before the line above, "ned-2" after the one below;
    anything else leaves them."""
    found = list(points)
    verb, _dash, number = do.partition("-")
    place = int(number) - 1 if number.isdigit() else -1
    other = {"op": place - 1, "ned": place + 1}.get(verb, -1)
    if 0 <= place < len(found) and 0 <= other < len(found):
        found[place], found[other] = found[other], found[place]
    return [point for point in found if point is not None]

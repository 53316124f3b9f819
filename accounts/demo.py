"""The invented people of demo mode, as the login page lists them. `manage.py demo` creates them."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DemoPerson(NamedTuple):
    email: str
    name: str
    role: str | Promise


DEMO_PEOPLE: tuple[DemoPerson, ...] = (
    DemoPerson("anna@demo.example", "Anna Andersen", _("Social vicevært · Fjordbo")),
    DemoPerson("bo@demo.example", "Bo Berg", _("Social vicevært · Fjordbo, Annas kollega")),
    DemoPerson("dorte@demo.example", "Dorte Dahl", _("Administration · Fjordbo")),
    DemoPerson("erik@demo.example", "Erik Eskildsen", _("Ejendomskontor · Fjordbo")),
    DemoPerson("freja@demo.example", "Freja Friis", _("Koordinator · Fjordbo")),
    DemoPerson("carla@demo.example", "Carla Clausen", _("Social vicevært · Skovbo")),
    DemoPerson("gry@demo.example", "Gry Gram", _("Systemadministrator · Fjordbo")),
)

"""Rows of several tables in one query: what a page shows beside its main list, without a query for each.

    household = Tenancy.objects.visible_to(user).filter(pk=pk)
    rows = gathered(household, {"goals": Part(goals, ("text", "status"))})
    by_part(rows[0])["goals"] → [SupportPlanGoal, …]

The rows come as instances of their model; a field that was not asked for is deferred, as after only().
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, JSONField, QuerySet
from django.db.models.functions import JSONObject


@dataclass(frozen=True)
class Part:
    """`rows` in their order; of each the columns of its own table (`fields`, keys as "goal_id"), and under
    another name what a relation holds (`also`: attribute → lookup or expression), as text or number."""

    rows: QuerySet[Any]
    fields: tuple[str, ...]
    also: Mapping[str, Any] = field(default_factory=dict)

    def as_array(self) -> "PartSubquery":
        wanted = {**{name: name for name in ("pk", *self.fields)}, **self.also}
        return PartSubquery(self, self.rows.values(json=JSONObject(**wanted)))

    @cached_property
    def columns(self) -> list[tuple[str, str, Field]]:
        """(attribute, key in the JSON, field), in the order of the table, as from_db wants them."""
        key = self.rows.model._meta.pk.attname
        wanted = {key: "pk", **{name: name for name in self.fields}}
        fields = self.rows.model._meta.concrete_fields
        return [
            (column.attname, wanted[column.attname], column) for column in fields if column.attname in wanted
        ]

    def revive(self, values: Mapping[str, Any]) -> Any:
        """JSON has no dates: each field reads its own."""
        names = [name for name, _key, _column in self.columns]
        read = [column.to_python(values[key]) for _name, key, column in self.columns]
        row = self.rows.model.from_db(self.rows.db, names, read)
        for name in self.also:
            setattr(row, name, values[name])
        return row


class PartField(ArrayField):
    """An array of JSON objects that comes from the database as the rows of a part."""

    def __init__(self, part: Part) -> None:
        self.part = part
        super().__init__(JSONField())

    def _from_db_value(self, value: Any, expression: Any, connection: Any) -> list[Any]:
        """A part that can hold nothing for this person is NULL instead of an empty array."""
        found = super()._from_db_value(value, expression, connection)  # type: ignore[misc]
        return [self.part.revive(values) for values in found or ()]


class PartSubquery(ArraySubquery):
    def __init__(self, part: Part, rows: QuerySet[Any]) -> None:
        self.part = part
        super().__init__(rows)

    @cached_property
    def output_field(self) -> PartField:
        return PartField(self.part)


def gathered(root: QuerySet[Any], parts: Mapping[str, Part]) -> QuerySet[Any, dict[str, list[Any]]]:
    """`root` is the one row they hang on, with its scope; no row when it is out of sight."""
    return root.order_by().values(**{f"part_{name}": part.as_array() for name, part in parts.items()})


def by_part(found: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    return {name.removeprefix("part_"): rows for name, rows in found.items()}

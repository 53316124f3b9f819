"""Rows of several tables in one query: what a page shows beside its main list, without a query for each.

    found = gather(Tenancy.objects.visible_to(user).filter(pk=pk), {"goals": Part(goals, ("text", "status"))})
    found["goals"] → [SupportPlanGoal, …]

The rows come as instances of their model; a field that was not asked for is deferred, as after only().
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet
from django.db.models.functions import JSONObject


@dataclass(frozen=True)
class Part:
    """`rows` in their order; of each the columns of its own table (`fields`, keys as "goal_id"), and under
    another name what a relation holds (`also`: attribute → lookup), as text or number."""

    rows: QuerySet[Any]
    fields: tuple[str, ...]
    also: Mapping[str, str] = field(default_factory=dict)

    def as_array(self) -> ArraySubquery:
        wanted = {**{name: name for name in ("pk", *self.fields)}, **self.also}
        return ArraySubquery(self.rows.values(json=JSONObject(**wanted)))

    def revive(self, values: Mapping[str, Any]) -> Any:
        """JSON has no dates: each field reads its own. from_db wants them in the order of the table."""
        model = self.rows.model
        wanted = {model._meta.pk.attname: values["pk"], **{name: values[name] for name in self.fields}}
        columns = [column for column in model._meta.concrete_fields if column.attname in wanted]
        row = model.from_db(
            self.rows.db,
            [column.attname for column in columns],
            [column.to_python(wanted[column.attname]) for column in columns],
        )
        for name in self.also:
            setattr(row, name, values[name])
        return row


def gather(root: QuerySet[Any], parts: Mapping[str, Part]) -> dict[str, list[Any]] | None:
    """`root` is the one row they hang on, with its scope; None when it is out of sight."""
    arrays = {f"part_{name}": part.as_array() for name, part in parts.items()}
    found = root.order_by().values(**arrays).first()
    if found is None:
        return None
    # A part that can hold nothing for this person is NULL instead of an empty array.
    return {
        name: [part.revive(values) for values in found[f"part_{name}"] or ()] for name, part in parts.items()
    }

"""Lookups of our own; registered when `core` is ready."""

from typing import Any

from django.db.models import Field, ForeignObject, Lookup


@ForeignObject.register_lookup
@Field.register_lookup
class EqualsAny(Lookup):
    """`tenancy_id__any=[1, 2]`: as `in`, but the list is one value, however long it is. For keys."""

    lookup_name = "any"

    def get_prep_lookup(self) -> Any:
        return [int(value) for value in self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s::bigint[])", (*params, self.rhs)

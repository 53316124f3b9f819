"""Copied keys that must be true: checked by the database once per statement instead of once per row.

`organisation` and `estate` are copied down from the parent, so that scoping is one filter on one table. A
copy that were wrong would show one organisation's row in another, so the database refuses it. A foreign key
could only say that the organisation exists; and checking it for every row was a quarter of an import.
"""

from typing import Any

import pgtrigger


def copied(
    fields: tuple[str, ...], *, parent: str, via: str = "", same: tuple[str, ...] = ()
) -> list[pgtrigger.Trigger]:
    """Triggers for Meta.triggers: the row's `via` (a column, by default `<parent>_id`) names a row of the
    table `parent`, and the columns `fields` are what that row says in `same` (by default the same columns).

    A NULL in `via` names nobody and is not checked. IntegrityError when a statement breaks it.
    """
    via = via or f"{parent.rpartition('_')[2]}_id"
    wanted = same or fields
    differs = " OR ".join(
        [
            "parent.id IS NULL",
            *(f"child.{f} IS DISTINCT FROM parent.{s}" for f, s in zip(fields, wanted, strict=True)),
        ]
    )
    found = f"""
        SELECT EXISTS (
            SELECT FROM changed child LEFT JOIN {parent} parent ON parent.id = child.{via}
            WHERE child.{via} IS NOT NULL AND ({differs})
        )
    """  # noqa: S608 - names of our own tables and columns
    # EXECUTE plans anew each time: a plan kept from one row is wrong for 600,000, and the other way round.
    body = f"""
        EXECUTE $check${found}$check$ INTO broken;
        IF broken THEN
            RAISE EXCEPTION '% does not match its {parent}', TG_TABLE_NAME
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    """
    return [_trigger(f"{via}_{name}", operation, body) for name, operation in OPERATIONS.items()]


OPERATIONS: dict[str, Any] = {"insert": pgtrigger.Insert, "update": pgtrigger.Update}
"""Two triggers: PostgreSQL gives a transition table to one kind of event at a time."""


def _trigger(name: str, operation: Any, body: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"true_{name}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(new="changed"),
        declare=[("broken", "boolean")],
        func=body,
    )

"""Whom a party has refused never mediates: the one rule of mediation that is asked of the database, too, as a
row in the wrong hands is read before anybody sees that it was wrong."""

import pgtrigger

NOT_REFUSED = "mediator_not_refused"
"""The name that a violation carries, as a constraint has one."""

_REFUSE = f"""
    RAISE EXCEPTION 'a party has refused this mediator'
        USING ERRCODE = 'check_violation', CONSTRAINT = '{NOT_REFUSED}';
"""

MEDIATES = f"""
IF EXISTS (
    SELECT FROM disputes_refusedmediator refused
    WHERE refused.mediation_id = NEW.id AND refused.membership_id = NEW.mediator_id
) THEN {_REFUSE}
END IF;
RETURN NULL;
"""

IS_REFUSED = f"""
SELECT mediation.mediator_id INTO mediates
FROM disputes_mediation mediation WHERE mediation.id = NEW.mediation_id FOR SHARE;
IF mediates = NEW.membership_id THEN {_REFUSE}
END IF;
RETURN NULL;
"""  # noqa: S608 -- constants
"""It waits for whoever is giving the mediation to somebody else, and they for it."""


def no_refused_mediates() -> pgtrigger.Trigger:
    """Of the mediation. A new one has no refusals."""
    return pgtrigger.Trigger(
        name="not_refused_update",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.mediator_id IS DISTINCT FROM NEW.mediator_id"),
        func=MEDIATES,
    )


def no_mediator_is_refused() -> list[pgtrigger.Trigger]:
    """Of the refusal: who mediates today is refused by giving the mediation to another."""
    return [
        pgtrigger.Trigger(
            name=f"not_mediating_{name}",
            when=pgtrigger.After,
            operation=operation,
            declare=[("mediates", "bigint")],
            func=IS_REFUSED,
        )
        for name, operation in (("insert", pgtrigger.Insert), ("update", pgtrigger.Update))
    ]

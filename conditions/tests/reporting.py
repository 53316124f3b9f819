"""What the office sends of a flat, for tests."""

import uuid

from conditions.services.reports import report_concern


def body(**fields):
    """As the form is posted."""
    told = {"kinds": ["rubbish"], "urgency": "normal", "seen_from": "door", "note": ""}
    return {"client_uuid": str(uuid.uuid4()), **told, **fields}


def report(actor, dwelling, **fields):
    told = {"kinds": ["rubbish"], "urgency": "normal", "seen_from": "door"}
    return report_concern(actor=actor, dwelling=dwelling, **{"client_uuid": uuid.uuid4(), **told, **fields})

"""A statement in words: the same for whoever writes it and for whoever answers it. Nothing but what stands in
its columns: dates, amounts and one fact about contact."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.danish import format_date_long, format_kroner
from evictions.models import Statement


def say_facts(statement: Statement) -> list[str]:
    """What the caretaker tells, as sentences."""
    said = []
    if statement.contact_established:
        said.append(_("Der er kontakt med husstanden."))
    if statement.applied_on:
        said.append(
            _("En ansøgning er sendt til kommunen %(day)s.") % {"day": format_date_long(statement.applied_on)}
        )
    return said


def say_requests(statement: Statement) -> list[str]:
    """What the caretaker asks for, as sentences."""
    said = []
    if statement.pause_until:
        said.append(_("Henstand til og med %(day)s.") % {"day": format_date_long(statement.pause_until)})
    if statement.plan_amount and statement.plan_count and statement.plan_from:
        said.append(
            ngettext(
                "Ét afdrag på %(amount)s kr., den %(day)s.",
                "%(count)s afdrag på %(amount)s kr. om måneden, det første den %(day)s.",
                statement.plan_count,
            )
            % {
                "count": statement.plan_count,
                "amount": format_kroner(statement.plan_amount),
                "day": format_date_long(statement.plan_from),
            }
        )
    return said


def name_contents(statement: Statement) -> str:
    """Which facts are in it, without what they say: for the record of the disclosure."""
    names = {
        _("kontakt er etableret"): statement.contact_established,
        _("ansøgning sendt til kommunen"): statement.applied_on,
        _("ønske om henstand"): statement.pause_until,
        _("forslag om afdragsordning"): statement.plan_amount,
    }
    return _("Indstilling: %(contents)s") % {
        "contents": ", ".join(name for name, said in names.items() if said)
    }

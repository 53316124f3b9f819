"""The file of a complaint on paper, for whoever reads it on the screen. Of a mediation it holds one word."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.household import household
from core import papers
from core.danish import format_date_long
from core.papers import Block, Paper, only
from disputes.choices import MediationFact
from disputes.complaint_file import ComplaintFile
from disputes.models import Complaint
from disputes.step_words import step_line


def paper_of(complaint: Complaint, file: ComplaintFile) -> Paper:
    title = _("Klagesag %(number)s") % {"number": complaint.number}
    blocks = only(
        papers.sender(complaint.organisation.name),
        papers.title(title),
        papers.strong(
            _("Internt: her står, hvem der klager. Arket må ikke gives til den, der er klaget over.")
        ),
        papers.facts(facts_of(complaint)),
        papers.heading(_("Hvem klager")),
        papers.table([_("Navn"), _("Adresse"), _("Den anden side")], signed(file)),
        papers.heading(_("Hvad der er sket")),
        *happened(file),
        papers.heading(_("Forløb")),
        papers.table([_("Dato"), _("Hvad"), _("Af")], course(file)),
    )
    language = "en" if (get_language() or "").startswith("en") else "da"
    return Paper(language, title, f"{complaint.organisation.name} · {complaint.number}", blocks)


def facts_of(complaint: Complaint) -> list[tuple[str, str]]:
    people = ", ".join(person.name for person in household(complaint.people))  # type: ignore[attr-defined]
    facts = dict(MediationFact.choices)
    due = complaint.action_due
    return [
        (_("Klage over"), ", ".join(filter(None, [people, complaint.respondent.dwelling.address]))),
        (_("Drejer sig om"), str(complaint.get_category_display())),
        (
            _("Modtaget"),
            f"{format_date_long(complaint.received_on)}, {str(complaint.get_channel_display()).lower()}",
        ),
        (_("Udlejer skal handle senest"), format_date_long(due) if due else _("Ingen lovfrist")),
        (_("Trin"), str(complaint.get_status_display())),
        (_("Spor"), str(complaint.get_track_display())),
        (_("Mægling"), str(facts.get(complaint.mediation, _("Ikke tilbudt")))),
    ]


def signed(file: ComplaintFile) -> list[list[str]]:
    return [[row.name, row.address, side_of(row)] for row in file["complainants"]]


def side_of(row: Any) -> str:
    if row.withdrawn_on:
        return _("Trukket tilbage %(day)s") % {"day": format_date_long(row.withdrawn_on)}
    return _("Får det at vide") if row.is_shown else _("Skjult")


def happened(file: ComplaintFile) -> list[Block]:
    """Oldest first, as one reads it. What was struck is left out."""
    rows = [row for row in reversed(file["incidents"]) if row.struck_at is None]
    found: list[Block] = []
    for row in rows:
        when = format_date_long(row.on)
        if row.starts_at:
            when += f" kl. {row.starts_at:%H.%M}" + (f"–{row.ends_at:%H.%M}" if row.ends_at else "")
        found += [papers.strong(" · ".join(filter(None, [when, row.place]))), papers.text(row.text)]
        if row.witnesses:
            found.append(papers.text(_("Vidner: %(who)s") % {"who": row.witnesses}))
    return found or [papers.text(_("Intet er skrevet ind."))]


def course(file: ComplaintFile) -> list[list[str]]:
    lines = [step_line(step) for step in reversed(file["steps"])]
    return [
        [format_date_long(line.on), ": ".join(filter(None, [line.title, line.text])), line.by]
        for line in lines
    ]

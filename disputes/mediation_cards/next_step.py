"""The card on top: what is to be done next, as a big button, and what else could be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Absence
from core.phrases import as_day, say_day, say_list, say_moment, say_relative
from disputes.agreement_page import stands_of
from disputes.choices import AgreementStatus, Kept, MediationEnd, MeetingStatus
from disputes.mediation_file import MediationFile
from disputes.models import Agreement, AgreementFollowUp, Mediation, MediationMeeting, Party
from residents.providers import Panel

ORDER = 5


@dataclass(frozen=True)
class Way:
    label: str
    url: str
    icon: str


@dataclass(frozen=True)
class NextStep:
    """`ways`: the first is the one to take. `seen` is for the button that posts to `version_url`."""

    words: str
    ways: Sequence[Way] = field(default_factory=list)
    version_url: str = ""
    seen: int = 0


def next_step_panel(user: Any, mediation: Mediation, file: MediationFile) -> Panel | None:
    if not mediation.is_open:
        return None
    context = {
        "step": next_step(user, mediation, file),
        "waits": [_waits(away, mediation, file) for away in file.waits],
    }
    return Panel("disputes/_next_step_panel.html", context, order=ORDER)


def next_step(user: Any, mediation: Mediation, file: MediationFile) -> NextStep:
    if strangers := file.strangers:
        return _to_meet(user, mediation, strangers, file)
    if file.planned:
        return _meeting(file.planned)
    if file.agreement is None:
        return _towards_agreement(mediation, file)
    if file.agreement.status == AgreementStatus.DRAFT:
        return _to_accept(mediation, file, file.agreement)
    return _to_follow_up(mediation, file, file.agreement)


def _waits(away: Absence, mediation: Mediation, file: MediationFile) -> str:
    """Why nobody stands in, and that the meeting falls in those days."""
    days = {"first": say_day(away.starts_on), "last": say_day(away.ends_on)}
    names = {"name": mediation.mediator.user.name, "stand_in": away.stand_in.user.name}
    said = _(
        "%(name)s er væk fra %(first)s til %(last)s, og %(stand_in)s kan ikke være afløser her. Imens venter "
        "mæglingen."
    )
    words = [said % (days | names)]
    if file.planned and away.starts_on <= as_day(file.planned.starts_at) <= away.ends_on:
        words.append(_("Mødet ligger i de dage: flyt det, eller giv mæglingen til en anden."))
    return " ".join(words)


def _to_meet(user: Any, mediation: Mediation, strangers: Sequence[Party], file: MediationFile) -> NextStep:
    """First of all after a change of mediator; whoever stands in for them is told whom the parties do not
    know."""
    change, mediator, words = file.change, mediation.mediator.user, []
    if mediator.pk != user.pk:
        words.append(_("Parterne kender ikke %(name)s endnu.") % {"name": mediator.name})
    else:
        if change and change.by_coordinator:
            said = _("%(former)s er stoppet, og mæglingen er din.")
            words.append(said % {"former": change.former.user.name})
        words.append(
            _(
                "Parterne kender dig ikke endnu. Ring til hver af dem, sig, hvem du er, og spørg, om de vil "
                "have dig som mægler."
            )
        )
    ways = [
        Way(
            _("Kontakt %(label)s") % {"label": party.label},
            reverse("room_detail", args=[party.pk]),
            "phone",
        )
        for party in strangers
    ]
    if file.planned:
        step = _meeting(file.planned)
        words.append(step.words)
        ways += step.ways
    return NextStep(" ".join(words), ways)


def _meeting(meeting: MediationMeeting) -> NextStep:
    url, when = reverse("meeting_change", args=[meeting.pk]), say_moment(meeting.starts_at)
    if meeting.starts_at <= timezone.now():
        words = _("Mødet var %(when)s. Skriv, om det blev holdt.") % {"when": when}
        return NextStep(words, [Way(_("Skriv, om mødet blev holdt"), f"{url}#holdt", "circle-check")])
    said = {"when": when, "place": meeting.place}
    words = _("Mødet er %(when)s, %(place)s. Giv hver part sin indbydelse.") % said
    papers = Way(_("Indbydelser"), "#moede", "mail")
    return NextStep(words, [papers, Way(_("Flyt eller aflys mødet"), url, "calendar-clock")])


def _towards_agreement(mediation: Mediation, file: MediationFile) -> NextStep:
    write = Way(_("Skriv aftalen"), reverse("agreement_edit", args=[mediation.pk]), "handshake")
    if any(meeting.status == MeetingStatus.HELD for meeting in file.meetings):
        words = _("I har mødt hinanden. Skriv, hvad I blev enige om, eller mødes igen.")
        return NextStep(
            words, [write, *_meet_again(mediation, file), _close(mediation, MediationEnd.NOT_AGREED)]
        )
    if file.may_meet:
        words = _("Alle har sagt ja. Aftal, hvor og hvornår I mødes.")
        alone = Way(_("Skriv en aftale uden møde"), write.url, write.icon)
        return NextStep(words, [_meet(mediation), alone])
    waiting = [state.party for state in file.standing if not state.willing]
    if waiting:
        talks = [
            Way(
                _("Forsamtale med %(label)s") % {"label": party.label},
                reverse("pre_talk", args=[party.pk]),
                "message-circle",
            )
            for party in waiting
        ]
        return NextStep(_("Tal med hver part for sig, før I mødes."), talks)
    return NextStep(_("Ikke alle er klar til at mødes endnu. Se efter i hvert rum, hvad der mangler."))


def _to_accept(mediation: Mediation, file: MediationFile, agreement: Agreement) -> NextStep:
    edit = Way(_("Skriv punkterne"), reverse("agreement_edit", args=[mediation.pk]), "pencil")
    if not agreement.points.all():
        return NextStep(_("Aftalen har ingen punkter endnu."), [edit])
    parties = [state.party for state in file.parties]
    left = [stand.party for stand in stands_of(agreement, parties) if stand.acceptance is None]
    labels = say_list([party.label for party in left])
    words = _("Aftalen venter på, at %(labels)s siger ja.") % {"labels": labels}
    accepts = [
        Way(
            _("%(label)s godkender") % {"label": party.label},
            reverse("agreement_accept", args=[agreement.pk, party.pk]),
            "check",
        )
        for party in left
    ]
    return NextStep(words, [*accepts, *_meet_again(mediation, file)])


def _to_follow_up(mediation: Mediation, file: MediationFile, agreement: Agreement) -> NextStep:
    rows = list(agreement.follow_ups.all())
    to_do = [row for row in rows if row.done_on is None]
    done = sorted((row for row in rows if row.done_on), key=lambda row: (row.done_on, row.pk))
    if done and done[-1].result != Kept.KEPT:
        return _does_not_hold(mediation, file, agreement, to_do)
    if to_do:
        return _next_follow_up(to_do[0])
    words = _("Aftalen holder, og der er fulgt op. Afslut mæglingen.")
    return NextStep(words, [_close(mediation, MediationEnd.AGREED)])


def _next_follow_up(row: AgreementFollowUp) -> NextStep:
    way = Way(_("Følg op"), reverse("agreement_follow_up", args=[row.pk]), "clipboard-check")
    if row.due_on <= timezone.localdate():
        return NextStep(_("Spørg hver part, om aftalen holder."), [way])
    said = {"day": say_day(row.due_on), "when": say_relative(row.due_on)}
    return NextStep(_("Aftalen gælder. Næste opfølgning er %(day)s (%(when)s).") % said, [way])


def _does_not_hold(
    mediation: Mediation, file: MediationFile, agreement: Agreement, to_do: list[AgreementFollowUp]
) -> NextStep:
    ways = [*_meet_again(mediation, file), *([] if to_do else [_close(mediation, MediationEnd.BROKEN)])]
    version = reverse("agreement_new_version", args=[agreement.pk])
    words = _("Aftalen holder ikke helt. Mødes igen, eller lav en ny udgave af den.")
    return NextStep(words, ways, version, agreement.revision)


def _meet(mediation: Mediation) -> Way:
    return Way(_("Aftal et møde"), reverse("meeting_plan", args=[mediation.pk]), "calendar-plus")


def _meet_again(mediation: Mediation, file: MediationFile) -> list[Way]:
    return [_meet(mediation)] if file.may_meet else []


def _close(mediation: Mediation, ended: MediationEnd) -> Way:
    url = f"{reverse('mediation_close', args=[mediation.pk])}?endte={ended}"
    label = _("Afslut uden aftale") if ended == MediationEnd.NOT_AGREED else _("Afslut mæglingen")
    return Way(label, url, "archive")

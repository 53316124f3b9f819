"""The pages where the administration registers a legal step by hand: form, rule, service and what is said."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evictions.choices import LegalStepKind, LetterKind
from evictions.forms.steps import (
    DemandForm,
    FilingForm,
    MunicipalityForm,
    ReceiptForm,
    StepForm,
    TerminationForm,
)
from evictions.models import EvictionCase
from evictions.services.legal_steps import (
    file_request,
    issue_demand,
    notify_municipality,
    receive_demand,
    terminate,
)


@dataclass(frozen=True)
class StepPage:
    """`column` tells whether the step is registered already, `rules` name what the page shows of the law, and
    `letter` is what is written first, when nobody has."""

    kind: LegalStepKind
    form: type[StepForm]
    write: Callable[..., EvictionCase]
    title: str | Promise
    column: str
    rules: tuple[str, ...]
    letter: LetterKind | None = None


STEPS: dict[str, StepPage] = {
    "paakrav": StepPage(
        LegalStepKind.DEMAND_ISSUED,
        DemandForm,
        issue_demand,
        _("Påkravet er sendt"),
        "demand_issued_on",
        ("earliest_demand", "demand_channel"),
    ),
    "kommet-frem": StepPage(
        LegalStepKind.DEMAND_RECEIVED,
        ReceiptForm,
        receive_demand,
        _("Påkravet er kommet frem"),
        "demand_received_on",
        ("demand_deadline",),
    ),
    "ophaevelse": StepPage(
        LegalStepKind.TERMINATED,
        TerminationForm,
        terminate,
        _("Lejemålet er ophævet"),
        "terminated_on",
        ("termination",),
    ),
    "fogedret": StepPage(
        LegalStepKind.FILED,
        FilingForm,
        file_request,
        _("Sagen er sendt til fogedretten"),
        "filed_on",
        ("municipal_notice", "hearing"),
    ),
    "kommunen-underrettet": StepPage(
        LegalStepKind.MUNICIPALITY_NOTIFIED,
        MunicipalityForm,
        notify_municipality,
        _("Kommunen er underrettet"),
        "municipal_notice_on",
        ("municipal_notice",),
        LetterKind.MUNICIPAL_NOTICE,
    ),
}
"""By the word in the address."""

"""What goes in and comes out, as JSON."""

import datetime as dt

from ninja import Schema
from pydantic import BaseModel, Field

Cell = str | int | float | bool | None
"""A value of a row. Read like a cell of a file, so one bad value makes one bad row, not a refused list."""


class RowIn(BaseModel):
    """One line. The tenancy is either `tenancy` or `estate` + `dwelling` + `tenant_number`."""

    tenancy: Cell = Field(None, description="Afdeling-lejemål-lejernummer.", examples=["1204-0033-02"])
    estate: Cell = Field(None, examples=["1204"])
    dwelling: Cell = Field(None, examples=["0033"])
    tenant_number: Cell = Field(None, examples=["02"])
    amount: Cell = Field(None, description="Kroner. Skal udfyldes.", examples=["4310.00", "4.310,00"])
    due_date: Cell = Field(
        None, description="Forfaldsdato. Skal udfyldes.", examples=["2026-11-01", "01-11-2026"]
    )
    line_type: Cell = Field(
        None,
        description="rent, heating, water, housing_benefit (negativ), earlier, demand_fee, laundry – eller "
        "lejesystemets danske ord.",
        examples=["rent"],
    )
    months: Cell = Field(None, examples=[2])
    stage: Cell = Field(
        None,
        description="arrears, demand, termination, bailiff_court – eller restance, påkrav, "
        "ophævelse, fogedret.",
    )
    demand_received_on: Cell = Field(None, description="Dagen, påkravet er kommet frem.")
    phone: Cell = None
    children: Cell = Field(None, description="Børn under 18: yes, no eller unknown.", examples=["unknown"])


class ListIn(BaseModel):
    """A whole list. A tenancy that is left out is proposed for closing, in the estates the list holds."""

    rows: list[RowIn]
    whole_organisation: bool = Field(
        False,
        description="Listen dækker alle afdelinger: foreslå også restancer lukket i afdelinger uden rækker.",
    )


class ErrorOut(Schema):
    row: int | None = Field(description="Rækkens nummer i filen; overskriften er række 1.")
    column: str
    value: str
    message: str = Field(description="En sætning, der siger, hvad der skal gøres.")


class ProgressOut(Schema):
    """How far the new notices of this list have come."""

    delivered: int
    seen: int
    taken: int
    parked: int = Field(description="Afdelingen har ingen ansvarlig; koordinatoren har dem.")


class ListOut(Schema):
    id: int
    status: str
    message: str
    received_at: dt.datetime
    rows: int
    new: int
    changed: int
    unchanged: int
    missing: int
    rejected: int
    notices: int
    errors: list[ErrorOut]
    notes: list[str] = Field(description="Hvad i filen der ikke er læst: andre ark, rækker med summer.")
    progress: ProgressOut


class Refusal(Schema):
    message: str = Field(description="En sætning, der siger, hvad der skal gøres.")


class StepIn(BaseModel):
    """One step of one tenancy. Which fields count depends on `kind`."""

    id: Cell = Field(
        None,
        description="Jeres eget id for skridtet, højst 100 tegn, det samme hver gang. Skal udfyldes.",
        examples=["ophaevelse-88213"],
    )
    tenancy: Cell = Field(
        None,
        description="Afdeling-lejemål-lejernummer, eller de tre hver for sig.",
        examples=["1204-0033-02"],
    )
    estate: Cell = Field(None, examples=["1204"])
    dwelling: Cell = Field(None, examples=["0033"])
    tenant_number: Cell = Field(None, examples=["02"])
    kind: Cell = Field(
        None,
        description="demand_issued (påkrav sendt) · demand_received (påkrav kommet frem) · terminated "
        "(ophævet) · filed (sendt til fogedretten) · municipality_notified (kommunen underrettet) · "
        "hearing_set (fogedmøde berammet) · eviction_set (udsættelse berammet). Skal udfyldes.",
        examples=["terminated"],
    )
    date: Cell = Field(
        None,
        description="Dagen, det skete. Skal udfyldes; kun for hearing_set og eviction_set er den i dag, når "
        "den mangler.",
        examples=["2026-11-20", "20-11-2026"],
    )
    channel: Cell = Field(None, description="demand_issued: digital_post, letter, handed_over eller email.")
    proof: Cell = Field(
        None,
        description="demand_received: digital_post, postal, signed, witness eller ledger (ledger, når feltet "
        "mangler). municipality_notified: kvitteringens nummer eller lignende; skal udfyldes.",
    )
    move_out_on: Cell = Field(None, description="terminated: fraflytning senest.", examples=["2026-11-25"])
    court: Cell = Field(None, description="filed: fogedretten.", examples=["Retten i Fjordby"])
    court_number: Cell = Field(
        None, description="filed: fogedrettens sagsnummer.", examples=["FS 12-3456/2026"]
    )
    at: Cell = Field(
        None,
        description="hearing_set og eviction_set: dag og klokkeslæt, dansk tid. Skal udfyldes.",
        examples=["2026-12-16T09:30"],
    )
    place_kind: Cell = Field(None, description="court (i fogedretten) eller address (på adressen).")
    place: Cell = Field(None, description="Stedet med ord.", examples=["Sal 3"])


class StepsIn(BaseModel):
    steps: list[StepIn]


class StepOut(Schema):
    row: int = Field(description="Skridtets nummer i listen, fra 1.")
    id: str
    status: int = Field(
        description="201 taget · 200 kendt i forvejen · 202 noget andet er registreret, og administrationen "
        "spørges · 404 ukendt lejeforhold · 409 samme id med et andet indhold · 422 forkert."
    )
    message: str = Field(description="En sætning, der siger, hvad der er sket, eller hvad der skal gøres.")
    column: str = Field(description="Feltet, der er forkert.")
    case: str = Field(description="Udsættelsessagens nummer.", examples=["U2026-014"])


class StepsOut(Schema):
    taken: int
    known: int
    asked: int = Field(
        description="Noget andet er registreret af et menneske. Det gælder, til nogen har svaret."
    )
    refused: int
    steps: list[StepOut]

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

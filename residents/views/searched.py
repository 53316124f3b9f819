"""The answer to a search for a household, wherever one looks for it."""

from typing import Any

from accounts.requests import UserRequest
from audit.choices import Purpose
from audit.services import record_look_up
from residents.forms import SearchForm
from residents.searching import PAGE, Found, find_tenancies


def searched(request: UserRequest, form: SearchForm) -> dict[str, Any]:
    """What such a page draws: the form, what was `found`, the `query`, and how many to ask for next. Whoever
    found somebody has looked, which is recorded; the words are not."""
    found, query = Found(), ""
    if form.is_bound and form.is_valid():
        query = form.cleaned_data["q"]
        found = find_tenancies(request.user, query, shown=form.shown(PAGE))
    if found.rows and request.user.membership:
        organisation = request.user.membership.organisation
        record_look_up(actor=request.user, subject=organisation, purpose=Purpose.SEARCH)
    return {"form": form, "found": found, "query": query, "more": len(found.rows) + PAGE}

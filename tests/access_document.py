"""docs/roles.md, made from tests/access_table.py: what the matrix test proves is what the page says."""

from collections.abc import Iterator

from tests.access_table import ROLES, TABLE, Row

HEADER = """# Who may open what

Made from tests/access_table.py by `manage.py roles_table --write`; do not edit by hand. The same rows are
what tests/test_access_matrix.py asks of every route, as every person, on every object.

| role | in Danish | sees |
|---|---|---|
| caretaker | social vicevært | their estates today, and those of a colleague they stand in for |
| estate office | ejendomskontor | their estates' dwellings; not who lives there |
| administration | administration | the whole organisation's register and arrears; no notes |
| coordinator | koordinator | assignments, absences, figures of the whole organisation; no notes |
| system administrator | systemadministrator | people, estates and settings; nothing of residents |

Nobody sees another organisation. An object outside one's scope answers 404, as if it were not there; 403 is
for what one's role may not do. A person with several roles acts in one of them at a time.

● yes · ◐ within their own estates (a caretaker's or office's own) · – no: 403 or 404, or 401 where a key is
needed instead of a login
"""


def mark(row: Row, role: str) -> str:
    if row.status(role) in {401, 403, 404}:
        return "–"
    bound = role in {"caretaker", "estate_office"} and row.on
    return "◐" if bound else "●"


def lines() -> Iterator[str]:
    yield HEADER
    yield "| what | route | " + " | ".join(role.replace("_", " ") for role in ROLES) + " | not logged in |"
    yield "|---|---|" + "---|" * (len(ROLES) + 1)
    for name, row in sorted(TABLE.items()):
        anonymous = "●" if row.anonymous == 200 else "–"
        marks = " | ".join(mark(row, role) for role in ROLES)
        yield f"| {row.title} | `{name}` | {marks} | {anonymous} |"


def render() -> str:
    return "\n".join(lines()) + "\n"

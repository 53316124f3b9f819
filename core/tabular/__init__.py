"""Files with rows, from any rent ledger, read as one stream of text cells. No database, no Django.

    FIELDS = (
        FieldSpec("tenancy", "Lejemål", ("lejemålsnr", "lejernummer"), required=True),
        FieldSpec("amount", "Beløb", ("saldo", "restance"), required=True),
    )
    with open_table(upload, upload.name, vocabulary=vocabulary(FIELDS)) as table:
        mapping = recognise(table.header, FIELDS)          # {"tenancy": 0, "amount": 4}
        lacking = missing_required(mapping, FIELDS)        # [FieldSpec, ...]
        for row_number, cells in table:                    # (7, ["1204-0033", …])
            if len(cells) > len(table.header): ...         # surplus cells: the row is out of step
        table.skipped.totals, table.skipped.totals_rows    # known when the loop has ended

open_table(source, filename="", *, vocabulary=(), limits=LIMITS) -> Table
    source: path, bytes or binary stream (a Django upload is fine; it is not closed).
    vocabulary: known header words, to find the header row, the delimiter and the sheet with.
    Raises TableError (a DomainError with a Danish sentence) for everything that is no table,
    from open_table itself and, for damage further down in the file, from the iteration.
    Nothing of the file is kept in memory; a second look means opening it again.
Table
    .header: list[str]              as written in the file, trimmed, line breaks made spaces;
                                    a column without a name is ""
    .header_row_number: int         the file's own row number, 1-based, as Excel shows it
    .kind: "csv" | "xlsx"   .encoding, .delimiter (csv)   .sheet_name (xlsx)
    .other_sheets: list[str]        visible sheets with known headers that are NOT read: tell the user
    .skipped: Skipped               .totals .footers .headers .blank (counts), .totals_rows and
                                    .footers_rows (numbers); complete when the iteration has ended
    iteration gives (row_number, cells); once only. Cells are trimmed text, never None, and always
    at least len(header) of them. MORE than len(header) means non-empty surplus cells: the row is
    out of step and must not be trusted.
    Numbers out of XLSX are written the Danish way ("1200,5"), dates "22-11-2026", times behind
    them, booleans SAND and FALSK: what core.danish reads.
    .close() or `with`.
FieldSpec(name, label_da, synonyms=(), required=False, avoid=())
    avoid: words that rule a header out, unless the whole header is a synonym
recognise(header, fields) -> dict[str, int]        field name → column index, never two on one column
missing_required(mapping, fields) -> list[FieldSpec]
vocabulary(fields) -> frozenset[str]               normalised words to find the header row with
header_fingerprint(header) -> str                  same layout → same 64 hex digits, for remembering
normalise_header(text) -> str                      "Beløb i kr." → "beloeb i kr"
left_out(table) -> dict       what was not taken, as JSON; notes(facts) -> [Note]   the same in sentences
Limits(file_bytes, unpacked_bytes, columns, rows, cell_chars)      LIMITS is what an upload may be

What belongs with it elsewhere:
core.danish        parse_kroner parse_date parse_optional_date parse_yes_no_unknown, format_…;
                   DanishValueError(.message, .suggestion)
core.sortkeys      danish_sort_key address_sort_key parse_address format_address normalise_floor
                   normalise_side normalise_house_number
core.searchkeys    search_key(text) search_words(query); spaces in both matter, never strip them
core.spreadsheets  xlsx_response csv_response write_xlsx write_csv
core.cpr           find_cpr_like mask_cpr
core.phrases       say_list
core.fields        KronerField DanishDateField
"""

from core.tabular.columns import (
    FieldSpec,
    header_fingerprint,
    missing_required,
    normalise_header,
    recognise,
    vocabulary,
)
from core.tabular.errors import LIMITS, Limits, TableError
from core.tabular.leftout import Note, left_out, notes
from core.tabular.rows import Skipped
from core.tabular.table import Table, open_table

__all__ = [
    "LIMITS",
    "FieldSpec",
    "Limits",
    "Note",
    "Skipped",
    "Table",
    "TableError",
    "header_fingerprint",
    "left_out",
    "missing_required",
    "normalise_header",
    "notes",
    "open_table",
    "recognise",
    "vocabulary",
]

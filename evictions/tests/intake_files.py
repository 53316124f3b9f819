"""Lists as rent ledgers write them, for the intake tests."""

import io

from openpyxl import Workbook

from evictions.choices import Source
from evictions.services.lists import take_list

HEADER = ("Lejemål", "Saldo", "Forfald")


def csv_text(*rows, header=HEADER, delimiter=";"):
    return "\r\n".join(delimiter.join(row) for row in [header, *rows]) + "\r\n"


def csv_file(*rows, header=HEADER, delimiter=";", encoding="cp1252"):
    return csv_text(*rows, header=header, delimiter=delimiter).encode(encoding)


def xlsx_file(*rows, header=HEADER):
    book = Workbook()
    for row in [header, *rows]:
        book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def take(actor, content, *, name="restancer.csv", **options):
    return take_list(
        actor=actor,
        organisation=actor.membership.organisation,
        source=Source.CLI,
        file_name=name,
        content=content,
        **options,
    )


def counted(arrears_list):
    """The counts that are not 0."""
    names = ("rows", "new", "changed", "unchanged", "missing", "rejected", "reopened")
    return {name: arrears_list.counts[name] for name in names if arrears_list.counts[name]}


def xlsx_sheets(sheets, header=HEADER):
    """`sheets`: name → rows; each sheet has the header."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in [header, *rows]:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()

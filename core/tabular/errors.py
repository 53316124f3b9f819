"""Refusals, limits and the sentences that go with them: what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.errors import DomainError


class TableError(DomainError):
    """The file cannot be read as a table. The message says in Danish what to do instead."""


@dataclass(frozen=True)
class Limits:
    file_bytes: int = 50 * 1024 * 1024
    # 600,000 rows of fifteen columns are 650 MB of XML, in a file of 40 MB.
    unpacked_bytes: int = 1024 * 1024 * 1024
    columns: int = 200
    rows: int = 1_048_576
    cell_chars: int = 32_767


LIMITS = Limits()


def empty_file() -> TableError:
    return TableError(_("Filen er tom. Hent listen igen, og vælg den nye fil."))


def too_large(limits: Limits) -> TableError:
    return TableError(
        _("Filen er større end %(size)s MB. Del listen i flere filer, og send dem hver for sig.")
        % {"size": limits.file_bytes // (1024 * 1024)}
    )


def not_a_table() -> TableError:
    return TableError(
        _("Filen er ikke en tabel. Gem listen som Excel-fil (xlsx) eller CSV, og vælg den fil.")
    )


def no_header() -> TableError:
    return TableError(
        _("Vi kan ikke finde rækken med kolonnernes navne. Gem listen med overskrifter over kolonnerne.")
    )


def header_only() -> TableError:
    return TableError(_("Filen har overskrifter, men ingen rækker under dem. Hent listen igen."))


def one_column() -> TableError:
    return TableError(
        _("Filen har kun én kolonne. Gem listen som CSV med semikolon mellem kolonnerne, eller som xlsx.")
    )


def too_many_columns(limits: Limits) -> TableError:
    return TableError(
        _("Filen har mere end %(count)s kolonner. Slet dem, der ikke skal bruges, og gem filen igen.")
        % {"count": limits.columns}
    )


def too_many_rows(limits: Limits) -> TableError:
    return TableError(
        _("Filen har flere end %(count)s rækker. Del listen i flere filer.")
        % {"count": f"{limits.rows:,}".replace(",", ".")}
    )


def cell_too_long(row_number: int) -> TableError:
    return TableError(
        _("Række %(row)s har et felt med alt for meget tekst. Se efter et anførselstegn, der ikke er lukket.")
        % {"row": row_number}
    )


def damaged() -> TableError:
    return TableError(
        _("Filen er beskadiget og kan ikke åbnes. Åbn den i Excel, gem den som xlsx, og prøv igen.")
    )


def suspicious() -> TableError:
    return TableError(
        _("Filen er pakket på en måde, som regneark ikke bruger. Gem listen igen som xlsx i Excel.")
    )


def unpacked_too_large() -> TableError:
    return TableError(_("Listen fylder for meget, når filen pakkes ud. Del den i flere filer."))


def encrypted() -> TableError:
    return TableError(
        _("Filen er beskyttet med adgangskode. Åbn den i Excel, fjern adgangskoden, og gem den igen.")
    )


def old_excel() -> TableError:
    return TableError(
        _("Filen er i det gamle Excel-format (xls). Åbn den i Excel, og gem den som xlsx eller CSV.")
    )


def binary_excel() -> TableError:
    return TableError(_("Filen er i formatet xlsb. Åbn den i Excel, og gem den som xlsx eller CSV."))


def open_document() -> TableError:
    return TableError(_("Filen er et LibreOffice-regneark (ods). Åbn den, og gem den som xlsx eller CSV."))


def web_page() -> TableError:
    return TableError(
        _("Filen er en webside og ikke et regneark. Åbn den i Excel, og gem den som xlsx eller CSV.")
    )


def document(kind: str) -> TableError:
    return TableError(
        _("Filen er %(kind)s og ikke en tabel. Hent listen som Excel-fil (xlsx) eller CSV.") % {"kind": kind}
    )


def packed() -> TableError:
    return TableError(_("Filen er pakket (zip). Pak den ud, og vælg selve listen."))

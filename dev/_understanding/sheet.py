"""Files of lists: rows as CSV of every sort, workbooks and old encodings."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from . import legacy

Cell = str | int | float | datetime | None
Rows = Sequence[Sequence[Cell]]


def write(rows: Rows, form: str) -> tuple[bytes, str]:
    """Return (content, ending of the file name) of ``rows`` in ``form``.

    :param form: xlsx, xls, html, or csv, tsv, semicolon with an encoding behind a blank, as "tsv utf-16"
    """
    kind, _, encoding = form.partition(" ")
    if kind in ("xlsx", "xls", "html"):
        return {"xlsx": xlsx, "xls": xls, "html": html}[kind](rows), "xls" if kind == "html" else kind
    text = delimited(rows, {"csv": ",", "tsv": "\t", "semicolon": ";"}[kind])
    return encoded(text, encoding or "utf-8"), "tsv" if kind == "tsv" else "csv"


def as_text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y %H:%M")
    return "" if cell is None else str(cell)


def delimited(rows: Rows, separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows([list(map(as_text, row)) for row in rows])
    return out.getvalue()


def encoded(text: str, encoding: str) -> bytes:
    if encoding == "tcvn3":
        return legacy.tcvn3(text).encode("cp1252")
    if encoding == "vni":
        return legacy.vni(text).encode("cp1252")
    if encoding == "windows-1258":
        return legacy.windows_1258(text)
    if encoding == "nfd":
        return unicodedata.normalize("NFD", text).encode()
    return text.encode(encoding)


def xlsx(rows: Rows) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet("Sheet1"), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(at, column, cell, day)
                elif isinstance(cell, int | float):
                    sheet.write_number(at, column, cell)
                elif cell:
                    sheet.write_string(at, column, cell)
    return out.getvalue()


def xls(rows: Rows) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell not in (None, ""):
                sheet.write(at, column, as_text(cell) if isinstance(cell, datetime) else cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def html(rows: Rows) -> bytes:
    """Return a page with a table, as web programs export "Excel" files."""
    from html import escape

    lines = "".join("<tr>" + "".join(f"<td>{escape(as_text(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table>{lines}</table></body></html>'.encode()

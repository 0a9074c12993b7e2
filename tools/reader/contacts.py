"""Readers of contact data: phones, Zalo accounts, e-mail addresses, tax codes."""

from __future__ import annotations

from .. import filler, phone
from ..name import honorific, person_name
from ..text import clean
from ..value import email_address, tax_code
from . import contact_note
from .mapping import Column, Settings
from .people import read_person
from .values import LeadValues

PHONES = frozenset(("phone", "phone_secondary", "l10n_vn_phone2", "zalo", "l10n_vn_zalo"))
_MOST_NAMES = 4
# Warnings of phones that have a message of their own.
_UNSURE_PHONE = ("digits_lost", "old_landline_possible", "unconfirmed_prefix")


def read_phone(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read phones: the first two numbers of a cell into the two phone fields, others into the notes."""
    values.column("phone")
    for column in columns:
        for row, cell in enumerate(column.cells):
            if cell:
                _read_phones(values, row, column, cell, settings)


def _read_phones(values: LeadValues, row: int, column: Column, cell: str, settings: Settings) -> None:
    """Set the phone fields to the first two numbers of ``cell``; further numbers and words go to the notes."""
    found = phone.parse(cell, settings.country)
    unplaced = []
    for number, extension in zip(found.numbers, found.extensions, strict=True):
        text = phone.international(number, extension)
        if not (values.put_one("phone", row, text) or values.put_one("l10n_vn_phone2", row, text)):
            unplaced.append(text)
    if not found.numbers and not values.get("contact_name", row) and person_name.is_certain(cell):
        read_person(values, row, column, cell)
        return
    if not found.numbers and _can_be_foreign(cell, found):
        unplaced = [] if values.put_one("phone", row, clean(cell)) else [cell]
    elif found.note:
        values.note(row, column, cell)
        if column.name == "phone" and not values.get("contact_name", row):
            _read_person_beside(values, row, found.note)
        if "@" in found.note:
            values.spare_emails.setdefault(row, []).extend(email_address.parse(found.note).addresses)
    if unplaced:
        values.note(row, column, ", ".join(unplaced))
    if found.warnings or not found.numbers and found.note:
        code = next((code for code in found.warnings if code in _UNSURE_PHONE), "no_phone")
        values.warn(row, column, code, text=cell, number=", ".join(map(phone.format, found.proposals)))


def _read_person_beside(values: LeadValues, row: int, note: str) -> None:
    """Read the person beside a phone, "Chị Hà 0912 345 670": a certain name, or a title and a few names."""
    name, titles = honorific.strip(note)
    short = name.istitle() and len(name.split()) <= _MOST_NAMES and name.replace(" ", "").isalpha()
    addressed = short and any(row["kind"] in ("kinship", "english") for row in titles)
    found = person_name.parse(note)
    # Rare surnames: Giáp Thanh Hải, Ông Văn Minh Nghĩa.
    named = short and name.count(" ") > 1 and (found.gender or person_name.is_surname(name.split(" ")[0]))
    if (addressed or named or person_name.is_certain(name)) and person_name.is_person(note):
        values.put_one("contact_name", row, found.name)
        if found.honorific:
            values.put_one("l10n_vn_honorific", row, found.honorific)


def _can_be_foreign(cell: str, found: phone.Phones) -> bool:
    """Return whether ``cell`` has enough digits for a number of a country whose code is missing, and is no date."""
    digits = sum(char.isdigit() for char in cell)
    return 6 < digits < 16 and len(cell) < 40 and "digits_lost" not in found.warnings and not phone.is_ruled_out(cell)


def read_zalo(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read Zalo accounts: numbers, which are phones too, or names."""
    for column in columns:
        for row, cell in enumerate(column.cells):
            if not cell or filler.is_empty(cell, "phone"):
                continue
            found = phone.parse(cell)
            texts = [phone.international(number) for number in found.numbers] or [clean(cell)]
            values.put_one("l10n_vn_zalo", row, ", ".join(texts), ", ")
            if found.numbers:
                values.put_one("phone", row, texts[0])
                if found.note:
                    values.note(row, column, cell)


def read_email(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read e-mail addresses: the first one of a cell into the address of the lead, others into Cc."""
    values.column("email_from")
    for column in columns:
        for row, cell in enumerate(column.cells):
            if not cell:
                continue
            found = email_address.parse(cell)
            more = list(found.addresses)
            if more and values.put_one("email_from", row, more[0]):
                del more[0]
            if more:
                values.put_one("email_cc", row, ", ".join(more), ", ")
            if found.note:
                values.note(row, column, cell)
                values.spare_phones.setdefault(row, []).extend(phone.parse(found.note).numbers)
            if found.proposals:
                values.warn(row, column, "email_proposal", text=cell, proposal=found.proposals[0])
            elif found.note and not found.addresses:
                values.warn(row, column, "no_email", text=cell)


def read_vat(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read tax codes; a mistyped one is stored too, with a warning, a number of another kind goes to the notes."""
    values.column("l10n_vn_vat")
    for column in columns:
        for row, cell in enumerate(column.cells):
            if not cell or filler.is_empty(cell, "tax_code"):
                continue
            known = tax_code.is_valid(cell)
            if known or tax_code.may_be_mistyped(cell):
                values.set("l10n_vn_vat", column, row, tax_code.compact(cell) if known else clean(cell))
            else:
                values.note(row, column, cell)
            if not known:
                values.warn(row, column, "no_tax_code", text=cell)


def read_personal_id(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read identity numbers, which are tax codes of persons since July 2025 (Circular 86/2024/TT-BTC).

    Beside a column of tax codes they are those of representatives, and go to the notes.
    """
    are_codes = "l10n_vn_vat" not in values.fields
    for column in columns:
        for row, cell in enumerate(column.cells):
            if not cell or filler.is_empty(cell):
                continue
            is_code = are_codes and tax_code.is_personal(cell)
            if not (is_code and values.put_one("l10n_vn_vat", row, tax_code.compact(cell))):
                values.note(row, column, cell)


def find_in_notes(values: LeadValues, columns: list[Column]) -> None:
    """Find contacts in notes, for lists without a phone column; the notes are unchanged.

    Phones and addresses become spare ones of the row (:func:`fill_spare`), the person its contact if it has none.
    """
    for column in columns:
        for row, cell in enumerate(column.cells):
            found = contact_note.parse(cell, column.label)
            values.spare_phones.setdefault(row, []).extend(found.numbers)
            values.spare_emails.setdefault(row, []).extend(found.addresses)
            if found.person and not values.get("contact_name", row) and not values.get("partner_name", row):
                person = person_name.parse(found.person)
                values.put_one("contact_name", row, person.name)
                values.put_one("l10n_vn_honorific", row, person.honorific)


def fill_spare(values: LeadValues) -> None:
    """Fill missing phones and e-mail addresses with those found in other columns, those behind a name first."""
    for row, numbers in values.name_phones.items():
        for number in dict.fromkeys(numbers):
            text = phone.international(number)
            if not values.put_one("phone", row, text):
                values.put_one("l10n_vn_phone2", row, text)
    for row, numbers in values.spare_phones.items():
        if numbers and not values.get("phone", row):
            values.put_one("phone", row, phone.international(numbers[0]))
    for row, addresses in values.spare_emails.items():
        if addresses and not values.get("email_from", row):
            values.put_one("email_from", row, addresses[0])


def fill_first_email(values: LeadValues) -> None:
    """Use the address of a second column for rows whose first column of addresses is empty."""
    if not {"email_from", "email_cc"} <= values.fields.keys():
        return
    firsts, others = values.column("email_from"), values.column("email_cc")
    for row, cell in enumerate(others):
        found = email_address.parse(cell) if isinstance(cell, str) and not firsts[row] else None
        if found and found.addresses and not found.note:
            firsts[row], *more = found.addresses
            others[row] = ", ".join(more)

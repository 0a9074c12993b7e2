"""vCards of phones and mail programs, and QR codes."""

from __future__ import annotations

import quopri

from .. import spelling
from ..case import Case, Truth, kind
from ..letter import known
from ..world import Person, World


def _quoted(text: str) -> str:
    """Return ``text`` in quoted-printable with soft line breaks."""
    return quopri.encodestring(text.encode(), quotetabs=False).decode().replace("\n", "\r\n")


def _line(content: bytes) -> str:
    return content.decode().replace("\r\n", " ⏎ ")


def vcard(w: World, p: Person) -> tuple[bytes, Truth]:
    """Return a vCard of ``p`` in one of the versions, and what it says."""
    phone, other, fax = spelling.phone(w, p.phone), spelling.phone(w, p.phone2), w.fixed()
    two = w.chance(0.4)
    truth = known(p, "contact", "phone", "email", "company", "function")
    if two:
        truth |= known(p, "phone2")
    version = w.pick("2.1", "3.0", "3.0", "4.0")
    if version == "2.1":
        name = ";".join(_quoted(part) for part in (p.surname, p.given, p.middle))
        lines = [
            f"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{name};;",
            f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{_quoted(p.name)}", f"TEL;CELL:{phone}",
            *([f"TEL;WORK:{other}"] if two else []), f"TEL;WORK;FAX:{fax}",
            f"ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{_quoted(p.company)}",
            f"TITLE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{_quoted(p.job)}", f"EMAIL;INTERNET:{p.email}",
        ]  # fmt: skip
    elif version == "3.0":
        lines = [
            f"N:{p.surname};{p.given};{p.middle};;", f"FN:{p.name}", f"ORG:{p.company};", f"TITLE:{p.job}",
            f"TEL;TYPE=CELL,VOICE:{phone}",
            *([f"TEL;TYPE=WORK:{other}"] if two else []), f"TEL;TYPE=WORK,FAX:{fax}",
            f"EMAIL;TYPE=INTERNET,WORK:{p.email}",
            f"ADR;TYPE=WORK:;;{p.street};;{p.province_text};;Việt Nam", f"item1.URL:https://{p.domain}",
            "BDAY:1985-07-12",
        ]  # fmt: skip
    else:
        lines = [
            f"FN:{p.name}", f"N:{p.surname};{p.given};{p.middle};;", f"ORG:{p.company}", f"TITLE:{p.job}",
            f"TEL;VALUE=uri;TYPE=cell:tel:+84-{p.phone[1:]}",
            *([f"TEL;TYPE=work:{other}"] if two else []), f"EMAIL:{p.email}", "REV:20251104T101010Z",
        ]  # fmt: skip
    body = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
    return body.encode(), truth


@kind("card", "vcard in the card dialog")
def one(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        content, truth = vcard(w, w.person())
        cases.append(Case(content, "lien he.vcf", {1: truth}, {1: _line(content)}))
    return cases


@kind("list", "address book of a phone")
def book(w: World, count: int) -> list[Case]:
    parts, truths, written = [], {}, {}  # numbered as rows below headings
    for number in range(count):
        content, truth = vcard(w, w.person())
        parts.append(content)
        truths[number + 2], written[number + 2] = truth, _line(content)
    return [Case(b"".join(parts), "danh ba.vcf", truths, written)]


@kind("card", "qr code")
def qr(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        text = f"MECARD:N:{p.name};ORG:{p.company};TEL:{p.phone};EMAIL:{p.email};URL:{p.domain};;"
        cases.append(Case(text.encode(), "qr.txt", {1: known(p, "contact", "company", "phone", "email")}, {1: text}))
    return cases

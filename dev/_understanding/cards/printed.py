"""Printed cards, as a camera's text recognition gives them."""

from __future__ import annotations

from .. import spelling
from ..case import Case, kind
from ..letter import known
from ..world import Person, World


def _lines(w: World, p: Person) -> list[str]:
    phone, other, fax = spelling.phone(w, p.phone), spelling.phone(w, p.phone2), w.fixed()
    name, company = w.pick(p.name, p.name.upper()), w.pick(p.company, p.company.upper())
    address = f"{p.street}, {p.province_text}"
    tel = f"Tel: {other} - " if p.phone2.startswith("02") else ""
    return w.pick(
        [company, name, p.job, f"M: {phone}", f"E: {p.email}", f"A: {address}", f"W: www.{p.domain}"],
        [name, p.job, company, f"Địa chỉ: {address}", f"Di động: {phone}", f"{tel}Fax: {fax}", f"Email: {p.email}",
            f"MST: {p.vat}"],
        [company, f"MST: {p.vat}", name, f"Chức vụ: {p.job}", f"ĐT: {phone}", f"Email: {p.email} | www.{p.domain}",
            f"VPGD: {address}", f"STK: 0{w.digits(12)} - Vietcombank"],
        [name.upper(), p.job, f"Hotline: {phone} (Zalo)", p.email, company, address],
    )  # fmt: skip


@kind("card", "printed card")
def printed(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        text = "\n".join(_lines(w, p))
        truth = known(p, "contact", "company", "phone", "email", "function")
        truth["company"] += (p.company.upper(),)
        truth["contact"] += (p.name.upper(),)
        if "MST" in text:
            truth |= known(p, "vat")
        if "Tel: " in text:
            truth |= known(p, "phone2")
        cases.append(Case(text.encode(), "card.txt", {1: truth}, {1: text.replace("\n", " ⏎ ")}))
    return cases

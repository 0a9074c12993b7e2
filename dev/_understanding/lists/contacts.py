"""Address books: Outlook and Google in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Callable

from .. import noise
from ..case import Case, Truth, kind
from ..columns import Column, Written, column, company, email, job, no, phone, phone2, words
from ..columns import noise as nothing
from ..listing import listing
from ..world import Person, World


def _part(headings: str, text: Callable[[Person], str], fill: float = 1.0) -> Column:
    def cell(_w: World, p: Person) -> Written:
        truth: Truth = {"contact": (p.name,)}
        return text(p), truth

    return column(headings, cell, fill)


def _display(_w: World, p: Person) -> Written:
    return f"{p.name} ({p.email})", {}


def _office(_w: World, p: Person) -> Written:
    return p.province_text, {"province": (p.province,)}


@kind("list", "outlook contacts")
def outlook(w: World, count: int) -> list[Case]:
    columns = [
        words("Title", "Mr.", "Ms.", fill=0.3), _part("First Name", lambda p: p.given),
        _part("Middle Name", lambda p: p.middle),
        _part("Last Name", lambda p: p.surname), words("Suffix", "", fill=0), company("Company"),
        words("Department", "Kinh doanh", "Kế toán", fill=0.3),
        job("Job Title"), column("Business Street", lambda w, p: (p.street, {}), 0.6),
        column("Business City", _office, 0.6),
        words("Business Country/Region", "Việt Nam", "Vietnam", fill=0.6),
        nothing("Business Fax", lambda w, p: w.fixed(), 0.3),
        phone("Mobile Phone"), phone2("Business Phone"), nothing("Account", noise.code("", 10), 0.2),
        nothing("Anniversary", lambda w, p: "0/0/00", 1),
        nothing("Birthday", noise.date, 0.4), email("E-mail Address", 1), words("E-mail Type", "SMTP", fill=1),
        no("cc", column("E-mail Display Name", _display, 0.9)),
        nothing("Notes", noise.history, 0.4), words("Priority", "Normal", fill=1), words("Private", "FALSE", fill=1),
        words("Sensitivity", "Normal", fill=1),
    ]  # fmt: skip
    return [listing(w, count, columns, "contacts", w.pick("csv", "csv utf-8-sig"))]


@kind("list", "outlook contacts in vietnamese")
def outlook_vi(w: World, count: int) -> list[Case]:
    columns = [
        _part("Họ", lambda p: p.surname), _part("Tên đệm", lambda p: p.middle), _part("Tên", lambda p: p.given),
        company("Công ty"),
        job("Chức danh"), words("Phòng ban", "Kinh doanh", "Kế toán", fill=0.3), phone("Điện thoại Di động"),
        phone2("Điện thoại Cơ quan"),
        nothing("Fax Cơ quan", lambda w, p: w.fixed(), 0.3), email("Địa chỉ Email", 1),
        no("cc", column("Tên Hiển thị Email", _display, 0.9)),
        words("Loại Email", "SMTP", fill=1), nothing("Ngày sinh", noise.date, 0.4),
        nothing("Ghi chú", noise.history, 0.4),
    ]  # fmt: skip
    return [listing(w, count, columns, "danh ba", w.pick("csv", "csv utf-8-sig", "semicolon"))]


@kind("list", "google contacts")
def google(w: World, count: int) -> list[Case]:
    new = w.chance(0.5)
    columns = [
        _part("Name", lambda p: p.name), _part("Given Name" if not new else "First Name", lambda p: p.given),
        _part("Additional Name" if not new else "Middle Name", lambda p: p.middle),
        _part("Family Name" if not new else "Last Name", lambda p: p.surname),
        nothing("Birthday", noise.date, 0.3), nothing("Notes", noise.history, 0.3),
        words("Group Membership|Labels", "* myContacts", fill=1),
        words("E-mail 1 - Type|E-mail 1 - Label", "* Work", "Home", fill=0.9), email("E-mail 1 - Value"),
        words("Phone 1 - Type|Phone 1 - Label", "Mobile", fill=1), phone("Phone 1 - Value"),
        words("Phone 2 - Type|Phone 2 - Label", "Work", fill=0.4),
        phone2("Phone 2 - Value", 0.4), words("Organization 1 - Type", "", fill=0),
        company("Organization 1 - Name|Organization Name", 0.6),
        job("Organization 1 - Title|Organization Title", 0.4),
    ]  # fmt: skip
    if new:
        columns[0] = _part("File As", lambda p: p.name)
    return [listing(w, count, columns, "contacts", "csv")]

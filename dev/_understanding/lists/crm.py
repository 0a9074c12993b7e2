"""Exports of other CRM programs, and of Odoo itself."""

from __future__ import annotations

from collections.abc import Callable

from .. import noise, spelling
from ..case import Case, Truth, kind
from ..columns import (
    REVENUE,
    Column,
    Written,
    address,
    choice,
    column,
    company,
    email,
    job,
    name,
    no,
    phone,
    phone2,
    province,
    received,
    revenue,
    sales,
    source,
    vat,
    words,
)
from ..columns import noise as nothing
from ..listing import listing
from ..world import Person, World, e164


def _part(headings: str, text: Callable[[Person], str]) -> Column:
    def cell(_w: World, p: Person) -> Written:
        truth: Truth = {"contact": (p.name, f"{p.given} {p.surname} {p.middle}")}
        return text(p), truth

    return column(headings, cell)


@kind("list", "misa amis")
def misa(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Mã tiềm năng", noise.code("TN", 6), 1), words("Xưng hô", "Anh", "Chị", fill=0.5),
        _part("Họ và đệm", lambda p: f"{p.surname} {p.middle}"),
        _part("Tên", lambda p: p.given), company("Tổ chức|Tên tổ chức", 0.8), vat("Mã số thuế", 0.6), job("Chức danh"),
        phone("ĐT di động"), phone2("ĐT cơ quan", 0.4), email("Email cơ quan|Email"), province("Tỉnh/Thành phố"),
        source("Nguồn gốc"), words("Loại hình", "Doanh nghiệp", "Hộ kinh doanh", fill=0.3),
        no("revenue", nothing("Doanh thu khách hàng|Doanh thu năm", noise.amount, 0.5)),
        nothing("Mô tả", noise.history, 0.4), sales("Chủ sở hữu|Người phụ trách"),
        received("Ngày tạo|Được tạo vào", 0.9),
        nothing("Ngày sửa", noise.date_time),
    ]  # fmt: skip
    return [listing(w, count, columns, "Tiem_nang", w.pick("xlsx", "xls"))]


@kind("list", "hubspot contacts")
def hubspot(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Record ID", noise.code("", 11), 1), _part("First Name", lambda p: p.given),
        _part("Last Name", lambda p: f"{p.surname} {p.middle}"),
        email("Email"), phone("Phone Number"), sales("Contact owner"), words("Lead Status", "", fill=0),
        words("Marketing contact status", "Marketing contact", fill=1),
        received("Create Date", 0.9), company("Associated Company|Company Name", 0.7),
        nothing("Last Activity Date", noise.date_time, 0.6),
        no("revenue", nothing("Annual Revenue", noise.number(10**6, 10**10), 0.6)),
        no("cc", words("Email Status|Email Verification", "Delivered", "Opened")),
        job("Job Title"), province("City", 0.5),
    ]  # fmt: skip
    return [listing(w, count, columns, "hubspot-crm-exports-all-contacts", w.pick("csv", "xlsx"))]


@kind("list", "salesforce leads")
def salesforce(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Lead ID", lambda w, p: f"00Q5g00000{w.digits(5)}AAA", 1), words("Salutation", "Mr.", "Ms.", fill=0.4),
        _part("First Name", lambda p: p.given),
        _part("Last Name", lambda p: f"{p.surname} {p.middle}"), job("Title"), company("Company / Account|Company"),
        source("Lead Source"),
        column("Street", lambda w, p: (p.street, {}), 0.5), province("City|State/Province", 0.7),
        words("Country", "Vietnam", "Viet Nam", fill=0.6), phone("Mobile"),
        phone2("Phone", 0.4), nothing("Fax", lambda w, p: w.fixed(), 0.2), email("Email"),
        no("revenue", nothing("Annual Revenue", noise.number(10**8, 10**11), 0.5)),
        nothing("No. of Employees", noise.number(3, 900), 0.5), sales("Lead Owner"),
        received("Created Date|Created On", 0.9), words("Unread By Owner", "0", "1", fill=1),
    ]  # fmt: skip
    return [listing(w, count, columns, "report1764390", w.pick("csv", "xlsx", "html"))]


@kind("list", "other crm")
def other_crm(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Mã khách hàng|ID", noise.code("", 6), 1),
        name("Người liên hệ|Tên liên hệ|Tên người liên lạc|Người liên lạc", fill=0.9),
        company("Tên khách hàng|Tên công ty"),
        phone("Điện thoại|Điện thoại liên hệ"), email("Email"), vat("Mã số thuế|MST"), address("Địa chỉ"),
        words("Nhóm khách hàng", "VIP", "Thường", fill=0),
        sales("Người quản lý|Nhân viên quản lý|Người phụ trách"), source("Nguồn khách hàng"),
        revenue("Giá trị dự kiến|Doanh thu dự kiến|Doanh số dự kiến"),
        nothing("Lần liên hệ cuối|Tương tác cuối", noise.date_time),
        nothing("Trao đổi gần nhất|Bình luận cuối", noise.history, 0.6),
        nothing("Người tạo", lambda w, p: p.sales, 0), nothing("Ngày tạo", noise.date_time),
    ]  # fmt: skip
    return [listing(w, count, columns, "khach_hang", w.pick("xlsx", "csv utf-8-sig", "xls"))]


def _odoo(w: World, count: int, titles: dict[str, str]) -> list[Case]:
    def amount(w: World, _p: Person) -> Written:
        value = w.between(1, 900) * 1_000_000
        return f"{value}.00", {REVENUE: (str(value),)}

    def made(w: World, _p: Person) -> Written:
        moment = spelling.moment(w)
        return moment.strftime("%Y-%m-%d %H:%M:%S"), {"received": (moment.date().isoformat(),)}

    columns = [
        column(titles["name"], lambda w, p: (f"{noise.wish(w, p)} - {p.given}", {})),
        column(titles["contact"], lambda w, p: (p.name, {"contact": (p.name,)})),
        column(titles["company"], lambda w, p: (p.company, {"company": (p.company,)}), 0.7),
        column(titles["email"], lambda w, p: (p.email, {"email": (p.email,)}), 0.9),
        column(titles["phone"], lambda w, p: (f"+84 {p.phone[1:]}", {"phone": (e164(p.phone),)})),
        column(titles["city"], lambda w, p: (f"Quận {w.between(1, 12)}", {}), 0.5),
        column(titles["sales"], lambda w, p: (p.sales, {"salesperson": (p.sales,)})),
        column(titles["revenue"], amount, 0.8),
        column(titles["made"], made),
        choice(titles["source"], "source", {"Facebook": "Facebook", "Google": "Google"}, 0.8),
        column(titles["tags"], lambda w, p: ("Sản phẩm", {"tag": ("Sản phẩm",)}), 0.4),
    ]
    return [listing(w, count, columns, "crm.lead", w.pick("xlsx", "csv"))]


@kind("list", "odoo in english")
def odoo_english(w: World, count: int) -> list[Case]:
    return _odoo(w, count, {
        "name": "Opportunity", "contact": "Contact Name", "company": "Company Name", "email": "Email",
        "phone": "Phone", "city": "City",
        "sales": "Salesperson", "revenue": "Expected Revenue", "made": "Created on", "source": "Source", "tags": "Tags",
    })  # fmt: skip


@kind("list", "odoo in vietnamese")
def odoo_vietnamese(w: World, count: int) -> list[Case]:
    return _odoo(w, count, {
        "name": "Cơ hội", "contact": "Tên liên hệ", "company": "Tên công ty", "email": "Email", "phone": "Điện thoại",
        "city": "Thành phố",
        "sales": "Chuyên viên sales|Nhân viên kinh doanh", "revenue": "Doanh thu dự kiến", "made": "Được tạo vào",
        "source": "Nguồn", "tags": "Thẻ",
    })  # fmt: skip

"""Columns that mix people and companies, and names that are hard to tell apart."""

from __future__ import annotations

from .. import noise, people, spelling
from ..case import Case, Truth, kind
from ..columns import Written, column, email, name, no, phone, province, sales, source, words
from ..columns import noise as nothing
from ..listing import listing
from ..world import Person, World


def person_or_company(w: World, p: Person) -> Written:
    if w.chance(0.5):
        text, right = spelling.name(w, p)
        truth: Truth = {"contact": right}
        return text, truth
    text, right = spelling.company(w, p)
    return text, {"company": right}


@kind("list", "people and companies in one column")
def customers(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Mã KH", noise.code("KH", 5), 1),
        column("Tên khách hàng|Khách hàng|Tên KH|Customer", person_or_company), phone("Điện thoại|SĐT"),
        email("Email", 0.5),
        province("Tỉnh|Khu vực", 0.7), nothing("Doanh số|Tổng mua", noise.amount), nothing("Lần mua cuối", noise.date),
        sales("NVKD|Người phụ trách", 0.8),
        nothing("Lịch sử|Cập nhật 1|Ghi chú lần 1", noise.history, 0.6),
    ]  # fmt: skip
    return [listing(w, count, columns, "khach hang", mixed=True)]


@kind("list", "names of every sort")
def names(w: World, count: int) -> list[Case]:
    rare = [
        "Phàn",
        "Lã",
        "Bế",
        "Lò",
        "Giàng",
        "Sùng",
        "Thào",
        "Cầm",
        "Hoàng",
        "Ma",
        "Mùa",
        "Vàng",
        "Tẩn",
        "Lường",
        "Quàng",
        "Đèo",
        "Rơ",
        "Châm",
        "Kpă",
        "Siu",
    ]

    def cell(w: World, p: Person) -> Written:
        text = w.pick(
            f"{w.one_of(rare)} {p.middle} {p.given}", f"{w.one_of(rare)} {w.pick('A', 'Thị', 'Seo')} {p.given}",
            f"Vợ chồng anh {p.given}", p.given,
            f"{p.surname} {w.pick('Tôn Nữ', 'Phúc', 'Vĩnh')} {p.given} {p.given}",
        )  # fmt: skip
        return text, {"contact": (text,)}

    columns = [
        column("Họ tên|Tên khách|Họ và tên", cell), phone("SĐT|Điện thoại"), province("Tỉnh"), source("Nguồn", 0.8),
        nothing("Nhu cầu", noise.wish), nothing("Ngày", noise.date)
    ]  # fmt: skip
    return [listing(w, count, columns, "khach", mixed=True)]


@kind("list", "companies with odd names")
def odd_companies(w: World, count: int) -> list[Case]:
    def cell(w: World, p: Person) -> Written:
        brand = w.one_of(people.BRANDS)
        text = w.pick(
            f"CTCP {brand}", f"Cơ sở In ấn {brand}", f"Xưởng Gỗ {brand}", f"Công ty TNHH Kiểm nghiệm {brand} Test",
            f"Test {brand} JSC", f"{brand} Co.,LTD",
            f"Tổng Công ty {brand}", f"Văn phòng Luật sư {brand}", f"Công ty TNHH SX TM DV {brand}",
            f"Viện Thẩm mỹ {brand}", f"Đại lý Sơn {brand}",
            f"Công ty TNHH MTV {p.surname} {p.given}", f"Nhà thuốc {brand} {w.between(1, 9)}",
            f"Công ty CP {brand} Số {w.between(1, 9)}",
        )  # fmt: skip
        return text, {"company": (text,)}

    columns = [
        column("Tên công ty|Đơn vị|Company name|Doanh nghiệp", cell),
        name("Representative|Người liên hệ|Người đại diện", fill=0.8), phone("Phone|Điện thoại"),
        email("Email|Mail", 0.8), no("cc", words("Email Status", "Valid", "Bounced", "Đã gửi", fill=0.7)),
        province("Tỉnh|Province", 0.7), nothing("Account name", lambda w, p: "ADS Minh Quân 01", 0.4),
        nothing("Ghi chú", noise.history, 0.4),
    ]  # fmt: skip
    return [listing(w, count, columns, "cong ty", mixed=True)]


@kind("list", "two people of a household")
def household(w: World, count: int) -> list[Case]:
    def two(w: World, p: Person) -> Written:
        first = spelling.phone(w, p.phone)
        truth: Truth = {"phone": (f"+84{p.phone[1:]}",)}
        if w.chance(0.4):
            other = w.mobile()
            truth["phone2"] = (f"+84{other[1:]}",)
            first += w.pick(" / ", " - ", "; ", ", ", "\n") + spelling.phone(w, other)
        return first, truth

    columns = [
        name("Chủ hộ|Họ tên chủ hộ|Khách hàng"), column("Điện thoại|SĐT|Số điện thoại", two), province("Tỉnh", 0.5),
        nothing("Mã điểm đo|Mã hộ", noise.code("PB", 11), 1),
        nothing("Số công tơ", noise.code("20", 8)), nothing("Tiền điện tháng 10", noise.amount),
        nothing("Ghi chú", noise.history, 0.3),
    ]  # fmt: skip
    return [listing(w, count, columns, "ho dan", w.pick("xlsx", "xls", "csv"))]

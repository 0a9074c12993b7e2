"""Layouts: two lines of headings, titles above, totals below, two tables in a sheet, no headings at all."""

from __future__ import annotations

from .. import noise
from ..case import Case, kind
from ..columns import Column, company, email, name, phone, phone2, province, sales, words
from ..columns import noise as nothing
from ..listing import HANDMADE, Listing
from ..world import World


def _columns(w: World) -> list[Column]:
    return [
        nothing("STT", noise.number(1, 99), 1), name("Họ và tên|Tên khách hàng"), phone("Điện thoại|SĐT"),
        email("Email", 0.6),
        company("Công ty|Đơn vị", 0.6), province("Tỉnh/TP|Tỉnh", 0.8),
        nothing("Số tiền|Giá trị đơn", noise.number(10**5, 10**9), 1),
        nothing("Ghi chú|Nội dung", noise.history, 0.5), sales("Phụ trách|NV phụ trách", 0.7),
    ]  # fmt: skip


@kind("list", "titles and totals")
def titles(w: World, count: int) -> list[Case]:
    columns, result = _columns(w), Listing(w)
    result.lines(
        [w.pick("CÔNG TY TNHH THIẾT BỊ VĂN PHÒNG MINH TÂM", "SHOWROOM BIÊN HÒA")],
        [f"Địa chỉ: 45 Nguyễn Ái Quốc. ĐT: {w.fixed()} - MST: {w.tax_code()}"],
        [w.pick("BÁO CÁO KHÁCH HÀNG TIỀM NĂNG", "DANH SÁCH KHÁCH HÀNG")],
        ["", "", f"Từ ngày 01/{w.between(1, 9):02}/2025 đến ngày 30/11/2025"], [],
    )  # fmt: skip
    result.head(columns)
    half = count // 2
    result.people(columns, half)
    result.lines(["", "Cộng", "", "", "", "", w.between(10**8, 10**10)])
    result.people(columns, count - half)
    result.lines(
        ["", w.pick("Tổng cộng", "TỔNG", "Tổng số"), "", "", "", "", w.between(10**9, 10**10)], [],
        ["", "", "", "", "", f"Ngày {w.between(1, 28)} tháng 11 năm 2025"],
        ["", "Người lập", "", "", "", "Giám đốc"],
    )  # fmt: skip
    return [result.case("bao cao", w.one_of(HANDMADE))]


@kind("list", "two lines of headings")
def two_lines(w: World, count: int) -> list[Case]:
    columns = [
        nothing("STT", noise.number(1, 99), 1), name("Họ tên"), phone("Di động"), phone2("Cố định", 0.4),
        email("Email", 0.6), company("Tên"), province("Tỉnh"),
        nothing("Ngày", noise.date), nothing("Nội dung", noise.history),
    ]  # fmt: skip
    result = Listing(w)
    if w.chance(0.5):
        result.lines([w.pick("DANH SÁCH KHÁCH MỜI", "DATA THÁNG 11")])
    result.lines(["STT", "Người liên hệ", "", "", "", "Công ty", "", "Lần gọi gần nhất", ""])
    result.head(columns)
    result.rows[-1][0] = ""
    result.people(columns, count)
    return [result.case("khach moi", w.one_of(HANDMADE))]


@kind("list", "two tables below each other")
def two_tables(w: World, count: int) -> list[Case]:
    columns, result = _columns(w), Listing(w)
    for number in range(2):
        result.lines([w.pick("Khu vực miền Bắc", "Chi nhánh 1", "THÁNG 10", "Nhóm khách VIP") if number else "Đợt 1"])
        result.head(columns)
        result.people(columns, count // 2)
        result.lines([])
    return [result.case("tong hop", w.one_of(HANDMADE))]


@kind("list", "groups of a region")
def groups(w: World, count: int) -> list[Case]:
    columns, result = _columns(w)[1:], Listing(w)
    result.head(columns)
    for title in ("Miền Bắc", "Miền Trung", "Miền Nam"):
        result.lines([title.upper() if w.chance(0.5) else f"I. {title}"])
        result.people(columns, count // 3)
    return [result.case("theo vung", w.one_of(HANDMADE))]


@kind("list", "no headings")
def no_headings(w: World, count: int) -> list[Case]:
    columns = [name("", "plain"), phone(""), email("", 0.9), province(""), nothing("", noise.wish)]
    result = Listing(w)
    result.people(columns, count)
    result.headings = ["(none)"]
    return [result.case("khong tieu de", w.one_of(HANDMADE))]


@kind("list", "repeated headings and blanks")
def repeated(w: World, count: int) -> list[Case]:
    columns, result = _columns(w), Listing(w)
    result.lines([], [])
    result.head(columns)
    for part in range(3):
        if part:
            result.lines([])
            result.lines(list(result.headings))
        result.people(columns, count // 3)
    result.lines(["", "", "", "", "", "", "", words("", "Hết").headings[0]])
    return [result.case("nhieu trang", w.one_of(HANDMADE))]

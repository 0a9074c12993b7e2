"""Old encodings, damaged numbers, other separators."""

from __future__ import annotations

from .. import noise
from ..case import Case, kind
from ..columns import Column, Written, address, column, company, email, job, name, phone, phone2, province, sales, vat
from ..columns import noise as nothing
from ..listing import listing
from ..world import Person, World, e164


def _customers(w: World, style: str = "") -> list[Column]:
    return [
        company("Tên công ty|Đơn vị|Tên khách hàng"),
        name("Người liên hệ|Họ và tên", style or w.pick("plain", "honorific")), job("Chức vụ"),
        phone("Điện thoại|Di động"), email("Email"), vat("Mã số thuế|MST"), address("Địa chỉ"),
        nothing("Ghi chú|Diễn giải", noise.history),
        nothing("Ngày giao dịch|Ngày", noise.date), nothing("Số dư|Số tiền", noise.amount),
    ]  # fmt: skip


@kind("list", "tcvn3 font")
def tcvn3(w: World, count: int) -> list[Case]:
    return [listing(w, count, _customers(w), "cong no", f"{w.pick('csv', 'semicolon', 'tsv')} tcvn3")]


@kind("list", "vni font")
def vni(w: World, count: int) -> list[Case]:
    return [listing(w, count, _customers(w), "khach hang", f"{w.pick('csv', 'semicolon', 'tsv')} vni")]


@kind("list", "windows-1258")
def windows_1258(w: World, count: int) -> list[Case]:
    return [listing(w, count, _customers(w), "khach hang", f"{w.pick('csv', 'semicolon', 'tsv')} windows-1258")]


@kind("list", "decomposed letters")
def decomposed(w: World, count: int) -> list[Case]:
    return [listing(w, count, _customers(w), "khach hang", f"{w.pick('csv', 'semicolon')} nfd")]


@kind("list", "utf-16")
def utf16(w: World, count: int) -> list[Case]:
    return [listing(w, count, _customers(w), "khach hang", f"{w.pick('csv', 'tsv', 'semicolon')} utf-16")]


@kind("list", "numbers without zero")
def lost_zero(w: World, count: int) -> list[Case]:
    columns = [
        name("Họ tên|Khách hàng"), phone("Điện thoại|SĐT", as_written=lambda digits: int(digits)),
        column("Mã số thuế|MST", lambda w, p: (int(p.vat), {"vat": (p.vat,)}), 0.6), company("Công ty", 0.7),
        nothing("Doanh số|Số tiền", noise.number(10**8, 10**10)),
        nothing("Số lượng", noise.number(1, 99)), province("Tỉnh", 0.8),
        column("ĐT bàn|Máy bàn", lambda w, p: _fixed(w), 0.4), nothing("Mã đơn", noise.number(10**8, 10**9)),
    ]  # fmt: skip
    return [listing(w, count, columns, "data", w.pick("xlsx", "csv", "xls"))]


def _fixed(w: World) -> Written:
    number = w.fixed()
    return int(number), {"phone2": (e164(number),)}


@kind("list", "scientific notation")
def scientific(w: World, count: int) -> list[Case]:
    def exact(digits: str) -> str:
        return digits if digits.endswith("0") else f"{int(digits) / 10**8:.8f}E+08"

    def rounded(w: World, p: Person) -> Written:
        """Return a number that lost its last digits: nothing can be dialled, the text stays readable."""
        if w.chance(0.8):
            return exact(p.phone), {"phone": (e164(p.phone),)}
        return f"{int(p.phone) / 10**8:.{w.between(2, 5)}f}E+08", {}

    columns = [
        name("Họ tên|Khách hàng"), column("Điện thoại|SĐT", rounded), email("Email"), sales("Nhân viên", 0.8),
        nothing("Mã đơn hàng", lambda w, p: f"{w.between(1, 9)}.{w.digits(5)}E+12"), nothing("Ngày", noise.date),
    ]  # fmt: skip
    return [listing(w, count, columns, "data", w.pick("csv", "semicolon", "tsv"))]


@kind("list", "dates like phones")
def dates(w: World, count: int) -> list[Case]:
    columns = [
        name("Họ tên|Khách"), phone("SĐT|Điện thoại"), nothing("Thời gian|Ngày đăng ký|Ngày nhận", noise.date_time, 1),
        nothing("Khung giờ hẹn trước đây", noise.date_range, 0.8),
        nothing("Đợt|Kỳ|Thời gian triển khai", noise.date_range, 0.8),
        nothing("Mã đơn|Số phiếu", noise.phone_like, 0.7), nothing("Tiền cọc|Số tiền", noise.amount, 0.8),
        nothing("Vị trí|Tọa độ|Định vị", noise.coordinates, 0.5), nothing("Quy cách|Kích thước", noise.size, 0.6),
        nothing("Ghi chú|Nội dung", noise.history), phone2("SĐT phụ|Số khác", 0.2),
    ]  # fmt: skip
    return [listing(w, count, columns, "danh sach", mixed=True)]

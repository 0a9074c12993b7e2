"""Cells and lines that look like something else: dates like phones, amounts like tax codes, tracking numbers."""

from __future__ import annotations

from collections.abc import Callable

from . import people, spelling
from .sheet import Cell
from .world import Person, World

Draw = Callable[[World, Person], Cell]


def date(w: World, _p: Person) -> Cell:
    return spelling.date(w)


def date_time(w: World, _p: Person) -> Cell:
    return spelling.date_time(w)


def date_range(w: World, _p: Person) -> Cell:
    start, month = w.between(1, 20), w.between(1, 12)
    return w.pick(
        f"{start:02}-{start + w.between(1, 8):02}/{month:02}/2025",
        f"{start:02}/{month:02}/2025 - {start + 3:02}/{month:02}/2025",
        f"{start}/{month} - {start + 2}/{month}",
    )


def amount(w: World, _p: Person) -> Cell:
    return spelling.amount(w)[0]


def number(low: int, high: int) -> Draw:
    return lambda w, _p: w.between(low, high)


def code(prefix: str, digits: int) -> Draw:
    return lambda w, _p: f"{prefix}{w.between(1, 9)}{w.digits(digits - 1)}"


def phone_like(w: World, _p: Person) -> Cell:
    """Return an order or tracking number that has the shape of a mobile."""
    return w.mobile()


def citizen_id(w: World, _p: Person) -> Cell:
    return f"0{w.between(10, 96):02}{w.pick('0', '1', '2', '3')}{w.between(60, 99)}{w.digits(6)}"


def coordinates(w: World, _p: Person) -> Cell:
    return f"{w.between(9, 21)}.{w.digits(6)}, {w.between(104, 108)}.{w.digits(6)}"


def size(w: World, _p: Person) -> Cell:
    return w.pick(
        f"{w.between(100, 900)}x{w.between(100, 900)}x{w.between(10, 90)}",
        f"{w.between(2, 9) * 100}.{w.between(2, 9) * 100}.{w.between(2, 9) * 100}",
    )


def percent(w: World, _p: Person) -> Cell:
    return f"{w.between(1, 99)}%"


def duration(w: World, _p: Person) -> Cell:
    return f"00:{w.between(0, 14):02}:{w.between(0, 59):02}"


def history(w: World, p: Person) -> Cell:
    """Return a line of a talk that names places, days and amounts."""
    day = f"{w.between(1, 28)}/{w.between(1, 12)}"
    return w.pick(
        f"{day}: khách chê xa trung tâm", f"{day} gọi lại, đang ở bệnh viện",
        f"{day}: con đang học ở trường, gọi sau 17h",
        f"Khách hẹn {day} ghé công ty xem mẫu", f"{day}: báo giá {spelling.amount(w)[0]}, chờ sếp duyệt",
        f"gọi 2 lần không nghe máy ({day})", f"{day}: {w.pick('chị', 'anh')} {p.given} bảo để hỏi vợ chồng đã",
        "Đã gửi mẫu qua nhà hàng, chưa phản hồi", f"{day}/2025 gửi báo giá lần 2",
        "khách sạn đang sửa, tháng sau mới mua",
        f"Cần {w.between(2, 90)} bộ {w.one_of(people.PRODUCTS)}", f"Đặt cọc {spelling.amount(w)[0]} ngày {day}/2025",
    )  # fmt: skip


def wish(w: World, _p: Person) -> Cell:
    product = w.one_of(people.PRODUCTS)
    return w.pick(
        f"Báo giá {product}", f"Cần tư vấn {product}", f"{product} loại nào tốt?",
        f"Mình cần {w.between(2, 200)} bộ {product}",
        f"Gọi mình sau {w.between(8, 20)}h nhé", f"shop ơi {product} giá sao ạ",
        f"Ngân sách khoảng {w.between(2, 90)} triệu",
        f"Giao trước ngày {w.between(1, 28)}/{w.between(1, 12)}/2025", "xin catalogue",
    )  # fmt: skip


def link(w: World, _p: Person) -> Cell:
    site = f"{w.pick('shop', 'www', 'lp')}.{w.pick('maymoc', 'noithat', 'hocviet')}.vn"
    return f"https://{site}/{w.pick('uu-dai', 'dang-ky')}?id={w.digits(9)}"


def ip(w: World, _p: Person) -> Cell:
    return f"{w.between(14, 222)}.{w.between(1, 255)}.{w.between(1, 255)}.{w.between(1, 255)}"

"""Ways of writing the same thing: phones, names, dates, amounts, headings."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from .people import HONORIFICS
from .world import Person, World, unaccent


def phone(w: World, digits: str) -> str:
    """Return ``digits`` (0912345678) as people write it."""
    if not re.match(r"0[35789]", digits):
        return fixed(w, digits)
    rest = digits[1:]
    return w.pick(
        digits, digits, digits, f"{digits[:4]} {digits[4:7]} {digits[7:]}", f"{digits[:4]}.{digits[4:7]}.{digits[7:]}",
        f"{digits[:4]}-{digits[4:7]}-{digits[7:]}", f"+84{rest}", f"+84 {rest[:3]} {rest[3:6]} {rest[6:]}", f"84{rest}",
        f"(+84) {rest[:3]} {rest[3:]}", f"{digits[:3]} {digits[3:6]} {digits[6:]}",
        f"{digits[:4]} {digits[4:6]} {digits[6:8]} {digits[8:]}",
    )  # fmt: skip


def fixed(w: World, digits: str) -> str:
    area = digits[:3] if digits[:3] in ("024", "028") else digits[:4]
    rest = digits[len(area) :]
    return w.pick(
        digits, f"{area} {rest}", f"({area}) {rest}", f"{area}.{rest}", f"{area}-{rest}", f"+84 {area[1:]} {rest}",
        f"({area}) {rest[:4]} {rest[4:]}", f"{area} {rest[:-4]} {rest[-4:]}",
    )  # fmt: skip


def name(w: World, p: Person, style: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the name of ``p`` as written, and the names that are right for it."""
    style = style or w.pick(*["plain"] * 6, "capitals", "capitals", "small", "bare", "honorific", "called")
    if style == "capitals":
        return p.name.upper(), (p.name, p.name.upper())
    if style == "small":
        return p.name.lower(), (p.name, p.name.lower())
    if style == "bare":
        return unaccent(p.name), (unaccent(p.name),)
    if style == "honorific":
        title = w.pick(*HONORIFICS[p.sex])
        return f"{title} {p.name}", (p.name, f"{title} {p.name}")
    if style == "called":
        title = w.pick(*HONORIFICS[p.sex][:3])
        title = title if w.chance(0.7) else title.lower()
        return f"{title} {p.given}", (p.given, f"{title} {p.given}", f"{title.title()} {p.given}")
    return p.name, (p.name,)


def company(w: World, p: Person) -> tuple[str, tuple[str, ...]]:
    if w.chance(0.15):
        return p.company.upper(), (p.company, p.company.upper())
    return p.company, (p.company,)


def moment(w: World) -> datetime:
    return datetime(2025, 1, 3, 8, 0) + timedelta(minutes=w.between(0, 460_000))


def date(w: World) -> str:
    return moment(w).strftime(w.pick("%d/%m/%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y"))


def date_time(w: World) -> str:
    return moment(w).strftime(
        w.pick("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%H:%M %d/%m/%Y", "%d-%m-%Y %H:%M")
    )


def amount(w: World) -> tuple[str, int]:
    """Return an amount of dong as written, and its value."""
    value = w.between(1, 990) * w.pick(100_000, 1_000_000, 10_000_000)
    dots, commas = f"{value:,}".replace(",", "."), f"{value:,}"
    return w.pick(
        dots, dots, commas, f"{dots}đ", f"{dots} đ", f"{dots} VNĐ", f"{commas} VND", f"{dots} đồng", str(value)
    ), value


def heading(w: World, text: str) -> str:
    """Return a heading as somebody types it into a workbook."""
    if w.chance(0.12):
        text = unaccent(text)
    if w.chance(0.15):
        text = text.upper()
    if w.chance(0.08):
        text += w.pick(" *", ":", " (*)", " ")
    return text

"""Forwards by our own people: the customer is in the older mail."""

from __future__ import annotations

from .. import noise, people, spelling
from ..case import Case, kind
from ..letter import case, known, mail
from ..world import World
from .letters import _truth, _wish, signature


def _colleague(w: World) -> tuple[str, str, str]:
    """Return (name, address, signature) of one of our salespeople."""
    number = w.between(0, len(people.SALES) - 1)
    name, address = people.SALES[number], f"sale{number}@ban-hang.example.vn"
    return (
        name,
        address,
        f"{name}\nNhân viên Kinh doanh\nCông ty TNHH Bán Hàng Mẫu\nM: {spelling.phone(w, w.mobile())}\n{address}",
    )


@kind("mail", "mail forwarded by an employee")
def forwarded(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        name, address, own = _colleague(w)
        head = w.pick(
            f"---------- Forwarded message ---------\nTừ: {p.name} <{p.email}>\nDate: Th 3, 4 thg 11, 2025 lúc "
            f"08:20\nSubject: Hỏi giá\nTo: <kinhdoanh@ban-hang.example.vn>\n",
            f"-----Original Message-----\nFrom: {p.name} [mailto:{p.email}]\nSent: Monday, November 3, 2025 4:12 PM\n"
            f"To: {name}\nSubject: Yeu cau bao gia\n",
            f"Từ: {p.name} <{p.email}>\nĐã gửi: 03 Tháng Mười Một 2025 4:12 CH\nĐến: {name}\nChủ đề: Báo giá\n",
        )
        text = (
            f"{w.pick('Nhờ team xử lý giúp nhé.', 'Khách này hỏi giá, em chuyển anh chị.', 'FYI')}\n\n{own}\n\n"
            f"{head}\n{_wish(w, p)}\n\n{signature(w, p)}\n"
        )
        truth = _truth(p, text.partition(head)[2])
        cases.append(case(mail(w, (name, address), w.pick("Fwd: Hỏi giá", "FW: Yêu cầu báo giá"), text), truth, text))
    return cases


@kind("mail", "mail forwarded with a name only")
def name_only(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        name, address, own = _colleague(w)
        head = w.pick(
            f"From: {p.name}\nSent: Monday, November 3, 2025 4:12 PM\nTo: {name}\nSubject: Bao gia\n",
            f"Từ: {p.name}\nNgày: 3 tháng 11, 2025\nĐến: {name}\nChủ đề: Hỏi giá\n",
        )
        text = (
            f"{w.pick('Chuyển team xử lý.', '')}\n\n{own}\n\n{head}\n{_wish(w, p)}\nSố của mình: "
            f"{spelling.phone(w, p.phone)}\n\n{p.given}\n"
        )
        cases.append(case(mail(w, (name, address), "FW: Bao gia", text), known(p, "contact", "phone"), text))
    return cases


@kind("mail", "mail typed by an employee after a call")
def typed(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        name, address, own = _colleague(w)
        text = (
            f"Khách mới từ hotline:\nKhách hàng: {p.name}\nSĐT: {spelling.phone(w, p.phone)}\n"
            f"Khu vực: {p.province_text}\nNhu cầu: {noise.wish(w, p)}\n\n{w.pick(own, '')}\n"
        )
        cases.append(case(mail(w, (name, address), "Khách mới", text), known(p, "contact", "phone", "province"), text))
    return cases

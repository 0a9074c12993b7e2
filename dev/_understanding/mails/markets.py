"""Inquiries that marketplaces pass on, invitations of calendars."""

from __future__ import annotations

from .. import noise, people, spelling
from ..case import Case, kind
from ..letter import case, known, mail
from ..world import World


@kind("mail", "mail of a marketplace")
def marketplace(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        phone = spelling.phone(w, p.phone)
        shape = w.between(0, 2)
        if shape == 0:
            text = (
                f"Bạn nhận được tin nhắn mới từ người mua trên Chợ Tốt\n\nNgười gửi: {p.name}\nSố điện thoại: "
                f"{phone}\nTin đăng: {w.one_of(people.PRODUCTS)} giá {noise.amount(w, p)}\n"
                f"Nội dung: {noise.wish(w, p)}\nMã tin: {w.between(1, 9)}{w.digits(8)}\n\nChợ Tốt - Hotline 1900 3003\n"
            )
            sender, truth = ("Chợ Tốt", "no-reply@chotot.com"), known(p, "contact", "phone")
        elif shape == 1:
            text = (
                f"You have received a new inquiry\n\nBuyer name: {p.name}\nCompany: {p.company}\nEmail: {p.email}\n"
                f"Tel: {phone}\nCountry: Vietnam\nProduct: wooden chair\n"
                f"Quantity: {w.between(100, 9000)} pieces\nMessage: Please send your best price.\nInquiry ID: "
                f"{w.between(1, 9)}{w.digits(11)}\n"
            )
            sender, truth = (
                ("Trade Messenger", "noreply@service.alibaba.com"),
                known(p, "contact", "company", "email", "phone"),
            )
        else:
            text = (
                f"Khách hàng quan tâm tin đăng của bạn\nHọ tên: {p.name}\nĐiện thoại: {phone}\nEmail: {p.email}\n"
                f"Tin: Bán nhà {w.between(40, 200)}m2, giá {w.between(2, 20)},{w.between(1, 9)} tỷ\n"
                f"Mã tin: {w.digits(8)}\nThời gian: {noise.date_time(w, p)}\n"
            )
            sender, truth = ("Batdongsan", "info@mail-batdongsan.vn"), known(p, "contact", "email", "phone")
        cases.append(case(mail(w, sender, w.pick("Khách hàng mới quan tâm", "New inquiry"), text), truth, text))
    return cases


@kind("mail", "mail invitation")
def invitation(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        day = f"2025{w.between(1, 12):02}{w.between(1, 28):02}"
        calendar = (
            f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:{w.digits(20)}@google.com\r\n"
            f"DTSTART:{day}T020000Z\r\nDTEND:{day}T030000Z\r\n"
            f"SUMMARY:Trao đổi báo giá\r\nORGANIZER;CN={p.name}:mailto:{p.email}\r\nDESCRIPTION:Trao đổi về đơn "
            f"hàng\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        ).encode()
        text = (
            f"Mời anh chị họp trao đổi báo giá lúc 9:00 - 10:00 ngày {w.between(1, 28)}/11/2025.\nLiên hệ: {p.name}, "
            f"{spelling.phone(w, p.phone)}\n"
        )
        data = mail(
            w, (p.name, p.email), "Lời mời: Trao đổi báo giá", text, files=(("invite.ics", "text/calendar", calendar),)
        )
        cases.append(case(data, known(p, "contact", "phone", "email"), text))
    return cases

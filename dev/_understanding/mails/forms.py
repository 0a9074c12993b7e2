"""Notices of web forms: the site sends, the customer is in the text."""

from __future__ import annotations

from html import escape

from .. import noise, spelling
from ..case import Case, Truth, kind
from ..letter import case, known, mail
from ..world import Person, World, e164, slug

Lines = list[tuple[str, str]]


def _filled(w: World, p: Person, labels: dict[str, str]) -> tuple[Lines, Truth]:
    """Return labelled lines of ``p`` and what they say; ``labels`` {column: label, spellings with "|"}."""
    lines: Lines = []
    truth: Truth = {}
    for column, label in labels.items():
        label = w.one_of(label.split("|"))
        if column == "contact":
            written, truth["contact"] = spelling.name(w, p)
        elif column in ("phone", "phone2"):
            written = spelling.phone(w, p.phone if column == "phone" else p.phone2)
            truth[column] = (e164(p.phone if column == "phone" else p.phone2),)
        elif column == "company":
            written, truth["company"] = spelling.company(w, p)
        elif column == "message":
            written = str(noise.wish(w, p))
        else:
            found = known(p, column)
            written, truth[column] = found[column][0], found[column]
        lines.append((label, p.province_text if column == "province" else written))
    return lines, truth


def _some(w: World, labels: dict[str, str]) -> dict[str, str]:
    return {
        column: label for column, label in labels.items() if column in ("contact", "phone", "message") or w.chance(0.7)
    }


VIETNAMESE = {
    "contact": "Họ và tên|Họ tên|Tên của bạn|Tên khách hàng",
    "phone": "Số điện thoại|SĐT|Điện thoại|Điện thoại liên hệ", "email": "Email|Địa chỉ email",
    "company": "Công ty|Tên công ty|Đơn vị", "province": "Tỉnh/Thành phố|Khu vực",
    "message": "Nội dung|Lời nhắn|Nhu cầu|Ghi chú",
}  # fmt: skip
ENGLISH = {
    "contact": "Name|Full Name|Your name", "email": "Email|E-mail", "phone": "Phone|Phone Number|Mobile",
    "company": "Company|Company name",
    "message": "Message|Comments",
}  # fmt: skip


def _site(w: World) -> str:
    return f"{w.pick('noithat', 'maymoc', 'hocviet', 'sango')}{w.between(1, 99)}.vn"


@kind("mail", "mail contact form 7")
def contact_form(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p, site = w.person(), _site(w)
        lines, truth = _filled(w, p, _some(w, VIETNAMESE | {"email": "Email"}))
        text = "\n".join(f"{label}: {value}" for label, value in lines)
        said = w.pick("Email này được gửi từ form liên hệ của website", "This e-mail was sent from a contact form on")
        text = f"{text}\n\n-- \n{said} (https://{site})\n"
        headers = {"Reply-To": p.email} if "email" in truth else {}
        data = mail(
            w,
            (w.pick("WordPress", "Website"), f"wordpress@{site}"),
            f"{w.pick('Liên hệ mới', '[Website] Đăng ký tư vấn')} từ {site}",
            text,
            headers=headers,
        )
        cases.append(case(data, truth, text))
    return cases


@kind("mail", "mail elementor")
def elementor(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p, site = w.person(), _site(w)
        lines, truth = _filled(w, p, _some(w, w.pick(ENGLISH, VIETNAMESE)))
        lines = [(label, value) for label, value in lines]
        tail = [
            ("Date", "November 12, 2025"), ("Time", "9:41 sáng"),
            ("Page URL", f"https://{site}/lien-he/?utm_source=facebook&fbclid={w.digits(20)}"),
            ("User Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15"),
            ("Remote IP", str(noise.ip(w, p))), ("Powered by", "Elementor"),
        ]  # fmt: skip
        body = (
            [f"{label}: {value}" for label, value in lines]
            + ["", "---", ""]
            + [f"{label}: {value}" for label, value in tail]
        )
        html = "<br>".join(map(escape, body))
        data = mail(
            w,
            (site, f"email@{site}"),
            f'New message from "{w.pick("Nội Thất Ba Miền", "Trung Tâm Học Việt")}"',
            html=html,
        )
        cases.append(case(data, truth, "\n".join(body)))
    return cases


@kind("mail", "mail landing page")
def landing(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p, site = w.person(), _site(w)
        lines, truth = _filled(
            w,
            p,
            _some(
                w,
                {
                    "contact": "name|Họ và tên",
                    "phone": "phone|Số điện thoại",
                    "email": "email|Email",
                    "message": "message|Yêu cầu",
                },
            ),
        )
        lines += [
            ("Thời gian", str(noise.date_time(w, p))),
            ("IP", str(noise.ip(w, p))),
            ("Link", f"https://{site}/uu-dai"),
        ]
        rows = "".join(f"<tr><td><b>{escape(label)}</b></td><td>{escape(value)}</td></tr>" for label, value in lines)
        html = (
            f"<h3>{w.pick('Bạn có một khách hàng mới', 'Thông tin đăng ký mới')}</h3><table border='1'>"
            f"{rows}</table><p>Trân trọng, đội ngũ hỗ trợ. Hotline 1900 6{w.digits(3)}</p>"
        )
        data = mail(
            w,
            (w.pick("LadiPage", "Thông báo Landing"), f"no-reply@landing-{slug(site)}.com"),
            f"Khách hàng mới từ {site}",
            html=html,
        )
        cases.append(case(data, truth, html))
    return cases


@kind("mail", "mail jotform and google forms")
def questions(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        lines, truth = _filled(
            w, p, _some(w, {
                "contact": "Full Name|Họ và tên anh/chị|Anh/chị tên là gì?",
                "phone": "Phone Number|Số điện thoại của anh/chị", "email": "E-mail|Email nhận tài liệu",
                "company": "Company|Tên công ty anh/chị đang làm việc",
                "message": "Anh/chị cần hỗ trợ gì?|Your request",
            }),
        )  # fmt: skip
        if w.chance(0.5):
            html = "".join(f"<p><strong>{escape(label)}</strong><br>{escape(value)}</p>" for label, value in lines)
        else:
            rows = "".join(
                f"<tr><td>{escape(label)}</td></tr><tr><td>{escape(value)}</td></tr>"
                if w.chance(0)
                else f"<tr><td>{escape(label)}</td><td>{escape(value)}</td></tr>"
                for label, value in lines
            )
            html = f"<table>{rows}</table>"
        html = (
            f"<p>{w.pick('New submission', 'Có câu trả lời mới cho biểu mẫu của bạn')}</p>{html}<p>Submission "
            f"ID: {w.between(1, 9)}{w.digits(18)}</p>"
        )
        sender = w.pick(("Jotform", "noreply@jotform.com"), ("Google Forms", "forms-receipts-noreply@google.com"))
        cases.append(case(mail(w, sender, f"Re: Đăng ký tư vấn - {p.name}", html=html), truth, html))
    return cases


@kind("mail", "mail order of a web shop")
def orders(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p, site = w.person(), _site(w)
        number = f"#{w.digits(5)}"
        text = (
            f"Cửa hàng của bạn có đơn hàng mới {number}\nNgày đặt: {noise.date_time(w, p)}\nMã vận đơn: "
            f"{noise.phone_like(w, p)}\n\n"
            f"Thông tin người mua\nHọ tên: {p.name}\nĐiện thoại: {spelling.phone(w, p.phone)}\nEmail: {p.email}\n"
            f"Địa chỉ: {p.street}, {p.province_text}\n\n"
            f"Sản phẩm: {w.pick('Ghế xoay', 'Bàn gỗ sồi')} x {w.between(1, 9)}\nTổng cộng: {noise.amount(w, p)}\n"
            f"{w.pick('Hình thức giao hàng: Giao Hàng Nhanh', 'Thanh toán: COD')}\n"
        )
        data = mail(w, (w.pick("Haravan", "Sapo"), f"noreply@{site}"), f"[Đơn hàng mới] {number}", text)
        cases.append(case(data, known(p, "contact", "phone", "email", "province"), text))
    return cases


@kind("mail", "mail of a sender who fills in lines")
def own_lines(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        lines, truth = _filled(
            w, p, {"contact": "Họ tên|Tên", "company": "Công ty|Đơn vị", "phone": "SĐT|Di động|Điện thoại"}
        )
        truth["email"] = (p.email,)
        truth["contact"] += (p.name,)  # the name of the sender, with its accents
        body = "\n".join(f"{label}: {value}" for label, value in lines)
        text = (
            f"{w.pick('Chào shop,', 'Dear anh chị,', 'Xin chào,')}\n{noise.wish(w, p)}. "
            f"{w.pick('Thông tin của mình:', 'Gửi anh chị thông tin:')}\n{body}\n{w.pick('Cảm ơn', 'Thanks', '')}\n"
        )
        cases.append(case(mail(w, (p.name, p.email), w.pick("Hỏi giá", "Cần tư vấn"), text), truth, text))
    return cases

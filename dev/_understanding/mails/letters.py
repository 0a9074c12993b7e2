"""Letters of customers: signatures of every sort, replies, mobile mails, price requests, cards attached."""

from __future__ import annotations

from .. import noise, spelling
from ..case import Case, Truth, kind
from ..doors import ADDRESS
from ..letter import case, known, mail
from ..world import Person, World, unaccent


def _wish(w: World, p: Person) -> str:
    return w.pick(
        f"Bên mình đang cần báo giá {w.between(5, 90)} bộ bàn ghế, giao trước ngày "
        f"{w.between(1, 28)}/{w.between(1, 12)}/2025.",
        f"Nhờ anh chị gửi giúp catalogue và bảng giá. Ngân sách khoảng {w.between(100, 900)}.000.000 đồng.",
        f"Công ty em muốn hỏi giá sỉ, số lượng {w.between(100, 900)} cái/tháng, đơn hàng cũ số "
        f"{noise.code('PO', 8)(w, p)}.",
        f"Cho mình hỏi dự án thi công từ {noise.date_range(w, p)} thì bên mình có nhận không?",
        f"Anh chị tư vấn giúp máy {w.between(3, 9)}kW, kích thước {w.between(1, 9)}00x{w.between(1, 9)}00 nhé.",
    )


def signature(w: World, p: Person) -> str:
    phone, other = spelling.phone(w, p.phone), spelling.phone(w, p.phone2)
    fax = w.fixed()
    title = "Mr." if p.sex == "nam" else "Ms."
    tel = f"Tel: {other}\n" if p.phone2.startswith("02") else ""
    return w.pick(
        f"{p.name}\n{p.job}\n{p.company}\nĐT: {phone}\nEmail: {p.email}\nĐịa chỉ: {p.street}, {p.province_text}",
        f"--\n{p.name} ({title})\n{p.job} | {p.company}\nM: {phone} | E: {p.email}\nWebsite: www.{p.domain}",
        f"Trân trọng,\n\n{p.name}\n{p.company.upper()}\nĐịa chỉ: {p.street}, {p.province_text}\nMST: {p.vat}\n"
        f"Hotline: {phone} - Fax: {fax}",
        f"{p.name}\n{p.company}\n{tel}Fax: {fax}\nMobile: {phone}",
        f"{p.name} - {p.job}\n{p.company}\nDi động/Zalo: {phone}\nMST: {p.vat} - STK: 0{w.digits(12)} Vietcombank",
    )


def _truth(p: Person, text: str) -> Truth:
    truth = known(p, "contact", "company", "phone", "email")
    truth["company"] += (p.company.upper(),)
    if p.vat in text:
        truth["vat"] = (p.vat,)
    if "Tel: " in text:
        truth["phone2"] = known(p, "phone2")["phone2"]
    return truth


@kind("mail", "mail plain letter")
def plain(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        text = (
            f"{w.pick('Kính gửi Quý công ty,', 'Chào anh/chị,', 'Dear Sales Team,')}\n\n{_wish(w, p)}\n\n"
            f"{signature(w, p)}\n"
        )
        sender = w.pick(p.name, p.name, unaccent(p.name), p.given)
        truth = _truth(p, text)
        truth["contact"] += (p.given,) if sender == p.given else ()
        data = mail(w, (sender, p.email), w.pick("Hỏi giá", "Yêu cầu báo giá", "Hợp tác"), text)
        cases.append(case(data, truth, text))
    return cases


@kind("mail", "mail signature table")
def table(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        phone, fax = spelling.phone(w, p.phone), w.fixed()
        html = (
            f"<div>Chào anh chị,</div><div><br></div><div>{_wish(w, p)}</div><br><table><tr><td rowspan=4><img "
            f"src='cid:logo'></td><td><b>{p.name}</b></td></tr>"
            f"<tr><td><i>{p.job}</i></td></tr><tr><td>{p.company}</td></tr><tr><td>☎ {phone}&nbsp;|&nbsp;Fax: "
            f"{fax}<br>✉ <a href='mailto:{p.email}'>{p.email}</a>"
            f"<br>🏠 {p.street}, {p.province_text}<br><a href='https://{p.domain}'>{p.domain}</a></td></tr></table>"
        )
        cases.append(
            case(
                mail(w, (p.name, p.email), "Cần báo giá", html=html),
                known(p, "contact", "company", "phone", "email"),
                html,
            )
        )
    return cases


@kind("mail", "mail from a mobile")
def mobile(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        phone = spelling.phone(w, p.phone)
        text = w.pick(
            f"Shop oi cho minh hoi gia {w.pick('may loc nuoc', 'ban ghe')} loai {w.between(2, 9)} trieu, goi minh "
            f"{phone}\n\nGui tu iPhone cua toi\n",
            f"Minh can {w.between(2, 40)} bo, lien he {phone} ({p.given}) nhe\n\nSent from my iPhone",
            f"Bao gia giup minh voi a. sdt: {phone}\n\nĐã gửi từ iPhone của tôi",
            f"Em can tu van, zalo {phone}\nGửi từ điện thoại Samsung của tôi.",
        )
        truth = known(p, "contact", "phone", "email")
        sender = w.pick(p.name, unaccent(p.name))
        truth["contact"] = (sender, p.name)
        cases.append(case(mail(w, (sender, p.email), w.pick("hoi gia", "Tu van"), text), truth, text))
    return cases


@kind("mail", "mail reply with quote")
def reply(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        quoted = (
            f"Kính gửi anh chị, bên em xin gửi báo giá {w.between(2, 90)} bộ, giá {noise.amount(w, p)}.\nĐặng Thị Thu "
            f"Ngân\nPhòng Kinh doanh\nCông ty TNHH Bán Hàng Mẫu\n"
            f"ĐT: {spelling.phone(w, w.mobile())} - MST: {w.tax_code()}\nngan@ban-hang.example.vn"
        )
        head = w.pick(
            f"Vào Th 3, 4 thg 11, 2025 vào lúc 09:15 Ngân <{ADDRESS}> đã viết:",
            f"On Tue, Nov 4, 2025 at 9:15 AM Ngân <{ADDRESS}> wrote:",
            f"-----Original Message-----\nFrom: Ngân <{ADDRESS}>\nSent: Tuesday, November 4, 2025 9:15 AM\nTo: "
            f"{p.name} <{p.email}>\nSubject: Báo giá",
        )  # fmt: skip
        mark = "" if "Original" in head else "> "
        text = f"Cảm ơn em, {_wish(w, p)}\n\n{signature(w, p)}\n\n{head}\n" + "\n".join(
            mark + line for line in quoted.splitlines()
        )
        cases.append(case(mail(w, (p.name, p.email), "Re: Báo giá", text), _truth(p, text.partition(head)[0]), text))
    return cases


@kind("mail", "mail with a card attached")
def card(w: World, count: int) -> list[Case]:
    from ..cards.vcards import vcard

    cases = []
    for _ in range(count):
        p = w.person()
        content, truth = vcard(w, p)
        text = f"{_wish(w, p)}\n\n{p.given}\n"
        data = mail(w, (p.name, p.email), "Liên hệ", text, files=((f"{unaccent(p.name)}.vcf", "text/vcard", content),))
        cases.append(case(data, truth | {"email": (p.email,)}, text + content.decode("utf-8", "replace")))
    return cases


@kind("mail", "mail in english")
def english(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        name = w.pick("Laura Schmidt", "David Miller", "Kenji Tanaka", "Park Ji Hoon", "Emma Rossi")
        firm = w.pick(
            "Nordwind GmbH", "Miller & Sons Ltd", "Tanaka Trading Co., Ltd", "Rossi S.r.l.", "Blue Harbor Inc."
        )
        address = f"{name.split()[0].lower()}{p.number}@{w.pick('nordwind', 'bluehost', 'tanaka')}{p.number}.com"
        phone = w.pick(
            f"+49 30 {w.between(200, 899)} {w.digits(5)}", f"+1 415 {w.between(300, 899)} {w.digits(4)}",
            f"+81 3 {w.between(3200, 6899)} {w.digits(4)}",
            f"+44 20 7{w.digits(3)} {w.digits(4)}",
        )  # fmt: skip
        job = w.pick("Purchasing Manager", "Sourcing Director", "CEO")
        text = (
            f"Dear Sir or Madam,\n\nWe are interested in {w.between(2, 20)}x40HC of acacia chairs, FOB Hai Phong, "
            f"delivery by {w.between(1, 28)}/{w.between(1, 12)}/2025. "
            f"Our order no. {w.digits(10)}.\n\n{w.pick('Best regards', 'Kind regards')},\n{name}\n{job}\n{firm}\n"
            f"Tel: {phone}\nE-mail: {address}\n"
        )
        digits = "+" + "".join(filter(str.isdigit, phone))
        truth = {
            "contact": (name,),
            "company": (firm,),
            "email": (address,),
            "phone": (digits, phone),
            "function": (job,),
        }
        cases.append(case(mail(w, (name, address), "Inquiry", text), truth, text))
    return cases

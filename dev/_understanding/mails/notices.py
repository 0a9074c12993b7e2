"""Mails that are nobody's inquiry: codes, system notices, invoices, unsubscribing, robots' answers."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from typing import Any

from .. import noise
from ..case import Case, kind
from ..letter import case, mail
from ..world import World

# Sender, subject, text, and headers where it has some of its own.
Notice = tuple[Any, ...]


def _notices(w: World, count: int, draw: Callable[[World], Notice]) -> list[Case]:
    cases = []
    for _ in range(count):
        sender, subject, text, *more = draw(w)
        headers = more[0] if more else {}
        cases.append(case(mail(w, sender, subject, text, headers=headers), None, f"{subject}\n{text}"))
    return cases


@kind("mail", "mail no lead: codes")
def codes(w: World, count: int) -> list[Case]:
    def draw(w: World) -> Notice:
        number = w.digits(6)
        return w.pick(
            (("Zalo", "noreply@zaloapp.com"), "Mã xác thực của bạn",
                f"Mã xác thực OTP của bạn là {number}. Mã có hiệu lực trong 5 phút. Không chia sẻ mã này cho bất kỳ "
                f"ai.\n"),
            (("Google", "no-reply@accounts.google.com"), f"Mã xác minh: {number}",
                f"Mã xác minh Google của bạn là {number}\n"),
            (("Shopee", "info@mail.shopee.vn"), f"{number} là mã đăng nhập của bạn",
                f"Xin chào,\nMã đăng nhập một lần: {number}\nNếu không phải bạn, hãy đổi mật khẩu.\n"),
            (("Microsoft account team", "account-security-noreply@accountprotection.microsoft.com"),
                "Your single-use code",
            f"Your single-use code is: {number}\nOnly enter this code on an official website.\n"),
        )  # fmt: skip

    return _notices(w, count, draw)


@kind("mail", "mail no lead: system notices")
def system(w: World, count: int) -> list[Case]:
    def draw(w: World) -> Notice:
        site = f"noithat{w.between(1, 99)}.vn"
        return w.pick(
            (("WordPress", f"wordpress@{site}"),
                f"[{site}] Trang web của bạn đã được cập nhật lên WordPress 6.{w.between(1, 9)}.2",
            f"Xin chào! Trang web của bạn tại https://{site} đã được tự động cập nhật.\n"),
            (("Google Search Console Team", "sc-noreply@google.com"), f"Đã phát hiện vấn đề mới trên {site}",
                f"Search Console đã xác định rằng trang web của bạn bị ảnh hưởng bởi {w.between(1, 9)} vấn đề về lập "
                f"chỉ mục.\n"),
            (("Google", "no-reply@accounts.google.com"), "Cảnh báo bảo mật",
                "Có hoạt động đăng nhập mới trên Windows vào tài khoản của bạn. Nếu là bạn thì không cần làm gì.\n"),
            (("Facebook", "security@facebookmail.com"), "Cảnh báo đăng nhập",
                "Chúng tôi nhận thấy một lần đăng nhập từ thiết bị lạ. Kiểm tra hoạt động gần đây.\n"),
            (("cPanel", f"cpanel@{site}"), f"[{site}] Dung lượng đĩa sắp đầy",
                f"Tài khoản {site} đã dùng {w.between(80, 99)}% dung lượng.\n"),
            (("P.A Việt Nam", "noreply@pavietnam.vn"), f"Thông báo gia hạn tên miền {site}",
                f"Tên miền {site} sẽ hết hạn ngày {w.between(1, 28)}/12/2025. Vui lòng gia hạn.\n"),
            (("Wordfence", f"wordfence@{site}"), f"[Wordfence Alert] {site} User locked out",
                f"A user with IP address {w.between(20, 99)}.1.2.3 has been locked out.\n"),
        )  # fmt: skip

    return _notices(w, count, draw)


@kind("mail", "mail no lead: invoices")
def invoices(w: World, count: int) -> list[Case]:
    def draw(w: World) -> Notice:
        firm, amount = w.company()[0], noise.amount(w, w.person())
        code, number = f"{w.digits(4)}ABX{w.digits(5)}", w.digits(7)
        return w.pick(
            (("Hóa đơn điện tử", "noreply@meinvoice.vn"), f"Thông báo phát hành hóa đơn điện tử số {number}",
             f"Kính gửi Quý khách hàng,\n{firm} xin gửi hóa đơn điện tử.\nSố hóa đơn: {number}\nKý hiệu: 1C25TAA\n"
             f"Tổng tiền: {amount}\nMã tra cứu: {code}\nTra cứu tại: https://www.meinvoice.vn/tra-cuu\n"),
            (("VNPT Invoice", "no-reply@vnpt-invoice.com.vn"), f"Hóa đơn GTGT {number} - {firm}",
                f"Quý khách nhận được hóa đơn điện tử từ {firm}, MST {w.tax_code()}.\nMã tra cứu hóa đơn: {code}\n"),
            (("EVN HCMC", "cskh@hcmpc.vn"), "Thông báo tiền điện tháng 11/2025",
                f"Mã khách hàng PE{w.digits(11)}, số tiền {amount}, hạn thanh toán {w.between(1, 28)}/12/2025. Mã tra "
                f"cứu hóa đơn: {code}\n"),
        )  # fmt: skip

    return _notices(w, count, draw)


@kind("mail", "mail no lead: unsubscribe")
def unsubscribe(w: World, count: int) -> list[Case]:
    def draw(w: World) -> Notice:
        p = w.person()
        return w.pick(
            ((p.name, p.email), "Unsubscribe", "unsubscribe\n"),
            ((p.name, p.email), "Hủy đăng ký", "Vui lòng hủy đăng ký nhận tin cho tôi.\n"),
            ((p.name, p.email), "Re: Ưu đãi tháng 11", "Đừng gửi mail quảng cáo cho tôi nữa.\n"),
            ((p.name, p.email), "Ngừng nhận email", "Tôi không muốn nhận email này nữa, xin xóa tôi khỏi danh sách.\n"),
            ((p.name, p.email), "Re: Khuyến mãi", "Please remove me from your mailing list.\n"),
        )  # fmt: skip

    return _notices(w, count, draw)


@kind("mail", "mail no lead: robots")
def robots(w: World, count: int) -> list[Case]:
    def draw(w: World) -> Notice:
        p = w.person()
        auto = {"Auto-Submitted": "auto-replied"}
        news = {"List-Unsubscribe": "<https://bantin-doanhnhan.vn/u>", "Precedence": "bulk"}
        away = f"Tôi đang nghỉ phép đến hết ngày {w.between(1, 28)}/12. Việc gấp xin gọi {w.mobile()}.\n"
        return w.pick(
            ((p.name, p.email), "Trả lời tự động: Báo giá", away, auto),
            ((p.name, p.email), "Automatic reply: Quotation", "I am out of office with limited access.\n", auto),
            (
                ("Mail Delivery Subsystem", "mailer-daemon@googlemail.com"), "Delivery Status Notification (Failure)",
                f"Address not found: {p.email}\n", auto,
            ),
            (
                ("Bản tin Doanh nhân", "news@bantin-doanhnhan.vn"), "Bản tin tuần 45: thị trường gỗ",
                "Xem bản tin tuần này. Bấm vào đây để hủy đăng ký.\n", news,
            ),
        )  # fmt: skip

    return _notices(w, count, draw)


@kind("mail", "mail no lead: answers of calendars")
def answers(w: World, count: int) -> list[Case]:
    cases = []
    for _ in range(count):
        p = w.person()
        method, word = w.pick(("REPLY", "Đã chấp nhận"), ("CANCEL", "Đã hủy"), ("REPLY", "Accepted"))
        calendar = (
            f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:{w.digits(20)}@google.com\r\n"
            f"DTSTART:20251104T020000Z\r\nSUMMARY:Họp\r\n"
            f"ATTENDEE;PARTSTAT=ACCEPTED;CN={p.name}:mailto:{p.email}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        text = f"{p.name} {word.lower()} lời mời này.\n"
        data = mail(w, (p.name, p.email), f"{word}: Họp báo giá", text)
        message = message_from_bytes(data, policy=policy.default)
        message.add_alternative(calendar, subtype="calendar", params={"method": method})
        cases.append(case(message.as_bytes(), None, text + calendar))
    return cases

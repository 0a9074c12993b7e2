"""Mails of many kinds, each with what it must be read as. No database is asked."""

import email
import email.policy
import unicodedata

from odoo.tests import BaseCase, tagged

from ...tools.facts import facts
from ...tools.mail import body as mail_body
from ...tools.mail import message as mail_message
from ...tools.mail import result as mail_result

OURS = mail_result.Ours(frozenset({"kinhdoanh@mau.vn", "leads@mau.vn"}), frozenset({"mau.vn"}))
TONES = "\u0300\u0301\u0303\u0309\u0323"
STEEL = """Kính gửi công ty,
Tôi là Trần Văn Bình, Công ty Cổ phần Thép Việt (Hải Phòng).
Chúng tôi cần báo giá 20 tấn thép hình, giao tháng 7.
Điện thoại: 0225 3 822 111, di động 0904 123 321
Trân trọng"""
STEEL_SAYS = {
    "contact_name": "Trần Văn Bình",
    "partner_name": "Công ty Cổ phần Thép Việt",
    "phone": "+84904123321",
    "phone_secondary": "+842253822111",
    "state_id": "Hải Phòng",
}

# Sender, subject, further headers, text (HTML where it begins with <), kind, what is read; None: it must be absent.
MAILS = {
    "contact form sent from our own server": (
        '"Website" <wordpress@mau.vn>', "Liên hệ mới", "Reply-To: Lê Văn Hùng <hung.le@gmail.com>",
        "From: Lê Văn Hùng <hung.le@gmail.com>\nSubject: Hỏi giá máy in\n\nTôi cần 2 máy in, gọi tôi 0987 654 "
        "321\n\n-- \n"
        "This e-mail was sent from a contact form on Công ty Mẫu (https://mau.vn)",
        "internal", {"email_from": "hung.le@gmail.com", "contact_name": "Lê Văn Hùng", "phone": "+84987654321"},
    ),
    "labelled lines of the sender himself": (
        "Truong Quoc Viet <viet@anhduong.vn>", "Hỏi giá máy phát điện", "",
        "Dear anh chị,\nKhách sạn bên em ở quận Sơn Trà cần 2 máy phát điện.\n"
        "Họ tên: Trương Quốc Việt - Công ty TNHH Khách sạn Ánh Dương\nPhone: +84.935.112.244",
        "person", {
            "email_from": "viet@anhduong.vn", "contact_name": "Trương Quốc Việt", "phone": "+84935112244",
            "partner_name": "Công ty TNHH Khách sạn Ánh Dương", "state_id": "quận Sơn Trà",
        },
    ),
    "labelled lines of a sender whose address alone tells his name": (
        "khoa.nd@example.com", "Thép hộp", "", "Xin chào,\nTên: Nguyễn Đăng Khoa\nĐT: 0917 333 555\nCần 5 tấn.",
        "person", {"email_from": "khoa.nd@example.com", "contact_name": "Nguyễn Đăng Khoa", "phone": "+84917333555"},
    ),
    "labels above values": (
        "LadiPage <noreply@ladipage.vn>", "Bạn có data mới", "",
        "<div><b>Họ và tên</b></div><div>Phạm Thị Hồng Nhung</div><div>Số điện thoại</div><div>0356 789 012</div>"
        "<div>Email</div><div>hongnhung@yahoo.com.vn</div><div>URL page</div>"
        "<div>https://shop.vn/ghe?utm_source=google&amp;utm_campaign=ghe-t6</div><div>support@ladipage.vn</div>",
        "form", {"contact_name": "Phạm Thị Hồng Nhung", "phone": "0356 789 012", "email_from": "hongnhung@yahoo.com.vn",
                 "source_id": "google", "campaign_id": "ghe-t6"},
    ),
    "questions as labels": (
        "Google Forms <forms-receipts-noreply@google.com>", "Phản hồi mới", "",
        "Họ và tên của anh/chị: Vũ Thành Đạt\nSố điện thoại liên hệ (Zalo): 0914.555.666\nĐịa chỉ email: "
        "dat.vu@vidu.vn\n"
        "Anh/chị đang ở tỉnh thành nào?: Hải Phòng",
        "form", {"contact_name": "Vũ Thành Đạt", "phone": "0914.555.666", "email_from": "dat.vu@vidu.vn",
                 "state_id": "Hải Phòng"},
    ),
    "columns of an advertising platform": (
        "Zapier <hello@zapier.com>", "New lead", "",
        "full_name: Bùi Thị Lan Anh\nphone_number: +84912345671\nemail: lananh.bui@outlook.com\nplatform: fb",
        "form", {"contact_name": "Bùi Thị Lan Anh", "email_from": "lananh.bui@outlook.com", "source_id": "fb"},
    ),
    "a form without an address": (
        "no-reply@forms.vn", "Đăng ký", "Auto-Submitted: auto-generated",
        "Khách hàng: Trần Thị Tuyết\nĐT: 0977 666 555\nNgân sách: 3 tỷ\nHotline dự án: 0901 000 111",
        "form", {"contact_name": "Trần Thị Tuyết", "phone": "0977 666 555", "email_from": None},
    ),
    "a form that names nobody but in Reply-To": (
        "Typeform <no-reply@typeform.com>", "New response", 'Reply-To: "Đào Duy Từ" <tu.dao@abc.vn>', "A new response.",
        "form", {"contact_name": "Đào Duy Từ", "email_from": "tu.dao@abc.vn"},
    ),
    "a form in tables inside tables": (
        "Haravan <noreply@haravan.com>", "Liên hệ mới", "",
        "<table><tr><td><h2>Liên hệ</h2><table><tr><td>Tên:</td><td>Nguyễn An</td></tr><tr><td>Điện thoại:</td>"
        "<td>0909123123</td></tr><tr><td>Nội dung:</td><td>Mình muốn làm đại lý<br>ở Đồng "
        "Nai</td></tr></table></td></tr>"
        "<tr><td>© Haravan - 1900 636 099 - hi@haravan.com</td></tr></table>",
        "form", {"contact_name": "Nguyễn An", "description": "Mình muốn làm đại lý\nở Đồng Nai", "email_from": None},
    ),
    "signature on few lines": (
        '"Nguyễn Hải" <hai@xyz.com.vn>', "Yêu cầu báo giá", "",
        "Dear Anh/Chị,\nNhờ báo giá 3 máy nén khí.\n\nBest regards,\n\nNguyễn Hoàng Hải | Trưởng phòng vật tư\n"
        "CTY CP XYZ VIỆT NAM | 123/4 Lê Lợi, P. Bến Thành, Q.1, TP.HCM\nT: (028) 3821 4567 (Ext: 102) | "
        "M: +84 909 888 777 | F: (028) 3821 4568\nE: hai@xyz.com.vn | W: xyz.com.vn\nSTK: 0071001234567 Vietcombank",
        "person", {"contact_name": "Nguyễn Hoàng Hải", "function": "Trưởng phòng vật tư", "phone": "+84909888777",
                   "partner_name": "CTY CP XYZ VIỆT NAM", "phone_secondary": "+842838214567", "website": "xyz.com.vn",
                   "description": "Dear Anh/Chị,\nNhờ báo giá 3 máy nén khí."},
    ),
    "without accents": (
        "Nguyen Thi Hoa <hoa.nt@dep.com.vn>", "Hoi gia bao bi", "",
        "Chao anh chi,\nBen em la cong ty TNHH Bao Bi Hoa Sen o Binh Duong, can 5000 hop, ngan sach khoang 50tr.\n"
        "Lien he em: 0937.222.111 (Hoa)",
        "person", {"partner_name": "cong ty TNHH Bao Bi Hoa Sen", "phone": "+84937222111", "state_id": "Binh Duong",
                   "expected_revenue": "khoang 50tr"},
    ),
    "English": (
        "John Smith <john@acme.co.uk>", "Enquiry", "",
        "My name is John Smith from Acme Ltd. We need 200 chairs for our Ho Chi Minh City office.\n\nKind regards,\n"
        "John Smith\nProcurement Manager\nAcme Ltd\n+44 20 7946 0958",
        "person", {"contact_name": "John Smith", "phone": "+442079460958", "function": "Procurement Manager",
                   "state_id": "Ho Chi Minh City"},
    ),
    "Outlook's reply in Vietnamese": (
        "Ngô Minh Tuấn <tuan.ngo@vina.vn>", "RE: Báo giá cửa", "",
        "Bên em đồng ý, nhờ chị gửi hợp đồng. Gọi em 0978 111 222 nhé.\n\n________________________________\n"
        "Từ: Kinh doanh <kinhdoanh@mau.vn>\nĐã gửi: Thứ Hai, 2 Tháng Sáu 2025 3:04 CH\nĐến: Ngô Minh Tuấn\n"
        "Chủ đề: Báo giá cửa\n\nCông ty TNHH Mẫu - MST 0109998887 - 0911 222 333",
        "person", {"phone": "+84978111222", "l10n_vn_vat": None, "partner_name": None, "phone_secondary": None},
    ),
    "Outlook's reply in HTML": (
        "Do Quang Huy <huy.do@abc.com.vn>", "Re: Quotation", "",
        '<div>The price of 10 laptops, please.</div><div id="Signature">Do Quang Huy (Mr.)<br>Purchasing Manager<br>'
        'Tel: 0236 3 555 777 | Mob: 0905 666 777</div><hr><div id="divRplyFwdMsg"><b>From:</b> Sales '
        '&lt;kinhdoanh@mau.vn'
        "&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Huy</div><div>Our hotline 0911 222 333, tax 0109998887</div>",
        "person", {"phone": "+84905666777", "phone_secondary": "+842363555777", "function": "Purchasing Manager"},
    ),
    "Gmail's reply": (
        "Vo Thi Sau <sau.vo@gmail.com>", "Re: Báo giá", "",
        "Ok em, chị đặt nhé\n\nVào Th 6, 6 thg 6, 2025 vào lúc 10:12 Công ty Mẫu <\nkinhdoanh@mau.vn> đã viết:\n\n"
        "> Kính gửi chị\n> 0911 222 333",
        "person", {"phone": None, "description": "Ok em, chị đặt nhé"},
    ),
    "Yahoo's reply": (
        "Le Loi <le.loi@yahoo.com>", "Re: Bao gia", "",
        '<div>Toi dong y. Dt 0903 111 222</div><div class="yahoo_quoted"><div>Vào Thứ Sáu, Mẫu đã viết:</div>'
        "<div>0911 222 333</div></div>",
        "person", {"phone": "+84903111222", "phone_secondary": None},
    ),
    "answers between quoted lines": (
        "Ly <ly@abc.vn>", "Re: Hỏi", "",
        "> Ở đâu ạ?\nGiao về 12 Nguyễn Huệ, P. Bến Nghé, Quận 1, TP HCM nhé\n> Số của em 0911 222 333",
        "person", {"street": "12 Nguyễn Huệ, P. Bến Nghé, Quận 1, TP HCM", "phone": None},
    ),
    "forwarded by a colleague from Outlook": (
        "Lương Nga <nga.luong@mau.vn>", "FW: Cần mua bàn ghế", "",
        "Nhờ xử lý.\nNga\n0905 000 222\n\n-----Original Message-----\nFrom: Đinh Công Sơn "
        "[mailto:son.dinh@noithat.vn]\n"
        "Sent: Friday, June 6, 2025\nTo: info@mau.vn\nSubject: Cần mua bàn ghế\n\nTôi cần 40 bộ bàn "
        "ghế.\n\nTrân trọng,\n"
        "Đinh Công Sơn - 0913 777 888\nCông ty CP Nội Thất Sơn Trà",
        "internal", {"contact_name": "Đinh Công Sơn", "email_from": "son.dinh@noithat.vn", "phone": "+84913777888",
                     "partner_name": "Công ty CP Nội Thất Sơn Trà", "phone_secondary": None},
    ),
    "forwarded twice": (
        "Trịnh Vượng <vuong@mau.vn>", "Fwd: Fwd: Hỏi mua", "",
        "Nhờ xử lý\n\n---------- Forwarded message ---------\nTừ: Lương Nga <nga@mau.vn>\nDate: Th 5\nSubject: "
        "Fwd: Hỏi mua"
        "\nTo: Vượng\n\nAnh ơi\n\n---------- Thư đã chuyển tiếp ----------\nTừ: Hà Khánh Vy <vy.ha@gmail.com>\n"
        "Ngày: Th 4\nChủ đề: Hỏi mua\nĐến: <nga@mau.vn>\n\nShop còn hàng không? Sđt e 0889 123 456, ở Cần Thơ ạ",
        "internal", {"contact_name": "Hà Khánh Vy", "email_from": "vy.ha@gmail.com", "state_id": "Cần Thơ"},
    ),
    "forwarded from an iPhone": (
        "Lương Nga <nga@mau.vn>", "Fwd: Tư vấn", "",
        "Bắt đầu thư được chuyển tiếp:\n\n> Từ: Cao Bá Quát <quat.cao@thu.vn>\n> Chủ đề: Tư vấn\n> Ngày: 3 "
        "tháng 6, 2025\n"
        "> Đến: nga@mau.vn\n> \n> Cần máy lọc nước cho trường học tại Nghệ An. ĐT 0912 999 888",
        "internal", {"contact_name": "Cao Bá Quát", "email_from": "quat.cao@thu.vn", "state_id": "Nghệ An"},
    ),
    "a colleague's note": (
        "Nga <nga@mau.vn>", "Khách mới", "",
        "Khách: anh Phạm Văn Đồng, Công ty TNHH Gạch Đồng Tâm, 0908 765 432, cần gạch ở Long An.\n\nNga",
        "internal", {"contact_name": "Phạm Văn Đồng", "phone": "+84908765432", "email_from": None},
    ),
    "a colleague's note, signed with a given name and phone": (
        "Trịnh Vượng <vuong@mau.vn>", "Khách hỏi máy in", "",
        "Anh Phùng Quang Tuấn bên Công ty CP In Sao Mai gọi hỏi 5 máy in, số anh ấy 0912 889 776.\n\nVượng\n"
        "0905 000 111",
        "internal", {"contact_name": "Phùng Quang Tuấn", "partner_name": "Công ty CP In Sao Mai",
                     "phone": "+84912889776", "phone_secondary": None},
    ),
    "an order with a table of goods": (
        "Shop Mẫu <no-reply@shop.vn>", "Đơn hàng mới", "",
        "<table><tr><th>Sản phẩm</th><th>SL</th><th>Giá</th></tr><tr><td>Máy xay</td><td>2</td><td>1.250.000₫</td></tr>"
        "</table><table><tr><td>Khách hàng</td><td>Vương Thị Ngọc Ánh</td></tr><tr><td>Điện thoại</td><td>0346 555 210"
        "</td></tr><tr><td>Địa chỉ giao hàng</td><td>12 Trần Phú, Nha Trang, Khánh Hòa</td></tr><tr><td>Mã đơn hàng"
        "</td><td>0912345678</td></tr></table>",
        "form", {"contact_name": "Vương Thị Ngọc Ánh", "phone": "0346 555 210", "ignore": None, "tag_ids": None,
                 "street": "12 Trần Phú, Nha Trang, Khánh Hòa"},
    ),
    "two customers in one notification": (
        "no-reply@form.vn", "2 khách", "",
        "Họ tên: Nguyễn Thị Sen\nSĐT: 0912111222\nNội dung: A\n\nHọ tên: Trần Văn Súng\nSĐT: 0913111333\n"
        "Nội dung: B",
        "form", {"contact_name": "Nguyễn Thị Sen", "phone": "0912111222",
                 "description": "Họ tên: Nguyễn Thị Sen\nSĐT: 0912111222\nNội dung: A\n\nHọ tên: Trần Văn Súng\n"
                 "SĐT: 0913111333\nNội dung: B"},
    ),
    "a notification in a sentence": (
        "no-reply@form.vn", "Khách mới", "",
        "Bạn có khách hàng mới: Mai Hồng Phúc, số điện thoại 0943 221 667, quan tâm dự án Sunrise.",
        "form", {"contact_name": "Mai Hồng Phúc", "phone": "+84943221667"},
    ),
    "a letter that begins with Em, above a quoted one": (
        "Ngô Thị Lành <lanh@yahoo.com.vn>", "Re: Khuyến mãi", "",
        "Em ơi cho chị đặt 5 thùng nhé, số chị 0919334455\n\nVào 12 tháng 5, 2025, Mẫu <a@mau.vn> đã viết:\n0905000111",
        "person", {"phone": "+84919334455", "phone_secondary": None},
    ),
    "a wish that begins like the name of a shop": (
        "hung le <hungle.90@gmail.com>", "mua camera", "",
        "shop ơi báo giá mình 8 mắt camera lắp kho nha\n\nLê Phi Hùng - 0908.112.334",
        "person", {"contact_name": "Lê Phi Hùng", "partner_name": None},
    ),
    "a position before the company": (
        "Tony Pham <tony@gmail.com>", "RFQ", "",
        "Call me at +84 77 123 4567.\n\nTony Pham\nSourcing Manager, ABC Trading Co., Ltd",
        "person", {"function": "Sourcing Manager", "partner_name": "ABC Trading Co., Ltd"},
    ),
    "a given name alone": (
        "shopthuy@gmail.com", "nhập hàng", "", "Em tên Thuý, muốn nhập sỉ, sđt 0971223445", "person",
        {"contact_name": "Thuý"},
    ),
    "an acknowledgement": (
        "CSKH <cskh@b.vn>", "Chúng tôi đã nhận được email của bạn", "",
        "Chúng tôi đã nhận được yêu cầu của Quý khách và sẽ phản hồi trong vòng 24h.", "auto_reply", {},
    ),
    "labels in English": (
        "Lead bot <notify@crm.vn>", "New lead", "",
        "NAME: Trương Gia Bình\nMOBILE: 0912-345-111\nCOMPANY: FTP Group\nPOSITION: CTO",
        "form", {"contact_name": "Trương Gia Bình", "partner_name": "FTP Group", "function": "CTO"},
    ),
    "whom to ask, in a company's mail to ours": (
        "CÔNG TY TNHH ABC VIỆT <info@abcviet.vn>", "Báo giá", "",
        "Kính gửi Công ty Cổ phần Mẫu,\nCần 5 tấn thép.\nNgười liên hệ: Ms Hạnh - 0903 555 777, 0903 555 778 (anh Sơn)",
        "person", {"contact_name": "Hạnh", "partner_name": "CÔNG TY TNHH ABC VIỆT", "phone": "+84903555777",
                   "phone_secondary": "+84903555778", "state_id": None},
    ),
    "on maternity leave": (
        "Nga <nga@b.vn>", "Re: Báo giá", "",
        "Tôi đang nghỉ thai sản đến 01/09. Trong thời gian này vui lòng liên hệ anh Tuấn 0912 333 000.",
        "auto_reply", {},
    ),
    "a receipt": ("A <a@b.vn>", "Đã đọc: Báo giá", "", "Thư của bạn đã được đọc lúc 9:00", "auto_reply", {}),
    "an advertisement without headers": (
        "Shop <promo@shop.vn>", "Sale", "", "Mua ngay.\nBạn nhận được email này vì đã đăng ký. Hủy đăng ký tại đây.",
        "bulk", {},
    ),
    "deeply nested HTML": (
        "Lê Rạng <rang@b.vn>", "Hỏi giá", "", "<div>" * 400 + "Cần 3 máy, 0912 777 665", "person",
        {"phone": "+84912777665"},
    ),
    "a group address of our own": (
        "Phan Quỳnh <quynh@abc.vn>", "Hỏi giá", "Precedence: list\nList-ID: <kinhdoanh.mau.vn>", "Cho mình báo "
        "giá. 0912 444 333",
        "person", {"email_from": "quynh@abc.vn"},
    ),
    "a traveller who wants a price": (
        "Lan <lan@b.vn>", "Hỏi giá", "", "Mình đang đi công tác nên nhờ gửi báo giá qua email này, sđt 0912 000 333.",
        "person", {"phone": "+84912000333"},
    ),
    "a holiday booking": (
        "Lan <lan@b.vn>", "Nghỉ lễ 2/9 cần đặt phòng", "", "Mình cần báo giá 5 phòng. 0912 000 334", "person", {},
    ),
    "away, said in the subject": ("A <a@b.vn>", "Automatic reply: Báo giá", "", "Until Monday.", "auto_reply", {}),
    "away, in Vietnamese": ("A <a@b.vn>", "Tự động trả lời: Báo giá", "", "Cảm ơn anh chị.", "auto_reply", {}),
    "away, said in the text alone": (
        "A <a@b.vn>", "Re: Báo giá", "", "Hiện tôi đang nghỉ phép từ 1/6 và sẽ phản hồi khi quay "
        "lại.", "auto_reply", {},
    ),
    "Exchange's report": (
        "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@congty.vn>", "Undeliverable: Báo giá", "",
        "Your message couldn't be delivered.", "bounce", {},
    ),
    "a postmaster's report": ("postmaster@congty.vn", "Không thể gửi được: Báo giá", "", "Thư bị trả.", "bounce", {}),
    "Gmail's report": (
        "<mailer-daemon@googlemail.com>", "Delivery Status", "X-Failed-Recipients: a@b.vn", "", "bounce", {},
    ),
    "a shop's advertisement": (
        "<no-reply@mail.shop.vn>", "Sale 6.6", "List-Unsubscribe: <https://x>", "<p>Hotline: 1900 1221</p>", "bulk", {},
    ),
    "a colleague's answer with a copy to our address": (
        "Nga <nga@mau.vn>", "Re: Hỏi giá", "To: khach@abc.vn\nCc: leads@mau.vn",
        "Dạ em gửi báo giá.\n\nVào T.5, 5 thg 6, 2025 lúc 08:05 Khách <khach@abc.vn> đã viết:\n\nCần 2 máy", "own", {},
    ),
    "our own letter to a customer": ("Nga <nga@mau.vn>", "Báo giá", "To: khach@abc.vn\nCc: "
    "leads@mau.vn", "Gửi anh", "own", {}),
}  # fmt: skip


def bytes_in(text, encoding):
    """Return ``text`` in an encoding that Python does not know."""
    if encoding == "windows-1258":
        return b"".join(_cp1258(char) for char in text)
    table = {
        row["char"]: bytes.fromhex(row["bytes_hex"]) for row in facts("legacy_encodings") if row["encoding"] == encoding
    }
    return b"".join(table.get(char) or char.encode("latin-1") for char in text)


def _cp1258(char):
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        tone = next(mark for mark in parts if mark in TONES)
        return unicodedata.normalize("NFC", parts.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")


def read(data):
    message = email.message_from_bytes(data, policy=email.policy.SMTP)
    return mail_body.read(mail_message.open_message(message, OURS.addresses), OURS)


def mail(sender, subject, headers, text):
    kind = "html" if text.startswith("<") else "plain"
    to = "" if headers.startswith("To:") else "To: kinhdoanh@mau.vn\n"
    head = f"From: {sender}\n{to}Subject: {subject}\nMIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8\n"
    return f"{head}{headers + chr(10) if headers else ''}\n{text}".encode()


@tagged("-at_install", "post_install")
class TestMailBody(BaseCase):
    def test_mails_of_many_kinds(self):
        for name, (sender, subject, headers, text, kind, says) in MAILS.items():
            reading = read(mail(sender, subject, headers, text))
            with self.subTest(mail=name):
                self.assertEqual(reading.kind, kind)
                for column, value in says.items():
                    self.assertEqual(reading.get(column) or None, value, column)

    def test_encodings_with_wrong_labels(self):
        for encoding, label in (
            ("tcvn3", "iso-8859-1"), ("tcvn3", "x-viet-tcvn5712"), ("viscii", "viscii"), ("viscii", "iso-8859-1"),
            ("vni", "us-ascii"), ("windows-1258", "windows-1258"), ("windows-1258", "iso-8859-1"),
        ):  # fmt: skip
            subject = "".join(f"={byte:02X}" for byte in bytes_in("Hỏi giá thép hình", encoding))
            head = f"From: Tran Van Binh <binh@thep.vn>\nSubject: =?{label}?Q?{subject.replace(' ', '_')}?=\n"
            head += f"Content-Type: text/plain; charset={label}\n\n"
            reading = read(head.encode() + bytes_in(STEEL, encoding))
            with self.subTest(encoding=encoding, label=label):
                self.assertEqual(reading.title, "Hỏi giá thép hình")
                self.assertEqual({column: reading.get(column) for column in STEEL_SAYS}, STEEL_SAYS)

    def test_utf8_without_or_with_a_wrong_label(self):
        for label in ("", "; charset=x-unknown", "; charset=us-ascii", "; charset=iso-8859-1", "; charset="):
            head = f"From: Trần Văn Bình <binh@thep.vn>\nSubject: Hỏi giá\nContent-Type: text/plain{label}\n\n"
            for text in (STEEL, unicodedata.normalize("NFD", STEEL), STEEL.encode().decode("latin-1")):
                with self.subTest(label=label, text=text[:20]):
                    reading = read((head + text).encode())
                    self.assertEqual(reading.get("contact_name"), "Trần Văn Bình")
                    self.assertEqual(reading.get("partner_name"), STEEL_SAYS["partner_name"])

    def test_a_mail_attached_by_a_colleague(self):
        inner = b"From: Lan <lan@hoc.vn>\nSubject: 100 ao\n\nMinh can 100 ao. 0966 000 123"
        data = (
            b"From: nga@mau.vn\nTo: kinhdoanh@mau.vn\nSubject: Khach\nContent-Type: multipart/mixed; boundary=b\n\n"
            b"--b\nContent-Type: text/plain\n\nXem dinh kem\n--b\nContent-Type: message/rfc822\n\n"
            + inner
            + b"\n--b--\n"
        )
        reading = read(data)
        self.assertEqual((reading.title, reading.get("email_from")), ("100 ao", "lan@hoc.vn"))

"""Whose are the values of a mail: of the sender who fills in lines, of the customer a colleague passes on, of which."""

import email
import email.policy

from odoo.tests import BaseCase, tagged

from ...tools.mail.result import name_words
from .test_mail_body import OURS, mail, mail_body, mail_message, read

LINES = "Họ và tên: Đặng Thị Ngọc Lan\nSố điện thoại: 0938 404 505\nNội dung: cần 12 ghế xoay"

# Sender, subject, further headers, text, kind, what is read; None: it must be absent.
MAILS = {
    "a nickname": (
        "Gấu Bông <gaubong.89@gmail.com>", "Mua ghế", "", LINES,
        "person", {"email_from": "gaubong.89@gmail.com", "contact_name": "Đặng Thị Ngọc Lan", "phone": "0938 404 505"},
    ),
    "no name at all": (
        "xyz789@yahoo.com.vn", "Mua ghế", "", LINES,
        "person", {"email_from": "xyz789@yahoo.com.vn", "contact_name": "Đặng Thị Ngọc Lan"},
    ),
    "a department": (
        "Phòng Hành chính <hanhchinh@maivang.example>", "Mua ghế", "", f"{LINES}\nMST: 0101243150",
        "person", {"email_from": "hanhchinh@maivang.example", "contact_name": "Đặng Thị Ngọc Lan",
                   "l10n_vn_vat": "0101243150"},
    ),
    "a company, with an address of the same house": (
        "Công ty TNHH Mai Vàng <info@maivang.example>", "Mua ghế", "", f"{LINES}\nEmail: lan@maivang.example",
        "person", {"email_from": "info@maivang.example", "contact_name": "Đặng Thị Ngọc Lan"},
    ),
    "two mailboxes of one person": (
        "Gấu Bông <gaubong.89@gmail.com>", "Mua ghế", "", f"{LINES}\nEmail: lan@maivang.example",
        "person", {"email_from": "gaubong.89@gmail.com", "contact_name": "Đặng Thị Ngọc Lan"},
    ),
    "lines in English": (
        "sunny <sunny@acme.example>", "Chairs", "", "Full name: Helen Park\nPhone: +84 938 404 505\nCompany: Acme Ltd",
        "person", {"email_from": "sunny@acme.example", "contact_name": "Helen Park", "partner_name": "Acme Ltd"},
    ),
    "for somebody else: his name, the address of who writes": (
        "Vũ Đình Khôi <khoi.vu@gmail.com>", "Ghế cho chị Lan", "", LINES,
        "form", {"email_from": "khoi.vu@gmail.com", "contact_name": "Đặng Thị Ngọc Lan", "phone": "0938 404 505"},
    ),
    "for somebody else who has an address": (
        "Vũ Đình Khôi <khoi.vu@gmail.com>", "Ghế cho chị Lan", "", f"{LINES}\nEmail: lan@maivang.example",
        "form", {"email_from": "lan@maivang.example", "contact_name": "Đặng Thị Ngọc Lan",
                 "description": "cần 12 ghế xoay\nVũ Đình Khôi <khoi.vu@gmail.com>"},
    ),
    "the signature of who writes is not of whom he names": (
        "Thu Vân <van@maivang.example>", "Mua ghế", "", f"{LINES}\n--\nThu Vân\n0977 606 707",
        "person", {"phone": "0938 404 505", "phone_secondary": None},
    ),
    "a service for forms": (
        "Lan <hello@zapier.com>", "Ghế", "", LINES, "form", {"email_from": None, "phone": "0938 404 505"},
    ),
    "a web site's program": (
        "Ghế Xoay <info@ghexoay.example>", "Ghế", "X-Mailer: PHPMailer 6.9.1", LINES, "form", {"email_from": None},
    ),
    "a form that says so": (
        "Ghế Xoay <info@ghexoay.example>", "Bạn có khách mới", "", LINES, "form", {"email_from": None},
    ),
    "forwarded in Vietnamese by a name": (
        "Tống Khánh <khanh@mau.vn>", "TL: Máy lọc", "",
        "Xử lý giúp anh.\n\nTống Khánh\nTrưởng phòng\n0909 101 202\n\n________________________________\n"
        "Từ: Quách Thị Bưởi\nĐã gửi: Thứ Hai, 2 Tháng Sáu 2025 3:04 CH\nĐến: Kinh doanh\nChủ đề: Máy lọc nước\n\n"
        "Nhà em cần 2 máy lọc ở Vinh.",
        "internal", {"contact_name": "Quách Thị Bưởi", "phone": None, "email_from": None, "function": None,
                     "description": "Nhà em cần 2 máy lọc ở Vinh."},
    ),
    "forwarded from a telephone by a name": (
        "Tống Khánh <khanh@mau.vn>", "Fwd: Máy lọc", "",
        "Khánh 0909 101 202\n\nBắt đầu thư được chuyển tiếp:\n\nTừ: Quách Thị Bưởi\n\nCần 2 máy. 0944 303 404",
        "internal", {"contact_name": "Quách Thị Bưởi", "phone": "+84944303404", "phone_secondary": None},
    ),
    "forwarded by a name with an address of the server": (
        "Tống Khánh <khanh@mau.vn>", "FW: Máy lọc", "",
        "FYI\n\nFrom: Quách Thị Bưởi </O=MAU/OU=EXCHANGE/CN=RECIPIENTS/CN=BUOI>\nSent: Monday, June 2, 2025\n"
        "To: Sales\nSubject: Máy lọc\n\nCần 2 máy.",
        "internal", {"contact_name": "Quách Thị Bưởi", "description": "Cần 2 máy."},
    ),
    "forwarded by a company's name": (
        "Tống Khánh <khanh@mau.vn>", "FW: Máy lọc", "",
        "FYI\n\nFrom: Công ty CP Nước Sạch\nSent: Monday\nTo: Sales\nSubject: Máy lọc\n\nCần 20 máy.",
        "internal", {"partner_name": "Công ty CP Nước Sạch", "contact_name": None},
    ),
    "a forwarded text without any header": (
        "Tống Khánh <khanh@mau.vn>", "Fwd: Máy lọc", "",
        "---------- Forwarded message ---------\n\nCần 2 máy lọc. Gọi 0944 303 404\n\nQuách Thị Bưởi",
        "internal", {"contact_name": "Quách Thị Bưởi", "phone": "+84944303404"},
    ),
    "a colleague's signature on one line": (
        "Tống Khánh <khanh@mau.vn>", "Khách", "", "Khách hỏi 2 máy lọc.\n\nTống Khánh | Sales | 0909 101 202",
        "internal", {"contact_name": None, "phone": None, "function": None},
    ),
    "a colleague's own number in words": (
        "Tống Khánh <khanh@mau.vn>", "Khách", "", "Khách Quách Thị Bưởi, 0944 303 404.\nSố của em: 0909 101 202",
        "internal", {"contact_name": "Quách Thị Bưởi", "phone": "+84944303404", "phone_secondary": None},
    ),
    "a colleague's signature below labelled lines": (
        "Tống Khánh <khanh@mau.vn>", "Khách", "",
        "Tên khách: Quách Thị Bưởi\nSĐT: 0944 303 404\n\nKhánh\nHP: 0909101202",
        "form", {"contact_name": "Quách Thị Bưởi", "phone": "0944 303 404"},
    ),
}  # fmt: skip

# Name in From as it is written → contact, company, job position.
NAMES = {
    "Hồ Thị Kim Chi, Phòng Vật tư": ("Hồ Thị Kim Chi", "", "Phòng Vật tư"),
    '"Hồ Thị Kim Chi, Phòng Vật tư"': ("Hồ Thị Kim Chi", "", "Phòng Vật tư"),
    "Ho Thi Kim Chi, Procurement Dept.": ("Ho Thi Kim Chi", "", "Procurement Dept."),
    '"Bộ phận Thiết bị - Hồ Thị Kim Chi"': ("Hồ Thị Kim Chi", "", "Bộ phận Thiết bị"),
    '"Hồ Thị Kim Chi (P. KD)"': ("Hồ Thị Kim Chi", "", "P. KD"),
    '"Hồ Thị Kim Chi | Công ty TNHH Lúa Vàng"': ("Hồ Thị Kim Chi", "Công ty TNHH Lúa Vàng", ""),
    '"Hồ Thị Kim Chi, Kế toán trưởng, Công ty CP Lúa Vàng"': (
        "Hồ Thị Kim Chi",
        "Công ty CP Lúa Vàng",
        "Kế toán trưởng",
    ),
    '"Công ty Lúa Vàng, Phòng Kế toán"': ("", "Công ty Lúa Vàng", "Phòng Kế toán"),
    '"Phòng Kế hoạch"': ("", "", "Phòng Kế hoạch"),
    '"Nguyen, Kim Chi"': ("Nguyen, Kim Chi", "", ""),
    "Phong Nguyen": ("Phong Nguyen", "", ""),
    "Khôi Trần": ("Khôi Trần", "", ""),
}

# Text with a link → campaign, as it is in the address.
LINKS = {
    "Trang (https://ghe.example/a?utm_source=zalo&utm_campaign=he-2026) lúc 9h": "he-2026",
    "Trang https://ghe.example/a?utm_source=zalo&utm_campaign=he-2026.": "he-2026",
    "Trang <https://ghe.example/a?utm_campaign=he-2026>": "he-2026",
    "Trang “https://ghe.example/a?utm_campaign=he-2026”, rồi gọi": "he-2026",
    "Trang https://ghe.example/a?utm_campaign=he-2026,cảm ơn": "he-2026",
    "Trang 'https://ghe.example/a?utm_campaign=he-2026'!": "he-2026",
    "Trang https://ghe.example/a?utm_source=x&amp;utm_campaign=he-2026": "he-2026",
    "URL page: https://ghe.example/a?utm_campaign=he-2026).": "he-2026",
}

# Text that names two customers → the first one's name and phone, the second one's phone as it is in the description.
TWO = {
    "1. Anh Mạc Văn Tùng - 0977 121 232 - 2 bộ\n2. Chị Ninh Thị Gái - 0977 343 454 - 1 bộ": (
        "Anh Mạc Văn Tùng", "+84977121232", "0977 343 454",
    ),
    "- Mạc Văn Tùng, 0977 121 232, 2 bộ\n- Ninh Thị Gái, 0977 343 454, 1 bộ": (
        "Mạc Văn Tùng", "+84977121232", "0977 343 454",
    ),
    "Khách 1: anh Tùng 0977 121 232\nKhách 2: chị Gái 0977 343 454": ("anh Tùng", "+84977121232", "0977 343 454"),
    "Tên: Mạc Văn Tùng\nSĐT: 0977 121 232\n\nTên: Ninh Thị Gái\nSĐT: 0977 343 454": (
        "Mạc Văn Tùng", "0977 121 232", "0977 343 454",
    ),
    "Họ tên\tSĐT\tNội dung\nMạc Văn Tùng\t0977 121 232\t2 bộ\nNinh Thị Gái\t0977 343 454\t1 bộ": (
        "Mạc Văn Tùng", "0977 121 232", "0977 343 454",
    ),
}  # fmt: skip


@tagged("-at_install", "post_install")
class TestMailSenders(BaseCase):
    def test_each_value_is_of_the_right_one(self):
        for name, (sender, subject, headers, text, kind, says) in MAILS.items():
            reading = read(mail(sender, subject, headers, text))
            with self.subTest(mail=name):
                self.assertEqual(reading.kind, kind)
                for column, value in says.items():
                    self.assertEqual(reading.get(column) or None, value, column)

    def test_names_in_from(self):
        for written, (person, company, function) in NAMES.items():
            reading = read(mail(f"{written} <chi@luavang.example>", "Hỏi giá", "", "Cần 5 tấn gạo."))
            with self.subTest(written=written):
                said = tuple(map(reading.get, ("contact_name", "partner_name", "function")))
                self.assertEqual(said, (person, company, function))
                self.assertEqual(reading.get("email_from"), "chi@luavang.example")

    def test_a_list_of_senders_is_no_name(self):
        message = mail_message.Message({"from": "a@x.example, Chi <chi@luavang.example>"})
        self.assertEqual(message.proven_sender, "")

    def test_links_end_before_the_sentence(self):
        for text, campaign in LINKS.items():
            body = f"Họ tên: Mạc Văn Tùng\nSĐT: 0977 121 232\n{text}"
            reading = read(mail("no-reply@form.example", "Lead", "", body))
            with self.subTest(text=text):
                self.assertEqual(reading.get("campaign_id"), campaign)
                self.assertNotRegex(reading.get("landing_page_url"), r"[).,]$")

    def test_a_link_in_a_sentence_is_nobodys_website(self):
        text = "Mẫu như https://cho-mang.example/ghe-12, cần 5 cái.\nGiao tháng 8.\n" + "Xem thêm bản vẽ.\n" * 8
        self.assertFalse(read(mail("Chi <chi@gmail.com>", "Ghế", "", text)).get("website"))
        reading = read(mail("Chi <chi@cho-mang.example>", "Ghế", "", text))
        self.assertEqual(reading.get("website"), "https://cho-mang.example/ghe-12")

    def test_of_two_customers_the_second_stays_readable(self):
        for text, (name, number, second) in TWO.items():
            for sender in ("Nga <nga@mau.vn>", "no-reply@form.example", "Đại lý <daily@gmail.com>"):
                reading = read(mail(sender, "Hai khách", "", text))
                with self.subTest(text=text, sender=sender):
                    self.assertIn(name.rpartition(" ")[2], reading.get("contact_name"))
                    self.assertIn(reading.get("phone"), (number, "0977 121 232"))
                    self.assertFalse(reading.get("phone_secondary"))
                    self.assertIn(second, reading.get("description"))

    def test_two_people_of_one_company_are_no_two_customers(self):
        text = "Cần 5 tấn gạo.\nGọi em Chi 0977 121 232 hoặc anh Sơn 0977 343 454."
        reading = read(mail("Hồ Thị Kim Chi <chi@luavang.example>", "Gạo", "", text))
        self.assertEqual(reading.get("phone_secondary"), "+84977343454")

    def test_of_two_forwarded_mails_the_second_stays_readable(self):
        first, second = (
            f"---------- Forwarded message ---------\nTừ: {name} <{address}>\nDate: Th 2\nSubject: {subject}\n"
            f"To: <nga@mau.vn>\n\n{text}\n\n"
            for name, address, subject, text in (
                ("Mạc Tùng", "tung@a.example", "Bàn", "Cần 5 bàn. 0977 121 232"),
                ("Ninh Gái", "gai@b.example", "Ghế", "Cần 7 ghế. 0977 343 454"),
            )
        )
        reading = read(mail("Nga <nga@mau.vn>", "Fwd: Bàn", "", f"Hai khách.\n\n{first}{second}"))
        self.assertEqual((reading.get("email_from"), reading.get("phone")), ("tung@a.example", "+84977121232"))
        for text in ("gai@b.example", "Cần 7 ghế."):
            self.assertIn(text, reading.get("description"))

    def test_a_colleague_is_no_customer(self):
        ours = OURS._replace(names=frozenset({name_words("Nga Lương")}), phones=frozenset({"+84909101202"}))
        text = "Nhờ anh.\n\nFrom: Lương Nga\nSent: Monday\nTo: Khánh\nSubject: Máy\n\nKhách Mạc Văn Tùng, 0977 121 232."
        reading = self.read_with(ours, mail("Tống Khánh <khanh@mau.vn>", "FW: Máy", "", text))
        self.assertFalse(reading.get("contact_name"))
        text = "Khách Mạc Văn Tùng, 0977 121 232, máy 2 (hỏi thêm 0909 101 202)."
        reading = self.read_with(ours, mail("Tống Khánh <khanh@mau.vn>", "Máy", "", text))
        self.assertEqual((reading.get("phone"), reading.get("phone_secondary")), ("+84977121232", ""))

    def read_with(self, ours, data):
        message = email.message_from_bytes(data, policy=email.policy.SMTP)
        return mail_body.read(mail_message.open_message(message, ours.addresses), ours)

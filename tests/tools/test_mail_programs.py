"""What mail programs do to mails on their way: folded lines, sorted names, headers on one line."""

from odoo.tests import BaseCase, tagged

from ...tools.name import person_name
from .test_mail_body import mail, read

CARD = "BEGIN:VCARD\nVERSION:3.0\nN:Ông;Thị Đan Thanh;;;\nFN:Ông Thị Đan Thanh\nEMAIL:thanh@dakmil.vn\nEND:VCARD"


@tagged("-at_install", "post_install")
class TestMailPrograms(BaseCase):
    def test_a_number_folded_by_the_program_is_whole(self):
        for delsp, first in (("no", "gọi em 0972 "), ("yes", "gọi em 0972  ")):
            head = "From: Mạc Bưởi <buoi@vidu.vn>\nSubject: Thuê xe\nContent-Transfer-Encoding: 8bit\n"
            head += f"Content-Type: text/plain; charset=utf-8; format=flowed; delsp={delsp}\n\n"
            reading = read(f"{head}Thuê một xe 5 tấn,\n{first}\n 444 555 nhé.\n-- \nBưởi".encode())
            with self.subTest(delsp=delsp):
                self.assertEqual(reading.get("phone"), "+84972444555")
                self.assertIn("gọi em 0972 444 555 nhé.", reading.get("description"))

    def test_questions_above_their_answers(self):
        page = "".join(f"<div>{line}</div>" for line in (
            "<b>1. Họ và tên của bạn *</b>", "Tống Khánh Linh", "<b>2. Số điện thoại (có Zalo) *</b>", "0868 555 444",
            "<b>3. Bạn đang ở tỉnh nào?</b>", "Nghệ An"))  # fmt: skip
        reading = read(mail("Google Biểu mẫu <forms-receipts-noreply@google.com>", "Câu trả lời mới", "", page))
        self.assertEqual((reading.get("contact_name"), reading.get("state_id")), ("Tống Khánh Linh", "Nghệ An"))

    def test_questions_without_a_question_mark(self):
        for question in (
            "Tên công ty anh/chị đang làm việc", "Anh chị đang công tác tại", "Which company do you work for",
            "Anh/chị vui lòng cho biết tên doanh nghiệp", "Nơi anh/chị làm việc",
        ):  # fmt: skip
            rows = ("Họ và tên", "Phạm Thị Nhung", "Số điện thoại", "0356 789 012", question, "Mây Trắng",
                    "Cảm ơn anh/chị đã đăng ký", "Công ty chúng tôi sẽ liên hệ với bạn")  # fmt: skip
            page = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
            reading = read(mail("JotForm <noreply@jotform.com>", "Đăng ký", "", f"<table>{page}</table>"))
            with self.subTest(question=question):
                self.assertEqual(reading.get("contact_name"), "Phạm Thị Nhung")
                self.assertEqual(reading.get("partner_name"), "Mây Trắng")

    def test_a_site_that_sends_its_form_is_nobody(self):
        page = "---\nDate: 4/11/2025\nTime: 09:15\nPage URL: https://noithat9.vn/lien-he\nRemote IP: 113.1.2.3\n"
        for sender in ("Nội thất Mẫu <email@noithat9.vn>", "noithat9.vn <info@noithat9.vn>", "Ghế <ghe9@gmail.com>"):
            for text, name in (
                ("0912 345 678\nLê Hà", ""),
                ("SĐT: 0912 345 678", ""),
                ("Lê Hà\n0912 345 678", "Lê Hà"),
            ):
                for trailer in (page, page + "Powered by: Elementor", "---\nPowered by: Elementor"):
                    reading = read(mail(sender, "New message", "", f"{text}\n\n{trailer}"))
                    with self.subTest(sender=sender, text=text, trailer=trailer):
                        self.assertEqual((reading.kind, reading.get("email_from")), ("form", ""))
                        self.assertIn(reading.get("contact_name"), (name, "Lê Hà" if "Lê Hà" in text else ""))
                        self.assertEqual(reading.get("partner_name"), "")
                        self.assertIn("912", reading.get("phone"))

    def test_an_advertisement_is_no_tax_code(self):
        text = "Họ tên: Lê An\nĐiện thoại: 0912 345 678\nTin: Bán nhà 151m2, giá 10,7 tỷ\nMã tin: 93706858"
        reading = read(mail("Chợ Tốt <noreply@chotot.com>", "Khách hàng quan tâm tin đăng", "", text))
        self.assertEqual((reading.get("vat"), reading.get("contact_name")), ("", "Lê An"))

    def test_the_spelling_with_accents_is_the_name(self):
        for sender, signed in (
            ("Nguyen Thi Hoa", "Nguyễn Thị Hoa"), ("Nguyễn Thi Hoa", "Nguyễn Thị Hoa"),
            ("Hoa Nguyen", "Nguyễn Thị Hoa"), ("NGUYEN THI HOA", "Nguyễn Thị Hoa"),
            ("Dang Van Duc", "Đặng Văn Đức"), ("Lò Thi Sa", "Lò Thị Sa"),
            ("Ms. Nguyen Thi Hoa", "Nguyễn Thị Hoa"), ("Nguyễn Thị Hoa", "Nguyen Thi Hoa"),
        ):  # fmt: skip
            reading = read(
                mail(f'"{sender}" <hoa7@gmail.com>', "Hỏi giá", "", f"Em cần 5 bộ.\n\nTrân trọng,\n{signed}")
            )
            with self.subTest(sender=sender):
                self.assertEqual(reading.get("contact_name"), sender if signed.isascii() else signed)
        reading = read(mail("Pham Thi Thuy <t@gmail.com>", "Hỏi giá", "", "Cần 5 bộ.\n\nTrân trọng,\nTrần Thị Thủy"))
        self.assertEqual(reading.get("contact_name"), "Pham Thi Thuy")

    def test_an_order_names_its_customer_above_the_address(self):
        text = "Bạn nhận được đơn hàng mới #1024\n\nThông tin khách hàng\nTôn Thất Tùng\ntung@vidu.vn\n0908001004\n"
        reading = read(mail("Sapo <noreply@sapo.vn>", "Đơn hàng mới", "", text + "Địa chỉ: 1 Láng Hạ, Hà Nội"))
        self.assertEqual((reading.get("contact_name"), reading.get("email_from")), ("Tôn Thất Tùng", "tung@vidu.vn"))

    def test_questions_of_a_form_in_a_table(self):
        page = "<table><tr><td>Anh/Chị tên gì?:</td><td>Cao Xuân Huy</td></tr><tr><td>Số ĐT (bắt buộc):</td>"
        page += "<td>0908.001.001</td></tr></table>"
        reading = read(mail("Ninja Forms <no-reply@bds.vn>", "Liên hệ", "", page))
        self.assertEqual((reading.get("contact_name"), reading.get("phone")), ("Cao Xuân Huy", "0908.001.001"))

    def test_a_forwarded_mail_with_its_headers_on_one_line(self):
        for text in (
            " ----- Thư được chuyển tiếp ----- Từ: Bạch Thị Tuyết <tuyet@yahoo.com>Tới: info@mau.vn <info@mau.vn>"
            "Đã gửi: Thứ Năm, 20 tháng 11, 2025 lúc 08:15:22 GMT+7Chủ đề: Mua máy may\nCần 2 máy. 0916 444 777",
            " ----- Forwarded Message ----- From: Bạch Thị Tuyết <tuyet@yahoo.com>To: info@mau.vn <info@mau.vn>"
            "Sent: Thursday, November 20, 2025 at 08:15:22 AM GMT+7Subject: Mua máy may\nCần 2 máy. 0916 444 777",
        ):
            reading = read(mail("Minh <minh@mau.vn>", "Fwd: Mua máy may", "", text))
            with self.subTest(text=text[:30]):
                self.assertEqual(reading.kind, "internal")
                self.assertEqual((reading.get("contact_name"), reading.get("email_from"), reading.title),
                                 ("Bạch Thị Tuyết", "tuyet@yahoo.com", "Mua máy may"))  # fmt: skip

    def test_names_as_address_books_and_programs_order_them(self):
        for sender, signed, name in (
            ('"Nguyen, Van An" <an@corp.vn>', "", "Nguyen Van An"),
            ('"Mai, Giám đốc" <mai@corp.vn>', "", "Mai"),
            ("Khoa Nguyen Dang <khoa@corp.vn>", "Trân trọng,\nNguyễn Đăng Khoa (Mr.)", "Nguyễn Đăng Khoa"),
        ):
            reading = read(mail(sender, "Báo giá", "", f"Cần 20 máy tính.\n\n{signed}"))
            with self.subTest(sender=sender):
                self.assertEqual(self.shown(reading), name)

    def shown(self, reading):
        return person_name.parse(reading.get("contact_name")).name

    def test_a_card_says_the_whole_name_of_its_sender(self):
        data = (
            "From: Đan Thanh <thanh@dakmil.vn>\nTo: kinhdoanh@mau.vn\nSubject: Danh thiếp\nMIME-Version: 1.0\n"
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nNhờ tư vấn.\n"
            f"--b\nContent-Type: text/vcard; charset=utf-8\n\n{CARD}\n--b--\n"
        )
        self.assertEqual(self.shown(read(data.encode())), "Ông Thị Đan Thanh")

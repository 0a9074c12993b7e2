"""Who is the customer, where a form, a colleague or a signature names him in a way of its own?"""

from odoo.tests import BaseCase, tagged

from .test_tools_mail_body import mail, read

# Sender, subject, further headers, text, kind, what is read; None: it must be absent.
MAILS = {
    "a contact form of another server": (
        "Mã Vạch Việt <wordpress@mavach.vn>", 'Mã Vạch Việt "Máy in tem"', "",
        "Từ: Tăng Bảo Long <long.tang@vidu.vn>\nTiêu đề: Máy in tem\n\nNội dung thông điệp:\nCần tư vấn máy in tem\n"
        "Điện thoại: 0909 222 333\n\n-- \nEmail này được gửi từ form liên hệ của Mã Vạch Việt (https://mavach.vn)",
        "form", {"contact_name": "Tăng Bảo Long", "email_from": "long.tang@vidu.vn", "phone": "+84909222333"},
    ),
    "numbered lines above the hotline of the form's company": (
        "MauPage <system@maupage.vn>", "Khách mới", "",
        "1. Họ và tên: Bế Văn Đàn\n2. Điện thoại: 0812 000 999\n3. Tỉnh/TP: Cao Bằng\n\nHotline: 0900 111 222",
        "form", {"contact_name": "Bế Văn Đàn", "phone": "0812 000 999", "state_id": "Cao Bằng"},
    ),
    "a colleague's answer above what the customer wrote": (
        "Hạnh Lê <hanh.le@mau.vn>", "Re: In sách ảnh", "",
        "Anh Tuấn xử lý giúp em.\nHạnh 0912 12 12 12\n\n"
        "Vào Th 4, 19 thg 11, 2025 vào lúc 11:02 Tôn Nữ Quỳnh Giao <giao.ton@vidu.vn> đã viết:\n\n"
        "> Chào chị Hạnh,\n> Bên em cần in 1.000 cuốn sách ảnh.\n>\n> Tôn Nữ Quỳnh Giao\n> TP. Huế, ĐT: 0905 90 90 90",
        "internal", {"contact_name": "Tôn Nữ Quỳnh Giao", "email_from": "giao.ton@vidu.vn", "phone": "+84905909090",
                     "phone_secondary": None},
    ),
    "a factory at a place": (
        "Nguyễn Văn Hải <hai@vidu.vn>", "Tủ điện", "", "Cần 6 tủ điện cho nhà máy tại Nam Định, báo giá sớm nhé.",
        "person", {"partner_name": None, "state_id": "Nam Định"},
    ),
}  # fmt: skip


@tagged("-at_install", "post_install")
class TestMailCustomers(BaseCase):
    def test_mails_name_their_customers(self):
        for name, (sender, subject, headers, text, kind, says) in MAILS.items():
            reading = read(mail(sender, subject, headers, text))
            with self.subTest(mail=name):
                self.assertEqual(reading.kind, kind)
                for column, value in says.items():
                    self.assertEqual(reading.get(column) or None, value, column)

"""Who is the customer, where a form, a colleague or a signature names him in a way of its own?"""

from odoo.tests import BaseCase, tagged

from .test_mail_body import mail, read

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
    "a position and a dash in a signature set in the middle": (
        "Tô Hiến Thành <thanh.th@capnuoc.vn>", "Đề nghị báo giá", "",
        "Kính gửi: Quý công ty\nĐơn vị chúng tôi cần 200 đồng hồ nước DN15.\nTrân trọng./.\n"
        "                 Tô Hiến Thành\n        Trưởng phòng Kế hoạch - Kỹ thuật\n"
        "      Công ty TNHH Một thành viên Cấp nước Mẫu, TP. Bắc Giang\n           SĐT: 0947 11 22 33",
        "person", {"partner_name": "Công ty TNHH Một thành viên Cấp nước Mẫu", "phone": "+84947112233",
                   "function": "Trưởng phòng Kế hoạch - Kỹ thuật", "state_id": "TP. Bắc Giang"},
    ),
    "pictures in place of labels, a profession before the name": (
        "LS Hồng Nhung <nhung@hongnhung.vn>", "Thuê văn phòng", "",
        "Chúng tôi tìm thuê văn phòng 120m2.\n\nLuật sư Bùi Thị Hồng Nhung\nCông ty Luật TNHH Hồng Nhung\n"
        "📍 Số 5 ngõ 12 Duy Tân, Cầu Giấy, Hà Nội 📞 098 312 3456 🌐 hongnhung.vn",
        "person", {"contact_name": "Bùi Thị Hồng Nhung", "function": "Luật sư", "phone": "+84983123456",
                   "website": "hongnhung.vn"},
    ),
    "the name above the line of the signature": (
        "Le Cam Tu <tu.le@anhsao.vn>", "Keo dán giày", "",
        "Em cần 20 thùng keo dán giày mỗi tháng.\n\nThanks and regards,\n\nLê Cẩm Tú - Ms.\n"
        "Nhân viên thu mua/ Purchasing staff\n---\nCÔNG TY TNHH MTV GIÀY ÁNH SAO\nHP: 0908-555-123",
        "person", {"contact_name": "Lê Cẩm Tú", "function": "Nhân viên thu mua", "phone": "+84908555123"},
    ),
    "a company in From, whom to call in the text": (
        "NAM PHONG XNK <namphongxnk@gmail.com>", "XIN CƯỚC TÀU", "",
        "BÊN MÌNH CẦN CƯỚC 2 CONT ĐI BUSAN.\nLIÊN HỆ: LÊ HOÀNG NAM - 0909.888.111\nCTY TNHH TM DV XNK NAM PHONG",
        "person", {"contact_name": "Lê Hoàng Nam", "partner_name": "CTY TNHH TM DV XNK NAM PHONG"},
    ),
    "a login in From": (
        "tamcao <caotam@vidu.vn>", "Lấy sỉ", "", "Chào shop, mình là Cao Thị Thanh Tâm, muốn lấy sỉ cà phê.",
        "person", {"contact_name": "Cao Thị Thanh Tâm"},
    ),
    "a login with digits in From": (
        "ktien88 <ktien88@vidu.vn>", "hoi gia", "", "Minh la Khuất Duy Tiến, can 2 may giat. dt 033.555.7799",
        "person", {"contact_name": "Khuất Duy Tiến"},
    ),
    "a company without a legal form, of the sender's domain": (
        "Park Ji Hoon <jhpark@kovitech.vn>", "Gloves", "",
        "Please quote 500 gloves.\n\nThanks,\nPark Ji Hoon\nDeputy Manager\nKOVI TECH VINA\nM: 0966 778 899",
        "person", {"partner_name": "KOVI TECH VINA", "function": "Deputy Manager"},
    ),
    "a shop inside a sentence": (
        "Ánh Tuyết <anhtuyet@vidu.vn>", "Nhập sơn", "",
        "Tôi là chủ Cửa hàng VLXD Ánh Tuyết ở Ngũ Hành Sơn, muốn làm đại lý.",
        "person", {"partner_name": "Cửa hàng VLXD Ánh Tuyết", "state_id": "Ngũ Hành Sơn"},
    ),
    "a province in the name of an office": (
        "Trần Đại Nghĩa <nghia@vidu.gov.vn>", "Mời chào giá", "",
        "Kính mời quý đơn vị chào giá thiết bị quan trắc.\n\nTrần Đại Nghĩa\nSỞ NÔNG NGHIỆP TỈNH LÂM ĐỒNG",
        "person", {"partner_name": "SỞ NÔNG NGHIỆP TỈNH LÂM ĐỒNG", "state_id": "TỈNH LÂM ĐỒNG"},
    ),
    "a person in charge of the customer's": (
        "Cty Phúc Hưng <ctyphuchung@gmail.com>", "Thư mời", "",
        "Chúng tôi cần 300 bộ đèn.\n- Người phụ trách: Ông Nguyễn Hữu Phúc\n- Số điện thoại: 0918 777 666",
        "person", {"contact_name": "Nguyễn Hữu Phúc", "phone": "+84918777666"},
    ),
    "a centre inside a sentence, a shop beside the customer": (
        "Hà Cầu <cau.ha@vidu.vn>", "Bàn ghế", "",
        "Em bên Trung tâm Ngoại ngữ Bông Sen tại Phủ Lý, gần siêu thị Sao Mai, cần 60 bộ bàn ghế.",
        "person", {"partner_name": "Trung tâm Ngoại ngữ Bông Sen", "state_id": "Phủ Lý"},
    ),
    "a row of columns with strokes between them": (
        "Zapier <no-reply@zapier.com>", "New form entry", "",
        "full_name|phone|email|company|province\n"
        "Đoàn Thị Điểm|0945 454 545|diem@vidu.vn|Trường THPT Hồng Hà|Hưng Yên",
        "form", {"contact_name": "Đoàn Thị Điểm", "phone": "0945 454 545", "partner_name": "Trường THPT Hồng Hà"},
    ),
    "a form that its company signs": (
        "Website Enquiry <enquiry@sach.vn>", "New inquiry", "",
        "Full Name: Lê Quý Đôn\nMobile: 0988 776 600\nInquiry: Mua sách\n\nBest regards,\nWeb Team\nTel: 028 7300 1234",
        "form", {"contact_name": "Lê Quý Đôn", "phone": "0988 776 600", "phone_secondary": None},
    ),
    "a part of the signed name in From": (
        "Minh Nguyệt <nguyet@vidu.vn>", "Mua giỏ", "",
        "Shop em muốn mua 500 giỏ mây.\n\n--\nShop Hoa Nguyệt\nChủ shop: Lương Thị Minh Nguyệt\n"
        "Zalo: 0908 765 001",
        "person", {"email_from": "nguyet@vidu.vn", "contact_name": "Lương Thị Minh Nguyệt",
                   "partner_name": "Shop Hoa Nguyệt"},
    ),
    "an office without a name in From": (
        "ketoan@phuung.vn", "Giấy in", "", "Báo giá giấy in A4.\nNgười liên hệ: Nguyễn Thị Thuý\nĐT: 0912 000 333",
        "person", {"email_from": "ketoan@phuung.vn", "contact_name": "Nguyễn Thị Thuý", "phone": "+84912000333"},
    ),
    "a sentence that begins with the company, a short position": (
        "Yết Kiêu <yetkieu@vidu.vn>", "Bộ đồ lặn", "",
        "Công ty Lặn Biển Xanh (Cẩm Phả, Quảng Ninh) cần 10 bộ đồ lặn\n\nYết Kiêu\nP. Giám đốc",
        "person", {"partner_name": "Công ty Lặn Biển Xanh", "function": "P. Giám đốc"},
    ),
    "a report of a postmaster": (
        "Postmaster <postmaster@vidu.vn>", "Thông báo không gửi được thư: Báo giá", "Auto-Submitted: auto-generated",
        "Thư của bạn tới a@b.vn bị từ chối: hộp thư đã đầy.", "bounce", {},
    ),
    "a need that begins with the company": (
        "Yết Kiêu <yetkieu@vidu.vn>", "V/v: mua bộ đồ lặn", "",
        "V/v: mua bộ đồ lặn\n\nGửi bộ phận kinh doanh,\nCông ty Lặn Biển Xanh cần 10 bộ đồ lặn.\n"
        "Lh Yết Kiêu 0983 983 983",
        "person", {"partner_name": "Công ty Lặn Biển Xanh", "phone": "+84983983983", "description":
                   "V/v: mua bộ đồ lặn\n\nGửi bộ phận kinh doanh,\nCông ty Lặn Biển Xanh cần 10 bộ đồ lặn.\n"
                   "Lh Yết Kiêu 0983 983 983"},
    ),
    "a messenger": (
        "Bot Zalo <bot@zalo-oa.vn>", "Lead mới", "",
        "Tên Zalo: Lê Thị Hồng Gấm\nSĐT Zalo: 0933 933 111\nTên quán: Quán cà phê Gấm\nKhu vực: Mỹ Tho, Tiền Giang",
        "form", {"contact_name": "Lê Thị Hồng Gấm", "phone": "0933 933 111", "partner_name": "Quán cà phê Gấm"},
    ),
    "a chat": (
        "tawk.to <noreply@tawk.to>", "Chat transcript", "",
        "Khách: Đoàn Minh Trí\nEmail: tri.doan@vidu.vn\nĐiện thoại: 0862 345 678\nVị trí: Nha Trang, Vietnam\n\n"
        "[09:12] Đoàn Minh Trí: Cho mình hỏi phần mềm có bản dùng thử không?",
        "form", {"contact_name": "Đoàn Minh Trí", "state_id": "Nha Trang, Vietnam", "function": None},
    ),
    "a sentence of a machine": (
        "Callback <noreply@callback.vn>", "Yêu cầu gọi lại", "",
        "Khách hàng Ma Thị Du, số điện thoại 0979.797.123, khu vực Bắc Ninh yêu cầu gọi lại.",
        "form", {"contact_name": "Ma Thị Du", "phone": "+84979797123", "state_id": "Bắc Ninh"},
    ),
    "passed on from the leads' own address": (
        "Leads <leads@mau.vn>", "Fwd: Tư vấn camera", "",
        "---------- Forwarded message ---------\nTừ: Âu Dương Tuấn <tuan.auduong@vidu.vn>\n"
        "Subject: Tư vấn camera\nTo: <leads@mau.vn>\n\nNhà em ở Kon Tum cần lắp 4 camera.",
        "internal", {"email_from": "tuan.auduong@vidu.vn", "contact_name": "Âu Dương Tuấn"},
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

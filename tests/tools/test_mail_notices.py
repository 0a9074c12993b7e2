"""Mails that no customer wrote make no lead by themselves; mails that only sound like them are customers'."""

from odoo.tests import BaseCase, tagged

from ...tools.mail.result import NO_LEAD
from .test_mail_body import mail, read

# {kinds as which they may be read: [(sender, subject, further headers, text)]}
NO_CUSTOMERS = {
    ("notice",): [
        (
            "Google <no-reply@accounts.google.com>", "Cảnh báo bảo mật", "",
            "Đăng nhập mới vào tài khoản của bạn trên thiết bị Windows.",
        ),
        (
            "Google Search Console Team <sc-noreply@google.com>", "Hiệu suất của mau.vn tháng 8", "",
            "Số lượt nhấp: 1,2 nghìn. Xem báo cáo đầy đủ.",
        ),
        (
            "WordPress <wordpress@mau.vn>", "[Công ty Mẫu] Trang web của bạn đã được cập nhật lên WordPress 6.5", "",
            "Chào bạn! Trang web của bạn tại https://mau.vn đã tự động cập nhật lên WordPress 6.5.",
        ),
        (
            "WordPress <wordpress@mau.vn>", "[Công ty Mẫu] Một số plugin đã được cập nhật", "",
            "Các plugin sau đã được cập nhật tự động: Contact Form 7 phiên bản 5.9",
        ),
        (
            "Facebook <security@facebookmail.com>", "123456 là mã xác nhận tài khoản Facebook của bạn", "",
            "Xin chào, mã của bạn là 123456. Không chia sẻ mã này với ai.",
        ),
        ("Zalo <noreply@zalo.me>", "Mã xác thực", "", "Mã xác thực của bạn là 482913, có hiệu lực trong 5 phút."),
        (
            "VNPay <support@vnpay.vn>", "OTP", "",
            "Mã OTP của quý khách: 220911. Mã hết hạn sau 3 phút. Không cung cấp mã cho bất kỳ ai.",
        ),
        (
            "Google Drive <no-reply@google.com>", "Dung lượng lưu trữ của bạn sắp hết", "",
            "Bạn đã dùng 14,5 GB trong số 15 GB.",
        ),
        (
            "Mắt Bão <billing@matbao.com>", "Tên miền mau.vn sắp hết hạn", "",
            "Kính gửi Quý khách, tên miền mau.vn sẽ hết hạn vào 20/12/2025. Hotline: 1900 1830",
        ),
        ("GitHub <noreply@github.com>", "[GitHub] A new device signed in", "", "Hey! new sign in from Chrome"),
        (
            "Vietcombank <VCBDigibank@info.vietcombank.com.vn>", "Thông báo biến động số dư",
            "Auto-Submitted: auto-generated",
            "Số dư TK VCB 0071001234567 +5,000,000 VND. Email này được gửi tự động.",
        ),
        (
            "Microsoft <account-security-noreply@accountprotection.microsoft.com>",
            "Microsoft account security code", "", "Security code: 4821933",
        ),
        (
            "UpdraftPlus <backup@mau-hosting.vn>", "Sao lưu hoàn tất", "",
            "Bản sao lưu của trang đã hoàn tất. Đây là email tự động, vui lòng không trả lời email này.",
        ),
        (
            "Facebook <notification@facebookmail.com>", "Nguyễn Nam đã bình luận về bài viết của bạn", "",
            "Nguyễn Nam: quá hay",
        ),
        ("LinkedIn <messages-noreply@linkedin.com>", "5 people viewed your profile", "", "See who"),
        ("Tiki <no-reply@tiki.vn>", "Mã đăng nhập một lần", "", "Quý khách vui lòng nhập 7723 để đăng nhập."),
        (
            "MB Bank <mbbank@mbbank.com.vn>", "Mật khẩu dùng một lần", "",
            "Mật khẩu dùng một lần: 220 917. Tuyệt đối không cung cấp cho người khác, hết hạn sau 2 phút.",
        ),
        (
            "Shopee <info@mail.shopee.vn>", "Mã xác minh", "",
            "Mã xác minh của bạn: 118822. Vui lòng không chia sẻ mã này.",
        ),
        (
            "Adobe <message@adobe.com>", "Your verification code", "",
            "Your verification code is 338812. It expires in 10 minutes.",
        ),
        ("Telegram <noreply@telegram.org>", "Login code: 77231", "", "Do not give this code to anyone."),
        (
            "Google Ads <ads-noreply@google.com>", "Tài khoản quảng cáo của bạn bị tạm ngưng", "",
            "Thanh toán không thành công.",
        ),
        ("Google Analytics <analytics-noreply@google.com>", "Báo cáo hàng tháng", "", "Người dùng: 1.200"),
        (
            "cPanel <cpanel@server12.nhanhoa.com>", "[server12] Disk quota warning for mau.vn",
            "Auto-Submitted: auto-generated", "The account is at 95% of storage quota.",
        ),
        ("iCloud <noreply@email.apple.com>", "Bộ nhớ iCloud của bạn sắp đầy", "", "Bạn đã dùng 4,8 GB trong 5 GB."),
        ("GoDaddy <renewals@godaddy.com>", "Your domain name expires soon", "", "mau.vn is up for renewal."),
        (
            "Let's Encrypt <expiry@letsencrypt.org>", "Certificate expiration notice", "",
            "Your certificate will expire in 7 days",
        ),
    ],
    ("bulk", "notice"): [
        (
            "Canva <hello@canva.com>", "New version of Canva is here", "",
            "Design faster. You are receiving this because you signed up. Unsubscribe",
        ),
        (
            "Notion Team <team@mail.notion.so>", "What's new in Notion", "",
            "New version with AI. You received this email because you signed up. Unsubscribe.",
        ),
    ],
    ("invoice",): [
        (
            "MISA meInvoice <no-reply@meinvoice.vn>", "Hóa đơn điện tử số 00001234", "",
            "Kính gửi Công ty TNHH Mẫu,\nCông ty CP Giấy Việt xin gửi đến Quý khách hóa đơn điện tử.\nMã tra "
            "cứu: A1B2C3D4E5\nTra cứu tại https://www.meinvoice.vn/tra-cuu\nĐiện thoại: 0912 345 678",
        ),
        (
            "Kế toán Giấy Việt <ketoan@giayviet.vn>", "Thông báo phát hành hóa đơn điện tử", "",
            "Kính gửi Quý khách hàng,\nCông ty Giấy Việt xin gửi đến Quý khách hóa đơn điện tử số 1234.\nMã "
            "tra cứu: QX7YT2\nVui lòng truy cập https://tracuu.giayviet.vn để tra cứu.\nMS Lan 0912 345 678",
        ),
        (
            "FPT eInvoice <einvoice@fpt.com.vn>", "Hóa đơn GTGT số 000123", "",
            "Kính gửi Quý khách,\nMã tra cứu hóa đơn: 8F3K2L\nVui lòng truy cập "
            "https://einvoice.fpt.com.vn/tra-cuu",
        ),
        (
            "VNPT <hoadon@vnpt.vn>", "[VNPT] Thông báo hóa đơn điện tử tháng 11", "",
            "VNPT xin thông báo hóa đơn cước.\nMã tra cứu: HN-00912\nTra cứu tại: "
            "http://vnpt-hn.vnpt-invoice.com.vn/tracuu",
        ),
        (
            "Viettel <noreply@sinvoice.viettel.vn>", "Hoa don dien tu", "",
            "Kinh gui quy khach. Ma so bi mat: A9B8C7D6E5. Tra cuu hoa don tai sinvoice.viettel.vn",
        ),
        (
            "Kế toán <ketoan.nhagiay@gmail.com>", "Gửi hóa đơn điện tử", "",
            "Kính gửi Quý công ty,\nEm xin gửi đến quý khách hóa đơn điện tử của đơn hàng tháng 10.\nMã tra "
            "cứu: K7T9W2\nLink: https://tracuuhoadon.nhagiay.vn\nTrân trọng",
        ),
    ],
    ("unsubscribe",): [
        (
            "Nguyễn An <an@khach.vn>", "Re: Ưu đãi tháng 9", "",
            "Vui lòng không gửi email quảng cáo cho tôi nữa. Xin cảm ơn.\n\nNguyễn An\n0912 345 678",
        ),
        ("Nguyễn An <an@khach.vn>", "unsubscribe", "", ""),
        ("Nguyễn An <an@khach.vn>", "Hủy đăng ký", "", ""),
        ("Bob <bob@x.com>", "Re: Promo", "", "Please remove me from your mailing list."),
        ("Le Minh <minh@khach.vn>", "Re: Khuyen mai", "", "Dung gui mail cho toi nua"),
        ("Le Minh <minh@khach.vn>", "Re: Khuyen mai", "", "Cho tôi hủy đăng ký nhận bản tin."),
        ("Lê Na <na@khach.vn>", "Re: Bản tin tháng 10", "", "Chào anh chị, tôi không muốn nhận email quảng cáo nữa."),
        ("Lê Na <na@khach.vn>", "Re: Tri ân khách hàng", "", "Làm ơn xoá email của tôi khỏi danh sách"),
        ("Lê Na <na@khach.vn>", "Re: Khuyến mãi", "", "Đừng spam nữa"),
        ("Ann <ann@corp.com>", "Re: Newsletter", "", "Hi, kindly take me off this list. Thanks, Ann"),
        ("Ann <ann@corp.com>", "Unsubscribe me", "", "Unsubscribe"),
        ("Lê Na <na@khach.vn>", "Từ chối nhận thư", "", "Tôi từ chối nhận thư chào hàng."),
        (
            "Lê Na <na@khach.vn>", "Re: Chào hàng", "",
            "Công ty chúng tôi không có nhu cầu, vui lòng ngưng gửi mail chào hàng.",
        ),
        ("Lê Na <na@khach.vn>", "Re: Ưu đãi", "", "Xin ngừng gửi thư cho địa chỉ này."),
    ],
    ("notice", "bulk"): [
        (
            "Slack <notification@slack.com>", "Bạn có 3 tin nhắn", "",
            "Weekly digest of mentions. Unsubscribe. You are receiving this because",
        ),
    ],
}  # fmt: skip

CUSTOMERS = [
    (
        "Lan <lan@b.vn>", "Cần báo giá hệ thống cảnh báo bảo mật", "",
        "Bên em cần tư vấn hệ thống cảnh báo bảo mật cho kho, 0912 000 333.",
    ),
    (
        "Trần Hà <ha@shop.vn>", "Tích hợp OTP", "",
        "Bên mình cần tích hợp gửi mã OTP qua SMS, ví dụ mã xác thực 123456, hết hạn sau 5 phút. Báo giá "
        "giúp nhé 0912345678",
    ),
    (
        "Website <no-reply@form.vn>", "Xác thực liên hệ", "",
        "Mã xác thực: 4821\nHọ tên: Lê Mai\nSĐT: 0912 345 678",
    ),
    (
        "Callback <noreply@callback.vn>", "Cập nhật phiên bản", "",
        "Khách cần tư vấn dịch vụ cập nhật phiên bản phần mềm 0912 111 222",
    ),
    (
        "Kế toán Hoa Sen <ketoan@hoasen.vn>", "Hóa đơn", "",
        "Chị ơi em tra cứu hóa đơn điện tử mã tra cứu: ABC12345 không được, nhờ kiểm tra giúp em 0912 "
        "333 444",
    ),
    (
        "Kế toán Hoa Sen <ketoan@hoasen.vn>", "Mua hàng", "",
        "Bên em muốn mua 20 máy, xuất hóa đơn điện tử cho Công ty TNHH Hoa Sen MST: 0101243150. Mã tra "
        "cứu gửi về mail này.",
    ),
    (
        "An <an@x.vn>", "Hủy đăng ký khóa học", "",
        "Em muốn hủy đăng ký khóa học hôm trước và chuyển sang khóa sau, gọi em 0912 345 678",
    ),
    ("An <an@x.vn>", "Hỏi", "", "Anh dùng mail này liên hệ em nhé, em cần 5 máy."),
    ("An <an@x.vn>", "Nút unsubscribe", "", "Bên em cần phần mềm gửi mail có nút unsubscribe, giá bao nhiêu?"),
    ("An <an@x.vn>", "Re: hàng", "", "Bên em không nhận gia công nữa, giờ cần nhập thành phẩm 200 cái."),
    (
        "Phạm Vũ <vu@hosting.vn>", "Gia hạn hosting", "",
        "Em cần gia hạn hosting gói 2GB cho web, gửi em số tài khoản",
    ),
    (
        "info@abc.vn", "SSL certificate", "",
        "We would like to order an SSL certificate for our site. Please advise.",
    ),
    (
        "Google Forms <forms-receipts-noreply@google.com>", "Câu trả lời mới", "",
        "Họ tên: Lê An\nSĐT: 0912 345 678\nNhu cầu: nâng dung lượng lưu trữ",
    ),
    (
        "Facebook <notification@facebookmail.com>", "Bạn có tin nhắn mới từ Lê An", "",
        "Lê An: shop ơi giá bao nhiêu",
    ),
    (
        "Nguyễn Văn Cảnh <canh@x.vn>", "Bảo trì máy chủ", "",
        "Máy chủ bên em bị chậm, nhờ bên anh qua bảo trì hệ thống. 028 3822 1111",
    ),
    ("Support <support@khach.vn>", "Update", "", "Bên chị cần 5 bộ plugin cho website WordPress, gửi demo nhé."),
    ("Lê Thị Dừng <dung@x.vn>", "Hỏi hàng", "", "Em không nhận được email của chị, gửi lại giúp em nữa nhé"),
    (
        "Lê An <an@x.vn>", "Re: Báo giá", "",
        "Thôi khỏi gửi thư mời thầu nữa, em đặt luôn 10 cái nhé, 0912 345 678",
    ),
    (
        "Drive <drive-shares-noreply@google.com>", "Nguyễn An đã chia sẻ tài liệu: Yêu cầu báo giá", "",
        "Nguyễn An (an@khach.vn) đã mời bạn xem",
    ),
    (
        "Calendly <no-reply@calendly.com>", "New Event: Lê An", "",
        "Invitee: Lê An\nInvitee Email: an@khach.vn\nEvent: demo",
    ),
    (
        "Đặt phòng <noreply@booking-ks.vn>", "Đặt phòng mới", "",
        "Khách: Lê An, 2 đêm, mã đặt phòng 482913, có hiệu lực trong 2 ngày",
    ),
    ("Shopee <no-reply@shopee.vn>", "Đơn hàng mới 240912ABC", "", "Bạn có đơn hàng mới từ lean123"),
    ("Lê Na <na@khach.vn>", "Re: Ưu đãi", "", "Ngừng gửi hàng đợt 2 giúp em, đổi sang 30 thùng loại B."),
    ("Lê Na <na@khach.vn>", "Đặt hàng", "", "Đừng gửi thư báo giá cũ nữa, em cần giá mới cho 20 bộ."),
    ("Kho Lê Na <kho@khach.vn>", "Sao lưu dữ liệu", "", "Bên em cần giải pháp sao lưu cho 3 máy chủ."),
    ("Admin <admin@truonghoc.edu.vn>", "Backup", "", "Trường em muốn mua phần mềm backup cho 50 máy."),
    ("Support <support@abc.com.vn>", "Gia hạn SSL", "", "Chứng chỉ SSL của bên tôi sắp hết hạn, tư vấn gói mới."),
    ("info@spa.vn", "Mã OTP", "", "App của spa cần nhắn mã OTP cho khách, mỗi ngày 2000 tin. Có gói nào không?"),
    (
        "Kế toán ABC <ketoan@abc.vn>", "Xin hóa đơn điện tử", "",
        "Chị ơi đơn hàng tuần trước chưa có hóa đơn điện tử, gửi bên em mã tra cứu: MST 0101243150 nhé",
    ),
    (
        "Web <no-reply@site.vn>", "Liên hệ từ website", "",
        "Tên: Phạm Ngân\nĐiện thoại: 0977 000 111\nNội dung: hỏi về plugin WordPress",
    ),
    (
        "Web <no-reply@site.vn>", "Thông báo hệ thống", "",
        "Khách hàng Phạm Ngân vừa để lại thông tin, xem tại trang quản trị",
    ),
    (
        "Hệ thống <system@site.vn>", "Đăng ký dùng thử", "",
        "Họ tên: Phạm Ngân\nEmail: ngan@kh.vn\nGói: bản dùng thử 30 ngày",
    ),
    (
        "Haravan <noreply@haravan.com>", "Thông báo giao dịch thành công đơn #1024", "",
        "Khách hàng: Phạm Ngân\nSĐT: 0977 000 111\nTổng: 2.000.000đ",
    ),
    (
        "Nguyễn Hoàng <hoang@kh.vn>", "Chính sách bảo mật", "",
        "Gửi em bản chính sách bảo mật và báo giá dịch vụ lưu trữ 2TB.",
    ),
    (
        "Mai <mai@kh.vn>", "Mã kích hoạt", "",
        "Em mua phần mềm hôm qua, mã kích hoạt 44321 báo hết hạn, gọi em 0905 111 222",
    ),
    (
        "Facebook <noreply@facebookmail.com>", "New lead from Phạm Ngân", "",
        "full_name: Phạm Ngân\nphone_number: +84977000111",
    ),
    ("Zoom <no-reply@zoom.us>", "Phạm Ngân has registered", "", "Name: Phạm Ngân\nEmail: ngan@kh.vn"),
    (
        "GetResponse <no-reply@getresponse.com>", "New subscriber", "List-Unsubscribe: <https://x>",
        "Name: Phạm Ngân\nPhone: 0977000111\nEmail: ngan@kh.vn",
    ),
    ("Phạm Ngân <ngan@kh.vn>", "Hủy đăng ký dịch vụ", "", "Tôi muốn hủy đăng ký gói cũ và nâng lên gói cao hơn."),
    (
        "Đối tác <info@doitac.vn>", "Thông báo giao dịch", "",
        "Bên chúng tôi đã chuyển khoản đặt cọc 5 triệu, nhờ xác nhận đơn.",
    ),
    (
        "Thầy Bình <binh@th.edu.vn>", "Unsubscribe feature", "",
        "We need a mail tool with an unsubscribe feature for 3,000 students.",
    ),
    ("Lan <lan@kh.vn>", "Re: Lịch hẹn", "", "Em không nhận được thư mời, anh gửi lại giúp."),
]  # fmt: skip


@tagged("-at_install", "post_install")
class TestMailNotices(BaseCase):
    def test_mails_of_no_customer_are_known(self):
        for kinds, mails in NO_CUSTOMERS.items():
            for sender, subject, headers, text in mails:
                with self.subTest(mail=subject, sender=sender):
                    self.assertIn(read(mail(sender, subject, headers, text)).kind, kinds)

    def test_a_customer_who_sounds_like_one_is_a_customer(self):
        for sender, subject, headers, text in CUSTOMERS:
            with self.subTest(mail=subject, sender=sender):
                self.assertNotIn(read(mail(sender, subject, headers, text)).kind, NO_LEAD)

    def test_one_sign_of_a_customer_is_enough(self):
        for kinds, mails in NO_CUSTOMERS.items():
            for sender, subject, headers, text in mails if kinds == ("notice",) else ():
                with self.subTest(mail=subject, sender=sender):
                    asking = f"Họ tên: Phạm Ngân\nĐiện thoại: 0977 000 111\n{text}"
                    self.assertNotIn(read(mail(sender, subject, headers, asking)).kind, NO_LEAD)

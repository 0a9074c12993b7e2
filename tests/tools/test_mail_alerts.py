"""Alerts of machines and bills of utilities make no lead; customers who write about such things do."""

from odoo.tests import BaseCase, tagged

from ...tools.mail.result import NO_LEAD
from .test_mail_body import mail, read

# (sender, subject, text)
ALERTS = (
    ("Haravan <noreply@haravan.com>", "Gói dịch vụ của bạn sắp hết hạn", "Cửa hàng ABC sẽ hết hạn ngày 12/12."),
    ("Tổng cục Hải quan <no-reply@customs.gov.vn>", "Thông báo tiếp nhận tờ khai",
     "Tờ khai 105123456789 đã được tiếp nhận."),
    ("MISA AMIS <noreply@misa.com.vn>", "Báo cáo doanh số tuần 45", "Tổng doanh số: 1.200.000.000đ"),
    ("Zoom <no-reply@zoom.us>", "Cloud Recording - Họp tuần is now available",
     "Your cloud recording is now available."),
    ("Trello <do-not-reply@trello.com>", "3 unread notifications", "Here's what you missed"),
    ("Dropbox <no-reply@dropbox.com>", "Your Dropbox is full", "Upgrade now."),
    ("Viettel Money <viettelmoney@viettel.com.vn>", "Giao dịch thành công",
     "Quý khách đã nạp 500.000đ. Email này được gửi tự động."),
    ("ACB <acbonline@acb.com.vn>", "ACB - Thong bao giao dich",
     "Kinh gui quy khach hang, tai khoan 1234 ghi no 1,000,000 VND."),
    ("Sacombank <thongbao@sacombank.com>", "Thông báo thay đổi lãi suất",
     "Kính gửi Quý khách, lãi suất mới áp dụng từ 01/12."),
    ("Cấp nước Nhà Bè <cskh@capnuocnhabe.vn>", "Thông báo tạm ngưng cấp nước",
     "Tạm ngưng cung cấp nước khu vực Quận 7 từ 22h."),
    ("Wordfence <wordfence@noithat7.vn>", "[Wordfence Alert] noithat7.vn User locked out",
     "A user with IP address 22.1.2.3 has been locked out."),
    ("cPanel <cpanel@x.vn>", "[x.vn] Dung lượng đĩa sắp đầy", "Tài khoản x.vn đã dùng 91% dung lượng."),
    ("Sucuri <alerts@sucuri.net>", "Sucuri Alert: x.vn - Failed login",
     "Failed login attempts detected. User: admin"),
    ("Jetpack <donotreply@wordpress.com>", "Your site appears to be down",
     "We could not reach x.vn. We will notify you when it is back up."),
    ("UptimeRobot <alert@uptimerobot.com>", "Monitor is DOWN: x.vn",
     "The monitor x.vn is currently DOWN (Connection Timeout)."),
    ("root <root@vps12.mau.vn>", "Cron <root@vps12> /usr/local/bin/backup.sh",
     "tar: Removing leading `/' from member names"),
    ("Grafana <grafana@mau.vn>", "[FIRING:1] CPU high (web01)",
     "1 firing alert instance. Value: 96%. Labels: alertname=CPU"),
    ("Synology NAS <nas@mau.vn>", "[DiskStation] Ổ đĩa 2 gặp sự cố",
     "Ổ đĩa 2 trên DiskStation có lỗi. Vui lòng kiểm tra Storage Manager."),
    ("QNAP <nas-alert@mau.vn>", "[QNAP] Volume full", "System: volume DataVol1 is almost full (95%)."),
    ("Hikvision NVR <camera@mau.vn>", "Cảnh báo chuyển động",
     "EVENT TYPE: Motion Detected\nEVENT TIME: 2025-11-04,09:15:02\nDVR NAME: NVR\nCHANNEL: 3"),
    ("Microsoft Azure <azure-noreply@microsoft.com>", "Azure Monitor alert fired", "Your Azure alert was activated."),
    ("AWS Notifications <no-reply@sns.amazonaws.com>", "ALARM: \"CPU\" in Asia Pacific (Singapore)",
     "You are receiving this email because your Amazon CloudWatch Alarm entered the ALARM state."),
    ("Sentry <noreply@md.getsentry.com>", "[Sentry] TypeError: undefined is not a function",
     "New issue from web in production"),
    ("Zabbix <zabbix@mau.vn>", "Problem: High CPU utilization",
     "Problem started at 09:11 on 2025.11.04 Host: web01 Severity: Warning"),
    ("iThemes Security <wordpress@mau.vn>", "[mau.vn] Site Lockout Notification",
     "Host 1.2.3.4 has been locked out due to too many login attempts."),
    ("Loginizer <admin@mau.vn>", "Failed login attempts at mau.vn",
     "3 failed login attempts and 1 lockout(s) from IP 1.2.3.4\nLast user attempted: admin"),
    ("Kaspersky Security Center <ksc@mau.vn>", "Phát hiện đối tượng độc hại",
     "Sự kiện: phát hiện mã độc trên thiết bị KETOAN-PC. Kết quả: đã xóa."),
    ("Zalo OA <noreply@zalo.me>", "Thông báo về chính sách OA", "Zalo OA của bạn vi phạm chính sách."),
    ("Facebook <security@facebookmail.com>", "Cảnh báo đăng nhập",
     "Chúng tôi nhận thấy một lần đăng nhập từ thiết bị lạ. Kiểm tra hoạt động gần đây."),
    ("Vietcombank <vcb@vietcombank.com.vn>", "Cảnh báo giao dịch lừa đảo",
     "Vietcombank khuyến cáo Quý khách không cung cấp OTP cho bất kỳ ai. Email này được gửi tự động, vui lòng "
     "không trả lời."),
    ("Techcombank <techcombank@techcombank.com.vn>", "Sao kê tài khoản tháng 10",
     "Kính gửi Quý khách, sao kê tài khoản tháng 10 đính kèm. Vui lòng không trả lời email này."),
    ("Cục Thuế <thongbao@gdt.gov.vn>", "Thông báo chấp nhận hồ sơ khai thuế điện tử",
     "Mã giao dịch điện tử: 11320250012345. Hồ sơ đã được chấp nhận."),
    ("BHXH Việt Nam <dichvucong@baohiemxahoi.gov.vn>", "Thông báo tiếp nhận hồ sơ",
     "Hồ sơ 123/2025 đã được tiếp nhận. Email tự động, vui lòng không trả lời."),
    ("Điện lực Tân Bình <dltb@hcmpc.com.vn>", "Lịch ngừng giảm cung cấp điện",
     "Công ty Điện lực Tân Bình thông báo lịch ngừng cung cấp điện từ 8h ngày 12/11. Mã khách hàng PE05000123456."),
    ("Bưu điện <cskh@ems.com.vn>", "Bưu gửi của bạn đã phát thành công",
     "Mã bưu gửi EE123456789VN đã phát thành công."),
    ("Grab <no-reply@grab.com>", "Your Grab E-Receipt", "Total 85.000 VND. Booking ID: A-12345"),
    ("Google Payments <payments-noreply@google.com>", "Google Ads: Your payment was received",
     "We received your payment of 5,000,000 VND."),
    ("Zoho Invoice <message-service@sender.zohoinvoice.com>", "Invoice INV-0012 from ABC Supplies",
     "Your invoice INV-0012 can be viewed, printed and downloaded as PDF from the link. Amount due: $120."),
)  # fmt: skip
BILLS = (
    ("SCTV <cskh@sctv.com.vn>", "Thông báo cước tháng 11", "Mã khách hàng 123456. Số tiền 165.000đ."),
    ("Prudential <khachhang@prudential.com.vn>", "Nhắc đóng phí bảo hiểm",
     "Kính gửi Quý khách, hợp đồng 712345 đến hạn đóng phí ngày 12/12/2025."),
    ("MobiFone <mobifone@mobifone.vn>", "Hóa đơn cước tháng 10/2025",
     "Kính gửi Quý khách hàng, cước tháng 10 của thuê bao 0901234567 là 150.000đ. Mã tra cứu: MB12XY45"),
    ("CMC Telecom <billing@cmctelecom.vn>", "Giấy báo cước dịch vụ tháng 11",
     "Kính gửi Quý khách hàng. Số hợp đồng: CMC/123. Tổng cước: 2.200.000đ. Hạn thanh toán 25/11."),
    ("Shopee <invoice@shopee.vn>", "Hóa đơn VAT đơn hàng 2511ABC",
     "Mã tra cứu hóa đơn: SPE12345. Xem tại https://hoadon.shopee.vn"),
    ("Zalo Cloud <billing@zalocloud.vn>", "[Zalo Cloud] Invoice #2231",
     "Amount due: 1,200,000 VND. Due date: 12/12/2025. Dear customer, please pay by the due date."),
    ("Kế toán Phúc Long <ketoan@phuclong.vn>", "Hóa đơn điện tử 00001234",
     "Phúc Long xin gửi đến Quý khách hóa đơn. Mã nhận hóa đơn: AB12CD34. Tra cứu tại "
     "https://phuclong-tt78.vnpt-invoice.com.vn"),
    ("EVNNPC <cskh@npc.com.vn>", "Thong bao tien dien thang 11",
     "Ma khach hang PA01234567. Tien dien 540.000d. Han thanh toan 12/12/2025."),
    ("EVN HCMC <cskh@hcmpc.vn>", "Thông báo tiền điện tháng 11/2025",
     "Mã khách hàng PE01000123456, số tiền 1.234.000đ, hạn thanh toán 12/12/2025. Mã tra cứu hóa đơn: 1234ABX12345"),
    ("EVN Hà Nội <cskh@evnhanoi.vn>", "THÔNG BÁO TIỀN ĐIỆN KỲ 1 THÁNG 11/2025",
     "Kính gửi Quý khách hàng,\nMã khách hàng: PD0100123456\nĐiện năng tiêu thụ: 412 kWh\nSố tiền: 1.234.567 "
     "đồng\nQuý khách vui lòng thanh toán trước ngày 15/11/2025.\nTổng đài 19001288"),
    ("CPCIT <cskh@cpc.vn>", "Thông báo tiền điện",
     "Mã khách hàng PC05AA0123456. Tổng tiền thanh toán 850.000đ. Hạn thanh toán: 12/12/2025."),
    ("Sawaco <cskh@sawaco.com.vn>", "Thông báo tiền nước kỳ 11/2025",
     "Danh bạ: 12345678910. Tiêu thụ 23 m3. Số tiền 312.000đ. Vui lòng thanh toán trước 20/11."),
    ("VNPT <cskh@vnpt.vn>", "Thông báo cước Internet tháng 10/2025",
     "Mã thanh toán: HN123456. Tổng cước: 275.000đ. Quý khách vui lòng thanh toán trước ngày 25."),
    ("FPT Telecom <hotrokhachhang@fpt.com.vn>", "Thông báo cước dịch vụ Internet tháng 11",
     "Số hợp đồng: SGH123456. Số tiền: 231.000đ. Vui lòng thanh toán trước 15/11."),
    ("Viettel <cskh@viettel.com.vn>", "Thông báo cước tháng 10/2025",
     "Thuê bao của Quý khách có cước phát sinh 199.000đ. Mã tra cứu hóa đơn: VT12AB34"),
    ("Petrolimex <hoadon@petrolimex.com.vn>", "Hóa đơn điện tử xăng dầu",
     "Quý khách nhận được hóa đơn điện tử số 0012345 ký hiệu 1C25TPX. Mã tra cứu: 7788AABB. Tra cứu tại "
     "https://hoadon.petrolimex.com.vn"),
    ("Cty Nước Sạch <nuocsach@viwaco.vn>", "Hóa đơn tiền nước kỳ 10",
     "Kính gửi Quý khách hàng. Hóa đơn tiền nước kỳ 10/2025: 312.000đ. Mã tra cứu: NS12345 tại "
     "https://hoadon.viwaco.vn/tracuu"),
    ("Petro Gas <ketoan@gas.vn>", "Hóa đơn điện tử - C25TGA - 00001234",
     "Kính gửi: Quý khách hàng\nĐơn vị chúng tôi vừa phát hành hóa đơn điện tử.\nMã tra cứu hóa đơn: "
     "GAS8812KX\nTrang tra cứu: tracuu.gas.vn"),
    ("ABC <no_reply@abc.vn>", "Phiếu báo tiền điện nước tháng 11",
     "Căn hộ A1203. Tổng: 1.200.000đ. Hạn thanh toán 10/12."),
    ("Vinhomes <bql@vinhomes.vn>", "Thông báo phí quản lý tháng 11/2025",
     "Kính gửi Quý cư dân,\nPhí quản lý căn A1203: 900.000đ. Hạn thanh toán 15/11/2025. Email tự động, vui lòng "
     "không trả lời email này."),
)  # fmt: skip
CUSTOMERS = (
    ("Phạm Nga <nga@acb.com.vn>", "Thư mời chào giá bàn ghế",
     "Ngân hàng ACB kính mời quý nhà cung cấp chào giá 50 bộ bàn ghế, hạn nộp 20/11."),
    ("Trần Vy <vy@sacombank.com>", "Đặt quà Tết", "Chi nhánh cần 300 phần quà, báo giá giúp chị."),
    ("Lê Tuấn <tuan@fpt.com.vn>", "Màn hình LED", "FPT cần thuê màn hình LED 2 ngày cho sự kiện, giá thế nào em?"),
    ("Nguyễn Hậu <hau@petrolimex.com.vn>", "Sửa chữa trụ bơm",
     "Cây xăng số 5 có trụ bơm hỏng, mã khách hàng bên em cấp là KH012, qua sửa chữa gấp."),
    ("Anh Sơn <son@gmail.com>", "Hóa đơn",
     "Anh cần xuất hóa đơn cho công ty, mã số thuế 0101243150, số tiền 2 triệu"),
    ("Kế toán <ketoan@hoabinh.vn>", "Xác nhận công nợ",
     "Kính gửi quý công ty, đề nghị xác nhận số tiền 20.000.000đ còn nợ, hạn thanh toán 20/11. Mã khách hàng KH77."),
    ("Lan <lan@shop.vn>", "Thông báo phí ship", "Phí ship Hà Nội bao nhiêu, đơn hàng 5 thùng"),
    ("Ms. Kim <kim@korea.co.kr>", "Payment reminder",
     "Dear team, regarding our order of 200 chairs, when do you ship? We will pay by Friday."),
    ("Phương <phuong@npc.com.vn>", "Mua máy đo", "Phòng kỹ thuật hỏi mua 10 máy đo điện trở, chỉ số IP65."),
    ("Nguyễn Tú <tu.nguyen@viettel.com.vn>", "Sự cố máy chủ",
     "Máy chủ mua theo hợp đồng 12 gặp sự cố, đề nghị bên bảo hành khắc phục trước ngày 12/11."),
    ("Văn thư <vanthu@evnhanoi.vn>", "Thông báo mời thầu", "Kính gửi quý nhà thầu, gói thầu 500 tủ điện, mã số PD01."),
    ("VNPT Hà Nội <info@vnpt.vn>", "Cảnh báo nhiệt độ phòng máy", "Bên mình cần 12 cảm biến nhiệt, gửi catalog."),
    ("Điện lực <info@hcmpc.com.vn>", "Hóa đơn số 0012", "Hóa đơn sai mã khách hàng, xuất lại trước ngày 20/11 nhé."),
    ("Kế toán <billing@khach.vn>", "Hóa đơn", "Hóa đơn tháng 10 sai số tiền, mã khách hàng KH12, em xem lại giúp chị."),
    ("Hikvision Đà Nẵng <info@hikdn.vn>", "Sự cố camera", "Camera đợt trước gặp sự cố, qua xem nhé"),
    ("Support <support@khach.vn>", "Sự cố máy chủ", "Máy chủ 10.1.2.3 gặp sự cố, anh qua xem gấp"),
    ("Trần Bảo <bao.tran@vietcombank.com.vn>", "Thông báo chào giá",
     "Phòng Hành chính cần 200 ghế xoay, kính gửi quý công ty báo giá."),
    ("Phòng Vật tư <vattu@evnhanoi.vn>", "Thông báo mời chào giá",
     "Kính gửi quý công ty, EVN Hà Nội mời chào giá cung cấp 500 tủ điện. Hạn nộp hồ sơ 12/12/2025."),
    ("VNPT Hà Nội <muasam@vnpt.vn>", "Thông báo chào hàng cạnh tranh",
     "Mời quý nhà cung cấp báo giá cáp quang, hạn nộp 15/11."),
    ("Nguyễn Tú <tu.nguyen@viettel.com.vn>", "Sự cố điều hòa",
     "Điều hòa phòng máy hỏng, nhờ bên bạn qua kiểm tra trước ngày 12/11."),
    ("Lê Kim <ketoan@kim.vn>", "Thông báo thanh toán",
     "Bên chị đã chuyển khoản hợp đồng số 12, số tiền 20 triệu, em giao hàng trước ngày 15 nhé"),
    ("Lê Kim <cskh@kim.vn>", "Hóa đơn", "Em gửi lại hóa đơn đợt trước sai mã khách hàng, số tiền 2.000.000đ"),
    ("BQL Sunrise <bql@sunrise.vn>", "Phí bảo trì thang máy",
     "BQL cần đơn vị bảo trì 4 thang máy, số hợp đồng cũ hết hạn, vui lòng chào giá trước ngày 20/11."),
    ("BQL Sunrise <info@sunrise.vn>", "Phí dịch vụ tháng",
     "Tòa nhà có 200 căn hộ, phí dịch vụ vệ sinh tháng bao nhiêu, gửi hợp đồng mẫu giúp."),
    ("Sentry Trần <sentry.tran@x.vn>", "Exception khi import",
     "Phần mềm báo exception hoài, bên em cần nâng cấp gói."),
    ("Trường Mầm non <truongmn@edu.vn>", "Thông báo phí ăn",
     "Quý phụ huynh hỏi phần mềm thu phí, trường muốn xem demo"),
    ("An <an@x.vn>", "Website down 2025-11-04 09:15:02", "Web 103.1.2.3 is down, gọi mình"),
    ("Camera Hoàng Gia <camera@hoanggia.vn>", "Cảnh báo chuyển động",
     "Bên mình lấy 20 camera có cảnh báo chuyển động, chiết khấu sao shop"),
    ("Dear <buyer@global.com>", "Amount due",
     "Dear customer service, we want to order 3 containers, what is the amount due on deposit?"),
    ("Trần Hà <ha@shop.vn>", "Alert", "Bên em cần 3 hệ thống alert cho kho lạnh"),
    ("Công ty Điện Quang <cskh@dienquang.vn>", "Hỏi mua cáp điện",
     "Bên mình cần mua 200m cáp, tiền điện tháng này tăng nên muốn tư vấn năng lượng mặt trời. Mã tra cứu đơn: "
     "AB12345 của lần mua trước."),
    ("Lê An <an@x.vn>", "Hóa đơn tiền điện",
     "Hóa đơn tiền điện nhà mình 3 triệu/tháng, tư vấn giúp điện mặt trời nhé."),
    ("Lê An <an@x.vn>", "Tiền điện cao",
     "Gửi bên em hóa đơn tiền điện tháng 10: mã tra cứu hóa đơn: PE123AB, 5.200.000đ. Lắp pin mặt trời bao "
     "nhiêu kW là đủ ạ?"),
    ("Nhà máy Sợi <admin@soi.vn>", "Thông báo tiền điện tháng 11/2025",
     "Gửi anh hóa đơn tiền điện như đã hẹn để bên anh khảo sát điện mặt trời. Mã tra cứu hóa đơn: PB02AB12345. "
     "Gọi em 0912 345 678"),
    ("Support <support@khach.vn>", "Server down",
     "Máy chủ của công ty bị down, bên anh có dịch vụ cứu dữ liệu không?"),
    ("Admin <admin@truong.edu.vn>", "Backup server",
     "Trường đang tìm giải pháp backup cho 3 server, nhờ bên bạn báo giá."),
    ("Hosting Mau <hosting@shop.vn>", "Hợp tác", "Bên mình muốn hợp tác bán hosting, báo chiết khấu giúp."),
    ("Phòng CSKH <cskh@spa.vn>", "Cần mua phần mềm CSKH",
     "Spa cần phần mềm quản lý thẻ, có 3 chi nhánh. Xin báo giá."),
    ("Vũ <vu@gas.vn>", "Re: Báo giá",
     "Anh đã thanh toán hóa đơn điện tử số 123, mã tra cứu: ABCD1234, khi nào giao hàng em?"),
    ("Lan <lan@nuoc.vn>", "Tiền nước", "Bên em cần lắp đồng hồ nước cho 30 phòng trọ, vui lòng gửi giá."),
    ("Server Team <server@khach.vn>", "RAM cho server", "Chúng tôi cần 12 thanh RAM 32GB, vui lòng báo giá."),
    ("Jenkins Tran <jenkins.tran@x.vn>", "Hỏi giá", "Em cần 2 máy, build failed hoài vì máy yếu"),
    ("Backup Solutions Ltd <info@backup-solutions.com>", "Partnership",
     "We'd like to distribute your backup software in Laos. Please send your price list."),
    ("Trần Nhật <nhat@kho.vn>", "Cảnh báo cháy", "Kho bên anh cần 20 đầu báo khói và tủ cảnh báo trung tâm."),
    ("Website <wordpress@mau.vn>", "Liên hệ mới",
     "Họ tên: Trần Nhật\nĐiện thoại: 0912 345 678\nNội dung: bị locked out khỏi phần mềm"),
    ("Phạm Đức <duc@khach.vn>", "Lịch ngừng cung cấp điện",
     "Khu công nghiệp hay mất điện, bên em cần thuê máy phát điện 500kVA 2 ngày, giá sao anh?"),
    ("Kế toán <ketoan@khach.vn>", "Phí quản lý phần mềm",
     "Phần mềm năm nay phí thế nào, hạn thanh toán bao lâu? Bên chị muốn gia hạn 10 user."),
    ("Trọng <cskh@noithat.vn>", "Đặt hàng",
     "Cho đặt 20 ghế, hạn thanh toán 30 ngày được không, xuất hóa đơn điện tử cho công ty"),
    ("Backup Solutions <backup@backup-solutions.vn>", "Partnership", "Họ tên: Lê An\nSĐT: 0912 345 678\nCần 5 máy"),
)  # fmt: skip


@tagged("-at_install", "post_install")
class TestMailAlerts(BaseCase):
    def test_alerts_of_machines_are_no_leads(self):
        for sender, subject, text in ALERTS:
            with self.subTest(mail=subject, sender=sender):
                self.assertEqual(read(mail(sender, subject, "", text)).kind, "notice")

    def test_bills_are_no_leads(self):
        for sender, subject, text in BILLS:
            with self.subTest(mail=subject, sender=sender):
                self.assertIn(read(mail(sender, subject, "", text)).kind, ("invoice", "notice"))

    def test_customers_who_write_about_alerts_and_bills_are_customers(self):
        for sender, subject, text in CUSTOMERS:
            with self.subTest(mail=subject, sender=sender):
                self.assertNotIn(read(mail(sender, subject, "", text)).kind, NO_LEAD)

    def test_a_company_called_like_a_program_keeps_its_address(self):
        for sender in ("Backup Solutions Ltd <info@backup-solutions.com>", "Hosting Gia Lai <hosting@shop.vn>"):
            reading = read(mail(sender, "Hợp tác", "", "Bên mình muốn bán phần mềm của anh, xin báo giá."))
            with self.subTest(sender):
                self.assertEqual(reading.kind, "person")
                self.assertTrue(sender.endswith(f"<{reading.get('email_from')}>"))

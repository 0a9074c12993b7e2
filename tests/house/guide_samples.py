"""A list, business cards and a mail, as they come in on the pictures of the guide."""

ADDRESS = "kinhdoanh@mamxanh.example.com"
LIST = """Họ và tên;Điện thoại;Email;Tên cửa hàng;Tỉnh/TP;Nhu cầu
Chị Vương Ngọc Hân;0900 000 201 / 0900 000 202;han@hoamoc.example.com;Tiệm bánh Hoa Mộc;Cần Thơ;Máy POS và in tem
Anh Tạ Quang Huy;0900000203;huy@phuocan.example.com;Nhà thuốc Phước An;Sóc Trăng;Hóa đơn từ máy tính tiền
Hồ Thị Hương Giang;0900 000 115;giang@giolao.example.com;Cà phê Gió Lào;Nghệ An;Hỏi thêm máy in
ĐOÀN VĂN PHÚ;900000204;;Siêu thị mini Phú Đoàn;TP.HCM;3 quầy, 12tr mỗi quầy
Chị Lương Thị Nga;09000;;Shop Nga Lương;Đồng Nai;Xin bảng giá
"""
CARDS = """CÔNG TY TNHH THỰC PHẨM SẠCH ĐỒNG XANH
Nguyễn Thị Thu Trang
Trưởng phòng Kinh doanh
DĐ: 0900 000 301 - ĐT: 024 3000 0301
trang.nguyen@dongxanh.example.com
Số 12 ngõ 34 Kim Mã, phường Giảng Võ, Hà Nội
---
Lã Minh Đức
Chủ cửa hàng
Điện máy Minh Đức
0900 000 302
---
Anh Lưu Đình Khôi
Điện máy Sao Băng
0900 000 106"""
MAIL = f"""From: Tô Thị Hải Vân <van.to@anvat.example.com>
To: {ADDRESS}
Subject: Hỏi phần mềm cho chuỗi ăn vặt
Message-ID: <guide-1@anvat.example.com>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<p>Chào anh chị,</p>
<p>Bên em có 4 quán ăn vặt ở Hải Phòng, muốn dùng phần mềm tính tiền và quản lý kho chung.
Anh chị gọi lại giúp em sau 14 giờ nhé.</p>
<p>Trân trọng,<br/>Tô Thị Hải Vân<br/>Quản lý chuỗi<br/>Công ty TNHH Ăn vặt Cầu Vồng<br/>
ĐT: 0900 000 401<br/>Số 5 Lạch Tray, Hải Phòng</p>
"""

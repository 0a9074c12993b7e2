"""Words of people and companies: names, trades, provinces, streets, phone prefixes."""

SURNAMES = ["Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Mai", "Tô", "Tạ", "Cao", "Lương", "Lưu", "Châu", "Đào", "Đoàn", "Hà", "Kiều", "La", "Lâm", "Mạc", "Nghiêm", "Ninh", "Phùng", "Quách", "Tống", "Thái", "Thân", "Thạch", "Tăng", "Từ", "Viên", "Văn", "Vương", "Chử", "Khổng", "Âu", "Giáp", "Doãn", "Nông", "Hứa", "Lục", "Vi", "Lò", "Giàng", "Sùng", "Thào", "Phàn", "Lã", "Bế"]
MIDDLES = {
    "nam": ["Văn", "Hữu", "Đức", "Quang", "Minh", "Hoàng", "Quốc", "Xuân", "Công", "Đình", "Thanh", "Gia", "Bá", "Trọng", "Tiến", "Viết"],
    "nữ": ["Thị", "Thị", "Thị Thu", "Thị Minh", "Ngọc", "Thùy", "Bích", "Kim", "Diệu", "Như", "Thị Hồng", "Mỹ"],
}
GIVEN = {
    "nam": ["An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hiếu", "Hùng", "Huy", "Khánh", "Khoa", "Kiên", "Lâm", "Long", "Luân", "Mạnh", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Quyết", "Sơn", "Tài", "Thắng", "Thịnh", "Toàn", "Trí", "Trung", "Tuấn", "Tùng", "Vinh", "Việt", "Vũ"],
    "nữ": ["Anh", "Ánh", "Châu", "Chi", "Dung", "Duyên", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hương", "Huyền", "Lan", "Liên", "Linh", "Loan", "Ly", "Mai", "My", "Nga", "Ngân", "Nhung", "Oanh", "Phương", "Quyên", "Tâm", "Thảo", "Thư", "Thủy", "Trang", "Trinh", "Tuyết", "Uyên", "Vân", "Vy", "Xuân", "Yến"],
}
HONORIFICS = {"nam": ("Anh", "Ông", "Chú", "Mr."), "nữ": ("Chị", "Bà", "Cô", "Ms.")}

LEGAL = (
    "Công ty TNHH {}", "Công ty TNHH {}", "Công ty Cổ phần {}", "CTCP {}", "Cty TNHH {}", "Công ty TNHH MTV {}",
    "Công ty CP {}", "DNTN {}", "Doanh nghiệp tư nhân {}", "Hợp tác xã {}", "HTX {}", "Hộ kinh doanh {}",
    "Tập đoàn {}", "Chi nhánh Công ty TNHH {}",
)  # fmt: skip
PLACES = (
    "Nhà hàng {}", "Khách sạn {}", "Trường Mầm non {}", "Phòng khám Đa khoa {}", "Nha khoa {}", "Xưởng gỗ {}",
    "Cửa hàng {}", "Siêu thị {}", "Trung tâm Anh ngữ {}", "Bệnh viện {}",
)  # fmt: skip
FOREIGN = ("{} Co., Ltd", "{} JSC", "{} Trading Co., Ltd.", "{} Vietnam Corporation", "{} Group")
TRADES = (
    "Xây dựng", "Thương mại", "Thương mại Dịch vụ", "Vận tải", "Thực phẩm", "Nội thất", "Cơ khí", "Dệt may", "Du lịch",
    "Bao bì", "Nông sản", "Thiết bị Điện", "In ấn", "Dược phẩm", "Phần mềm", "Bất động sản", "Thủy sản", "Cao su",
    "Sản xuất", "Đầu tư", "Xuất nhập khẩu", "Giáo dục",
)  # fmt: skip
BRANDS = (
    "An Khang", "Bách Việt", "Cửu Long", "Đại Phát", "Đông Á", "Gia Hưng", "Hải Âu", "Hạ Long", "Hòa Phú", "Hồng Hà",
    "Kim Ngân", "Lam Sơn", "Lộc Trời", "Mặt Trời Đỏ", "Minh Đăng", "Nam Thành", "Ngọc Linh", "Phú Mỹ", "Phương Nam",
    "Quang Trung", "Rạng Đông", "Sen Vàng", "Tân Tiến", "Thái Dương", "Thiên Ân", "Thuận Phát", "Trường Sa",
    "Tây Đô", "Việt Tín", "Vạn Xuân", "Xuân Mai", "Hoàng Gia", "Sông Thương", "Cỏ May", "Tre Xanh", "Bảo Ngọc",
)  # fmt: skip
ENGLISH_BRANDS = ("Golden Lotus", "Blue Ocean", "Green Farm", "Sunrise", "Pacific", "Dragon", "Mekong", "Indochina")

# Codes after the mergers of 2025, each with names that people write, of today and before.
PROVINCES = {
    "VN-HN": ("Hà Nội", "TP Hà Nội", "Hanoi", "Thành phố Hà Nội"),
    "VN-SG": ("TP.HCM", "Hồ Chí Minh", "TP Hồ Chí Minh", "Sài Gòn", "Bình Dương", "Bà Rịa - Vũng Tàu"),
    "VN-DN": ("Đà Nẵng", "TP Đà Nẵng", "Quảng Nam"),
    "VN-HP": ("Hải Phòng", "TP Hải Phòng", "Hải Dương"),
    "VN-CT": ("Cần Thơ", "TP. Cần Thơ", "Sóc Trăng", "Hậu Giang"),
    "VN-26": ("Thừa Thiên Huế", "Huế", "Thừa Thiên - Huế"),
    "VN-13": ("Quảng Ninh", "Tỉnh Quảng Ninh"),
    "VN-21": ("Thanh Hóa", "Thanh Hoá", "Tỉnh Thanh Hóa"),
    "VN-22": ("Nghệ An", "Nghe An"),
    "VN-23": ("Hà Tĩnh",),
    "VN-39": ("Đồng Nai", "Dong Nai", "Bình Phước"),
    "VN-56": ("Bắc Ninh", "Bắc Giang"),
    "VN-66": ("Hưng Yên", "Thái Bình"),
    "VN-18": ("Ninh Bình", "Nam Định", "Hà Nam"),
    "VN-68": ("Phú Thọ", "Vĩnh Phúc", "Hòa Bình"),
    "VN-34": ("Khánh Hòa", "Khánh Hoà", "Ninh Thuận"),
    "VN-35": ("Lâm Đồng", "Bình Thuận", "Đắk Nông"),
    "VN-33": ("Đắk Lắk", "Đăk Lăk", "Phú Yên"),
    "VN-30": ("Gia Lai", "Bình Định"),
    "VN-44": ("An Giang", "Kiên Giang"),
    "VN-45": ("Đồng Tháp", "Tiền Giang"),
    "VN-37": ("Tây Ninh", "Long An"),
    "VN-59": ("Cà Mau", "Bạc Liêu"),
    "VN-49": ("Vĩnh Long", "Bến Tre", "Trà Vinh"),
    "VN-05": ("Sơn La",),
    "VN-02": ("Lào Cai", "Yên Bái"),
    "VN-09": ("Lạng Sơn",),
}
STREETS = (
    "Lê Lợi", "Trần Hưng Đạo", "Nguyễn Huệ", "Hai Bà Trưng", "Lý Thường Kiệt", "Phan Đình Phùng", "Ngô Quyền",
    "Quang Trung", "Điện Biên Phủ", "Cách Mạng Tháng 8", "30 Tháng 4", "Hùng Vương", "Nguyễn Trãi", "Phạm Văn Đồng",
)  # fmt: skip
# How mobiles of today begin; area codes of fixed lines with the digits that follow.
MOBILES = ["032", "033", "034", "035", "036", "037", "038", "039", "086", "096", "097", "098", "081", "082", "083", "084", "085", "088", "091", "094", "070", "076", "077", "078", "079", "090", "093", "0896", "0898", "0899", "0562", "0563", "0565", "0566", "0582", "0583", "0584", "0585", "0586", "0588", "0589", "0921", "0922", "0923", "0925", "0593", "0598", "0599", "0993", "0994"]
FIXED = {"024": 8, "028": 8, "0225": 7, "0236": 7, "0251": 7, "0274": 7, "0238": 7, "0292": 7, "0203": 7}
JOBS = (
    "Giám đốc", "Phó Giám đốc", "Trưởng phòng Mua hàng", "Nhân viên kinh doanh", "Kế toán trưởng", "Phó Tổng Giám đốc",
    "Trợ lý Giám đốc", "Trưởng phòng Kinh doanh", "Quản lý dự án", "Tổng Giám đốc", "Chuyên viên Marketing",
    "Trưởng bộ phận Kỹ thuật", "Giám đốc điều hành", "Thư ký",
)  # fmt: skip
# Salespeople of the company that reads.
SALES = ("Nguyễn Thị Lan", "Trần Quốc Hùng", "Lê Hoàng Bảo", "Phạm Thu Hà", "Vũ Đình Sơn")
MANAGER = "Đặng Thị Quản Lý"  # who imports
PRODUCTS = (
    "máy lọc nước", "cửa nhôm kính", "bàn ghế văn phòng", "phần mềm kế toán", "sàn gỗ", "điều hòa", "máy phát điện",
    "gạch ốp lát", "khóa học tiếng Anh", "tour Phú Quốc", "bảo hiểm xe", "máy ép nhựa", "đồng phục", "rượu vang",
)  # fmt: skip

"""Workbooks that sales teams of different trades keep by hand."""

from __future__ import annotations

from .. import noise
from ..case import Case, kind
from ..columns import (
    Column,
    Written,
    choice,
    column,
    company,
    email,
    job,
    name,
    no,
    phone,
    phone2,
    product,
    province,
    revenue,
    sales,
    source,
    vat,
    words,
)
from ..columns import noise as nothing
from ..listing import listing
from ..world import Person, World


@kind("list", "car dealer")
def cars(w: World, count: int) -> list[Case]:
    columns = [
        name("Tên khách hàng|Họ tên khách|KHÁCH HÀNG"), phone("Điện thoại|SĐT"),
        words("Dòng xe quan tâm|Dòng xe", "Vios G", "CX-5", "VF 8", "Accent"),
        words("Màu xe", "Trắng", "Đỏ", "Đen"), nothing("Giá xe|Giá niêm yết", noise.amount),
        nothing("Biển số xe cũ", lambda w, p: f"51G-{w.digits(3)}.{w.digits(2)}", 0.4),
        nothing("Số khung", noise.code("RL4", 13), 0.3), sales("TVBH|Tư vấn bán hàng", style="given"),
        source("Nguồn khách|Nguồn"),
        nothing("Ngày lái thử trước đó", noise.date, 0), nothing("Tình trạng trao đổi|Diễn biến", noise.history),
        province("Nơi đăng ký xe|Tỉnh", 0.6),
        no("activity", nothing("Ngày gặp", noise.date, 0.5)),
    ]  # fmt: skip
    return [listing(w, count, columns, "khach showroom", mixed=True)]


@kind("list", "real estate")
def real_estate(w: World, count: int) -> list[Case]:
    def budget(w: World, _p: Person) -> Written:
        return w.pick(
            f"{w.between(2, 9)} tỷ",
            f"{w.between(2, 9)},{w.between(1, 9)} tỷ",
            f"{w.between(500, 950)} triệu",
            f"{w.between(2, 5)}-{w.between(6, 9)} tỷ",
            "chưa rõ",
        ), {}

    columns = [
        name("Khách|Tên khách|Họ tên"), phone("SĐT|Số ĐT|Zalo/SĐT"),
        words("Dự án quan tâm|Dự án", "Ocean Park", "The Manor", "Sala"),
        words("Loại căn|Loại hình", "2PN", "Shophouse", "Đất nền"), column("Ngân sách|Tài chính", budget, 0.8),
        nothing("Diện tích", lambda w, p: f"{w.between(45, 300)}m2", 0.6),
        nothing("Mã căn", lambda w, p: f"S{w.between(1, 9)}.{w.between(10, 35)}.{w.between(10, 20)}", 0.4),
        sales("CVKD|Môi giới phụ trách|Sale phụ trách", style="given"),
        nothing("Feedback|Phản hồi của khách|Nhận xét", noise.history),
        nothing("Lần liên hệ cuối|Ngày cập nhật", noise.date), words("Đại lý|Sàn của mình|Sàn", "", fill=0),
    ]  # fmt: skip
    return [listing(w, count, columns, "data du an", mixed=True)]


@kind("list", "school admissions")
def school(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Mã hồ sơ", noise.code("HS25", 4), 1), name("Họ tên phụ huynh|Phụ huynh|Tên phụ huynh"),
        phone("SĐT phụ huynh|Số điện thoại phụ huynh|Điện thoại PH"),
        email("Email phụ huynh|Email", 0.5), nothing("Năm sinh của bé|Năm sinh bé", noise.number(2010, 2021)),
        words("Khối|Lớp đăng ký", "Lớp 1", "Lớp 6", "Mầm non"),
        nothing("Học phí", noise.amount),
        words("Trường đang học|Trường cũ", "Trường TH Kim Đồng", "THCS Lê Lợi", "Mầm non Hoa Mai", fill=0),
        nothing("Ghi chú tư vấn|Nội dung tư vấn", noise.history),
        sales("Tuyển sinh viên|Tư vấn viên|Cán bộ tuyển sinh"), source("Biết đến trường qua|Nguồn"),
        nothing("Ngày tham quan trường", noise.date, 0.4), province("Tỉnh/TP", 0.5),
    ]  # fmt: skip
    return [listing(w, count, columns, "tuyen sinh", mixed=True)]


@kind("list", "clinic")
def clinic(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Mã BN|Mã bệnh nhân", noise.code("BN", 6), 1), name("Họ tên bệnh nhân|Bệnh nhân|Khách hàng"),
        nothing("Năm sinh|NS", noise.number(1945, 2015)),
        words("Giới tính|Giới", "Nam", "Nữ"), phone("Điện thoại|SĐT liên hệ"),
        words("Dịch vụ|Dịch vụ quan tâm", "Niềng răng", "Trồng răng Implant", "Tẩy trắng"),
        words("Bác sĩ|BS điều trị", "BS. Hải", "BS CKI Lan Anh"),
        nothing("Chi phí dự kiến|Báo giá điều trị", noise.amount, 0),
        nothing("Lần khám trước|Ngày khám cuối", noise.date),
        nothing("Tiền sử|Tình trạng răng", lambda w,
            p: w.pick("từng điều trị ở bệnh viện tỉnh", "sâu răng 46", "tiểu đường")),
        nothing("Cuộc gọi 1|CSKH lần 1", noise.history, 0.6),
        nothing("Số BHYT", lambda w, p: f"GD4{w.digits(12)}", 0.4), province("Quê quán|Tỉnh", 0.5),
    ]  # fmt: skip
    return [listing(w, count, columns, "khach nha khoa", mixed=True)]


@kind("list", "travel agency")
def travel(w: World, count: int) -> list[Case]:
    columns = [
        name("Trưởng đoàn|Tên khách|Người đăng ký"), phone("SĐT|Điện thoại"),
        phone2("SĐT 2|Điện thoại khác|SĐT người thân", 0.3),
        words("Tour|Tuyến", "Phú Quốc 3N2Đ", "Đà Lạt 4N3Đ", "Thái Lan"),
        nothing("Ngày khởi hành", noise.date), nothing("Thời gian đi", noise.date_range),
        nothing("Số khách|Số người", noise.number(1, 45), 1),
        nothing("Giá tour|Đơn giá", noise.amount), nothing("Tỷ lệ lấp đầy", noise.percent, 0.3),
        nothing("Ghi chú", noise.history, 0.4), sales("Sales tour|NV sale|NVKD", style="given"),
    ]  # fmt: skip
    return [listing(w, count, columns, "khach tour", mixed=True)]


@kind("list", "export buyers")
def export(w: World, count: int) -> list[Case]:
    countries = {
        "Mỹ": "US", "Hoa Kỳ": "US", "USA": "US", "Anh": "GB", "UK": "GB", "Nga": "RU", "Hàn Quốc": "KR", "Korea": "KR",
        "Nhật": "JP",
        "Nhật Bản": "JP", "Đức": "DE", "Pháp": "FR", "Úc": "AU", "Séc": "CZ", "Áo": "AT", "Bỉ": "BE", "Ý": "IT",
        "Hà Lan": "NL",
        "Thổ Nhĩ Kỳ": "TR", "Trung Quốc": "CN", "Đài Loan": "TW", "Ấn Độ": "IN", "Thái Lan": "TH", "Ba Lan": "PL",
        "Canada": "CA",
        "Germany": "DE", "Tây Ban Nha": "ES", "Thụy Sĩ": "CH", "Malaysia": "MY", "Singapore": "SG", "Việt Nam": "VN",
    }  # fmt: skip
    foreign = (
        "Hans Müller",
        "John Carter",
        "Kim Min Jun",
        "Sato Yuki",
        "Marie Dubois",
        "Ivan Petrov",
        "Anna Kowalska",
        "Raj Patel",
    )

    def buyer(w: World, _p: Person) -> Written:
        text = w.one_of(foreign)
        return text, {"contact": (text,)}

    def firm(w: World, _p: Person) -> Written:
        text = (
            f"{w.pick('Nordic', 'Oakwood', 'Sunhome', 'Maple', 'Casa Bella')} "
            f"{w.pick('Furniture GmbH', 'Imports Ltd', 'Trading LLC', 'Co., Ltd')}"
        )
        return text, {"company": (text,)}

    columns: list[Column] = [
        column("Company name|Buyer company|Tên công ty", firm),
        column("Contact person|Buyer name|Người liên hệ|Representative", buyer), email("E-mail|Email", 1),
        choice("Country|Quốc gia|Nước|Thị trường", "country", countries), product("Product|Mặt hàng"),
        nothing("Order no.|Last order no.", noise.phone_like, 0.4),
        nothing("Inquiry date|Ngày hỏi hàng", noise.date),
        no("revenue", nothing("Annual turnover|Annual revenue", noise.number(10**6, 10**10), 0.4)),
        nothing("Container|Qty", lambda w, p: f"{w.between(1, 9)}x40HC", 0.5),
    ]  # fmt: skip
    return [listing(w, count, columns, "buyers", mixed=True)]


@kind("list", "addresses of building sites")
def sites(w: World, count: int) -> list[Case]:
    def place(w: World, p: Person) -> Written:
        named = w.pick("Hải Phòng", "Cần Thơ", "Hà Nội", "Đà Nẵng", "Điện Biên Phủ")
        alley = w.pick(
            f"K{w.between(2, 90)}/{w.between(1, 40)}",
            f"Kiệt {w.between(2, 90)}",
            f"Hẻm {w.between(2, 90)}",
            f"Ngõ {w.between(2, 300)}",
            f"H{w.between(1, 9):02}/{w.between(1, 30)} K{w.between(2, 90)}",
        )
        return f"{alley} {named}", {"street": (f"{alley} {named}",)}

    columns = [
        name("Chủ nhà|Chủ đầu tư|Khách hàng"), phone("SĐT|Điện thoại"), column("Địa chỉ|Địa chỉ công trình", place),
        province("Tỉnh|Tỉnh/Thành", 1),
        words("Hạng mục", "Cửa nhôm", "Trần thạch cao", "Sơn nước"), nothing("Kích thước", noise.size, 0.4),
        nothing("Báo giá ngày|Ngày khảo sát trước", noise.date, 0.4),
        nothing("Trao đổi|Ý kiến chủ nhà", noise.history, 0.6),
        revenue("Giá trị hợp đồng dự kiến|Doanh thu dự kiến", 0.5),
    ]  # fmt: skip
    return [listing(w, count, columns, "cong trinh", mixed=True)]


@kind("list", "companies by turnover")
def turnover(w: World, count: int) -> list[Case]:
    columns = [
        company("Tên doanh nghiệp|Tên công ty|Company"), vat("Mã số thuế|MST|Tax code", 0.9),
        no("revenue", nothing("Doanh thu năm 2024|Doanh thu thuần|Doanh thu (đồng)", noise.number(10**9, 10**12), 0.9)),
        nothing("Lợi nhuận sau thuế", lambda w, p: w.between(10**8, 10**10), 0.6), nothing("Vốn điều lệ", noise.amount),
        name("Giám đốc|Người đại diện pháp luật|Đại diện"),
        job("Chức vụ", 0.4), phone("Điện thoại|SĐT giám đốc|Di động"), email("Email"), province("Tỉnh/TP|Tỉnh"),
        nothing("Ngày cấp phép|Ngày thành lập", noise.date),
        nothing("Mã ngành", noise.number(1000, 9900)), nothing("CCCD người đại diện|Số CCCD", noise.citizen_id, 0.5),
    ]  # fmt: skip
    return [listing(w, count, columns, "doanh nghiep", mixed=True)]


@kind("list", "insurance renewals")
def insurance(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Số hợp đồng|Số HĐBH", noise.code("09", 8), 1),
        name("Bên mua bảo hiểm|Tên chủ xe|Chủ hợp đồng|Người được bảo hiểm"), phone("Số điện thoại|ĐTDĐ"),
        nothing("Biển kiểm soát|BKS", lambda w, p: f"30A-{w.digits(3)}.{w.digits(2)}"),
        nothing("Thời hạn bảo hiểm|Hiệu lực", noise.date_range), nothing("Ngày hết hạn", noise.date),
        nothing("Số tiền bảo hiểm|Phí bảo hiểm", noise.amount), nothing("Số GCN|Số ấn chỉ", noise.phone_like, 0.4),
        sales("Cán bộ khai thác|CBKD|Nhân viên", style="given"), province("Tỉnh", 0.5),
    ]  # fmt: skip
    return [listing(w, count, columns, "tai tuc", mixed=True)]

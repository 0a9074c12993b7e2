"""Columns that people add to their own lists, none of which says who the customer is."""

from __future__ import annotations

from . import noise
from .columns import Column, words
from .columns import noise as nothing
from .sheet import Cell
from .world import Person, World


def _time(w: World, _p: Person) -> Cell:
    return f"{w.between(7, 21):02}:{w.between(0, 59):02}"


def _passport(w: World, _p: Person) -> Cell:
    return f"{w.pick('B', 'C', 'K')}{w.digits(7)}"


def _mobile_like(w: World, p: Person) -> Cell:
    return noise.phone_like(w, p) if w.chance(0.5) else noise.code("", 10)(w, p)


ODD: list[Column] = [
    nothing("Mã giao dịch|Transaction ID|Mã GD", _mobile_like), nothing("Số phiếu thu|Số chứng từ|Số CT", _mobile_like),
    nothing("Số seri|Serial No.|Mã máy", noise.code("", 9)), nothing("IMEI|Số IMEI", noise.code("35", 13)),
    nothing("Mã bảo hành|Mã kích hoạt", _mobile_like), nothing("Mã voucher|Mã giảm giá", noise.code("KM", 6)),
    nothing("Số hộ chiếu|Passport", _passport, 0.4), nothing("Giờ vào|Giờ đến|Giờ ra", _time),
    nothing("Đã thu|Còn lại|Phải trả|Tổng thanh toán", noise.amount),
    nothing("Chiết khấu|% giảm|Tỷ lệ chốt", noise.percent),
    nothing("Kinh độ, vĩ độ|GPS|Vị trí GPS", noise.coordinates, 0.5),
    nothing("Số lượt xem|Số lần ghé|Tần suất", noise.number(1, 90)),
    nothing("Sửa lần cuối|Ngày xuất kho|Ngày giao", noise.date),
    nothing("Đợt học|Thời gian thi công|Kỳ nghỉ", noise.date_range),
    nothing("Quy cách|Khổ giấy|Kích cỡ", noise.size),
    nothing("Ý kiến khách|Phản ánh|Nhật ký|Trao đổi lần 2", noise.history),
    words("Nhà cung cấp hiện tại|Đang dùng của bên nào|Đối thủ", "Công ty TNHH Kangaroo Mẫu", "CTCP Tân Á Mẫu"),
    words("Kho xuất|Kho hàng", "Kho Trung tâm Bình Tân", "Kho 2 - Hà Đông"),
    words("Ngân hàng thanh toán", "MB Bank", "Ngân hàng Á Châu"),
    words("Bác sĩ|Giáo viên|Lái xe|Kỹ thuật viên", "Thầy Minh", "BS. Loan", "Anh Tư"),
    words("Ca|Buổi", "Sáng", "Tối 2-4-6"),
    words("Loại thẻ|Hạng", "Vàng", "VIP 2"), nothing("Link hồ sơ|Đường dẫn|Ảnh", noise.link, 0.5),
    nothing("Địa chỉ IP|IP", noise.ip, 0.5),
]  # fmt: skip

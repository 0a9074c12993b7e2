"""Lists of carriers: the receiver is the customer, the carrier and the sender are not."""

from __future__ import annotations

from .. import noise
from ..case import Case, kind
from ..columns import address, name, phone, product, province, words
from ..columns import noise as nothing
from ..listing import listing
from ..world import World


@kind("list", "parcels ghn")
def ghn(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Mã đơn hàng|Mã vận đơn", noise.code("G", 8), 1), nothing("Mã đơn khách hàng", noise.phone_like),
        words("Tên cửa hàng gửi", "", fill=0), name("Người nhận|Tên người nhận|Họ tên người nhận"),
        phone("SĐT người nhận|Số điện thoại người nhận|Điện thoại người nhận"),
        address("Địa chỉ người nhận|Địa chỉ giao hàng"),
        product("Tên sản phẩm|Nội dung hàng hóa"), nothing("Khối lượng (gram)|Trọng lượng", noise.number(200, 30000)),
        nothing("Kích thước (DxRxC)|Kích thước", noise.size), nothing("Tiền thu hộ COD|COD", noise.amount),
        nothing("Phí vận chuyển|Cước phí", noise.number(15000, 90000)),
        words("Trạng thái đơn|Trạng thái giao", "Đã giao", "Hoàn hàng", fill=0),
        nothing("Ngày lấy hàng|Thời gian lấy", noise.date_time), nothing("Thời gian giao dự kiến", noise.date_range),
    ]  # fmt: skip
    return [listing(w, count, columns, "don-hang-ghn", w.pick("xlsx", "csv utf-8-sig"))]


@kind("list", "parcels ghtk and post")
def ghtk(w: World, count: int) -> list[Case]:
    columns = [
        nothing("STT", noise.number(1, 999), 1),
        nothing("Mã vận đơn|Số hiệu bưu gửi|Tracking", noise.code("S22.", 9), 1),
        nothing("Tọa độ|Toạ độ giao", noise.coordinates, 0.4), name("Khách hàng|Tên khách hàng|Người nhận hàng"),
        phone("Điện thoại KH|SĐT KH|Tel"), province("Tỉnh/Thành|Tỉnh phát"),
        nothing("Quận/Huyện", lambda w, p: f"Quận {w.between(1, 12)}"),
        nothing("Số tiền CoD|Thu hộ", noise.amount), words("Đơn vị vận chuyển|Hãng vận chuyển|Nhà vận chuyển",
            "Công ty CP Giao Hàng Tiết Kiệm", "Viettel Post", "Tổng công ty Bưu điện Việt Nam"),
        words("Bưu cục|Bưu cục phát", "BC Trung tâm Thủ Đức", "Bưu cục Cầu Giấy"),
        nothing("Ghi chú giao hàng|Lý do", lambda w, p: w.pick(
            "Khách hẹn giao sau 17h", "Không liên lạc được", "giao tại trường học", "gửi bảo vệ công ty"), 0.5),
    ]  # fmt: skip
    return [listing(w, count, columns, "van-don", w.pick("xlsx", "xls", "csv"))]

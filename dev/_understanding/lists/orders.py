"""Orders and customers of shops: marketplaces, web shops, tills, bookings."""

from __future__ import annotations

from .. import noise, spelling
from ..case import Case, kind
from ..columns import (
    Written,
    address,
    choice,
    column,
    company,
    email,
    name,
    no,
    phone,
    product,
    province,
    sales,
    vat,
    words,
)
from ..columns import noise as nothing
from ..listing import listing
from ..world import Person, World

CARRIERS = ("Giao Hàng Nhanh", "GHTK", "Viettel Post", "J&T Express", "SPX Express", "Công ty CP Giao Hàng Tiết Kiệm")


@kind("list", "marketplace orders")
def marketplace(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Mã đơn hàng|Order ID", noise.code("2511", 10), 1),
        nothing("Ngày đặt hàng|Ngày tạo đơn", noise.date_time, 1),
        words("Trạng thái đơn hàng", "Hoàn thành", "Đang giao", "Đã hủy", fill=0),
        nothing("Mã vận đơn", noise.phone_like), words("Đơn vị vận chuyển", *CARRIERS), product("Tên sản phẩm"),
        nothing("Tổng giá trị đơn hàng (VND)|Tổng số tiền người mua thanh toán", noise.amount),
        nothing("Người Mua|Tên tài khoản người mua", lambda w, p: f"{p.given.lower()}_{w.digits(4)}", 0),
        name("Tên Người nhận"), phone("Số điện thoại"), province("Tỉnh/Thành phố"),
        nothing("TP / Quận / Huyện", lambda w, p: f"Quận {w.between(1, 12)}"), address("Địa chỉ nhận hàng"),
        nothing("Ghi chú|Nhận xét từ Người mua", noise.wish, 0.3),
    ]  # fmt: skip
    return [listing(w, count, columns, "Order.all.20251101_20251130", w.pick("xlsx", "csv utf-8-sig"))]


@kind("list", "web shop orders")
def web_shop(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Mã đơn hàng|Name", noise.code("#", 6), 1), email("Email|Billing Email"),
        nothing("Created at|Ngày đặt", noise.date_time),
        words("Financial Status|Trạng thái thanh toán", "paid", "pending", fill=1),
        nothing("Total|Tổng cộng", noise.amount),
        name("Billing Name|Tên người mua|Người đặt"), phone("Billing Phone|SĐT người mua|Điện thoại người đặt"),
        province("Billing Province Name|Billing Province|Tỉnh/Thành người mua"), product("Lineitem name|Sản phẩm"),
        nothing("Lineitem quantity|Số lượng", noise.number(1, 20), 1),
        words("Shipping Method|Hình thức giao hàng", *CARRIERS),
        nothing("Tracking Number|Mã vận đơn", noise.phone_like),
        words("Payment Method|Thanh toán", "COD", "Chuyển khoản"),
    ]  # fmt: skip
    return [listing(w, count, columns, "orders_export", w.pick("csv", "xlsx"))]


@kind("list", "till customers")
def till(w: World, count: int) -> list[Case]:
    columns = [
        words("Loại khách", "Cá nhân", fill=1),
        words("Chi nhánh tạo|Chi nhánh", "Chi nhánh trung tâm", "Kho Quận 7", "CN Cầu Giấy"),
        nothing("Mã khách hàng", noise.code("KH", 6), 1), name("Tên khách hàng"), phone("Điện thoại"),
        address("Địa chỉ", 0.7), nothing("Khu vực giao hàng", lambda w, p: "", 0), email("Email", 0.4),
        words("Giới tính", "Nam", "Nữ"), nothing("Ngày sinh", noise.date, 0.4),
        words("Nhóm khách hàng", "Khách lẻ", "Khách sỉ", fill=0.5),
        nothing("Ghi chú", noise.history, 0.4), nothing("Ngày giao dịch cuối", noise.date_time),
        nothing("Nợ cần thu hiện tại", noise.amount), nothing("Tổng bán|Tổng bán trừ trả hàng", noise.amount, 1),
        nothing("Điểm hiện tại", noise.number(0, 90000)), words("Trạng thái", "1", "Đang hoạt động", fill=0),
    ]  # fmt: skip
    return [listing(w, count, columns, "DanhSachKhachHang", w.pick("xlsx", "xls"))]


@kind("list", "wholesale customers")
def wholesale(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Mã KH|Mã đại lý", noise.code("DL", 4), 1), company("Tên công ty|Tên đơn vị|Tên đại lý"),
        vat("Mã số thuế|MST"),
        name("Người liên hệ|Người đại diện|Người mua", fill=0.8), phone("Điện thoại|Số ĐT|Di động"), email("Email"),
        address("Địa chỉ|Địa chỉ xuất hóa đơn"), nothing("Công nợ|Dư nợ", noise.amount),
        nothing("Hạn mức|Hạn mức công nợ", noise.amount),
        nothing("Số hóa đơn|Hóa đơn gần nhất", noise.code("0000", 4)), sales("Nhân viên phụ trách|NV bán hàng|NVKD"),
        no("revenue", nothing("Doanh số 2024|Doanh thu năm trước", noise.amount)),
        nothing("Số tài khoản|STK", noise.code("", 13)), words("Ngân hàng", "Vietcombank", "BIDV", "Techcombank"),
    ]  # fmt: skip
    return [listing(w, count, columns, "Khách sỉ", mixed=True)]


@kind("list", "bookings")
def bookings(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Mã đặt phòng|Booking ID|Mã đặt bàn", noise.code("", 10), 1), name("Tên khách|Guest name|Người đặt"),
        phone("Điện thoại|Phone|SĐT khách"), email("Email", 0.5), nothing("Ngày đến|Check-in", noise.date, 1),
        nothing("Ngày đi|Check-out", noise.date, 1), nothing("Thời gian lưu trú|Stay", noise.date_range),
        nothing("Số khách|Guests", noise.number(1, 9), 1), words("Loại phòng|Room", "Deluxe", "Superior Twin"),
        nothing("Tổng tiền|Total", noise.amount),
        choice("Nguồn khách|Nguồn đặt", "source", {"Agoda": "Agoda", "Zalo": "Zalo", "Facebook": "Facebook"}),
        nothing("Yêu cầu đặc biệt|Special requests", lambda w,
            p: w.pick("phòng tầng cao", "đón sân bay 14h30", "ăn chay")),
    ]  # fmt: skip
    return [listing(w, count, columns, "bookings", mixed=True)]


@kind("list", "loyalty cards")
def loyalty(w: World, count: int) -> list[Case]:
    def old(w: World, p: Person) -> Written:
        # Numbers of eleven digits from before 2018.
        new = {
            "03": "016",
            "070": "0120",
            "079": "0121",
            "077": "0122",
            "083": "0123",
            "081": "0127",
            "082": "0129",
            "076": "0126",
        }
        head = next((head for head in (p.phone[:3], p.phone[:2]) if head in new), None)
        if head == "03":
            written = f"016{p.phone[2:]}"
        else:
            written = new[head] + p.phone[3:] if head else spelling.phone(w, p.phone)
        return written, {"phone": (f"+84{p.phone[1:]}",)}

    def citizen(w: World, p: Person) -> Written:
        number = str(noise.citizen_id(w, p))
        return number, {"vat": (number,)}  # the tax code of a person since 2025

    columns = [
        nothing("Số thẻ|Mã thẻ thành viên", noise.code("8888", 9), 1), name("Họ tên chủ thẻ|Họ và tên|Tên hội viên"),
        column("Điện thoại|SĐT|Số di động", old), column("CMND/CCCD|Số CCCD", citizen, 0.8),
        nothing("Ngày cấp", noise.date, 0.6),
        words("Hạng thẻ", "Vàng", "Bạc", "Kim cương"), nothing("Điểm tích lũy", noise.number(0, 99999)),
        nothing("Ngày hết hạn", noise.date), province("Tỉnh/TP|Tỉnh thành", 0.7),
    ]  # fmt: skip
    return [listing(w, count, columns, "the thanh vien", mixed=True)]

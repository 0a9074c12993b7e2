"""Events: webinars, fairs, seminars, members of associations."""

from __future__ import annotations

from .. import noise
from ..case import Case, kind
from ..columns import (
    Column,
    Written,
    address,
    choice,
    column,
    company,
    email,
    job,
    name,
    phone,
    phone2,
    province,
    received,
    source,
    vat,
    words,
)
from ..columns import noise as nothing
from ..listing import HANDMADE, Listing, listing
from ..spelling import date_time
from ..world import Person, World


@kind("list", "webinar report")
def webinar(w: World, count: int) -> list[Case]:
    def first_last() -> list[Column]:
        return [
            column("First Name", lambda w, p: (p.given, {"contact": (p.name, f"{p.given} {p.surname} {p.middle}")})),
            column("Last Name", lambda w, p: (f"{p.surname} {p.middle}", {"contact": (p.name,)})),
        ]

    together = [name("User Name (Original Name)|User Name|Name", "plain")]
    columns = [
        words("Attended", "Yes", "No", fill=1), *(w.pick(first_last(), together)), email("Email", 1),
        phone("Phone", 0.8), company("Organization", 0.6), job("Job Title", 0.6),
        received("Registration Time|Registration time", 0.9),
        words("Approval Status", "approved", fill=1), nothing("Join Time", noise.date_time),
        nothing("Leave Time", noise.date_time),
        nothing("Time in Session (minutes)", noise.number(1, 120)), province("City", 0.5),
        words("Country/Region Name", "Vietnam", fill=0.9),
    ]  # fmt: skip
    topic = w.pick("Chuyển đổi số cho doanh nghiệp nhỏ", "Xuất khẩu sang châu Âu", "Tối ưu kho vận 2025")
    result = Listing(w)
    result.lines(
        ["Attendee Report"], ["Report Generated:", date_time(w)],
        ["Topic", "Webinar ID", "Actual Start Time", "Actual Duration (minutes)", "# Registered"],
        [topic, f"{w.between(810, 899)} {w.digits(4)} {w.digits(4)}", date_time(w), w.between(40, 150), count],
        ["Attendee Details"],
    )  # fmt: skip
    result.head(columns)
    result.people(columns, count)
    for truth in result.truths.values():
        truth["campaign"] = (topic, "")  # never the report's own words
    return [result.case("attendee_report", w.pick("csv", "csv utf-8-sig"))]


@kind("list", "fair visitors")
def fair(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Mã khách|Badge No.", noise.code("VB", 5), 1), name("Họ và tên|Khách tham quan|Visitor name"),
        job("Chức vụ|Position"),
        company("Công ty|Tên công ty|Company"), phone("Điện thoại|Mobile|ĐTDĐ"),
        phone2("ĐT cơ quan|Office phone", 0.3), email("Email"),
        province("Tỉnh/TP|Province"), words("Sản phẩm quan tâm|Quan tâm", "Máy CNC", "Bao bì giấy", "Băng tải"),
        nothing("Thời gian ghé|Thời gian check-in", noise.date_time),
        nothing("Ngày tham quan|Thời gian hội chợ", noise.date_range),
        words("Gian hàng", "A12", "B-05", "Hall 3"), nothing("Ghi chú tại gian hàng|Trao đổi", noise.history, 0.5),
    ]  # fmt: skip
    return [listing(w, count, columns, "khach tham quan", mixed=True)]


@kind("list", "sign-in sheet")
def sign_in(w: World, count: int) -> list[Case]:
    columns = [
        nothing("STT|TT", noise.number(1, 99), 1), name("Họ và tên|Họ tên đại biểu|Đại biểu"),
        company("Đơn vị công tác|Đơn vị|Cơ quan"),
        job("Chức danh|Chức vụ"), phone("Số điện thoại|Điện thoại"), email("Email|Thư điện tử", 0.7),
        words("Ký tên|Chữ ký", "", fill=0),
    ]  # fmt: skip
    result = Listing(w)
    day = f"{w.between(1, 28):02}/{w.between(1, 12):02}/2025"
    result.lines(
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Độc lập - Tự do - Hạnh phúc"], [],
        ["DANH SÁCH ĐẠI BIỂU THAM DỰ HỘI THẢO"], [f"Thời gian: 8h00 ngày {day}. Địa điểm: Khách sạn Ngọc Lan, Hà Nội"],
        [],
    )  # fmt: skip
    result.head(columns)
    result.people(columns, count)
    result.lines(
        [],
        ["", f"Tổng cộng: {count} đại biểu"],
        ["", "", "", "", f"Hà Nội, ngày {day}"],
        ["", "", "", "", "Người lập biểu"],
    )
    return [result.case("DS dai bieu", w.one_of(HANDMADE))]


@kind("list", "association members")
def association(w: World, count: int) -> list[Case]:
    def fax(w: World, _p: Person) -> Written:
        return w.fixed(), {}

    columns = [
        company("Tên doanh nghiệp|Doanh nghiệp hội viên|Tên hội viên"), vat("Mã số thuế|MST|Mã số doanh nghiệp"),
        address("Địa chỉ|Trụ sở chính"),
        phone("Điện thoại|Di động|Hotline"), column("Fax|Số Fax|Fax1", fax, 0.6), email("Email"),
        nothing("Website", lambda w, p: f"www.{p.domain}", 0.5), name("Người đại diện|Giám đốc|Chủ doanh nghiệp"),
        words("Ngành nghề|Lĩnh vực hoạt động", "Sản xuất gỗ", "Vận tải", "Bao bì"),
        nothing("Vốn điều lệ|Vốn điều lệ (VNĐ)", noise.amount),
        nothing("Số lao động", noise.number(3, 900)), nothing("Ngày gia nhập|Ngày kết nạp", noise.date),
    ]  # fmt: skip
    return [listing(w, count, columns, "hoi vien", mixed=True)]


@kind("list", "lucky draw")
def lucky_draw(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Mã dự thưởng|Số phiếu", noise.code("0", 9), 1), name("Tên khách hàng|Họ tên|Tên người gửi|Người gửi"),
        phone("SĐT|Số điện thoại|Điện thoại liên lạc"), email("Email", 0.3), province("Tỉnh thành|Nơi ở"),
        source("Biết đến chương trình qua|Biết đến chúng tôi qua|Nguồn"),
        choice("Thẻ|Tag", "tag", {"Tết": "Tết", "Khai trương": "Khai trương"}),
        nothing("Thời gian quay số", noise.date_time), nothing("Giá trị hóa đơn", noise.amount),
    ]  # fmt: skip
    return [listing(w, count, columns, "quay thuong", mixed=True)]

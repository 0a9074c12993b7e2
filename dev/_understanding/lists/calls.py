"""Call logs, lists to call and chats."""

from __future__ import annotations

from .. import noise, spelling
from ..case import Case, kind
from ..columns import Written, choice, column, email, name, no, phone, province, received, sales, source, words
from ..columns import noise as nothing
from ..listing import listing
from ..world import Person, World


@kind("list", "hotline log")
def hotline(w: World, count: int) -> list[Case]:
    own = w.pick("19001234", "02873009999", "18006060")
    columns = [
        nothing("Thời gian gọi|Ngày giờ|Bắt đầu", noise.date_time, 1),
        words("Hướng|Loại cuộc gọi", "Gọi vào", "Gọi ra", fill=1),
        words("Đầu số|Hotline", own, fill=1), phone("Số khách hàng|Số gọi đến|Caller|Số khách gọi"),
        name("Tên người gọi|Tên khách|Caller name", "called", 0.9), nothing("Thời lượng|Đàm thoại", noise.duration, 1),
        nothing("Thời gian chờ", noise.duration, 0.6), words("Máy nhánh|Extension", "101", "102", "8003"),
        nothing("Nội dung cuộc gọi|Nội dung|Ghi chú", noise.wish), nothing("File ghi âm", noise.link, 0.5),
        sales("Nhân viên nghe máy|Tư vấn viên|Agent", style="given"),
        no("activity", nothing("Ngày gặp", noise.date, 0.2)),
    ]  # fmt: skip
    return [listing(w, count, columns, "lich su cuoc goi", w.pick("csv utf-8-sig", "xlsx", "semicolon"))]


@kind("list", "telesales list")
def telesales(w: World, count: int) -> list[Case]:
    columns = [
        name("Họ tên KH|Tên KH|Khách hàng"), phone("SĐT|Di động|Phone"), province("Tỉnh|Khu vực", 0.6),
        source("Nguồn|Nguồn data"), sales("Telesale|Sale|Nhân viên được phân công|Phụ trách", style="given"),
        nothing("Ngày gọi|Ngày nhận data", noise.date), nothing("Lần 1|Ghi chú lần 1|Kết quả gọi lần 1", noise.history),
        nothing("Lần 2|Ghi chú lần 2|Cập nhật 2", noise.history, 0.4), nothing("Lần 3|Cập nhật 3", noise.history, 0.2),
        nothing("Lịch sử chăm sóc|Lịch sử", noise.history, 0.4),
    ]  # fmt: skip
    return [listing(w, count, columns, "data telesale", mixed=True)]


NEW = "New|Interested"  # the stage of a lead of which nothing is said
STAGES = {
    "Quan tâm": "Interested", "Đang quan tâm": "Interested", "Đang tư vấn": "Consulting", "Tư vấn": "Consulting",
    "Dùng thử": "Trial",
    "Chưa liên hệ": NEW, "Mới": NEW, "Chưa gọi": NEW,
}  # fmt: skip
OUTCOMES = {
    "Không nghe máy": "No answer", "Không bắt máy": "No answer", "KNM": "No answer", "Thuê bao": "No answer",
    "Máy bận": "No answer",
    "Hẹn gọi lại": "Asked to call back", "Gọi lại sau": "Asked to call back", "Đã nhắn Zalo": "Messaged (Zalo, SMS)",
}  # fmt: skip


@kind("list", "status words")
def statuses(w: World, count: int) -> list[Case]:
    def status(w: World, _p: Person) -> Written:
        word = w.one_of(STAGES | OUTCOMES)
        return word, {"stage": tuple(STAGES[word].split("|"))} if word in STAGES else {"outcome": (OUTCOMES[word],)}

    columns = [
        name("Họ tên|Tên khách"), phone("SĐT|Điện thoại"),
        column("Trạng thái|Tình trạng|Tình trạng chăm sóc", status, 0.95),
        source("Nguồn|Nguồn khách", 0.8), received("Ngày nhận|Ngày đổ về|Ngày tạo", 0.8), sales("Phụ trách|Sale", 0.8),
        nothing("Ghi chú|Ghi chú lần 1", noise.history, 0.5), province("Tỉnh|Khu vực", 0.5),
    ]  # fmt: skip
    return [listing(w, count, columns, "cham soc", mixed=True)]


@kind("list", "chat inbox")
def chat(w: World, count: int) -> list[Case]:
    columns = [
        name("Tên Facebook|Tên khách hàng|Người gửi|Sender"),
        nothing("PSID|ID hội thoại|Conversation ID", noise.code("", 16), 1),
        phone("Số điện thoại|Phone", 0.95), nothing("Tin nhắn|Nội dung|Message", noise.wish),
        words("Trang|Page|Fanpage", "Nội thất Mộc Nhiên", "Trung tâm Anh ngữ Sao Việt", "Xưởng gỗ Ba Miền"),
        choice("Nguồn|Nguồn khách", "source",
            {"Messenger": "Messenger|Facebook", "Zalo": "Zalo", "Instagram": "Instagram"}),
        nothing("Thời gian|Time", noise.date_time, 1), nothing("Ngày hẹn gặp trước", noise.date, 0),
        sales("Nhân viên|Assigned to", 0.6), choice("Nhãn|Label", "tag", {"Nóng": "Nóng", "Hỏi giá": "Hỏi giá"}, 0.5),
    ]  # fmt: skip
    return [listing(w, count, columns, "inbox", w.pick("csv", "xlsx"))]


@kind("list", "name and number in one cell")
def one_cell(w: World, count: int) -> list[Case]:
    def cell(w: World, p: Person) -> Written:
        text, right = spelling.name(w, p, w.pick("plain", "called", "honorific"))
        truth = {"contact": right, "phone": (f"+84{p.phone[1:]}",)}
        number = spelling.phone(w, p.phone)
        if w.chance(0.25):
            second = w.mobile()
            truth["phone2"] = (f"+84{second[1:]}",)
            number += w.pick(" - ", " / ", ", ") + spelling.phone(w, second)
        return w.pick(f"{text} {number}", f"{text} - {number}", f"{text}: {number}", f"{text} ({number})"), truth

    columns = [
        column("Khách hàng|Liên hệ|Người liên hệ|Thông tin khách|Tên - SĐT", cell),
        nothing("Nhu cầu|Yêu cầu", noise.wish),
        province("Tỉnh|Khu vực", 0.6), nothing("Ngày|Ngày nhận", noise.date), email("Mail|Email", 0.3),
    ]  # fmt: skip
    return [listing(w, count, columns, "khach", mixed=True)]

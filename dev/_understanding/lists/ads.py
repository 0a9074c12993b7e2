"""Exports of advertising platforms and landing pages."""

from __future__ import annotations

from .. import noise, spelling
from ..case import Case, Truth, kind
from ..columns import Column, Written, choice, column, company, email, job, name, phone, province, received, words
from ..columns import noise as nothing
from ..listing import listing
from ..world import Person, World, e164, slug

PLATFORMS = {"fb": "Facebook", "ig": "Instagram", "an": "Audience Network|Facebook", "msg": "Messenger|Facebook"}


def campaign(headings: str) -> Column:
    def cell(w: World, _p: Person) -> Written:
        text = (
            f"{w.pick('CBO', 'Lead', 'T11', 'KM Tết', 'Remarketing')} - {w.pick('HCM', 'Toàn quốc', 'Q4', 'Nam 25-45')}"
        )
        return text, {"campaign": (text,)}

    return column(headings, cell)


def prefixed_phone(headings: str) -> Column:
    def cell(w: World, p: Person) -> Written:
        return f"p:{w.pick(e164(p.phone), p.phone, e164(p.phone))}", {"phone": (e164(p.phone),)}

    return column(headings, cell)


@kind("list", "facebook lead ads")
def facebook(w: World, count: int) -> list[Case]:
    question = w.pick(
        "bạn_quan_tâm_đến_sản_phẩm_nào?", "khi_nào_anh/chị_cần?", "ngân_sách_dự_kiến_của_bạn?", "what_is_your_need?"
    )
    columns = [
        nothing("id", noise.code("l:", 15), 1),
        nothing("created_time", lambda w, p: spelling.moment(w).strftime("%Y-%m-%dT%H:%M:%S+07:00"), 1),
        nothing("ad_id", noise.code("ag:", 16), 1), words("ad_name", "Video 1", "Ảnh carousel", "Mẫu 3 - Copy"),
        nothing("adset_id", noise.code("as:", 16), 1), words("adset_name", "Nữ 25-45 HN", "LAL 1%", "Broad"),
        nothing("campaign_id", noise.code("c:", 16), 1), campaign("campaign_name"),
        nothing("form_id", noise.code("f:", 15), 1), words("form_name", "Form tư vấn", "Form báo giá T11"),
        words("is_organic", "false", "true", fill=1), choice("platform", "source", PLATFORMS),
        column(question, lambda w, p: (w.pick("trong_tháng_này", "chưa_biết", "máy_lọc_nước", "dưới_50_triệu"), {})),
        name("full_name|họ_và_tên|full name"), prefixed_phone("phone_number|số_điện_thoại"), email("email"),
        province("city|tỉnh/thành_phố|province"), words("lead_status", "complete", "CREATED"),
    ]  # fmt: skip
    return [listing(w, count, columns, "leads_2025-11-02_2025-11-29", w.pick("tsv utf-16", "csv", "csv utf-8-sig"))]


@kind("list", "tiktok leads")
def tiktok(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Lead ID|lead_id", noise.code("", 19), 1), received("Created time|create_time"),
        nothing("Advertiser ID", noise.code("7", 18), 1),
        words("Advertiser name|Account name", "Công ty CP Ánh Dương Ads", "TK QC 02"),
        campaign("Campaign name|campaign_name"), words("Ad group name", "AG 01 Hà Nội", "Broad 25+"),
        words("Ad name", "Video khách hàng", "UGC 4"), name("Name|Full name|Họ và tên"),
        phone("Phone number|Số điện thoại", as_written=lambda digits: f"+84{digits[1:]}"), email("Email", 0.5),
        province("City|Province|Tỉnh/Thành phố", 0.7), nothing("Câu hỏi 1|Question 1", noise.wish),
    ]  # fmt: skip
    return [listing(w, count, columns, "TikTok_leads", w.pick("csv", "xlsx"))]


@kind("list", "google ads lead form")
def google_ads(w: World, count: int) -> list[Case]:
    columns = [
        nothing("Lead ID", noise.code("TeSter-", 12), 1), received("Lead Submit Time|Submitted at"),
        words("Account name", "Sao Kim Media", "MCC Công ty TNHH Truyền thông Sóng"),
        campaign("Campaign|Campaign name"),
        nothing("Campaign ID", noise.code("2", 10), 1), nothing("Form ID", noise.code("4", 10), 1),
        nothing("GCLID|gcl_id", lambda w, p: f"EAIaIQob{w.digits(12)}", 1), name("Full Name|User name|Full name"),
        phone("User Phone|Phone number|Phone Number"), email("User Email|Email|Work email"),
        company("Company Name|Company name", 0.6), province("City|Region", 0.6),
    ]  # fmt: skip
    return [listing(w, count, columns, "lead-form", w.pick("csv", "xlsx", "tsv utf-16"))]


@kind("list", "zalo followers")
def zalo(w: World, count: int) -> list[Case]:
    columns = [
        nothing("User ID|UID|ID người dùng", noise.code("", 19), 1), name("Tên Zalo|Tên hiển thị|Tên hiển thị Zalo"),
        phone("Số điện thoại|SĐT"), words("Giới tính", "Nam", "Nữ"), nothing("Ngày sinh", noise.date, 0.4),
        nothing("Ngày quan tâm|Thời gian quan tâm", noise.date_time),
        nothing("Tương tác gần nhất|Tin nhắn cuối", noise.date_time),
        province("Tỉnh/Thành phố|Khu vực", 0.7), nothing("Nội dung tin nhắn cuối|Tin nhắn gần nhất", noise.wish),
        column("Nhãn|Thẻ", _tag),
    ]  # fmt: skip
    return [listing(w, count, columns, "Danh sách người quan tâm OA", w.pick("xlsx", "csv utf-8-sig"))]


def _tag(w: World, _p: Person) -> Written:
    text = w.pick("Khách VIP", "Đại lý", "Quan tâm giá", "Bảo hành")
    truth: Truth = {"tag": (text,)}
    return text, truth


@kind("list", "landing pages")
def landing(w: World, count: int) -> list[Case]:
    sources = {"facebook": "Facebook", "google": "Google", "zalo": "Zalo", "tiktok": "Tiktok"}
    columns = [
        received("Thời gian|created_at|Ngày tạo"), name("name|Họ và tên|fullname"),
        phone("phone|Số điện thoại"),
        email("email|Email"), nothing("message|Lời nhắn|ghi_chu", noise.wish),
        nothing("url_page|link|Nguồn trang", noise.link),
        choice("utm_source", "source", sources),
        choice("utm_medium", "medium", {"cpc": "cpc|Google Ads", "social": "social"}),
        campaign("utm_campaign"), words("utm_content", "video1", "banner-2"),
        words("utm_term", "may loc nuoc", "cua nhom"),
        nothing("ip|ip_address|Địa chỉ IP", noise.ip, 1), words("device", "mobile", "desktop"),
    ]  # fmt: skip
    return [listing(w, count, columns, "data-landing", w.pick("csv", "xlsx", "csv utf-8-sig"))]


@kind("list", "google forms")
def google_forms(w: World, count: int) -> list[Case]:
    agreed = "Tôi đồng ý"
    columns = [
        received("Dấu thời gian|Timestamp"), email("Địa chỉ email|Email Address"),
        name("Họ và tên của anh/chị|Anh/Chị vui lòng cho biết họ tên|Họ tên đầy đủ của bạn"),
        phone("Số điện thoại liên hệ (Zalo)|SĐT để bên em gọi lại"),
        company("Tên công ty/đơn vị anh chị đang làm việc", 0.6),
        province("Anh/Chị đang sống ở tỉnh/thành nào?|Bạn ở tỉnh thành nào?"), job("Chức vụ hiện tại", 0.6),
        nothing("Anh/chị mong muốn được hỗ trợ điều gì?|Câu hỏi cho diễn giả", noise.wish, 0.7),
        words("Bạn biết đến chúng tôi qua đâu?", "Facebook", "Bạn bè", "Zalo", fill=0),
        words("Anh/chị có đồng ý nhận tin?", agreed, "Không"),
        nothing("Thời gian thuận tiện để gọi", noise.date_range, 0.4),
    ]  # fmt: skip
    return [listing(w, count, columns, f"Đăng ký ({slug(agreed)})", w.pick("csv", "xlsx"))]

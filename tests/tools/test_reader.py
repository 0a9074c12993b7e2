"""Column readers as tables: cells in, typed values, notes and warnings out, without a database."""

import ast
from datetime import date, datetime
from pathlib import Path

from odoo.tests import BaseCase

from ...tools.facts import facts
from ...tools.reader.amounts import read_date
from ...tools.reader.mapping import Formats, Mapping, Settings, Status, free, same
from ...tools.reader.mappings import MAPPINGS
from ...tools.reader.read import Reader
from ...tools.reader.texts import read_to_notes
from ...tools.reader.values import LeadValues
from ...tools.text import fold

VIETNAM, HANOI, HUE, USA = 241, 1, 46, 233
NAMES = {
    "state_id": {"Hà Nội": HANOI, "Huế": HUE, "California": 900},
    "country_id": {"Việt Nam": VIETNAM, "Hoa Kỳ": USA},
    "user_id": {"Nguyễn Lan": 7},
    "team_id": {"Kinh doanh": 8},
    "stage_id": {"Mới": 9},
    "source_id": {"Facebook": 11},
    "medium_id": {"cpc": 12},
    "lang_id": {"Tiếng Việt": 13},
    "lost_reason_id": {"Giá cao": 14},
}
STATUSES = {
    "Mới": Status(stage=9, is_name=True),
    "Chưa gọi": Status(),
    "Đang chăm": Status(stage=9),
    "Không nghe máy": Status(outcome=15),
    "Rác": Status(lost_reason=14),
}
MADE = {"campaign_id", "medium_id", "source_id", "tag_ids"}


class Records:
    """Records as a dict; what may be created gets the next number."""

    def __init__(self):
        self.names = {field: {fold(name): id_ for name, id_ in names.items()} for field, names in NAMES.items()}
        self.asked = []

    def find(self, field, names, create=False):
        self.asked.append((field, sorted(names)))
        known = self.names.setdefault(field, {})
        for name in sorted(names) if create else ():
            if name:
                known.setdefault(fold(name), 100 + len(known))
        return {name: known[fold(name)] for name in names if name and fold(name) in known}

    def statuses(self, cells):
        return {cell: STATUSES[cell] for cell in cells if cell in STATUSES}

    def may_mean(self, field, names):
        return {name: ["Nguyễn Gia Bảo", "Trần Bảo"] for name in names if field == "user_id" and name.endswith("Bảo")}

    def provinces(self):
        return {"VN-HN": HANOI, "VN-26": HUE}

    def vietnam(self):
        return VIETNAM

    def titles(self, cells):
        return {cell: "Có sẵn" for cell in cells if cell == "5"}


def read(columns, mappings=MAPPINGS, records=None, headings=(), **settings):
    """Return the values of ``columns``, {name: cells} or [(name, cells)]; the columns of one name in their order."""
    pairs = list(columns.items() if isinstance(columns, dict) else columns)
    found = {}
    for index, (name, cells) in enumerate(pairs):
        found.setdefault(name, []).append((index, cells))
    given = Settings(records or Records(), today=date(2026, 5, 4), untitled="Chưa có tên", **settings)
    return Reader(mappings, given).read_columns(found, headings)


def warned(values):
    return {row: [(found.column, found.code) for found in warnings] for row, warnings in values.warnings.items()}


class TestColumns(BaseCase):
    def check(self, name, cell, **expected):
        """Check the fields of a lead with one filled column; ``notes`` and ``warnings`` where there are any."""
        values = read({name: [cell]})
        got = {field: column[0] for field, column in values.fields.items() if column[0] not in (None, "", ())}
        for field in ("description", "name"):
            if field not in expected:
                got.pop(field, None)
        with self.subTest(column=name, cell=cell):
            self.assertEqual(values.notes.get(0, []), expected.pop("notes", []))
            self.assertEqual([found.code for found in values.warnings.get(0, [])], expected.pop("warnings", []))
            self.assertEqual(got, expected)
            self.assertEqual([*map(type, got.values())], [*map(type, (expected[field] for field in got))])

    def test_moments(self):
        self.check("date_deadline", "12/3/2027", date_deadline=date(2027, 3, 12))
        self.check("date_deadline", "14:05 12/3/2027", date_deadline=date(2027, 3, 12))
        self.check("date_deadline", "hôm nào rảnh", notes=["date_deadline: hôm nào rảnh"], warnings=["no_date"])
        # In UTC: midnight in Viet Nam is still the day before.
        self.check("create_date", "12/3/2026", l10n_vn_received_at=datetime(2026, 3, 11, 17))
        self.check("create_date", "14:05 12/3/2026", l10n_vn_received_at=datetime(2026, 3, 12, 7, 5))
        self.check("l10n_vn_received_at", "2026-03-12T00:30:00-05:00", l10n_vn_received_at=datetime(2026, 3, 12, 5, 30))
        self.check("create_date", "-")

    def test_amounts(self):
        self.check("expected_revenue", "1,5 tỷ", expected_revenue=1.5e9)
        self.check("expected_revenue", "200-300tr", expected_revenue=2e8, notes=["expected_revenue: 200-300tr"])
        self.check("expected_revenue", "500", expected_revenue=500.0, warnings=["little_money"])
        self.check("expected_revenue", "10 USD", notes=["expected_revenue: 10 USD"], warnings=["foreign_currency"])
        self.check("expected_revenue", "liên hệ sau", notes=["expected_revenue: liên hệ sau"], warnings=["no_amount"])

    def test_amounts_of_a_company_in_dollars(self):
        values = read({"expected_revenue": ["10 USD", "20 USD", "5 triệu"]}, currency="USD")
        self.assertEqual(values.fields["expected_revenue"], [10.0, 20.0, None])
        self.assertEqual(warned(values), {2: [(0, "foreign_currency")]})

    def test_unit_in_the_heading(self):
        values = read({"expected_revenue": ["150", "1,2 tỷ"]}, headings=["Dự toán (triệu đồng)"])
        self.assertEqual(values.fields["expected_revenue"], [1.5e8, 1.2e9])

    def test_cents(self):
        values = read({"expected_revenue": ["USD 1,234.56", "$ 20", "1.234,5 usd"]}, currency="USD", decimals=2)
        self.assertEqual(values.fields["expected_revenue"], [1234.56, 20.0, 1234.5])
        values = read({"expected_revenue": ["1234.56", "1.234"]}, currency="USD", decimals=2)
        self.assertEqual(values.fields["expected_revenue"], [1234.56, 1234.0])
        self.assertEqual(read({"expected_revenue": ["1.234.567,89"]}).fields["expected_revenue"], [1234568.0])
        self.assertEqual(read({"expected_revenue": ["150.000,50đ"]}, decimals=2).fields["expected_revenue"], [150000.0])

    def test_chosen_signs_in_numbers(self):
        for thousands, decimal, cell, amount in (
            (",", ".", "1.234", 1.23), (".", ",", "1.234", 1234), (".", ",", "1,234", 1.23),
            ("none", ",", "12,346", 12.35),
            (",", ".", "1,234,567.5", 1234567.5), ("", ",", "1,234", 1.23), ("", ".", "1.234", 1.23),
            (",", "", "1.234", 1.23),
            # What cannot be written so is read by what it says.
            (",", ".", "1.234.567", 1234567), (",", ".", "1.234,5", 1234.5), (",", ".", "1,5 tỷ", 1.5e9),
        ):  # fmt: skip
            options = {"float_thousand_separator": thousands, "float_decimal_separator": decimal}
            with self.subTest(thousands=thousands, decimal=decimal, cell=cell):
                values = read({"expected_revenue": [cell]}, formats=Formats.of(options), currency="USD", decimals=2)
                self.assertEqual(values.fields["expected_revenue"], [amount])

    def test_chosen_format_of_dates(self):
        for chosen, cell, day in (
            ("%m/%d/%Y", "03/04/2026", date(2026, 3, 4)),
            ("%d/%m/%Y", "03/04/2026", date(2026, 4, 3)),
            ("%m/%d/%Y", "03/04/2026 14:05", date(2026, 3, 4)),
            ("%Y-%d-%m", "2026-04-03", date(2026, 3, 4)),
            ("%m%d%Y", "03042026", date(2026, 3, 4)),
            ("%d.%m.%y", "03.04.26", date(2026, 4, 3)),
            ("%m/%d/%Y", "25/03/2026", date(2026, 3, 25)),
            ("%Q%d%d", "03/04/2026", date(2026, 4, 3)),
        ):
            with self.subTest(chosen=chosen, cell=cell):
                # The cells beside it would say the other way round.
                other = "06/13/2026" if chosen[1] == "d" else "13/06/2026"
                formats = Formats.of({"date_format": chosen, "datetime_format": ""})
                values = read({"date_deadline": [cell, *([other] if "/" in chosen else [])]}, formats=formats)
                self.assertEqual(values.fields["date_deadline"][0], day)
        formats = Formats.of({"datetime_format": "%m/%d/%Y %I:%M %p"})
        values = read({"create_date": ["03/04/2026 02:05 PM"], "next_activity_date": ["03/05/2026"]}, formats=formats)
        self.assertEqual(values.fields["l10n_vn_received_at"], [datetime(2026, 3, 4, 7, 5)])
        self.assertEqual(values.fields["l10n_vn_planned_date"], [date(2026, 3, 5)])

    def test_shares_and_stars(self):
        self.check("probability", "90%", probability=90.0)
        self.check("probability", "0,5", probability=50.0)
        self.check("probability", "0", probability=0.0)
        for cell in ("140", "nan", "chắc"):
            self.check("probability", cell, notes=[f"probability: {cell}"])
        self.check("priority", "★★", priority="2")
        self.check("priority", "gấp gáp lắm", priority="0", notes=["priority: gấp gáp lắm"])

    def test_no_chance_at_all_is_a_value(self):
        values = read([("probability", ["0"]), ("probability", ["40"])])
        self.assertEqual(values.fields["probability"], [0.0])
        self.assertEqual(values.notes, {0: ["probability: 40"]})

    def test_contacts(self):
        self.check("phone", "0169 123 4567", phone="+84 391 234 567")
        self.check("phone", "0912345678 / 0987654321", phone="+84 912 345 678", l10n_vn_phone2="+84 987 654 321")
        self.check("phone", "028 3822 1234 máy lẻ 12", phone="+84 28 3822 1234 ext. 12")
        self.check("phone", "8.49E+10", notes=["phone: 8.49E+10"], warnings=["digits_lost"])
        self.check("phone", "0592345678", phone="+84 592 345 678", warnings=["old_landline_possible"])
        self.check(
            "contact_name",
            "Chị Hà 0912 345 670",
            contact_name="Hà",
            l10n_vn_honorific="Chị",
            phone="+84 912 345 670",
            notes=["contact_name: Chị Hà 0912 345 670"],
        )
        self.check(
            "contact_name",
            "Lê Tám 0912 345 670 / 0987 654 321",
            contact_name="Lê Tám",
            phone="+84 912 345 670",
            l10n_vn_phone2="+84 987 654 321",
            notes=["contact_name: Lê Tám 0912 345 670 / 0987 654 321"],
        )
        self.check(
            "phone",
            "0912 345 670 (anh Tuấn)",
            contact_name="Tuấn",
            l10n_vn_honorific="Anh",
            phone="+84 912 345 670",
            notes=["phone: 0912 345 670 (anh Tuấn)"],
        )
        self.check("phone", "0912345670 vợ", phone="+84 912 345 670", notes=["phone: 0912345670 vợ"])
        self.check(
            "partner_name",
            "Cty In ấn Sao Mai 0912 345 670",
            partner_name="Cty In ấn Sao Mai",
            phone="+84 912 345 670",
            notes=["partner_name: Cty In ấn Sao Mai 0912 345 670"],
        )
        self.check("phone", "gọi sau", notes=["phone: gọi sau"], warnings=["no_phone"])
        self.check("zalo", "0912345678", l10n_vn_zalo="+84 912 345 678", phone="+84 912 345 678")
        self.check("email_from", "AN@Example.vn; ha@example.vn", email_from="an@example.vn", email_cc="ha@example.vn")
        self.check("email_from", "không rõ lắm", notes=["email_from: không rõ lắm"], warnings=["no_email"])
        self.check("email_from", "an@gmial.com", email_from="an@gmial.com", warnings=["email_proposal"])
        self.check("vat", "0301234567", l10n_vn_vat="0301234567", warnings=["no_tax_code"])
        self.check("personal_id", "079123456789", l10n_vn_vat="079123456789")
        self.check("personal_id", "mất rồi", notes=["personal_id: mất rồi"])

    def test_phones_of_another_country(self):
        values = read({"phone": ["020 7946 0958"]}, country="GB", is_list=False)
        self.assertEqual(values.fields["phone"], ["+44 20 7946 0958"])

    def test_people(self):
        self.check("contact_name", "ANH TRẦN VĂN HÙNG", contact_name="Trần Văn Hùng", l10n_vn_honorific="Anh")
        self.check(
            "contact_name",
            "Chị Thu - Cty CP Lá Phong",
            contact_name="Thu",
            l10n_vn_honorific="Chị",
            partner_name="Cty CP Lá Phong",
        )
        self.check("contact_name", "Phó Tổng Giám đốc Lê An", contact_name="Lê An", function="Phó Tổng Giám đốc")
        self.check("contact_name", "Lê An - Trợ lý Giám đốc", contact_name="Lê An", function="Trợ lý Giám đốc")
        self.check("contact_name", "Trưởng phòng Kinh doanh", function="Trưởng phòng Kinh doanh")
        self.check("contact_name", "Công ty TNHH Gió Mới", partner_name="Công ty TNHH Gió Mới")
        self.check("gender", "nữ", l10n_vn_honorific="Chị")
        self.check("title_honorific", "Quý khách hàng thân", notes=["title_honorific: Quý khách hàng thân"])

    def test_name_in_three_columns(self):
        values = read(
            {
                "contact_first_name": ["An", "Hà"],
                "contact_last_name": ["Nguyễn", ""],
                "contact_middle_name": ["Văn", ""],
            }
        )
        self.assertEqual(values.fields["contact_name"], ["Nguyễn Văn An", "Hà"])

    def test_a_name_is_said_once(self):
        values = read(
            {
                "contact_last_name": ["Lê", "Trần", "Lý", "Vũ"],
                "contact_first_name": ["Hà", "Tú", "Nga", "Sơn"],
                "contact_name": ["Hà Lê", "Tran Tu", "Lý Thị Nga", "Vũ Tùng"],
            }
        )
        self.assertEqual(values.fields["contact_name"], ["Lê Hà", "Trần Tú", "Lý Thị Nga", "Vũ Sơn"])
        self.assertEqual(values.notes, {3: ["contact_name: Vũ Tùng"]})

    def test_customers_that_are_people_are_no_companies(self):
        columns = {
            "partner_name": ["Lê Hà", "Trần Văn Tú", "Lý Na", "Chị Mai", "Hoàng Yến"],
            "contact_name": ["Lê Hà", "Lê Nga", "", "", "Yến"],
        }
        values = read(columns, headings=["Khách hàng", "Người liên hệ"])
        self.assertFalse(any(values.fields.get("partner_name", ())))
        self.assertEqual(values.fields["contact_name"], ["Lê Hà", "Lê Nga", "Lý Na", "Mai", "Yến"])
        self.assertEqual(values.notes[1], ["Khách hàng: Trần Văn Tú"])

    def test_places(self):
        self.check("state_id", "Ha Noi", state_id=HANOI, country_id=VIETNAM, l10n_vn_province_text="Ha Noi")
        self.check("state_id", "California", state_id=900, l10n_vn_province_text="California")
        self.check(
            "state_id", "Xứ Lạ", l10n_vn_province_text="Xứ Lạ", notes=["state_id: Xứ Lạ"], warnings=["no_province"]
        )
        self.check("city", "Quận Hoàn Kiếm, Hà Nội", city="Quận Hoàn Kiếm, Hà Nội", state_id=HANOI, country_id=VIETNAM)

    def test_a_column_of_cities_goes_before_the_street(self):
        streets = ["211 Hà Nội", "5 Lê Lợi, Quận 1, TP.HCM", "12 Lê Lợi, Hà Nội"]
        values = read({"street": streets, "city": ["Huế", "Huế", "Vinh"]})
        self.assertEqual(values.fields["state_id"], [HUE, HUE, HANOI])
        self.assertEqual(values.fields["street"][:2], streets[:2])
        self.assertEqual(values.fields["city"], ["Huế", "Huế", "Vinh"])

    def test_a_name_with_two_numbers(self):
        for column in ("contact_name", "phone"):
            for cell, name in (
                ("Hoàng Văn Vinh - 0326420657 - 0598606445", "Hoàng Văn Vinh"),
                ("cô Thư (0326420657 - (+84) 598 606445)", "Thư"),
                ("Chú Bình (+84) 326 420657 - 0598606445", "Bình"),
                ("Lâm Quốc Thịnh 84326420657 / +84 598 606 445", "Lâm Quốc Thịnh"),
            ):
                with self.subTest(column=column, cell=cell):
                    values = read({column: [cell]})
                    found = [values.fields[field][0] for field in ("contact_name", "phone", "l10n_vn_phone2")]
                    self.assertEqual(found, [name, "+84 326 420 657", "+84 598 606 445"])
        values = read({"contact_name": ["Chú Bùi Hữu Long ((+84) 377 474770)"]})
        self.assertEqual(values.fields["contact_name"] + values.fields["phone"], ["Bùi Hữu Long", "+84 377 474 770"])
        values = read({"contact_name": ["Cty TNHH Lá Phong 0912345678 / 0987654321"]})
        self.assertEqual(values.fields["partner_name"], ["Cty TNHH Lá Phong"])
        self.assertEqual(values.fields["contact_name"], [None])

    def test_companies_in_capitals_beside_people(self):
        values = read({"contact_name": ["BLUE OCEAN GROUP", "HOÀNG THỊ MAI", "Cô Phàn Mỹ Liên 0585 63 54 65"]})
        self.assertEqual(values.fields["contact_name"], [None, "Hoàng Thị Mai", "Phàn Mỹ Liên"])
        self.assertEqual(values.fields["partner_name"], ["BLUE OCEAN GROUP", None, None])

    def test_an_identity_number_beside_an_empty_tax_code_is_none(self):
        values = read({"vat": ["", ""], "personal_id": ["001091012345", "001092012346"]})
        self.assertEqual(values.fields["l10n_vn_vat"], [None, None])
        self.assertEqual(len(values.notes), 2)

    def test_records_are_ids(self):
        self.check("user_id", "nguyen lan", user_id=7)
        self.check("team_id", "Đội lạ", notes=["team_id: Đội lạ"], warnings=["unknown_record"])
        self.check("source_id", "fb", source_id=11)
        self.check("lang_id", "Tiếng Việt", lang_id=13)
        self.check("lang_id", "Tiếng Hời", notes=["lang_id: Tiếng Hời"])
        self.check("tag_ids", "Máy in, Két sắt, Máy in", tag_ids=(101, 100))
        self.check("tag_ids", "không")

    def test_statuses(self):
        self.check("stage_id", "Mới", stage_id=9)
        self.check("stage_id", "Chưa gọi", notes=["stage_id: Chưa gọi"])
        self.check("stage_id", "Đang chăm", stage_id=9, notes=["stage_id: Đang chăm"])
        self.check("stage_id", "Không nghe máy", l10n_vn_list_outcome_id=15, notes=["stage_id: Không nghe máy"])
        self.check("stage_id", "Rác", l10n_vn_list_lost_reason_id=14, notes=["stage_id: Rác"])
        self.check("stage_id", "Sao Hỏa", notes=["stage_id: Sao Hỏa"], warnings=["unknown_status"])
        self.check("stage_id", "-")

    def test_whom_a_name_could_mean(self):
        values = read({"user_id": ["anh Bảo", "Ai đó", ""]}, headings=["Phụ trách"])
        self.assertEqual(values.fields["user_id"], [None, None, None])
        self.assertEqual(values.notes, {0: ["Phụ trách: anh Bảo"], 1: ["Phụ trách: Ai đó"]})
        self.assertEqual(warned(values), {0: [(0, "ambiguous_user")], 1: [(0, "unknown_record")]})
        self.assertEqual(values.warnings[0][0].params["names"], "Nguyễn Gia Bảo, Trần Bảo")

    def test_codes_of_platforms(self):
        for codes, source in (
            ("fb FB Fb", "Facebook"), ("ig IG insta", "Instagram"), ("an AN", "Audience Network"),
            ("msg mess", "Messenger"), ("wa whatsapp", "WhatsApp"), ("tt TT", "TikTok"), ("zl ZL zoa", "Zalo"),
        ):  # fmt: skip
            for code in codes.split():
                records = Records()
                records.find("source_id", {source}, create=True)
                [wanted] = records.find("source_id", {source}).values()
                with self.subTest(code=code):
                    self.assertEqual(read({"source_id": [code]}, records=records).fields["source_id"], [wanted])
        # "An" is a person who has sent a friend, "TT" what this company calls its shops.
        records = Records()
        records.find("source_id", {"An", "TT"}, create=True)
        known = records.find("source_id", {"An", "TT"})
        self.assertEqual(
            read({"source_id": ["An", "TT"]}, records=records).fields["source_id"], [*map(known.get, ("An", "TT"))]
        )

    def test_tags_of_two_columns_are_joined(self):
        values = read([("tag_ids", ["VIP, Đối tác", "VIP"]), ("tag_ids", ["Đối tác; Sỉ", ""])])
        vip, partner, whole = (values.fields["tag_ids"][0][index] for index in range(3))
        self.assertEqual(values.fields["tag_ids"], [(vip, partner, whole), (vip,)])
        self.assertEqual(len({vip, partner, whole}), 3)

    def test_second_record_of_a_row_is_noted(self):
        values = read([("source_id", ["Facebook"]), ("source_id", ["Hội chợ"])], headings=["Nguồn", "Nguồn 2"])
        self.assertEqual((values.fields["source_id"], values.notes), ([11], {0: ["Nguồn 2: Hội chợ"]}))

    def test_campaign_in_the_address_of_a_page(self):
        page = "https://a.vn/x?utm_source=Facebook&utm_medium=cpc&utm_campaign=Tet"
        values = read({"landing_page_url": [page, "a.vn"], "medium_id": ["", "cpc"]})
        self.assertEqual(values.fields["source_id"], [11, None])
        self.assertEqual(values.fields["medium_id"], [12, 12])

    def test_next_action(self):
        values = read({"next_activity_date": ["15/9/2026", "15/9/2026 gọi lại", "gọi lại", ""]})
        day, today = date(2026, 9, 15), date(2026, 5, 4)
        self.assertEqual(values.fields["l10n_vn_planned_date"], [day, day, today, None])
        self.assertEqual(values.fields["l10n_vn_planned_summary"], ["", "15/9/2026 gọi lại", "gọi lại", ""])

    def test_a_meeting_of_the_past_is_history(self):
        days = ["15/9/2026", "2/5/2026", "tại hội chợ", ""]
        for heading in ("Ngày gặp", "Ngày chăm sóc", "Ngày đến thăm"):
            with self.subTest(heading=heading):
                values = read({"next_activity_date": days}, headings=[heading])
                self.assertEqual(values.fields["l10n_vn_planned_date"], [date(2026, 9, 15), None, None, None])
                self.assertEqual(values.notes, {1: [f"{heading}: 2/5/2026"], 2: [f"{heading}: tại hội chợ"]})
        values = read({"next_activity_date": days[1:2]}, headings=["Ngày hẹn gặp"])
        self.assertEqual(values.fields["l10n_vn_planned_date"], [date(2026, 5, 2)])  # overdue

    def test_an_action_without_a_text_is_called_as_its_heading(self):
        columns = {"next_activity_date": ["15/9/2026", "15/9/2026", ""], "next_activity_summary": ["", "Báo giá", ""]}
        values = read(columns, headings=["Ngày hẹn gọi lại", "Việc cần làm"])
        self.assertEqual(values.fields["l10n_vn_planned_summary"], ["Ngày hẹn gọi lại", "Báo giá", ""])

    def test_numbers_of_another_kind_are_no_tax_codes(self):
        for cell in ("3.500.000.000", "50000000000", "12 tỷ", "000000000123", "đang làm"):
            self.check("vat", cell, notes=[f"vat: {cell}"], warnings=["no_tax_code"])
        self.check("vat", "100112437", l10n_vn_vat="0100112437")  # a zero that a spreadsheet lost
        self.check("vat", "DE 811 128 135", l10n_vn_vat="DE 811 128 135", warnings=["no_tax_code"])

    def test_identity_numbers_beside_tax_codes_are_of_representatives(self):
        values = read({"vat": ["0100112437", ""], "personal_id": ["079123456789", "079123456780"]})
        self.assertEqual(values.fields["l10n_vn_vat"], ["0100112437", None])
        self.assertEqual(values.notes, {0: ["personal_id: 079123456789"], 1: ["personal_id: 079123456780"]})

    def test_numbers_of_parcels_are_not_searched_for_phones(self):
        columns = {"description": ["0912 345 678"]}
        for heading in ("Mã vận đơn", "Số hợp đồng", "Đơn vị vận chuyển"):
            with self.subTest(heading=heading):
                self.assertNotIn("phone", read(columns, headings=[heading]).fields)

    def test_notes(self):
        self.check("birthdate", "2/9/1990", notes=["birthdate: 2/9/1990"])
        self.check("description", "Cần <gấp>\n2 máy", description="<p>Cần &lt;gấp&gt;<br>2 máy</p>")
        self.check("ad_info", "Quảng cáo 5", l10n_vn_ad_info="ad_info: Quảng cáo 5")
        self.check("ignore", "✓")

    def test_cells_that_are_no_text(self):
        values = read({"phone": [84912345678.0, False], "function": [7, None]})
        self.assertEqual(values.fields["phone"], ["+84 912 345 678", None])
        self.assertEqual(values.fields["function"], ["7", ""])


class TestRows(BaseCase):
    def test_titles(self):
        values = read(
            {
                "id": ["", "", "", "5", "6"],
                "contact_name": ["Trần Văn Nam", "", "", "Lê Hà", ""],
                "partner_name": ["Cty CP Lá Phong", "", "", "", ""],
                "phone": ["", "0912345678", "", "", ""],
                "function": ["", "", "Kế toán", "", ""],
            }
        )
        self.assertEqual(
            values.fields["name"],
            ["Trần Văn Nam – Cty CP Lá Phong", "+84 912 345 678", "Chưa có tên", "Có sẵn", "Chưa có tên"],
        )

    def test_rows_without_anything_get_no_title(self):
        self.assertEqual(read({"function": ["", "Kế toán"]}).fields["name"], [None, "Chưa có tên"])

    def test_contacts_in_notes(self):
        columns = {"description": ["A Tuấn 0912 345 678 cần 2 máy"]}
        values = read(columns)
        self.assertEqual((values.fields["phone"], values.fields["contact_name"]), (["+84 912 345 678"], ["Tuấn"]))
        # Not where a program says what is what, where another column has the phones, or where it is another's number.
        self.assertNotIn("phone", read(columns, is_list=False).fields)
        self.assertEqual(read(columns | {"phone": [""]}).fields["phone"], [None])
        self.assertNotIn("phone", read(columns, headings=["SĐT nhân viên phụ trách"]).fields)

    def test_first_of_two_addresses(self):
        columns = {"email_from": ["", "a@b.vn"], "email_cc": ["c@d.vn, e@f.vn", "g@h.vn"]}
        values = read(columns)
        self.assertEqual(values.fields["email_from"], ["c@d.vn", "a@b.vn"])
        self.assertEqual(values.fields["email_cc"], ["e@f.vn", "g@h.vn"])
        self.assertEqual(read(columns, is_list=False).fields["email_from"], [None, "a@b.vn"])

    def test_spare_phone_is_for_rows_without_one(self):
        values = read({"contact_name": ["Lê Hà 0912345678", "Trần Ánh 0912345678"], "phone": ["", "0987654321"]})
        self.assertEqual(values.fields["phone"], ["+84 912 345 678", "+84 987 654 321"])

    def test_columns_without_a_reader_stay_as_they_are(self):
        values = read(
            [("partner_id", ["Sao Mai", 5]), ("x_text", ["a", ""]), ("x_text", ["b", "c"]), ("x_more", ["d", False])],
            separator={"x_text": " "}.get,
        )
        self.assertEqual(values.raw, {"partner_id": ["Sao Mai", 5], "x_text": ["a b", "c"], "x_more": ["d", False]})

    def test_second_column_without_joint_is_noted(self):
        values = read([("x_count", ["1", ""]), ("x_count", ["2", "3"])], headings=["Số", "Số nữa"])
        self.assertEqual((values.raw, values.notes), ({"x_count": ["1", "3"]}, {0: ["Số nữa: 2"]}))

    def test_warnings_name_their_column_and_what_a_sentence_needs(self):
        values = read({"phone": ["gọi sau"], "team_id": ["Đội lạ"]}, headings=["SĐT", "Nhóm"])
        first, second = values.warnings[0]
        self.assertEqual((first.column, first.code, first.params["text"]), (0, "no_phone", "gọi sau"))
        self.assertEqual(second, (1, "unknown_record", {"label": "Nhóm", "text": "Đội lạ"}))

    def test_names_are_looked_up_once_a_column(self):
        records = Records()
        read({"user_id": ["Nguyễn Lan", "Ai đó"] * 500, "tag_ids": ["VIP", "Sỉ"] * 500}, records=records)
        self.assertEqual(records.asked, [("user_id", ["Ai đó", "Nguyễn Lan"]), ("tag_ids", ["Sỉ", "VIP"])])


class TestMappings(BaseCase):
    def test_every_column_of_the_vocabulary_has_a_reader(self):
        fields = Reader(MAPPINGS, Settings(Records())).fields
        known = {row["field"] for row in facts("column_names")}
        self.assertFalse(known - fields.keys())

    def test_a_column_is_declared_once(self):
        names = [name for mapping in MAPPINGS for name in mapping.columns]
        self.assertEqual(len(names), len(set(names)))

    def test_a_module_adds_a_column(self):
        added = Mapping(read_date, {"x_delivery": "x_delivery_date"})
        values = read({"x_delivery": ["2/9/2026"], "phone": ["0912345678"]}, [*MAPPINGS, added])
        self.assertEqual(values.fields["x_delivery_date"], [date(2026, 9, 2)])
        self.assertEqual(values.fields["phone"], ["+84 912 345 678"])

    def test_a_module_reads_a_column_in_its_own_way(self):
        added = Mapping(read_date, {"birthdate": "x_birthdate"})
        values = read({"birthdate": ["2/9/1990"], "fax": ["028 3822 1234"]}, [added, *MAPPINGS])
        self.assertEqual(values.fields["x_birthdate"], [date(1990, 9, 2)])
        self.assertEqual(values.notes, {0: ["fax: 028 3822 1234"]})

    def test_an_override_is_read_first_and_alone(self):
        called = []

        def usual(_values, columns, _settings):
            called.append(("usual", [column.name for column in columns]))

        def own(_values, columns, _settings):
            called.append(("own", [column.name for column in columns]))

        read({"a": [""], "b": [""]}, [Mapping(own, same("b")), Mapping(usual, free("a", "b"))])
        self.assertEqual(called, [("own", ["b"]), ("usual", ["a"])])

    def test_labels(self):
        values = read(
            {"fax": ["1", ""], "birthdate": ["", "2"]}, headings=["Máy  fax", ""], label={"birthdate": "Sinh"}.get
        )
        self.assertEqual(values.notes, {0: ["Máy fax: 1"], 1: ["Sinh: 2"]})

    def test_readers_leave_their_columns_as_they_are(self):
        columns = {"phone": [(0, ("0912345678",))], "tag_ids": [(1, ("VIP",))]}
        Reader(MAPPINGS, Settings(Records())).read_columns(columns)
        self.assertEqual(columns, {"phone": [(0, ("0912345678",))], "tag_ids": [(1, ("VIP",))]})

    def test_a_reader_may_do_with_notes_alone(self):
        values = read({"x": ["a", "-", ""]}, [Mapping(read_to_notes, free("x"))])
        self.assertEqual((values.notes, values.fields["name"]), ({0: ["x: a"]}, ["Chưa có tên", None, None]))

    def test_every_warning_has_a_sentence(self):
        root = Path(__file__).parents[2]
        codes = {
            node.value
            for path in (root / "tools" / "reader").glob("*.py")
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "warn"
            for node in ast.walk(call.args[2])
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        self.assertIn("no_date", codes)
        sentences = (root / "models" / "reading" / "columns.py").read_text(encoding="utf-8")
        for code in codes:
            self.assertIn(f'"{code}": self.env._(', sentences)


class TestLeadValues(BaseCase):
    def test_blank_rows(self):
        values = LeadValues(3)
        values.put("probability", [0.0, None, None])
        values.put_raw("x", ["", False, "a"])
        self.assertEqual(values.is_filled(), [True, False, True])

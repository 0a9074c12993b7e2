import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo.tests import TransactionCase, tagged
from odoo.tools import html2plaintext

from ...tools import filler, phone
from ...tools.facts import facts
from ...tools.text import fold
from ...tools.value import dates, money, tax_code
from ...tools.vocabulary import OTHER

WORD = re.compile(r"[^\W_]+")
# Said by the field in which a value lands, or of no meaning beside it: labels, titles, legal forms of nothing.
LABELS = "đt sđt tel mst email mail p t số ext anh chị nam nữ male female máy lẻ"
DROPPED = set(fold(LABELS).split()) | {
    word
    for name, column in (("honorifics", "word"), ("fillers", "key"), ("priority_words", "words"))
    for row in facts(name)
    for word in fold(row[column]).split()
}
TEXT_FIELDS = (
    "contact_last_name contact_middle_name contact_first_name contact_name partner_name title_honorific gender "
    "email_from personal_id lead_external_id customer_code state_id street city fax department function birthdate "
    "referred street2 zip website facebook zalo campaign_id source_id medium_id tag_ids landing_page_url "
    f"description ad_info next_activity_summary user_id team_id stage_id lang_id country_id {OTHER}"
).split()
READ_FIELDS = {
    "phone": lambda cell: phone.parse(cell).numbers,
    "phone_secondary": lambda cell: phone.parse(cell).numbers,
    "vat": tax_code.is_valid,
    "expected_revenue": lambda cell: money.parse(cell) and not money.has_remark(cell),
    "create_date": lambda cell: dates.parse(cell) and not dates.has_remark(cell),
    "date_deadline": lambda cell: dates.parse(cell) and not dates.has_remark(cell),
    "next_activity_date": lambda cell: dates.parse(cell) and not dates.has_remark(cell),
    "probability": lambda cell: cell.strip(" %").replace(",", ".").replace(".", "", 1).isdigit(),
    "priority": lambda cell: True,
}
CELLS = st.one_of(
    st.sampled_from(
        [
            "Anh Nguyễn Văn An",
            "Chị Lan (kế toán)",
            "Lê Hà - chủ shop",
            "ThS. Trần Bá Ánh",
            "Công ty TNHH Gió Mới",
            "0912345678",
            "0912.345.678 / 0987654321",
            "(028) 3822 1234 máy lẻ 12",
            "0912345678 gọi sau 17h",
            "0912345678;0987654321;0909111222",
            "an@example.vn",
            "an@example.vn; ha@example.vn (riêng)",
            "Hà Nội",
            "Q.1, TP.HCM",
            "Xứ Lạ",
            "12 Lê Lợi, Phường 5, TP Huế",
            "500tr chưa VAT",
            "1,5 tỷ",
            "100 USD",
            "12/03/2026",
            "12/3/2026 gặp ở quán",
            "hôm nào rảnh",
            "không",
            "Máy in, Két sắt",
            "Sắp chốt",
            "0301234567",
            "079123456789",
            "Nam",
            "★★",
            "90%",
            "Facebook",
            "Tiếng Việt",
            "fb.com/an",
            "<b>đậm</b>",
            "Trần Thị Mai",
            "0983 ABC",
        ]
    ),
    st.text(alphabet="aáăâbcdđeêghnorstuưvy 0123456789.,-/()@:;", min_size=1, max_size=40),
)
ROWS = st.lists(st.tuples(st.sampled_from([*TEXT_FIELDS, *READ_FIELDS]), CELLS), min_size=1, max_size=8)


@tagged("post_install", "-at_install")
class TestNothingIsLost(TransactionCase):
    def told(self, fields, values):
        """Return all that a lead of these values says, names of records in place of their numbers."""
        leads = self.env["crm.lead"]
        said = []
        for field, value in zip(fields, values, strict=True):
            name, _slash, by_id = field.partition("/")
            if by_id and value:
                records = self.env[leads._fields[name].comodel_name].browse(map(int, value.split(",")))
                label = {"utm.campaign": "title"}.get(records._name, "display_name")
                said += records.mapped(label)
            said.append(html2plaintext(value) if field == "description" else value)
        return fold(" ".join(map(str, said)))

    def missing(self, row):
        """Return the words of ``row`` (list of (field, cell)) that its lead does not say."""
        fields, cells = zip(*row, strict=True)
        fields, [values], _warnings = self.env["crm.lead"]._l10n_vn_clean_import(list(fields), [list(cells)])
        told = self.told(fields, values)
        words, joined = set(WORD.findall(told)), re.sub(r"[\W_]+", "", told)
        return [
            (field, cell, word)
            for field, cell in row
            if not filler.is_empty(cell) and not READ_FIELDS.get(field, lambda cell: False)(cell)
            for word in WORD.findall(fold(cell))
            if word not in words and word not in DROPPED and word.lstrip("0") not in joined
        ]

    def test_every_word_of_a_row_is_found_on_its_lead(self):
        @settings(
            max_examples=120, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(ROWS)
        def check(row):
            self.assertEqual(self.missing(row), [])

        check()

    def test_second_columns_of_a_field_are_kept(self):
        for field, one, two in (
            ("partner_name", "Công ty TNHH Gió Mới", "DNTN Lá Phong"),
            ("contact_name", "Lê Hà", "Trần Ánh"),
            ("city", "Huyện Củ Chi", "Quận 7"),
            ("source_id", "Facebook", "Hội chợ"),
            ("user_id", "OdooBot", "Nhân viên lạ"),
            ("function", "Kế toán", "Giám đốc"),
        ):
            with self.subTest(field=field):
                self.assertEqual(self.missing([(field, one), (field, two)]), [])

    def test_number_in_the_name_column_is_the_phone_of_who_has_none(self):
        fields, rows, _warnings = self.env["crm.lead"]._l10n_vn_clean_import(
            ["contact_name", "phone"], [["Lê Hà 0912345678", ""], ["Trần Ánh 0912345678", "0987654321"]]
        )
        phones = [row[fields.index("phone")] for row in rows]
        self.assertEqual(phones, ["+84 912 345 678", "+84 987 654 321"])
        self.assertEqual([row[fields.index("contact_name")] for row in rows], ["Lê Hà", "Trần Ánh"])

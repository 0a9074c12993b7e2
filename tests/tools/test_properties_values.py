from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.tests import BaseCase

from ...tools import filler, phone
from ...tools.name import company_name, person_name
from ...tools.value import dates, email_address, money, province, tax_code

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
SIGNS = " .,-+()/:;@'&0123456789TPQ\u0301\u0302\u200b\u00a0０９²"
WORDS = (
    "công", "ty", "tnhh", "mtv", "cp", "co", "ltd", "tm", "dv", "và", "anh", "chị", "ms.", "(mr)", "0912345678", "028",
    "3822", "1234", "+84", "84", "ext", "tỷ", "triệu", "rưỡi", "-", "12/03", "2025", "14:05", "tp", "hcm", "q.1", "hà",
    "nội", "đn", "an@gmail.com", "at", "dot", "gmail,com", "không", "x", "1.500.000", "8.49E+10", "0100112437-001",
)  # fmt: skip
texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + SIGNS, max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
)
quick = settings(max_examples=150, deadline=None, derandomize=True, database=None)

READERS = (
    phone.parse, phone.compact, phone.format, phone.identity, phone.is_valid, phone.zalo_url,
    tax_code.compact, tax_code.is_valid, tax_code.company_key, tax_code.is_personal,
    province.parse, province.candidates, province.from_address,
    person_name.parse, person_name.format, person_name.is_person,
    company_name.core, company_name.compact, company_name.weak_key, company_name.format, company_name.is_company,
    person_name.is_certain, person_name.may_be_title, money.parse, money.has_remark, dates.parse, dates.has_remark,
    email_address.parse, email_address.is_no_reply, email_address.is_free_mail,
    filler.is_empty,
)  # fmt: skip
HOSTILE = ("1 ", "(", "+84", "a", "a@", ". ", "công ty ", "anh ", ", ", "12/", "8.4E+10 ", "0912345678", "-")
HOSTILE += ("\u0301", "tỷ ", "'")


class TestValueProperties(BaseCase):
    @quick
    @given(texts)
    def test_no_text_is_refused(self, text):
        for read in READERS:
            read(text)

    @quick
    @given(texts)
    def test_compact_is_idempotent(self, text):
        for room in (phone, tax_code, company_name, email_address):
            once = room.compact(text)
            self.assertEqual(room.compact(once), once, room.__name__)

    @quick
    @given(texts)
    def test_a_clean_value_is_not_changed_again(self, text):
        for write in (person_name.format, company_name.format, lambda value: person_name.parse(value).name):
            once = write(text)
            self.assertEqual(write(once), once)

    @quick
    @given(st.integers(0, 10**7 - 1), st.sampled_from(["090", "032", "086", "079", "056"]), st.data())
    def test_a_mobile_is_read_in_every_layout(self, subscriber, prefix, data):
        digits = f"{prefix}{subscriber:07}"
        layout = data.draw(st.sampled_from(["{0}{1}{2}", "{0} {1} {2}", "{0}.{1}.{2}", "{0}-{1}-{2}", "({0}) {1} {2}"]))
        start = data.draw(st.sampled_from(["0", "84", "+84", "+84 ", "0084", "+84 (0) ", "84 0", "p:+84", "'0", ""]))
        cell = layout.format(start + digits[1:4], digits[4:7], digits[7:])
        if len(set(digits[1:])) > 1:
            self.assertEqual(phone.parse(cell).numbers, ("+84" + digits[1:],), cell)

    def test_a_megabyte_of_nonsense_does_not_hang(self):
        for piece in HOSTILE:
            text = piece * (1_000_000 // len(piece))
            for read in READERS:
                read(text)

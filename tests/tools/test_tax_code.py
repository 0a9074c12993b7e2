from odoo.tests import BaseCase

from ...tools.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength
from ...tools.value import tax_code


class TestTaxCode(BaseCase):
    def test_one_code_in_many_writings(self):
        for text in (
            "0100112437", "100112437", "100112437.0", "01 00112437", "0100.112.437", "MST: 0100112437",
            "VN0100112437", "０１００１１２４３７", "'0100112437",
        ):  # fmt: skip
            with self.subTest(text):
                self.assertEqual(tax_code.validate(text), "0100112437")

    def test_a_branch_keeps_its_number_and_shares_the_company(self):
        for text in ("0100112437-001", "0100112437001", "100112437001", "0100112437 - 001", "0100112437/001"):
            with self.subTest(text):
                self.assertEqual(tax_code.compact(text), "0100112437-001")
                self.assertEqual(tax_code.company_key(text), "0100112437")

    def test_twelve_digits_are_a_person(self):
        self.assertEqual(tax_code.validate("01199001234"), "001199001234")
        self.assertTrue(tax_code.is_personal("001199001234"))
        self.assertEqual(tax_code.company_key("001199001234"), "")

    def test_a_written_zero_proves_that_none_was_lost(self):
        for text in ("012000000000", "000100112437", "034567890"):
            with self.subTest(text):
                self.assertEqual(tax_code.compact(text), text)

    def test_what_is_wrong_has_a_name(self):
        for text, error in (
            ("0100112438", InvalidChecksum),
            ("010011243", InvalidLength),
            ("abc", InvalidFormat),
            ("", InvalidFormat),
            ("0100112437-000", InvalidComponent),
            ("999199001234", InvalidComponent),
        ):
            with self.subTest(text):
                self.assertFalse(tax_code.is_valid(text))
                with self.assertRaises(error):
                    tax_code.validate(text)

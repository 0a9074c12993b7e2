import csv

import phonenumbers
from odoo.tests import BaseCase

from ...tools import phone
from ...tools.exceptions import InvalidComponent, InvalidFormat, InvalidLength
from ...tools.facts import facts
from ..common import FILES

CELLS = FILES / "phone_cells.csv"


class TestPhone(BaseCase):
    def test_every_known_way_to_write_a_number(self):
        with open(CELLS, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                with self.subTest(row["cell"]):
                    found = phone.parse(row["cell"])
                    self.assertEqual(" ".join(found.numbers), row["numbers"])
                    if row["extension"]:
                        self.assertEqual(found.extensions[0], row["extension"])
                    if row["proposals"]:
                        self.assertEqual(" ".join(found.proposals), row["proposals"])

    def test_two_people_share_a_cell(self):
        for cell in (
            "0912.345.678-0987.654.321",
            "0912 345 678 0987 654 321",
            "09123456780987654321",
            "0912345678 hoặc 0987654321",
            "0912345678 (Mr Nam) - 0987654321 (chị Lan)",
            "1. 0912345678 2. 0987654321",
            "0912345678+0987654321",
            "84 912345678/84 987654321",
            "0912345678\r\n(Zalo) 0987 654 321",
        ):
            with self.subTest(cell):
                self.assertEqual(phone.parse(cell).numbers, ("+84912345678", "+84987654321"))

    def test_a_mobile_behind_a_landline_is_no_extension(self):
        for cell in ("0274 3748 848 - 0918.555.666", "(0274) 3748848 - 0918 555 666", "02743748848 – 84 918 555 666"):
            with self.subTest(cell):
                self.assertEqual(phone.parse(cell).numbers, ("+842743748848", "+84918555666"))
        self.assertEqual(phone.parse("0916,087,869").numbers, ("+84916087869",))
        found = phone.parse("0903 xxx 123, 0909.321.654")
        self.assertEqual((found.numbers, found.note), (("+84909321654",), "0903 xxx 123"))

    def test_what_is_no_number_stays_as_a_note(self):
        for cell, note in (
            ("0796254512 (gặp chị Ly)", "gặp chị Ly"),
            ("SĐT: 0912 345 678 - Zalo", "Zalo"),
            ("gọi sau 17h30 0912345678", "gọi sau 17h30"),
            ("8.49123E+10", "8.49123E+10"),
            ("0912 345 67", "0912 345 67"),
            ("0912345678 hoặc 0987654321", ""),
            ("không có", ""),
            ("0", ""),
        ):
            with self.subTest(cell):
                self.assertEqual(phone.parse(cell).note, note)

    def test_a_fax_is_no_phone_but_is_not_lost(self):
        found = phone.parse("(84.28) 3822 1234 - Fax: (84.28) 3822 1235")
        self.assertEqual(found.numbers, ("+842838221234",))
        self.assertIn("3822 1235", found.note)
        self.assertEqual(phone.parse("Tel/Fax: 028 38221234").numbers, ("+842838221234",))

    def test_old_landlines_are_changed_only_when_the_writing_shows_them(self):
        for cell, number, proposal in (
            ("(031) 3808147", "+842253808147", ""),
            ("077-3751058", "+842973751058", ""),
            ("08 38221234", "+842838221234", ""),
            ("0 8 7 6 5 5 0 8 4 9", "+84876550849", "+842876550849"),
            ("+84 8 38221234", "+842838221234", ""),
            ("0363822123 (bàn)", "+842273822123", ""),
            ("036 382 2123", "+84363822123", "+842273822123"),
            ("0838221234", "+84838221234", "+842838221234"),
            ("0363822123 bạn của Nam", "+84363822123", "+842273822123"),
            ("0313822123", "+84313822123", "+842253822123"),
        ):
            with self.subTest(cell):
                found = phone.parse(cell)
                self.assertEqual((found.numbers, found.proposals), ((number,), (proposal,) if proposal else ()))

    def test_a_spreadsheet_that_kept_all_digits_lost_nothing(self):
        for cell in ("9.12345678E+08", "8,4912345678E+10", "912345678.0", "912,345,678", "912,345,678.00"):
            with self.subTest(cell):
                self.assertEqual(phone.parse(cell).numbers, ("+84912345678",))
        self.assertEqual(phone.parse("8.49E+10 / 0912345678").warnings, ("digits_lost",))

    def test_extensions_belong_to_their_number(self):
        for cell, extension in (
            ("(028) 3822 1234 máy lẻ 105", "105"),
            ("028.38221234 nhánh 12", "12"),
            ("028 3822 1234 (ext: 105)", "105"),
            ("0912345678#12", "12"),
            ("0912345678 (123)", ""),
            ("0274 3748 848 - 101", "101"),
        ):
            with self.subTest(cell):
                self.assertEqual(phone.parse(cell).extensions, (extension,))

    def test_numbers_of_other_countries(self):
        self.assertEqual(phone.parse("+44 (0)20 7946 0958").numbers, ("+442079460958",))
        self.assertEqual(phone.parse("001 650 253 0000").numbers, ("+16502530000",))
        self.assertEqual(phone.parse("650 253 0000", "US").numbers, ("+16502530000",))
        self.assertEqual(phone.parse("0912 345 678", "US").numbers, ("+84912345678",))

    def test_every_number_read_is_valid_for_libphonenumber(self):
        for row in facts("phone_prefixes"):
            if row["kind"] not in ("mobile_2018", "landline_2017"):
                continue
            number = phone.parse(f"({row['old_prefix']}) 3822123{'4' * (int(row['subscriber_digits']) - 7)}").numbers[0]
            with self.subTest(row["old_prefix"]):
                self.assertTrue(number.startswith("+84" + row["new_prefix"][1:]))
                if row["new_prefix"] != "052":
                    self.assertTrue(phonenumbers.is_valid_number(phonenumbers.parse(number)))

    def test_old_and_new_spelling_are_one_identity(self):
        self.assertEqual(phone.identity("+841691234567"), phone.identity("+84391234567"))
        self.assertEqual(phone.identity("+84438221234"), phone.identity("+842438221234"))
        for nobody in ("+8419001234", "+841900636363", "113", ""):
            with self.subTest(nobody):
                self.assertEqual(phone.identity(nobody), "")

    def test_written_for_people(self):
        for number, written in (
            ("+84912345678", "0912 345 678"),
            ("+842838221234", "028 3822 1234"),
            ("+8419001234", "1900 1234"),
            ("+6561234567", "+65 6123 4567"),
            ("nonsense", "nonsense"),
        ):
            with self.subTest(number):
                self.assertEqual(phone.format(number), written)

    def test_zalo_knows_mobiles_only(self):
        self.assertEqual(phone.zalo_url("+84912345678"), "https://zalo.me/84912345678")
        self.assertEqual(phone.zalo_url("+842838221234"), "")

    def test_what_is_wrong_has_a_name(self):
        for text, error in (
            ("abc", InvalidFormat),
            ("0912345678 / 0987654321", InvalidFormat),
            ("0912", InvalidLength),
            ("0712345678", InvalidComponent),
        ):
            with self.subTest(text), self.assertRaises(error):
                phone.validate(text)
        self.assertEqual(phone.validate("0912 345 678"), "+84912345678")
        self.assertFalse(phone.is_valid("113"))

from odoo.tests import BaseCase

from ...tools.exceptions import InvalidComponent, InvalidFormat
from ...tools.value import email_address


class TestEmailAddress(BaseCase):
    def test_certain_repairs_are_made(self):
        for text in (
            "An@Example.com.", "<an@example.com>", "mailto:an@example.com?subject=x", "an at example dot com",
            "an at example.com",
            "an[at]example[dot]com", "an＠example．com", "an @ example.com", "Mail:an@example.com (kế toán)",
            "Nguyễn An <an@example.com>", "'an@example.com'",
        ):  # fmt: skip
            with self.subTest(text):
                self.assertEqual(email_address.parse(text).addresses, ("an@example.com",))

    def test_guesses_are_only_proposed(self):
        for text, addresses in (
            ("an@gmail,com", ()),
            ("an@gmail com", ()),
            ("an@gmailcom", ()),
            ("ấn@gmail.com", ()),
            ("an@gmail.con", ("an@gmail.con",)),
            ("an@gamil.com", ("an@gamil.com",)),
        ):
            with self.subTest(text):
                found = email_address.parse(text)
                self.assertEqual((found.addresses, found.proposals), (addresses, ("an@gmail.com",)))

    def test_several_and_notes(self):
        found = email_address.parse("phòng kd: kd@example.com; b@example.vn / kd@example.com")
        self.assertEqual(found.addresses, ("kd@example.com", "b@example.vn"))
        self.assertEqual(found.note, "phòng kd")

    def test_no_addresses(self):
        for text in (
            "không có",
            "x",
            "look at example.com an",
            "an@",
            "@gmail.com",
            "an@example",
            "an..b@example.com",
            "",
        ):
            with self.subTest(text):
                self.assertEqual(email_address.parse(text).addresses, ())

    def test_machines_and_free_mail(self):
        for address in ("noreply@x.vn", "LadiPage <no-reply@ladi.example>", "mailer-daemon@x.vn", "notification@x.vn"):
            with self.subTest(address):
                self.assertTrue(email_address.is_no_reply(address))
        for address in ("nora@x.vn", "notary@x.vn", "bouncer@x.vn"):
            with self.subTest(address):
                self.assertFalse(email_address.is_no_reply(address))
        self.assertTrue(email_address.is_free_mail("an@Gmail.com"))
        self.assertFalse(email_address.is_free_mail("an@example.vn"))

    def test_what_is_wrong_has_a_name(self):
        for text, error in (
            ("an", InvalidFormat),
            ("a@b.vn; c@d.vn", InvalidFormat),
            ("an@gmail.con", InvalidComponent),
        ):
            with self.subTest(text), self.assertRaises(error):
                email_address.validate(text)

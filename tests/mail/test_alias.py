"""Addresses are remembered between mails: what changes them is known at once, and a stranger is looked for once."""

from odoo.tests import tagged

from ..common import ADDRESS, MailCase, letter


@tagged("post_install", "-at_install")
class TestMailAddresses(MailCase):
    def test_addresses_follow_their_owners(self):
        aliases = self.env["mail.alias"]
        self.assertIn(ADDRESS, aliases._l10n_vn_lead_addresses())
        self.team.alias_name = "muahang"
        self.assertNotIn(ADDRESS, aliases._l10n_vn_lead_addresses())
        self.assertIn("muahang@congty-mau.example.vn", aliases._l10n_vn_lead_addresses())
        self.domain.name = "congty-moi.example.vn"
        self.assertIn("muahang@congty-moi.example.vn", aliases._l10n_vn_lead_addresses())
        self.assertIn("congty-moi.example.vn", aliases._l10n_vn_get_own_addresses()[1])
        self.env.company.email = "vanphong@congty-rieng.example.vn"
        self.assertIn("congty-rieng.example.vn", aliases._l10n_vn_get_own_addresses()[1])
        other = aliases._l10n_vn_add_opportunity_alias()
        self.assertIn(other.alias_full_name, aliases._l10n_vn_lead_addresses())
        name = other.alias_full_name
        other.unlink()
        self.assertNotIn(name, aliases._l10n_vn_lead_addresses())

    def test_known_and_unknown_senders_are_found_as_natively(self):
        known = self.env["res.partner"].create({"name": "Trần Văn Khoa", "email": "khoa@hoasen.example.com"})
        stranger = "Đỗ Thu Hà <ha@latrang.example.com>"
        for sender, author in (("Khoa <khoa@hoasen.example.com>", known), (stranger, known.browse())):
            with self.subTest(sender=sender):
                lead = self.receive(letter("Cần báo giá 5 máy in.", sender))
                message = lead.message_ids.filtered(lambda message: message.message_type == "email")
                self.assertEqual((lead.partner_id, message.author_id), (author, author))

    def test_a_mail_asks_little_more_than_what_it_stores(self):
        self.receive(letter("Cần báo giá 5 máy in.", "Hà <ha@latrang.example.com>"))
        self.env.flush_all()
        before = self.cr.sql_log_count
        self.assertTrue(self.receive(letter("Cần báo giá 6 máy in.", "Lan <lan@latrang2.example.com>")))
        self.assertLess(self.cr.sql_log_count - before, 50)

"""The same phone is not the same person: what matches, cards and contacts say of a colleague."""

from odoo.tests import tagged, users

from .test_card import CardCase
from .test_partner import ContactCase

LANDLINE = "028 3822 1234"


@tagged("post_install", "-at_install")
class TestSamePersonOfCards(CardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.an = cls.env["crm.lead"].create(
            {
                "name": "An mua bàn",
                "contact_name": "Nguyễn Văn An",
                "phone": LANDLINE,
                "email_from": "info@saomai.example.vn",
                "user_id": cls.lan.id,
            }
        )

    @users("lan")
    def test_a_match_of_another_name_is_only_possible(self):
        for name, expected in (("Anh An", "sure"), ("", "sure"), ("Trần Thị Hà", "possible")):
            for how in ({"phone": LANDLINE}, {"email_from": "info@saomai.example.vn"}):
                with self.subTest(name=name, how=how):
                    [told] = self.env["crm.lead"].l10n_vn_who_has({"contact_name": name, **how})
                    self.assertEqual((told["id"], told["level"]), (self.an.id, expected))

    @users("lan")
    def test_a_colleagues_card_becomes_a_lead_of_its_own(self):
        for name, choice, count in (("Nguyễn Văn An", "add", 0), ("Trần Thị Hà", "create", 1)):
            with self.subTest(name):
                before = self.env["crm.lead"].search([])
                batch = self.read(f"Sao Mai JSC\n{name}\nTel: {LANDLINE}")
                card = batch.card_ids
                self.assertEqual((card.contact_name, card.known_lead_id, card.choice), (name, self.an, choice))
                self.assertEqual(card.is_known_similar, choice == "create")
                self.assertIn("An mua bàn", card.known_as)
                batch.action_create()
                self.assertEqual(len(self.env["crm.lead"].search([]) - before), count)
        self.assertEqual(self.an.email_from, "info@saomai.example.vn")


@tagged("post_install", "-at_install")
class TestSamePersonOfContacts(ContactCase):
    @users("lan")
    def test_a_contact_whose_colleague_has_a_lead_gets_one(self):
        an = self.env["crm.lead"].create(
            {"name": "An mua bàn", "contact_name": "Nguyễn Văn An", "phone": LANDLINE, "partner_name": "Lá Phong"}
        )
        (self.mai + self.binh).sudo().phone = LANDLINE
        self.binh.sudo().name = "Văn An"
        created, known, _hidden = (self.mai + self.binh).with_user(self.lan)._l10n_vn_create_leads()
        self.assertEqual((created.partner_id, known), (self.mai, an))

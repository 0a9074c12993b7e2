"""What made no lead is kept for managers, and becomes a lead in a click; nothing is lost, whatever is broken."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..common import ADDRESS, EMAILS, MailCase, letter

BROKEN = {
    "nothing": b"",
    "no header": b"\n\n\n",
    "nobody": b"Subject: x\n\n",
    "no address": b"From: ai do\nTo: kinhdoanh@congty-mau.example.vn\n\nMua 2 cai",
    "two of each": b"From: a@x.vn\nFrom: b@x.vn\nSubject: 1\nSubject: 2\nTo: kinhdoanh@congty-mau.example.vn\n"
    b"To: z@x.vn\n"
    b"Content-Type: text/plain\nContent-Type: text/html\nMessage-ID: <1@x>\nMessage-ID: <2@x>\n\nMua",
    "NUL": b"From: a\0b <c@x.vn>\nSubject: a\0b\nMessage-ID: <nul@x>\n\nmua \0 hang",
    "bad base64": b"From: d@x.vn\nMessage-ID: <b64@x>\nContent-Transfer-Encoding: base64\n\n!!!@@@===A",
    "empty multipart": b"From: e@x.vn\nMessage-ID: <em@x>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n--b--",
    "no boundary": b"From: f@x.vn\nMessage-ID: <nb@x>\nContent-Type: multipart/mixed\n\nmua",
    "only a comment": b"From: g@x.vn\nMessage-ID: <co@x>\nContent-Type: text/html\n\n<!-- x -->",
    "wrong lengths": b"From: h@x.vn\nSubject: =?utf-8?B?w6?= =?x?Q?=G1?= =?utf-8?Q?=C3?=\nMessage-ID: <wl@x>\n\nmua",
    "strange codec": b"From: i@x.vn\nMessage-ID: <sc@x>\nContent-Type: text/plain; charset=hex\n\nmua",
    "broken report": b"From: mailer-daemon@x.vn\nMessage-ID: <br@x>\nContent-Type: multipart/report; boundary=b\n\n"
    b"--b\n"
    b"Content-Type: message/delivery-status\n\nx\n--b\nContent-Type: message/rfc822\n\n--b--",
    "broken date": b"From: j@x.vn\nDate: 99 Foo -1 25:61\nMessage-ID: <bd@x>\n\nmua",
    "deep": b"From: k@x.vn\nMessage-ID: <deep@x>\nContent-Type: text/html\n\n" + b"<div>" * 5000 + b"mua",
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestMailRejected(MailCase):
    def test_a_rejected_mail_becomes_a_lead_in_a_click(self):
        for file in ("05_out_of_office.eml", "06_bounce.eml", "12_newsletter.eml"):
            self.receive((EMAILS / file).read_bytes())
        kept = self.kept.search([])
        self.assertEqual(set(kept.mapped("reason")), {"auto_reply", "bounce", "bulk"})
        self.assertEqual(kept[0]._l10n_vn_get_source(), (EMAILS / "12_newsletter.eml").read_bytes())
        manager = new_test_user(self.env, "quanly", "sales_team.group_sale_manager")
        kept.with_user(manager).action_make_leads()
        self.assertEqual(len(kept.lead_id), 3)
        self.assertIn("news@bulk.example.net", kept.lead_id.mapped("email_from"))
        self.assertEqual(kept.lead_id.mapped("team_id"), self.team)

    def test_only_managers_read_what_is_kept(self):
        self.receive((EMAILS / "12_newsletter.eml").read_bytes())
        seller = new_test_user(self.env, "banhang", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            self.last_kept().with_user(seller).action_make_leads()
        with self.assertRaises(AccessError):
            self.last_kept().with_user(seller).read(["preview"])

    def test_companies_keep_their_mails_apart(self):
        other = self.env["res.company"].create({"name": "Công ty khác"})
        self.team.company_id = self.env.company
        self.receive((EMAILS / "12_newsletter.eml").read_bytes())
        manager = new_test_user(
            self.env, "ql2", "sales_team.group_sale_manager", company_id=other.id, company_ids=other.ids
        )
        self.assertFalse(self.kept.with_user(manager).search([("id", "=", self.last_kept().id)]))

    def test_old_mails_are_deleted(self):
        self.receive((EMAILS / "12_newsletter.eml").read_bytes())
        old = self.last_kept()
        self.kept._gc_rejected_mails()
        self.assertTrue(old.exists())
        old.date = fields.Datetime.now() - timedelta(days=91)
        self.env["ir.config_parameter"].set_param("l10n_vn_crm.rejected_mail_days", 0)
        self.kept._gc_rejected_mails()
        self.assertTrue(old.exists())
        self.env["ir.config_parameter"].set_param("l10n_vn_crm.rejected_mail_days", 90)
        self.kept._gc_rejected_mails()
        self.assertFalse(old.exists())

    def test_a_loop_is_kept(self):
        self.team.l10n_vn_join_mails = False
        for _mail in range(21):
            self.receive(letter("Hỏi"))
        self.assertEqual(self.last_kept().reason, "loop")

    def test_our_own_mail_coming_back_is_kept(self):
        self.assertFalse(
            self.receive(letter("Báo giá", "Nga <nga@congty-mau.example.vn>", Cc=ADDRESS, To="khach@x.vn"))
        )
        self.assertEqual(self.last_kept().reason, "own")

    def test_broken_mails_are_leads_or_kept(self):
        for name, data in BROKEN.items():
            for model in ("crm.lead", False):
                if not model and ADDRESS.encode() not in data:
                    continue
                with self.subTest(mail=name, model=model):
                    before = self.kept.search_count([])
                    self.assertTrue(self.receive(data, model) or self.kept.search_count([]) == before + 1)

    def test_unknown_encodings_are_read_by_the_whole_gateway(self):
        for charset in ("viscii", "x-viet-tcvn5712", "unknown-8bit", "x-viet-vni"):
            with self.subTest(charset=charset):
                mail = letter("Cần 2 máy", Content_Type=f"text/plain; charset={charset}", sender=f"{charset}@x.vn")
                self.assertTrue(self.receive(mail))

    def test_thousands_of_recipients(self):
        crowd = ", ".join(f"Người {number} <nguoi{number}@x.vn>" for number in range(5000))
        lead = self.receive(letter("Hỏi giá", To=f"{crowd}, {ADDRESS}"))
        self.assertEqual(lead.team_id, self.team)

    def test_more_parts_than_anybody_sends(self):
        parts = "--b\nContent-Type: text/plain\n\nx\n" * 1000
        self.assertFalse(self.receive(letter(f"{parts}--b--", Content_Type="multipart/mixed; boundary=b")))
        self.assertEqual(self.last_kept().reason, "error")

    def test_a_huge_page_is_shown_from_its_beginning_and_kept_whole(self):
        page = "<p>Cần báo giá</p>" + "<p>Trang này rất dài</p>" * 50_000
        lead = self.receive(letter(page, Content_Type="text/html; charset=utf-8"))
        message = lead.message_ids.filtered(lambda message: message.message_type == "email")
        self.assertLess(len(message.body), 600_000)
        self.assertEqual(len(message.attachment_ids.raw.decode()), len(page))

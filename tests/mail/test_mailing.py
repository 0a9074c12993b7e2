"""Selected leads are mailed as a campaign; answers come back to their lead."""

from odoo import Command
from odoo.addons.mail.tests.common import MailCommon
from odoo.exceptions import UserError
from odoo.tests import Form, tagged, users


@tagged("post_install", "-at_install")
class TestLeadMailing(MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.has_mailing = "mailing.mailing" in cls.env
        groups = [cls.env.ref("sales_team.group_sale_manager").id]
        if cls.has_mailing:
            groups.append(cls.env.ref("mass_mailing.group_mass_mailing_user").id)
        cls.mai = cls.env["res.users"].create(
            {
                "name": "Trần Mai",
                "login": "mai",
                "email": "mai@saomai.example.vn",
                "group_ids": [Command.set(groups)],
            }
        )
        cls.tet = cls.env["utm.campaign"].create({"title": "Tết 2027"})
        cls.fair = cls.env["utm.campaign"].create({"title": "Vietbuild"})
        cls.source = cls.env["utm.source"].create({"name": "Hội chợ máy lọc nước"})
        cls.leads = cls.env["crm.lead"].create(
            [
                {"name": f"Khách {name}", "type": "lead", "email_from": email, "source_id": cls.source.id, **more}
                for name, email, more in (
                    ("Lan", "lan@khach.example.vn", {}),
                    ("Bình", "binh@khach.example.vn", {"campaign_id": cls.fair.id}),
                    ("Hà", "ha@khach.example.vn", {}),
                    ("Sơn", False, {}),
                )
            ]
        )
        cls.env["mail.blacklist"]._add("ha@khach.example.vn")
        cls.filters = [("type", "=", "lead"), ("source_id", "=", cls.source.id)]

    def button(self):
        arch = self.env["crm.lead"].get_view(self.env.ref("crm.crm_case_tree_view_leads").id, "list")["arch"]
        return "action_l10n_vn_mass_mail" in arch

    def prepare(self, leads, domain=None):
        action = leads.with_context(active_domain=domain).action_l10n_vn_mass_mail()
        form = Form(self.env["crm.lead.mailing"].with_context(**action["context"]))
        form.subject = "Chào xuân"
        form.campaign_id = self.tet
        return form

    @users("mai")
    def test_the_button_is_there_with_the_companion_only(self):
        self.assertEqual(self.button(), self.has_mailing)

    @users("mai")
    def test_without_the_companion_it_says_what_is_missing(self):
        if self.has_mailing:
            self.skipTest("mass mailing is installed")
        with self.assertRaises(UserError):
            self.leads.with_user(self.mai).action_l10n_vn_mass_mail()

    @users("mai")
    def test_filters_become_a_mailing_whose_answers_find_their_lead(self):
        if not self.has_mailing:
            self.skipTest("mass mailing is a companion: it is not installed")
        form = self.prepare(self.leads.with_user(self.mai), self.filters)
        self.assertEqual((form.lead_count, form.without_email_count, form.blacklisted_count), (4, 1, 1))
        mailing = self.env["mailing.mailing"].browse(form.save().action_prepare()["res_id"])
        self.assertEqual(mailing.mailing_domain, repr(self.filters))
        self.assertEqual((mailing.campaign_id, mailing.reply_to_mode), (self.tet, "update"))
        self.assertEqual(self.leads.mapped("campaign_id.title"), ["Tết 2027", "Vietbuild"])
        mailing.body_html = "<p>Chào anh chị</p>"
        with self.mock_mail_gateway():
            mailing.sudo().action_send_mail()
        states = {trace.email: trace.trace_status for trace in mailing.sudo().mailing_trace_ids}
        self.assertEqual(states["lan@khach.example.vn"], "sent")
        self.assertEqual(states["binh@khach.example.vn"], "sent")
        self.assertEqual(states["ha@khach.example.vn"], "cancel")
        lan = self.leads[0]
        sent = mailing.sudo().mailing_trace_ids.filtered(lambda trace: trace.res_id == lan.id)
        answer = (
            f"From: lan@khach.example.vn\nTo: catchall@{self.alias_domain}\nSubject: Re: Chào xuân\n"
            f"Message-ID: <tra-loi@khach.example.vn>\nReferences: {sent.message_id}\n"
            "Content-Type: text/plain; charset=utf-8\n\nBáo giá giúp tôi 20 máy"
        )
        with self.mock_mail_gateway():
            self.env["mail.thread"].sudo().message_process(None, answer)
        self.assertIn("20 máy", lan.message_ids[0].body)

    @users("mai")
    def test_some_of_what_is_shown_are_mailed_by_name(self):
        if not self.has_mailing:
            self.skipTest("mass mailing is a companion: it is not installed")
        some = self.leads[:2].with_user(self.mai)
        self.assertEqual(self.prepare(some, self.filters).domain, repr([("id", "in", some.ids)]))

    def test_filters_never_mail_more_than_the_user_sees(self):
        lan = self.env["res.users"].create(
            {
                "name": "Lan",
                "login": "lan",
                "group_ids": [Command.set(self.env.ref("sales_team.group_sale_salesman").ids)],
            }
        )
        self.leads[0].user_id = lan
        self.leads[1:].user_id = self.mai
        mine = self.env["crm.lead"].with_user(lan).search(self.filters)
        self.assertEqual(mine, self.leads[0])
        domain = mine.with_context(active_domain=self.filters)._l10n_vn_get_mailing_domain()
        self.assertEqual(domain, [("id", "in", mine.ids)])

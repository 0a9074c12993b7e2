"""Every public method refuses what it does not know, and answers what XML-RPC can carry."""

import inspect
from datetime import date

from odoo.addons.rpc.controllers.xmlrpc import OdooMarshaller
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ..conversion.test_qualification import QualificationCase

CARD = "Nguyễn Văn Đạt\nGiám đốc\nCông ty TNHH Đạt Phát\nĐT: 0903 444 555\ndat@datphat.example.vn"


def public_methods(env):
    """Return {(model, name): function} of the public methods that this addon adds, no others' and no overrides."""
    found = {}
    for model in env.registry.values():
        classes = [cls for cls in model.mro() if getattr(cls, "_module", None) and not getattr(cls, "pool", None)]
        for cls in classes:
            if cls._module != "l10n_vn_crm":
                continue
            for name, method in vars(cls).items():
                others = (one for one in model.mro() if getattr(one, "_module", None) != "l10n_vn_crm")
                if name.startswith("_") or not callable(method) or any(name in vars(other) for other in others):
                    continue
                if not isinstance(method, type) and type(method).__name__ == "function":
                    found.setdefault((model._name, name), method)
    return found


class PublicMethodsCase(QualificationCase):
    """A call of each public method, by :meth:`calls`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(
            cls.env,
            "quan.tri",
            "sales_team.group_sale_manager,base.group_system,base.group_partner_manager",
            name="Quản Trị",
            lang="en_US",
        )
        domain = cls.env["mail.alias.domain"].create({"name": "congty-mau.example.vn"})
        cls.team.write({"alias_name": "khach", "alias_domain_id": domain.id, "use_leads": True})
        cls.methods = public_methods(cls.env)

    def as_admin(self, model):
        return self.env[model].with_user(self.admin).with_context(lang="en_US")

    def new_lead(self, **values):
        lead = self.lead(
            phone="0912 345 678", email_from="lan@thuyta.example.vn", **{"user_id": self.admin.id, **values}
        )
        return self.as_admin("crm.lead").browse(lead.id)

    def on_trial(self):
        trial = self.env.ref("l10n_vn_crm.crm_stage_trial")
        trial.l10n_vn_trial_days = 14
        self.team.l10n_vn_lead_stages = True
        return self.new_lead(stage_id=trial.id)

    def conversion(self):
        lead = self.new_lead(team_id=False, user_id=False)
        wizard = self.as_admin("crm.lead2opportunity.partner.mass").with_context(active_ids=lead.ids)
        options = wizard.create({"deduplicate": False})._l10n_vn_get_options()
        return self.as_admin("crm.lead.conversion")._open(self.as_admin("crm.lead").browse(lead.ids), options, False)

    def converted_lead(self):
        lead = self.new_lead(team_id=False)
        lead.convert_opportunity(lead.partner_id)
        return lead

    def done_conversion(self):
        record = self.conversion()
        record._go_on()
        return record

    OPTIONS = {"has_headers": True, "quoting": '"', "separator": ",", "encoding": "utf-8"}

    def screen(self, rows="Chị Hoa,0912 333 444\nAnh Tú,không có\n"):
        return self.as_admin("base_import.import").create(
            {
                "res_model": "crm.lead",
                "file": ("name,phone\n" + rows).encode(),
                "file_name": "khach.csv",
                "file_type": "text/csv",
            }
        )

    def imported(self):
        record, _rows = self.screen()._l10n_vn_start_import(["name", "phone"], dict(self.OPTIONS))
        return record

    def held_row(self):
        self.env["crm.lead"].create({"name": "An mua bàn", "contact_name": "Nguyễn Văn An", "phone": "028 3822 1234"})
        file = "contact_name,phone\nTrần Thị Hà,028 3822 1234\n".encode()
        screen = self.as_admin("base_import.import").create(
            {"res_model": "crm.lead", "file": file, "file_name": "khach.csv", "file_type": "text/csv"}
        )
        options = {"has_headers": True, "quoting": '"', "separator": ",", "encoding": "utf-8"}
        options["l10n_vn_policy"] = "update_empty"
        record, rows = screen._l10n_vn_start_import(["contact_name", "phone"], options)
        record._l10n_vn_answer_screen(rows=rows)
        return record.line_ids

    def card(self):
        batch = self.as_admin("crm.lead.card.batch").create({})
        values = {"batch_id": batch.id, "contact_name": "Trần Văn Nam", "phone": "0903 777 888"}
        return self.as_admin("crm.lead.card").create(values)

    def batch(self):
        batch = self.as_admin("crm.lead.card.batch").create({"text": CARD})
        batch.action_read()
        return batch

    def known_card(self):
        lead, card = self.new_lead(), self.card()
        card.phone = lead.phone
        return card

    def doubled(self):
        """Return a group of two leads that a search has found."""
        self.env["crm.lead.duplicate.group"].search([]).unlink()
        for _time in range(2):
            self.lead(phone="0912 888 777", contact_name="Trần Thị Hà", user_id=self.admin.id)
        self.env["crm.lead.duplicate.search"]._start()
        search = self.env["crm.lead.duplicate.search"].search([("state", "=", "waiting")], limit=1)
        while search._has_step():
            search._step(None)
        return self.as_admin("crm.lead.duplicate.group").search([("model", "=", "crm.lead")], limit=1)

    def merged(self):
        group = self.doubled()
        number = group.l10n_vn_merge(group._get_records()[0].id)["merge_id"]
        return self.as_admin("crm.lead.duplicate.merge").browse(number)

    def failed_merge(self):
        merge = self.merged()
        merge.sudo().write({"state": "failed", "error": "Hết chỗ"})
        return merge

    def calls(self):
        """Return {(model, name): function of a call that answers}."""
        lead, made = self.new_lead, self.as_admin
        march = {"period": "custom", "date_from": "2026-03-01", "date_to": "2026-03-31"}

        def window(model, **values):
            return made(model).create({"lead_ids": self.new_lead().ids, **values})

        def meeting():
            return made("crm.lead.meeting").create({"lead_id": self.new_lead().id})

        outcome = self.env.ref("l10n_vn_crm.crm_talk_outcome_met")
        return {
            ("crm.lead", "action_l10n_vn_take"): lambda: lead(user_id=False).action_l10n_vn_take(),
            ("crm.lead", "l10n_vn_take"): lambda: lead(user_id=False).l10n_vn_take(),
            ("crm.lead", "l10n_vn_assign"): lambda: lead().l10n_vn_assign(self.nam.ids, "load", True),
            ("crm.lead", "l10n_vn_qualify"): lambda: lead().l10n_vn_qualify({"need": True}),
            ("crm.lead", "l10n_vn_convert"): lambda: lead().l10n_vn_convert(),
            ("crm.lead", "l10n_vn_keep_until"): lambda: lead().l10n_vn_keep_until("2099-01-01", "Khách quen"),
            ("crm.lead.recall", "action_give_back"): lambda: self.recalled().action_give_back(),
            ("crm.lead.recall.rule", "action_preview"): lambda: self.recall_rule().action_preview(),
            ("crm.lead.recall.rule", "action_open_recalls"): lambda: self.recall_rule().action_open_recalls(),
            ("crm.lead.recall.preview", "action_open_recall"): lambda: self.recall_preview().action_open_recall(),
            ("crm.lead.recall.preview", "action_open_warning"): lambda: self.recall_preview().action_open_warning(),
            ("crm.lead.recall.hold", "action_hold"): lambda: window("crm.lead.recall.hold").action_hold(),
            ("crm.lead.recall.hold", "action_release"): lambda: window("crm.lead.recall.hold").action_release(),
            ("crm.lead.care.setup", "action_apply"): lambda: made("crm.lead.care.setup").create({}).action_apply(),
            ("crm.lead", "l10n_vn_extend_trial"): lambda: self.on_trial().l10n_vn_extend_trial(7, "Kế toán đi vắng"),
            ("crm.lead.trial.extension", "action_extend"): lambda: (
                made("crm.lead.trial.extension")
                .create({"lead_ids": self.on_trial().ids, "reason": "Kế toán đi vắng"})
                .action_extend()
            ),
            ("crm.lead.manager.report", "get_trials"): lambda: made("crm.lead.manager.report").get_trials(march),
            ("crm.lead", "l10n_vn_let_pass"): lambda: lead().l10n_vn_let_pass("Khách quen"),
            ("crm.lead", "l10n_vn_get_qualification"): lambda: self.excused().l10n_vn_get_qualification(),
            ("crm.lead", "l10n_vn_find_matches"): lambda: (lead() | lead()).l10n_vn_find_matches(),
            ("crm.lead", "l10n_vn_who_has"): lambda: made("crm.lead").l10n_vn_who_has({"phone": lead().phone}),
            ("crm.lead", "l10n_vn_count_lists"): lambda: made("crm.lead").l10n_vn_count_lists(),
            ("crm.lead", "l10n_vn_intake"): lambda: made("crm.lead").l10n_vn_intake([{"SĐT": "0903 1 2 3"}]),
            ("crm.lead", "l10n_vn_intake_start"): lambda: made("crm.lead").l10n_vn_intake_start([{"name": "Chị Vy"}]),
            ("crm.lead", "l10n_vn_import_status"): lambda: made("crm.lead").l10n_vn_import_status(self.imported().id),
            ("crm.lead", "l10n_vn_lookup"): lambda: made("crm.lead").l10n_vn_lookup(phone=lead().phone),
            ("crm.lead", "l10n_vn_undo"): lambda: made("crm.lead").l10n_vn_undo(self.ended_import().id),
            ("crm.lead", "action_l10n_vn_install_quotations"): lambda: lead().action_l10n_vn_install_quotations(),
            ("crm.lead.duplicate.group", "action_search_all"): lambda: made(
                "crm.lead.duplicate.group"
            ).action_search_all(),
            ("crm.lead.duplicate.group", "action_merge_sure"): lambda: self.doubled().action_merge_sure(),
            ("crm.lead.duplicate.group", "l10n_vn_compare"): lambda: self.doubled().l10n_vn_compare(),
            ("crm.lead.duplicate.group", "l10n_vn_keep_apart"): lambda: self.doubled().l10n_vn_keep_apart(),
            ("crm.lead.duplicate.group", "l10n_vn_merge"): lambda: (group := self.doubled()).l10n_vn_merge(
                group._get_records()[0].id, {}
            ),
            ("crm.lead.duplicate.merge", "action_continue"): lambda: self.failed_merge().action_continue(),
            ("crm.lead.duplicate.merge", "action_undo"): lambda: self.merged().action_undo(),
            ("crm.lead.duplicate.merge.line", "action_open"): lambda: self.merged().line_ids.action_open(),
            ("crm.lead.duplicate.merge.line", "action_undo"): lambda: self.merged().line_ids.action_undo(),
            ("crm.lead.meeting", "action_save"): lambda: meeting().action_save(),
            ("crm.lead.meeting", "action_open_calendar"): lambda: meeting().action_open_calendar(),
            ("crm.lead", "l10n_vn_record_result"): lambda: lead().l10n_vn_record_result(
                "met", "Hẹn lại", "", {"date": "2026-12-01", "summary": "Gọi lại"}
            ),
            ("crm.lead", "action_l10n_vn_mass_mail"): lambda: lead().action_l10n_vn_mass_mail(),
            ("crm.lead", "action_l10n_vn_call"): lambda: lead().action_l10n_vn_call(),
            ("crm.lead", "action_l10n_vn_zalo"): lambda: lead().action_l10n_vn_zalo(),
            ("crm.lead", "action_l10n_vn_send_mail"): lambda: lead().action_l10n_vn_send_mail(),
            ("crm.lead", "action_l10n_vn_quote"): lambda: lead(type="opportunity").action_l10n_vn_quote(),
            ("crm.lead", "action_l10n_vn_open_documents"): lambda: lead().action_l10n_vn_open_documents(),
            ("crm.lead", "l10n_vn_return_to_lead"): lambda: self.converted_lead().l10n_vn_return_to_lead("Nhầm", True),
            ("crm.lead", "l10n_vn_preview_return"): lambda: self.converted_lead().l10n_vn_preview_return(True),
            ("crm.lead", "l10n_vn_separate_merged"): lambda: lead().l10n_vn_separate_merged("Nhầm"),
            ("crm.lead.return", "action_confirm"): lambda: (
                made("crm.lead.return").create({"lead_id": self.converted_lead().id}).action_confirm()
            ),
            ("crm.lead.conversion", "action_undo"): lambda: self.done_conversion().action_undo(),
            ("crm.lead.conversion", "action_continue"): lambda: self.conversion().action_continue(),
            ("crm.lead.conversion", "l10n_vn_go_on"): lambda: self.conversion().l10n_vn_go_on(10),
            ("crm.lead.conversion", "action_show_opportunities"): lambda: (
                self.done_conversion().action_show_opportunities()
            ),
            ("crm.lead.conversion.line", "action_open"): lambda: self.done_conversion().line_ids[:1].action_open(),
            ("base_import.import", "l10n_vn_preview_leads"): lambda: self.screen().l10n_vn_preview_leads(
                ["name", "phone"], self.OPTIONS
            ),
            ("crm.lead.import", "action_open_leads"): lambda: self.imported().action_open_leads(),
            ("crm.lead.import", "action_open_updated"): lambda: self.imported().action_open_updated(),
            ("crm.lead.import", "action_open_assign"): lambda: self.imported().action_open_assign(),
            ("crm.lead.import", "action_download_failed"): lambda: self.imported().action_download_failed(),
            ("crm.lead.import", "action_stop"): lambda: self.imported().action_stop(),
            ("crm.lead.import", "action_resume"): lambda: self.imported().action_resume(),
            ("crm.lead.import", "action_undo"): lambda: self.imported().action_undo(),
            ("crm.lead.import", "action_open_review"): lambda: self.held_row().import_id.action_open_review(),
            ("crm.lead.import.line", "action_same_person"): lambda: self.held_row().action_same_person(),
            ("crm.lead.import.line", "action_new_person"): lambda: self.held_row().action_new_person(),
            ("crm.lead.import.line", "action_colleague"): lambda: self.held_row().action_colleague(),
            ("crm.lead.mail.rejected", "action_make_leads"): lambda: self.rejected_mail().action_make_leads(),
            **{
                (model, "action_l10n_vn_personal_data"): lambda model=model: (
                    made(model).create({"name": "Chị Vy"}).action_l10n_vn_personal_data()
                )
                for model in ("crm.lead", "res.partner")
            },
            ("crm.lead.privacy.request", "action_find"): lambda: self.privacy_request().action_find(),
            ("crm.lead.privacy.request", "action_erase"): lambda: self.privacy_request().action_erase(),
            ("crm.lead.privacy.request", "action_export"): lambda: self.privacy_request().action_export(),
            ("crm.lead.privacy.request", "action_done"): lambda: self.privacy_request(kind="see").action_done(),
            ("crm.lead.privacy.request", "action_refuse"): lambda: self.privacy_request(
                refusal="Không phải chính chủ"
            ).action_refuse(),
            ("crm.lead", "l10n_vn_refuse_contact"): lambda: lead().l10n_vn_refuse_contact(["phone"], "Xin đừng gọi"),
            ("crm.lead", "l10n_vn_allow_contact"): lambda: lead().l10n_vn_allow_contact(["phone"], "Đồng ý lại"),
            ("crm.lead.no.contact", "action_refuse"): lambda: window("crm.lead.no.contact").action_refuse(),
            ("crm.lead.no.contact", "action_allow"): lambda: window("crm.lead.no.contact").action_allow(),
            ("crm.lead.privacy.place", "action_open"): lambda: self.privacy_place().action_open(),
            ("crm.lead.webhook", "action_make_key"): lambda: self.webhook().action_make_key(),
            ("crm.lead.webhook", "action_revoke_key"): lambda: self.webhook().action_revoke_key(),
            ("crm.lead.webhook", "action_forget_secret"): lambda: self.webhook().action_forget_secret(),
            ("crm.lead.webhook.payload", "action_retry"): lambda: self.kept_payload().action_retry(),
            ("res.config.settings", "action_l10n_vn_add_opportunity_address"): lambda: (
                made("res.config.settings").create({}).action_l10n_vn_add_opportunity_address()
            ),
            ("res.config.settings", "action_l10n_vn_test_mail"): lambda: (
                made("res.config.settings").create({}).action_l10n_vn_test_mail()
            ),
            ("res.partner", "action_l10n_vn_open_leads"): lambda: (
                made("res.partner").create({"name": "Chị Vy"}).action_l10n_vn_open_leads()
            ),
            ("res.partner", "action_l10n_vn_create_leads"): lambda: (
                made("res.partner").create({"name": "Chị Vy", "phone": "0903 1 2 3"}).action_l10n_vn_create_leads()
            ),
            ("res.users", "action_l10n_vn_open_leads"): lambda: self.nam.with_user(
                self.admin
            ).action_l10n_vn_open_leads(),
            ("crm.lead.card", "action_save_and_next"): lambda: self.card().action_save_and_next(),
            ("crm.lead.card", "action_save_and_close"): lambda: self.card().action_save_and_close(),
            ("crm.lead.card", "action_close"): lambda: self.card().action_close(),
            ("crm.lead.card", "action_create_anyway"): lambda: self.known_card().action_create_anyway(),
            ("crm.lead.card", "action_add_to_known"): lambda: self.known_card().action_add_to_known(),
            ("crm.lead.card", "action_open_known"): lambda: self.known_card().action_open_known(),
            ("crm.lead.card.batch", "action_read"): lambda: (
                made("crm.lead.card.batch").create({"text": CARD}).action_read()
            ),
            ("crm.lead.card.batch", "action_create"): lambda: self.batch().action_create(),
            ("crm.lead.card.batch", "action_open_leads"): lambda: self.batch().action_open_leads(),
            ("crm.lead.card.batch", "action_type"): lambda: self.batch().action_type(),
            ("crm.lead.card.batch", "action_back"): lambda: self.batch().action_back(),
            ("crm.lead.gate.override", "action_confirm"): lambda: window(
                "crm.lead.gate.override", reason="Khách quen"
            ).action_confirm(),
            ("crm.lead.assign", "action_assign"): lambda: window(
                "crm.lead.assign", user_ids=self.nam.ids, reassign=True
            ).action_assign(),
            ("crm.lead.import.assign", "action_apply"): lambda: (
                made("crm.lead.import.assign").create({"import_id": self.ended_import().id}).action_apply()
            ),
            ("crm.lead.mailing", "action_prepare"): lambda: (
                made("crm.lead.mailing")
                .create({"subject": "Chào xuân", "domain": "[]", "campaign_id": self.campaign().id})
                .action_prepare()
            ),
            ("crm.lead.result", "action_save"): lambda: window("crm.lead.result", outcome_id=outcome.id).action_save(),
            ("crm.lead.result", "action_save_and_mark_lost"): lambda: window(
                "crm.lead.result", outcome_id=outcome.id
            ).action_save_and_mark_lost(),
            ("crm.stage", "action_l10n_vn_merge_won"): lambda: self.second_won().action_l10n_vn_merge_won(),
            ("crm.lead2opportunity.partner", "action_l10n_vn_apply"): lambda: self.conversion_window(
                self.excused()
            ).action_l10n_vn_apply(),
            ("crm.lead2opportunity.partner", "action_l10n_vn_save_answers"): lambda: self.conversion_window(
                lead()
            ).action_l10n_vn_save_answers(),
            ("crm.lead2opportunity.partner.mass", "action_l10n_vn_apply"): lambda: self.conversion_window(
                self.excused() | self.excused(), "crm.lead2opportunity.partner.mass"
            ).action_l10n_vn_apply(),
            ("crm.lead2opportunity.partner.mass", "action_l10n_vn_save_answers"): lambda: self.conversion_window(
                lead(), "crm.lead2opportunity.partner.mass"
            ).action_l10n_vn_save_answers(),
            ("crm.lead2opportunity.partner.mass", "action_l10n_vn_start"): lambda: (
                made("crm.lead2opportunity.partner.mass")
                .with_context(active_ids=lead().ids)
                .create({"deduplicate": False})
                .action_l10n_vn_start()
            ),
            ("crm.lead.manager.report", "get_report"): lambda: made("crm.lead.manager.report").get_report(march),
            ("crm.lead.manager.report", "action_open"): lambda: made("crm.lead.manager.report").action_open(
                "new", march, user_id=False, reached=[]
            ),
            ("crm.lead.my.day", "get_day"): lambda: made("crm.lead.my.day").get_day(),
            ("crm.lead.my.day", "action_open"): lambda: made("crm.lead.my.day").action_open("new"),
            ("crm.lead.my.day", "action_start"): lambda: made("crm.lead.my.day").action_start(),
            ("crm.lead.first.steps", "get_steps"): lambda: made("crm.lead.first.steps").get_steps(),
            ("crm.lead.first.steps", "action_open"): lambda: made("crm.lead.first.steps").action_open("team"),
            ("crm.lead.first.steps", "action_close"): lambda: made("crm.lead.first.steps").action_close(),
        }

    def excused(self):
        lead = self.new_lead()
        self.tick(lead, self.need)
        lead.l10n_vn_let_pass("Khách quen")
        return lead

    def conversion_window(self, leads, model="crm.lead2opportunity.partner"):
        window = self.as_admin(model)
        window = window.with_context(active_model="crm.lead", active_id=leads[0].id, active_ids=leads.ids)
        return window.create({"name": "convert", "action": "nothing"})

    def recall_rule(self):
        return self.as_admin("crm.lead.recall.rule").create(
            {"name": "30 ngày", "team_id": self.team.id, "limit": 30, "unit": "days", "warning": 0}
        )

    def recalled(self):
        rule, lead = self.recall_rule(), self.new_lead(team_id=self.team.id)
        lead.sudo().date_open = "2019-01-01"
        lead.sudo()._l10n_vn_recall(rule.sudo())
        return self.as_admin("crm.lead.recall").search([("lead_id", "=", lead.id)])

    def recall_preview(self):
        return self.as_admin("crm.lead.recall.preview").create({"rule_id": self.recall_rule().id})

    def second_won(self):
        bought = self.as_admin("crm.stage")._l10n_vn_get_bought_stage()
        bought.l10n_vn_applies_to = "both"
        return bought

    def ended_import(self):
        record = self.imported()
        record._restore_rows()
        record._l10n_vn_answer_screen(None)
        return record

    def privacy_request(self, **values):
        return self.as_admin("crm.lead.privacy.request").create({"phone": self.new_lead().phone, **values})

    def privacy_place(self):
        request = self.privacy_request()
        request.action_find()
        return request.place_ids[:1]

    def campaign(self):
        return self.env["utm.campaign"].create({"name": "Tết"})

    def rejected_mail(self):
        mail = self.env["crm.lead.mail.rejected"].create({"name": "Trả lời tự động", "reason": "auto_reply"})
        return mail.with_user(self.admin)

    def webhook(self):
        return self.as_admin("crm.lead.webhook").create({"name": "Trang đích"})

    def kept_payload(self):
        webhook = self.webhook()
        webhook._receive(b"xin chao", "", {})
        return self.as_admin("crm.lead.webhook.payload").search([("webhook_id", "=", webhook.id)])


@tagged("post_install", "-at_install")
class TestPublicMethods(PublicMethodsCase):
    def test_every_method_is_known_here(self):
        self.assertGreater(len(self.methods), 45)
        self.assertEqual(self.methods.keys(), self.calls().keys())

    def test_answers_pass_xml_rpc(self):
        """As Odoo's endpoint sends them: no None, keys are texts, and nothing but plain types."""
        answered = set()
        for place, call in self.calls().items():
            with self.subTest(place), self.cr.savepoint() as savepoint:
                try:
                    answer = call()
                except UserError as refusal:
                    self.assertTrue(str(refusal))
                else:
                    OdooMarshaller(allow_none=False).dumps((answer,))
                    answered.add(place)
                savepoint.rollback()
                self.env.invalidate_all()
        # What a companion, or a state of the record, is needed for may refuse; all others answer.
        may_refuse = {
            ("crm.lead", "action_l10n_vn_mass_mail"),
            ("crm.lead", "action_l10n_vn_quote"),
            ("crm.lead.import", "action_download_failed"),
            ("crm.lead.import", "action_resume"),
            ("crm.lead.import", "action_undo"),
            ("crm.lead.mail.rejected", "action_make_leads"),
            ("crm.lead.mailing", "action_prepare"),
            ("res.config.settings", "action_l10n_vn_add_opportunity_address"),
            ("res.config.settings", "action_l10n_vn_test_mail"),
        }
        self.assertFalse(self.methods.keys() - answered - may_refuse)

    def test_keys_are_texts_and_lead_somewhere(self):
        lead, other = self.new_lead(), self.new_lead()
        self.assertEqual(lead.l10n_vn_get_qualification().keys(), {str(lead.id)})
        [match] = [one for one in lead.l10n_vn_find_matches()[str(lead.id)] if one["id"] == other.id]
        self.assertEqual(match["model"], "crm.lead")

    def test_unknown_arguments_are_refused(self):
        for (model, name), method in self.methods.items():
            with self.subTest(model=model, method=name):
                records = self.as_admin(model)
                self.assertTrue(hasattr(method, "l10n_vn_records"), "nothing checks how it is called")
                with self.assertRaisesRegex(UserError, "“l10n_vn_tat_ca”"):
                    getattr(records, name)(l10n_vn_tat_ca=True)
                with self.assertRaisesRegex(UserError, name):
                    getattr(records, name)(*range(12))

    def test_empty_recordsets_are_refused(self):
        for (model, name), method in self.methods.items():
            with self.subTest(model=model, method=name):
                records = self.as_admin(model).browse()
                if method.l10n_vn_records != "any":
                    with self.assertRaisesRegex(UserError, "Choose a record first"):
                        getattr(records, name)()
                elif len(inspect.signature(method).parameters) > 1:
                    with self.assertRaises(UserError):
                        getattr(records, name)()

    def test_wrong_values_are_named_with_what_is_allowed(self):
        lead, report = self.new_lead(), self.as_admin("crm.lead.manager.report")
        record, outcome = self.conversion(), self.env.ref("l10n_vn_crm.crm_talk_outcome_met").id
        gone = self.env["res.users"].search([], order="id desc", limit=1).id + 1000
        march = {"period": "march"}
        week = {"period": "week"}
        who_has, result = self.as_admin("crm.lead").l10n_vn_who_has, lead.l10n_vn_record_result
        preview = self.screen().l10n_vn_preview_leads
        wrong = [
            (lambda: lead.l10n_vn_assign(self.nam.ids, "foo"), "“method”.*“foo”.*turn.*load.*province"),
            (lambda: lead.l10n_vn_assign(self.nam.ids, None), "“method”.*turn"),
            (lambda: lead.l10n_vn_assign(self.nam.ids, ["load"]), "“method”.*turn"),
            (lambda: lead.l10n_vn_assign("nam.banhang"), "“users”"),
            (lambda: lead.l10n_vn_assign(["nam.khongco"]), "“nam.khongco”"),
            (lambda: lead.l10n_vn_assign([gone]), f"“users”.*“{gone}”"),
            (lambda: lead.l10n_vn_assign([True]), "“users”"),
            (lambda: lead.l10n_vn_assign(self.nam.ids, "load", "yes"), "“reassign”.*“yes”"),
            (lambda: lead.l10n_vn_qualify(["need"]), "“answers”.*need"),
            (lambda: lead.l10n_vn_qualify({"nhu_cau": True}), "“answers”.*“nhu_cau”.*“need”"),
            (lambda: lead.l10n_vn_convert(customer="moi"), "“customer”.*“moi”.*each_exist_or_create"),
            (lambda: lead.l10n_vn_convert(customer="exist"), "“customer_id”.*“exist”"),
            (lambda: lead.l10n_vn_take(request_key=7), "“request_key”.*“7”"),
            (lambda: who_has({"mobile": "0912345678"}), "“mobile”.*“phone”.*“email_from”"),
            (lambda: who_has({"phone": "0912345678", "create_uid": 1}), "“create_uid”.*“phone”"),
            (lambda: who_has({"phone": ["0912345678"]}), "“phone”.*0912345678"),
            (lambda: who_has("0912345678"), "“values”.*“0912345678”.*“phone”"),
            (lambda: who_has(), "“values”.*“phone”"),
            (lambda: who_has({1: 2}), "“values”.*“1”"),
            (lambda: result("da_gap"), "“outcome”.*“da_gap”.*“met”"),
            (lambda: result(), "“outcome”"),
            (lambda: result([outcome]), "“outcome”"),
            (lambda: result(2**40), "“outcome”"),
            (lambda: result(outcome, ["Gọi lại"]), "“note”.*Gọi lại"),
            (lambda: result(outcome, "", "won"), "“stage”.*“won”"),
            (lambda: result(outcome, next_action={"day": "2026-12-01"}), "“day”.*“date”"),
            (lambda: result(outcome, next_action={"date": "hôm nào đó"}), "“next_action.date”.*“hôm nào đó”"),
            (lambda: result(outcome, next_action={"date": ["2026"]}), "“next_action.date”"),
            (lambda: result(outcome, next_action={"type": "goi"}), "“next_action.type”.*“goi”.*“call”"),
            (lambda: result(outcome, next_action={"summary": {"vi": "Gọi"}}), "“next_action.summary”"),
            (lambda: result(outcome, next_action="gọi lại"), "“next_action”.*“gọi lại”.*“date”"),
            (lambda: preview("name", self.OPTIONS), "“fields”.*“name”"),
            (lambda: preview(["name"], "utf-8"), "“options”.*“utf-8”"),
            (lambda: preview(["name"], {"encoding": ["utf-8"]}), "“encoding”"),
            (lambda: preview(["mat_khau"], self.OPTIONS), "“mat_khau”"),
            (lambda: lead.l10n_vn_keep_until("ngày mai"), "“date”.*“ngày mai”"),
            (lambda: lead.l10n_vn_keep_until("2099-01-01", ["Tết"]), "“reason”.*Tết"),
            (lambda: lead.l10n_vn_let_pass(["Khách quen"]), "“reason”.*Khách quen"),
            (lambda: record.l10n_vn_go_on(0), "“limit”.*“0”"),
            (lambda: record.l10n_vn_go_on("all"), "“limit”.*“all”"),
            (lambda: record.l10n_vn_go_on(), "“limit”"),
            (lambda: report.get_report(), "“options”.*“period”"),
            (lambda: report.get_report({}), "“period”.*“week”.*“custom”"),
            (lambda: report.get_report(march), "“period”.*“march”.*“week”"),
            (lambda: report.get_report({**week, "user": 1}), "“user”.*“team_id”"),
            (lambda: report.get_report({**week, "team_id": "Miền Nam"}), "“team_id”.*“Miền Nam”"),
            (lambda: report.get_report({"period": "custom", "date_from": "hôm qua"}), "“date_from”.*“hôm qua”"),
            (lambda: report.get_report({"period": "custom"}), "first day"),
            (lambda: report.action_open(), "“options”"),
            (lambda: report.action_open("revenue", week), "“measure”.*“revenue”.*“new”"),
            (lambda: report.action_open("new", week, user_id="nam"), "“user_id”.*“nam”"),
            (lambda: report.action_open("new", week, stage_id=[("id", ">", 0)]), "“stage_id”"),
            (lambda: report.action_open("new", week, reached="all"), "“reached”.*“all”"),
            (lambda: (lead | self.new_lead()).action_l10n_vn_call(), "one record"),
        ]
        for place, (call, sentence) in enumerate(wrong):
            with self.subTest(place=place, sentence=sentence), self.assertRaises(UserError) as refusal:
                call()
            self.assertRegex(str(refusal.exception).replace("\n", " "), sentence)

    def test_the_sentences_are_in_the_user_s_language(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.env["ir.module.module"]._load_module_terms(["l10n_vn_crm"], ["vi_VN"])
        self.nam.lang = "vi_VN"
        program = self.env["crm.lead"].with_user(self.nam).with_context(lang=None)
        with self.assertRaisesRegex(UserError, "không nhận.*“mobile”.*“phone”"):
            program.l10n_vn_who_has({"mobile": "0912345678"})
        with self.assertRaisesRegex(UserError, "Chọn"):
            program.l10n_vn_get_qualification()

    def test_what_is_right_is_answered_as_before(self):
        lead = self.new_lead()
        self.assertTrue(self.as_admin("crm.lead").l10n_vn_who_has({"phone": 84912345678, "email_from": False}))
        self.assertEqual(self.as_admin("crm.lead").l10n_vn_who_has({}), [])
        outcome = self.env.ref("l10n_vn_crm.crm_talk_outcome_met").id
        self.assertTrue(lead.l10n_vn_record_result(outcome, "", "", {"date": date(2026, 12, 1)}))
        self.assertEqual(str(lead.activity_ids.date_deadline), "2026-12-01")

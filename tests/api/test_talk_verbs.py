"""record_result, qualify and convert: named by codes, answered lead by lead."""

from freezegun import freeze_time
from odoo import Command, fields
from odoo.tests import tagged, users

from ...models.api_error import ApiError
from .verbs_case import NO_ERROR, VerbsCase


@tagged("post_install", "-at_install")
class TestResultVerb(VerbsCase):
    @users("lan")
    @freeze_time("2026-11-30 03:00:00")
    def test_a_call_centre_records_a_talk_by_codes(self):
        lead = self.new_leads(user_id=self.lan.id).with_user(self.lan)
        [answer] = lead.l10n_vn_record_result(
            outcome="called",
            note="Cần 20 máy, hẹn báo giá",
            stage="consulting",
            next_action={"type": "call", "date": "01/12/2026", "summary": "Gửi báo giá"},
        )
        self.assertEqual(answer, {"lead_id": lead.id, "outcome": "recorded", "stage": "consulting", "error": NO_ERROR})
        self.assertEqual(lead.stage_id, self.env.ref("l10n_vn_crm.crm_stage_consulting"))
        self.assertIn("Cần 20 máy", lead.description)
        self.assertEqual(lead.activity_ids.date_deadline, fields.Date.to_date("2026-12-01"))
        self.assertEqual(lead.activity_ids.summary, "Gửi báo giá")
        self.assertEqual(lead.activity_ids.activity_type_id, self.env.ref("mail.mail_activity_data_call"))

    @users("lan")
    def test_a_lost_answer_is_asked_again_without_a_second_note(self):
        lead = self.new_leads(user_id=self.lan.id).with_user(self.lan)
        first = lead.l10n_vn_record_result(outcome="no_answer", request_key="cuoc-goi-991")
        self.assertEqual(lead.l10n_vn_record_result(outcome="no_answer", request_key="cuoc-goi-991"), first)
        self.assertEqual(lead.l10n_vn_no_answer_count, 1)

    @users("lan")
    def test_a_lead_of_a_colleague_does_not_stop_the_others(self):
        mine, theirs = self.new_leads(2, user_id=self.lan.id), self.new_leads(user_id=self.hung.id)
        answers = (mine[0] + theirs + mine[1]).with_user(self.lan).l10n_vn_record_result(outcome="called")
        self.assertEqual(self.outcomes(answers), ["recorded", "failed", "recorded"])
        self.assertEqual(answers[1]["error"]["code"], "no_access")
        self.assertNotIn("Hoa", answers[1]["error"]["message"])
        self.assertFalse(theirs.l10n_vn_outcome_id)

    @users("lan")
    def test_a_stage_that_does_not_fit_one_lead_is_its_own_fault(self):
        lead = self.new_leads(user_id=self.lan.id)
        opportunity = self.new_leads(user_id=self.lan.id, type="opportunity")
        answers = (opportunity + lead).with_user(self.lan).l10n_vn_record_result(outcome="called", stage="consulting")
        self.assertEqual(self.outcomes(answers), ["failed", "recorded"])
        self.assertEqual(answers[0]["error"]["code"], "refused")
        self.assertFalse(opportunity.l10n_vn_outcome_id, "nothing of a refused result is stored")

    @users("lan")
    def test_each_wrong_argument_has_its_code(self):
        lead = self.new_leads(user_id=self.lan.id).with_user(self.lan)
        for arguments, code, field in (
            ({"outcome": "da_goi"}, "unknown_code", "outcome"),
            ({"outcome": ""}, "missing_argument", "outcome"),
            ({"outcome": ["called"]}, "unknown_code", "outcome"),
            ({"outcome": "called", "note": 5}, "wrong_type", "note"),
            ({"outcome": "called", "stage": "khong_co"}, "unknown_code", "stage"),
            ({"outcome": "called", "next_action": {"kind": "call"}}, "unknown_key", "next_action"),
            ({"outcome": "called", "next_action": ["call"]}, "wrong_type", "next_action"),
            ({"outcome": "called", "next_action": {"type": "goi"}}, "unknown_code", "next_action.type"),
            (
                {"outcome": "called", "next_action": {"type": "call", "date": "31/02/2026"}},
                "bad_date",
                "next_action.date",
            ),
            ({"outcome": "called", "next_action": {"type": "call", "date": 7}}, "bad_date", "next_action.date"),
        ):
            with self.subTest(arguments=arguments), self.assertRaises(ApiError) as refused:
                lead.l10n_vn_record_result(**arguments)
            context = refused.exception.context
            self.assertEqual((context["code"], context["field"]), (code, field), context["message"])
        self.assertFalse(lead.l10n_vn_outcome_id)

    @users("lan")
    def test_sentences_are_in_the_users_language(self):
        self.lan.sudo().lang = "vi_VN"
        lead = self.new_leads(user_id=self.lan.id).with_user(self.lan).with_context(lang=False)
        with self.assertRaises(ApiError) as refused:
            lead.l10n_vn_record_result(outcome="da_goi")
        self.assertIn("không nhận giá trị", refused.exception.context["message"])


@tagged("post_install", "-at_install")
class TestQualifyVerb(VerbsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.l10n_vn_requires_qualification = True

    @users("lan")
    def test_answers_as_people_write_them(self):
        lead = self.new_leads(user_id=self.lan.id).with_user(self.lan)
        [answer] = lead.l10n_vn_qualify(answers={"need": True, "budget": "200 triệu", "timing": "31/12/2026"})
        self.assertEqual((answer["outcome"], answer["is_qualified"]), ("saved", False))
        self.assertEqual(answer["missing"], ["decision_maker"])
        budget = self.env["crm.lead.criterion"].search([("l10n_vn_code", "=", "budget")])
        self.assertEqual(lead.l10n_vn_answers[str(budget.id)], 200_000_000)

        [answer] = lead.l10n_vn_qualify(answers={"decision_maker": "chị Hà"})
        self.assertEqual((answer["is_qualified"], answer["missing"]), (True, []))

    @users("lan")
    def test_bad_answers_name_their_criterion(self):
        lead = self.new_leads(user_id=self.lan.id).with_user(self.lan)
        for answers, code, field in (
            ({"budget": "nhiều"}, "bad_answer", "budget"),
            ({"timing": "hôm nào đó"}, "bad_answer", "timing"),
            ({"ngan_sach": True}, "unknown_code", "answers"),
            (["budget"], "wrong_type", "answers"),
        ):
            with self.subTest(answers=answers), self.assertRaises(ApiError) as refused:
                lead.l10n_vn_qualify(answers=answers)
            self.assertEqual((refused.exception.context["code"], refused.exception.context["field"]), (code, field))
        self.assertFalse(lead.l10n_vn_answers)


@tagged("post_install", "-at_install")
class TestConvertVerb(VerbsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.l10n_vn_requires_qualification = True

    @users("lan")
    def test_each_lead_has_its_outcome(self):
        ready, missing, gone = self.new_leads(3, user_id=self.lan.id)
        theirs = self.new_leads(user_id=self.hung.id)
        criteria = self.env["crm.lead.criterion"].search([("required", "=", True)])
        ready.l10n_vn_criterion_ids = [Command.set(criteria.ids)]
        gone.unlink()

        answers = (missing + ready + gone + theirs).with_user(self.lan).l10n_vn_convert()

        self.assertEqual(self.outcomes(answers), ["skipped", "converted", "gone", "skipped"])
        self.assertEqual(answers[0]["error"]["code"], "not_qualified")
        self.assertEqual(answers[3]["error"]["code"], "no_access")
        self.assertEqual(answers[0]["missing"], ["need", "budget", "decision_maker", "timing"])
        self.assertEqual(answers[1]["opportunity_id"], ready.id)
        self.assertEqual(answers[1]["customer_id"], ready.partner_id.id)
        self.assertTrue(ready.partner_id)
        self.assertEqual(len({answer["conversion_id"] for answer in answers}), 1)

    @users("lan")
    def test_convert_again_by_the_same_key(self):
        self.team.sudo().l10n_vn_requires_qualification = False
        lead = self.new_leads(user_id=self.lan.id).with_user(self.lan)
        first = lead.l10n_vn_convert(request_key="don-hang-5")
        self.assertEqual(lead.l10n_vn_convert(request_key="don-hang-5"), first)
        self.assertEqual(self.outcomes(lead.l10n_vn_convert()), ["there"])

    @users("lan")
    def test_customer_and_its_id_go_together(self):
        lead = self.new_leads(user_id=self.lan.id).with_user(self.lan)
        for arguments, code in (
            ({"customer": "exist"}, "missing_argument"),
            ({"customer": "create", "customer_id": self.env.company.partner_id.id}, "not_allowed"),
            ({"customer": "exist", "customer_id": 2**30}, "unknown_record"),
            ({"customer": "moi"}, "not_allowed"),
            ({"team_id": "Sales"}, "unknown_record"),
        ):
            with self.subTest(arguments=arguments), self.assertRaises(ApiError) as refused:
                lead.l10n_vn_convert(**arguments)
            self.assertEqual(refused.exception.context["code"], code)
        self.assertEqual(lead.type, "lead")

"""Daily care while people leave, change companies, and records are archived in between; two companies, two users."""

from datetime import timedelta

from freezegun import freeze_time
from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import ALL, MANAGER, OWN, person
from .recall_case import NOW, RecallCase


class LeavingCase(RecallCase):
    """*Tuyết* sees her own leads of the branch, *Khải* works in both companies, *Duyên* manages both."""

    USERS = {
        **RecallCase.USERS,
        "tuyet": person("Lường Thị Tuyết", OWN),
        "khai": person("Bế Văn Khải", OWN),
        "duyen": person("Lý Mỹ Duyên", MANAGER),
        "cong": person("Giàng A Công", ALL),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.home = cls.env.company
        cls.branch = cls.new_company("Chi nhánh Lào Cai")
        (cls.tuyet | cls.khai | cls.duyen | cls.cong).lang = "en_US"
        both = {"company_ids": [Command.set((cls.home | cls.branch).ids)]}
        cls.tuyet.write({"company_ids": [Command.set(cls.branch.ids)], "company_id": cls.branch.id})
        (cls.khai | cls.duyen).write({**both, "company_id": cls.branch.id})
        cls.there = cls.new_team(
            cls.tuyet,
            cls.khai,
            name="Sa Pa",
            company_id=cls.branch.id,
            user_id=cls.duyen.id,
            use_leads=True,
            use_opportunities=True,
            l10n_vn_lead_stages=True,
        )

    def lead_there(self, user=None, **values):
        return self.env["crm.lead"].create(
            {
                "name": "Homestay Mây Mù đặt nệm",
                "contact_name": "Thào Thị Sua",
                "phone": "0868 135 790",
                "type": "lead",
                "team_id": self.there.id,
                "company_id": self.branch.id,
                "user_id": (user or self.khai).id,
                **values,
            }
        )

    def leaves_branch(self, user):
        self.there.crm_team_member_ids.filtered(lambda member: member.user_id == user).unlink()
        user.write({"company_id": self.home.id, "company_ids": [Command.set(self.home.ids)]})


@tagged("post_install", "-at_install")
class TestPeopleLeave(LeavingCase):
    def test_undo_after_the_salesperson_has_left_the_company(self):
        lead = self.lead_there()
        lead.convert_opportunity(self.env["res.partner"], user_ids=self.tuyet.ids)
        self.assertEqual((lead.type, lead.user_id), ("opportunity", self.tuyet))
        self.leaves_branch(self.khai)
        [preview] = lead.with_user(self.tuyet).l10n_vn_preview_return()
        self.assertNotIn("Khải", " ".join(preview["back"]))
        [answer] = lead.with_user(self.tuyet).l10n_vn_return_to_lead(reason="Chưa chốt")
        self.assertTrue(answer["is_back"], answer)
        self.assertEqual((lead.type, lead.user_id, lead.company_id), ("lead", self.tuyet, self.branch))

    def test_undo_after_the_team_has_moved_to_another_company(self):
        lead = self.lead_there()
        other = self.new_team(
            self.tuyet, name="Mường Khương", company_id=self.branch.id, use_opportunities=True, use_leads=True
        )
        lead.convert_opportunity(self.env["res.partner"], team_id=other.id, user_ids=self.tuyet.ids)
        self.there.crm_team_member_ids.unlink()
        self.env.flush_all()
        self.env.cr.execute("UPDATE crm_team SET company_id = %s WHERE id = %s", [self.home.id, self.there.id])
        self.env.invalidate_all()
        [answer] = lead.with_user(self.duyen).l10n_vn_return_to_lead()
        self.assertTrue(answer["is_back"], answer)
        self.assertEqual((lead.type, lead.company_id), ("lead", self.branch))

    def test_undo_after_an_archived_lead_is_refused_and_comes_after_it_is_restored(self):
        lead = self.lead_there(self.tuyet)
        lead.convert_opportunity(self.env["res.partner"], user_ids=self.tuyet.ids)
        lead.active = False
        [answer] = lead.with_user(self.duyen).l10n_vn_return_to_lead()
        self.assertFalse(answer["is_back"])
        lead.active = True
        [answer] = lead.with_user(self.duyen).l10n_vn_return_to_lead()
        self.assertTrue(answer["is_back"], answer)

    def test_a_salesperson_of_own_leads_reaches_no_colleague_s_lead(self):
        lead = self.lead_there(self.khai)
        mine = lead.with_user(self.tuyet)
        calls = {
            "l10n_vn_preview_return": {},
            "l10n_vn_return_to_lead": {},
            "l10n_vn_separate_merged": {},
            "l10n_vn_extend_trial": {"days": 3, "reason": "Khách xin thêm"},
            "l10n_vn_keep_until": {"date": "2030-01-01"},
            "action_l10n_vn_call": {},
        }
        for method, arguments in calls.items():
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(mine, method)(**arguments)
        with self.assertRaises(AccessError):
            self.env["crm.lead"].with_user(self.tuyet).search([("l10n_vn_recall_rule_id", "in", self.rule.ids)])
        for name in ("crm.lead.duplicate.group", "crm.lead.recall.rule", "crm.lead.snapshot"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.env[name].with_user(self.tuyet).search([]).mapped("create_date")

    def test_nobody_writes_what_proves_a_contact(self):
        lead = self.lead_there(self.tuyet).with_user(self.tuyet)
        now = fields.Datetime.now()
        for name, value in (
            ("l10n_vn_first_contact", now),
            ("l10n_vn_first_answer", now),
            ("l10n_vn_last_contact", now),
            ("l10n_vn_attempt_count", 0),
            ("l10n_vn_answer_by", now),
            ("l10n_vn_waiting_since", False),
            ("l10n_vn_held_since", now),
            ("l10n_vn_recall_count", 0),
            ("l10n_vn_recall_hold_until", "2030-01-01"),
            ("l10n_vn_unshared_since", now),
            ("l10n_vn_known_kind", "customer"),
            ("l10n_vn_return_count", 9),
            ("l10n_vn_trial_start", "2020-01-01"),
            ("l10n_vn_trial_end", "2030-01-01"),
            ("l10n_vn_trial_extension_count", 0),
            ("l10n_vn_trial_reminded_end", "2030-01-01"),
            ("l10n_vn_answer_hours_taken", 0.1),
        ):
            with self.subTest(name):
                try:
                    lead.write({name: value})
                except AccessError:
                    continue
                self.env.flush_all()
                self.assertFalse(lead[name], "it was written")

    def test_a_call_without_an_answer_is_no_contact(self):
        lead = self.lead_there(self.tuyet)
        lead.with_user(self.tuyet).action_l10n_vn_call()
        self.assertEqual((lead.l10n_vn_attempt_count, lead.l10n_vn_last_contact), (1, False))


@tagged("post_install", "-at_install")
class TestTrialsOfWhoLeft(LeavingCase):
    def test_one_who_left_the_company_stops_no_reminder(self):
        stage = self.env.ref("l10n_vn_crm.crm_stage_trial")
        stage.write({"l10n_vn_trial_days": 10, "l10n_vn_trial_notice_days": 3})
        left = self.lead_there(self.khai, stage_id=stage.id)
        archived = self.lead_there(self.cong, stage_id=stage.id, company_id=False, team_id=self.team.id)
        works = self.lead_there(self.tuyet, stage_id=stage.id)
        (left | archived | works)._l10n_vn_write_proof({"l10n_vn_trial_end": fields.Date.today() + timedelta(days=1)})
        self.leaves_branch(self.khai)
        self.cong.active = False
        self.env["crm.lead"]._cron_remind_of_trials()
        self.assertEqual(works.l10n_vn_trial_reminder_id.user_id, self.tuyet)
        self.assertEqual(archived.l10n_vn_trial_reminder_id.user_id, self.leader, "the leader of the team")
        self.assertEqual(left.l10n_vn_trial_reminder_id.user_id, self.duyen, "the leader of the team")


@tagged("post_install", "-at_install")
class TestRecallOfWhoLeft(LeavingCase):
    def test_the_digest_of_a_leader_who_left_goes_to_who_made_the_rule(self):
        self.rule.with_user(self.env.user).write({"warning": 0})
        self.env.cr.execute("UPDATE crm_lead_recall_rule SET create_uid = %s", [self.manager.id])
        self.rule.invalidate_recordset()
        self.leader.active = False
        self.new_leads(2)
        self.run_at(NOW)
        self.assertEqual(len(self.told(self.manager)), 1)
        self.assertFalse(self.told(self.leader))

    def test_records_archived_won_or_deleted_during_a_run(self):
        self.rule.warning = 0
        leads = self.new_leads(5)
        with freeze_time(NOW):
            self.rule._start_runs()
            run = self.env["crm.lead.recall.run"].search([], limit=1)
            self.assertEqual(run.lead_count, 5)
            leads[0].active = False
            leads[1].action_set_won()
            leads[2].unlink()
            leads[3].with_user(self.hoa).message_post(body="Gửi báo giá", subtype_xmlid="mail.mt_comment")
            while run._has_step():
                run._step(None)
        self.assertEqual(run.state, "done")
        left = leads.exists()
        self.assertEqual(leads[0].user_id, self.hoa)
        self.assertEqual(leads[1].user_id, self.hoa)
        self.assertFalse(left[-1].user_id or left[-2].user_id, "a message is an attempt, no contact")
        self.assertEqual(run.recalled_count, 2)

    def test_given_back_only_to_who_works_in_the_company(self):
        self.new_rule(team_id=self.there.id, company_id=self.branch.id, warning=0)
        lead = self.new_leads(1, self.khai, team_id=self.there.id, company_id=self.branch.id)
        self.run_at(NOW)
        self.assertFalse(lead.user_id)
        self.leaves_branch(self.khai)
        with self.assertRaisesRegex(UserError, "Bế Văn Khải"):
            self.recalls(lead).with_user(self.duyen).action_give_back()


@tagged("post_install", "-at_install")
class TestSharingOfWhoLeft(LeavingCase):
    def test_a_leader_who_left_is_told_nothing(self):
        self.cong.company_ids |= self.branch
        self.there.write({"l10n_vn_share_method": "turn", "user_id": self.cong.id})
        self.there.crm_team_member_ids.assignment_optout = True
        self.cong.active = False
        self.lead_there(user_id=False)
        self.env["crm.lead"]._l10n_vn_cron_share()
        messages = self.env["mail.message"].search([("partner_ids", "in", self.cong.partner_id.ids)])
        self.assertFalse(messages.filtered(lambda one: "wait without" in (one.subject or "")))

    def test_a_keeper_who_left_the_company_gets_no_lead(self):
        self.lead_there(self.khai)
        self.leaves_branch(self.khai)
        self.env.company.resource_calendar_id = self.branch.resource_calendar_id = False
        self.there.l10n_vn_share_method = "turn"
        again = self.lead_there(user_id=False)
        self.assertEqual(again.user_id, self.tuyet)
        self.assertEqual((again.l10n_vn_known_kind, again.l10n_vn_return_count), ("lead", 1))


@tagged("post_install", "-at_install")
class TestTidyAcrossCompanies(LeavingCase):
    def groups_of(self, leads):
        search = self.env["crm.lead.duplicate.search"].create({"is_full": True})
        while search._has_step():
            search._step(None)
        return self.env["crm.lead.duplicate.group"].search([("member_ids.lead_id", "in", leads.ids)])

    def test_a_manager_of_one_company_neither_sees_nor_merges_the_other(self):
        pair = self.lead_there(self.tuyet) | self.lead_there(self.tuyet)
        group = self.groups_of(pair)
        self.assertEqual(len(group), 1)
        self.assertFalse(self.env["crm.lead.duplicate.group"].with_user(self.manager).search([("id", "=", group.id)]))
        for method in ("l10n_vn_compare", "l10n_vn_keep_apart"):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(group.with_user(self.manager), method)()
        with self.assertRaises(AccessError):
            group.with_user(self.manager).l10n_vn_merge(keep=pair[0].id)

    def test_a_record_archived_after_the_search_is_not_merged(self):
        pair = self.lead_there(self.tuyet) | self.lead_there(self.tuyet)
        group = self.groups_of(pair)
        pair[1].active = False
        with self.assertRaises(UserError):
            group.with_user(self.duyen).l10n_vn_merge(keep=pair[0].id)
        self.assertEqual(len(pair.exists()), 2)

    def test_undone_merge_gives_leads_back_to_people_who_left(self):
        pair = self.lead_there(self.khai) | self.lead_there(self.tuyet)
        group = self.groups_of(pair)
        group.with_user(self.duyen).l10n_vn_merge(keep=pair[1].id)
        self.leaves_branch(self.khai)
        answer = pair[1].with_user(self.duyen).l10n_vn_separate_merged()
        self.assertTrue(answer["is_back"], answer)
        self.env.invalidate_all()
        self.assertEqual(len(pair.exists()), 2)

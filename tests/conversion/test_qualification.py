"""A lead is qualified by its salesperson, stopped by the gate, let pass by a manager, or closed."""

from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged, users

from ..common import CONTACTS, MANAGER, OWN, LeadCase, person
from ..screens import TourCase


class QualificationCase(LeadCase):
    USERS = {
        "manager": person("Trần Thị Hoa", f"{MANAGER},{CONTACTS}", login="hoa.quanly", lang="en_US"),
        "nam": person("Lê Văn Nam", f"{OWN},{CONTACTS}", login="nam.banhang", lang="en_US"),
        "mai": person("Võ Thị Mai", f"{OWN},{CONTACTS}", login="mai.banhang", lang="en_US"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.activate_english()
        cls.team = cls.new_team(
            cls.nam, cls.mai, user_id=cls.manager.id, l10n_vn_lead_stages=True, l10n_vn_requires_qualification=True
        )
        cls.criteria = cls.need, cls.budget, cls.decider, cls.timing = cls.env["crm.lead.criterion"].union(
            *(
                cls.env.ref(f"l10n_vn_crm.crm_lead_criterion_{name}")
                for name in ("need", "budget", "decision_maker", "timing")
            )
        )
        cls.bought = cls.env.ref("l10n_vn_crm.crm_stage_bought")

    def lead(self, **values):
        return self.env["crm.lead"].create(
            {
                "name": "Chị Lan hỏi giá phần mềm",
                "type": "lead",
                "team_id": self.team.id,
                "user_id": self.nam.id,
                "contact_name": "Nguyễn Thị Lan",
                **values,
            }
        )

    def tick(self, leads, criteria=None):
        ids = (self.criteria if criteria is None else criteria).ids
        leads.write({"l10n_vn_criterion_ids": [Command.link(id_) for id_ in ids]})

    def answers(self, lead):
        found = self.env["crm.lead.qualification"].sudo().search([("lead_id", "=", lead.id)])
        return {(one.criterion_id.name, one.user_id.name) for one in found}


@tagged("post_install", "-at_install")
class TestTicks(QualificationCase):
    @users("nam.banhang")
    def test_a_tick_keeps_who_and_when(self):
        lead = self.lead()
        with patch.object(self.env.cr, "_now", datetime(2026, 3, 2, 8), create=True):
            self.tick(lead, self.need)
        self.tick(lead.with_user(self.manager), self.need | self.budget)
        self.assertEqual(self.answers(lead), {("Need", "Lê Văn Nam"), ("Budget", "Trần Thị Hoa")})
        told = lead.l10n_vn_get_qualification()[str(lead.id)]
        self.assertEqual((told["met"], told["total"], told["is_met"]), (2, 4, False))
        self.assertEqual(told["criteria"][0]["answer"]["user"], "Lê Văn Nam")
        self.assertEqual(len(told["missing"]), 2)

    @users("nam.banhang")
    def test_a_form_ticks_and_shows_the_progress_before_it_is_saved(self):
        with Form(self.lead(), view="crm.crm_lead_view_form") as form:
            form.l10n_vn_criterion_ids.add(self.need)
            self.assertEqual(form.l10n_vn_qualification["met"], 1)
            self.assertEqual(form.l10n_vn_qualification["criteria"][0]["answer"]["user"], "Lê Văn Nam")
        self.assertEqual(form.record.l10n_vn_criterion_ids, self.need)
        with Form(form.record, view="crm.crm_lead_view_form") as form:
            form.l10n_vn_criterion_ids.remove(self.need.id)
        self.assertFalse(self.answers(form.record))

    @users("nam.banhang")
    def test_a_lead_is_born_with_ticks_through_any_door(self):
        lead = self.lead(l10n_vn_criterion_ids=[Command.set(self.need.ids)])
        rows = [["Anh Bình", self.team.name, "Need,Budget"]]
        Lead = self.env["crm.lead"].with_context(default_type="lead")
        loaded = Lead.load(["name", "team_id", "l10n_vn_criterion_ids"], rows)
        self.assertFalse(loaded["messages"])
        self.assertEqual(lead.l10n_vn_criterion_ids, self.need)
        self.assertEqual(Lead.browse(loaded["ids"]).l10n_vn_criterion_ids, self.need | self.budget)

    @users("nam.banhang")
    def test_who_and_when_cannot_be_forged(self):
        lead = self.lead()
        answers, values = self.env["crm.lead.qualification"], {"lead_id": lead.id, "criterion_id": self.need.id}
        forged = {**values, "user_id": self.manager.id, "date": "2020-01-01"}
        self.tick(lead, self.need)
        mine = answers.sudo().search([("lead_id", "=", lead.id)]).with_user(self.env.user)
        attempts = {
            "create": lambda: answers.create(forged),
            "read": lambda: mine.read(["user_id"]),
            "write": lambda: mine.write({"user_id": self.manager.id}),
            "unlink": mine.unlink,
            "search": lambda: answers.search([]),
            "read_group": lambda: answers.formatted_read_group([], ["user_id"]),
        }
        for name, attempt in attempts.items():
            with self.subTest(name), self.assertRaises(AccessError):
                attempt()
        lead.write({"l10n_vn_qualification": {"criteria": []}})
        with self.assertRaises(AccessError):
            lead.write({"l10n_vn_qualification_state": "met"})
        with self.assertRaises(AccessError):
            self.lead(l10n_vn_qualification_state="met")
        preset = self.env["crm.lead"].with_context(default_l10n_vn_qualification_state="met")
        self.assertEqual(preset.sudo().create({"name": "Anh Ba", "type": "lead"}).l10n_vn_qualification_state, "unmet")
        lead.invalidate_recordset()
        self.assertEqual(lead.l10n_vn_qualification_state, "unmet")
        self.assertEqual(self.answers(lead), {("Need", "Lê Văn Nam")})

    def test_a_colleagues_lead_is_neither_ticked_nor_told(self):
        lead = self.lead()
        foreign = lead.with_user(self.mai)
        for attempt in (
            lambda: self.tick(foreign, self.need),
            foreign.l10n_vn_get_qualification,
            lambda: foreign.write({"type": "opportunity"}),
            lambda: foreign.write({"stage_id": self.bought.id}),
            foreign.action_set_won,
            foreign._l10n_vn_check_gate,
        ):
            with self.assertRaises(AccessError) as refusal:
                attempt()
            self.assertNotIn("Chị Lan", str(refusal.exception))
        self.assertFalse(self.answers(lead))

    def test_criteria_of_a_team_are_asked_of_its_leads_only(self):
        other = self.env["crm.team"].create({"name": "Đội khác", "l10n_vn_requires_qualification": True})
        self.timing.team_ids = other
        ours, theirs = self.lead(), self.lead(team_id=other.id)
        self.assertEqual(ours.l10n_vn_qualification["total"], 3)
        self.assertEqual(theirs.l10n_vn_qualification["total"], 4)
        self.tick(ours | theirs, self.criteria - self.timing)
        self.assertEqual((ours | theirs).mapped("l10n_vn_qualification_state"), ["met", "unmet"])
        self.assertEqual(list((ours | theirs)._l10n_vn_get_gate_findings()), theirs.ids)

    def test_an_archived_criterion_counts_no_more_and_keeps_its_history(self):
        lead = self.lead()
        self.tick(lead)
        self.timing.active = False
        self.env.invalidate_all()
        self.assertEqual(lead.l10n_vn_qualification["total"], 3)
        lead.l10n_vn_criterion_ids -= self.need
        self.timing.active = True
        self.env.invalidate_all()
        self.assertEqual(lead.l10n_vn_criterion_ids, self.criteria - self.need)
        with self.assertRaisesRegex(UserError, "archive"):
            self.timing.unlink()
        demo = self.env["crm.lead"].search([("l10n_vn_criterion_ids", "in", self.need.ids)])
        demo.write({"l10n_vn_criterion_ids": [Command.unlink(self.need.id)]})
        self.need.unlink()

    @users("nam.banhang")
    def test_search_and_group_by_agree_with_each_lead(self):
        met, ticked, unmet, excused, free = leads = self.env["crm.lead"].union(*(self.lead() for _n in range(5)))
        self.timing.sudo().required = False
        self.tick(met, self.criteria - self.timing)
        self.tick(ticked, self.need)
        free.sudo().team_id = self.env["crm.team"].sudo().create({"name": "Không tiêu chí"})
        excused.with_user(self.manager).l10n_vn_let_pass("Khách quen")
        self.env.invalidate_all()
        self.assertEqual(leads.mapped("l10n_vn_qualification_state"), ["met", "unmet", "unmet", "exception", "unmet"])
        mine = [("id", "in", leads.ids)]
        for state, expected in (("met", met), ("exception", excused), ("unmet", ticked | unmet | free)):
            domain = [*mine, ("l10n_vn_qualification_state", "=", state)]
            self.assertEqual(leads.search(domain, order="id"), expected)
        self.assertEqual(
            leads.search([*mine, ("l10n_vn_qualification_state", "!=", "unmet")], order="id"), met | excused
        )
        groups = leads.formatted_read_group(mine, ["l10n_vn_qualification_state"], ["__count"])
        counts = {group["l10n_vn_qualification_state"]: group["__count"] for group in groups}
        self.assertEqual(counts, {"met": 1, "exception": 1, "unmet": 3})
        for criteria, expected in ((self.need, met | ticked), (self.budget, met)):
            domain = [*mine, ("l10n_vn_criterion_ids", "in", criteria.ids)]
            self.assertEqual(leads.search(domain, order="id"), expected)
        domain = [*mine, ("l10n_vn_criterion_ids", "=", False)]
        self.assertEqual(leads.search(domain, order="id"), unmet | excused | free)

    @users("hoa.quanly")
    def test_merged_leads_keep_what_any_of_them_meets(self):
        first, second, third = self.lead(), self.lead(), self.lead()
        self.tick(first.with_user(self.nam), self.need)
        self.tick(second, self.need | self.budget)
        third.l10n_vn_let_pass("Khách quen")
        merged = (first | second | third).merge_opportunity()
        self.assertEqual(merged.l10n_vn_criterion_ids, self.need | self.budget)
        self.assertTrue(merged.l10n_vn_qualification["exception"])
        self.assertEqual(len(self.env["crm.lead.qualification"].sudo().search([("lead_id", "=", merged.id)])), 3)

    def test_a_copy_is_another_deal(self):
        lead = self.lead()
        self.tick(lead)
        self.assertFalse(lead.copy().l10n_vn_criterion_ids)

    def test_ticking_and_asking_many_costs_a_handful_of_queries(self):
        def cost(number, work):
            leads = self.env["crm.lead"].create(
                [{"name": f"Khách {n}", "type": "lead", "team_id": self.team.id} for n in range(number)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            work(leads)
            return self.cr.sql_log_count - before

        works = {
            "tick": (self.tick, 16),
            "findings": (lambda leads: leads._l10n_vn_get_gate_findings(), 8),
            "card": (lambda leads: leads.mapped("l10n_vn_qualification"), 10),
        }
        for name, (work, most) in works.items():
            cost(1, work)
            small, large = cost(50, work), cost(500, work)
            with self.subTest(name):
                self.assertEqual(small, large)
                self.assertLessEqual(large, most)


@tagged("post_install", "-at_install")
class TestGate(QualificationCase):
    def doors(self):
        return {
            "type": lambda leads: leads.write({"type": "opportunity"}),
            "stage": lambda leads: leads.write({"stage_id": self.bought.id}),
            "won": lambda leads: leads.action_set_won(),
            "convert": lambda leads: leads.convert_opportunity(self.env["res.partner"]),
            "wizard": self._convert_by_wizard,
            "mass": self._convert_by_mass_wizard,
        }

    def _convert_by_wizard(self, leads):
        for lead in leads:
            wizard = self.env["crm.lead2opportunity.partner"].with_context(
                active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
            )
            wizard.create({"name": "convert", "action": "create", "lead_id": lead.id}).action_apply()

    def _convert_by_mass_wizard(self, leads):
        wizard = self.env["crm.lead2opportunity.partner.mass"].with_context(
            active_model="crm.lead", active_id=leads[:1].id, active_ids=leads.ids
        )
        wizard.create({"name": "convert", "action": "each_exist_or_create", "deduplicate": False}).action_mass_convert()

    @users("nam.banhang")
    def test_every_door_passes_the_gate(self):
        for name, door in self.doors().items():
            with self.subTest(name):
                unready, ready = self.lead(), self.lead()
                self.tick(ready)
                if name != "mass":  # which may leave out whom it cannot convert
                    with self.assertRaises(UserError), self.cr.savepoint():
                        door(unready)
                unready.invalidate_recordset()
                self.assertEqual(unready.type, "lead")
                door(ready)
                self.assertEqual(ready.type, "opportunity")

    @users("nam.banhang")
    def test_a_lead_born_won_is_asked_too(self):
        with self.assertRaises(UserError), self.cr.savepoint():
            self.lead(stage_id=self.bought.id)
        won = self.lead(stage_id=self.bought.id, l10n_vn_criterion_ids=[Command.set(self.criteria.ids)])
        self.assertEqual((won.type, won.won_status), ("opportunity", "won"))

    @users("nam.banhang")
    def test_everything_missing_of_every_lead_is_named(self):
        lan, binh = self.lead(), self.lead(name="Anh Bình")
        self.tick(lan, self.need)
        self.tick(binh, self.criteria - self.timing)
        with self.assertRaises(UserError) as refusal:
            (lan | binh).write({"type": "opportunity"})
        text = str(refusal.exception)
        for word in ("Chị Lan", "Budget", "Decision Maker", "Timing", "Anh Bình"):
            self.assertIn(word, text)
        self.assertNotIn("Need ", text)
        self.assertEqual(text.count("Timing"), 2)

    @users("nam.banhang")
    def test_the_gate_speaks_vietnamese(self):
        self.env["res.lang"].sudo()._activate_lang("vi_VN")
        self.env["ir.module.module"].sudo()._load_module_terms(["l10n_vn_crm"], ["vi_VN"])
        lead = self.lead().with_context(lang="vi_VN")
        [sentences] = lead._l10n_vn_get_gate_findings().values()
        self.assertEqual(len(sentences), 4)
        self.assertIn("Ngân sách", sentences[1])
        with self.assertRaisesRegex(UserError, "chưa"):
            lead.write({"type": "opportunity"})

    @users("nam.banhang")
    def test_what_is_ticked_with_the_step_counts_for_it(self):
        lead = self.lead()
        lead.write({"stage_id": self.bought.id, "l10n_vn_criterion_ids": [Command.set(self.criteria.ids)]})
        self.assertEqual((lead.type, lead.won_status), ("opportunity", "won"))

    def test_where_nothing_is_required_everything_passes(self):
        self.team.l10n_vn_requires_qualification = False
        teamless = self.lead(team_id=False, user_id=False)
        self.env.company.l10n_vn_requires_qualification = False
        (self.lead() | teamless).write({"type": "opportunity"})
        self.env.company.l10n_vn_requires_qualification = True
        with self.assertRaises(UserError):
            self.lead(team_id=False, user_id=False).write({"type": "opportunity"})
        self.criteria.required = False
        self.team.l10n_vn_requires_qualification = True
        self.lead().write({"type": "opportunity"})

    @users("nam.banhang")
    def test_taking_the_team_away_opens_no_gate(self):
        lead = self.lead()
        lead.team_id = False
        self.assertFalse(lead.team_id)
        with self.assertRaises(UserError):
            lead.write({"type": "opportunity"})

    @users("nam.banhang")
    def test_opportunities_are_never_asked(self):
        opportunity = self.lead(type="opportunity")
        opportunity.action_set_won()
        self.assertEqual(opportunity.won_status, "won")

    @users("hoa.quanly")
    def test_a_manager_lets_pass_with_a_reason(self):
        lead, ready = self.lead(), self.lead()
        self.tick(lead, self.need)
        self.tick(ready)
        dialog = Form(self.env["crm.lead.gate.override"].with_context(active_model="crm.lead", active_ids=lead.ids))
        self.assertIn("Budget", dialog.missing)
        self.assertNotIn("Need ", dialog.missing)
        dialog.reason = "Khách quen <b>10 năm</b>"
        dialog.save().action_confirm()
        self.assertEqual(ready.l10n_vn_let_pass("Không cần"), 0)
        self.assertEqual(lead.l10n_vn_qualification["exception"]["reason"], "Khách quen <b>10 năm</b>")
        [told] = [body for body in lead.message_ids.mapped("body") if "10 năm" in body]
        self.assertIn("Budget, Decision Maker, Timing", told)
        self.assertIn("&lt;b&gt;", told)
        lead.with_user(self.nam).convert_opportunity(self.env["res.partner"])
        self.assertEqual(lead.type, "opportunity")

    @users("hoa.quanly")
    def test_no_reason_no_pass(self):
        lead = self.lead()
        for reason in ("", "  \u200b ", False, None):
            with self.subTest(reason=reason), self.assertRaises(UserError):
                lead.l10n_vn_let_pass(reason)

    @users("nam.banhang")
    def test_salespeople_let_nobody_pass(self):
        lead = self.lead()
        with self.assertRaises(AccessError):
            lead.l10n_vn_let_pass("Khách quen")
        with self.assertRaises(AccessError):
            self.env["crm.lead.gate.override"].create({"lead_ids": lead.ids, "reason": "Khách quen"})
        with self.assertRaises(UserError):
            lead.with_context(l10n_vn_let_pass=True, default_reason="x").write({"type": "opportunity"})

    @users("nam.banhang")
    def test_not_qualified_closes_the_lead_with_a_reason(self):
        lead = self.lead()
        action = self.env["ir.actions.act_window"]._for_xml_id("l10n_vn_crm.crm_lead_action_disqualify")
        reason = self.env.ref("l10n_vn_crm.crm_lost_reason_no_need")
        dialog = self.env[action["res_model"]].create({"lead_ids": lead.ids, "lost_reason_id": reason.id})
        dialog.action_lost_reason_apply()
        self.assertEqual((lead.won_status, lead.active, lead.lost_reason_id), ("lost", False, reason))

    def test_set_up_turns_it_on_for_what_exists_only(self):
        before = self.env["crm.team"].create({"name": "Đội có sẵn"})
        self.env["crm.team"]._l10n_vn_on_install()
        self.env["res.company"]._l10n_vn_on_install()
        after = self.env["crm.team"].create({"name": "Đội sau"})
        self.assertTrue(before.l10n_vn_requires_qualification)
        self.assertFalse(after.l10n_vn_requires_qualification or self.env.company.l10n_vn_requires_qualification)
        with Form(self.env["crm.team"]) as form:
            form.name = "Đội do người tạo"
        self.assertTrue(form.record.l10n_vn_requires_qualification)

    @users("hoa.quanly")
    def test_manager_makes_criteria_and_salespeople_only_read_them(self):
        made = self.env["crm.lead.criterion"].create({"name": "Đối thủ", "team_ids": self.team.ids})
        self.assertIn(made.id, [one["id"] for one in self.lead().l10n_vn_qualification["criteria"]])
        self.assertTrue(made.with_user(self.nam).name)
        with self.assertRaises(AccessError):
            made.with_user(self.nam).required = False


@tagged("post_install", "-at_install")
class TestQualificationTour(QualificationCase, TourCase):
    def test_ticked_stopped_completed_and_bought(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.nam.lang = "vi_VN"
        # Owners of hidden leads are counted in a transaction of its own, which the cursor of a test does not allow
        # within a request that only reads.
        self.env["ir.config_parameter"].set_param("l10n_vn_crm.hidden_owners_per_hour", 0)
        lead = self.lead(partner_name="Công ty TNHH Thủy Tạ", phone="0912 345 678")
        self.env["crm.lead"].create({"name": "Bí mật", "type": "lead", "user_id": self.mai.id, "phone": lead.phone})
        kanban = "/odoo/action-crm.crm_lead_all_leads?view_type=kanban"
        self.start_tour(kanban, "l10n_vn_crm_qualify_card", login="nam.banhang")
        self.assertEqual(self.answers(lead), {("Need", "Lê Văn Nam")})
        rows = "/odoo/action-crm.crm_lead_all_leads?view_type=list"
        self.start_tour(rows, "l10n_vn_crm_qualify_row", login="nam.banhang")
        self.assertEqual(self.answers(lead), {("Need", "Lê Văn Nam")})
        self.start_tour(f"/odoo/crm.lead/{lead.id}", "l10n_vn_crm_qualify_form", login="nam.banhang")
        self.assertEqual((lead.type, lead.won_status), ("opportunity", "won"))
        self.assertEqual(len(self.answers(lead)), 4)
        self.assertEqual(lead.l10n_vn_answers[str(self.budget.id)], 200_000_000)

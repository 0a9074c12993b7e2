"""Odoo's assignment by rules goes on with all teams, whatever one of the leads is."""

from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from odoo.exceptions import UserError
from odoo.tests import tagged, users

from ...models.context import AutomaticAssignment
from ...models.conversion import snapshot
from ..common import LeadCase, person
from .recall_case import NOW, RecallCase


class RuleBasedCase(LeadCase):
    """Two teams that Odoo assigns leads to: ``north`` asks for qualification, ``south`` does not"""

    USERS = {**LeadCase.USERS, "bac": person("Vũ Thị Bắc"), "ha": person("Đào Thu Hà"), "binh": person("Trần Bình")}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.bac | cls.ha | cls.binh | cls.manager).lang = "en_US"
        cls.env["ir.config_parameter"].set_param("crm.lead.auto.assignment", True)
        # Those of demo data.
        cls.env["crm.team"].search([]).assignment_optout = True
        cls.env["crm.lead"].search([]).active = False
        values = {"use_leads": True, "l10n_vn_lead_stages": True}
        cls.north = cls.new_team(cls.bac, cls.ha, **values, name="Miền Bắc", l10n_vn_requires_qualification=True)
        cls.south = cls.new_team(cls.binh, **values, name="Miền Nam")
        (cls.north | cls.south).crm_team_member_ids.assignment_max = 300
        cls.criteria = cls.env["crm.lead.criterion"].search([("required", "=", True)])
        cls.criteria.is_answer_required = False

    @classmethod
    def pool(cls, team, count=1, **values):
        vals = {"type": "lead", "team_id": team.id, "user_id": False, **values}
        return cls.env["crm.lead"].create([{**vals, "name": f"Khách {number} hỏi giá"} for number in range(count)])


@tagged("post_install", "-at_install")
class TestUnqualifiedLeads(RuleBasedCase):
    def test_a_lead_that_is_not_qualified_stops_no_team(self):
        unready, ready = self.pool(self.north, 2)
        ready.l10n_vn_criterion_ids = self.criteria
        others = self.pool(self.south, 3)
        stage = unready.stage_id
        self.env["crm.team"]._cron_assign_leads()
        self.assertEqual(set((ready | others).mapped("type")), {"opportunity"})
        self.assertEqual(others.user_id, self.binh)
        self.assertTrue(ready.user_id)
        self.assertEqual((unready.type, unready.stage_id, unready.date_conversion), ("lead", stage, False))
        self.assertIn(unready.user_id, self.bac | self.ha, "somebody has to find out what is missing")
        note = unready.message_ids.filtered(lambda message: "not qualified yet" in (message.body or ""))
        self.assertEqual(len(note), 1)
        self.assertIn(self.criteria[0].name, note.body)
        notes = len(unready.message_ids)
        self.env["crm.team"]._cron_assign_leads()
        self.assertEqual(len(unready.message_ids), notes, "it is assigned once, and said once")

    @users("mai")
    def test_the_manager_is_told_how_many_stay_leads(self):
        self.pool(self.north.sudo(), 2)
        answer = self.north.with_user(self.env.user).action_assign_leads()
        self.assertRegex(answer["params"]["message"], "2 of them are not qualified yet and stay leads")

    def test_elsewhere_the_gate_refuses(self):
        lead = self.pool(self.north).with_context(lang="en_US")
        with self.assertRaisesRegex(UserError, "Not qualified yet"), self.cr.savepoint():
            lead.convert_opportunity(self.env["res.partner"], user_ids=self.ha.ids)
        lead.invalidate_recordset()
        self.assertFalse(lead.user_id)


@tagged("post_install", "-at_install")
class TestUndoOfRules(RuleBasedCase):
    def test_what_odoo_has_merged_is_separated_again(self):
        (self.north | self.south).assignment_domain = False
        person = {"contact_name": "Trần Thị Hà", "email_from": "ha@saomai.vn", "type": "lead", "user_id": False}
        leads = self.env["crm.lead"].create(
            [{**person, "name": name, "team_id": False} for name in ("Chị Hà hỏi giá", "Chị Hà hỏi lại")]
        )
        self.south._action_assign_leads(force_quota=True, creation_delta_days=0)
        kept = leads.exists()
        self.assertEqual((len(kept), kept.type), (1, "opportunity"))
        answer = kept.with_user(self.manager).l10n_vn_separate_merged()
        self.assertTrue(answer["is_back"], answer)
        self.assertEqual(len(leads.exists()), 2)

    def test_what_odoo_has_converted_gets_back_its_stage_and_values(self):
        consulting = self.env.ref("l10n_vn_crm.crm_stage_consulting")
        lead = self.pool(self.south, stage_id=consulting.id, contact_name="Lò Thị Pằng", expected_revenue=7_000_000)
        self.south._action_assign_leads(force_quota=True)
        self.assertEqual((lead.type, lead.user_id), ("opportunity", self.binh))
        lead.with_user(self.binh).expected_revenue = 9_000_000
        [preview] = lead.with_user(self.binh).l10n_vn_preview_return()
        self.assertNotIn("not stored", " ".join(preview["stays"]))
        [answer] = lead.with_user(self.binh).l10n_vn_return_to_lead()
        self.assertTrue(answer["is_back"], answer)
        self.assertEqual((lead.type, lead.stage_id, lead.date_conversion), ("lead", consulting, False))
        self.assertEqual(lead.expected_revenue, 9_000_000, "it was changed since")

    def test_a_returned_lead_is_not_converted_again_by_the_next_run(self):
        lead = self.pool(self.south)
        self.env["crm.team"]._cron_assign_leads()
        lead.with_user(self.manager).l10n_vn_return_to_lead()
        self.env["crm.team"]._cron_assign_leads()
        self.assertEqual((lead.type, lead.user_id), ("lead", self.binh), "who got it keeps it")

    def test_snapshots_are_taken_of_many_leads_at_once(self):
        Snapshot = self.registry["crm.lead.snapshot"]
        self.south.crm_team_member_ids.assignment_max = 3000
        for count in (3, 30):
            leads = self.pool(self.south, count)
            with patch.object(Snapshot, "_take", autospec=True, side_effect=Snapshot._take) as taken:
                self.south._action_assign_leads(force_quota=True)
            self.assertEqual(set(leads.mapped("type")), {"opportunity"})
            plans = [call.args[1] for call in taken.call_args_list if call.args[1]]
            self.assertEqual(list(map(len, plans)), [count])

    def test_every_converted_lead_has_its_own_snapshot_and_no_other_has_one(self):
        self.south.crm_team_member_ids.assignment_max = 5 * 30
        leads = self.pool(self.south, 9)
        leads[8].probability = 90
        with patch.object(snapshot, "_SLICE", 2), self.with_user("mai"):
            self.env["crm.team"].browse(self.south.id).action_assign_leads()
        converted = leads.filtered(lambda lead: lead.type == "opportunity")
        self.assertIn(leads[8], converted)
        self.assertTrue(leads - converted, "not all fit")
        snapshots = self.env["crm.lead.snapshot"].search([("lead_number", "in", leads.ids)])
        self.assertEqual(sorted(snapshots.mapped("lead_number")), converted.ids)
        for one in snapshots:
            self.assertEqual((one.before["type"], one.after["type"]), ("lead", "opportunity"))
            self.assertFalse(one.before.get("user_id"))

    def test_snapshots_of_a_killed_run_are_removed(self):
        """A run that died may have stored leads that it did not reach."""
        lead = self.pool(self.south)
        snapshots = self.env["crm.lead.snapshot"]
        AutomaticAssignment({}).on(snapshots)._take([("converted", lead.id, lead.id)])
        snapshots._gc_snapshots()
        self.assertTrue(snapshots.search([("lead_number", "=", lead.id)]), "the run may still go on")
        with freeze_time(datetime.now() + timedelta(days=2)):
            snapshots._gc_snapshots()
        self.assertFalse(snapshots.search([("lead_number", "=", lead.id)]))


@tagged("post_install", "-at_install")
class TestRecalledLeads(RuleBasedCase, RecallCase):
    USERS = {**RuleBasedCase.USERS, **RecallCase.USERS}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.write({"use_leads": True, "assignment_optout": False})

    def recalled(self, count, **values):
        leads = self.new_leads(count, since=timedelta(days=30), **values)
        self.recall_at(NOW)
        self.assertFalse(leads.user_id)
        return leads

    def test_odoo_gives_a_recalled_lead_to_somebody_else(self):
        self.team.crm_team_member_ids.assignment_max = 300
        leads = self.recalled(4)
        with freeze_time(NOW + timedelta(hours=1)):
            self.env["crm.team"]._cron_assign_leads()
        self.assertEqual(leads.user_id, self.nam)
        self.assertEqual(set(leads.mapped("type")), {"opportunity"})

    def test_where_nobody_else_has_room_it_stays_in_the_pool(self):
        self.team.crm_team_member_ids.filtered(lambda member: member.user_id == self.hoa).assignment_max = 300
        self.team.crm_team_member_ids.filtered(lambda member: member.user_id == self.nam).assignment_max = 0
        leads = self.recalled(2)
        other = self.pool(self.team)
        with freeze_time(NOW + timedelta(hours=1)):
            _teams, members = self.team._action_assign_leads(force_quota=True)
        self.assertEqual((leads.user_id.ids, set(leads.mapped("type"))), ([], {"lead"}))
        self.assertEqual(other.user_id, self.hoa)
        assigned = self.env["crm.lead"].union(*(data["assigned"] for data in members.values()))
        self.assertEqual(assigned, other, "what was not assigned is not counted")

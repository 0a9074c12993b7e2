"""Whoever had a lead recalled gets it back under no other number: as a copy, or by a merge."""

from datetime import timedelta

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .recall_case import NOW, RecallCase


@tagged("post_install", "-at_install")
class TestBarred(RecallCase):
    def recalled(self, count=1, **values):
        leads = self.new_leads(count, **values)
        self.recall_at(NOW)
        self.assertFalse(leads.user_id)
        return leads

    def refuse(self, walk):
        with self.assertRaisesRegex(UserError, "Recalled a short while ago"), self.cr.savepoint():
            walk()
        self.env.invalidate_all()

    def test_no_copy_goes_to_who_had_the_lead(self):
        lead = self.recalled()
        mine = lead.with_user(self.hoa)
        with freeze_time(NOW + timedelta(days=1)):
            copy = mine.copy()
            again = copy.copy()
            for one in copy, again:
                self.assertFalse(one.user_id)
                self.assertEqual(one.action_l10n_vn_take()["params"]["type"], "warning")
                self.refuse(lambda one=one: one.write({"user_id": self.hoa.id}))
                self.assertFalse(one.user_id)
            again.with_user(self.nam).action_l10n_vn_take()
            self.assertEqual(again.sudo().user_id, self.nam)
        with freeze_time(NOW + timedelta(days=7, minutes=1)):
            copy.action_l10n_vn_take()
        self.assertEqual(copy.user_id, self.hoa, "as with the lead itself, after some days")

    def test_copies_of_other_leads_are_free(self):
        lead = self.new_leads(1)
        self.assertEqual(lead.with_user(self.hoa).copy().user_id, self.hoa)

    def test_a_shared_copy_goes_to_somebody_else(self):
        lead = self.recalled()
        self.team.l10n_vn_share_method = "turn"
        self.env.company.resource_calendar_id = False
        with freeze_time(NOW + timedelta(hours=1)):
            copies = self.env["crm.lead"].union(*(lead.copy() for _time in range(4)))
            copies._l10n_vn_share()
        self.assertEqual(copies.user_id, self.nam)

    def test_no_merge_brings_it_back(self):
        lead = self.recalled()
        with freeze_time(NOW + timedelta(hours=1)):
            mine = self.env["crm.lead"].with_user(self.hoa).create({"name": "Chị Mai gọi lại", "type": "lead"})
            pair = mine | lead.with_user(self.hoa)
            deal = mine.copy({"type": "opportunity"})
            self.refuse(pair.merge_opportunity)
            self.refuse(lambda: self.env["crm.lead"].with_user(self.hoa)._l10n_vn_merge_groups([pair]))
            self.refuse(lambda: lead.with_user(self.hoa)._l10n_vn_attach(deal))
            kept = (lead | mine.sudo()).with_user(self.manager).merge_opportunity()
        self.assertEqual(kept.user_id, self.hoa, "a manager decides")

    def test_a_merged_lead_keeps_its_recalls(self):
        first, second = self.recalled(2)
        line = self.recalls(second)
        for merge in (
            lambda leads: leads._merge_opportunity(),
            lambda leads: self.env["crm.lead"]._l10n_vn_merge_groups([leads]),
        ):
            with freeze_time(NOW + timedelta(hours=1)):
                merge(first | second)
                kept, merged = (first, second) if first.exists() else (second, first)
                self.assertEqual((kept.l10n_vn_recall_count, self.recalls(kept).mapped("user_id")), (2, self.hoa))
                self.assertEqual(len(self.recalls(kept)), 2)
                self.assertEqual(kept.with_user(self.hoa).action_l10n_vn_take()["params"]["type"], "warning")
                kept.with_user(self.manager).l10n_vn_separate_merged()
            self.env.invalidate_all()
            self.assertEqual((first | second).mapped("l10n_vn_recall_count"), [1, 1])
            self.assertEqual(line.lead_id, second)
            self.assertEqual(self.recalls(merged).user_id, self.hoa)

    def test_a_merged_copy_stays_barred(self):
        lead = self.recalled()
        with freeze_time(NOW + timedelta(hours=1)):
            copy, other = (
                lead.copy(),
                self.env["crm.lead"].create(
                    {"name": "Chị Mai lại hỏi", "type": "lead", "team_id": self.team.id, "user_id": False}
                ),
            )
            kept = (copy | other)._merge_opportunity()
            self.assertEqual(kept._l10n_vn_get_barred(), {kept.id: {self.hoa.id}})
            kept.with_user(self.manager).l10n_vn_separate_merged()
            self.env.invalidate_all()
            self.assertEqual((copy | other)._l10n_vn_get_barred(), {copy.id: {self.hoa.id}})

    def test_nobody_writes_who_is_barred(self):
        lead = self.recalled()
        with freeze_time(NOW + timedelta(hours=1)):
            copy = lead.copy()
        line, name = self.recalls(lead), "l10n_vn_copied_recall_ids"
        free = self.env["crm.lead"].create({"name": "Anh Tâm", "type": "lead", "user_id": False})
        for user in (self.hoa, self.manager):
            leads = self.env["crm.lead"].with_user(user)
            link, clear = [Command.link(line.id)], [Command.clear()]
            doors = {
                "clear": lambda leads=leads, clear=clear: leads.browse(copy.id).write({name: clear}),
                "write": lambda leads=leads, link=link: leads.browse(free.id).write({name: link}),
                "save": lambda leads=leads, link=link: leads.browse(free.id).web_save({name: link}, {}),
                "create": lambda leads=leads, link=link: leads.create({"name": "Hà", name: link}),
                "default": lambda leads=leads, link=link: leads.with_context(**{f"default_{name}": link}).create(
                    {"name": "Hà"}
                ),
            }
            for door, attempt in doors.items():
                with self.subTest(user=user.login, door=door), self.assertRaises(AccessError), self.cr.savepoint():
                    attempt()
            self.env.invalidate_all()
            self.assertEqual((copy[name], free[name]), (line, line.browse()))
        answer = free.with_user(self.manager).load([".id", f"{name}/.id"], [[str(free.id), str(line.id)]])
        self.assertFalse(answer["ids"])

    def test_who_is_barred_costs_one_query(self):
        leads = self.recalled(60)
        for some in leads[:10], leads:
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            with freeze_time(NOW):
                self.assertEqual(len(some._l10n_vn_get_barred()), len(some))
            self.assertEqual(self.env.cr.sql_log_count - before, 1)

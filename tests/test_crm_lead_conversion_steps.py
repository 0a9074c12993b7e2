"""A conversion goes on in steps, in the window or in the background, and after it was stopped."""

from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_crm_lead_conversion_mass import MassCase


@tagged("post_install", "-at_install")
class TestLeadConversionSteps(MassCase):
    def test_steps_on_the_screen_end_where_one_go_ends(self):
        leads = self.people(45)
        wizard = (
            self.env["crm.lead2opportunity.partner.mass"]
            .with_user(self.mai)
            .with_context(active_model="crm.lead", active_ids=leads.ids)
            .create({"user_ids": [Command.set((self.lan + self.hung).ids)]})
        )
        with patch("odoo.addons.l10n_vn_crm.models.conversion.window_mass.AT_ONCE", 10):
            action = wizard.action_l10n_vn_start()
        record = self.env["crm.lead.conversion"].with_user(self.mai).browse(action["res_id"])
        self.assertEqual(record.state, "running")
        percents = []
        while record.state == "running":
            percents.append(record.l10n_vn_go_on(20)["percent"])
        self.assertEqual([round(percent) for percent in percents], [44, 89, 100])
        self.assertEqual(leads[0::2].user_id, self.lan)
        self.assertEqual(leads[1::2].user_id, self.hung)

    def start(self, leads, user=None):
        """Start the conversion of ``leads`` on the screen, return its record as it stands before the first step."""
        wizard = (
            self.env["crm.lead2opportunity.partner.mass"]
            .with_user(user or self.mai)
            .with_context(active_model="crm.lead", active_ids=leads.ids)
            .create({})
        )
        with patch("odoo.addons.l10n_vn_crm.models.conversion.window_mass.AT_ONCE", 10):
            action = wizard.action_l10n_vn_start()
        return self.env["crm.lead.conversion"].with_user(user or self.mai).browse(action["res_id"]), action

    def test_closed_window_can_be_continued_where_it_was(self):
        leads = self.people(45)
        record, action = self.start(leads)
        self.assertTrue(record.with_context(**action["context"]).is_going_on)
        record.l10n_vn_go_on(20)
        later = record.with_context(l10n_vn_go_on=None)
        self.assertFalse(later.is_going_on, "opened from the list nothing runs by itself")
        self.assertTrue(later.can_continue)
        self.assertEqual(later.status, "stopped")
        self.assertEqual(record.with_context(**action["context"]).status, "running")
        action = later.action_continue()
        again = record.with_context(**action["context"])
        self.assertTrue(again.is_going_on)
        self.assertFalse(again.can_continue)
        self.assertEqual(again.status, "running")
        self.assertEqual(again.l10n_vn_go_on(1000), {"state": "done", "percent": 100})
        self.assertEqual(later.status, "done")
        self.assertEqual(record.converted_count, 45)
        self.assertEqual(len(record.line_ids), 45)
        with self.assertRaises(UserError):
            later.action_continue()

    def test_who_was_merged_in_an_earlier_step_is_told_as_merged(self):
        leads = self.people(24)
        leads[20:].write({"phone": "0912 888 999", "email_from": False})
        leads[0].write({"phone": "0912 888 999", "email_from": False})
        record, _action = self.start(leads)
        while record.state == "running":
            record.l10n_vn_go_on(12)
        self.assertEqual((record.converted_count, record.merged_count, record.skipped_count), (20, 4, 0))
        merged = record.line_ids.filtered(lambda line: line.outcome == "merged")
        self.assertEqual(len(merged.opportunity_id), 1, "each says into which opportunity it went")
        self.assertEqual(sorted(record.line_ids.mapped("lead_number")), leads.ids)

    def test_only_who_started_continues(self):
        record, action = self.start(self.people(15), self.lan)
        theirs = record.with_user(self.mai).with_context(**action["context"])
        self.assertFalse(theirs.is_going_on)
        self.assertFalse(theirs.can_continue)
        with self.assertRaises(UserError):
            theirs.action_continue()

    def test_others_see_it_as_stopped_once_no_step_comes(self):
        record, _action = self.start(self.people(15), self.lan)
        manager = record.with_user(self.mai).with_context(l10n_vn_go_on=None)
        self.assertEqual(manager.status, "running")
        with freeze_time(record.write_date + timedelta(minutes=5)):
            manager.invalidate_recordset(["status"])
            self.assertEqual(manager.status, "stopped")
            self.assertFalse(manager.can_continue)

    def test_what_an_error_stopped_in_the_background_is_continued_there(self):
        leads = self.people(15)
        record, _action = self.start(leads)
        record.sudo().write({"state": "failed", "error": "Mất kết nối"})
        self.assertTrue(record.can_continue)
        record.action_continue()
        self.assertEqual(record.state, "waiting")
        self.assertFalse(record.error)
        with self.enter_registry_test_mode():
            self.env.ref("l10n_vn_crm.crm_lead_conversion_cron").method_direct_trigger()
        self.assertEqual(record.state, "done")
        self.assertEqual(set(leads.mapped("type")), {"opportunity"})

    def test_very_many_are_converted_in_the_background(self):
        leads = self.people(25)
        with patch("odoo.addons.l10n_vn_crm.models.conversion.window_mass.BACKGROUND_ABOVE", 20):
            record = self.mass_convert(leads)
        self.assertEqual(record.state, "waiting")
        self.assertEqual(set(leads.mapped("type")), {"lead"})
        with self.enter_registry_test_mode():
            self.env.ref("l10n_vn_crm.crm_lead_conversion_cron").method_direct_trigger()
        self.assertEqual(record.state, "done")
        self.assertEqual(set(leads.mapped("type")), {"opportunity"})
        self.assertEqual(record.converted_count, 25)

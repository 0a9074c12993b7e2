from unittest.mock import patch

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...models.care import rule_based, waiting
from ..common import OWN
from .sharing import AFTER_TET, MONDAY, SATURDAY, TET, SharingCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestSharing(SharingCase):
    def test_leads_go_in_turn_across_creations(self):
        owners = [self.arrive().user_id for _lead in range(6)]
        self.assertEqual(owners[:3], owners[3:])
        self.assertEqual(set(owners), {self.an, self.binh, self.chi})
        self.assertEqual(sorted(self.counts(self.arrive(7)).values()), [2, 2, 3])

    def test_off_by_default(self):
        self.env["ir.config_parameter"].set_param("sales_team.membership_multi", True)
        other = self.new_team(self.an, use_leads=True)
        self.assertFalse(other.l10n_vn_share_method)
        self.assertFalse(self.arrive(team_id=other.id).user_id)

    def test_chosen_salesperson_stays(self):
        self.assertEqual(self.arrive(user_id=self.chi.id).user_id, self.chi)
        won = self.arrive(
            stage_id=self.env["crm.stage"].search([("is_won", "=", True)], limit=1).id, type="opportunity"
        )
        self.assertFalse(won.user_id, "a won deal is no new lead")

    def test_history_says_why(self):
        lead = self.arrive()
        self.assertIn(f"{lead.user_id.name}", lead.message_ids[0].body)
        self.assertTrue(lead.date_open)

    def test_turn_goes_to_who_waited_longest(self):
        self.member_of[self.chi].l10n_vn_away_until = "2027-01-18"
        self.assertEqual(self.counts(self.arrive(4)), {self.an.name: 2, self.binh.name: 2})
        with freeze_time("2027-01-19 02:00:00"):
            self.assertEqual(self.arrive().user_id, self.chi, "who was away is next, once")
            self.assertEqual(sorted(self.counts(self.arrive(3)).values()), [1, 1, 1])

    def test_paused_members_get_nothing(self):
        self.member_of[self.an].assignment_optout = True
        self.assertNotIn(self.an, self.arrive(4).user_id)

    def test_load_fills_up(self):
        self.arrive(4, user_id=self.an.id)
        self.arrive(1, user_id=self.binh.id)
        self.team.l10n_vn_share_method = "load"
        leads = self.arrive(4)
        self.assertEqual(self.counts(leads), {self.chi.name: 2, self.binh.name: 2})
        self.assertEqual(leads[0].user_id, self.chi)

    def test_province(self):
        self.team.l10n_vn_share_method = "province"
        self.member_of[self.an].l10n_vn_state_ids = self.hanoi
        self.member_of[self.binh].l10n_vn_state_ids = self.danang
        self.assertEqual(self.arrive(2, state_id=self.hanoi.id).user_id, self.an)
        self.assertEqual(self.arrive(state_id=self.danang.id).user_id, self.binh)
        self.assertEqual(self.arrive().user_id, self.chi, "who has no provinces gets the others")
        self.member_of[self.chi].l10n_vn_state_ids = self.hanoi
        nowhere = self.arrive()
        self.assertFalse(nowhere.user_id)
        self.assertTrue(nowhere.l10n_vn_unshared_since)

    def test_full_members_are_passed_over(self):
        for user, most in ((self.an, 2), (self.binh, 3), (self.chi, 1)):
            self.member_of[user].l10n_vn_max_open_leads = most
        self.arrive(1, user_id=self.an.id)
        leads = self.arrive(7)
        self.assertEqual(self.counts(leads), {self.an.name: 1, self.binh.name: 3, self.chi.name: 1, False: 2})
        leads.filtered("user_id")[0].action_set_lost()
        self.assertEqual(len(self.arrive(2).user_id), 1, "a lost lead makes room for one")

    def test_domain_of_a_member(self):
        self.member_of[self.an].assignment_domain = [("state_id", "=", self.hanoi.id)]
        self.assertNotIn(self.an, self.arrive(4).user_id)
        self.assertEqual(self.arrive(3, state_id=self.hanoi.id).user_id & self.an, self.an)

    def test_nobody_works_at_the_weekend_or_at_tet(self):
        for day in (SATURDAY, TET):
            with self.subTest(day=day), freeze_time(day):
                self.assertFalse(self.arrive().user_id)
        with freeze_time(AFTER_TET):
            self.env["crm.lead"]._l10n_vn_cron_share()
            waiting = self.env["crm.lead"].search([("team_id", "=", self.team.id), ("user_id", "=", False)])
            self.assertFalse(waiting, "all that waited are shared on the first day of work")
            self.assertFalse(self.env["crm.lead"].search([("l10n_vn_unshared_since", "!=", False)]))

    def test_lead_that_was_taken_and_put_back_does_not_wait(self):
        with freeze_time(SATURDAY):
            lead = self.arrive()
        lead.with_user(self.an).action_l10n_vn_take()
        lead.with_user(self.manager).user_id = False
        self.env["crm.lead"]._l10n_vn_cron_share()
        self.assertFalse(lead.user_id)

    def test_recalled_lead_goes_to_somebody_else(self):
        with freeze_time(SATURDAY):
            leads = self.arrive(4)
        recall = {"user_id": self.an.id, "company_id": self.env.company.id, "date": "2027-01-17 02:00:00"}
        self.env["crm.lead.recall"].create(
            [{**recall, "lead_id": lead.id, "barred_until": "2027-01-24 02:00:00"} for lead in leads]
        )
        self.env["crm.lead"]._l10n_vn_cron_share()
        self.assertEqual(self.counts(leads), {self.binh.name: 2, self.chi.name: 2})

    def test_hand_out_proposes_who_is_there(self):
        self.member_of[self.an].l10n_vn_away_until = "2027-01-31"
        self.member_of[self.binh].l10n_vn_max_open_leads = 1
        self.arrive(user_id=self.binh.id)
        proposed = self.env["crm.lead.assign"].with_user(self.manager).default_get(["user_ids"])["user_ids"]
        ids = {id_ for command in proposed for id_ in (command[2] if isinstance(command, tuple) else [command])}
        self.assertEqual(ids & set(self.team.member_ids.ids), {self.chi.id})

    def test_own_working_hours(self):
        self.set_hours(self.binh, self.new_hours("56", name="Trực cuối tuần"))
        with freeze_time(SATURDAY):
            self.assertEqual(self.arrive(2).user_id, self.binh)
        self.assertNotIn(self.binh, self.arrive(4).user_id)

    def test_who_works_now_comes_first(self):
        late = self.new_hours(name="Ca tối")
        late.attendance_ids.write({"hour_from": 14, "hour_to": 22})
        self.set_hours(self.binh, late)
        with freeze_time("2027-01-18 13:00:00"):
            self.assertEqual(self.arrive(2).user_id, self.binh, "at eight in the evening")

    def test_time_off(self):
        resource = self.set_hours(self.an, self.hours)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Nghỉ phép",
                "resource_id": resource.id,
                "calendar_id": self.hours.id,
                "company_id": self.env.company.id,
                "date_from": "2027-01-17 17:00:00",
                "date_to": "2027-01-19 17:00:00",
            }
        )
        self.assertNotIn(self.an, self.arrive(4).user_id)
        self.assertTrue(self.member_of[self.an].l10n_vn_is_away)
        with freeze_time("2027-01-20 02:00:00"):
            self.assertIn(self.an, self.arrive(4).user_id)

    def test_known_customer_goes_to_the_keeper(self):
        self.arrive(user_id=self.chi.id, phone="0912345678", contact_name="Phạm Thị Hoa")
        self.assertEqual(self.arrive(phone="+84 912 345 678", contact_name="Hoa").user_id, self.chi)
        self.arrive(user_id=self.binh.id, l10n_vn_vat="0312345678", partner_name="Công ty Sao Mai")
        colleague = self.arrive(l10n_vn_vat="0312345678", contact_name="Anh Dũng")
        self.assertEqual(colleague.user_id, self.binh)
        customer = self.env["res.partner"].create({"name": "Công ty Lúa Vàng", "user_id": self.an.id})
        contact = self.env["res.partner"].create({"name": "Chị Thu", "parent_id": customer.id})
        self.assertEqual(self.arrive(2, partner_id=contact.id).user_id, self.an)

    def test_keeper_who_is_full_keeps_but_not_one_who_is_away(self):
        member = self.member_of[self.chi]
        member.l10n_vn_max_open_leads = 1
        self.arrive(user_id=self.chi.id, phone="0912345678", contact_name="Phạm Thị Hoa")
        again = self.arrive(phone="0912345678", contact_name="Phạm Thị Hoa")
        self.assertEqual(again.user_id, self.chi)
        member.l10n_vn_away_until = "2027-02-28"
        third = self.arrive(phone="0912345678", contact_name="Phạm Thị Hoa")
        self.assertIn(third.user_id, self.an + self.binh)

    def test_keeper_gets_mails_of_the_weekend(self):
        self.arrive(user_id=self.chi.id, phone="0912345678", contact_name="Phạm Thị Hoa")
        with freeze_time(SATURDAY):
            self.assertEqual(self.arrive(phone="0912345678", contact_name="Phạm Thị Hoa").user_id, self.chi)

    def test_one_person_twice_goes_to_one_salesperson(self):
        leads = self.env["crm.lead"].create(
            [
                {"name": name, "type": "lead", "user_id": False, "team_id": self.team.id, "phone": phone}
                for name, phone in (("Hoa", "0912345678"), ("Dũng", "0987654321"), ("Hoa", "0912345678"))
            ]
        )
        self.assertEqual(leads[0].user_id, leads[2].user_id)
        self.assertNotEqual(leads[0].user_id, leads[1].user_id)

    def test_excluded_users(self):
        with freeze_time(SATURDAY):
            leads = self.arrive(4)
        leads._l10n_vn_share(exclude=dict.fromkeys(leads.ids, [self.an.id, self.binh.id]))
        self.assertEqual(leads.user_id, self.chi)

    def test_two_companies(self):
        other = self.env["res.company"].create({"name": "Chi nhánh Hà Nội"})
        dung = self.new_user(
            "dung", name="Vũ Dũng", groups=OWN, company_id=other.id, company_ids=[Command.set(other.ids)]
        )
        self.env["ir.config_parameter"].set_param("sales_team.membership_multi", True)
        mixed = self.new_team(self.an, dung, use_leads=True, l10n_vn_share_method="turn", company_id=False)
        self.assertEqual(self.arrive(3, team_id=mixed.id, company_id=self.env.company.id).user_id, self.an)
        self.assertEqual(self.arrive(3, team_id=mixed.id, company_id=other.id).user_id, dung)
        kept = self.arrive(user_id=self.an.id, company_id=self.env.company.id, phone="0912345678", contact_name="Hoa")
        self.assertEqual(kept.user_id, self.an)
        here = self.arrive(team_id=mixed.id, company_id=other.id, phone="0912345678", contact_name="Hoa")
        self.assertEqual(here.user_id, dung, "a customer of another company is not known here")

    def test_two_teams_have_turns_of_their_own(self):
        self.env["ir.config_parameter"].set_param("sales_team.membership_multi", True)
        other = self.new_team(self.an, self.binh, use_leads=True, name="Miền Bắc", l10n_vn_share_method="turn")
        leads = self.env["crm.lead"].create(
            [
                {"name": "Hỏi giá", "type": "lead", "user_id": False, "team_id": team.id}
                for _turn in range(6)
                for team in (self.team, other)
            ]
        )
        by_team = leads.grouped("team_id")
        self.assertEqual(sorted(self.counts(by_team[self.team]).values()), [2, 2, 2])
        self.assertEqual(sorted(self.counts(by_team[other]).values()), [3, 3])

    def test_nobody_writes_since_when_a_lead_waits(self):
        with freeze_time(SATURDAY):
            lead = self.arrive()
        theirs = lead.with_user(self.manager).with_context(lang=self.manager.lang)
        label = lead._fields["l10n_vn_unshared_since"]._description_string(theirs.env)
        with self.assertRaisesRegex(AccessError, label):
            lead.with_user(self.manager).write({"l10n_vn_unshared_since": False})

    def test_leader_is_told_once_an_hour(self):
        def told():
            return self.env["mail.message"].search_count([("partner_ids", "in", self.manager.partner_id.ids)])

        with freeze_time(SATURDAY) as clock:
            self.arrive(3)
            self.env["crm.lead"]._l10n_vn_cron_share()
            self.assertEqual(told(), 1)
            clock.tick(1800)
            self.arrive(2)
            self.env["crm.lead"]._l10n_vn_cron_share()
            self.assertEqual(told(), 1)
            clock.tick(1900)
            self.env["crm.lead"]._l10n_vn_cron_share()
            self.assertEqual(told(), 2)
            clock.tick(7200)
            self.env["crm.lead"]._l10n_vn_cron_share()
            self.assertEqual(told(), 2, "nothing new waits")
            clock.tick(86400)
            self.env["crm.lead"]._l10n_vn_cron_share()
            self.assertEqual(told(), 3, "what still waits is told once a day")
        message = self.env["mail.message"].search([("partner_ids", "in", self.manager.partner_id.ids)], limit=1)
        self.assertIn("5", message.subject)

    def waiting_on_saturday(self, count, **values):
        with freeze_time(SATURDAY):
            leads = self.arrive(count, **values)
        self.assertFalse(leads.user_id)
        return leads

    def share_by_the_scheduled_action(self):
        with freeze_time(MONDAY), self.enter_registry_test_mode():
            self.env.ref("l10n_vn_crm.crm_lead_share_cron").method_direct_trigger()
        self.env.invalidate_all()

    def told(self, user):
        return self.env["mail.message"].search([("partner_ids", "in", user.partner_id.ids)])

    def test_any_number_that_waits_is_shared_in_slices(self):
        self.patch(waiting, "SLICE", 4)
        leads = self.waiting_on_saturday(26)
        self.share_by_the_scheduled_action()
        self.assertEqual(sorted(self.counts(leads).values()), [8, 9, 9])
        self.assertEqual(self.team.l10n_vn_share_position, 0, "the round is over")
        for user in self.an, self.binh, self.chi:
            self.assertEqual(len(self.told(user)), 1, "one notification of all slices")

    def test_leads_that_fit_nobody_hold_up_no_others(self):
        self.patch(waiting, "SLICE", 2)
        self.patch(waiting, "MOST_IN_VAIN", 3)
        self.team.l10n_vn_share_method = "province"
        for member in self.member_of.values():
            member.l10n_vn_state_ids = self.hanoi
        nowhere = self.waiting_on_saturday(12, state_id=self.danang.id)
        fitting = self.waiting_on_saturday(3, state_id=self.hanoi.id)
        self.share_by_the_scheduled_action()
        self.assertEqual(self.team.l10n_vn_share_position, nowhere[5].id, "no more than three slices in vain")
        for _run in range(2):
            self.share_by_the_scheduled_action()
        self.assertTrue(all(lead.user_id for lead in fitting))
        self.assertFalse(nowhere.user_id)

    def test_a_run_that_is_out_of_time_goes_on_with_the_next(self):
        self.patch(waiting, "SLICE", 4)
        leads = self.waiting_on_saturday(10)
        cron = self.env["crm.lead"].with_context(ir_cron_progress_id=1)
        no_time = patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda self, *args, **kwargs: 0)
        with no_time, freeze_time(MONDAY):
            cron._l10n_vn_cron_share()
        self.assertEqual((len(leads.filtered("user_id")), self.team.l10n_vn_share_position), (4, leads[3].id))
        self.assertFalse(self.told(self.an), "told at the end of the round")
        self.share_by_the_scheduled_action()
        self.assertEqual(sorted(self.counts(leads).values()), [3, 3, 4])
        self.assertEqual([len(self.told(user)) for user in (self.an, self.binh, self.chi)], [1, 1, 1])

    def test_the_round_is_told_though_its_last_slice_ends_out_of_time(self):
        self.patch(waiting, "SLICE", 4)
        self.waiting_on_saturday(6)
        cron = self.env["crm.lead"].with_context(ir_cron_progress_id=1)
        no_time = patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda self, *args, **kwargs: 0)
        with no_time, freeze_time(MONDAY):
            cron._l10n_vn_cron_share()
            self.assertFalse(self.told(self.an))
            cron._l10n_vn_cron_share()
        self.assertEqual([len(self.told(user)) for user in (self.an, self.binh, self.chi)], [1, 1, 1])

    def test_a_team_that_fails_does_not_stop_the_others(self):
        other = self.new_user("dung", name="Phan Dũng", groups=OWN)
        later = self.new_team(other, use_leads=True, l10n_vn_share_method="turn", sequence=99, name="Miền Bắc")
        broken = self.waiting_on_saturday(2)
        fine = self.waiting_on_saturday(2, team_id=later.id)
        share = type(self.env["crm.lead"])._l10n_vn_share_in_team

        def fail(leads, team, *args):
            if team == self.team:
                raise ValueError("A filter names a field that is gone")
            return share(leads, team, *args)

        self.patch(type(self.env["crm.lead"]), "_l10n_vn_share_in_team", fail)
        with self.assertLogs("odoo.addons.l10n_vn_crm.models.background", "ERROR"):
            self.share_by_the_scheduled_action()
        self.assertEqual((broken.user_id.ids, fine.user_id), ([], other))

    def test_odoo_assignment_leaves_a_large_pool_to_the_scheduled_action(self):
        self.patch(rule_based, "SLICE", 4)
        self.team.l10n_vn_share_method = False
        leads = self.arrive(10)
        self.team.l10n_vn_share_method = "turn"
        self.team.crm_team_member_ids.assignment_max = 300
        with freeze_time(MONDAY), patch.object(type(self.env["ir.cron"]), "_trigger") as trigger:
            self.team.with_user(self.manager)._assign_and_convert_leads(force_quota=True)
        self.assertEqual((len(leads.filtered("user_id")), trigger.call_count), (4, 1))
        self.share_by_the_scheduled_action()
        self.assertEqual(sorted(self.counts(leads).values()), [3, 3, 4])

    def test_one_notification_of_many_leads(self):
        before = self.env["mail.message"].search([], order="id DESC", limit=1).id
        self.arrive(30)
        self.env.cr.precommit.run()
        told = self.env["mail.message"].search([("id", ">", before), ("partner_ids", "!=", False)])
        self.assertEqual(sorted(told.partner_ids.mapped("name")), sorted([self.an.name, self.binh.name, self.chi.name]))
        self.assertEqual(len(told), 3)

    def test_cost_does_not_grow_with_leads(self):
        def cost(size):
            with freeze_time(SATURDAY):
                leads = self.arrive(size)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads._l10n_vn_share()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(30)
        self.assertEqual(cost(30), cost(90))

    def test_members_who_left_or_lost_their_rights_get_no_waiting_leads(self):
        with freeze_time(SATURDAY):
            leads = self.arrive(4)
            self.assertFalse(leads.user_id, "they wait for Monday")
        self.binh.sudo().active = False
        self.chi.sudo().group_ids = [Command.set(self.env.ref("base.group_user").ids)]
        with freeze_time(MONDAY), self.enter_registry_test_mode():
            self.env.ref("l10n_vn_crm.crm_lead_share_cron").method_direct_trigger()
        self.assertEqual(leads.user_id, self.an)

    def test_odoo_assignment_follows_the_rule(self):
        self.env["ir.config_parameter"].set_param("crm.lead.auto.assignment", True)
        # Those of demo data.
        self.env["crm.team"].search([("id", "!=", self.team.id)]).assignment_optout = True
        self.env["crm.lead"].search([("team_id", "!=", self.team.id)]).active = False
        with freeze_time(SATURDAY):
            leads = self.arrive(4)
            self.env["crm.team"]._cron_assign_leads()
            self.assertFalse(leads.user_id, "Odoo does not give them to people who are at home")
        self.team.crm_team_member_ids.assignment_max = 300
        shown = self.team.with_user(self.manager).action_assign_leads()["params"]["message"]
        self.assertEqual(len(leads.user_id), 3)
        self.assertEqual(set(leads.mapped("type")), {"lead"}, "they are not converted")
        self.assertRegex(shown, r"4 leads? .*3")
        owners = leads.mapped("user_id")
        self.env["crm.team"]._cron_assign_leads()
        self.assertEqual(leads.mapped("user_id"), owners)

    def test_capacity_of_odoo_counts_where_it_is_on(self):
        self.team.crm_team_member_ids.assignment_max = 1
        self.assertEqual(len(self.arrive(6).filtered("user_id")), 6)
        self.env["ir.config_parameter"].set_param("crm.lead.auto.assignment", True)
        self.env.invalidate_all()
        self.env["crm.lead"].search([("user_id", "in", self.team.member_ids.ids)]).date_open = "2027-01-10"
        self.assertFalse(self.arrive(1).user_id)

"""A lead that was once in a team that requires qualification stays bound, whatever is done to get around its gate."""

import importlib.util

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged, users
from odoo.tools.misc import file_path

from .test_qualification import QualificationCase


class BoundCase(QualificationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.free_team = cls.env["crm.team"].create({"name": "Chăm sóc khách hàng cũ", "l10n_vn_lead_stages": True})
        cls.branch = cls.env["res.company"].create({"name": "Chi nhánh Đà Nẵng"})
        cls.phuc = new_test_user(
            cls.env,
            "phuc.cskh",
            "sales_team.group_sale_salesman_all_leads,base.group_partner_manager",
            name="Hồ Văn Phúc",
            lang="en_US",
            company_ids=[Command.set((cls.env.company | cls.branch).ids)],
        )
        cls.free_team.member_ids = cls.phuc
        (cls.team | cls.free_team).use_leads = True
        (cls.env.company | cls.branch).l10n_vn_requires_qualification = False

    def deal(self, **values):
        return self.lead(type="opportunity", name="Hợp đồng chị Lan", **values)

    def refuse(self, lead, walk):
        """Expect that ``walk`` makes no opportunity of ``lead``, and says what is missing."""
        with self.assertRaises(UserError) as refusal, self.cr.savepoint():
            walk(lead)
        self.env.invalidate_all()
        self.assertEqual((lead.type, lead.won_status), ("lead", "pending"))
        self.assertRegex(str(refusal.exception), "Budget|Ngân sách")


@tagged("post_install", "-at_install")
class TestGateBound(BoundCase):
    def test_no_way_around_the_gate(self):
        """Each walk ends in what would be an opportunity."""
        opportunity = {"type": "opportunity"}

        def then_convert(values):
            def walk(lead):
                lead.write(values)
                lead.write(opportunity)

            return walk

        def archive(lead):
            lead.action_set_lost()
            lead.team_id = self.free_team
            lead.action_unarchive()
            lead.write(opportunity)

        def company(lead):
            lead.write({"team_id": False, "user_id": False, "company_id": self.branch.id})
            lead.with_context(allowed_company_ids=self.branch.ids).write(opportunity)

        def merge(lead):
            (lead | self.deal()).merge_opportunity()

        def merge_wizard(lead):
            dialog = self.env["crm.merge.opportunity"].with_user(self.phuc)
            dialog.create({"opportunity_ids": (lead | self.deal()).ids, "team_id": self.free_team.id}).action_merge()

        def merge_in_free_team(lead):
            lead.team_id = self.free_team
            (lead | self.lead(team_id=self.free_team.id)).merge_opportunity().write(opportunity)

        def convert_by_merging(lead):
            wizard = self.env["crm.lead2opportunity.partner"].with_user(self.phuc)
            wizard.create(
                {"lead_id": lead.id, "name": "merge", "duplicated_lead_ids": (lead | self.deal()).ids}
            ).action_apply()

        def attach(lead):
            wizard = self.env["crm.lead2opportunity.partner"].with_user(self.phuc)
            wizard.create(
                {"lead_id": lead.id, "name": "attach", "l10n_vn_opportunity_id": self.deal().id}
            ).action_apply()

        def loaded(lead):
            result = self.env["crm.lead"].with_user(self.phuc).load([".id", "type"], [[str(lead.id), "opportunity"]])
            self.assertFalse(result["ids"])
            raise UserError("\n".join(message["message"] for message in result["messages"]))

        def mail(lead):
            message = {"subject": "Báo giá", "body": "", "email_from": lead.email_from}
            lead.message_update(message, {"team_id": self.free_team.id})
            lead.message_update(message, opportunity)

        walks = {
            "another team": then_convert({"team_id": self.free_team.id}),
            "another team at once": lambda lead: lead.write({"team_id": self.free_team.id, **opportunity}),
            "no team": then_convert({"team_id": False, "user_id": False}),
            "another salesperson": then_convert({"user_id": self.phuc.id}),
            "neither team nor salesperson, then another one": lambda lead: [
                lead.write({"team_id": False, "user_id": False}),
                lead.write({"user_id": self.phuc.id}),
                lead.write(opportunity),
            ],
            "handed out": lambda lead: [
                lead.l10n_vn_assign(self.phuc.ids, "turn", True),
                lead.write(opportunity),
            ],
            "another company": company,
            "lost and found": archive,
            "won in another team": lambda lead: [lead.write({"team_id": self.free_team.id}), lead.action_set_won()],
            "won stage in another team": then_convert({"team_id": self.free_team.id, "stage_id": self.bought.id}),
            "copy": lambda lead: lead.copy(opportunity),
            "copy in another team": lambda lead: lead.copy({**opportunity, "team_id": self.free_team.id}),
            "copy, then convert": lambda lead: lead.copy({"team_id": self.free_team.id, "user_id": False}).write(
                opportunity
            ),
            "copy that was won": lambda lead: lead.copy({"team_id": self.free_team.id, "stage_id": self.bought.id}),
            "copy of a copy": lambda lead: lead.copy({"team_id": self.free_team.id}).copy(opportunity),
            "copy by context": lambda lead: lead.with_context(default_stage_id=self.bought.id).copy(),
            "merge": merge,
            "merge wizard": merge_wizard,
            "merge in another team": merge_in_free_team,
            "convert by merging": convert_by_merging,
            "attach": attach,
            "load": loaded,
            "mail": mail,
            "forged": then_convert(
                {"l10n_vn_is_bound": False, "l10n_vn_bound_team_id": False, "team_id": self.free_team.id}
            ),
            "forged afterwards": lambda lead: [
                lead.write({"team_id": self.free_team.id}),
                lead.write({"l10n_vn_is_bound": False, "l10n_vn_bound_team_id": self.free_team.id}),
                lead.write(opportunity),
            ],
        }
        for name, walk in walks.items():
            with self.subTest(name):
                lead = self.lead(email_from="lan@thuyta.example.vn", phone="0912 345 678").with_user(self.phuc)
                self.refuse(lead, walk)

    def test_a_lead_born_with_a_forged_pass_is_bound(self):
        forged = {"l10n_vn_is_bound": False, "l10n_vn_bound_team_id": self.free_team.id}
        by_context = self.env["crm.lead"].with_context(**{f"default_{name}": value for name, value in forged.items()})
        values = {"name": "Anh Dũng", "type": "lead", "team_id": self.team.id, "user_id": False}
        several = [{**values, **forged, "name": f"Khách {number}"} for number in range(30)]
        for leads in (
            self.lead(**forged),
            by_context.create(dict(values)),
            self.env["crm.lead"].create(several),
            by_context.create([dict(vals) for vals in several]),
        ):
            with self.subTest(count=len(leads)):
                leads.with_user(self.phuc).team_id = self.free_team
                self.assertEqual(leads.mapped("l10n_vn_is_bound"), [True] * len(leads))
                self.assertEqual(leads.l10n_vn_bound_team_id, self.team)
                with self.assertRaises(UserError):
                    leads[-1].with_user(self.phuc).write({"type": "opportunity"})
        free = self.lead(team_id=self.free_team.id, l10n_vn_is_bound=True)
        free.write({"l10n_vn_is_bound": True})
        self.assertFalse(free.l10n_vn_is_bound, "nobody is bound by what is written either")

    def test_a_salesperson_of_a_gated_team_binds_leads_without_a_team(self):
        lead = self.lead(team_id=False, user_id=False)
        self.assertFalse(lead.l10n_vn_is_bound)
        lead.write({"user_id": self.nam.id, "team_id": False})
        self.assertFalse(lead.team_id)
        self.refuse(lead, lambda lead: [lead.write({"user_id": self.phuc.id}), lead.write({"type": "opportunity"})])

    def test_the_company_s_choice_binds_leads_without_a_team(self):
        before = self.lead(team_id=False, user_id=False, company_id=self.env.company.id)
        settings = self.env["res.config.settings"].create({"l10n_vn_requires_qualification": True})
        settings.execute()
        self.assertTrue(self.env.company.l10n_vn_requires_qualification)
        after = self.lead(team_id=False, user_id=False)
        for lead in (before, after):
            self.refuse(
                lead,
                lambda lead: [
                    lead.write({"company_id": self.branch.id}),
                    lead.with_context(allowed_company_ids=self.branch.ids).write({"type": "opportunity"}),
                ],
            )
        self.env["res.config.settings"].create({"l10n_vn_requires_qualification": False}).execute()
        (before | after).write({"type": "opportunity"})

    def test_settings_say_what_the_choice_means(self):
        arch = self.env["res.config.settings"].get_view(view_type="form")["arch"]
        self.assertIn("Leads of no sales team become opportunities only once they are qualified", arch)

    def test_the_criteria_of_the_team_that_bound_it_are_asked(self):
        self.criteria.team_ids = self.team
        lead = self.lead()
        lead.with_user(self.phuc).team_id = self.free_team
        self.assertEqual(lead.l10n_vn_qualification["total"], 4, "they can be ticked where the lead is now")
        self.assertTrue(lead.l10n_vn_qualification["is_required"])
        unmet = [("id", "=", lead.id), ("l10n_vn_qualification_state", "=", "unmet")]
        self.assertEqual(lead.search(unmet), lead)
        self.refuse(lead, lambda lead: lead.write({"type": "opportunity"}))
        self.tick(lead.with_user(self.phuc))
        self.assertFalse(lead.search(unmet))
        lead.with_user(self.phuc).write({"type": "opportunity"})
        self.assertEqual(lead.type, "opportunity")

    def test_a_manager_lets_a_bound_lead_pass(self):
        lead = self.lead()
        lead.with_user(self.phuc).team_id = self.free_team
        self.assertEqual(lead.with_user(self.manager).l10n_vn_let_pass("Khách quen"), 1)
        lead.with_user(self.phuc).write({"type": "opportunity"})
        self.assertEqual(lead.type, "opportunity")

    def test_a_team_that_turns_its_gate_off_lets_its_own_leads_go(self):
        ours, gone = self.lead(), self.lead()
        gone.team_id = self.free_team
        self.team.l10n_vn_requires_qualification = False
        ours.write({"type": "opportunity"})
        self.refuse(gone, lambda lead: lead.write({"type": "opportunity"}))

    def test_a_team_that_turns_its_gate_on_binds_its_leads(self):
        lead, other = self.lead(team_id=self.free_team.id), self.lead(team_id=False, user_id=False)
        self.free_team.l10n_vn_requires_qualification = True
        self.assertTrue(lead.l10n_vn_is_bound)
        self.assertFalse(other.l10n_vn_is_bound)
        third = self.env["crm.team"].create({"name": "Đội thứ ba"})
        self.refuse(lead, lambda lead: [lead.write({"team_id": third.id}), lead.write({"type": "opportunity"})])

    def test_leads_of_free_teams_go_every_way(self):
        """Where nothing is required, Odoo's own ways stay open."""
        free = {"team_id": self.free_team.id, "user_id": self.phuc.id}
        as_phuc = self.env["crm.lead"].with_user(self.phuc)
        leads = as_phuc.browse([self.lead(**free).id for _n in range(5)])
        leads[0].write({"type": "opportunity"})
        self.assertEqual(leads[1].copy({"type": "opportunity"}).type, "opportunity")
        merged = (leads[2] | as_phuc.browse(self.deal(**free).id)).merge_opportunity()
        self.assertEqual(merged.type, "opportunity")
        leads[3]._l10n_vn_attach(merged)
        leads[4].action_set_won()
        self.assertEqual(leads[4].won_status, "won")

    @users("nam.banhang")
    def test_what_one_of_them_meets_opens_a_merge(self):
        ready, unready, deal = self.lead(), self.lead(), self.deal()
        self.tick(ready)
        merged = (unready | ready | deal).merge_opportunity()
        self.assertEqual(merged, deal)
        self.assertEqual(merged.l10n_vn_criterion_ids, self.criteria)
        copy = ready.exists() or merged.copy()
        self.assertEqual(copy.type, "opportunity")

    @users("nam.banhang")
    def test_a_qualified_lead_is_copied_as_an_opportunity(self):
        lead = self.lead()
        self.tick(lead)
        self.assertEqual(lead.copy({"type": "opportunity"}).type, "opportunity")

    def test_mass_conversion_leaves_out_whom_a_merge_would_smuggle(self):
        """A lead in a free team that is one person's with an unqualified lead and an opportunity."""
        values = {"phone": "0987 111 222", "contact_name": "Nguyễn Thị Lan"}
        lead, smuggled, deal = self.lead(team_id=self.free_team.id, **values), self.lead(**values), self.deal(**values)
        dialog = self.env["crm.lead2opportunity.partner.mass"].with_user(self.phuc).with_context(active_ids=lead.ids)
        dialog.create({"deduplicate": True}).action_mass_convert()
        self.assertTrue((lead | smuggled | deal).exists() == lead | smuggled | deal)
        self.assertEqual(smuggled.type, "lead")
        [line] = self.env["crm.lead.conversion.line"].search([("lead_number", "=", lead.id)])
        self.assertEqual(line.outcome, "skipped")
        self.assertIn("Budget", line.reason)

    def test_automatic_assignment_merges_nothing_past_the_gate(self):
        values = {"email_from": "lan@thuyta.example.vn", "team_id": False, "user_id": False}
        bound, deal = self.lead(**{**values, "team_id": self.team.id}), self.deal(**values)
        bound.team_id = False
        self.free_team._allocate_leads_deduplicate(bound)
        self.assertEqual((bound | deal).exists(), bound | deal)
        self.assertEqual((bound.type, bound.team_id), ("lead", self.free_team))

    def test_automatic_assignment_knows_duplicates_that_were_merged_before(self):
        values = {"email_from": "lan@thuyta.example.vn", "team_id": False, "user_id": False}
        lead, deal, gone = self.lead(**values), self.deal(**values), self.deal(**values)
        cache = {lead: lead | deal | gone}
        gone.unlink()
        done = self.free_team._allocate_leads_deduplicate(lead, duplicates_cache=cache)
        self.assertEqual(done["merged"] | done["duplicates"], {lead.id, deal.id})

    def test_a_stage_that_becomes_won_wins_nobody_past_the_gate(self):
        stage = self.env["crm.stage"].create({"name": "Sắp mua", "l10n_vn_applies_to": "lead"})
        lead = self.lead(team_id=self.free_team.id)
        bound = self.lead(stage_id=stage.id)
        bound.team_id = self.free_team
        with self.assertRaises(UserError), self.cr.savepoint():
            stage.is_won = True
        self.env.invalidate_all()
        self.assertEqual((lead.type, bound.type), ("lead", "lead"))

    def test_a_lead_is_not_born_won_in_a_gated_team_without_lead_stages(self):
        self.team.l10n_vn_lead_stages = False
        won = self.env["crm.stage"].search([("is_won", "=", True), ("l10n_vn_applies_to", "!=", "lead")], limit=1)
        with self.assertRaises(UserError):
            self.lead(stage_id=won.id)

    def test_an_upgrade_binds_the_leads_that_are_there(self):
        bound, free, deal = self.lead(), self.lead(team_id=self.free_team.id), self.deal()
        of_salesperson, of_company = self.lead(), self.lead(team_id=False, user_id=False)
        of_salesperson.team_id = False
        of_company.company_id = self.branch
        self.branch.l10n_vn_requires_qualification = True
        leads = bound | free | deal | of_salesperson | of_company
        self.env.flush_all()
        self.cr.execute("UPDATE crm_lead SET l10n_vn_is_bound = NULL, l10n_vn_bound_team_id = NULL")
        script = file_path("l10n_vn_crm/migrations/19.0.1.1.0/pre-gate.py")
        spec = importlib.util.spec_from_file_location("pre_gate", script)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.migrate(self.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertEqual(leads.filtered("l10n_vn_is_bound"), bound | of_salesperson | of_company)
        self.assertEqual(leads.l10n_vn_bound_team_id, self.team)

    def test_moving_many_costs_a_handful_of_queries(self):
        def cost(count):
            leads = self.env["crm.lead"].create(
                [{"name": f"Khách {n}", "type": "lead", "team_id": self.team.id} for n in range(count)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            leads._l10n_vn_bind_before({"team_id": self.free_team.id})
            leads._compute_l10n_vn_is_bound()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        cost(1)
        small, large = cost(50), cost(500)
        self.assertEqual(small, large)
        self.assertLessEqual(large, 8)

    def test_where_nothing_is_required_a_move_costs_no_query_more(self):
        leads = self.lead(team_id=self.free_team.id) | self.lead(team_id=self.free_team.id)
        # What any write reads: the leads, their teams, salespeople and companies.
        leads._l10n_vn_bind_before({"team_id": False})
        leads.mapped("l10n_vn_is_bound")
        before = self.cr.sql_log_count
        leads._l10n_vn_bind_before({"team_id": self.free_team.id})
        leads.mapped("l10n_vn_is_bound")
        self.assertEqual(self.cr.sql_log_count, before)


@tagged("post_install", "-at_install")
class TestImportedTeam(BoundCase):
    """A lead of a list gets the team that a lead made by hand gets."""

    def by_hand(self, user, **context):
        with Form(self.env["crm.lead"].with_user(user).with_context(default_type="lead", **context)) as form:
            form.name = "Chị Hạnh"
        return form.record

    def import_csv(self, user, text, **options):
        screen = self.env["base_import.import"].with_user(user)
        wizard = screen.create(
            {"res_model": "crm.lead", "file": text.encode(), "file_name": "khach.csv", "file_type": "text/csv"}
        )
        options = {"has_headers": True, "quoting": '"', "separator": ",", "encoding": "utf-8", **options}
        preview = wizard.parse_preview(dict(options))
        fields = [(preview["matches"].get(column) or [False])[0] for column in range(len(preview["headers"]))]
        wizard.execute_import(fields, preview["headers"], options)
        return self.env["crm.lead"].search([("name", "like", "Khách lẻ")], order="id")

    @users("nam.banhang")
    def test_rows_without_a_salesperson_have_the_team(self):
        self.assertEqual(self.by_hand(self.nam).team_id, self.team)
        text = "Tên cơ hội,Số điện thoại,Nhân viên kinh doanh,Đội kinh doanh\n" + "".join(
            f"Khách lẻ {n},09123456{n:02},{'Lê Văn Nam' if n % 3 == 0 else ''},\n" for n in range(40)
        )
        leads = self.import_csv(self.nam, text)
        self.assertEqual(len(leads), 40)
        self.assertEqual(len(leads.filtered("user_id")), 14)
        self.assertEqual(leads.mapped("team_id"), self.team)
        self.assertEqual({(lead.team_id, lead.l10n_vn_is_bound) for lead in leads}, {(self.team, True)})
        unassigned = leads.filtered(lambda lead: not lead.user_id)[:1]
        with self.assertRaises(UserError):
            unassigned.write({"type": "opportunity"})

    @users("nam.banhang")
    def test_rows_of_load_have_the_team(self):
        leads = self.env["crm.lead"].with_context(default_type="lead")
        ids = leads.load(["name", "user_id", "team_id"], [["Anh Bình", "", ""], ["Anh An", "", self.free_team.name]])[
            "ids"
        ]
        self.assertEqual(leads.browse(ids).mapped("team_id.name"), [self.team.name, self.free_team.name])

    @users("nam.banhang")
    def test_the_pool_has_no_team_by_hand_either(self):
        by_hand = self.by_hand(self.nam, default_user_id=False)
        pool = self.env["crm.lead"].with_context(default_type="lead", default_user_id=False)
        ids = pool.load(["name", "user_id"], [["Anh Bình", ""]])["ids"]
        loaded = pool.browse(ids)
        self.assertEqual((loaded.user_id, loaded.team_id), (by_hand.user_id, by_hand.team_id))

    @users("nam.banhang")
    def test_the_team_of_the_place_is_kept(self):
        place = {"default_team_id": self.free_team.id}
        pool = self.env["crm.lead"].with_context(default_type="lead", **place)
        ids = pool.load(["name", "user_id"], [["Anh Bình", ""]])["ids"]
        self.assertEqual(pool.browse(ids).team_id, self.free_team)

    @users("nam.banhang")
    def test_an_update_changes_no_team(self):
        lead = self.lead(team_id=self.free_team.id, phone="0912 345 678")
        self.env["crm.lead"].load([".id", "user_id", "team_id"], [[str(lead.id), "", ""]])
        self.assertEqual(lead.team_id, self.free_team)

"""The stored state of qualification is what answers and criteria say, whatever happens to leads."""

import importlib.util
import random
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged, users
from odoo.tools import SQL
from odoo.tools.misc import file_path

from ..plans import plan_of
from .test_qualification import QualificationCase

FEW = "odoo.addons.l10n_vn_crm.models.conversion.crm_lead_requalification.AT_ONCE"
CHUNK = "odoo.addons.l10n_vn_crm.models.conversion.crm_lead_requalification._CHUNK"


class StateCase(QualificationCase):
    def counted(self, leads):
        """Return {lead: state}, counted from the answers of each."""
        shown = {lead: lead.l10n_vn_qualification for lead in leads}
        return {
            lead: "met" if told["is_met"] else "exception" if told["exception"] else "unmet"
            for lead, told in shown.items()
        }

    def stored(self, leads):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL("SELECT id, l10n_vn_qualification_state FROM crm_lead WHERE id = ANY(%s)", leads.ids)
        )
        return {leads.browse(id_): state for id_, state in rows}

    def assertStatesTrue(self, leads, title=""):
        stored = self.stored(leads)
        self.env.invalidate_all()
        self.assertEqual(stored, self.counted(leads), title)


@tagged("post_install", "-at_install")
class TestStoredState(StateCase):
    def test_whatever_happens_in_any_order(self):
        """Forty changes, each kind at least once; after each, what is stored is what the answers say."""
        chance = random.Random(20)
        other = self.env["crm.team"].create({"name": "Đội khác", "l10n_vn_requires_qualification": True})
        free = self.env["crm.team"].create({"name": "Đội tự do"})
        pool = self.env["crm.lead"].union(*(self.lead() for _number in range(6)))

        def any_lead():
            return chance.choice(pool.exists().filtered(lambda lead: lead.type == "lead") or self.lead())

        def asked():
            return self.criteria.filtered(lambda one: one.active and not one.is_answer_required)

        def any_criteria():
            ids = asked().ids
            return self.criteria.browse(chance.sample(ids, chance.randrange(1, len(ids) + 1)))

        def answer(lead):
            lead.l10n_vn_answers = {str(self.budget.id): chance.choice(["200 triệu", False, True])}

        def merge(lead):
            (lead | self.lead(l10n_vn_criterion_ids=[Command.set(any_criteria().ids)])).merge_opportunity()

        def convert_and_return(lead):
            self.tick(lead, asked())
            if self.budget.is_answer_required:
                lead.l10n_vn_answers = {str(self.budget.id): "200 triệu"}
            lead.convert_opportunity(self.env["res.partner"])
            lead.l10n_vn_return_to_lead("nhầm")

        def merge_and_separate(lead):
            twin = self.lead(l10n_vn_criterion_ids=[Command.set(any_criteria().ids)])
            self.tick(lead, any_criteria())
            merged = (lead | twin).merge_opportunity()
            merged.l10n_vn_separate_merged("nhầm")

        def drop_team(_lead):
            team = self.env["crm.team"].create({"name": "Đội tạm"})
            lead = self.lead(team_id=team.id)
            self.timing.team_ids = team
            team.unlink()
            return lead

        changes = {
            "tick": lambda lead: self.tick(lead, any_criteria()),
            "untick": lambda lead: lead.write({"l10n_vn_criterion_ids": [Command.set(any_criteria().ids)]}),
            "tick all": lambda lead: self.tick(lead, asked()),
            "answer": answer,
            "exception": lambda lead: lead.with_user(self.manager).l10n_vn_let_pass("Khách quen"),
            "team": lambda lead: lead.write({"team_id": chance.choice([self.team, other, free]).id}),
            "copy": lambda lead: lead.copy(),
            "merge": merge,
            "merge and separate": merge_and_separate,
            "convert and return": convert_and_return,
            "archive a criterion": lambda _lead: self.need.write({"active": not self.need.active}),
            "require": lambda _lead: self.decider.write({"required": not self.decider.required}),
            "ask for an answer": lambda _lead: self.budget.write(
                {"is_answer_required": not self.budget.is_answer_required}
            ),
            "criterion of a team": lambda _lead: self.timing.write(
                {"team_ids": [Command.set(chance.choice([[], other.ids, (self.team | other).ids]))]}
            ),
            "switch of a team": lambda _lead: other.write(
                {"l10n_vn_requires_qualification": not other.l10n_vn_requires_qualification}
            ),
            "new lead": lambda _lead: self.lead(l10n_vn_criterion_ids=[Command.set(any_criteria().ids)]),
            "new list": lambda _lead: self.env["crm.lead"].create(
                [{"name": f"Khách {n}", "type": "lead", "team_id": chance.choice(other + free).id} for n in range(25)]
            ),
            "delete a team": drop_team,
        }
        for number in range(40):
            name = chance.choice(list(changes)) if number >= len(changes) else list(changes)[number]
            made = changes[name](any_lead())
            if getattr(made, "_name", "") == "crm.lead":
                pool |= made
            ids = self.env["crm.lead"].with_context(active_test=False).search([]).ids
            self.assertStatesTrue(self.env["crm.lead"].browse(ids), f"{number}: {name}")

    @users("hoa.quanly")
    def test_an_erased_answer_counts_no_more(self):
        lead = self.lead()
        self.tick(lead, self.criteria)
        self.decider.is_answer_required = True
        lead.l10n_vn_answers = {str(self.decider.id): "Chị Lan"}
        self.assertEqual(self.stored(lead)[lead], "met")
        rows = self.env["crm.lead.qualification"].sudo().search([("lead_id", "=", lead.id)])
        self.env["crm.lead.privacy.request"].sudo()._empty(rows)
        lead._l10n_vn_renew_qualification()
        self.assertStatesTrue(lead)

    def test_queries_do_not_grow_with_the_leads(self):
        def cost(count, work):
            leads = self.env["crm.lead"].create(
                [{"name": f"Khách {n}", "type": "lead", "team_id": self.team.id} for n in range(count)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            work(leads)
            self.env.flush_all()
            return self.cr.sql_log_count - before

        works = {
            "answers": lambda leads: (
                leads._l10n_vn_answer([(lead.id, self.need.id) for lead in leads])
                or leads._l10n_vn_renew_qualification()
            ),
            "criterion": lambda _leads: self.decider.write({"required": not self.decider.required}),
        }
        for name, work in works.items():
            with self.subTest(name):
                cost(2, work)
                self.assertEqual(cost(5, work), cost(60, work))


@tagged("post_install", "-at_install")
class TestManyLeads(StateCase):
    def setUp(self):
        super().setUp()
        self.leads = self.env["crm.lead"].create(
            [{"name": f"Khách {n}", "type": "lead", "team_id": self.team.id} for n in range(30)]
        )
        self.tick(self.leads[:10], self.criteria - self.decider)
        self.env.flush_all()

    def jobs(self):
        return self.env["crm.lead.requalification"].with_user(self.nam).search([])

    def run_in_background(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("l10n_vn_crm.crm_lead_requalification_cron").method_direct_trigger()
        self.env.invalidate_all()

    def test_many_leads_are_renewed_in_the_background(self):
        with patch(FEW, 5), patch(CHUNK, 7):
            self.decider.required = False
            job = self.jobs()
            self.assertEqual((job.state, job.percent), ("waiting", 0))
            self.assertEqual(self.stored(self.leads[:1])[self.leads[0]], "unmet")
            query = self.leads._search([("id", "in", self.leads.ids)], order="id")
            query.add_where(self.leads._l10n_vn_unqualified_to_sql(query.table))
            self.assertEqual(self.leads.browse(query), self.leads[10:], "recalls count the answers meanwhile")
            self.run_in_background()
        self.env.invalidate_all()
        self.assertEqual((job.state, job.percent), ("done", 100))
        self.assertStatesTrue(self.leads)

    def test_a_change_meanwhile_starts_anew(self):
        with patch(FEW, 5), patch(CHUNK, 7):
            self.decider.required = False
            job = self.jobs()
            job.sudo()._try_step()
            self.assertGreater(job.position, 0)
            self.need.required = False
            self.env.invalidate_all()
            self.assertEqual((self.jobs(), job.position), (job, 0))
            self.run_in_background()
        self.assertStatesTrue(self.leads)

    def test_an_error_is_kept_and_tried_again(self):
        job = self.env["crm.lead.requalification"].create({"state": "failed", "error": "hỏng", "last_id": 1 << 30})
        self.assertEqual(self.jobs(), job, "lists tell that states are not renewed yet")
        self.run_in_background()
        self.assertEqual((job.state, job.error), ("done", False))
        self.assertStatesTrue(self.leads)

    def test_an_upgrade_fills_old_leads(self):
        self.env.flush_all()
        self.cr.execute("UPDATE crm_lead SET l10n_vn_qualification_state = 'unmet'")
        self.tick(self.leads[:3], self.decider)
        script = file_path("l10n_vn_crm/migrations/19.0.1.1.0/post-qualification.py")
        spec = importlib.util.spec_from_file_location("post_qualification", script)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.migrate(self.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertEqual(set(self.stored(self.leads[:3]).values()), {"met"})
        self.assertStatesTrue(self.env["crm.lead"].search([]))

    def test_qualified_leads_are_found_by_their_index(self):
        self.env.cr.execute("ANALYZE crm_lead")
        query = self.env["crm.lead"]._search(
            [("type", "=", "lead"), ("l10n_vn_qualification_state", "=", "met")],
            limit=80,
            order="priority desc, id desc",
        )
        self.assertIn("l10n_vn_qualified_idx", plan_of(self.env, query.select("crm_lead.id")))

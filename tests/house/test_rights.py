"""Nobody learns or changes what record rules hide, through whichever door they ask."""

import importlib.util
from pathlib import Path

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import SQL

from ..common import ADDRESS, MailCase, letter
from ..connections import ConnectionCase

GROUPS = {
    "portal": "base.group_portal",
    "clerk": "base.group_user",
    "own": "sales_team.group_sale_salesman",
    "all": "sales_team.group_sale_salesman_all_leads",
    "manager": "sales_team.group_sale_manager",
}
SELLERS = ("own", "all", "manager")
GONE = "It is no longer there."


def new_users(env, company, prefix=""):
    return {
        kind: new_test_user(
            env, prefix + kind, groups, company_id=company.id, company_ids=[Command.set(company.ids)], lang="en_US"
        )
        for kind, groups in GROUPS.items()
    }


def forget(env):
    """Forget who has asked about whose customers: that is committed apart."""
    with env.registry.cursor() as cr:
        cr.execute(SQL("DELETE FROM crm_lead_disclosure"))


class RightsCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, no_reset_password=True, tracking_disable=True))
        cls.company = cls.env.company
        cls.elsewhere = cls.env["res.company"].create({"name": "Công ty Bến Thành"})
        cls.here = new_users(cls.env, cls.company, "here.")
        cls.there = new_users(cls.env, cls.elsewhere, "there.")
        cls.colleague = new_test_user(cls.env, "colleague", GROUPS["own"], name="Đỗ Thị Nga")
        cls.mine = cls.new_lead("Chị Hoa", user_id=cls.here["own"].id, email_from="hoa@khach.example.vn")
        cls.hidden = cls.new_lead(
            "Bà Thu bí mật", user_id=cls.colleague.id, email_from="thu@khach.example.vn", phone="0912 345 678"
        )
        cls.foreign = cls.new_lead(
            "Ông Tư nơi khác",
            user_id=cls.there["own"].id,
            company_id=cls.elsewhere.id,
            email_from="tu@khach.example.vn",
            phone="0903 222 333",
        )

    @classmethod
    def new_lead(cls, name, **values):
        return cls.env["crm.lead"].create(
            {
                "name": name,
                "contact_name": name,
                "type": "lead",
                "team_id": False,
                "company_id": cls.company.id,
                **values,
            }
        )

    def others(self, user):
        """Return leads that ``user`` may not read."""
        leads = self.mine | self.hidden | self.foreign
        return leads - leads.with_user(user).sudo(False)._filtered_access("read").sudo()


@tagged("post_install", "-at_install")
class TestDomainsFromOutside(RightsCase):
    def guesses(self, lead, own):
        """Return two domains that mean ``own`` to who may not read ``lead``: the first guesses its address rightly."""
        return [
            ["|", ("id", "in", own.ids), "&", ("id", "=", lead.id), ("email_from", "=like", start)]
            for start in (lead.email_from[0] + "%", "zz%")
        ]

    def test_a_domain_from_the_context_does_not_tell_what_is_hidden(self):
        for kind in SELLERS:
            user = self.here[kind]
            own = self.mine.with_user(user)
            hidden = self.others(user)
            self.assertEqual(bool(hidden), True, kind)
            for lead in hidden:
                with self.subTest(user=kind, lead=lead.name):
                    answers = [
                        own.with_context(active_domain=guess)._l10n_vn_get_mailing_domain()
                        for guess in self.guesses(lead, own)
                    ]
                    self.assertEqual(answers, [[("id", "in", own.ids)]] * 2)

    def test_nor_does_it_to_those_who_sell_nothing(self):
        for kind in ("portal", "clerk"):
            with self.subTest(user=kind), self.assertRaises(AccessError):
                self.mine.with_user(self.here[kind]).with_context(
                    active_domain=self.guesses(self.hidden, self.mine)[0]
                )._l10n_vn_get_mailing_domain()

    def test_fields_of_others_are_not_asked(self):
        self.patch(self.env["crm.lead"]._fields["email_cc"], "groups", "base.group_system")
        self.mine.email_cc = "sep@khach.example.vn"
        with self.assertRaises(AccessError):
            self.mine.with_user(self.here["own"]).with_context(
                active_domain=[("id", "=", self.mine.id), ("email_cc", "=like", "s%")]
            )._l10n_vn_get_mailing_domain()

    def test_the_dialog_counts_what_its_user_sees(self):
        campaign = self.env["utm.campaign"].create({"title": "Tết 2027"})
        everybody = repr([("id", "in", (self.mine | self.hidden | self.foreign).ids)])
        for kind, count in (("own", 1), ("all", 2), ("manager", 2)):
            with self.subTest(user=kind):
                dialog = self.env["crm.lead.mailing"].with_user(self.here[kind])
                wizard = dialog.create({"domain": everybody, "subject": "Chúc Tết", "campaign_id": campaign.id})
                self.assertEqual(wizard.lead_count, count)

    def test_a_mailing_searches_nothing_but_what_its_user_sees(self):
        if "mailing.mailing" not in self.env:
            self.skipTest("mass mailing is a companion: it is not installed")
        campaign = self.env["utm.campaign"].create({"title": "Tết 2027"})
        for kind, leads in (("own", self.mine), ("all", self.mine | self.hidden)):
            user = self.here[kind]
            user.group_ids += self.env.ref("mass_mailing.group_mass_mailing_user")
            with self.subTest(user=kind):
                wizard = (
                    self.env["crm.lead.mailing"]
                    .with_user(user)
                    .create(
                        {
                            "domain": repr([("id", "in", (self.mine | self.hidden | self.foreign).ids)]),
                            "subject": "Chúc Tết",
                            "campaign_id": campaign.id,
                            "is_joining": False,
                        }
                    )
                )
                mailing = self.env["mailing.mailing"].browse(wizard.action_prepare()["res_id"]).sudo()
                self.assertEqual(set(mailing._get_recipients()), set(leads.ids))


@tagged("post_install", "-at_install")
class TestOutcomes(RightsCase):
    def convert(self, user, lead_ids):
        """Convert leads as the list's dialog does; return what the screen shows of each."""
        leads = self.env["crm.lead"].with_user(user)
        dialog = self.env["crm.lead2opportunity.partner.mass"].with_user(user)
        wizard = dialog.create({"lead_tomerge_ids": [], "user_ids": [], "action": "nothing", "deduplicate": False})
        action = wizard.with_context(active_model="crm.lead", active_ids=lead_ids).action_l10n_vn_start()
        self.assertFalse(leads.env.su)
        return self.env[action["res_model"]].with_user(user).browse(action["res_id"]).line_ids

    def merge(self):
        """Merge the colleague's lead into an opportunity of theirs; return that."""
        head = self.new_lead("Máy lọc nước cho bà Thu", user_id=self.colleague.id, type="opportunity")
        lead_id = self.hidden.id
        (head | self.hidden).with_user(self.here["manager"])._merge_opportunity()
        left = (head | self.hidden).exists()
        self.assertEqual(len(left), 1)
        return left, ({head.id, lead_id} - set(left.ids)).pop()

    def told(self, lines):
        shown = lines.read(["display_name", "name", "reason", "opportunity_id"])
        return repr(shown) + repr(lines.web_read({"name": {}, "opportunity_id": {"fields": {"display_name": {}}}}))

    def test_a_hidden_lead_that_was_merged_is_only_gone(self):
        left, gone_id = self.merge()
        for user in (self.here["own"], self.there["manager"]):
            with self.subTest(user=user.login):
                line = self.convert(user, [gone_id])
                self.assertEqual((line.outcome, line.name, line.reason), ("skipped", GONE, GONE))
                self.assertFalse(line.opportunity_id)
                self.assertNotIn("Thu", self.told(line))
                with self.assertRaisesRegex(UserError, "no longer there"):
                    self.env["crm.lead2opportunity.partner"].with_user(user).with_context(
                        active_model="crm.lead", active_id=gone_id, active_ids=[gone_id]
                    ).create({})
        line = self.convert(self.here["all"], [gone_id])
        self.assertEqual((line.outcome, line.opportunity_id), ("merged", left))
        self.assertIn("Thu", line.name)

    def test_a_lead_that_may_not_be_seen_is_skipped_without_its_name(self):
        self.here["own"].group_ids += self.env.ref("base.group_no_one")
        for lead in self.hidden | self.foreign:
            with self.subTest(lead=lead.name):
                line = self.convert(self.here["own"], lead.ids)
                self.assertEqual(line.outcome, "skipped")
                self.assertNotIn(lead.name, self.told(line))
                self.assertNotIn(lead.name, repr(line.sudo().read()))

    def test_an_outcome_is_told_as_long_as_its_record_may_be_read(self):
        line = self.convert(self.here["own"], self.mine.ids)
        self.assertEqual((line.name, line.opportunity_id), ("Chị Hoa", self.mine))
        self.mine.user_id = self.colleague
        line.invalidate_recordset()
        self.assertEqual((line.name, line.opportunity_id.id), (GONE, False))
        self.assertNotIn("Hoa", self.told(line))
        for name in ("name", "opportunity_id.name", "lead_name", "lead_reason", "head_id.name"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                line.search([(name, "=like", "C%")])
        with self.assertRaises(AccessError):
            line.read(["head_id"])
        of_manager = line.with_user(self.here["manager"])
        self.assertEqual((of_manager.name, of_manager.opportunity_id), ("Chị Hoa", self.mine))

    def test_lines_stay_in_their_company_when_all_else_is_gone(self):
        left, gone_id = self.merge()
        lines = self.env["crm.lead.conversion.line"].search([("lead_number", "=", gone_id)])
        self.assertEqual((lines.company_id, lines.conversion_id.id), (self.company, False))
        done = self.convert(self.here["own"], self.mine.ids).sudo()
        left.unlink()
        self.mine.unlink()
        done.conversion_id.company_id = self.elsewhere
        for user, seen in ((self.here["manager"], lines | done), (self.there["manager"], lines.browse())):
            with self.subTest(user=user.login):
                found = lines.with_user(user).search([("id", "in", (lines | done).ids)])
                self.assertEqual(found, seen)
                self.assertEqual(set(found.mapped("name")), {GONE} if seen else set())

    def test_only_sellers_read_outcomes(self):
        line = self.convert(self.here["own"], self.mine.ids)
        for user in (self.here["portal"], self.here["clerk"]):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                line.with_user(user).read(["name"])
        for user in (self.here["all"], self.there["own"], self.there["all"]):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                line.with_user(user).read(["name"])

    def test_rows_of_imports_show_what_their_reader_may_read(self):
        own, manager = self.here["own"], self.here["manager"]
        self.env["ir.rule"].create(
            {
                "name": "Own customers",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": "[('user_id', 'in', (False, user.id))]",
                "groups": self.env.ref(GROUPS["own"]).ids,
                "perm_read": True,
            }
        )
        customer = self.env["res.partner"].create({"name": "Khách bí mật", "user_id": self.colleague.id})
        record = self.env["crm.lead.import"].with_user(own).sudo().create({"file_name": "khach.csv"})
        line = self.env["crm.lead.import.line"].create(
            {
                "import_id": record.id,
                "outcome": "updated",
                "lead_id": self.mine.id,
                "partner_id": customer.id,
                "old_values": {"email_from": "cu@khach.example.vn"},
            }
        )
        self.assertEqual((line.lead_id, line.partner_id), (self.mine, customer))
        mine = line.with_user(own)
        self.assertEqual((mine.lead_id, mine.partner_id.id), (self.mine, False))
        self.assertEqual(mine.old_values, {"email_from": "cu@khach.example.vn"})
        self.mine.user_id = self.colleague
        line.invalidate_recordset()
        shown = repr(mine.read(["lead_id", "partner_id", "old_values", "message", "summary"]))
        self.assertNotIn("Hoa", shown)
        self.assertNotIn("bí mật", shown)
        self.assertNotIn("cu@khach", shown)
        for name in ("stored_old_values", "stored_lead_id", "stored_partner_id"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                mine.read([name])
        for name in ("lead_id.name", "partner_id.name", "stored_lead_id.name"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                mine.search([(name, "=like", "C%")])
        self.assertEqual(line.with_user(manager).lead_id, self.mine)
        for user in (self.here["portal"], self.here["clerk"], self.here["all"], self.there["manager"]):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                line.with_user(user).read(["lead_id"])

    def run_script(self, name):
        path = Path(__file__).parents[2] / "migrations" / "19.0.1.1.0" / name
        spec = importlib.util.spec_from_file_location(path.stem.replace("-", "_"), path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.1.0.0")

    def test_an_upgrade_keeps_outcomes_and_closes_them(self):
        line = self.convert(self.here["own"], self.mine.ids).sudo()
        gone = line.create({"lead_number": 1, "lead_name": "Ông Ba", "outcome": "merged"})
        left = line.create({"lead_number": 2, "lead_name": "Bà Năm", "outcome": "merged", "head_id": self.foreign.id})
        rule = self.env.ref("l10n_vn_crm.crm_lead_conversion_line_rule_company")
        rule.domain_force = "[('conversion_id', '=', False)]"
        self.env.flush_all()
        tables = {
            "crm_lead_conversion_line": {"lead_name": "name", "lead_reason": "reason", "head_id": "opportunity_id"},
            "crm_lead_import_line": {
                "stored_lead_id": "lead_id",
                "stored_partner_id": "partner_id",
                "stored_old_values": "old_values",
            },
        }
        for table, columns in tables.items():
            for new, old in columns.items():
                self.env.cr.execute(
                    SQL("ALTER TABLE %s RENAME COLUMN %s TO %s", *map(SQL.identifier, (table, new, old)))
                )
        self.env.cr.execute(SQL("UPDATE crm_lead_conversion_line SET company_id = NULL"))
        self.run_script("pre-outcomes.py")
        self.run_script("post-outcomes.py")
        self.env.invalidate_all()
        self.assertEqual((line | gone | left).mapped("lead_name"), ["Chị Hoa", "Ông Ba", "Bà Năm"])
        self.assertEqual((line.company_id, left.company_id), (self.company, self.elsewhere))
        self.assertEqual(gone.company_id, gone.create_uid.company_id)
        self.assertEqual(rule.domain_force, "[('company_id', 'in', company_ids)]")


@tagged("post_install", "-at_install")
class TestQuestionsOfAPerson(RightsCase):
    def setUp(self):
        super().setUp()
        forget(self.env)  # what is counted outlives the test that asked
        self.addCleanup(forget, self.env)
        self.colleagues = [
            self.new_lead(f"Khách {number}", user_id=self.colleague.id, phone=f"091{number} 555 666")
            for number in range(2, 7)
        ]
        self.limit(3)

    def limit(self, count):
        self.env["ir.config_parameter"].set_param("l10n_vn_crm.hidden_owners_per_hour", count)

    def ask(self, lead, kind="own"):
        return self.env["crm.lead"].with_user(self.here[kind]).l10n_vn_who_has({"phone": lead.phone})

    def test_a_person_is_answered_a_harvest_is_not(self):
        for lead in self.colleagues[:3]:
            self.assertEqual([found["owner"]["name"] for found in self.ask(lead)], ["Đỗ Thị Nga"])
        with self.assertRaisesRegex(UserError, "3 customers of colleagues within this hour"):
            self.ask(self.colleagues[3])
        self.assertFalse(self.env["crm.lead"].with_user(self.here["own"]).l10n_vn_who_has({"phone": "0988 000 111"}))
        for kind in ("all", "manager"):
            self.assertEqual([found["name"] for lead in self.colleagues for found in self.ask(lead, kind)],
                             [lead.name for lead in self.colleagues])  # fmt: skip

    def test_who_asks_for_many_at_once_is_counted_by_what_is_told(self):
        own = self.here["own"]
        leads = self.env["crm.lead"].create(
            [{"name": lead.name, "type": "lead", "user_id": own.id, "phone": lead.phone} for lead in self.colleagues]
        )
        with self.assertRaises(UserError):
            leads.with_user(own).l10n_vn_find_matches()
        self.assertEqual(len(leads[:3].with_user(own).l10n_vn_find_matches()), 3, "a smaller question is answered")

    def test_what_was_told_stays_counted_whatever_becomes_of_the_transaction(self):
        for lead in self.colleagues[:3]:
            with self.env.cr.savepoint() as savepoint:
                self.assertTrue(self.ask(lead))
                savepoint.rollback()
        with self.assertRaises(UserError):
            self.ask(self.colleagues[3])

    def test_the_form_opens_and_says_so(self):
        own = self.here["own"]
        mine = (
            self.env["crm.lead"]
            .create(
                [
                    {"name": lead.name, "type": "lead", "user_id": own.id, "phone": lead.phone}
                    for lead in self.colleagues
                ]
            )
            .with_user(own)
        )
        for lead in mine[:3]:
            self.assertEqual([match["owner"]["name"] for match in lead.l10n_vn_matches["shown"]], ["Đỗ Thị Nga"])
        shown = mine[3].l10n_vn_matches
        self.assertEqual((shown["shown"], shown["more"]), ([], 0))
        self.assertIn("within this hour", shown["refusal"])

    def test_cards_say_so(self):
        batch = self.env["crm.lead.card.batch"].with_user(self.here["own"]).create({})
        cards = batch.card_ids.create([{"batch_id": batch.id, "phone": lead.phone} for lead in self.colleagues])
        self.assertEqual(set(cards.mapped("is_known_hidden")), {True})
        self.assertNotIn("Nga", "".join(cards.mapped("known_as")))
        self.assertIn("within this hour", cards[0].known_as)
        few = batch.card_ids.create([{"batch_id": batch.id, "phone": lead.phone} for lead in self.colleagues[:2]])
        few.invalidate_recordset()
        self.assertEqual(few[0].known_as, "with a colleague: Đỗ Thị Nga")

    def test_contacts_say_so(self):
        own = self.here["own"]
        by_phone = self.env["res.partner"].create(
            [{"name": lead.name, "phone": lead.phone} for lead in self.colleagues]
        )
        linked = self.env["res.partner"].create([{"name": f"Chị Lan {n}"} for n in range(5)])
        for partner in linked:
            self.new_lead(partner.name, user_id=self.colleague.id, partner_id=partner.id)
        self.limit(4)
        for contacts in (by_phone, linked):
            with self.subTest(contacts=contacts[0].name), self.assertRaisesRegex(UserError, "within this hour"):
                contacts.with_user(own).action_l10n_vn_create_leads()
            self.assertFalse(
                self.env["crm.lead"].search([("partner_id", "in", contacts.ids), ("user_id", "=", own.id)])
            )
        with self.assertRaisesRegex(UserError, "have them already"):
            linked[:2].with_user(own).action_l10n_vn_create_leads()

    def test_taking_many_never_tells_how_many_each_has(self):
        leads = self.env["crm.lead"].union(*self.colleagues[:2], self.hidden)
        told = leads.with_user(self.here["own"]).action_l10n_vn_take()["params"]["message"]
        self.assertIn("Đỗ Thị Nga", told)
        self.assertNotRegex(told, r"\d")
        told = self.colleagues[2].with_user(self.here["own"]).action_l10n_vn_take()["params"]["message"]
        self.assertNotIn("Nga", told)
        self.assertIn("within this hour", told)

    def test_managers_of_the_company_see_who_asks_how_often(self):
        self.env["crm.lead.disclosure"].create(
            [
                {
                    "user_number": users["own"].id,
                    "company_number": users["own"].company_id.id,
                    "hour": "2026-03-02 08:00:00",
                    "shown_count": 300,
                    "refused_count": 41,
                }
                for users in (self.here, self.there)
            ]
        )
        for users in (self.here, self.there):
            records = self.env["crm.lead.disclosure"].with_user(users["manager"])
            found = records.search([("hour", "=", "2026-03-02 08:00:00")])
            self.assertEqual((found.user_id, found.refused_count), (users["own"], 41))
            with self.assertRaises(AccessError):
                found.write({"refused_count": 0})
            for kind in ("portal", "clerk", "own", "all"):
                with self.subTest(user=kind), self.assertRaises(AccessError):
                    found.with_user(users[kind]).read(["shown_count"])


@tagged("post_install", "-at_install")
class TestQuestionsAtOnce(ConnectionCase):
    def test_two_workers_count_together(self):
        admin = self.env.ref("base.user_admin").id
        forget(self.env)
        self.addCleanup(forget, self.env)
        answers = self.at_once(*[(admin, lambda env: env["crm.lead.disclosure"]._count_shown(60))] * 8)
        self.assertEqual(sorted(answers), [False] * 3 + [True] * 5)


@tagged("post_install", "-at_install")
class TestDialogsOfOthers(RightsCase):
    def values(self, user):
        """Return what each dialog of the addon is created with."""
        campaign = self.env["utm.campaign"].create({"title": "Tết 2027"})
        batch = self.env["crm.lead.card.batch"].with_user(user).create({"text": "Nguyễn Văn An 0912345678"})
        hand_out = self.env["crm.lead.assign"].with_user(user).create({"lead_ids": self.mine.ids})
        record = self.env["crm.lead.import"].with_user(user).sudo().create({"file_name": "khach.csv"})
        team = self.env["crm.team"].create({"name": "Kinh doanh miền Nam", "company_id": user.company_id.id})
        rule = self.env["crm.lead.recall.rule"].with_user(user).create({"name": "3 ngày", "team_id": team.id})
        preview = self.env["crm.lead.recall.preview"].with_user(user).create({"rule_id": rule.id})
        return {
            "crm.lead.care.setup": {"team_ids": team.ids},
            "crm.lead.recall.hold": {"lead_ids": self.mine.ids},
            "crm.lead.recall.preview": {"rule_id": rule.id},
            "crm.lead.recall.preview.line": {"preview_id": preview.id},
            "crm.lead.return": {"lead_id": self.mine[:1].id},
            "crm.lead.card": {"batch_id": batch.id, "phone": "0912345678"},
            "crm.lead.card.batch": {"text": "Nguyễn Văn An 0912345678"},
            "crm.lead.gate.override": {"lead_ids": self.mine.ids, "reason": "Khách quen"},
            "crm.lead.assign": {"lead_ids": self.mine.ids},
            "crm.lead.assign.line": {"assign_id": hand_out.id, "user_id": user.id},
            "crm.lead.import.assign": {"import_id": record.id},
            "crm.lead.mailing": {"domain": "[]", "subject": "Chúc Tết", "campaign_id": campaign.id},
            "crm.lead.meeting": {"lead_id": self.mine[:1].id},
            "crm.lead.no.contact": {"lead_ids": self.mine.ids},
            "crm.lead.trial.extension": {"lead_ids": self.mine.ids, "reason": "Kế toán đi vắng"},
            "crm.lead.result": {
                "lead_ids": self.mine.ids,
                "outcome_id": self.env["crm.talk.outcome"].search([])[:1].id,
            },
        }

    def test_dialogs_belong_to_who_opened_them(self):
        owner = self.here["manager"]
        second = new_test_user(self.env, "second.manager", GROUPS["manager"])
        values = self.values(owner)
        ours = {
            name
            for name, model in self.env.registry.items()
            if model._transient and not model._abstract and model._original_module == "l10n_vn_crm"
        }
        self.assertEqual(ours, values.keys())
        for name in sorted(ours):
            dialog = self.env[name].with_user(owner).create(values[name])
            self.assertEqual(dialog.search([("id", "=", dialog.id)]), dialog)
            dialog.flush_recordset()
            for user in (*self.here.values(), *self.there.values(), second):
                if user == owner:
                    continue
                with self.subTest(model=name, user=user.login):
                    of_other = dialog.with_user(user)
                    of_other.invalidate_recordset()
                    refused = {"read": ["create_date"], "write": {"create_uid": user.id}}
                    for verb, argument in refused.items():
                        with self.assertRaises(AccessError):
                            getattr(of_other, verb)(argument)
                    with self.assertRaises(AccessError):
                        of_other.unlink()
                    if of_other.browse().has_access("read"):
                        self.assertFalse(of_other.search([("id", "=", dialog.id)]))

    def test_lines_do_not_reach_into_dialogs_of_others(self):
        batch = self.env["crm.lead.card.batch"].with_user(self.here["manager"]).create({})
        with self.assertRaises(AccessError):
            self.env["crm.lead.card"].with_user(self.here["own"]).create({"batch_id": batch.id})
        record = self.env["crm.lead.import"].with_user(self.here["manager"]).sudo().create({"file_name": "bi-mat.csv"})
        with self.assertRaises(AccessError):
            self.env["crm.lead.import.assign"].with_user(self.here["own"]).create({"import_id": record.id})


@tagged("post_install", "-at_install")
class TestMailsOfOthers(MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elsewhere = cls.env["res.company"].create({"name": "Công ty Bến Thành"})
        cls.elsewhere_domain = cls.env["mail.alias.domain"].create(
            {"name": "benthanh.example.vn", "company_ids": [Command.set(cls.elsewhere.ids)]}
        )
        cls.env["mail.alias"].create(
            {
                "alias_name": "muahang",
                "alias_domain_id": cls.elsewhere_domain.id,
                "alias_model_id": cls.env["ir.model"]._get_id("crm.lead"),
            }
        )
        cls.here = new_users(cls.env, cls.env.company, "here.")
        cls.there = new_users(cls.env, cls.elsewhere, "there.")

    def test_a_mail_without_a_team_belongs_to_the_company_of_the_address(self):
        mails = {
            "newsletter": letter("Bản tin", to="muahang@benthanh.example.vn", List_Unsubscribe="<https://x.vn>",
                                 Precedence="bulk"),
            "bounce": letter("Không gửi được", "mailer-daemon@x.vn", to="MuaHang@BenThanh.example.vn",
                             Content_Type='multipart/report; report-type=delivery-status; boundary="b"'),
        }  # fmt: skip
        for name, mail in mails.items():
            with self.subTest(mail=name):
                before = self.kept.search([])
                self.receive(mail)
                kept = self.kept.search([]) - before
                self.assertEqual((len(kept), kept.team_id.id), (1, False))
                self.assertEqual(kept.company_id, self.elsewhere)
                self.assertTrue(kept.with_user(self.there["manager"]).read(["name"]))
                with self.assertRaises(AccessError):
                    kept.with_user(self.here["manager"]).read(["name"])

    def test_a_mail_to_nobody_known_belongs_to_the_company_of_the_gateway(self):
        self.receive(letter("Bản tin", to="ai@noikhac.example.vn", Precedence="bulk"), "crm.lead")
        kept = self.last_kept()
        self.assertEqual(kept.company_id, self.env.company)
        with self.assertRaises(AccessError):
            kept.with_user(self.there["manager"]).read(["name"])

    def test_only_the_gateway_brings_mails(self):
        count, leads = self.kept.search_count([]), self.env["crm.lead"].search_count([])
        for user in (self.here["portal"], self.there["portal"], self.here["clerk"], self.there["clerk"]):
            for model in ("crm.lead", False):
                for mail in (letter("Rác"), letter("Rác", Precedence="bulk"), f"To: {ADDRESS}\n\n"):
                    with self.subTest(user=user.login, model=model), self.assertRaises(AccessError):
                        self.env["mail.thread"].with_user(user).message_process(model, mail)
        self.assertEqual((self.kept.search_count([]), self.env["crm.lead"].search_count([])), (count, leads))

    def test_who_may_create_leads_may_be_the_gateway(self):
        system = new_test_user(self.env, "gateway", "base.group_system")
        for number, user in enumerate([self.here[kind] for kind in SELLERS] + [system]):
            with self.subTest(user=user.login):
                mail = letter("Cần mua 2 máy", sender=f"khach{number}@x.vn", Message_ID=f"<gateway{number}@x.vn>")
                lead_id = self.env["mail.thread"].with_user(user).message_process("crm.lead", mail)
                self.assertEqual(self.env["crm.lead"].browse(lead_id).email_from, f"khach{number}@x.vn")

    def test_rejected_mails_are_made_and_changed_by_nobody(self):
        self.receive(letter("Bản tin", Precedence="bulk"))
        kept = self.last_kept()
        for user in self.here.values():
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    kept.with_user(user).create({"reason": "bulk"})
                with self.assertRaises(AccessError):
                    kept.with_user(user).write({"email_from": "gia@x.vn"})
        kept.with_user(self.here["manager"]).action_make_leads()
        self.assertTrue(kept.lead_id)

"""Leads and contacts that are doubled already: found by proof, compared, merged or kept apart."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged, users

from ...models.tidy import background_merge, search, undo
from ..common import CONTACTS, MANAGER, LeadCase, person

HA = {"contact_name": "Trần Thị Hà", "phone": "0912 345 678"}


class TidyCase(LeadCase):
    USERS = {
        **LeadCase.USERS,
        "manager": person("Nguyễn Thị Mai", f"{MANAGER},{CONTACTS}", login="mai"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.vn")
        cls.env["crm.lead"].search([]).unlink()
        cls.groups = cls.env["crm.lead.duplicate.group"]

    @classmethod
    def lead(cls, **values):
        return cls.env["crm.lead"].create({"name": "Hỏi giá", "type": "lead", "user_id": False, **values})

    def search_all(self):
        """Search all records, without the commits of background work; return the groups of leads."""
        self.env["crm.lead.duplicate.search"]._start()
        job = self.env["crm.lead.duplicate.search"].search([("state", "=", "waiting")], limit=1)
        while job._has_step():
            job._step(None)
        return self.groups.search([("model", "=", "crm.lead")])

    def leads_of(self, group):
        return group._get_records()


@tagged("post_install", "-at_install")
class TestSearch(TidyCase):
    def test_each_proof_makes_a_group(self):
        pairs = {
            "phone": ({"phone": "0912 345 678"}, {"l10n_vn_phone2": "+84 912 345 678"}),
            "zalo": ({"l10n_vn_zalo": "zalo.me/hatran"}, {"l10n_vn_zalo": "https://zalo.me/HaTran"}),
            "zalo phone": ({"phone": "0987 654 321"}, {"l10n_vn_zalo": "0987654321"}),
            "email": ({"email_from": "le.ha@gmail.com"}, {"email_from": "LeHa+mua@gmail.com"}),
            "vat": ({"l10n_vn_vat": "0100109106"}, {"l10n_vn_vat": "0100109106-001"}),
        }
        for name, (one, other) in pairs.items():
            with self.subTest(name):
                self.env["crm.lead"].search([]).unlink()
                two = self.lead(**one) + self.lead(**other)
                self.assertEqual(self.leads_of(self.search_all()), two)

    def test_a_shared_phone_of_two_people_makes_no_group(self):
        self.lead(contact_name="Trần Thị Hà", phone="028 3822 1234")
        self.lead(contact_name="Nguyễn Văn An", phone="028 3822 1234")
        self.assertFalse(self.search_all())

    def test_closed_leads_are_in_no_group(self):
        self.lead(**HA)
        self.lead(**HA).action_set_lost()
        self.lead(**HA, type="opportunity").action_set_won()
        self.assertFalse(self.search_all())

    def test_the_worst_come_first(self):
        for number, (count, revenue) in enumerate(((2, 5), (3, 0), (2, 900))):
            for _time in range(count):
                self.lead(contact_name="Hà", phone=f"0912 345 67{number}", expected_revenue=revenue)
        self.assertEqual(
            [(group.record_count, group.value) for group in self.search_all()], [(3, 0), (2, 1800), (2, 10)]
        )

    def test_what_speaks_against_a_merge(self):
        cases = {
            None: [{**HA}, {**HA, "contact_name": "chị Hà"}],
            "owners": [{**HA, "user_id": self.hoa.id}, {**HA, "user_id": self.nam.id}],
            "opportunities": [{**HA, "type": "opportunity"}, {**HA, "type": "opportunity"}],
            "names": [{**HA}, {**HA, "contact_name": False}],
        }
        for doubt, rows in cases.items():
            with self.subTest(doubt):
                self.env["crm.lead"].search([]).unlink()
                for row in rows:
                    self.lead(**row)
                self.assertEqual(self.search_all().doubt or None, doubt)

    def test_no_group_across_companies(self):
        other = self.env["res.company"].create({"name": "Công ty Hoa Sen"})
        ours, free = self.lead(**HA, company_id=self.env.company.id), self.lead(**HA, company_id=False, team_id=False)
        theirs = self.lead(**HA, company_id=other.id, team_id=False)
        found = {group.company_id: self.leads_of(group) for group in self.search_all()}
        self.assertEqual(found, {self.env.company: ours + free, other: free + theirs})
        mine = self.groups.with_user(self.manager).search([("model", "=", "crm.lead")])
        self.assertEqual(mine.company_id, self.env.company)

    def test_contacts_are_grouped_with_companies_and_people_apart(self):
        names = ("Công ty TNHH Sao Mai", "CÔNG TY SAO MAI")
        companies = self.env["res.partner"].create(
            [{"name": name, "is_company": True, "vat": "0100109106", "phone": "028 3822 1234"} for name in names]
        )
        self.env["res.partner"].create({"name": "Lê An", "parent_id": companies[0].id, "phone": "028 3822 1234"})
        self.search_all()
        group = self.groups.search([("model", "=", "res.partner"), ("member_ids.partner_id", "in", companies.ids)])
        self.assertEqual((group._get_records(), group.doubt), (companies, "customers"))

    def test_new_leads_are_compared_with_those_that_are_there(self):
        first = self.lead(**HA)
        self.assertFalse(self.search_all())
        second = self.lead(**HA)
        job = self.env["crm.lead.duplicate.search"].create({})
        while job._has_step():
            job._step(None)
        group = self.groups.search([("model", "=", "crm.lead")])
        self.assertEqual(self.leads_of(group), first + second)
        second.action_set_lost()
        job = self.env["crm.lead.duplicate.search"].create({})
        while job._has_step():
            job._step(None)
        self.assertFalse(group.exists())

    def test_a_search_goes_on_at_its_position(self):
        for number in range(5):
            self.lead(contact_name="Hà", phone=f"0912 345 67{number}")
            self.lead(contact_name="Hà", phone=f"0912 345 67{number}")
        job = self.env["crm.lead.duplicate.search"].create({"is_full": True})
        self.patch(search, "STEP", 2)
        for _step in range(3):
            job._step(None)
        reached = job.position
        self.assertEqual((reached, len(self.groups.search([("search_number", "=", job.id)]))), (2, 2))
        sort = type(self.groups)._sort_candidates
        self.patch(type(self.groups), "_sort_candidates", lambda *_args: 1 / 0)
        with self.assertRaises(ZeroDivisionError):
            job._step(None)
        self.assertEqual(job.position, reached)
        self.patch(type(self.groups), "_sort_candidates", sort)
        while job._has_step():
            job._step(None)
        self.assertEqual(self.groups.search_count([("model", "=", "crm.lead")]), 5)

    def test_a_deleted_lead_leaves_its_group(self):
        leads = self.lead(**HA) + self.lead(**HA) + self.lead(**HA)
        group = self.search_all()
        leads[0].unlink()
        self.assertEqual(group.record_count, 2)
        leads[1].unlink()
        self.assertFalse(group.exists())

    @users("hoa")
    def test_salespeople_do_not_see_the_room(self):
        with self.assertRaises(AccessError):
            self.env["crm.lead.duplicate.group"].search([])
        with self.assertRaises(AccessError):
            self.env["crm.lead.duplicate.group"].action_merge_sure()
        with self.assertRaises(AccessError):
            self.env["crm.lead.duplicate.group"].action_search_all()


@tagged("post_install", "-at_install")
class TestMerging(TidyCase):
    def group_of(self, *rows):
        leads = self.env["crm.lead"].concat(*(self.lead(**row) for row in rows))
        return leads, self.search_all().with_user(self.manager)

    def test_records_side_by_side(self):
        _leads, group = self.group_of(
            {**HA, "user_id": self.hoa.id, "email_from": "ha@saomai.vn"},
            {**HA, "contact_name": "chị Hà", "city": "Huế"},
        )
        compared = group.l10n_vn_compare()
        self.assertEqual([record["owner"] for record in compared["records"]].count(self.hoa.name), 1)
        differing = {field["name"]: field["values"] for field in compared["fields"] if field["is_different"]}
        self.assertEqual(set(differing["email_from"]), {"ha@saomai.vn", ""})
        self.assertIn("city", differing)
        self.assertNotIn("phone", differing)
        self.assertEqual(compared["obstacle"], "")

    def test_the_chosen_record_is_left_with_the_chosen_values(self):
        leads, group = self.group_of(
            {**HA, "user_id": self.hoa.id, "email_from": "ha@saomai.vn"},
            {**HA, "contact_name": "Trần Hà", "user_id": self.nam.id, "email_from": "ha@gmail.com"},
        )
        for keep, other in ((leads[0], leads[1]),):
            done = group.l10n_vn_merge(keep.id, {"email_from": other.id, "user_id": other.id})
            self.assertEqual(done["id"], keep.id)
            self.assertFalse(other.exists())
            self.assertEqual((keep.email_from, keep.user_id), ("ha@gmail.com", self.nam))
            self.assertEqual(keep.contact_name, "Trần Thị Hà")
        self.assertFalse(group.exists())

    def test_each_record_can_be_the_one_that_is_left(self):
        for place in (0, 1, 2):
            with self.subTest(place=place):
                leads, group = self.group_of({**HA}, {**HA, "priority": "2"}, {**HA, "expected_revenue": 7})
                group.l10n_vn_merge(leads[place].id)
                self.assertEqual(leads.exists(), leads[place])
                leads.exists().unlink()

    def test_an_opportunity_takes_the_leads(self):
        leads, group = self.group_of({**HA}, {**HA, "type": "opportunity"})
        may = {record["id"]: record["may_be_left"] for record in group.l10n_vn_compare()["records"]}
        self.assertEqual(may, {leads[0].id: False, leads[1].id: True})
        with self.assertRaises(UserError):
            group.l10n_vn_merge(leads[0].id)
        group.l10n_vn_merge(leads[1].id)
        self.assertEqual(leads.exists(), leads[1])

    def test_wrong_choices_are_refused(self):
        leads, group = self.group_of({**HA}, {**HA})
        stranger = self.lead(contact_name="Nguyễn Văn An")
        for keep, values in (
            (stranger.id, {}),
            (leads[0].id, {"email_from": stranger.id}),
            (leads[0].id, {"stage_id": 1}),
        ):
            with self.assertRaises(UserError):
                group.l10n_vn_merge(keep, values)

    def test_a_group_that_somebody_has_merged_meanwhile(self):
        leads, group = self.group_of({**HA}, {**HA})
        group.l10n_vn_merge(leads[0].id)
        for verb in (lambda: group.l10n_vn_merge(leads[0].id), group.l10n_vn_keep_apart):
            with self.assertRaises(UserError):
                verb()

    def test_what_was_changed_since_the_search_is_not_merged(self):
        leads, group = self.group_of({**HA}, {**HA})
        leads[0].phone = "0987 654 321"
        with self.assertRaises(UserError):
            group.l10n_vn_merge(leads[0].id)
        self.assertEqual(leads.exists(), leads)

    def test_kept_apart_for_good(self):
        leads, group = self.group_of({**HA}, {**HA})
        group.l10n_vn_keep_apart()
        self.assertFalse(self.search_all())
        third = self.lead(**HA)
        found = self.search_all()
        self.assertEqual(len(found), 1)
        self.assertIn(third, self.leads_of(found))
        self.assertNotEqual(self.leads_of(found) & leads, leads)
        with self.subTest("conversion"):
            self.assertNotIn(leads, [group & leads for group in leads._l10n_vn_get_duplicate_groups()])
        with self.subTest("window"):
            self.assertNotIn(leads[1], leads[0]._l10n_vn_find_duplicates(leads[1]))
        with self.subTest("warning in the form"):
            known = {match.id for match in leads[0]._l10n_vn_find_matches().get(leads[0].id, ())}
            self.assertEqual(known & set(leads.ids), set())

    def test_a_merge_keeps_apart_what_its_leads_were_kept_apart_from(self):
        leads, group = self.group_of({**HA}, {**HA})
        group.l10n_vn_keep_apart()
        third = self.lead(**HA)
        found = self.search_all().with_user(self.manager)
        other = self.leads_of(found) - third
        found.l10n_vn_merge(third.id)
        self.assertEqual(
            self.env["crm.lead.apart"]._find_apart("crm.lead", (third + leads - other).ids),
            {frozenset((third + leads - other).ids)},
        )
        self.assertFalse(self.search_all())

    def test_contacts_are_merged_as_odoo_does(self):
        people = self.env["res.partner"].create(
            [
                {"name": name, "phone": "0912 345 678", "email": mail}
                for name, mail in (("Trần Thị Hà", "ha@saomai.vn"),) * 5
            ]
        )
        self.search_all()
        group = self.groups.with_user(self.manager).search([("member_ids.partner_id", "in", people.ids)])
        lead = self.lead(name="Hỏi", partner_id=people[4].id)
        people[3].phone = "+84 912 345 679"
        people[3].phone = "+84 912 345 678"
        done = group.l10n_vn_merge(people[1].id)
        self.assertEqual((people.exists(), lead.partner_id), (people[1], people[1]))
        self.assertFalse(done["merge_id"])


@tagged("post_install", "-at_install")
class TestSureMerges(TidyCase):
    def run_merge(self):
        action = self.groups.with_user(self.manager).action_merge_sure()
        job = self.env["crm.lead.duplicate.merge"].browse(action["res_id"])
        while job._has_step():
            job._as_user()._step(None)
        return job

    def pairs(self, count, **values):
        return [
            self.lead(contact_name="Trần Thị Hà", phone=f"09123{n:05}", **values)
            + self.lead(contact_name="Trần Hà", phone=f"09123{n:05}", **values)
            for n in range(count)
        ]

    def test_sure_groups_are_merged_and_the_others_left(self):
        sure = self.pairs(3)
        doubtful = self.lead(**HA, user_id=self.hoa.id) + self.lead(**HA, user_id=self.nam.id)
        self.search_all()
        job = self.run_merge()
        self.assertEqual((job.state, job.merged_count, job.skipped_count), ("done", 3, 0))
        self.assertEqual([len(pair.exists()) for pair in sure], [1, 1, 1])
        self.assertEqual(doubtful.exists(), doubtful)
        self.assertEqual(self.groups.search([("model", "=", "crm.lead")]).doubt, "owners")
        lines = job.line_ids.with_user(self.manager)
        self.assertEqual(lines.lead_id, self.env["crm.lead"].concat(*(pair.exists() for pair in sure)))

    def test_what_changed_since_is_skipped_with_its_reason(self):
        pairs = self.pairs(2)
        self.search_all()
        pairs[0][0].phone = "0987 654 321"
        job = self.run_merge()
        self.assertEqual((job.merged_count, job.skipped_count), (1, 1))
        self.assertEqual(pairs[0].exists(), pairs[0])
        self.assertTrue(job.line_ids.filtered(lambda line: line.outcome == "skipped").reason)

    def test_one_that_fails_does_not_stop_the_others(self):
        pairs = self.pairs(4)
        self.search_all()
        merge = type(self.env["crm.lead"])._l10n_vn_merge_groups

        def refuse(leads, groups):
            if pairs[2] in groups:
                raise UserError("Chưa đủ điều kiện")
            return merge(leads, groups)

        self.patch(type(self.env["crm.lead"]), "_l10n_vn_merge_groups", refuse)
        job = self.run_merge()
        self.assertEqual((job.merged_count, job.skipped_count), (3, 1))
        self.assertIn("Chưa đủ điều kiện", job.line_ids.mapped("reason"))

    def test_cost_does_not_grow_with_the_groups(self):
        def cost(count):
            self.env["crm.lead"].search([]).unlink()
            self.pairs(count)
            self.search_all()
            groups = self.groups.search([("doubt", "=", False)])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            groups.with_user(self.manager)._merge_sure()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(2)
        self.assertLess(cost(40) - cost(10), 60)

    def test_every_merge_can_be_undone(self):
        pairs = self.pairs(3)
        before = [pair.mapped("contact_name") for pair in pairs]
        self.search_all()
        job = self.run_merge().with_user(self.manager)
        job.line_ids[0].action_undo()
        self.assertEqual(job.line_ids.mapped("outcome"), ["undone", "merged", "merged"])
        self.assertEqual([len(pair.exists()) for pair in pairs], [2, 1, 1])
        self.assertTrue(job.can_undo)
        job.action_undo()
        self.env.invalidate_all()
        self.assertEqual([pair.mapped("contact_name") for pair in pairs], before)
        self.assertEqual(set(job.line_ids.mapped("outcome")), {"undone"})
        self.assertFalse(job.can_undo)
        self.assertEqual(self.groups.search_count([("model", "=", "crm.lead")]), 3)

    def test_many_merges_are_undone_in_steps(self):
        self.patch(background_merge, "STEP", 2)
        self.patch(undo, "STEP", 2)
        pairs = self.pairs(5)
        self.search_all()
        job = self.run_merge()
        shown = job.with_user(self.manager).action_undo()
        self.assertEqual((shown["res_model"], shown["res_id"]), ("crm.lead.duplicate.merge", job.id))
        self.assertEqual((job.state, job.is_undoing, job.undo_count, job.percent), ("waiting", True, 5, 0))
        self.assertFalse(job.can_undo, "it is on its way")
        with self.assertRaises(UserError):
            job.line_ids[0].with_user(self.manager).action_undo()
        job._as_user()._step(None)
        self.assertEqual((job.undo_position, job.percent), (2, 40))
        self.assertEqual(sorted(job.line_ids.mapped("outcome")), [*["merged"] * 3, *["undone"] * 2])
        # A server that stops here goes on at this position.
        with self.enter_registry_test_mode():
            self.env.ref("l10n_vn_crm.crm_lead_duplicate_merge_cron").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((job.state, job.is_undoing, job.undo_position), ("done", False, 5))
        self.assertEqual([len(pair.exists()) for pair in pairs], [2] * 5)
        self.assertEqual(set(job.line_ids.mapped("outcome")), {"undone"})
        self.assertEqual(self.groups.search_count([("model", "=", "crm.lead")]), 5, "they are on the list again")

    def test_one_merge_that_cannot_be_undone_stops_no_other(self):
        pairs = self.pairs(4)
        self.search_all()
        job = self.run_merge()
        separate = type(self.env["crm.lead"])._l10n_vn_undo_merge

        def refuse(leads, lead_ids):
            if set(lead_ids) & set(pairs[2].ids):
                raise UserError("Đang có người sửa")
            return separate(leads, lead_ids)

        self.patch(type(self.env["crm.lead"]), "_l10n_vn_undo_merge", refuse)
        job.with_user(self.manager).action_undo()
        self.assertEqual([len(pair.exists()) for pair in pairs], [2, 2, 1, 2])
        left = job.line_ids.filtered(lambda line: line.outcome == "merged")
        self.assertEqual(left.reason, "Đang có người sửa")
        self.assertTrue(job.can_undo)

    def test_a_merge_by_hand_can_be_undone(self):
        leads = self.lead(**HA, email_from="ha@saomai.vn") + self.lead(**HA, email_from="ha@gmail.com", city="Huế")
        group = self.search_all().with_user(self.manager)
        done = group.l10n_vn_merge(leads[0].id, {"email_from": leads[1].id})
        self.assertEqual((leads[0].email_from, leads[0].city), ("ha@gmail.com", "Huế"))
        self.env["crm.lead.duplicate.merge"].with_user(self.manager).browse(done["merge_id"]).action_undo()
        self.env.invalidate_all()
        self.assertEqual(leads.exists(), leads)
        self.assertEqual(leads.mapped("email_from"), ["ha@saomai.vn", "ha@gmail.com"])
        self.assertEqual(leads.mapped("city"), [False, "Huế"])

    def test_an_undone_merge_keeps_apart_only_what_somebody_has_kept_apart(self):
        left, merged, other = (self.lead(**HA) for _number in range(3))
        self.env["crm.lead.apart"]._keep_apart(merged + other)
        self.env["crm.lead"]._l10n_vn_merge_groups([left + merged])
        self.assertEqual(len(self.env["crm.lead.apart"]._find_apart("crm.lead", (left + other).ids)), 1)
        self.env["crm.lead"]._l10n_vn_undo_merge(merged.ids)
        pairs = self.env["crm.lead.apart"]._find_apart("crm.lead", (left + merged + other).ids)
        self.assertEqual(pairs, {frozenset((merged + other).ids)})

    def test_nothing_sure(self):
        with self.assertRaises(UserError):
            self.groups.with_user(self.manager).action_merge_sure()


@tagged("post_install", "-at_install")
class TestTidyTour(HttpCase, TidyCase):
    def test_tidy_two_groups(self):
        for mail in ("ha@saomai.vn", "ha@gmail.com", False):
            self.lead(**HA, name=f"Trần Thị Hà hỏi giá {mail}", email_from=mail)
        twins = self.lead(name="Lê Văn Bình 1", contact_name="Lê Văn Bình", phone="0987 654 321")
        twins += self.lead(name="Lê Văn Bình 2", contact_name="Lê Văn Bình", phone="0987 654 321")
        self.search_all()
        self.groups.search([("model", "=", "res.partner")]).unlink()
        self.start_tour("/odoo/lead-duplicates", "l10n_vn_crm_tidy_two_groups", login="mai")
        left = self.env["crm.lead"].search([("contact_name", "=", "Trần Thị Hà")])
        self.assertEqual((len(left), left.email_from), (1, "ha@gmail.com"))
        self.assertEqual(twins.exists(), twins)
        self.assertEqual(len(self.env["crm.lead.apart"].search([("lead_id", "in", twins.ids)])), 1)

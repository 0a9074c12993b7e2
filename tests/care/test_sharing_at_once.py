from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import OWN
from ..connections import ConnectionCase

ROUNDS = 50


@tagged("post_install", "-at_install")
class TestSharingAtOnce(ConnectionCase):
    def setUp(self):
        super().setUp()
        names = {"luot.an": "Nguyễn Văn An", "luot.binh": "Trần Bình", "luot.chi": "Lê Thị Chi"}
        self.members = self.new_users(names, OWN)
        self.calendars = self.run_apart(lambda env: env.company.resource_calendar_id.id)
        self.run_apart(lambda env: env.company.write({"resource_calendar_id": False}))
        self.team_id = self.run_apart(self.new_team)
        self.addCleanup(self.run_apart, self.remove)

    def new_team(self, env):
        values = {"name": "Chia số", "use_leads": True, "l10n_vn_share_method": "turn"}
        return env["crm.team"].create({**values, "member_ids": [(6, 0, self.members)]}).id

    def remove(self, env):
        env["crm.lead"].search([("team_id", "=", self.team_id)]).unlink()
        env["crm.team"].browse(self.team_id).unlink()
        env.company.resource_calendar_id = self.calendars

    def arrive(self, env):
        values = {"name": "Hỏi giá", "type": "lead", "user_id": False, "team_id": self.team_id}
        return env["crm.lead"].create(values).id

    def owners(self, ids):
        return self.run_apart(lambda env: [lead.user_id.id for lead in env["crm.lead"].browse(ids)])

    def test_two_at_once_go_to_two_members(self):
        for method in ("turn", "load"):
            self.run_apart(
                lambda env, method=method: env["crm.team"].browse(self.team_id).write({"l10n_vn_share_method": method})
            )
            ids = []
            for _round in range(ROUNDS // 2):
                pair = self.at_once((1, self.arrive), (1, self.arrive))
                first, second = self.owners(pair)
                self.assertTrue(first and second)
                self.assertNotEqual(first, second)
                ids += pair
            counts = [self.owners(ids).count(member) for member in self.members]
            self.assertLessEqual(max(counts) - min(counts), 1, f"{method}: {counts}")

    def test_one_lead_is_shared_once(self):
        def free(env):
            leads = env["crm.lead"].create(
                [{"name": "Chờ", "type": "lead", "user_id": self.members[0], "team_id": self.team_id}] * 5
            )
            leads.user_id = False
            return leads.ids

        def share(env):
            shared = env["crm.lead"].browse(ids)._l10n_vn_share()
            return [lead_id for leads in shared.values() for lead_id in leads.ids]

        for _round in range(ROUNDS // 5):
            ids = self.run_apart(free)
            with mute_logger("odoo.sql_db"):  # a transaction that is refused a row is repeated
                one, other = self.at_once((1, share), (1, share))
            self.assertEqual(sorted([*one, *other]), ids, "each lead once, whoever came first")
            self.assertNotIn(False, self.owners(ids))

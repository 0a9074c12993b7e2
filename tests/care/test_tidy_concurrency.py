"""Two managers tidy up the same group at the same moment."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import MANAGER
from ..connections import ConnectionCase


@tagged("post_install", "-at_install")
class TestTidyConcurrency(ConnectionCase):
    def test_one_group_is_merged_once(self):
        users = self.new_users({"mai.tidy": "Nguyễn Thị Mai", "tu.tidy": "Trần Văn Tú"}, MANAGER)

        def prepare(env):
            rows = [{"name": "Hỏi giá", "type": "lead", "contact_name": "Trần Thị Hà", "phone": "+84901000777"}] * 2
            leads = env["crm.lead"].create([dict(row, user_id=False, team_id=False) for row in rows])
            groups = env["crm.lead.duplicate.group"]
            groups._store_groups(groups._sort_candidates("crm.lead", leads.ids), 0)
            return leads.ids, groups.search([("member_ids.lead_id", "in", leads.ids)]).id

        def remove(env):
            env["crm.lead"].browse(lead_ids).exists().unlink()
            env["crm.lead.duplicate.merge"].search([("user_id", "in", users)]).unlink()
            env["crm.lead.conversion.line"].search([("lead_number", "in", lead_ids)]).unlink()

        lead_ids, group_id = self.run_apart(prepare)
        self.addCleanup(self.run_apart, remove)

        def merge(keep):
            return lambda env: env["crm.lead.duplicate.group"].browse(group_id).l10n_vn_merge(keep)

        answers = self.at_once((users[0], merge(lead_ids[0])), (users[1], merge(lead_ids[1])), refusals=(UserError,))
        self.assertEqual(sum(isinstance(answer, UserError) for answer in answers), 1)
        left = self.run_apart(lambda env: env["crm.lead"].browse(lead_ids).exists().ids)
        [done] = [answer for answer in answers if isinstance(answer, dict)]
        self.assertEqual(left, [done["id"]])

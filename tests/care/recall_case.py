"""A team with a rule of recalling, salespeople, their manager and a second company; a clock that stands."""

from datetime import datetime, timedelta

from freezegun import freeze_time
from odoo import SUPERUSER_ID, Command
from odoo.tools import SQL

from ..common import LeadCase, person

# A Wednesday, 9:00 in Viet Nam.
NOW = datetime(2027, 3, 10, 2, 0)


class RecallCase(LeadCase):
    """``team`` of Hoa and Nam, led by the manager · ``rule``: 3 working days, a warning of 1 before, not on yet"""

    USERS = {**LeadCase.USERS, "leader": person("Đỗ Văn Trưởng", LeadCase.USERS["lan"]["groups"], login="truong")}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.activate_english()
        (cls.hoa | cls.nam | cls.manager | cls.leader).lang = "en_US"
        cls.env.company.country_id = cls.env.ref("base.vn")
        cls.calendar = cls.env.company.resource_calendar_id
        cls.calendar.tz = "Asia/Ho_Chi_Minh"
        cls.team = cls.new_team(cls.hoa, cls.nam, user_id=cls.leader.id, l10n_vn_lead_stages=True)
        cls.stage = cls.env.ref("l10n_vn_crm.crm_stage_interested")
        cls.rule = cls.new_rule()

    @classmethod
    def new_rule(cls, **values):
        return cls.env["crm.lead.recall.rule"].create(
            {
                "name": "Lead mới: 3 ngày",
                "team_id": cls.team.id,
                "limit": 3,
                "unit": "workdays",
                "warning": 1,
                "spares_qualified": False,
                "is_on": True,
                **values,
            }
        )

    @classmethod
    def new_leads(cls, count, user=None, since=timedelta(days=30), **values):
        """Create leads of ``user`` (Hoa) that were assigned ``since`` ago, and never contacted."""
        leads = cls.env["crm.lead"].create(
            [
                {
                    "name": f"Chị Mai {number} hỏi giá",
                    "contact_name": f"Nguyễn Thị Mai {number}",
                    "type": "lead",
                    "team_id": cls.team.id,
                    "stage_id": cls.stage.id,
                    "user_id": (user or cls.hoa).id,
                    **values,
                }
                for number in range(count)
            ]
        )
        return cls.assigned(leads, NOW - since)

    @classmethod
    def assigned(cls, leads, when):
        """Date the creation and assignment of ``leads``, which Odoo takes from the real clock."""
        cls.env.flush_all()
        cls.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET date_open = CASE WHEN user_id IS NOT NULL THEN %s::timestamp END,"
                " create_date = %s WHERE id = ANY(%s)",
                when,
                when,
                leads.ids,
            )
        )
        leads.invalidate_recordset()
        return leads

    def run_at(self, when):
        """Do what the scheduled action does, at the moment ``when``; return the run, if there was one."""
        runs = self.env["crm.lead.recall.run"].with_user(SUPERUSER_ID)
        before = runs.search([], limit=1)
        with freeze_time(when), self.enter_registry_test_mode():
            runs.env.ref("l10n_vn_crm.crm_lead_recall_cron").method_direct_trigger()
        self.env.invalidate_all()
        run = runs.search([], limit=1)
        self.assertNotIn("failed", run.mapped("state"), run.error)
        return run - before

    def recall_at(self, when):
        """Warn a month before ``when``, so that leads of long ago are recalled then."""
        self.run_at(when - timedelta(days=20))
        return self.run_at(when)

    def recalls(self, leads):
        """Return the lines of the history of ``leads``."""
        return self.env["crm.lead.recall"].with_user(SUPERUSER_ID).search([("lead_id", "in", leads.ids)])

    def told(self, user):
        """Return the notifications to ``user`` that belong to no lead."""
        return self.env["mail.message"].search(
            [
                ("message_type", "=", "user_notification"),
                ("partner_ids", "in", user.partner_id.ids),
                ("model", "=", False),
            ]
        )

    @classmethod
    def new_company(cls, name="Chi nhánh Huế"):
        company = cls.env["res.company"].create({"name": name, "country_id": cls.env.ref("base.vn").id})
        company.resource_calendar_id = cls.calendar.copy({"company_id": company.id})
        cls.env.user.company_ids = [Command.link(company.id)]
        return company

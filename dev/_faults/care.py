"""Daily care: recalls of leads without a contact, sharing of leads that wait for a salesperson."""

from odoo import Command, fields

from .case import Case
from .conversions import new_salespeople

_LEADS, _STEP = 500, 100


class Recall(Case):
    name, title = "recall", "recall"
    no_answer = "(works without its user)"
    small_steps = {"care.recall_run": {"CHUNK": _STEP}}

    def prepare(self, client):
        def start(env):
            people = new_salespeople(env, 4)
            team = env["crm.team"].create(
                {"name": "Miền Nam", "user_id": people[0].id, "member_ids": [Command.set(people.ids)]}
            )
            env["crm.lead.recall.rule"].create(
                {
                    "name": "7 ngày",
                    "team_id": team.id,
                    "limit": 7,
                    "unit": "days",
                    "warning": 0,
                    "plan_days": 0,
                    "is_on": True,
                    "spares_qualified": False,
                }
            )
            leads = new_waiting(env, team, [{"user_id": people[at % 4].id} for at in range(_LEADS)])
            env.flush_all()
            env.cr.execute(
                "UPDATE crm_lead SET date_open = now() - interval '30 days', create_date = now() - interval '30 days'"
                " WHERE id = ANY(%s)",
                [leads.ids],
            )
            leads[: _LEADS // 20].l10n_vn_last_contact = "2099-01-01 00:00:00"

        client.transaction(start)
        return {}

    def work(self, client):
        client.run_action("crm_lead_recall_cron", lambda env: not self.is_unfinished(env))

    def is_unfinished(self, env):
        runs = env["crm.lead.recall.run"].search([])
        return not runs or any(run.state != "done" for run in runs)

    def words(self, env):
        digests = env["mail.message"].search([("message_type", "=", "user_notification")])
        return " / ".join(digests.mapped("subject"))


class Sharing(Case):
    name, title = "sharing", "sharing"
    no_answer = "(works without its user)"
    small_steps = {"care.waiting": {"SLICE": _STEP}}

    def prepare(self, client):
        def start(env):
            people = new_salespeople(env, 4)
            days = [
                Command.create({"name": day, "dayofweek": day, "hour_from": 0, "hour_to": 24, "day_period": "full_day"})
                for day in "0123456"
            ]
            env.company.resource_calendar_id = env["resource.calendar"].create(
                {"name": "Cả ngày", "attendance_ids": [Command.clear(), *days]}
            )
            team = env["crm.team"].create(
                {"name": "Miền Nam", "use_leads": True, "member_ids": [Command.set(people.ids)]}
            )
            leads = new_waiting(env, team, [{"user_id": False} for _at in range(_LEADS)])
            team.l10n_vn_share_method = "turn"
            leads.l10n_vn_unshared_since = fields.Datetime.now()

        client.transaction(start)
        return {}

    def work(self, client):
        client.run_action("crm_lead_share_cron", lambda env: not self.is_unfinished(env))

    def is_unfinished(self, env):
        waiting = env["crm.lead"].search_count([("user_id", "=", False)], limit=1)
        return bool(waiting or env["crm.lead.share"].search_count([("is_untold", "=", True)], limit=1))

    def words(self, env):
        told = env["mail.message"].search([("message_type", "=", "user_notification")])
        return " / ".join(told.mapped("subject"))


def new_waiting(env, team, vals_list):
    """Create leads of ``team``, each with its values of ``vals_list``."""
    quiet = env["crm.lead"].with_context(tracking_disable=True)
    return quiet.create(
        [
            {"name": f"Khách {at}", "contact_name": f"Khách {at}", "type": "lead", "team_id": team.id, **vals}
            for at, vals in enumerate(vals_list)
        ]
    )

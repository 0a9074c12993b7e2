"""Mass conversions: in steps that the open window asks for, and as a job."""

from odoo import Command

from .case import Case

_STEP = 50


def new_leads(env, count):
    """Create ``count`` leads, one in ten of them the person before; return (leads, two salespeople)."""
    people = new_salespeople(env, 2)
    team = env["crm.team"].create({"name": "Miền Bắc", "use_leads": True, "member_ids": [Command.set(people.ids)]})
    numbers = [number - 1 if number % 10 == 7 else number for number in range(count)]
    vals_list = [
        {
            "name": f"Khách {at} hỏi giá",
            "contact_name": f"Khách hàng {number}",
            "phone": f"09{13000000 + number}",
            "type": "lead",
            "team_id": team.id,
            "user_id": False,
        }
        for at, number in enumerate(numbers)
    ]
    return env["crm.lead"].with_context(tracking_disable=True).create(vals_list), people


def new_salespeople(env, count):
    group = env.ref("sales_team.group_sale_salesman")
    vals_list = [
        {
            "name": f"Nhân viên {number}",
            "login": f"nv{number}",
            "lang": "en_US",
            "group_ids": [Command.link(group.id)],
        }
        for number in range(count)
    ]
    return env["res.users"].with_context(no_reset_password=True).create(vals_list)


def start_conversion(env, leads, people):
    """Start the conversion of ``leads`` in the window; return the id of its record."""
    wizards = env["crm.lead2opportunity.partner.mass"].with_context(active_model="crm.lead", active_ids=leads.ids)
    wizard = wizards.create(
        {"deduplicate": True, "action": "each_exist_or_create", "user_ids": [Command.set(people.ids)]}
    )
    return wizard.action_l10n_vn_start()["res_id"]


class ConversionCase(Case):
    count = 0

    def prepare(self, client):
        return {"record": client.request(lambda env: start_conversion(env, *new_leads(env, self.count)))}

    def is_unfinished(self, env):
        return env["crm.lead.conversion"].search([]).state != "done"

    def words(self, env):
        record = env["crm.lead.conversion"].search([])
        counts = ", ".join(
            f"{record[name]} {record._fields[name].string.lower()}"
            for name in ("converted_count", "merged_count", "skipped_count")
        )
        status = dict(record._fields["status"]._description_selection(env))[record.status]
        return f"{record.error or status} {record.position}/{record.lead_count}: {counts}"


class Steps(ConversionCase):
    name, title = "conversion", "conversion in steps"
    count = 280
    small_steps = {"conversion.window_mass": {"AT_ONCE": 200, "BACKGROUND_ABOVE": 300}}

    def work(self, client):
        """Go on step by step; who comes back after a fault presses *Continue*."""
        if client.memory.get("began"):
            client.request(self._continue)
        client.remember(began=True)
        while client.request(self._go_on)["state"] == "running":
            pass

    def _continue(self, env):
        record = env["crm.lead.conversion"].search([])
        if record.can_continue:
            record.action_continue()

    def _go_on(self, env):
        return env["crm.lead.conversion"].search([]).l10n_vn_go_on(_STEP)


class Job(ConversionCase):
    name, title = "conversion_job", "conversion as job"
    no_answer = "(works without its user)"
    count = 400
    small_steps = {**Steps.small_steps, "conversion.crm_lead_conversion": {"BACKGROUND_CHUNK": _STEP}}

    def work(self, client):
        client.run_action("crm_lead_conversion_cron", lambda env: not self.is_unfinished(env))

"""A rule that has recalled a lead, has warned of another and would recall a third: what screens of recalls show."""

from datetime import timedelta

from odoo import fields


def recall_some(env, team, leads):
    """Make the rule for ``team``, of which ``leads`` are three with salespeople; return (rule, line of the recall)."""
    rule = env["crm.lead.recall.rule"].create(
        {"name": "Tiềm năng mới: 3 ngày", "team_id": team.id, "limit": 3, "unit": "days", "warning": 1}
    )
    recalled, warned, due = leads
    leads.activity_ids.unlink()  # a planned next action would spare them
    env.flush_all()
    env.cr.execute(
        "UPDATE crm_lead SET date_open = date_open - interval '30 days',"
        " create_date = create_date - interval '30 days', l10n_vn_last_contact = NULL WHERE id = ANY(%s)",
        [leads.ids],
    )
    env.invalidate_all()
    now, states = fields.Datetime.now(), env["crm.lead.recall.state"]
    states.create([{"lead_id": lead.id, "warned_at": now - timedelta(days=2)} for lead in recalled | due])
    recalled._l10n_vn_recall(rule)
    states.create({"lead_id": warned.id, "warned_at": now})
    env["crm.lead.recall.run"].create({"rule_id": rule.id, "state": "done", "recalled_count": 1, "warned_count": 3})
    return rule, env["crm.lead.recall"].search([("lead_id", "=", recalled.id)])

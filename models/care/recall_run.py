"""Runs of the rules of recalling: warnings, recalls in steps with a stored position, one digest a day."""

from odoo import SUPERUSER_ID, api, fields, models

from .recall_selection import RECALL, WARN

# Leads of a step: a transaction of about a second, in which a lead is locked.
CHUNK = 500
STATES = [("waiting", "Going on"), ("done", "Done"), ("failed", "Stopped by an error")]


class CrmLeadRecallRun(models.Model):
    _name = "crm.lead.recall.run"
    _description = "Run of a Rule of Recalling"
    _inherit = ["crm.lead.background"]
    _cron = "l10n_vn_crm.crm_lead_recall_cron"
    _order = "id DESC"
    _rec_name = "create_date"

    rule_id = fields.Many2one("crm.lead.recall.rule", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="rule_id.company_id", store=True, index=True)
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, default=lambda self: self.env.user)
    user_context = fields.Json(readonly=True)
    state = fields.Selection(STATES, required=True, default="waiting", readonly=True, index=True)
    error = fields.Text(readonly=True)
    lead_numbers = fields.Json(readonly=True)
    lead_count = fields.Integer("Leads", readonly=True)
    position = fields.Integer("Handled", readonly=True)
    recalled_count = fields.Integer("Recalled", readonly=True)
    warned_count = fields.Integer("Warned", readonly=True)

    @api.model
    def _cron_recall(self):
        """Work runs off until the time of the action is over; where none waits, start those of the rules first."""
        waiting = [("state", "=", "waiting")]
        if not self.search_count(waiting, limit=1):
            self.env["crm.lead.recall.rule"].search([("is_on", "=", True)])._start_runs()
        jobs = self.search(waiting, order="id")
        jobs._work_off(sum(job.lead_count - job.position for job in jobs))
        self._tell_when_over()

    def _after_steps(self):
        self._tell_when_over()

    @api.model
    def _tell_when_over(self):
        if not self.search_count([("state", "=", "waiting")], limit=1):
            self.env["crm.lead.recall"]._send_digests()

    def _has_step(self):
        return self.state == "waiting"

    def _as_user(self):
        return self.with_env(self.env(user=SUPERUSER_ID, su=True)).with_company(self.company_id)

    def _step(self, _rows, _is_again=True):
        """Recall the next :data:`CHUNK` leads; before the first ones, warn of those that are recalled later."""
        warned_count = 0 if self.position else self.rule_id._warn()
        ids = (self.lead_numbers or [])[self.position : self.position + CHUNK]
        recalled = self.env["crm.lead"].browse(ids)._l10n_vn_recall(self.rule_id)
        position = self.position + len(ids)
        self.write(
            {
                "position": position,
                "recalled_count": self.recalled_count + len(recalled),
                "warned_count": self.warned_count + warned_count,
                "state": "waiting" if position < self.lead_count else "done",
            }
        )
        return len(ids)

    @api.autovacuum
    def _gc_runs(self):
        """Delete runs older than 90 days; the recalls themselves are kept."""
        self.search([("create_date", "<", "today -90d")]).unlink()


class CrmLeadRecallRule(models.Model):
    _inherit = "crm.lead.recall.rule"

    def _start_runs(self):
        """Create a run of each rule of ``self`` that concerns leads now, unless one is going on."""
        runs = self.env["crm.lead.recall.run"]
        going_on = runs.search([("rule_id", "in", self.ids), ("state", "=", "waiting")]).rule_id
        for rule in self - going_on:
            rule = rule.with_company(rule.company_id)
            rule._note_spared()
            query = rule._select_leads(RECALL)
            if query is None:
                continue
            query.order = "user_id, id"
            lead_ids = list(query)
            if lead_ids or rule._has_leads(WARN):
                runs.create({"rule_id": rule.id, "lead_numbers": lead_ids, "lead_count": len(lead_ids)})

    def _has_leads(self, kind):
        """Return whether this rule does ``kind`` with any lead now."""
        query = self._select_leads(kind)
        if query is None:
            return False
        query.limit = 1
        return bool(list(query))

    def _warn(self):
        """Notify the salespeople of leads that are recalled soon, each once; return the number of leads."""
        warned = self._note_warned()
        leads = self.env["crm.lead"]
        for user_id, lead_ids in warned.items():
            leads.browse(lead_ids)._l10n_vn_warn_of_recall(leads.env["res.users"].browse(user_id), self)
        return sum(map(len, warned.values()))

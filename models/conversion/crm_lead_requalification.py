"""Renewal of the stored states of qualification after a change of criteria: at once, or of many leads as a job."""

from odoo import api, fields, models
from odoo.tools import SQL

# As many leads are renewed in the transaction that changes a criterion.
AT_ONCE = 5_000
_CHUNK = 20_000


class CrmLeadRequalification(models.Model):
    """A job that counts the answers of all leads again, by their ids. A change meanwhile starts it anew."""

    _name = "crm.lead.requalification"
    _description = "Recalculation of Qualification"
    _inherit = ["crm.lead.background"]
    _cron = "l10n_vn_crm.crm_lead_requalification_cron"
    _order = "id DESC"

    user_id = fields.Many2one("res.users", readonly=True, default=lambda self: self.env.user)
    user_context = fields.Json(readonly=True)
    state = fields.Selection(
        [("waiting", "In the background"), ("failed", "Stopped by an error"), ("done", "Done")],
        required=True,
        default="waiting",
        readonly=True,
    )
    error = fields.Text(readonly=True)
    position = fields.Integer("Last Lead Handled", readonly=True)
    last_id = fields.Integer("Last Lead", readonly=True)
    percent = fields.Integer("Progress", compute="_compute_percent")

    @api.depends("position", "last_id")
    def _compute_percent(self):
        for job in self:
            job.percent = 100 * job.position // job.last_id if job.last_id else 0

    @api.model
    def _get_open(self):
        """Return the job that is not done yet, if there is one."""
        # sudo: whoever searches leads may know that their states are being renewed
        return self.sudo().search([("state", "!=", "done")], limit=1)

    @api.model
    def _request(self):
        """Renew the states of all leads: at once where they are few, else in the background."""
        leads = self.env["crm.lead"].sudo()  # sudo: facts of leads that the user may not read
        leads.flush_model(["id"])
        [[count]] = self.env.execute_query(
            SQL("SELECT count(*) FROM (SELECT id FROM crm_lead LIMIT %s) AS leads", AT_ONCE + 1)
        )
        if count <= AT_ONCE:
            leads._l10n_vn_renew_states(SQL("TRUE"))
            return
        [[last_id]] = self.env.execute_query(SQL("SELECT max(id) FROM crm_lead"))
        values = {"state": "waiting", "position": 0, "last_id": last_id, "error": False}
        if job := self._get_open():
            job.write(values)
        else:
            self.sudo().search([]).unlink()  # sudo: who changes criteria need no right on jobs
            job = self.sudo().create(values)
        job._start_work()

    # In the background

    @api.model
    def _cron_requalify(self):
        """Go on with what is open; what an error has stopped is tried again."""
        jobs = self._get_open()
        jobs.filtered(lambda job: job.state == "failed").write({"state": "waiting", "error": False})
        jobs._work_off(sum(job.last_id - job.position for job in jobs))

    def _has_step(self):
        return self.state == "waiting"

    def _step(self, _rows, _is_again=True):
        [[upto, count]] = self.env.execute_query(
            SQL(
                "SELECT max(id), count(*) FROM"
                " (SELECT id FROM crm_lead WHERE id > %s AND id <= %s ORDER BY id LIMIT %s) AS chunk",
                self.position,
                self.last_id,
                _CHUNK,
            )
        )
        if count:
            self.env["crm.lead"]._l10n_vn_renew_states(
                SQL("crm_lead.id > %s AND crm_lead.id <= %s", self.position, upto)
            )
            self.position = upto
        if count < _CHUNK:
            self.state = "done"
        return count

    def _as_user(self):
        return self.sudo()  # sudo: facts of all leads, whoever has changed the criterion

"""Filling of records that are older than the addon: at installation and upgrade, or of many in the background.

A database of a million leads is ready after the tables have got their columns and indexes. The job then goes from
the newest records to the oldest while people work. Until it is done,

* words and phones are searched in the columns of Odoo, too (``_l10n_vn_search_unfilled``),
* similar names are suggested among the records that are filled; phones, addresses and codes find all,
* a lead that was there stays in its former stage until its turn comes, and the gate counts its team's switch.

Doors:
  ``_add_columns`` – add the missing columns of a model, and have them filled
  ``_has_all_leads_to_do`` – whether a job that has not begun will fit the stages of all leads
  ``_is_open`` – whether a model has records that are not filled yet
"""

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

from .stored_columns import add_columns, fill

# As many records are filled in the transaction that adds the columns.
AT_ONCE = 20_000
# Records of a step: colleagues who save one of them wait as long as the step takes, about a second.
_CHUNK = 2_000


class MailThreadPhone(models.AbstractModel):
    _inherit = "mail.thread.phone"

    @api.model
    def _l10n_vn_get_backfill_rules(self, installing):
        """Return how records that are older than the addon are filled (list of :class:`Rule`); extended by models.

        :param bool installing: the addon is new in this database: what its settings decide is filled, too
        """
        return []

    @api.model
    def _l10n_vn_fill_history(self, lowest, highest):
        """Fill what other tables tell of the records with ids from ``lowest`` to ``highest``; extended by models."""


class CrmLeadBackfill(models.Model):
    """A job that fills the columns of one model, by ids, the newest record first."""

    _name = "crm.lead.backfill"
    _description = "Preparation of Existing Records"
    _inherit = ["crm.lead.background"]
    _cron = "l10n_vn_crm.crm_lead_backfill_cron"
    _order = "id"

    user_id = fields.Many2one("res.users", readonly=True, default=lambda self: self.env.user)
    user_context = fields.Json(readonly=True)
    state = fields.Selection(
        [("waiting", "In the background"), ("failed", "Stopped by an error"), ("done", "Done")],
        required=True,
        default="waiting",
        readonly=True,
    )
    error = fields.Text(readonly=True)
    res_model = fields.Char("Model", required=True, readonly=True)
    is_installing = fields.Boolean("Stages and Contacts, too", readonly=True)
    first_id = fields.Integer("First to Do", readonly=True)
    position = fields.Integer("Records below This One Are Left", readonly=True)
    percent = fields.Integer("Progress", compute="_compute_percent")

    @api.depends("position", "first_id", "state")
    def _compute_percent(self):
        for job in self:
            job.percent = 100 if job.state == "done" else 100 - 100 * job.position // max(job.first_id, 1)

    @api.model
    def _add_columns(self, res_model):
        """Add the missing columns of ``res_model``, and have them filled as soon as all tables are there."""
        records = self.env[res_model]
        names = [name for rule in records._l10n_vn_get_backfill_rules(installing=False) for name in rule.columns]
        if added := add_columns(records, names):
            self.pool.post_init(self._request, res_model, installing=len(added) == len(names))

    @api.model
    def _request(self, res_model, installing):
        """Fill the records of ``res_model``: at once where they are few, else in the background.

        :param bool installing: the addon is new in this database
        """
        records = self.env[res_model].sudo()  # sudo: installation and upgrade fill the records of every company
        table = SQL.identifier(records._table)
        records.flush_model()
        [[count, highest]] = self.env.execute_query(
            SQL("SELECT count(*), max(id) FROM (SELECT id FROM %s ORDER BY id DESC LIMIT %s) AS t", table, AT_ONCE + 1)
        )
        if count <= AT_ONCE:
            # Stages and settings are not there yet; the hook of the installation fits the few leads to them.
            rules, below = records._l10n_vn_get_backfill_rules(installing=False), (highest or 0) + 1
            while count:
                count, below = fill(records, rules, below, _CHUNK)
            return
        jobs = self.sudo()  # sudo: who installs modules need no right on jobs
        jobs.search([("res_model", "=", res_model)]).unlink()
        jobs.create(
            {
                "res_model": res_model,
                "is_installing": installing,
                "first_id": highest + 1,
                "position": highest + 1,
            }
        )._start_work()

    @api.model
    @ormcache("res_model")
    def _is_open(self, res_model):
        """Return whether ``res_model`` has records that are not filled yet."""
        # sudo: whoever searches may know that not all records are filled
        return bool(self.sudo().search_count([("res_model", "=", res_model), ("state", "!=", "done")], limit=1))

    @api.model
    def _has_all_leads_to_do(self):
        """Return whether a job that has not begun will fit all leads to stages and settings."""
        # sudo: whoever changes a stage need no right on jobs
        jobs = self.sudo().search([("res_model", "=", "crm.lead"), ("is_installing", "=", True)])
        return any(job.state == "waiting" and job.position == job.first_id for job in jobs)

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        if "state" in vals:
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    # In the background

    @api.model
    def _cron_fill(self):
        """Go on with what is open; what an error has stopped is tried again."""
        jobs = self.search([("state", "!=", "done")])
        jobs.filtered(lambda job: job.state == "failed").write({"state": "waiting", "error": False})
        jobs._work_off(sum(jobs.mapped("position")))

    def _has_step(self):
        return self.state == "waiting"

    def _step(self, _rows, _is_again=True):
        records = self.env[self.res_model]
        rules = records._l10n_vn_get_backfill_rules(installing=self.is_installing)
        above = self.position
        count, lowest = fill(records, rules, above, _CHUNK)
        if count and self.is_installing:
            records._l10n_vn_fill_history(lowest, above - 1)
        self.position = lowest
        if count < _CHUNK:
            # The planner knows nothing of the new columns yet, and searches would scan the table.
            self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(records._table)))
            self.state = "done"
        return count

    def _as_user(self):
        return self.sudo()  # sudo: records of every company, whoever installed the addon

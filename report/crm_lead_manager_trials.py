"""Trials in the manager's report: how many of those that began in a period were bought, and after how long."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..models.argument_checks import ANY, public


class CrmLeadManagerReport(models.AbstractModel):
    _inherit = "crm.lead.manager.report"

    @api.model
    @api.readonly
    @public(ANY)
    def get_trials(self, options: dict | None = None) -> dict:
        """Return the numbers of the trials that began in the period, of records that the current user may read.

        :param dict options: as of ``get_report``
        :return: dict of ``total`` and ``rows`` (one a salesperson, with ``user_id`` and ``name``), each with ``begun``,
            ``bought``, ``lost``, ``running``, ``ended`` (not decided), ``extended``, ``percent`` bought of those bought
            or lost, and ``days``, the median from the start to the purchase; False where there is none
        :raise UserError: where an option is not valid
        """
        self._check_options(options)
        numbers = {user_id if of_user else None: row for user_id, of_user, *row in self._count_trials(options)}
        users = self.env["res.users"].browse(filter(None, numbers)).sorted("name")
        names = {False: self.env._("Unassigned"), **{user.id: user.name for user in users}}
        return {
            "total": self._prepare_trials(numbers[None]),
            "rows": [
                {"user_id": user_id, "name": name, **self._prepare_trials(numbers[user_id])}
                for user_id, name in names.items()
                if user_id in numbers
            ],
        }

    @api.model
    def _get_measures(self, options):
        """Add the measures of trials."""
        first, last = self._get_period(options)
        today = self.env["crm.lead"]._l10n_vn_get_today()
        begun = Domain("l10n_vn_trial_start", ">=", first) & Domain("l10n_vn_trial_start", "<=", last)
        running = begun & Domain("l10n_vn_is_on_trial", "=", True)
        return {
            **super()._get_measures(options),
            "trial_begun": (self.env._("Trials begun"), begun),
            "trial_bought": (self.env._("Bought after the trial"), begun & Domain("won_status", "=", "won")),
            "trial_lost": (self.env._("Lost after the trial"), begun & Domain("won_status", "=", "lost")),
            "trial_running": (self.env._("On trial"), running & Domain("l10n_vn_trial_end", ">=", today)),
            "trial_ended": (
                self.env._("Trial ended, not decided"),
                running & Domain("l10n_vn_trial_end", "<", today),
            ),
        }

    @api.model
    def _count_trials(self, options):
        """Return rows of a salesperson's id (False: unassigned), whether it is one or the total, the numbers."""
        domain = self._get_measures(options)["trial_begun"][1] & self._get_team_domain(options)
        query = self.env["crm.lead"].with_context(active_test=False)._search(domain)
        on_trial = SQL(
            "crm_lead.type = 'lead' AND crm_lead.won_status = 'pending' AND crm_lead.stage_id = ANY(%s)",
            list(self.env["crm.stage"]._l10n_vn_get_trial_lengths()),
        )
        today = self.env["crm.lead"]._l10n_vn_get_today()
        closed = SQL("(crm_lead.date_closed AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", self.env.tz.zone)
        columns = SQL(
            "COALESCE(crm_lead.user_id, 0), GROUPING(crm_lead.user_id) = 0, COUNT(*),"
            " COUNT(*) FILTER (WHERE crm_lead.won_status = 'won'),"
            " COUNT(*) FILTER (WHERE crm_lead.won_status = 'lost'),"
            " COUNT(*) FILTER (WHERE %(on_trial)s AND crm_lead.l10n_vn_trial_end >= %(today)s),"
            " COUNT(*) FILTER (WHERE %(on_trial)s AND crm_lead.l10n_vn_trial_end < %(today)s),"
            " COUNT(*) FILTER (WHERE crm_lead.l10n_vn_trial_extension_count > 0),"
            " percentile_cont(0.5) WITHIN GROUP (ORDER BY %(closed)s - crm_lead.l10n_vn_trial_start)"
            " FILTER (WHERE crm_lead.won_status = 'won')",
            on_trial=on_trial,
            today=today,
            closed=closed,
        )
        self.env["crm.lead"].flush_model()
        rows = self.env.execute_query(SQL("%s GROUP BY GROUPING SETS ((crm_lead.user_id), ())", query.select(columns)))
        return [(user_id or False, *row) for user_id, *row in rows]

    @api.model
    def _prepare_trials(self, row):
        begun, bought, lost, running, ended, extended, days = row
        return {
            "begun": begun,
            "bought": bought,
            "lost": lost,
            "running": running,
            "ended": ended,
            "extended": extended,
            "percent": round(100 * bought / (bought + lost)) if bought + lost else False,
            "days": round(days, 1) if days is not None else False,
        }

"""State of qualification: stored on each lead, so that lists are filtered and grouped by an index.

What changes one lead, or some, marks it to be computed again (``_l10n_vn_renew_qualification``), as the ORM does where
a field changes. What changes many (a criterion, a team) renews them by one ``UPDATE``, or in the background, see
``crm_lead_requalification.py``. Gate and conversion never read this field: they count the answers themselves.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.sql import column_exists

from .answer import OF_ANSWERS

_STATES = [("met", "Qualified"), ("exception", "Passed by Exception"), ("unmet", "Not Qualified Yet")]
_NAME = "l10n_vn_qualification_state"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_qualification_state = fields.Selection(
        _STATES, string="Qualification Status", compute="_compute_l10n_vn_qualification_state", store=True
    )
    # Leads that are qualified, in the order of lists; of the others a list finds enough in any order.
    _l10n_vn_qualified_idx = models.Index(
        "(l10n_vn_qualification_state, type, priority DESC, id DESC)"
        " WHERE l10n_vn_qualification_state <> 'unmet' AND active IS TRUE"
    )

    @api.depends("team_id", "l10n_vn_is_bound", "l10n_vn_bound_team_id", "l10n_vn_criterion_ids", "l10n_vn_answers")
    def _compute_l10n_vn_qualification_state(self):
        saved = self.filtered("id")
        answers = saved._l10n_vn_get_answers()
        for_all, of_teams = self.env["crm.lead.criterion"]._get_required()
        for lead in self - saved:
            lead.l10n_vn_qualification_state = lead._l10n_vn_get_draft_state()
        for lead in saved:
            given = answers[lead.id]
            asked = of_teams.get(lead._l10n_vn_get_asking_team()._origin.id, for_all)
            if all(id_ in given and given[id_].counts for id_ in asked):
                lead.l10n_vn_qualification_state = "met"
            else:
                lead.l10n_vn_qualification_state = "exception" if False in given else "unmet"

    def _l10n_vn_get_draft_state(self):
        """Return the state of this one draft, with what is typed; what is no answer is refused where it is shown."""
        try:
            shown = self.l10n_vn_qualification
        except UserError:
            return "unmet"
        return "met" if shown["is_met"] else "exception" if shown["exception"] else "unmet"

    @api.model
    def _l10n_vn_add_state_column(self):
        """Add the column at once to leads that are there: none of them has an answer yet, or a job counts them."""
        if not column_exists(self.env.cr, self._table, _NAME):
            # PostgreSQL does not write the rows for a constant default.
            self.env.cr.execute(
                SQL("ALTER TABLE crm_lead ADD COLUMN %s varchar DEFAULT 'unmet'", SQL.identifier(_NAME))
            )
            self.env.cr.execute(SQL("ALTER TABLE crm_lead ALTER COLUMN %s DROP DEFAULT", SQL.identifier(_NAME)))

    def _l10n_vn_renew_qualification(self):
        """Compute the state of ``self`` again, whose answers or binding were written by SQL."""
        self.invalidate_recordset(OF_ANSWERS, flush=False)
        self.env.add_to_compute(self._fields[_NAME], self)

    @api.model
    def _l10n_vn_renew_states(self, where):
        """Renew the state of the leads of the condition ``where`` (SQL) by one statement; return how many changed."""
        self.flush_model(["team_id", "l10n_vn_is_bound", "l10n_vn_bound_team_id", _NAME])
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET l10n_vn_qualification_state = renewed.state"
                " FROM (SELECT crm_lead.id, %s AS state FROM crm_lead WHERE %s) AS renewed"
                " WHERE crm_lead.id = renewed.id AND l10n_vn_qualification_state IS DISTINCT FROM renewed.state",
                self._l10n_vn_state_to_sql("crm_lead"),
                where,
            )
        )
        changed = self.env.cr.rowcount
        self.invalidate_model([*OF_ANSWERS, _NAME], flush=False)
        return changed

    @api.model
    def _l10n_vn_state_to_sql(self, alias):
        """Return the SQL of the state, counted from answers and criteria, of the leads of the table ``alias``."""
        for_all, of_teams = self.env["crm.lead.criterion"]._get_required()
        asked = SQL("%s::int4[]", sorted(for_all))
        if of_teams:
            cases = SQL(" ").join(
                SQL("WHEN %s THEN %s::int4[]", team_id, sorted(ids)) for team_id, ids in sorted(of_teams.items())
            )
            columns = ("l10n_vn_is_bound", "l10n_vn_bound_team_id", "team_id")
            team = SQL("CASE WHEN %s THEN %s ELSE %s END", *(SQL.identifier(alias, name) for name in columns))
            asked = SQL("CASE %s %s ELSE %s END", team, cases, asked)
        given = SQL(
            "ARRAY(SELECT criterion_id FROM crm_lead_qualification WHERE lead_id = %s AND %s)",
            SQL.identifier(alias, "id"),
            self._l10n_vn_counts_to_sql(),
        )
        return SQL(
            "(SELECT CASE WHEN %s <@ given.ids THEN 'met' WHEN array_position(given.ids, NULL) IS NOT NULL"
            " THEN 'exception' ELSE 'unmet' END FROM (SELECT %s AS ids) AS given)",
            asked,
            given,
        )

    @api.model
    def _l10n_vn_unqualified_to_sql(self, alias):
        """Return the SQL condition beside a search of "unmet" that makes it exact while states are being renewed."""
        if not self.env["crm.lead.requalification"]._get_open():
            return SQL("TRUE")
        return SQL("%s = 'unmet'", self._l10n_vn_state_to_sql(alias))

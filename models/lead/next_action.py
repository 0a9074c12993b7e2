"""Planned next actions of leads, created as activities."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, clean_context

# Up to so many activities, their leads are looked up one by one.
_FEW = 20_000
_COMPARISONS = ("<", "<=", ">", ">=")
_DATE, _SUMMARY = "l10n_vn_planned_date", "l10n_vn_planned_summary"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_pop_plans(self, vals_list):
        """Remove the planned action from each of ``vals_list`` (list of dicts); return them as [(date, summary)]."""
        return [(vals.pop(_DATE, False), vals.pop(_SUMMARY, False)) for vals in vals_list]

    def _l10n_vn_plan(self, plans):
        """Create an activity of its salesperson for each lead of ``self`` with a planned action.

        :param plans: list of (date, summary), one a lead, either may be blank
        """
        if any(map(any, plans)):
            self._l10n_vn_schedule(
                [
                    (day or summary) and {"date_deadline": day, "summary": summary, "note": False}
                    for day, summary in plans
                ]
            )

    @api.model
    def _l10n_vn_get_planned_domain(self, more=()):
        """Return the domain of leads that have an open activity.

        It says “open” itself: where a search asks for archived leads too, Odoo counts activities that are done.

        :param more: domain of ``mail.activity``
        """
        return Domain("activity_ids", "any", Domain("active", "=", True) & Domain(list(more)))

    def _search_activity_date_deadline(self, operator, operand):
        """Search by open activities only, and through these to their leads where they are few.

        PostgreSQL expects that activities are spread over all leads alike, and reads the leads in the order of the list
        until a page is full: all of them, for a user whose leads have no such activity.
        """
        domain = super()._search_activity_date_deadline(operator, operand)
        self._check_field_access(self._fields["activity_date_deadline"], "read")
        if operator == "in":
            found = self._l10n_vn_get_planned_domain([("date_deadline", "in", operand - {False})])
            return found | ~self._l10n_vn_get_planned_domain() if False in operand else found
        if operator not in _COMPARISONS:
            return domain
        self.env["mail.activity"].flush_model(["active", "res_model", "res_id", "date_deadline"])
        wanted = SQL(
            "FROM mail_activity WHERE active AND res_model = %s AND date_deadline %s %s",
            self._name,
            SQL(operator),
            operand,
        )
        planned = [("date_deadline", operator, operand)]
        if self.env.execute_query(SQL("SELECT 1 %s OFFSET %s LIMIT 1", wanted, _FEW)):
            return self._l10n_vn_get_planned_domain(planned)
        return Domain.custom(
            to_sql=lambda _model, alias, _query: SQL(
                "%s = ANY(ARRAY(SELECT res_id %s))", SQL.identifier(alias, "id"), wanted
            ),
            predicate=lambda lead: bool(lead._l10n_vn_get_planned().filtered_domain(planned)),
        )

    def _l10n_vn_get_planned(self):
        """Return the open activities of ``self``, also where the context asks for archived records: these are done."""
        return self.with_context(active_test=True).activity_ids.with_env(self.env)

    def _l10n_vn_schedule(self, plans, is_quiet=True):
        """Schedule an activity for each lead of ``self`` that has one in ``plans``.

        :param plans: for each lead the values of its activity (dict), or what is false. Left out or empty are today
            (``date_deadline``), the lead's salesperson, else the user (``user_id``), and a to-do
            (``activity_type_id``); left out are the summary and note of its type.
        :param bool is_quiet: without a mail for each activity: salespeople see their next actions in the activity menu
        :return: the activities, in the order of the leads that have one
        """
        kinds = self.env["mail.activity.type"]
        todo = self.env.ref("mail.mail_activity_data_todo", raise_if_not_found=False)
        todo = todo or kinds.search([("res_model", "in", (False, self._name))], limit=1)
        model_id = self.env["ir.model"]._get_id(self._name)
        # Drop default_* keys: they apply to the lead, not to the activity.
        activities = self.env["mail.activity"].with_context(clean_context(self.env.context))
        if is_quiet:
            activities = activities.with_context(mail_activity_quick_update=True)
        vals_list = []
        for lead, plan in zip(self, plans, strict=True):
            if not plan:
                continue
            kind = kinds.browse(plan.get("activity_type_id") or todo.id)
            vals_list.append(
                {
                    "summary": kind.summary,
                    "note": kind.default_note,
                    **plan,
                    "res_model_id": model_id,
                    "res_id": lead.id,
                    "activity_type_id": kind.id,
                    "user_id": plan.get("user_id") or lead.user_id.id or self.env.uid,
                    "date_deadline": plan.get("date_deadline") or fields.Date.context_today(self),
                }
            )
        return activities.create(vals_list)

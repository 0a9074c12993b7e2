"""Qualification criteria of leads, and the table of answers to them."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmLeadCriterion(models.Model):
    _name = "crm.lead.criterion"
    _description = "Qualification Criterion"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    help = fields.Char("What to Find Out", translate=True, help="Shown to whoever qualifies a lead.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    required = fields.Boolean(
        default=True, help="Teams that require qualification convert a lead only when this criterion is met."
    )
    team_ids = fields.Many2many(
        "crm.team", string="Sales Teams", help="Leads of these teams are asked for it; empty: those of all teams."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        # sudo: users have no access to the answers; only whether there are any is used.
        used = self.env["crm.lead.qualification"].sudo().search([("criterion_id", "in", self.ids)]).criterion_id
        if used:
            raise UserError(
                self.env._(
                    "Leads were qualified by %(names)s: archive instead of deleting, so that their history stays.",
                    names=", ".join(used.mapped("name")),
                )
            )

    @api.model
    def _by_team(self):
        """Return the function team (or empty recordset) → active criteria (recordset, in order) of its leads."""
        # sudo: the user need not be allowed to read all teams of a criterion.
        criteria = self.sudo().search([])
        teams = {criterion: criterion.team_ids for criterion in criteria}
        known = {}

        def of_team(team):
            if team.id not in known:
                fitting = criteria.filtered(lambda one: not teams[one] or team.id in teams[one].ids)
                known[team.id] = fitting.with_env(self.env)
            return known[team.id]

        return of_team

    def _get_finding(self):
        """Return the sentence to show for a lead that does not meet this one criterion yet."""
        if self.help:
            return self.env._("%(criterion)s is not known yet: %(question)s", criterion=self.name, question=self.help)
        return self.env._("%(criterion)s is not known yet.", criterion=self.name)


class CrmLeadQualification(models.Model):
    """An answer: a criterion that a lead meets or, without a criterion, a manager's exception.

    No group has access: answers are read and given through fields of the lead under its record rules, so user and date
    cannot be forged.
    """

    _name = "crm.lead.qualification"
    _description = "Qualification of a Lead"
    _log_access = False

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    criterion_id = fields.Many2one("crm.lead.criterion", ondelete="cascade", index="btree_not_null")
    user_id = fields.Many2one("res.users", ondelete="set null")
    date = fields.Datetime(required=True)
    reason = fields.Text()

    _lead_criterion_unique = models.UniqueIndex("(lead_id, criterion_id)")
    _lead_exception_unique = models.UniqueIndex("(lead_id) WHERE criterion_id IS NULL")

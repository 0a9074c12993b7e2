"""First answer: until when a new lead must be answered, and how many working hours it took.

The clock starts on arrival, or at the next opening of the company, and ends with the first contact, or before that with
the first message of ours to a customer who has written, as help desks measure a first response. A call that nobody
takes, or a message to a customer who left a phone, is an attempt, and an automatic reply is no answer. The deadline is
stored, so that lists and counts find late leads by an index.
"""

from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ..sql_array import sql_array
from .working_time import Span, add_hours_to_many, get_calendar


def is_unanswered(lead: models.BaseModel) -> bool:
    """Return whether ``lead`` is open and nobody has answered the customer."""
    return lead.won_status == "pending" and not lead.l10n_vn_first_answer


class CrmTeam(models.Model):
    _inherit = "crm.team"

    l10n_vn_answer_hours = fields.Float(
        "First Answer Within",
        help="Working hours of the company's calendar, holidays left out, from the arrival of a lead to the first talk "
        "with the customer, or to the first message of yours to a customer who has written. 0: no target.",
    )

    _check_l10n_vn_answer_hours = models.Constraint(
        "CHECK(l10n_vn_answer_hours >= 0)", "The time to the first answer cannot be negative."
    )


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_answer_by = fields.Datetime(
        "Answer By", readonly=True, copy=False, help="Until then somebody should have answered the customer."
    )
    l10n_vn_answer_hours_taken = fields.Float(
        "Hours to First Answer",
        compute="_compute_l10n_vn_answer_hours_taken",
        store=True,
        # No average: 0 where nobody has answered yet.
        aggregator=None,
        help="Working hours from the arrival of the lead to the first answer, where its team has a target.",
    )

    @api.depends("l10n_vn_first_answer")
    def _compute_l10n_vn_answer_hours_taken(self):
        measured = self.filtered(lambda lead: lead.l10n_vn_first_answer and lead.l10n_vn_answer_by)
        (self - measured).l10n_vn_answer_hours_taken = False
        for calendar, leads in measured._l10n_vn_group_by_calendar().items():
            span = Span(calendar, min(leads.mapped("create_date")), max(leads.mapped("l10n_vn_first_answer")))
            for lead in leads:
                lead.l10n_vn_answer_hours_taken = span.hours_between(lead.create_date, lead.l10n_vn_first_answer)

    def _l10n_vn_group_by_calendar(self):
        """Return {working calendar: leads of ``self``}; that of the team's company, else of the lead's."""
        # sudo: the company's calendar decides, whoever asks; a salesperson need not be allowed to read the team.
        return self.sudo().grouped(
            lambda lead: get_calendar(lead.team_id if lead.team_id.company_id or not lead.company_id else lead)
        )

    def _l10n_vn_set_answer_by(self):
        """Store until when each open lead of ``self`` without an answer must be answered, by its team's target."""
        # sudo: who creates a lead for others need not be allowed to read it, or its team.
        leads = self.sudo()
        leads.fetch(["team_id", "l10n_vn_answer_by"])  # not the whole records of thousands that were created at once
        leads = leads.filtered(lambda lead: lead.team_id.l10n_vn_answer_hours or lead.l10n_vn_answer_by)
        leads = leads.filtered(lambda lead: lead.type == "lead" or lead.l10n_vn_answer_by).filtered(is_unanswered)
        deadlines = {}
        for calendar, alike in leads._l10n_vn_group_by_calendar().items():
            moments = defaultdict(set)
            for lead in alike:
                moments[lead.team_id.l10n_vn_answer_hours].add(lead.create_date)
            ends = {hours: hours and add_hours_to_many(calendar, list(of), hours) for hours, of in moments.items()}
            for lead in alike:
                hours = lead.team_id.l10n_vn_answer_hours
                deadlines[lead] = ends[hours][lead.create_date] if hours else None
        changed = {lead: by for lead, by in deadlines.items() if (lead.l10n_vn_answer_by or None) != by}
        leads.browse(lead.id for lead in changed)._l10n_vn_write_answer_by(list(changed.values()))

    def _l10n_vn_write_answer_by(self, deadlines):
        """Write a deadline on each lead of ``self`` in one query: a million leads may follow a changed target."""
        if not self:
            return
        self.flush_recordset(["l10n_vn_answer_by"])
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET l10n_vn_answer_by = new.deadline FROM unnest(%s, %s) AS new (id, deadline)"
                " WHERE crm_lead.id = new.id",
                sql_array(self.ids, "int4"),
                sql_array(deadlines, "timestamp"),
            )
        )
        self.invalidate_recordset(["l10n_vn_answer_by"], flush=False)
        self.modified(["l10n_vn_answer_by"])

    @api.model
    def _l10n_vn_follow_answer_target(self, teams):
        """Set the deadlines of the open leads of ``teams`` that nobody has answered, by the targets of today."""
        unanswered = [
            ("team_id", "in", teams.ids),
            ("l10n_vn_first_answer", "=", False),
            ("won_status", "=", "pending"),
            "|",
            ("type", "=", "lead"),
            ("l10n_vn_answer_by", "!=", False),
        ]
        # sudo: the target holds for all leads of the team, also for those that rules hide from its manager.
        leads = self.sudo().search(unanswered)
        leads.fetch(["team_id", "company_id", "create_date", "l10n_vn_answer_by", "type"])
        leads._l10n_vn_set_answer_by()

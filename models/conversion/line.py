"""Outcome of each lead of a conversion, told only to those who may read what became of it."""

from odoo import api, fields, models

from ..checked import ONE, public
from .run import Outcome


class CrmLeadConversionLine(models.Model):
    _name = "crm.lead.conversion.line"
    _description = "Outcome of a Lead's Conversion"
    _order = "id"

    conversion_id = fields.Many2one("crm.lead.conversion", index="btree_not_null", ondelete="cascade")
    # Of its own: conversion, lead and opportunity may be gone.
    company_id = fields.Many2one("res.company", index=True, readonly=True)
    lead_number = fields.Integer(index=True)
    outcome = fields.Selection(
        [
            ("converted", "Converted"),
            ("merged", "Merged"),
            ("there", "Was an opportunity"),
            ("skipped", "Skipped"),
        ],
        required=True,
    )
    # A line outlives the right to read its lead, and a many2one shows the name of a record that rules hide: what is
    # stored is for no user, what users read is computed with their rights.
    lead_name = fields.Char(groups=fields.NO_ACCESS, export_string_translation=False)
    lead_reason = fields.Text(groups=fields.NO_ACCESS, export_string_translation=False)
    head_id = fields.Many2one(
        "crm.lead",
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )
    name = fields.Char("Lead", compute="_compute_readable", search="_search_name")
    reason = fields.Text(compute="_compute_readable")
    opportunity_id = fields.Many2one("crm.lead", compute="_compute_readable", search="_search_opportunity_id")

    @api.depends("lead_number", "lead_name", "lead_reason", "head_id")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_readable(self):
        # sudo: the fields that are for no user; shown is what belongs to a record that the user may read.
        lines = self.sudo()
        ids = {*lines.mapped("lead_number"), *lines.head_id.ids}
        readable = self.env["crm.lead"].browse(ids).exists()._filtered_access("read")
        shown = set(readable.ids)
        for line, stored in zip(self, lines, strict=True):
            head_id = stored.head_id.id in shown and stored.head_id.id
            # Without a name the lead was gone or hidden at that time: the reason says only that.
            is_readable = not stored.lead_name or head_id or stored.lead_number in shown
            line.opportunity_id = head_id
            line.name = is_readable and stored.lead_name or self.env._("It is no longer there.")
            line.reason = is_readable and stored.lead_reason

    def _search_name(self, operator, value):
        return [("lead_name", operator, value)]  # for superusers: the ORM refuses it to users

    def _search_opportunity_id(self, operator, value):
        return [("head_id", operator, value)]  # likewise

    @api.model
    def _note_outcomes(self, outcomes, conversion):
        """Keep ``outcomes`` (list of :class:`Outcome`) of the record ``conversion``, empty for those of no list.

        The company is that of what the lead has become, else of the lead, the conversion or the user. Of a lead without
        a name, gone or hidden, nothing is kept: its line belongs to the conversion.
        """
        ids = {id_ for outcome in outcomes for id_ in (outcome.opportunity_id, outcome.lead_id) if id_}
        # sudo: users may not write what was done; of leads only the company is taken.
        leads = self.env["crm.lead"].sudo().browse(ids).exists()
        company_ids = {lead.id: lead.company_id.id for lead in leads}
        default_id = (conversion.company_id or self.env.company).id
        # sudo: as above
        self.sudo().create(
            [
                {
                    "conversion_id": conversion.id,
                    "company_id": outcome.name
                    and (company_ids.get(outcome.opportunity_id) or company_ids.get(outcome.lead_id))
                    or default_id,
                    "lead_number": outcome.lead_id,
                    "lead_name": outcome.name,
                    "outcome": outcome.kind,
                    "lead_reason": outcome.reason,
                    "head_id": outcome.opportunity_id,
                }
                for outcome in outcomes
            ]
        )

    @public(ONE)
    def action_open(self):
        """Open what the lead is now."""
        lead = self.opportunity_id or self.env["crm.lead"].browse(self.lead_number).exists()
        return {**lead.redirect_lead_opportunity_view(), "views": [(False, "form")]} if lead else False


class CrmLeadConversion(models.Model):
    _inherit = "crm.lead.conversion"

    @api.model
    def _note_merges(self, heads, names):
        """Remember merges: ``heads`` is {lead id: the record that is left}, ``names`` {lead id: name}."""
        merges = [
            Outcome(lead_id, names[lead_id], "merged", "", head.id)
            for lead_id, head in heads.items()
            if lead_id != head.id
        ]
        self.env["crm.lead.conversion.line"]._note_outcomes(merges, self.browse())

    @api.model
    def _find_merged(self, lead_ids):
        """Return {lead id: outcome} of leads of ``lead_ids`` that were merged into what the user may read."""
        if not lead_ids:
            return {}
        # sudo: lines of merges belong to no user; told are those whose opportunity the user may read.
        lines = (
            self.env["crm.lead.conversion.line"]
            .sudo()
            .search([("lead_number", "in", lead_ids), ("outcome", "=", "merged"), ("head_id", "!=", False)], order="id")
        )
        readable = set(self.env["crm.lead"].browse(lines.head_id.ids)._filtered_access("read").ids)
        return {
            line.lead_number: Outcome(
                line.lead_number,
                line.lead_name,
                "merged",
                self.env._(
                    "%(user)s had merged it at %(time)s.",
                    user=line.create_uid.name,
                    time=fields.Datetime.context_timestamp(self, line.create_date).strftime("%H:%M"),
                ),
                line.head_id.id,
            )
            for line in lines
            if line.head_id.id in readable
        }

"""Outcomes of conversions and merges, lead by lead; shown to users who may read the resulting record."""

from odoo import api, fields, models

from ..argument_checks import ONE, public
from .mass_conversion import Outcome


class CrmLeadConversionLine(models.Model):
    _name = "crm.lead.conversion.line"
    _description = "Outcome of a Lead's Conversion"
    _order = "id"

    conversion_id = fields.Many2one("crm.lead.conversion", index="btree_not_null", ondelete="cascade")
    # Stored, not related: conversion, lead and opportunity may be deleted.
    company_id = fields.Many2one("res.company", index=True, readonly=True)
    lead_number = fields.Integer(index=True)
    outcome = fields.Selection(
        [
            ("converted", "Converted"),
            ("merged", "Merged"),
            ("there", "Was an opportunity"),
            ("skipped", "Skipped"),
            ("returned", "Lead again"),
            ("kept", "Not undone"),
        ],
        required=True,
    )
    # A user may lose the right to read the lead while the line stays, and a many2one shows the name of a record that
    # rules hide. The stored fields are therefore not readable; users read fields computed with their rights.
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
        # sudo: the stored fields have no access; values are shown only of records that the user may read.
        lines = self.sudo()
        ids = {*lines.mapped("lead_number"), *lines.head_id.ids}
        readable = self.env["crm.lead"].browse(ids).exists()._filtered_access("read")
        shown = set(readable.ids)
        for line, stored in zip(self, lines, strict=True):
            opportunity_id = stored.head_id.id in shown and stored.head_id.id
            # Without a name the lead was deleted or hidden at that time: the reason says no more.
            is_readable = not stored.lead_name or opportunity_id or stored.lead_number in shown
            line.opportunity_id = opportunity_id
            line.name = is_readable and stored.lead_name or self.env._("It is no longer there.")
            line.reason = is_readable and stored.lead_reason

    def _search_name(self, operator, value):
        return [("lead_name", operator, value)]  # for superusers; the ORM refuses the field to users

    def _search_opportunity_id(self, operator, value):
        return [("head_id", operator, value)]  # likewise

    @api.model
    def _note_outcomes(self, outcomes, conversion):
        """Store ``outcomes`` (list of :class:`Outcome`) of the record ``conversion``, empty for other merges.

        The company is that of the resulting record, else of the lead, the conversion or the user. A lead without a name
        was deleted or hidden: its line gets the company of the conversion.
        """
        ids = {id_ for outcome in outcomes for id_ in (outcome.opportunity_id, outcome.lead_id) if id_}
        # sudo: users may not write the record of conversions; of leads only the company is used.
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
    def action_open(self) -> dict | bool:
        """Return the action that opens the resulting opportunity or the lead, False where both are deleted."""
        lead = self.opportunity_id or self.env["crm.lead"].browse(self.lead_number).exists()
        return {**lead.redirect_lead_opportunity_view(), "views": [(False, "form")]} if lead else False


class CrmLeadConversion(models.Model):
    _inherit = "crm.lead.conversion"

    @api.model
    def _note_merges(self, kept, names):
        """Store outcomes of merges: ``kept`` is {lead id: the record that is left}, ``names`` {lead id: name}."""
        merges = [
            Outcome(lead_id, names[lead_id], "merged", "", left.id)
            for lead_id, left in kept.items()
            if lead_id != left.id
        ]
        self.env["crm.lead.conversion.line"]._note_outcomes(merges, self.browse())

    @api.model
    def _find_merged(self, lead_ids):
        """Return {lead id: outcome} of leads of ``lead_ids`` that were merged into records that the user may read."""
        if not lead_ids:
            return {}
        # sudo: users have no access to lines of merges; only those of opportunities that they may read are returned.
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

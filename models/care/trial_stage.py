"""Stages with a trial: how long it is, and how long before its end the salesperson is reminded."""

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

# The length of a trial in databases of versions that did not know it.
UPGRADED_DAYS = 14


class CrmStage(models.Model):
    _inherit = "crm.stage"

    l10n_vn_trial_days = fields.Integer(
        "Trial Length", help="Days of the trial that begins when a lead enters this stage; 0 for no trial."
    )
    l10n_vn_trial_notice_days = fields.Integer(
        "Reminder Before the End",
        default=2,
        help="Days before the end of a trial on which its salesperson gets an activity; 0 for no reminder.",
    )
    _l10n_vn_trial_days_is_positive = models.Constraint(
        "CHECK (l10n_vn_trial_days >= 0 AND l10n_vn_trial_notice_days >= 0)",
        "The length of a trial, and the days of its reminder, cannot be below 0.",
    )

    @api.model
    @ormcache()
    def _l10n_vn_get_trial_lengths(self):
        """Return {stage id: days} of the stages with a trial."""
        # sudo: a lead's trial does not depend on who moves it
        stages = self.sudo().search([("l10n_vn_trial_days", ">", 0)])
        return {stage.id: stage.l10n_vn_trial_days for stage in stages}

    def _l10n_vn_fill_trials(self):
        """Give the open leads in the stages of ``self`` that have had no trial the one that they are in.

        It began when they entered the stage, and ends at the expected closing date where they have one.
        """
        self.env["crm.lead"].flush_model()
        for stage in self:
            self.env.cr.execute(
                SQL(
                    "UPDATE crm_lead SET l10n_vn_trial_start = entered.day,"
                    " l10n_vn_trial_end = GREATEST(entered.day, COALESCE(date_deadline, entered.day + %s))"
                    " FROM (SELECT id, (COALESCE(date_last_stage_update, create_date)"
                    " AT TIME ZONE 'UTC' AT TIME ZONE %s)::date AS day"
                    " FROM crm_lead WHERE stage_id = %s AND type = 'lead' AND won_status = 'pending'"
                    " AND l10n_vn_trial_start IS NULL) AS entered WHERE entered.id = crm_lead.id",
                    stage.l10n_vn_trial_days,
                    self.env.company.resource_calendar_id.tz or "UTC",
                    stage.id,
                )
            )
        self.env["crm.lead"].invalidate_model(["l10n_vn_trial_start", "l10n_vn_trial_end"])

    @api.model
    def _l10n_vn_on_trial_upgrade(self):
        """Give the stage Trial what My Day took for granted: two weeks; reminders are a choice of the manager."""
        stage = self.browse(self.env["ir.model.data"]._xmlid_to_res_id("l10n_vn_crm.crm_stage_trial") or []).exists()
        self.search([]).l10n_vn_trial_notice_days = 0
        stage.l10n_vn_trial_days = UPGRADED_DAYS

"""Settings of a company for its leads: switches for leads without a team, days without contact."""

from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    l10n_vn_lead_stages = fields.Boolean(
        "Lead Stages without a Team",
        help="Leads of no sales team pass through stages of their own and never through those of opportunities.",
    )
    l10n_vn_requires_qualification = fields.Boolean(
        "Qualification without a Team",
        help="Leads of no sales team become opportunities only when the required criteria are met.",
    )
    l10n_vn_join_mails = fields.Boolean(
        "Add Mails to Open Leads without a Team",
        help="A new mail of somebody who has an open lead of no team is added to it instead of making a new lead.",
    )
    l10n_vn_contact_days = fields.Integer(
        "Days without Contact",
        default=7,
        help="A lead or opportunity with which nobody was in contact for so many days needs care.",
    )
    l10n_vn_opens_my_day = fields.Boolean(
        "Open the CRM with My Day",
        compute="_compute_l10n_vn_opens_my_day",
        store=True,
        readonly=False,
        help="Salespeople begin with their day and managers with the leads by salesperson; else with the pipeline.",
    )
    l10n_vn_first_steps_closed = fields.Boolean("First Steps Are Closed")

    l10n_vn_paid_data = fields.Boolean(
        "Paid Services for Leads",
        help="Vietnamese companies: data of leads may be sent to servers abroad, which enrich them or sell new ones.",
    )

    _check_l10n_vn_contact_days = models.Constraint(
        "CHECK(l10n_vn_contact_days > 0)", "The number of days without contact must be 1 or more."
    )

    @api.depends("partner_id.country_id")
    def _compute_l10n_vn_opens_my_day(self):
        for company in self:
            company.l10n_vn_opens_my_day = company.partner_id.country_id.code == "VN"

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        self._l10n_vn_follow_paid_data()
        return companies

    def write(self, vals):
        done = super().write(vals)
        if "l10n_vn_lead_stages" in vals:
            for company in self:
                self.env["crm.lead"].with_company(company)._l10n_vn_refit_stages(
                    [("team_id", "=", False), ("company_id", "in", [company.id, False])]
                )
        if "l10n_vn_requires_qualification" in vals:
            self.env["crm.lead"]._l10n_vn_follow_company_switch(self, bool(vals["l10n_vn_requires_qualification"]))
        if vals.keys() & {"active", "l10n_vn_paid_data"}:
            self._l10n_vn_follow_paid_data()
        return done

    @api.model
    def _l10n_vn_on_install(self):
        """Turn lead stages and mails added to open leads on for leads without a team, in existing companies.

        Qualification stays off: leads without a team are often created and won by the code of other modules.
        """
        companies = self.with_context(active_test=False).search([])
        companies.write({"l10n_vn_lead_stages": True, "l10n_vn_join_mails": True})
        self._l10n_vn_follow_paid_data()

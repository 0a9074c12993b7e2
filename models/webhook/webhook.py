"""Web hooks: where their leads go, in whose rights they work, and their address."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

ADDRESS = "/l10n_vn_crm/intake/"
_ALL_LEADS = "sales_team.group_sale_salesman_all_leads"


class CrmLeadWebhook(models.Model):
    _name = "crm.lead.webhook"
    _inherit = "crm.lead.code"
    _description = "Web Hook of Leads"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    platform = fields.Selection(
        [
            ("generic", "Other program"),
            ("facebook", "Facebook Lead Ads"),
            ("zalo", "Zalo OA"),
            ("ladipage", "LadiPage"),
            ("wordpress", "WordPress form"),
            ("haravan", "Haravan"),
            ("kiotviet", "KiotViet"),
            ("sapo", "Sapo"),
        ],
        required=True,
        default="generic",
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    user_id = fields.Many2one(
        "res.users",
        "Works in the Rights of",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="An employee who sees all leads of the company: known customers are found as this employee would find "
        "them. Only administrators may choose somebody else.",
    )
    salesperson_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Of new leads. Where it is empty they have none: the team shares them by its rule, or they wait in the "
        "pool.",
    )
    team_id = fields.Many2one("crm.team", "Sales Team", check_company=True)
    source_id = fields.Many2one("utm.source")
    medium_id = fields.Many2one("utm.medium")
    campaign_id = fields.Many2one("utm.campaign")
    policy = fields.Selection(
        [
            ("update_empty", "Fill in empty fields"),
            ("update_all", "Update all fields"),
            ("skip", "Leave the lead as it is"),
            ("create", "Create anyway"),
        ],
        "When Already There",
        required=True,
        default="update_empty",
    )
    address = fields.Char(compute="_compute_address")

    @api.depends("l10n_vn_code")
    def _compute_address(self):
        for webhook in self:
            code = webhook.l10n_vn_code
            webhook.address = f"{webhook.get_base_url()}{ADDRESS}{code}" if code else False

    @api.constrains("user_id", "company_id", "active")
    def _check_user(self):
        """Refuse users who could not take leads in: portal users, archived ones, those who see their own leads only."""
        for webhook in self.filtered("active"):
            user = webhook.user_id.sudo()  # sudo: groups and companies of a user are read by administrators only
            if user.share or not user.active or webhook.company_id not in user.company_ids:
                raise ValidationError(
                    self.env._(
                        "“%(user)s” is no active employee of “%(company)s”.",
                        user=user.name,
                        company=webhook.company_id.sudo().name,  # sudo: its name is shown on the form
                    )
                )
            if not user.has_group(_ALL_LEADS):
                raise ValidationError(
                    self.env._(
                        "“%s” sees some leads only: the web hook would not find the leads of colleagues.", user.name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        webhooks = super().create(vals_list)
        webhooks._check_own_rights()
        return webhooks

    def write(self, vals):
        done = super().write(vals)
        if "user_id" in vals:
            self._check_own_rights()
        return done

    def _check_own_rights(self):
        """Refuse that a manager lends himself the rights of somebody else."""
        if not self.env.is_system() and self.user_id - self.env.user:
            raise AccessError(self.env._("Only administrators let a web hook work in the rights of somebody else."))

    def _in_rights_of_user(self):
        """Return the web hook in the environment of its user: rights, company, language."""
        self.ensure_one()
        user = self.user_id
        return self.with_user(user).with_context(
            allowed_company_ids=self.company_id.ids, lang=user.lang, tz=user.tz, **self._get_presets()
        )

    def _get_presets(self):
        """Return the defaults of new leads, as context keys of Odoo."""
        places = {f"default_{name}": self[name].id for name in ("team_id", "source_id", "medium_id", "campaign_id")}
        return {key: id_ for key, id_ in places.items() if id_} | {
            "default_company_id": self.company_id.id,
            "default_user_id": self.salesperson_id.filtered("active").id,
        }

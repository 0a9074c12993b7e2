"""To which open lead does a fresh mail of somebody known belong?"""

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

from ..tools.match import ranked

_ANSWER = "mail.mail_activity_data_email"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_find_open_lead(self, mail, alias, custom_values):
        """Return the open lead or opportunity of the sender of a mail, an empty recordset where there is none.

        :param mail: ``IncomingMail``, read
        :param alias: mail.alias to which the mail was sent, or None
        :param custom_values: dict of the alias's defaults
        """
        team = self.env["crm.team"].browse((custom_values or {}).get("team_id") or []).exists()
        if team and not team.l10n_vn_join_mails:
            return self.browse()
        companies = self._l10n_vn_mail_companies(team, alias) or mail.companies
        keys = self._l10n_vn_match_keys(self._l10n_vn_mail_key_values(mail.reading))
        if not keys:
            return self.browse()
        self._l10n_vn_take_turn(companies)
        # A fetched mail is not offered a second time: one lead too many is better than none.
        if not self.env.context.get("default_fetchmail_server_id") and self._l10n_vn_is_unseen(keys, companies):
            raise ConcurrencyError("Somebody else has brought in the sender of this mail")
        ids = ranked(keys, self._l10n_vn_match_leads(keys, companies=companies))
        leads = self.browse(ids).filtered(lambda lead: lead.won_status == "pending")
        joining = leads.filtered(lambda lead: team or lead._l10n_vn_joins_mails())
        return (joining.filtered(lambda lead: lead.team_id == team) or joining)[:1]

    def _l10n_vn_joins_mails(self):
        return self.team_id.l10n_vn_join_mails if self.team_id else self.env.company.l10n_vn_join_mails

    @api.model
    def _l10n_vn_mail_companies(self, team, alias):
        """Return the companies in whose leads to look: the team's, or those of the address's domain; empty for all."""
        # sudo: only which companies to look in comes out
        domain_companies = alias.sudo().alias_domain_id.company_ids if alias else self.env["res.company"]
        return team.company_id or domain_companies

    @api.model
    def _l10n_vn_mail_key_values(self, reading):
        numbers = [text for column, text in reading.columns if column in ("phone", "phone_secondary")]
        return {
            "email_from": reading.get("email_from"),
            "phone": numbers[0] if numbers else "",
            "l10n_vn_phone2": numbers[1] if len(numbers) > 1 else "",
        }

    def _l10n_vn_plan_answer(self, title):
        """Plan an answer for the salesperson, or the team's leader, unless one is planned already."""
        kind = self.env.ref(_ANSWER, raise_if_not_found=False) or self.env.ref("mail.mail_activity_data_todo")
        user = self.user_id or self.team_id.user_id
        planned = self.activity_ids.filtered(lambda activity: activity.activity_type_id == kind and activity.automated)
        if not user or planned:
            return
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            {
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "res_id": self.id,
                "activity_type_id": kind.id,
                "automated": True,
                "user_id": user.id,
                "date_deadline": fields.Date.context_today(self),
                "summary": self.env._("New mail: %s", title) if title else self.env._("New mail"),
            }
        )

"""Access error of a lead that a colleague has just taken: it names the new owner instead of the record rule."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_datetime

# A list stays open for a working day at most.
_RECENT = timedelta(hours=8)


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        error = super()._make_access_error(operation, records)
        sentence = records._name == "crm.lead" and records._l10n_vn_describe_new_owners()
        return AccessError(sentence) if sentence else error


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_describe_new_owners(self):
        """Return a sentence (str) that names the new owners of the leads ``self``; '' unless all were taken recently.

        It reveals no more than :meth:`l10n_vn_who_has` does to the same users: the owner and the date.
        """
        if not self or not self.env.user.has_group("sales_team.group_sale_salesman"):
            return ""
        # sudo: rules hide these leads. Only the owner's name and the time leave this method.
        hidden = self.sudo().exists()
        if len(hidden) != len(self) or not all(lead._l10n_vn_is_taken_recently(self.env) for lead in hidden):
            return ""
        if not self.env["crm.lead.disclosure"]._count_shown(len(hidden.user_id)):
            return ""
        env = self.with_context(lang=self.env.user.lang).env
        names = ", ".join(hidden.user_id.mapped("name"))
        if len(hidden) > 1:
            return env._("%s has taken these leads meanwhile: reload the list.", names)
        time = format_datetime(env, hidden.date_open, tz=env.user.tz or "Asia/Ho_Chi_Minh", dt_format="short")
        return env._("%(name)s has taken this lead on %(time)s: reload the list.", name=names, time=time)

    def _l10n_vn_is_taken_recently(self, env):
        """Return whether a colleague of the user of ``env`` has recently become the owner of this existing lead."""
        owner, since = self.user_id, self.date_open
        if not owner or owner == env.user or not since or since < fields.Datetime.now() - _RECENT:
            return False
        existed_before = self.create_date < since or self.create_uid != owner
        return existed_before and (not self.company_id or self.company_id in env.companies)

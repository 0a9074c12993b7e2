"""Who has taken a lead while somebody else still had it in a list?"""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import format_datetime

# As long as a list stays open: a working day.
_LATELY = timedelta(hours=8)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_describe_new_owners(self):
        """Return a sentence that names who has taken the leads ``self``; '' where not all of them were taken lately.

        It says no more than :meth:`l10n_vn_who_has`, to the same users: who, and since when.
        """
        if not self or not self.env.user.has_group("sales_team.group_sale_salesman"):
            return ""
        # sudo: rules hide these leads. Only the owner's name and the time leave this method.
        hidden = self.sudo().exists()
        if len(hidden) != len(self) or not all(lead._l10n_vn_is_taken_lately(self.env) for lead in hidden):
            return ""
        if not self.env["crm.lead.disclosure"]._allow(len(hidden.user_id)):
            return ""
        here = self.with_context(lang=self.env.user.lang).env
        names = ", ".join(hidden.user_id.mapped("name"))
        if len(hidden) > 1:
            return here._("%s has taken these leads meanwhile: reload the list.", names)
        moment = format_datetime(here, hidden.date_open, tz=here.user.tz or "Asia/Ho_Chi_Minh", dt_format="short")
        return here._("%(name)s has taken this lead on %(time)s: reload the list.", name=names, time=moment)

    def _l10n_vn_is_taken_lately(self, env):
        """Return whether a colleague of the user of ``env`` has got this lead, which was free or another's before."""
        owner, since = self.user_id, self.date_open
        if not owner or owner == env.user or not since or since < fields.Datetime.now() - _LATELY:
            return False
        was_there = self.create_date < since or self.create_uid != owner
        return was_there and (not self.company_id or self.company_id in env.companies)

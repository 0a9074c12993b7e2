"""Leads in Odoo's assignment by rules that may not become opportunities, or not be given to who was chosen."""

from odoo import models

from ..context import AutomaticAssignment


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_leave_out_barred(self, user_ids):
        """Return the leads of ``self`` that Odoo's assignment may give to ``user_ids``; other rooms take away."""
        return self

    def _l10n_vn_hold_unqualified(self, user_ids):
        """Return the leads of ``self`` that Odoo's assignment may not convert; say in their chatter what they miss.

        They are assigned to ``user_ids`` as the leads that they are: an error would end the assignment of all teams.
        """
        if not AutomaticAssignment.of(self):
            return self.browse()
        missing = self._l10n_vn_get_missing()
        held = self.browse(lead.id for lead in missing)
        if held:
            reader = self.env["res.users"].browse(user_ids)[:1]
            env = self.with_context(lang=reader.lang or self.env.lang).env
            held._message_log_batch(
                {
                    lead.id: env._(
                        "Assigned, and stays a lead: it is not qualified yet. Missing: %(criteria)s",
                        criteria=", ".join(criteria.with_env(env).mapped("name")),
                    )
                    for lead, criteria in missing.items()
                }
            )
        return held

"""Who is there already, as far as this user may know?"""

from typing import NamedTuple

from odoo import api, models


class Known(NamedTuple):
    """``leads``: leads and opportunities, open ones first · ``customers``: contacts · ``is_hidden``: whether somebody
    has this person already whom the user may not see"""

    leads: models.BaseModel
    customers: models.BaseModel
    is_hidden: bool


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_find_known(self, vals_list):
        """Return one :class:`Known` for each of ``vals_list`` (dicts as for :meth:`_l10n_vn_match_keys`).

        Record rules hold: of what they hide only the fact is told, not whose it is.
        """
        keys = [self._l10n_vn_match_keys(vals) for vals in vals_list]
        wanted = set().union(*keys)
        by_model = [
            (self.browse(), self._l10n_vn_match_leads(wanted)),
            (self.env["res.partner"], self._l10n_vn_match_customers(wanted)),
        ]
        allowed = []
        for model, found in by_model:
            records = model.browse(dict.fromkeys(id_ for ids in found.values() for id_ in ids))
            allowed.append(set(records._filtered_access("read")._ids) if records else set())
        return [self._l10n_vn_known_of(of_one, by_model, allowed) for of_one in keys]

    @api.model
    def _l10n_vn_known_of(self, keys, by_model, allowed):
        seen, hidden = [], False
        for (model, found), may_see in zip(by_model, allowed, strict=True):
            ids = dict.fromkeys(id_ for key in sorted(keys) for id_ in found.get(key, ()))
            seen.append(model.browse([id_ for id_ in ids if id_ in may_see]))
            hidden = hidden or any(id_ not in may_see for id_ in ids)
        leads, customers = seen
        return Known(leads.sorted(lambda lead: lead.probability >= 100), customers, hidden)

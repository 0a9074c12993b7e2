"""Ids of the Vietnamese provinces, which each row of a list or a program needs."""

from odoo import api, models
from odoo.tools import ormcache


class ResCountryState(models.Model):
    _inherit = "res.country.state"

    @api.model
    @ormcache("self.env.uid", "self.env.su")
    def _l10n_vn_get_province_ids(self):
        """Return ``{code: id}`` of the provinces of Viet Nam."""
        states = self.search_fetch([("country_id.code", "=", "VN")], ["code"])
        return {state.code: state.id for state in states}

    @api.model_create_multi
    def create(self, vals_list):
        states = super().create(vals_list)
        self.env.registry.clear_cache()
        return states

    def write(self, vals):
        done = super().write(vals)
        self.env.registry.clear_cache()
        return done

    def unlink(self):
        done = super().unlink()
        self.env.registry.clear_cache()
        return done

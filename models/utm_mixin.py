"""Sources and media by the names that Odoo gave them: links and lists keep saying "newsletter"."""

from odoo import models

from .native_terms import renamed


class UtmMixin(models.AbstractModel):
    _inherit = "utm.mixin"

    def _find_or_create_record(self, model_name, name):
        known = renamed(self.env, model_name, {name})
        if known and not self.env[model_name].search_count([("name", "=ilike", name.strip())], limit=1):
            return self.env[model_name].browse(known.values())
        return super()._find_or_create_record(model_name, name)

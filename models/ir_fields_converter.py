"""How often is the same name looked up while a file is imported?"""

from odoo import api, models
from odoo.tools import clean_context


class IrFieldsConverter(models.AbstractModel):
    _inherit = "ir.fields.converter"

    @api.model
    def db_id_for(self, model, field, subfield, value, savepoint):
        """Look up each name once a file, for leads; what is not found is asked again, to be refused or created."""
        known = self.env.context.get("import_cache")
        # A lead named in a column may stand further up in the same file.
        if model._name != "crm.lead" or field.comodel_name == "crm.lead":
            return super().db_id_for(model, field, subfield, value, savepoint)
        # Presets of the context are for leads, not for what is created by name.
        finder = super(IrFieldsConverter, self.with_context(clean_context(self.env.context)))
        if known is None:
            return finder.db_id_for(model, field, subfield, value, savepoint)
        key = (field, subfield, value)
        if key not in known:
            found = finder.db_id_for(model, field, subfield, value, savepoint)
            if not found[0]:
                return found
            known[key] = found
        id_, warnings = known[key]
        return id_, list(warnings)

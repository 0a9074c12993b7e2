"""Cache of names that are looked up while leads are imported."""

from odoo import api, models
from odoo.tools import clean_context


class IrFieldsConverter(models.AbstractModel):
    _inherit = "ir.fields.converter"

    @api.model
    def db_id_for(self, model, field, subfield, value, savepoint):
        """Look each name up once a file, for leads; those not found are passed on, to be refused or created."""
        known = self.env.context.get("import_cache")
        # A lead named in a column may be created by an earlier row of the same file.
        if model._name != "crm.lead" or field.comodel_name == "crm.lead":
            return super().db_id_for(model, field, subfield, value, savepoint)
        # Presets of the context (default_…) are for leads, not for records created by name.
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

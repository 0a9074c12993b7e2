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
        key = (field, subfield, value)
        if known is None or key not in known:
            if subfield == ".id" and self._l10n_vn_is_usual_place(field, value):
                found = int(value), []
            else:
                # Presets of the context (default_…) are for leads, not for records created by name.
                finder = super(IrFieldsConverter, self.with_context(clean_context(self.env.context)))
                found = finder.db_id_for(model, field, subfield, value, savepoint)
            if known is None or not found[0]:
                return found
            known[key] = found
        id_, warnings = known[key]
        return id_, list(warnings)

    @api.model
    def _l10n_vn_is_usual_place(self, field, value):
        """Return whether the text ``value`` is the id of Viet Nam or of one of its provinces, without a query."""
        if field.comodel_name == "res.country":
            return value == str(self.env["ir.model.data"]._xmlid_to_res_id("base.vn"))
        if field.comodel_name == "res.country.state":
            return value in map(str, self.env["crm.lead"]._l10n_vn_province_ids().values())
        return False

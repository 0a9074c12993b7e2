"""Rows of imports with a remark: their cells, and their lead or customer where the user may read it."""

from odoo import api, fields, models


class CrmLeadImportLine(models.Model):
    _name = "crm.lead.import.line"
    _description = "Row of a Lead Import"
    _order = "row_number, id"

    import_id = fields.Many2one("crm.lead.import", required=True, index=True, ondelete="cascade")
    row_number = fields.Integer("Row", readonly=True)
    outcome = fields.Selection(
        [
            ("created", "Created with a remark"),
            ("updated", "Updated"),
            ("skipped", "Skipped"),
            ("failed", "Failed"),
            ("review", "Needs review"),
            ("test", "Test row"),
            ("restored", "Given back its old values"),
            ("kept", "Kept by undo"),
        ],
        required=True,
        readonly=True,
    )
    message = fields.Text("Remark", readonly=True)
    summary = fields.Char("Content", compute="_compute_summary")
    # A line outlives the right to read its records, and a many2one shows the name of a record that rules hide: the
    # stored fields are for no user, those that users read are computed with their rights.
    stored_lead_id = fields.Many2one(
        "crm.lead",
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )
    stored_partner_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )
    lead_id = fields.Many2one(
        "crm.lead", compute="_compute_readable", inverse="_inverse_lead_id", search="_search_lead_id"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        compute="_compute_readable",
        inverse="_inverse_partner_id",
        search="_search_partner_id",
    )
    cells = fields.Json(readonly=True)
    stored_old_values = fields.Json(groups=fields.NO_ACCESS, export_string_translation=False)
    old_values = fields.Json(compute="_compute_readable", inverse="_inverse_old_values", search="_search_old_values")

    def export_data(self, fields_to_export):
        exported = super().export_data(fields_to_export)
        self.env["crm.lead.download"]._note_download("export", self.import_id)
        return exported

    @api.depends("cells")
    def _compute_summary(self):
        for line in self:
            line.summary = " | ".join(cell for cell in line.cells or [] if cell)[:200]

    @api.depends("stored_lead_id", "stored_partner_id", "stored_old_values")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_readable(self):
        # sudo: the stored fields are for no user; only records that the user may read are shown.
        lines = self.sudo()
        leads = self.env["crm.lead"].browse(lines.stored_lead_id.ids)._filtered_access("read")
        partners = self.env["res.partner"].browse(lines.stored_partner_id.ids)._filtered_access("read")
        shown = {*leads, *partners}
        for line, stored in zip(self, lines, strict=True):
            line.lead_id = stored.stored_lead_id if stored.stored_lead_id in shown else False
            line.old_values = stored.stored_old_values if stored.stored_lead_id in shown else False
            line.partner_id = stored.stored_partner_id if stored.stored_partner_id in shown else False

    def _inverse_lead_id(self):
        for line in self:
            line.stored_lead_id = line.lead_id

    def _inverse_partner_id(self):
        for line in self:
            line.stored_partner_id = line.partner_id

    def _inverse_old_values(self):
        for line in self:
            line.stored_old_values = line.old_values

    def _search_lead_id(self, operator, value):
        return [("stored_lead_id", operator, value)]  # for superusers: the ORM refuses it to users

    def _search_partner_id(self, operator, value):
        return [("stored_partner_id", operator, value)]  # likewise

    def _search_old_values(self, operator, value):
        return [("stored_old_values", operator, value)]  # likewise

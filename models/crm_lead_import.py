"""What is kept of every import of leads?"""

from odoo import api, fields, models
from odoo.tools import clean_context


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_import_id = fields.Many2one(
        "crm.lead.import",
        "Import",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="The import that created this record.",
    )


class CrmLeadImport(models.Model):
    _name = "crm.lead.import"
    _description = "Lead Import"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _rec_name = "file_name"

    # Nobody may write these records by hand: they are proof of what an import did, and undo deletes by them.
    file_name = fields.Char("File", readonly=True)
    file = fields.Binary("Imported File", attachment=True, readonly=True)
    rows = fields.Binary(
        "Rows to Come", attachment=True, readonly=True, groups="base.group_system", export_string_translation=False
    )
    wizard_ref = fields.Integer("Import Screen", index="btree_not_null", readonly=True)
    user_id = fields.Many2one(
        "res.users", "Imported By", default=lambda self: self.env.user, required=True, readonly=True
    )
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company, readonly=True)
    date_start = fields.Datetime("Started On", default=fields.Datetime.now, readonly=True)
    date_end = fields.Datetime("Ended On", readonly=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("running", "Running"),
            ("done", "Done"),
            ("stopped", "Stopped"),
            ("failed", "Interrupted"),
            ("undoing", "Being Undone"),
            ("undone", "Undone"),
        ],
        default="running",
        required=True,
        readonly=True,
        index=True,
    )
    policy = fields.Selection(
        [
            ("create", "Create anyway"),
            ("skip", "Skip the row"),
            ("update_empty", "Fill in empty fields"),
            ("update_all", "Update all fields"),
        ],
        "When Already There",
        default="create",
        required=True,
        readonly=True,
    )
    stop_on_error = fields.Boolean("Stop at the First Error", readonly=True)
    background = fields.Boolean("In the Background", readonly=True)
    headings = fields.Json(readonly=True)
    mapping = fields.Json("Fields of the Columns", readonly=True)
    mapping_text = fields.Text("Mapping", compute="_compute_mapping_text")
    options = fields.Json(readonly=True)
    user_context = fields.Json("Context", readonly=True)
    stamps = fields.Json("Times of Own Changes", readonly=True)
    touched_ids = fields.Json("Leads Changed by Others", readonly=True)
    position = fields.Integer("Next Row", readonly=True)
    row_count = fields.Integer("Rows", readonly=True)
    created_count = fields.Integer("Created", readonly=True)
    updated_count = fields.Integer("Updated", readonly=True)
    skipped_count = fields.Integer("Skipped", readonly=True)
    failed_count = fields.Integer("Failed", readonly=True)
    test_count = fields.Integer("Test Rows Left Out", readonly=True)
    removed_count = fields.Integer("Removed by Undo", readonly=True)
    restored_count = fields.Integer("Restored by Undo", readonly=True)
    kept_count = fields.Integer("Kept by Undo", readonly=True)
    error = fields.Text("What Went Wrong", readonly=True)
    progress = fields.Float(compute="_compute_progress")
    line_ids = fields.One2many("crm.lead.import.line", "import_id", "Rows to Look At", readonly=True)
    lead_ids = fields.One2many("crm.lead", "l10n_vn_import_id", "Created Leads", readonly=True)

    def _keeper(self):
        """Return the records with the right to be written: private, so that no user writes them by hand."""
        # sudo: users may read their imports, only the import itself writes them. Presets of the context are for leads.
        return self.with_context(clean_context(self.env.context)).sudo()

    def _line_keeper(self):
        """Return the model of the rows with the right to be written."""
        # sudo: as the records that they belong to.
        return self._keeper().env["crm.lead.import.line"].sudo()

    @api.depends("file_name")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """Name the file only to those who may read the import: Odoo shows names of linked records to everybody."""
        super()._compute_display_name()
        hidden = self - self.sudo(False)._filtered_access("read").with_env(self.env)
        for record in hidden:
            record.display_name = self.env._("Import %s", record.id)

    def _leads(self):
        """Return the model of leads in the place from which the import was started, with that place's presets."""
        presets = {
            name: value for name, value in (self.user_context or {}).items() if name.startswith("default_")
        }
        return self.env["crm.lead"].with_context(**presets)

    @api.depends("position", "row_count", "created_count", "updated_count", "state")
    def _compute_progress(self):
        for record in self:
            undoing = record.state == "undoing"
            total = record.created_count + record.updated_count if undoing else record.row_count
            record.progress = min(100 * record.position / total, 100) if total else 100

    @api.depends("mapping", "headings")
    @api.depends_context("lang")
    def _compute_mapping_text(self):
        labels = self.env["crm.lead"].fields_get(attributes=["string"])
        for record in self:
            record.mapping_text = "\n".join(
                f"{heading} → {labels.get(path.split('/')[0], {}).get('string', path)}"
                for heading, path in zip(record.headings or [], record.mapping or [], strict=False)
                if path
            )


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
            ("test", "Test row"),
            ("restored", "Given back its old values"),
            ("kept", "Kept by undo"),
        ],
        required=True,
        readonly=True,
    )
    message = fields.Text("Remark", readonly=True)
    summary = fields.Char("Content", compute="_compute_summary")
    lead_id = fields.Many2one("crm.lead", index="btree_not_null", readonly=True, ondelete="set null")
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True, ondelete="set null", index="btree_not_null")
    cells = fields.Json(readonly=True)
    old_values = fields.Json(readonly=True)

    @api.depends("cells")
    def _compute_summary(self):
        for line in self:
            line.summary = " | ".join(cell for cell in line.cells or [] if cell)[:200]

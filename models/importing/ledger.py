"""Ledger of imports: the record of each import of leads, its actions and its summary."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import clean_context
from odoo.tools.misc import formatLang

from ..argument_checks import ONE, SOME, public
from ..storage_failure import in_words


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
    _inherit = ["mail.thread", "crm.lead.background.undo"]
    _cron = "l10n_vn_crm.crm_lead_import_cron"
    _order = "id desc"
    _rec_name = "file_name"

    # No user may write these records: they are proof of what an import did, and undo deletes leads by them.
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

    def _sudo_writer(self):
        """Return the records with the right to write them: a private method, so that no user can over RPC."""
        # sudo: users may read their imports, only the import itself writes them. Presets of the context are for leads.
        return self.with_context(clean_context(self.env.context)).sudo()

    def _sudo_line_writer(self):
        """Return the model of the rows with the right to write them."""
        # sudo: as for the records that they belong to.
        return self._sudo_writer().env["crm.lead.import.line"].sudo()

    @api.depends("file_name")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """Show the file name only to users who may read the import: names of linked records are shown to all."""
        super()._compute_display_name()
        hidden = self - self.sudo(False)._filtered_access("read").with_env(self.env)
        for record in hidden:
            record.display_name = self.env._("Import %s", record.id)

    def _leads(self):
        """Return the model of leads with the presets (default_…) of the action from which the import was started.

        Leads of rows that another user reviews belong to the importer, as the other ones do.
        """
        presets = {name: value for name, value in (self.user_context or {}).items() if name.startswith("default_")}
        if self.user_id != self.env.user and not self.continued_by_id:
            presets.setdefault("default_user_id", self.user_id.id)
        # Who has left since gets no leads: Odoo makes the user who goes on their salesperson.
        if presets.get("default_user_id") and not self._get_active_user(presets["default_user_id"]):
            del presets["default_user_id"]
        return self.env["crm.lead"].with_context(**presets)

    def _get_active_user(self, user_id):
        return self.env["res.users"].browse(user_id).exists().filtered("active")

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

    @public(SOME)
    def action_open_leads(self) -> dict:
        """Return the window action of the leads that these imports created."""
        return self._action_leads([("l10n_vn_import_id", "in", self.ids)], self.env._("Created Leads"))

    @public(SOME)
    def action_open_updated(self) -> dict:
        """Return the window action of the leads and opportunities that these imports updated."""
        lines = self.env["crm.lead.import.line"].search(
            [("import_id", "in", self.ids), ("outcome", "in", ("updated", "restored"))]
        )
        return self._action_leads([("id", "in", lines.lead_id.ids)], self.env._("Updated Leads"))

    def _action_leads(self, domain, name):
        action = self.env["ir.actions.act_window"]._for_xml_id("crm.crm_lead_all_leads")
        return dict(action, name=name, domain=domain, context={"active_test": False, "default_type": "lead"})

    @public(ONE)
    def action_open_assign(self) -> dict:
        """Return the action of the dialog that assigns the created leads and sets their campaign."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assign, Give Campaign"),
            "res_model": "crm.lead.import.assign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_import_id": self.id},
        }

    @in_words
    def _l10n_vn_assign_created(self, users, team, campaign):
        """Assign the created leads to a team, and to salespeople in turn, and set their campaign.

        :param users, team, campaign: recordsets, empty for no change
        """
        self.ensure_one()
        self.check_access("read")
        self._change_leads(lambda leads: self._assign_leads(leads, users, team, campaign))

    def _assign_leads(self, leads, users, team, campaign):
        if campaign:
            leads.write({"campaign_id": campaign.id})
        if users or team:
            leads._handle_salesmen_assignment(users.ids, team.id)

    @public(ONE)
    @in_words
    def action_download_failed(self) -> dict:
        """Return the action that downloads the failed rows with their reasons.

        :raise UserError: where no row has failed
        """
        self.ensure_one()
        self.check_access("read")
        if not self.failed_count:
            raise UserError(self.env._("No row of this import has failed."))
        # Read here first: an error in the download itself would only be shown as "not found".
        self._failed_table()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/failed_file/{self._failed_file_name()}?download=true",
            "target": "download",
        }

    @public(SOME)
    def action_stop(self) -> bool:
        """Stop waiting and running imports after their current chunk."""
        self.check_access("read")
        self._stop()
        return True

    def _stop(self):
        self._sudo_writer().filtered(lambda record: record.state in ("waiting", "running")).write({"state": "stopped"})

    @public(SOME)
    @in_words
    def action_resume(self) -> bool:
        """Continue, in the background, imports that were stopped or interrupted, or whose window was closed.

        :raise UserError: where none of them has rows left to import
        """
        self.check_access("read")
        stopped = self.filtered(lambda record: record.status in ("stopped", "failed"))
        undos = stopped.filtered("undo_user_id")
        unfinished = (stopped - undos).filtered(lambda record: record.position < record.row_count)
        if not unfinished and not undos:
            raise UserError(self[:1]._explain_not_resumable())
        undos._resume_undo()
        unfinished._restore_rows()
        for record in unfinished:
            record._reset_failed(record._stored_rows())
            record._sudo_writer().write({**record._take_up(), "state": "waiting", "background": True, "is_left": False})
        unfinished._start_work()
        return True

    def _explain_not_resumable(self):
        if self.state in ("undoing", "undone"):
            return self.env._("This import has been undone: import the file again.")
        if self.status in ("waiting", "running"):
            return self.env._("This import is still going on.")
        return self.env._("There is nothing to continue: every row has been handled.")

    def _notify_importer(self):
        """Notify who imports of the end of the import, on the screen and in the inbox; nobody where they have left."""
        body = self._summary()
        to_do = self.failed_count or self.review_count and self.state == "done"
        kind = "success" if self.state in ("done", "undone") and not to_do else "warning"
        owner = self._get_owner()
        if not owner.active:
            return
        owner._bus_send("simple_notification", {"type": kind, "title": self.file_name, "message": body})
        # sudo: the importer may not write the record to which the message belongs.
        self._sudo_writer().message_notify(
            body=body,
            subject=self.file_name,
            partner_ids=owner.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
            model=self._name,
            res_id=self.id,
        )

    def _summary(self):
        """Return a sentence like "Done: 6,000 created, 19 skipped", without counts of zero."""
        state = dict(self._fields["state"]._description_selection(self.env))[self.state]
        if self.state == "undone":
            counts = [
                (self.removed_count, self.env._("%s removed")),
                (self.restored_count, self.env._("%s restored")),
                (self.kept_count, self.env._("%s kept, as somebody has worked on them")),
            ]
        else:
            counts = [
                (self.created_count, self.env._("%s created")),
                (self.updated_count, self.env._("%s updated")),
                (self.skipped_count, self.env._("%s skipped")),
                (self.failed_count, self.env._("%s failed")),
                (self.review_count, self.env._("%s to review")),
                (self.test_count, self.env._("%s test rows left out")),
            ]
        parts = [words % self._format_count(count) for count, words in counts if count]
        return f"{state}: {', '.join(parts)}" if parts else state

    def _format_count(self, count):
        """Return the number ``count`` (str) with the separators of the user's language."""
        return formatLang(self.env, count, digits=0)

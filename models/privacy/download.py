"""Downloads of files with personal data: a line who, when, what; and exports of imported rows."""

from odoo import api, fields, models

# Fields whose file is of people: {model: names}
_FILES = {
    "crm.lead.import": ("file", "failed_file"),
    "crm.lead.mail.rejected": ("source",),
    "crm.lead.privacy.request": ("export_file",),
}


class CrmLeadDownload(models.Model):
    """Who reads it may see who has downloaded what; nobody writes it."""

    _name = "crm.lead.download"
    _description = "Download of Personal Data"
    _order = "id desc"
    _log_access = False

    user_id = fields.Many2one("res.users", "Downloaded By", required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True, ondelete="cascade")
    date = fields.Datetime("Downloaded On", required=True, readonly=True, index=True)
    what = fields.Selection(
        [
            ("file", "Imported file"),
            ("failed_file", "Bad rows of an import"),
            ("source", "Rejected mail"),
            ("export_file", "File for a person"),
            ("export", "Export of imported rows"),
        ],
        required=True,
        readonly=True,
    )
    record_number = fields.Integer("Number", readonly=True, help="Of the import, mail or request.")

    @api.model
    def _note_download(self, what, record):
        """Add a line for each of ``record`` (recordset), of which the user downloads ``what``."""
        # sudo: nobody may write these lines, and whoever downloads adds one.
        self.sudo().create(
            [
                {
                    "user_id": self.env.uid,
                    "company_id": one.sudo().company_id.id,  # sudo: as above; only the company is used
                    "date": fields.Datetime.now(),
                    "what": what,
                    "record_number": one.id,
                }
                for one in record
            ]
        )


class IrBinary(models.AbstractModel):
    _inherit = "ir.binary"

    def _record_to_stream(self, record, field_name):
        stream = super()._record_to_stream(record, field_name)
        if record._name == "ir.attachment" and record.res_field:
            # The attachment of a field, asked for by its own number.
            record, field_name = self.env[record.res_model].browse(record.res_id), record.res_field
        if field_name in _FILES.get(record._name, ()):
            self.env["crm.lead.download"]._note_download(field_name, record)
        return stream

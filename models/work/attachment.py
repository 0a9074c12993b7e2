"""Attachments: documents of leads in the chatter, and repair of files that a full disk has truncated."""

import contextlib
import hashlib
import os

from odoo import api, models
from odoo.exceptions import UserError

from ..context import LOG_DOCUMENTS


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        """Log in the chatter which documents were added on the documents screen of a lead."""
        documents = super().create(vals_list)
        if self.env.context.get(LOG_DOCUMENTS):
            of_leads = documents.filtered(lambda document: document.res_model == "crm.lead" and document.res_id)
            self.env["crm.lead"].browse(of_leads.mapped("res_id"))._message_log_batch(
                bodies={
                    lead_id: self.env._("Added the document %s.", ", ".join(of_lead.mapped("name")))
                    for lead_id, of_lead in of_leads.grouped("res_id").items()
                }
            )
        return documents

    @api.model
    def _get_path(self, bin_data, sha):
        try:
            return super()._get_path(bin_data, sha)
        except UserError:
            if not self._l10n_vn_mend_file(bin_data, sha):
                raise
            return super()._get_path(bin_data, sha)

    @api.model
    def _l10n_vn_mend_file(self, content, checksum):
        """Replace the stored file of ``checksum`` by ``content`` where it is damaged; return whether it was.

        A full disk leaves an empty or truncated file; Odoo compares ``content`` to it and refuses each later upload.
        ``os.replace`` is atomic: a transaction that writes the same content concurrently loses nothing.
        """
        name = f"{checksum[:2]}/{checksum}"
        path = self._full_path(name)
        with open(path, "rb") as file:
            if hashlib.file_digest(file, "sha1").hexdigest() == checksum:
                return False  # a real collision of checksums: Odoo refuses it
        whole = f"{path}-{os.getpid()}"
        try:
            with open(whole, "wb") as file:
                file.write(content)
            os.replace(whole, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(whole)
            raise
        self._mark_for_gc(name)
        return True


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _compute_message_attachment_count(self):
        """Count the files of leads that the user may read, without looking up the rules of leads once more."""
        readable = self._filtered_access("read")
        (self - readable).message_attachment_count = 0
        # sudo: who reads a lead may read its files, and only their number is shown.
        super(CrmLead, readable.sudo())._compute_message_attachment_count()

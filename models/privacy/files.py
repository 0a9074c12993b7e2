"""Files with traces of a person: attachments of all records, whose content the database does not search."""

from odoo import models
from odoo.tools import SQL

from ...tools.privacy.file_text import texts_of
from .search import DELETED, Found

_LARGEST = 50_000_000
_LONGEST_LINE = 200
# Parts of the web client and pictures.
_LEFT_OUT = ("image/%", "video/%", "audio/%", "font/%", "text/css", "%javascript%")


class CrmLeadPrivacyRequest(models.Model):
    _inherit = "crm.lead.privacy.request"

    def _find_files(self, traces):
        """Return ``[(attachment, kinds of traces, the line with the first)]``."""
        self.env["ir.attachment"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM ir_attachment WHERE type = 'binary' AND coalesce(file_size, 0) BETWEEN 1 AND %s"
                " AND coalesce(url, '') NOT LIKE '/web/assets/%%' AND NOT (coalesce(mimetype, '') LIKE ANY(%s))"
                " ORDER BY id",
                _LARGEST,
                list(_LEFT_OUT),
            )
        )
        found = []
        for (id_,) in rows:
            attachment = self.env["ir.attachment"].browse(id_)
            text = next((text for text in self._read_file(attachment) if traces.has_key(text)), None)
            if text is not None:
                # One line, such as a row of a list: the others are other people's.
                line = traces.quote(text, _LONGEST_LINE) if "\n" in text else ""
                found.append((attachment, frozenset(traces.find(text)), line))
            attachment.invalidate_recordset()
        return found

    def _read_file(self, attachment):
        """Return the texts (list of str) of an attachment; rooms with formats of their own read theirs."""
        return texts_of(attachment.raw or b"")

    def _find_in_files(self, traces):
        found = []
        for file, kinds, line in self._find_files(traces):
            # The file of a field stands for its record, unless the module of that was removed.
            is_field = file.res_field and file.res_model in self.env
            model, id_ = (file.res_model, file.res_id) if is_field else (file._name, file.id)
            name = self._label(file.res_model, [file.res_field]) if is_field else file.name
            found.append(Found(model, id_, name, kinds, line, "delete"))
        return found

    def _erase_files(self, found, traces, done):
        """Delete the files ``found``; records that are nothing without their file are deleted whole."""
        files = self.env["ir.attachment"].union(*(file for file, _kinds, _line in found)).exists()
        for model, of_model in files.filtered("res_field").grouped("res_model").items():
            if model in DELETED and model in self.env:
                records = self.env[model].browse(of_model.mapped("res_id")).exists()
                done[model]["deleted"] += len(records)
                records.unlink()
        files = files.exists()
        done[files._name]["deleted"] += len(files)
        files.unlink()

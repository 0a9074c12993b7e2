"""How are the notes on thousands of leads written at once?"""

from odoo import api, models

from .copy_rows import copy_rows, reserve_ids

# What Odoo gives with the summary of a merge.
SUMMARY = {"body", "message_type", "partner_ids", "subtype_id", "subtype_xmlid"}


class Notes(list):
    """Notes that wait to be written together: a type that no context from outside can hold."""


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _message_track(self, fields_iter, initial_values_dict):
        """Write the notes on what changed, of all leads of ``self``, together."""
        notes = Notes()
        collecting = self.with_context(l10n_vn_notes=notes) if len(self) > 1 else self
        tracking = super(CrmLead, collecting)._message_track(fields_iter, initial_values_dict)
        self._l10n_vn_write_notes(notes)
        return tracking

    def _message_log_batch(self, bodies, **options):
        """Let a note wait where others are being collected."""
        notes = self.env.context.get("l10n_vn_notes")
        if not isinstance(notes, Notes) or len(self) != 1:
            return super()._message_log_batch(bodies, **options)
        notes.append((self.id, bodies.get(self.id, ""), options))
        return self.env["mail.message"].sudo()  # empty

    def message_post(self, **options):
        """Let a summary wait where others are being collected."""
        notes = self.env.context.get("l10n_vn_notes")
        if not isinstance(notes, Notes) or options.keys() - SUMMARY or options.get("partner_ids"):
            return super().message_post(**options)
        notes.append((self.id, options["body"], {}))
        return self.env["mail.message"]  # empty

    @api.model
    def _l10n_vn_collect_notes(self):
        """Return what collects notes under the key ``l10n_vn_notes`` of a context."""
        return Notes()

    @api.model
    def _l10n_vn_write_summaries(self, notes):
        """Write collected notes that differ in their texts with one creation."""
        bodies = {lead_id: body for lead_id, body, _options in notes}
        if bodies:
            self.browse(bodies)._message_log_batch(bodies)

    def _l10n_vn_write_notes(self, notes):
        """Write collected notes, of which each lead has one: by the ORM the first of those that are alike."""
        groups = {}
        for lead_id, body, options in notes:
            values = options.pop("tracking_value_ids", False)
            groups.setdefault((body, repr(sorted(options.items()))), (options, {}))[1][lead_id] = values
        for (body, _options), (options, values) in groups.items():
            ids = list(values)
            first = self.with_context(l10n_vn_notes=None).browse(ids[:1])
            note = first._message_log_batch({first.id: body}, **options)
            note_ids = [note.id]
            if others := ids[1:]:
                self.env.flush_all()
                copies = reserve_ids(note, len(others))
                copy_rows(note, copies, [note.id] * len(copies), {"res_id": others})
                note_ids += copies
            # sudo: as the note itself, whoever may read the fields of which it tells
            self.env["mail.tracking.value"].sudo().create(
                [
                    {**vals, "mail_message_id": note_id}
                    for note_id, lead_id in zip(note_ids, ids, strict=True)
                    for _command, _id, vals in values[lead_id] or ()
                ]
            )
            self.browse(ids).invalidate_recordset(["message_ids"])

"""How are the notes on thousands of leads written at once?"""

from odoo import models


class Notes(list):
    """Notes that wait to be written together: a type that no context from outside can hold."""


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _message_track(self, fields_iter, initial_values_dict):
        """Write the notes on what changed, of all leads of ``self``, with one creation."""
        notes = Notes()
        tracking = super(CrmLead, self.with_context(l10n_vn_notes=notes))._message_track(
            fields_iter, initial_values_dict
        )
        self._l10n_vn_write_notes(notes)
        return tracking

    def _message_log_batch(self, bodies, **options):
        """Let a note wait where others are being collected."""
        notes = self.env.context.get("l10n_vn_notes")
        if not isinstance(notes, Notes) or len(self) != 1:
            return super()._message_log_batch(bodies, **options)
        notes.append((self.id, bodies, options))
        return self.env["mail.message"].sudo()

    def _l10n_vn_write_notes(self, notes):
        """Write collected notes: those that only differ in lead, text and values tracked in one go."""
        groups = {}
        for res_id, bodies, options in notes:
            values = options.pop("tracking_value_ids", False)
            groups.setdefault(repr(sorted(options.items())), (options, []))[1].append((res_id, bodies[res_id], values))
        for options, of_group in groups.values():
            tracked = {res_id: values for res_id, _body, values in of_group}
            leads = self.browse(tracked).with_context(l10n_vn_notes=None, l10n_vn_tracked=Notes([tracked]))
            leads._message_log_batch({res_id: body for res_id, body, _values in of_group}, **options)

    def _message_create(self, values_list):
        """Give each note of a batch the values that were tracked on its lead."""
        tracked = self.env.context.get("l10n_vn_tracked")
        if isinstance(tracked, Notes):
            values_list = [
                dict(values, tracking_value_ids=tracked[0].get(values["res_id"], False)) for values in values_list
            ]
        return super()._message_create(values_list)

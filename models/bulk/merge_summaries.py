"""Bulk creation of summaries of merges: those of leads that differ in plain texts only are filled in.

Of such leads Odoo renders the summaries of the first and the last, and one with a placeholder for each text. Where the
texts in the places of the placeholders give what Odoo has written for these two, they give the others.
"""

import re
import secrets
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..context import Notes
from .copy_rows import copy_rows, reserve_ids

# Fewer summaries cost more to compare than to render.
MIN_SUMMARIES = 6
# Characters that neither rendering nor sanitizing changes; as the first or last of a text, only some of them.
_FIRST, _INNER, _LAST = "A-Za-z0-9À-ɏḀ-ỿ+(", "A-Za-z0-9À-ɏḀ-ỿ ,.:;!?()/+@_%#*-", "A-Za-z0-9À-ɏḀ-ỿ,.:;!?)"
_PLAIN = re.compile(f"[{_FIRST}](?:[{_INNER}]*[{_LAST}])?")
_PARAGRAPH = re.compile(f"<p>({_PLAIN.pattern})</p>")
# Columns that differ between all leads, and are not shown.
_HIDDEN = {"id", "write_date", "write_uid"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_log_merges(self, merges):
        """Log the summary of each merge, of leads that are flushed.

        :param merges: list of (record that is left, leads merged into it, followers as of ``_merge_followers``)
        """
        groups = self._l10n_vn_group_summaries(merges)
        others = {index for group in groups for index in list(group)[1:-1]}
        messages = self._l10n_vn_render_summaries([merge for index, merge in enumerate(merges) if index not in others])
        waiting = []
        for group in groups:
            first, *middle, last = group
            pieces = self._l10n_vn_get_summary_pieces(merges[first][1], group[first])
            if pieces and all(
                messages[merges[index][0].id].body == _filled(pieces, group[index]) for index in (first, last)
            ):
                kept_ids = [merges[index][0].id for index in middle]
                texts = [_filled(pieces, group[index]) for index in middle]
                messages[merges[first][0].id]._l10n_vn_copy_summary(kept_ids, texts)
            else:
                waiting += [merges[index] for index in middle]
        self._l10n_vn_render_summaries(waiting)

    @api.model
    def _l10n_vn_render_summaries(self, merges):
        """Log the summary of each of ``merges`` as Odoo renders it; return {id of the record that is left: message}."""
        notes = Notes()
        for kept, merged, followers in merges:
            notes.on(kept)._merge_log_summary(followers, merged)
        return self._l10n_vn_write_summaries(notes).grouped("res_id")

    @api.model
    def _l10n_vn_group_summaries(self, merges):
        """Return groups of merges of one lead each that are equal in all but plain texts.

        :return: list of {index in ``merges``: {name of a field: plain text}}
        """
        places = {
            merged.id: index
            for index, (_kept, merged, followers) in enumerate(merges)
            if not followers and len(merged) == 1
        }
        if len(places) < MIN_SUMMARIES:
            return []
        shown = [field for field in self._fields.values() if _is_shown(field)]
        rows = self.env.execute_query(
            SQL(
                "SELECT id, %s FROM crm_lead WHERE id = ANY(%s)",
                SQL(", ").join(SQL.identifier(field.name) for field in shown),
                list(places),
            )
        )
        groups, patterns = defaultdict(dict), {field: _text_pattern(field) for field in shown}
        for lead_id, *values in rows:
            texts, rest = {}, []
            for field, value in zip(shown, values, strict=True):
                pattern = patterns[field]
                if value and pattern and (match := pattern.fullmatch(value)):
                    texts[field.name] = match[match.lastindex or 0]
                    rest.append(None)
                else:
                    rest.append(repr(value))
            groups[tuple(texts), tuple(rest)][places[lead_id]] = texts
        return [dict(sorted(group.items())) for group in groups.values() if len(group) >= MIN_SUMMARIES]

    @api.model
    def _l10n_vn_get_summary_pieces(self, lead, texts):
        """Return the stored summary of ``lead`` as its pieces: every second one is the name of a field of ``texts``.

        :return: None where it cannot be rendered of a lead that is not saved
        """
        words = {f"a{secrets.token_hex(8)}z": name for name in texts}
        values = {name: f"<p>{word}</p>" if self._fields[name].type == "html" else word for word, name in words.items()}
        notes = Notes()
        try:
            notes.on(lead)._merge_log_summary({}, lead.new(values, origin=lead))
        except UserError:
            return None
        [(_kind, _lead_id, options)] = notes
        body = self.env["mail.message"]._fields["body"]
        html = body.convert_to_column(options["body"], self.env["mail.message"])
        pieces = re.split(f"({'|'.join(words)})", html)
        pieces[1::2] = map(words.__getitem__, pieces[1::2])
        return pieces


class MailMessage(models.Model):
    _inherit = "mail.message"

    def _l10n_vn_copy_summary(self, lead_ids, texts):
        """Copy the message ``self`` to the leads ``lead_ids``, with ``texts`` instead of its own."""
        self.env.flush_all()
        ids = reserve_ids(self, len(lead_ids))
        copy_rows(self, ids, self.ids * len(ids), {"res_id": lead_ids, "body": texts})
        self.env["crm.lead"].browse(lead_ids).invalidate_recordset(["message_ids"])


def _is_shown(field):
    """Return whether a summary may show ``field``."""
    return field.store and field.column_type and field.name not in _HIDDEN and field.groups != fields.NO_ACCESS


def _text_pattern(field):
    """Return the pattern of the values of ``field`` that are plain texts, None where none is."""
    if field.translate or field.company_dependent:
        return None
    return {"char": _PLAIN, "text": _PLAIN, "html": _PARAGRAPH}.get(field.type)


def _filled(pieces, texts):
    """Return the summary ``pieces`` with ``texts``, {name of a field: text}."""
    return "".join([texts[piece] if index % 2 else piece for index, piece in enumerate(pieces)])

"""Bulk creation of notes on many leads: tracked changes, and summaries of merges."""

from operator import itemgetter

from odoo import api, models
from odoo.tools import SQL, ormcache
from odoo.tools.mail import generate_tracking_message_id

from ...tools.grouping import group_by_values
from ..context import Notes
from .copy_rows import copy_rows, reserve_ids

# What Odoo gives with the summary of a merge, and with a note of what has changed.
SUMMARY = {"body", "message_type", "subtype_id", "subtype_xmlid"}
CHANGE = {"author_id", "body", "subtype_id", "tracking_value_ids"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _track_prepare(self, fields_iter):
        """Read the initial values of each lead once: reading them again would compute all that has changed."""
        names = self._track_get_fields().intersection(fields_iter)
        if not names:  # Odoo asks before each computation, also of fields that are not tracked
            return super()._track_prepare(names)
        known = self.env.cr.precommit.data.get(f"mail.tracking.{self._name}", {})

        def is_known(lead):
            values = known.get(lead.id, {})
            return values is None or names <= values.keys()

        return super(CrmLead, self.filtered(lambda lead: not is_known(lead)))._track_prepare(names)

    def _message_track(self, fields_iter, initial_values_dict):
        """Write the notes on what changed, of all leads of ``self``, together."""
        notes = Notes()
        is_bulk = len(self) > 1 and self._l10n_vn_can_bulk("notes")
        collecting = notes.on(self) if is_bulk else self
        tracking = super(CrmLead, collecting)._message_track(fields_iter, initial_values_dict)
        self._l10n_vn_write_notes(notes)
        return tracking

    def _message_log_batch(self, bodies, **options):
        """Collect the note while notes are being collected."""
        bodies = self._l10n_vn_rephrase_notes(bodies)
        notes = Notes.of(self)
        if notes is None or len(self) != 1:
            return super()._message_log_batch(bodies, **options)
        notes.append(("_message_log", self.id, {"body": bodies.get(self.id, ""), **options}))
        return self.env["mail.message"].sudo()  # empty

    def _l10n_vn_collect_note(self, options):
        """Collect the note of a change, or the summary of a merge, while notes are being collected.

        :param dict options: of ``message_post``
        :return: whether it was collected: it is posted later, with the others
        """
        notes = Notes.of(self)
        if notes is None or options.keys() - CHANGE and options.keys() - SUMMARY:
            return False
        notes.append(("message_post" if options.keys() <= CHANGE else "summary", self.id, options))
        return True

    @api.model
    def _l10n_vn_write_summaries(self, notes):
        """Write collected notes that differ in their texts with one creation; return the messages."""
        bodies = {lead_id: options["body"] for _kind, lead_id, options in notes}
        return self.browse(bodies)._message_log_batch(bodies) if bodies else self.env["mail.message"]

    def _l10n_vn_write_notes(self, notes):
        """Write collected notes, one a lead: Odoo writes the first of those that are alike, the others are copied."""
        waiting, tracked, writing = [], {}, Notes.off(self)
        notified_ids = writing._l10n_vn_get_ids_with_notified_followers(notes)
        for method, lead_id, options in notes:
            lead = writing.browse(lead_id)
            if lead_id in notified_ids:
                getattr(lead, method)(**options)
                continue
            tracked[lead_id] = options.pop("tracking_value_ids", False)
            # Replies to a post go to the team's address, or to the company's.
            reply_key = (lead.team_id, lead.company_id) if method == "message_post" else ()
            waiting.append((method, lead_id, options, reply_key))
        for options, alike in group_by_values(waiting, itemgetter(2), beside=itemgetter(0, 3)):
            ids = [lead_id for _method, lead_id, *_rest in alike]
            writing.browse(ids)._l10n_vn_write_alike(alike[0][0], options, [tracked[lead_id] for lead_id in ids])

    def _l10n_vn_write_alike(self, method, options, values):
        """Write a note on each lead of ``self`` as ``method`` does with ``options``; ``values`` are tracking values."""
        note, others = getattr(self[0], method)(**options), self[1:]
        note_ids = note.ids
        if others:
            self.env.flush_all()
            note_ids += reserve_ids(note, len(others))
            changed = {"res_id": others.ids}
            if method == "message_post":
                changed["parent_id"] = others._l10n_vn_get_parent_ids(note.id)
                changed["message_id"] = [
                    generate_tracking_message_id(f"{lead_id}-{self._name}") for lead_id in others.ids
                ]
            copy_rows(note, note_ids[1:], note.ids * len(others), changed)
        self._l10n_vn_write_tracked(
            [
                {**vals, "mail_message_id": note_id}
                for note_id, tracked in zip(note_ids, values, strict=True)
                for _command, _id, vals in tracked or ()
            ]
        )
        self.invalidate_recordset(["message_ids"])

    @api.model
    def _l10n_vn_write_tracked(self, rows):
        """Create records of ``mail.tracking.value``: the first by the ORM, the others as copies of it."""
        # sudo: written with the note, regardless of the user's access to the tracked fields
        tracking = self.env["mail.tracking.value"].sudo()
        names = list(dict.fromkeys(name for row in rows for name in row))
        if len(rows) < 2 or any(tracking._fields[name].type == "json" for name in names):
            tracking.create(rows)
            return
        first, others = tracking.create(rows[0]), rows[1:]
        first.flush_recordset()
        changed = {
            name: [first._fields[name].convert_to_column(row[name], first) if name in row else None for row in others]
            for name in names
        }
        copy_rows(first, reserve_ids(first, len(others)), first.ids * len(others), changed)
        self.env["mail.message"].invalidate_model(["tracking_value_ids"])

    @api.model
    def _l10n_vn_get_ids_with_notified_followers(self, notes):
        """Return ids of the leads on which a post in ``notes`` would notify a follower."""
        posts = [(lead_id, options["subtype_id"]) for method, lead_id, options in notes if method == "message_post"]
        if not posts:
            return set()
        self.env["mail.followers"].flush_model()
        query = SQL(
            "SELECT DISTINCT follower.res_id FROM mail_followers AS follower"
            " JOIN mail_followers_mail_message_subtype_rel AS followed ON followed.mail_followers_id = follower.id"
            " JOIN unnest(%s::int4[], %s::int4[]) AS post (lead_id, subtype_id)"
            " ON post.lead_id = follower.res_id AND post.subtype_id = followed.mail_message_subtype_id"
            " WHERE follower.res_model = %s",
            *map(list, zip(*posts, strict=True)),
            self._name,
        )
        return {lead_id for (lead_id,) in self.env.execute_query(query)}

    def _l10n_vn_get_parent_ids(self, newest_id):
        """Return the parent message of a post on each lead of ``self``, as Odoo finds it: comments and mails first."""
        query = SQL(
            "SELECT DISTINCT ON (res_id) res_id, id FROM mail_message WHERE model = %s AND res_id = ANY(%s)"
            " AND message_type != 'user_notification' AND id < %s"
            " ORDER BY res_id, message_type IN ('comment', 'email') DESC, date DESC, id DESC",
            self._name,
            self.ids,
            newest_id,
        )
        parents = dict(self.env.execute_query(query))
        return [parents.get(lead_id) for lead_id in self.ids]


class MailMessageSubtype(models.Model):
    _inherit = "mail.message.subtype"

    def exists(self):
        """Query once for all notes that are collected; for others not where the cache of subtypes has them."""
        notes = Notes.of(self)
        if notes is None:
            return self if self._l10n_vn_get_all_ids().issuperset(self._ids) else super().exists()
        if self._ids not in notes.subtypes:
            notes.subtypes[self._ids] = super().exists()
        return notes.subtypes[self._ids].with_env(self.env)

    @api.model
    @ormcache()
    def _l10n_vn_get_all_ids(self):
        """Return the ids of all subtypes (frozenset); Odoo clears the cache where one changes."""
        return frozenset(id_ for (id_,) in self.env.execute_query(SQL("SELECT id FROM mail_message_subtype")))

"""Undo of merges: merged leads are created again under their old numbers, and get back what belonged to them."""

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.mail import plaintext2html
from psycopg2.extras import Json

from ...tools.text import clean_lines
from ..argument_checks import ONE, check_text, public
from ..bulk.copy_rows import insert_links, link_fields
from ..matching.lock import lock_or_retry
from ..storage_failure import in_words
from .snapshot import REWRITTEN, is_deleted


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_undo_merge(self, lead_ids):
        """Create the merged leads with the ids ``lead_ids`` again; the caller has checked the user's rights.

        Once all leads of a merge are back, the record that was left gets back the values which the merge has changed
        and nobody since.

        :return: {lead id: reason (str)} of the leads that cannot be separated
        """
        # sudo: users have no access to snapshots, and a merged lead may be a colleague's
        found = self.env["crm.lead.snapshot"].sudo().search([("kind", "=", "merged"), ("lead_number", "in", lead_ids)])
        newest = {snapshot.lead_number: snapshot for snapshot in reversed(found)}
        lock_or_retry(self.browse({snapshot.head_number for snapshot in newest.values()}))
        present = set(self.sudo().browse(newest).exists().ids)  # sudo: as above
        reasons = {
            lead_id: self.env._("Its data before the merge are no longer stored.")
            for lead_id in lead_ids
            if lead_id not in newest
        }
        reasons |= dict.fromkeys(present, self.env._("It exists already."))
        merged = found.browse(snapshot.id for lead_id, snapshot in newest.items() if lead_id not in present)
        kept = merged.kept_id
        merged._restore_leads()
        left = kept.filtered(lambda snapshot: not snapshot.search_count([("kept_id", "=", snapshot.id)], limit=1))
        heads = self.sudo().browse(left.mapped("lead_number")).exists()  # sudo: as above
        heads._l10n_vn_restore_values(left)
        left.unlink()
        return reasons

    def _l10n_vn_get_undo_mode(self):
        """Return what can be undone of the record ``self``: ``return``, ``separate`` or False."""
        if self.type == "opportunity" and self.date_conversion:
            return "return"
        return "separate" if self.l10n_vn_has_merged else False

    @public(ONE)
    @in_words
    def l10n_vn_separate_merged(self, reason: str = "") -> dict:
        """Separate the leads that were merged into this record; it stays what it is.

        Salespeople separate merges of their own records for 7 days, as in ``l10n_vn_return_to_lead``; managers all.

        :param str reason: why; it is posted in the chatter
        :return: dict of ``is_back`` (bool), ``reasons`` (list of str: why not, or what stays as it is) and
            ``merged_ids`` (ids of the separated leads that the user may read)
        :raise AccessError: where the user may not write the record
        """
        check_text(self, "reason", reason)
        self.check_access("write")
        lock_or_retry(self)
        preview = self._l10n_vn_preview_separation()
        if preview["refusals"]:
            return {"is_back": False, "reasons": preview["refusals"], "merged_ids": []}
        ids = self._l10n_vn_find_snapshots(True).filtered(lambda one: one.kind == "merged").mapped("lead_number")
        if reason := clean_lines(reason or ""):
            self._message_log(body=plaintext2html(reason))
        failed = self._l10n_vn_undo_merge(ids)
        back = self.browse(id_ for id_ in dict.fromkeys(ids) if id_ not in failed)
        return {"is_back": True, "reasons": preview["stays"], "merged_ids": back._filtered_access("read").ids}

    def _l10n_vn_preview_separation(self):
        """Return what :meth:`l10n_vn_separate_merged` would do: dict of ``refusals``, ``back``, ``stays``."""
        env, refusals = self.env, []
        snapshots = self._l10n_vn_find_snapshots(True).filtered(lambda one: one.kind != "converted")
        limit = fields.Datetime.now() - timedelta(days=self._l10n_vn_get_return_days())
        if not snapshots:
            refusals = [env._("Nothing was merged into it, or its data are no longer stored.")]
        elif not env.user.has_group("sales_team.group_sale_manager"):
            if self.user_id != env.user:
                refusals = [env._("It is not your own: only its salesperson or a sales manager may separate it.")]
            elif min(snapshots.mapped("create_date")) < limit:
                refusals = [env._("It was merged too long ago: ask a sales manager.")]
        return {
            "refusals": refusals,
            "back": self._l10n_vn_describe_merged(snapshots).get(self.id, []),
            "stays": self._l10n_vn_describe_stays(snapshots, converted=False)[self.id],
        }


class CrmLeadSnapshot(models.Model):
    _inherit = "crm.lead.snapshot"

    def _restore_leads(self):
        """Insert the rows of merged leads again, give them what belonged to them, and delete the snapshots ``self``."""
        if not self:
            return
        self.env.flush_all()
        self._insert_rows("crm.lead", [snapshot.before for snapshot in self])
        self.env.invalidate_all()
        # Their customers may have other names since, and rows stored by a former version have no text.
        self.env["crm.lead"].browse(self.mapped("lead_number"))._l10n_vn_renew_search_text()
        self._unlink_added()
        for use in self.env["crm.lead"]._l10n_vn_find_uses("crm.lead"):
            pairs = [(snapshot, rows) for snapshot in self if (rows := (snapshot.belongings or {}).get(use.key))]
            if pairs:
                self._move_back(use, pairs)
        for field in link_fields(self.env["crm.lead"]):
            self._link_again(field)
        self.env.flush_all()
        self.env.invalidate_all()
        self._forget_copied_pairs()
        self._note_separation()
        numbers = {*self.mapped("lead_number"), *self.mapped("head_number")}
        self.env["crm.lead"].browse(numbers).exists()._l10n_vn_renew_qualification()
        self.unlink()

    @api.model
    def _insert_rows(self, model_name, rows):
        """Insert rows (dicts of columns) of a model again, without references to what was deleted since."""
        model = self.env[model_name].sudo()  # sudo: rows that were there
        rows = [dict(row) for row in rows]
        columns = [name for name, field in model._fields.items() if field.store and field.column_type]
        for name in columns:
            field = model._fields[name]
            if field.type != "many2one" or field.company_dependent:
                continue
            ids = {row[name] for row in rows if row.get(name)}
            gone = ids - set(self.env[field.comodel_name].sudo().browse(ids).exists().ids)  # sudo: as above
            if field.required or field.ondelete == "cascade":
                rows = [row for row in rows if row.get(name) not in gone]
            for row in rows:
                if row.get(name) in gone:
                    del row[name]
        names = SQL(", ").join(SQL.identifier(name) for name in columns)
        table = SQL.identifier(model._table)
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s) SELECT %s FROM jsonb_populate_recordset(NULL::%s, %s::jsonb)"
                " ON CONFLICT DO NOTHING",
                table,
                names,
                names,
                table,
                Json(rows),
            )
        )

    @api.model
    def _move_back(self, use, pairs):
        """Make records of ``use`` belong to separated leads: ``pairs`` of snapshots and {record id: what was lost}."""
        model = self.env[use.model].sudo().with_context(active_test=False)  # sudo: records of every user go back
        wanted = {int(id_): (snapshot, lost) for snapshot, rows in pairs for id_, lost in rows.items()}
        present = model.browse(wanted).exists()
        if is_deleted(use):
            self._insert_rows(use.model, [lost for id_, (_one, lost) in wanted.items() if id_ not in present._ids])
            if use.model == "mail.followers":
                self._subscribe_again({id_: lost["subtypes"] for id_, (_one, lost) in wanted.items()})
        name, text = use.field.name, REWRITTEN.get(use.model)
        names = [name, text] if text else [name]
        changed = []
        with self.env.protecting([model._fields[one] for one in names], present):
            for record in present:
                snapshot, lost = wanted[record.id]
                owner = record[name] if use.kind == "many2one_reference" else record[name].id
                # Where somebody has moved it elsewhere since, it stays there.
                if owner and owner != snapshot.head_number or not _is_of_lead(use, record):
                    continue
                record[name] = snapshot.lead_number
                if text:
                    record[text] = lost
                changed.append(record.id)
        model.browse(changed).modified(names)

    @api.model
    def _subscribe_again(self, subtypes):
        followers = self.env["mail.followers"].sudo().browse(subtypes).exists()  # sudo: as in _move_back
        known = self.env["mail.message.subtype"].browse({id_ for ids in subtypes.values() for id_ in ids}).exists()
        pairs = [(one.id, id_) for one in followers for id_ in subtypes[one.id] if id_ in known._ids]
        insert_links(followers, "subtype_ids", pairs)

    def _link_again(self, field):
        """Restore the links of separated leads by the many2many ``field``."""
        wanted = {
            (snapshot.lead_number, int(id_))
            for snapshot in self
            for id_ in (snapshot.belongings or {}).get(f"crm.lead.{field.name}", ())
        }
        others = self.env[field.comodel_name].sudo().browse({id_ for _lead, id_ in wanted}).exists()  # sudo: as above
        insert_links(self.env["crm.lead"], field.name, sorted(pair for pair in wanted if pair[1] in others._ids))

    def _unlink_added(self):
        """Remove the many2many links that the records which were left have from the leads of ``self`` only."""
        for field in link_fields(self.env["crm.lead"]):
            key, gone = f"crm.lead.{field.name}", defaultdict(set)
            for snapshot in self.filtered("kept_id"):
                own = (snapshot.kept_id.belongings or {}).get(key, {})
                theirs = (snapshot.belongings or {}).get(key, {})
                if ids := {int(id_) for id_ in theirs.keys() - own.keys()}:
                    gone[snapshot.head_number] |= ids
            heads = self.env["crm.lead"].sudo().browse(gone).exists()  # sudo: as in _move_back
            for head_id, ids in gone.items():
                if head := heads.filtered(lambda lead, id_=head_id: lead.id == id_):
                    head.write({field.name: [(3, id_) for id_ in ids]})

    def _forget_copied_pairs(self):
        """Compare the records that were left again with those that only the leads of ``self`` were kept apart from."""
        for snapshot in self:
            found = snapshot.belongings or {}
            rows = {**found.get("crm.lead.apart.lead_id", {}), **found.get("crm.lead.apart.other_lead_id", {})}
            self.env["crm.lead.apart"]._unfollow_merge(snapshot.head_number, snapshot.lead_number, rows.values())

    def _note_separation(self):
        """Post in the chatter of both that they were separated."""
        leads = self.env["crm.lead"].sudo()  # sudo: as in _move_back
        bodies = defaultdict(list)
        names = {lead.id: lead.display_name for lead in leads.browse(self.mapped("head_number")).exists()}
        names |= {snapshot.lead_number: snapshot.before.get("name", "") for snapshot in self}
        for snapshot in self:
            if snapshot.head_number in names:
                bodies[snapshot.head_number].append(names[snapshot.lead_number])
                bodies[snapshot.lead_number].append(names[snapshot.head_number])
        texts = {
            lead_id: self.env._("Separated again: %(names)s", names=", ".join(f"“{name}”" for name in others))
            for lead_id, others in bodies.items()
        }
        leads.browse(texts)._message_log_batch(texts)


def _is_of_lead(use, record):
    return use.kind != "many2one_reference" or record[use.field.model_field] == "crm.lead"

"""Snapshots: leads as they were before a conversion or merge, with what belonged to them, so that it can be undone.

A snapshot is the row of the lead as JSON (``before``). ``after`` are the columns that the conversion or merge has
changed, with their new values. ``belongings`` are the records that pointed at a merged lead: {model.field: {id: what
the merge overwrites or deletes}}. Rows are read by SQL: fields of every installed module are in them.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..bulk.copy_rows import link_fields
from ..context import AutomaticAssignment, ConversionStored
from ..kept_days import get_kept_days

_MOST_DELETED = 10_000
# Snapshots taken at once while Odoo assigns leads one by one.
_SLICE = 100
# Texts that Odoo's merge overwrites: {model: column}.
REWRITTEN = {"mail.message": "subject", "ir.attachment": "name"}
# Rows that are deleted with a lead, beside those of many2one fields with ``ondelete="cascade"``.
_DELETED = {"mail.followers", "ir.model.data"}


def is_deleted(use):
    """Return whether the rows of ``use`` are deleted with the lead that they refer to."""
    return use.model in _DELETED or use.kind == "many2one" and use.field.ondelete == "cascade"


class CrmLeadSnapshot(models.Model):
    """No group has access: snapshots have the data of leads that users may no longer see."""

    _name = "crm.lead.snapshot"
    _description = "Lead before a Conversion or Merge"
    _order = "id desc"

    kind = fields.Selection(
        [("converted", "Converted"), ("kept", "Left by a Merge"), ("merged", "Merged")], required=True
    )
    # Numbers, not many2one: merged leads are deleted, and get their number back.
    lead_number = fields.Integer(required=True, index=True)
    head_number = fields.Integer(required=True, index=True)
    # Of a merged lead: the snapshot of the record into which it was merged.
    kept_id = fields.Many2one("crm.lead.snapshot", ondelete="set null", index="btree_not_null")
    conversion_id = fields.Many2one("crm.lead.conversion", ondelete="set null", index="btree_not_null")
    company_id = fields.Many2one("res.company", ondelete="cascade", index=True)
    # The newest customer that there was: those above were created later.
    last_partner = fields.Integer()
    # Converted by Odoo's assignment: its salesperson keeps it, or the next run would convert it again.
    is_by_rule = fields.Boolean(export_string_translation=False)
    before = fields.Json()
    after = fields.Json()
    belongings = fields.Json()

    @api.model
    def _take(self, plan):
        """Take snapshots: ``plan`` is a list of (kind, lead id, id of the record that is left).

        :return: the snapshots, with sudo
        """
        # sudo: users have no access to snapshots
        snapshots = self.sudo()
        if not plan:
            return snapshots
        self.env.flush_all()
        kinds, lead_ids, head_ids = map(list, zip(*plan, strict=True))
        rows = self.env.execute_query(
            SQL(
                "INSERT INTO crm_lead_snapshot (kind, lead_number, head_number, company_id, last_partner, before,"
                " is_by_rule, create_uid, create_date, write_uid, write_date)"
                " SELECT plan.kind, lead.id, plan.head, lead.company_id, (SELECT max(id) FROM res_partner),"
                " jsonb_strip_nulls(to_jsonb(lead)), plan.kind = 'converted' AND %(is_by_rule)s,"
                " %(user)s, %(now)s, %(user)s, %(now)s"
                " FROM unnest(%(kinds)s::varchar[], %(leads)s::int4[], %(heads)s::int4[]) WITH ORDINALITY"
                " AS plan (kind, lead_id, head, place) JOIN crm_lead AS lead ON lead.id = plan.lead_id"
                " ORDER BY plan.place RETURNING id",
                kinds=kinds,
                leads=lead_ids,
                heads=head_ids,
                is_by_rule=bool(AutomaticAssignment.of(self)),
                user=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        taken = snapshots.browse(id_ for (id_,) in rows)
        merged_ids = [lead_id for kind, lead_id, _head_id in plan if kind == "merged"]
        if merged_ids:
            taken._add_belongings(merged_ids, lead_ids)
        return taken

    def _add_belongings(self, merged_ids, lead_ids):
        """Add to the snapshots ``self`` what points at the merged leads, and the many2many links of all leads."""
        parts = [
            SQL(
                "SELECT %s::text AS name, %s AS lead, jsonb_object_agg(id::text, %s) AS rows FROM %s"
                " WHERE %s = ANY(%s) AND %s GROUP BY 2",
                use.key,
                use.column,
                _what_is_lost(use),
                use.source,
                use.column,
                merged_ids,
                # Notifications of one user are deleted with the merged lead.
                SQL("message_type != 'user_notification' AND %s", use.is_of)
                if use.model == "mail.message"
                else use.is_of,
            )
            for use in self.env["crm.lead"]._l10n_vn_find_uses("crm.lead")
            if use.kind in ("many2one", "many2one_reference")
        ]
        parts += [
            SQL(
                "SELECT %s::text, %s, jsonb_object_agg(%s::text, NULL::jsonb) FROM %s WHERE %s = ANY(%s) GROUP BY 2",
                f"crm.lead.{field.name}",
                SQL.identifier(field.column1),
                SQL.identifier(field.column2),
                SQL.identifier(field.relation),
                SQL.identifier(field.column1),
                lead_ids,
            )
            for field in link_fields(self.env["crm.lead"])
        ]
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead_snapshot AS mine SET belongings = found.rows, kept_id = kept.id"
                " FROM crm_lead_snapshot AS other"
                " LEFT JOIN (SELECT lead, jsonb_object_agg(name, rows) AS rows FROM (%s) AS part GROUP BY lead)"
                " AS found ON found.lead = other.lead_number"
                " LEFT JOIN crm_lead_snapshot AS kept ON kept.id = ANY(%s) AND kept.kind = 'kept'"
                " AND other.kind = 'merged' AND kept.lead_number = other.head_number"
                " WHERE mine.id = other.id AND mine.id = ANY(%s)",
                SQL(" UNION ALL ").join(parts),
                self.ids,
                self.ids,
            )
        )
        self.invalidate_recordset()

    def _finish_snapshots(self):
        """Store which columns the conversion or merge has changed; return the snapshots of what was changed."""
        changed = self.ids
        if not changed:
            return self
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                # Joined, as ``before -> key`` would unpack the whole JSON once a column.
                "UPDATE crm_lead_snapshot AS mine SET after = (SELECT jsonb_object_agg(key, new.value)"
                " FROM jsonb_each(mine.before) AS old FULL JOIN jsonb_each(jsonb_strip_nulls(to_jsonb(lead))) AS new"
                " USING (key) WHERE new.value IS DISTINCT FROM old.value)"
                " FROM crm_lead AS lead WHERE lead.id = mine.lead_number AND mine.id = ANY(%s) AND kind != 'merged'"
                " AND (is_by_rule IS NOT TRUE OR lead.type = 'opportunity') RETURNING mine.id",
                changed,
            )
        )
        self.invalidate_recordset()
        return self.browse(id_ for (id_,) in rows)

    @api.autovacuum
    def _gc_snapshots(self):
        """Delete snapshots after 90 days, or the number of the system parameter; 0 keeps them all.

        Those of records that were deleted go at once: nothing can be undone, and they have the data of people. So do,
        after a day, those of leads that an assignment has not come to.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "DELETE FROM crm_lead_snapshot AS mine"
                " WHERE (NOT EXISTS (SELECT FROM crm_lead WHERE id = mine.head_number)"
                " AND NOT EXISTS (SELECT FROM crm_lead_snapshot AS other"
                " WHERE other.kind = 'merged' AND other.lead_number = mine.head_number))"
                " OR (is_by_rule AND create_date < %s"
                " AND EXISTS (SELECT FROM crm_lead WHERE id = mine.lead_number AND type = 'lead'))",
                fields.Datetime.now() - timedelta(days=1),
            )
        )
        self.invalidate_model()
        days = get_kept_days(self.env, "snapshot_days")
        if days > 0:
            limit = fields.Datetime.now() - timedelta(days=days)
            self.search([("create_date", "<", limit)], limit=_MOST_DELETED, order="id").unlink()


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_take_snapshots(self, groups):
        """Take snapshots before a merge: ``groups`` is {record that is left: records merged into it}.

        :return: the snapshots; their ``_finish_snapshots`` is called after the merge
        """
        plan = []
        for kept, merged in groups.items():
            plan.append(("kept", kept.id, kept.id))
            plan += [("merged", lead_id, kept.id) for lead_id in merged.ids]
        return self.env["crm.lead.snapshot"]._take(plan)

    def _l10n_vn_snapshot_conversion(self):
        """Take snapshots of the leads ``self`` before they become opportunities; see ``_l10n_vn_take_snapshots``."""
        plan = [("converted", lead.id, lead.id) for lead in self if lead.type == "lead"]
        return self.env["crm.lead.snapshot"]._take(plan)

    def _l10n_vn_snapshot_before(self, vals):
        """Take snapshots of those of ``self`` that ``vals`` make opportunities, unless the caller has taken them."""
        none = self.browse()._l10n_vn_snapshot_conversion()
        if ConversionStored.of(self):
            return none
        if vals.get("type") == "opportunity":
            converted = self
        elif self.env["crm.stage"].browse(vals.get("stage_id") or []).is_won:
            converted = self.filtered(lambda lead: lead.type == "lead" and lead.l10n_vn_stage_use == "lead")
        else:
            converted = self.browse()
        if assignment := AutomaticAssignment.of(self):
            converted._l10n_vn_snapshot_assigned(assignment)
            return none
        return converted._l10n_vn_snapshot_conversion()

    def _l10n_vn_snapshot_assigned(self, assignment):
        """Take snapshots of the leads ``self``, which Odoo's assignment converts, and of those that come next.

        One by one they would cost three queries a lead; those of leads that stay leads are deleted at the end.
        """
        new = self.filtered(lambda lead: lead.type == "lead" and lead.id not in assignment.stored)
        if not new:
            return
        self._l10n_vn_finish_assigned(assignment)
        # Those that Odoo assigns, the most probable first as it does.
        new |= self.search(
            [
                ("team_id", "in", new.team_id.ids),
                ("user_id", "=", False),
                ("date_open", "=", False),
                ("type", "=", "lead"),
                ("id", "not in", [*assignment.stored, *new.ids]),
            ],
            limit=_SLICE,
            order="probability DESC, id",
        )
        snapshots = self.env["crm.lead.snapshot"]._take([("converted", lead_id, lead_id) for lead_id in new.ids])
        assignment.stored.update(new.ids)
        assignment.unfinished += snapshots.ids

    @api.model
    def _l10n_vn_finish_assigned(self, assignment, is_over=False):
        """Store what Odoo's assignment has changed; at its end, delete the snapshots of what it has not converted.

        :param assignment: the :class:`AutomaticAssignment`
        """
        # sudo: users have no access to snapshots
        snapshots = self.env["crm.lead.snapshot"].sudo().browse(assignment.unfinished)
        left = snapshots - snapshots._finish_snapshots()
        assignment.unfinished = [] if is_over else left.ids
        if is_over:
            left.unlink()


def _what_is_lost(use):
    """Return as JSON in SQL what a merge overwrites or deletes of a row of ``use``."""
    if use.model == "mail.followers":
        return SQL(
            "to_jsonb(mail_followers) || jsonb_build_object('subtypes', ARRAY(SELECT mail_message_subtype_id"
            " FROM mail_followers_mail_message_subtype_rel WHERE mail_followers_id = mail_followers.id))"
        )
    if is_deleted(use):
        return SQL("to_jsonb(%s)", use.source)
    if text := REWRITTEN.get(use.model):
        return SQL("to_jsonb(%s)", SQL.identifier(text))
    return SQL("NULL::jsonb")

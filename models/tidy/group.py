"""Groups of records that are one person or company already: open leads and opportunities, or contacts.

Found by :mod:`.search`, merged by :mod:`.merge`. Only sales managers see them, each within the companies they work in.
"""

import json

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.matching.match import STRENGTHS, sort_reasons
from ..sql_array import sql_array

DOUBTS = [
    ("customers", "Contacts: merging them cannot be undone"),
    ("owners", "Several salespeople"),
    ("opportunities", "Several opportunities"),
    ("names", "A name is missing"),
    ("many", "Many records"),
]
_MEMBER = {"crm.lead": "lead_id", "res.partner": "partner_id"}


class CrmLeadDuplicateGroup(models.Model):
    _name = "crm.lead.duplicate.group"
    _description = "Duplicate Records"
    # The worst first: the index below has the same order.
    _order = "record_count DESC, value DESC, newest DESC, id DESC"

    model = fields.Selection(
        [("crm.lead", "Leads and opportunities"), ("res.partner", "Contacts")], "Kind", required=True, readonly=True
    )
    company_id = fields.Many2one("res.company", index=True, readonly=True)
    record_count = fields.Integer("Records", readonly=True)
    value = fields.Float("Expected Revenue", readonly=True, digits=(16, 0))
    newest = fields.Datetime(readonly=True, help="When the newest of the records came in.")
    reasons = fields.Json(readonly=True)
    doubt = fields.Selection(DOUBTS, "To Be Decided", readonly=True, help="Why nobody but you can merge them.")
    search_number = fields.Integer(readonly=True)
    member_ids = fields.One2many("crm.lead.duplicate.member", "group_id", readonly=True)
    name = fields.Char(compute="_compute_name", search="_search_name")
    owner_names = fields.Char("Salespeople", compute="_compute_name")
    reason_text = fields.Char("Same", compute="_compute_reason_text")

    _worst_idx = models.Index("(record_count DESC, value DESC, newest DESC, id DESC)")
    _sure_idx = models.Index("(id) WHERE doubt IS NULL")

    @api.depends("member_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_name(self):
        """Name a group by its records, as far as the user may read them."""
        records = {group: group._get_records() for group in self}
        for model in _MEMBER:
            ids = [id_ for found in records.values() if found._name == model for id_ in found.ids]
            readable = set(self.env[model].browse(ids)._filtered_access("read").ids)
            for group, found in records.items():
                if found._name != model:
                    continue
                shown = found.filtered(lambda record, readable=readable: record.id in readable).with_prefetch(ids)
                named = shown.mapped("contact_name" if model == "crm.lead" else "name") + shown.mapped("display_name")
                group.name = next(filter(None, named), self.env._("Hidden records"))
                group.owner_names = ", ".join(shown.user_id.sudo().mapped("name"))  # sudo: names, as in Discuss

    def _search_name(self, operator, value):
        leads = Domain("contact_name", operator, value) | Domain("name", operator, value)
        of_leads = Domain("member_ids.lead_id", "any", list(leads))
        return of_leads | Domain("member_ids.partner_id", "any", [("name", operator, value)])

    @api.depends("reasons")
    @api.depends_context("lang")
    def _compute_reason_text(self):
        words = {
            "vat": self.env._("tax code"),
            "phone": self.env._("phone"),
            "zalo": self.env._("Zalo"),
            "email": self.env._("email"),
        }
        for group in self:
            found = sort_reasons(group.reasons or ())
            group.reason_text = ", ".join(words[kind] for kind in STRENGTHS if kind in found)

    def _get_records(self):
        """Return the records of the group ``self`` that exist: the first one is proposed to be left."""
        self.ensure_one()
        # sudo: members may be records that rules hide; what the caller shows is filtered by the user's rights.
        members = self.sudo().member_ids
        column = _MEMBER[self.model]
        return self.env[self.model].browse(members.mapped(f"{column}.id"))

    @api.model
    def _store_groups(self, found, search_number):
        """Store ``found`` (list of :class:`.sorting.Found`) in the place of all groups that have one of its records."""
        if not found:
            return
        self.env.flush_all()
        columns = ("model", "company_id", "record_count", "value", "newest", "reasons", "doubt")
        types = ("text", "int4", "int4", "float8", "timestamp", "text", "text")
        rows = [
            (one.model, one.company_id, len(one.ids), one.value, one.newest, json.dumps(one.reasons), one.doubt)
            for one in found
        ]
        arrays = SQL(", ").join(
            sql_array(values, kind) for values, kind in zip(zip(*rows, strict=True), types, strict=True)
        )
        names = SQL(", ").join(map(SQL.identifier, columns))
        ids = self.env.execute_query(
            SQL(
                "INSERT INTO crm_lead_duplicate_group (%s, search_number, create_date, create_uid)"
                " SELECT model, company_id, record_count, value, newest, reasons::jsonb, doubt, %s, %s, %s"
                " FROM unnest(%s) WITH ORDINALITY AS found (%s, place) ORDER BY place RETURNING id",
                names,
                search_number,
                self.env.cr.now(),
                self.env.uid,
                arrays,
                names,
            )
        )
        members = [
            (group_id, id_ if one.model == "crm.lead" else None, id_ if one.model == "res.partner" else None)
            for (group_id,), one in zip(ids, found, strict=True)
            for id_ in one.ids
        ]
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_lead_duplicate_member (group_id, lead_id, partner_id) SELECT * FROM unnest(%s)",
                SQL(", ").join(sql_array(column, "int4") for column in zip(*members, strict=True)),
            )
        )
        self.invalidate_model()

    @api.model
    def _forget_groups(self, model, ids):
        """Delete the groups that have one of the records ``ids`` of ``model``."""
        if ids:
            self.env.cr.execute(
                SQL(
                    "DELETE FROM crm_lead_duplicate_group WHERE id IN"
                    " (SELECT group_id FROM crm_lead_duplicate_member WHERE %s = ANY(%s))",
                    SQL.identifier(_MEMBER[model]),
                    sql_array(ids, "int4"),
                )
            )
            self.invalidate_model()

    @api.model
    def _find_touched(self, model, ids):
        """Return lists of ids: of the groups of ``model`` with one of ``ids``, or with a record that is closed."""
        column = SQL.identifier(_MEMBER[model])
        state = SQL("active AND won_status = 'pending'") if model == "crm.lead" else SQL("active")
        groups = self.env.execute_query(
            SQL(
                "SELECT array_agg(mine.%s) FROM crm_lead_duplicate_member AS mine JOIN (SELECT DISTINCT group_id FROM"
                " crm_lead_duplicate_member AS member JOIN %s AS record ON record.id = member.%s"
                " WHERE record.id = ANY(%s) OR NOT (%s)) AS touched USING (group_id) GROUP BY group_id",
                column,
                SQL.identifier(self.env[model]._table),
                column,
                sql_array(ids, "int4"),
                state,
            )
        )
        return [found for (found,) in groups]

    @api.model
    def _leave_groups(self, records):
        """Take ``records``, about to be deleted, out of their groups."""
        if not records.ids:
            return
        left = SQL(
            "SELECT group_id, count(*) AS count FROM crm_lead_duplicate_member WHERE %s = ANY(%s) GROUP BY group_id",
            SQL.identifier(_MEMBER[records._name]),
            sql_array(records.ids, "int4"),
        )
        groups = self.env.execute_query(
            SQL(
                "UPDATE crm_lead_duplicate_group AS mine SET record_count = record_count - gone.count"
                " FROM (%s) AS gone WHERE mine.id = gone.group_id RETURNING mine.id, record_count",
                left,
            )
        )
        if groups:
            self.invalidate_model()
            # sudo: whoever deletes a record need not see the groups
            self.sudo().browse(id_ for id_, count in groups if count < 2).unlink()


class CrmLeadDuplicateMember(models.Model):
    _name = "crm.lead.duplicate.member"
    _description = "Record of a Group of Duplicates"
    _order = "id"
    _log_access = False

    group_id = fields.Many2one("crm.lead.duplicate.group", required=True, index=True, ondelete="cascade", readonly=True)
    lead_id = fields.Many2one("crm.lead", index="btree_not_null", ondelete="cascade", readonly=True)
    partner_id = fields.Many2one("res.partner", index="btree_not_null", ondelete="cascade", readonly=True)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.ondelete(at_uninstall=False)
    def _l10n_vn_leave_groups(self):
        self.env["crm.lead.duplicate.group"]._leave_groups(self)


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.ondelete(at_uninstall=False)
    def _l10n_vn_leave_groups(self):
        self.env["crm.lead.duplicate.group"]._leave_groups(self)

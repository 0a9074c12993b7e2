"""Values that leads had before a conversion or merge, as far as nobody has changed them since."""

from odoo import fields, models
from odoo.tools import SQL

from ...tools.grouping import group_by_values
from ..context import Proof
from ..lead.proof import is_proof_field

# Given back also where they were changed since the conversion; written with what follows from them.
GIVEN_BACK = ("type", "stage_id", "team_id", "user_id")
# Computed again from the others, or not to be given back: a lead that was bound to qualification stays bound.
_LEFT_OUT = {"probability", "date_conversion", "company_id", "l10n_vn_is_bound", "l10n_vn_bound_team_id"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_find_earlier_values(self, snapshots):
        """Return what the leads ``self`` had before the conversion and merges of ``snapshots`` (newest first).

        :return: {lead id: {field name: earlier value}}, and {lead id: names of fields that were changed since}
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL("SELECT id, jsonb_strip_nulls(to_jsonb(lead)) FROM crm_lead AS lead WHERE id = ANY(%s)", self.ids)
        )
        now = dict(rows)
        earlier, changed = {id_: dict(row) for id_, row in rows}, {id_: set() for id_ in now}
        for snapshot in snapshots:
            row = earlier.get(snapshot.lead_number, {})
            for name, value in (snapshot.after or {}).items() if row else ():
                if not self._l10n_vn_can_give_back(name):
                    continue
                if row.get(name) == value:
                    row[name] = snapshot.before.get(name)
                elif name not in GIVEN_BACK:
                    changed[snapshot.lead_number].add(name)
        values = {
            id_: {
                name: value
                for name, value in row.items()
                if self._l10n_vn_can_give_back(name) and value != now[id_].get(name)
            }
            for id_, row in earlier.items()
        }
        return values, changed

    def _l10n_vn_can_give_back(self, name):
        """Return whether the column ``name`` is a value of its own, not computed from others nor kept by Odoo."""
        field = self._fields.get(name)
        if not field or name in _LEFT_OUT or name in models.MAGIC_COLUMNS or field.type == "json" or field.translate:
            return False
        return not field.readonly or is_proof_field(field) and not field.compute

    def _l10n_vn_restore_values(self, snapshots, given_back=None):
        """Give the leads ``self`` the values that they had before the conversion and merges of ``snapshots``.

        :param snapshots: newest first
        :param dict given_back: {lead id: values of ``GIVEN_BACK``}, where leads are returned
        """
        if not self:
            return
        values, _changed = self._l10n_vn_find_earlier_values(snapshots)
        leads = {lead.id: lead for lead in self}
        if given_back is None:
            given_back = {
                id_: {name: self._l10n_vn_read_column(name, value) for name, value in of_lead.items()}
                for id_, of_all in values.items()
                if (of_lead := {name: of_all[name] for name in GIVEN_BACK if name in of_all})
            }
        changes = {
            leads[id_]: {
                name: self._l10n_vn_read_column(name, value)
                for name, value in of_lead.items()
                if name not in (given_back.get(id_) or ()) and self._fields[name].type != "properties"
            }
            for id_, of_lead in values.items()
        }
        # What Odoo computes from the customer stays as it is, unless it has an earlier value.
        own = [
            field for field in self.pool.get_dependent_fields(self._fields["partner_id"]) if self._l10n_vn_is_own(field)
        ]
        with self.env.protecting(own, self):
            self._l10n_vn_write_each({lead: of_lead for lead, of_lead in changes.items() if of_lead})
            self.env.flush_all()
        quiet = self.with_context(mail_auto_subscribe_no_notify=True)
        for vals, ids in group_by_values(given_back, given_back.get):
            Proof(["date_conversion"]).on(quiet.browse(ids)).write(dict(vals))
        self._l10n_vn_restore_properties(values)

    def _l10n_vn_restore_properties(self, values):
        """Give the leads ``self``, which have their team of before, the properties that they had.

        :param dict values: {lead id: {column: earlier value as JSON}}
        """
        names, changes = [name for name, field in self._fields.items() if field.type == "properties"], {}
        for lead in self:
            for name in names:
                if name in values.get(lead.id, ()):
                    before, field = values[lead.id][name] or {}, self._fields[name]
                    # sudo: the user need not be allowed to read the team, only which properties it defines is used
                    definition = lead.sudo()[field.definition_record][field.definition_record_field] or ()
                    known = {one["name"]: before.get(one["name"], False) for one in definition}
                    changes.setdefault(lead, {})[name] = known
        self._l10n_vn_write_each(changes)

    def _l10n_vn_is_own(self, field):
        return field.model_name == self._name and field.store and not field.readonly

    def _l10n_vn_read_column(self, name, value):
        """Return a value of a column in JSON as one of the field ``name``; False where its record was deleted."""
        field = self._fields[name]
        if field.type == "many2one":
            # sudo: the value is one that the lead had
            return self.env[field.comodel_name].sudo().browse(value or []).exists().id
        if field.type == "datetime" and value:
            return fields.Datetime.to_datetime(value.replace("T", " ")[:19])
        if field.type == "date" and value:
            return fields.Date.to_date(value)
        return value if value is not None else False

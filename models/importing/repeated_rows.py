"""Rows of ``load()`` whose leads are there already, by an external id: only what has changed is written, in sets.

Odoo writes every row. Here the values of all rows are compared with what is stored, read once; unchanged rows are
not written, and leads that get the same changes are written together.
"""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from ...tools.grouping import group_by_values
from ..bulk import plain_html
from ..context import RepeatedRows
from ..lead.proof import may_write

# Written without a change as well: Odoo then subscribes and notifies the salesperson and the followers of the team.
_ALWAYS = {"team_id", "user_id"}
# A row with one of these is written as a whole: Odoo uses it also where it is unchanged.
_WHOLE = {"active", "partner_id", "probability"}  # consents as well, which are completed from each other


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _load_records_write(self, values):
        """Collect the values of a row while those of repeated rows are collected."""
        rows = RepeatedRows.of(self)
        if rows is None:
            super()._load_records_write(values)
            return
        if self.id in rows:  # a lead that is twice in the list
            self._l10n_vn_write_repeated(rows)
        rows[self.id] = values

    @api.model
    def _l10n_vn_write_repeated(self, rows):
        """Write the rows that were collected, {lead id: values}, and forget them."""
        waiting, pending = dict(rows), RepeatedRows.off(self)
        rows.clear()
        leads = pending.browse(waiting)
        comparable = leads._l10n_vn_get_comparable({name for values in waiting.values() for name in values})
        leads._l10n_vn_check_repeated()
        if comparable:
            leads.fetch(sorted(comparable))
        plan = []
        for lead in leads:
            values = waiting[lead.id]
            is_whole = not values.keys() <= comparable or lead._l10n_vn_writes_on_customer(values)
            plan.append((lead, values if is_whole else lead._l10n_vn_get_changed(values), is_whole))
        # In the order of the rows, as far as they are not written together: Odoo scores the first lead in its own way.
        for values, same in group_by_values(plan, lambda one: one[1], beside=lambda one: one[2] and one[0].id):
            lead, _values, is_whole = same[0]
            if is_whole:
                lead._load_records_write(values)
            elif values:
                pending.browse(one.id for one, *_rest in same).write(dict(values))

    def _l10n_vn_check_repeated(self):
        """Check that the user may write the leads ``self``; the error names the first, as where each is written."""
        try:
            self.check_access("write")
        except AccessError:
            for lead in self:
                lead.check_access("write")

    def _l10n_vn_get_comparable(self, names):
        """Return those of ``names`` (set) whose values can be compared with what is stored, and left unwritten."""
        if not self._l10n_vn_can_bulk("convert"):  # another module may extend write()
            return set()

        def is_comparable(field):
            return (
                field.store
                and (field.column_type or field.type == "many2many")
                and not field.company_dependent
                and not field.translate
                and field.type not in ("properties", "properties_definition", "json", "reference")
                and self._has_field_access(field, "write")
                and may_write(self, field)
                and self._has_field_access(field, "read")
            )

        return {
            name
            for name in names - _WHOLE
            if name in self._fields and not name.startswith("l10n_vn_consent") and is_comparable(self._fields[name])
        }

    def _l10n_vn_writes_on_customer(self, values):
        """Return whether Odoo would write phone or e-mail of the lead ``self`` on its customer."""
        return (
            "email_from" in values
            and self._get_partner_email_update(force_void=False)
            or "phone" in values
            and self._get_partner_phone_update(force_void=False)
        )

    def _l10n_vn_get_changed(self, values):
        """Return those of ``values`` to be written: what is changed, and what would be computed again because of it."""
        changed = {name for name, value in values.items() if name in _ALWAYS or not self._l10n_vn_has(name, value)}
        follow = {
            field.name
            for name in changed
            for field in self.pool.get_dependent_fields(self._fields[name])
            if field.model_name == self._name
        }
        return {name: value for name, value in values.items() if name in changed or name in follow}

    def _l10n_vn_has(self, name, value):
        """Return whether the lead ``self`` has ``value``, as ``write`` takes it."""
        field = self._fields[name]
        if field.type == "many2many":
            ids = value[0][2] if value and len(value) == 1 and value[0][0] == Command.SET else None
            return not self[name] if value is False else ids is not None and set(ids) == set(self[name].ids)
        given = plain_html.stored(field, value)
        if given is None:
            given = field.convert_to_cache(value, self)
        return field.convert_to_record(given, self) == self[name]

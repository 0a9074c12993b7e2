"""Merging of a group of duplicates, by a person who has compared its records, and keeping them apart."""

from odoo import api, models
from odoo.exceptions import UserError

from ..argument_checks import ONE, check_choice, check_keys, public
from ..context import MergeChoice
from ..matching.lock import lock_or_retry
from ..storage_failure import in_words
from .comparison import CHOSEN

# Odoo merges at most three contacts at a time.
_CONTACTS_AT_ONCE = 2


class CrmLeadDuplicateGroup(models.Model):
    _inherit = "crm.lead.duplicate.group"

    @public(ONE)
    @in_words
    def l10n_vn_merge(self, keep: int | None = None, values: dict | None = None) -> dict:
        """Merge the records of the group.

        :param int keep: id of the record that is left
        :param dict values: {field name: id of the record whose value is taken}; of other fields, the record that is
            left keeps its own value, or gets the first one of the others
        :return: dict of ``model`` and ``id`` of the record that is left, ``merge_id`` of the record of the merge (0 for
            contacts: it cannot be undone) and ``next_id``, the next group in the list (0: none)
        :raise UserError: where the records are no longer duplicates, or may not be merged
        :raise AccessError: where the user may not change them
        """
        self._check_there()
        values = values or {}
        check_keys(self, "values", values, CHOSEN[self.model])
        records = lock_or_retry(self._get_records())
        if obstacle := self._get_obstacle(records, records._filtered_access("read")):
            raise UserError(obstacle)
        for name, id_ in {"keep": keep, **values}.items():
            check_choice(self, name, str(id_), [str(one) for one in records.ids])
        records = self._still_one(records, keep)
        kept, merged = records.browse(keep), records - records.browse(keep)
        if self.model == "crm.lead" and kept.type == "lead" and "opportunity" in merged.mapped("type"):
            raise UserError(
                self.env._("A lead goes into the opportunity: choose the opportunity as the one that is left.")
            )
        chosen = {name: records.browse(id_)[name] for name, id_ in values.items() if id_ in records.ids}
        number, is_lead = self._number_of_next(), self.model == "crm.lead"
        self._forget_groups(self.model, records.ids)
        if is_lead:
            merge = self.env["crm.lead.duplicate.merge"]._note_by_hand(kept, merged)
            self._merge_leads(kept, merged, chosen)
        else:
            merge = self.env["crm.lead.duplicate.merge"]
            self._merge_contacts(kept, merged, chosen)
        return {"model": records._name, "id": kept.id, "merge_id": merge.id or 0, "next_id": number}

    @public(ONE)
    def l10n_vn_keep_apart(self) -> dict:
        """Remember that no two records of the group are the same, and take it off the list.

        :return: dict of ``next_id``, the next group in the list (0: none)
        :raise AccessError: where the user may not change the records
        """
        self._check_there()
        number, records = self._number_of_next(), self._get_records().exists()
        self.env["crm.lead.apart"]._keep_apart(records)
        self._forget_groups(self.model, records.ids)
        return {"next_id": number}

    def _check_there(self):
        """Refuse a group that the user may not see, or that is gone."""
        if not self.exists():
            raise UserError(
                self.env._("This group is off the list: somebody has merged it or kept it apart meanwhile.")
            )
        self.check_access("read")

    def _number_of_next(self):
        """Return the id of the group after this one in the list, or of the first one; 0 where there is no other."""
        worse = [
            ("record_count", "<", self.record_count),
            "&", ("record_count", "=", self.record_count), "&", ("value", "<=", self.value), ("id", "!=", self.id),
        ]  # fmt: skip
        others = self.search(["|", *worse], limit=1) or self.search([("id", "!=", self.id)], limit=1)
        return others.id or 0

    def _still_one(self, records, keep):
        """Return those of ``records`` that are the same as the record with the id ``keep``.

        :raise UserError: where no other is
        """
        for found in self._sort_candidates(records._name, records.ids):
            if keep in found.ids:
                return records.browse(found.ids)
        raise UserError(
            self.env._("These records are no duplicates any more: somebody has changed, lost or won them meanwhile.")
        )

    @api.model
    def _merge_leads(self, kept, merged, chosen):
        """Merge leads into ``kept``, which gets the values ``chosen``."""
        plain = {name: value.id if isinstance(value, models.BaseModel) else value for name, value in chosen.items()}
        group = MergeChoice(kept.id, plain).on(kept + merged)
        group.browse()._l10n_vn_merge_groups([group])

    @api.model
    def _merge_contacts(self, kept, merged, chosen):
        """Merge contacts into ``kept`` as Odoo does; its limit of three is for a person who has not compared them."""
        values = {name: value.id if isinstance(value, models.BaseModel) else value for name, value in chosen.items()}
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard.check_access("create")
        for start in range(0, len(merged), _CONTACTS_AT_ONCE):
            wizard._merge([kept.id, *merged.ids[start : start + _CONTACTS_AT_ONCE]], kept)
        if values:
            kept.write(values)

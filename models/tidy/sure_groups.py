"""Merging of many sure groups of leads together; one that fails is skipped with its reason, the others are merged."""

import logging

from odoo import models
from odoo.exceptions import AccessError, UserError

from ..conversion.mass_conversion import CONCURRENCY_ERRORS
from ..matching.lock import lock_free
from ..storage_failure import failure_of

_logger = logging.getLogger(__name__)


class CrmLeadDuplicateGroup(models.Model):
    _inherit = "crm.lead.duplicate.group"

    def _merge_sure(self):
        """Merge each group of ``self`` that is still sure.

        :return: list of values of ``crm.lead.duplicate.merge.line``, one for each group that still exists
        """
        lines, ready = [], []
        of_groups = {
            group: group._get_records() for group in self.exists().filtered(lambda one: one.model == "crm.lead")
        }
        leads = self.env["crm.lead"].browse(id_ for found in of_groups.values() for id_ in found.ids).exists()
        free = lock_free(leads)
        free.invalidate_recordset()
        allowed = set(free._filtered_access("write").ids)
        sure = {frozenset(one.ids) for one in self._sort_candidates("crm.lead", free.ids) if not one.doubt}
        for records in of_groups.values():
            reason = self._why_not(records, free, allowed, sure)
            if reason:
                lines.append(self._line(records & leads, reason))
            else:
                ready.append(records)
        merged = self._merge_safely(ready)
        gone = [line for line in merged if line["outcome"] == "merged"]
        self._forget_groups(
            "crm.lead", [id_ for line in gone for id_ in [line["kept_number"], *line["merged_numbers"]]]
        )
        return lines + merged

    def _why_not(self, records, free, allowed, sure):
        """Return why ``records`` are not merged, "" where they are."""
        if records - free and (records - free).exists():
            return self.env._("Somebody else is changing one of them at this moment.")
        if frozenset(records.ids) not in sure:
            return self.env._("They have changed since the search: look at them in the next one.")
        if not allowed.issuperset(records.ids):
            return self.env._("You may not see or change all of them.")
        return ""

    def _merge_safely(self, groups):
        """Merge ``groups`` (list of recordsets) in a savepoint; where that fails, each half of them."""
        if not groups:
            return []
        try:
            with self.env.cr.savepoint():
                kept = self.env["crm.lead"]._l10n_vn_merge_groups(groups)
                return [self._line(group, "", kept) for group in groups]
        except CONCURRENCY_ERRORS:
            raise
        except Exception as error:
            if failure_of(error):
                raise  # a failure of the server, not of a lead
            if len(groups) == 1:
                return [self._line(groups[0], self._explain(error))]
        half = len(groups) // 2
        return self._merge_safely(groups[:half]) + self._merge_safely(groups[half:])

    def _explain(self, error):
        if isinstance(error, AccessError):
            return self.env._("You may not see or change all of them.")
        if isinstance(error, UserError):
            return str(error)
        _logger.warning("Duplicates could not be merged, or separated again", exc_info=error)
        return self.env._("Something unexpected went wrong; show it to your administrator: %s", error)

    def _line(self, records, reason, kept=None):
        left = next((kept[id_] for id_ in records.ids if id_ in kept), records[:1]) if kept else records[:1]
        return self.env["crm.lead.duplicate.merge.line"]._values_of(left, records - left, reason)

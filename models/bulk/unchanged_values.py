"""Computed values that stay, because the values that they are computed from have not changed.

Odoo computes all that depends on the customer again where a lead gets one, and what depends on that in turn. A customer
who was made of the lead changes none of its texts, phones and addresses.
"""

import contextlib

from odoo import models

# Fields of a lead that Odoo copies from the customer, or that stay as they are.
_SOURCES = {"contact_name", "country_id", "email_from", "partner_name", "phone"}
# Computed with the country of the customer where the lead has none.
_BY_COUNTRY = {"phone_sanitized"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @contextlib.contextmanager
    def _l10n_vn_keeping_computed(self):
        """Give the leads ``self`` a customer in the block; compute nothing again whose sources then are as before."""
        if not self._l10n_vn_can_bulk("create"):  # another module may compute in its own way
            yield
            return
        pure = self._l10n_vn_get_pure_fields()
        names = sorted(_SOURCES)
        changed = {name: set(self.env.records_to_compute(self._fields[name])._ids) for name in pure}
        before = {lead: [lead[name] for name in names] for lead in self}
        yield
        changed |= {
            name: {lead.id for lead, values in before.items() if lead[name] != values[index]}
            for index, name in enumerate(names)
        }
        homeless = {lead.id for lead in self if not lead.country_id}
        for name, sources in pure.items():
            changed[name] |= set().union(*(changed[source] for source in sources))
            if name in _BY_COUNTRY:
                changed[name] |= homeless
            kept = self.browse(id_ for id_ in self._ids if id_ not in changed[name])
            self.env.remove_to_compute(self._fields[name], kept)

    def _l10n_vn_get_pure_fields(self):
        """Return {field name: names of its sources} of the fields computed from ``_SOURCES`` by rules of copies."""
        pure = {}
        for name in self._l10n_vn_row_rules():
            sources = {source.removesuffix(".code") for source in self.pool.field_depends[self._fields[name]]}
            if name in _BY_COUNTRY:
                sources.discard("partner_id")
            if sources <= _SOURCES | pure.keys():
                pure[name] = sources
        return pure

"""Availability of bulk operations: which of them other modules block, and the rules that these may extend.

``doc/bulk.rst`` describes the operations, and how a module that extends leads or customers declares itself harmless.
"""

import logging

from odoo import api, models

from .known_modules import KNOWN, WATCHED, BulkBlocker, overrides

_logger = logging.getLogger(__name__)
_logged = set()


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_get_bulk_watched(self):
        """Return the core methods that bulk code bypasses; to be extended by modules that add such methods.

        :return: {operation: {model: set of names of methods}}, the operations being ``create``, ``convert``, ``merge``,
            ``notes`` and ``customers``
        """
        return {
            operation: {model: set(names) for model, names in watched.items()} for operation, watched in WATCHED.items()
        }

    @api.model
    def _l10n_vn_get_bulk_known(self):
        """Return the overrides of watched methods known to be safe; to be extended by the modules that override them.

        :return: {(model that is extended, module, method): :class:`Known`}; a module that names its own override needs
            no fingerprint
        """
        return dict(KNOWN)

    @api.model
    def _l10n_vn_get_bulk_overrides(self, operation):
        """Return the overrides that block ``operation``, as a list of :class:`BulkBlocker`."""
        known = self._l10n_vn_get_bulk_known()
        return [
            blocker
            for model, methods in self._l10n_vn_get_bulk_watched()[operation].items()
            for blocker in overrides(self.env[model], methods, known)
        ]

    @api.model
    def _l10n_vn_can_bulk(self, operation, others=()):
        """Return whether the bulk ``operation`` is available; log once what blocks it.

        :param others: :class:`BulkBlocker` of other kinds than overrides
        """
        found = [*self._l10n_vn_get_bulk_overrides(operation), *others]
        for blocker in found:
            if (self.env.cr.dbname, operation, blocker) not in _logged:
                _logged.add((self.env.cr.dbname, operation, blocker))
                _logger.info(
                    "%s: leads go one by one through the ORM (%s), because of %s, module %s (%s).",
                    self.env.cr.dbname,
                    operation,
                    f"{blocker.model}.{blocker.name}",
                    blocker.module,
                    blocker.kind,
                )
        return not found

    @api.model
    def _l10n_vn_get_bulk_blockers(self):
        """Return {operation: list of :class:`BulkBlocker`}, an empty list where it is available."""
        more = {"create": self._l10n_vn_get_create_blockers(), "customers": self._l10n_vn_get_customer_blockers()}
        return {
            operation: [*self._l10n_vn_get_bulk_overrides(operation), *more.get(operation, ())] for operation in WATCHED
        }

    @api.model
    def _l10n_vn_get_create_blockers(self):
        """Return stored fields of other models computed from leads, and defaults that only the ORM handles."""
        computed = {
            BulkBlocker("computed", other.model_name, other.name, other._module or "")
            for field in self._fields.values()
            for other in self.pool.get_dependent_fields(field)
            if other.store and other.compute and other.model_name != self._name
        }
        defaults = self.default_get(["partner_id", "probability"])
        preset = [
            BulkBlocker("default", self._name, name, self._fields[name]._module or "")
            for name, value in defaults.items()
            if value
        ]
        return [*sorted(computed), *preset]

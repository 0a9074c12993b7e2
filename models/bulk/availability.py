"""The fast ways of the addon: whether each is open in this database, and what other modules may add to its rules.

``doc/bulk.rst`` describes the ways, and how a module that extends leads or customers declares itself harmless.
"""

import logging

from odoo import api, models

from .known_modules import KNOWN, WATCHED, Hindrance, overrides

_logger = logging.getLogger(__name__)
_logged = set()


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_get_bulk_watched(self):
        """Return the methods that sets are not passed through; to be extended by modules that add such methods.

        :return: {way: {model: set of names of methods}}, the ways being ``create``, ``convert``, ``merge``, ``notes``
            and ``customers``
        """
        return {way: {model: set(names) for model, names in watched.items()} for way, watched in WATCHED.items()}

    @api.model
    def _l10n_vn_get_bulk_known(self):
        """Return the overrides of watched methods that copies miss nothing by; to be extended by whose they are.

        :return: {(model that is extended, module, method): :class:`Known`}; a module that names its own override needs
            no fingerprint
        """
        return dict(KNOWN)

    @api.model
    def _l10n_vn_get_bulk_overrides(self, way):
        """Return the overrides that turn ``way`` off, as a list of :class:`Hindrance`."""
        known = self._l10n_vn_get_bulk_known()
        return [
            hindrance
            for model, methods in self._l10n_vn_get_bulk_watched()[way].items()
            for hindrance in overrides(self.env[model], methods, known)
        ]

    @api.model
    def _l10n_vn_is_fast(self, way, others=()):
        """Return whether ``way`` is open; say in the log, once, what turns it off.

        :param others: what turns it off beside overrides, each a :class:`Hindrance`
        """
        found = [*self._l10n_vn_get_bulk_overrides(way), *others]
        for hindrance in found:
            if (self.env.cr.dbname, way, hindrance) not in _logged:
                _logged.add((self.env.cr.dbname, way, hindrance))
                _logger.info(
                    "%s: leads go one by one through the ORM (%s), because of %s, module %s (%s).",
                    self.env.cr.dbname,
                    way,
                    f"{hindrance.model}.{hindrance.name}",
                    hindrance.module,
                    hindrance.kind,
                )
        return not found

    @api.model
    def _l10n_vn_get_hindrances(self):
        """Return {way: what turns it off, a list of :class:`Hindrance`}, empty lists where it is open."""
        more = {"create": self._l10n_vn_get_create_hindrances(), "customers": self._l10n_vn_get_customer_hindrances()}
        return {way: [*self._l10n_vn_get_bulk_overrides(way), *more.get(way, ())] for way in WATCHED}

    @api.model
    def _l10n_vn_get_create_hindrances(self):
        """Return stored fields of other models that follow from leads, and presets that only the ORM handles."""
        counted = {
            Hindrance("computed", other.model_name, other.name, other._module or "")
            for field in self._fields.values()
            for other in self.pool.get_dependent_fields(field)
            if other.store and other.compute and other.model_name != self._name
        }
        presets = self.default_get(["partner_id", "probability"])
        preset = [
            Hindrance("default", self._name, name, self._fields[name]._module or "")
            for name, value in presets.items()
            if value
        ]
        return [*sorted(counted), *preset]

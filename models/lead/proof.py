"""Proof: protected fields that show who did what and when, written only by the code that does it.

Proof are the stored read-only fields that this addon adds to records of other modules, and the date of conversion.
Odoo's own check of access to fields refuses them to every caller: in ``create``, ``write``, ``copy``, ``load`` and
presets of the context. Presets that Odoo does not check (defaults saved by users, the context of code that runs as
superuser, defaults of mail addresses) are dropped. Code of the server writes proof as superuser, or names it in a
:class:`Proof`.
"""

from odoo import api, fields, models

from ..context import Proof


def is_proof(field: fields.Field) -> bool:
    """Return whether a field of ``crm.lead`` or ``res.partner`` is proof."""
    return field.store and field.readonly and (field.name.startswith("l10n_vn_") or field.name == "date_conversion")


def may_write(model: models.BaseModel, field: fields.Field) -> bool:
    """Return whether the code that runs in the environment of ``model`` may write ``field``."""
    return model.env.su or not is_proof(field) or field.name in proven(model)


def proven(model: models.BaseModel) -> frozenset[str]:
    """Return the names of the proof that running code has asked to write."""
    return Proof.of(model) or frozenset()


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _has_field_access(self, field, operation):
        return super()._has_field_access(field, operation) and (operation != "write" or may_write(self, field))

    @api.model
    def default_get(self, fields):
        """Leave out presets of proof, whether of the context or saved by a user."""
        defaults = super().default_get(fields)
        return self._l10n_vn_without_proof(defaults)

    @api.model
    def _l10n_vn_without_proof(self, vals):
        """Return ``vals`` without the proof that the running code has not asked to write."""
        known = proven(self)
        return {
            name: value
            for name, value in vals.items()
            if name in known or name not in self._fields or not is_proof(self._fields[name])
        }

    def _l10n_vn_write_proof(self, vals):
        """Write ``vals``, with proof among them, with the rights of the user."""
        return Proof(vals).on(self).write(vals)


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _has_field_access(self, field, operation):
        return super()._has_field_access(field, operation) and (operation != "write" or may_write(self, field))

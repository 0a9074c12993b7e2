"""Proof fields: audit fields of leads and customers (who did what and when), written only by the code that does it.

Proof fields are the stored read-only fields that this addon adds to ``crm.lead`` and ``res.partner``, and the date of
conversion. Odoo's check of access to fields refuses them to every caller: in ``create``, ``write``, ``copy``, ``load``
and default_* keys of the context. Defaults that Odoo does not check (saved by users, in the context of code that runs
as superuser, of mail aliases) are dropped. Code of the server writes proof fields as superuser, or names them in a
:class:`Proof`.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..context import Proof


def is_proof_field(field: fields.Field) -> bool:
    """Return whether ``field``, of ``crm.lead`` or ``res.partner``, is a proof field."""
    return field.store and field.readonly and (field.name.startswith("l10n_vn_") or field.name == "date_conversion")


def may_write(model: models.BaseModel, field: fields.Field) -> bool:
    """Return whether the code that runs in the environment of ``model`` may write ``field``."""
    return model.env.su or not is_proof_field(field) or field.name in writable_proof(model)


def writable_proof(model: models.BaseModel) -> frozenset[str]:
    """Return the names of the proof fields that the running code may write."""
    return Proof.of(model) or frozenset()


def check_proof(model: models.BaseModel, field: fields.Field) -> None:
    """Refuse to write a proof field that the running code may not write.

    Where Odoo checks a value that is given, not in ``_has_field_access``, which it calls for each value that is read.
    """
    if not may_write(model, field):
        label = field._description_string(model.env)
        raise AccessError(
            model.env._("“%s” says who did what and when: it is written by what happens, not by hand.", label)
        )


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _check_field_access(self, field, operation):
        super()._check_field_access(field, operation)
        if operation == "write":
            check_proof(self, field)

    @api.model
    def default_get(self, fields):
        """Leave out defaults of proof fields, whether in the context or saved by a user."""
        defaults = super().default_get(fields)
        return self._l10n_vn_without_proof(defaults)

    @api.model
    def _l10n_vn_without_proof(self, vals):
        """Return ``vals`` without the proof fields that the running code may not write."""
        known = writable_proof(self)
        hidden = () if self._l10n_vn_may_date_assignment() else ("date_open",)
        return {
            name: value
            for name, value in vals.items()
            if name not in hidden
            and (name in known or name not in self._fields or not is_proof_field(self._fields[name]))
        }

    @api.model
    def _l10n_vn_may_date_assignment(self):
        return self.env.su or self.env.user.has_group("sales_team.group_sale_manager")

    @api.model
    def _l10n_vn_check_assignment_date(self, vals_list):
        """Refuse a date of assignment that a salesperson gives: leads are recalled by it, and Odoo lets it be written.

        :raise AccessError: where there is one, except the time of the transaction, which Odoo's ``copy`` gives
        """
        given = [vals["date_open"] for vals in vals_list if vals.get("date_open")]
        if any(one != self.env.cr.now() for one in given) and not self._l10n_vn_may_date_assignment():
            label = self._fields["date_open"]._description_string(self.env)
            raise AccessError(self.env._("Only a sales manager may change “%s”.", label))

    def _l10n_vn_write_proof(self, vals):
        """Write ``vals``, which contain proof fields, with the rights of the user."""
        return Proof(vals).on(self).write(vals)


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _check_field_access(self, field, operation):
        super()._check_field_access(field, operation)
        if operation == "write":
            check_proof(self, field)

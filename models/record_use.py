"""Use of records: the columns of all installed models that refer to records of a model.

Doors:

``_l10n_vn_find_uses`` – where stored records refer to records of a model
"""

from typing import NamedTuple

from odoo import api, models
from odoo.fields import Field
from odoo.tools import SQL, ormcache


class Use(NamedTuple):
    """A column that refers to records: ``column`` of ``source`` (a table in SQL) has their ids where ``is_of`` holds.

    ``kind`` is the type of ``field``, or ``company_dependent``.
    """

    model: str
    field: Field
    kind: str
    source: SQL
    column: SQL
    is_of: SQL

    @property
    def key(self) -> str:
        """Return the name of the field with its model."""
        return f"{self.model}.{self.field.name}"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    @ormcache("comodel", cache="stable")
    def _l10n_vn_find_uses(self, comodel: str) -> tuple[Use, ...]:
        """Return where stored records refer to records of the model ``comodel``; cached, as each merge asks.

        By many2one, also by company, by many2many, by reference, or by an id beside the name of a model.
        """
        return tuple(
            use
            for model in self.env.registry.models.values()
            if model._auto and not model._abstract and not model._transient
            for field in model._fields.values()
            if field.store and (use := _use_of(model, field, comodel))
        )


def _use_of(model, field, comodel):
    table, name, always = SQL.identifier(model._table), SQL.identifier(field.name), SQL("TRUE")
    if field.type == "many2one" and field.comodel_name == comodel:
        if not field.company_dependent:
            return Use(model._name, field, "many2one", table, name, always)
        source = SQL("%s AS mine, jsonb_each_text(mine.%s) AS of_company", table, name)
        return Use(model._name, field, "company_dependent", source, SQL("of_company.value::int4"), always)
    if field.type == "many2one_reference" and _is_column(model, field.model_field):
        is_of = SQL("%s = %s", SQL.identifier(field.model_field), comodel)
        return Use(model._name, field, "many2one_reference", table, name, is_of)
    if field.type == "reference" and field.column_type:
        column = SQL("NULLIF(split_part(%s, ',', 2), '')::int4", name)
        return Use(model._name, field, "reference", table, column, SQL("%s LIKE %s", name, f"{comodel},%"))
    if field.type == "many2many" and field.comodel_name == comodel:
        relation = SQL.identifier(field.relation)
        return Use(model._name, field, "many2many", relation, SQL.identifier(field.column2), always)
    return None


def _is_column(model, name):
    field = model._fields.get(name)
    return bool(field) and field.store and field.type in ("char", "selection")

"""How do the leads and contacts that exist get their search keys when the addon is installed?

By rows read and written in thousands: the ORM would compute them record by record and hold them all in memory.
"""

from odoo import models
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column

from ..tools import name_key, phone_search
from .sql_array import sql_array

_CHUNK = 10_000


def _add_columns(model, columns, read=(), compute=None):
    """Add ``columns`` (names) to the table of ``model`` where they are missing, with what ``compute`` gives for them.

    :param read: names of the columns from which they are computed; None stands for those that the table does not have
    :param compute: function of their values, returning one text or None for each of ``columns``
    """
    cr, table = model.env.cr, SQL.identifier(model._table)
    missing = [column for column in columns if not column_exists(cr, model._table, column)]
    for column in missing:
        create_column(cr, model._table, column, model._fields[column].column_type[1])
    if not missing or not compute:
        return
    sources = SQL(", ").join(
        SQL.identifier(name) if column_exists(cr, model._table, name) else SQL("NULL") for name in read
    )
    assigned = SQL(", ").join(SQL("%s = new.%s", SQL.identifier(name), SQL.identifier(name)) for name in columns)
    names = SQL(", ").join(map(SQL.identifier, ("id", *columns)))
    last = 0
    while rows := model.env.execute_query(
        SQL("SELECT id, %s FROM %s WHERE id > %s ORDER BY id LIMIT %s", sources, table, last, _CHUNK)
    ):
        last = rows[-1][0]
        found = [(id_, *keys) for id_, *values in rows if any(keys := compute(*values))]
        if found:
            ids, *keys = map(list, zip(*found, strict=True))
            new = SQL(", ").join([sql_array(ids, "int4"), *(sql_array(texts, "text") for texts in keys)])
            cr.execute(
                SQL(
                    "UPDATE %s SET %s FROM unnest(%s) AS new (%s) WHERE %s.id = new.id",
                    table,
                    assigned,
                    new,
                    names,
                    table,
                )
            )


def _search_key(*numbers):
    *phones, account = numbers
    return (phone_search.stored(phones, account) or None,)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _auto_init(self):
        self._l10n_vn_add_key_columns()
        return super()._auto_init()

    def _l10n_vn_add_key_columns(self):
        def keys(company, person):
            return name_key.company(company) or None, name_key.person(person) or None

        _add_columns(self, ("l10n_vn_company_key", "l10n_vn_person_key"), ("partner_name", "contact_name"), keys)
        _add_columns(self, ("l10n_vn_search_key",), ("phone", "l10n_vn_phone2", "l10n_vn_zalo"), _search_key)
        _add_columns(self, ("l10n_vn_phone2_sanitized",))  # of a second phone that no lead has yet


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _auto_init(self):
        self._l10n_vn_add_key_columns()
        return super()._auto_init()

    def _l10n_vn_add_key_columns(self):
        def key(name, is_company):
            return ((name_key.company if is_company else name_key.person)(name) or None,)

        _add_columns(self, ("l10n_vn_name_key",), ("name", "is_company"), key)
        _add_columns(self, ("l10n_vn_search_key",), ("phone", "l10n_vn_zalo"), _search_key)

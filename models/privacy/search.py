"""Search of the places of a person: own records with what belongs to them, and texts of all other records."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from .texts import find_texts, searched_models

# Rows that are worth nothing without the person, or whose value may stand only once: deleted whole.
DELETED = {
    *("bus.bus", "ir.logging", "mail.mail", "mail.blacklist", "phone.blacklist", "mailing.contact", "sms.sms"),
    *("crm.lead.api.request", "crm.lead.api.row", "crm.lead.key.lock", "crm.lead.snapshot", "ir.attachment"),
    *("crm.lead.mail.rejected", "mail.scheduled.message", "ir.model.data"),
}
# What belongs to a person's own record and is deleted with its data.
DELETED_WITH = {
    *("mail.message", "mail.activity", "ir.attachment", "crm.lead.api.row", "mail.followers", "mail.notification"),
    *("crm.lead.duplicate.member", "calendar.attendee", "sms.sms"),
}
# What belongs to it and stays for its statistics, without any text. Of other records that refer to it, such as orders,
# only the traces are cleared.
EMPTIED = {
    *("crm.lead.qualification", "crm.lead.recall", "crm.lead.import.line", "crm.lead.conversion.line"),
    "calendar.event",
}
_LONGEST_EXCERPT = 200


class Found(NamedTuple):
    """A record with traces: ``model``, ``res_id``, labels of ``fields``, the ``kinds`` of traces, a ``text`` with them
    and what an erasure does, see ``TREATMENTS`` of places"""

    model: str
    res_id: int
    fields: str
    kinds: frozenset[str]
    text: str
    treatment: str


class CrmLeadPrivacyRequest(models.Model):
    _inherit = "crm.lead.privacy.request"

    def _find(self):
        """Search the places of the person and store them; choices for own records stay."""
        self.env.flush_all()
        roots = self._find_roots()
        traces = self._get_traces([roots.leads, roots.partners], roots.doubtful)
        chosen = {(place.res_model, place.res_id): place.treatment for place in self.place_ids if place.is_root}
        rows = self._list_roots(roots, traces)
        for row in rows:
            row["treatment"] = chosen.get((row["res_model"], row["res_id"]), row["treatment"])
        belongings = self._find_belongings([roots.leads, roots.partners])
        rows += self._list_belongings(belongings)
        shown = {(row["res_model"], row["res_id"]) for row in rows}
        shown |= {(model, id_) for (model, _root), ids in belongings.items() for id_ in ids}
        rows += [self._describe(found, traces) for found in self._find_mentions(traces, shown)]
        self.place_ids.unlink()
        self.env["crm.lead.privacy.place"].create([{**row, "request_id": self.id} for row in rows])
        self.write({"state": "found", "place_count": sum(row.get("record_count", 1) for row in rows)})

    def _list_roots(self, roots, traces):
        """Return values of the places of own records, and of those that are perhaps somebody else's."""
        doubtful = {(record._name, record.id) for record in roots.doubtful}
        users = self._find_users(roots.partners)
        rows = []
        for record in [*roots.leads, *roots.partners, *roots.doubtful]:
            is_contact = record._name == "res.partner"
            texts = dict(find_texts(record, traces, True)).get(record.id, {})
            treatment, reason = "erase", ""
            if (record._name, record.id) in doubtful:
                treatment, reason = "keep", self.env._("Same number or mailbox, another name: perhaps somebody else")
            elif is_contact and record in users:
                treatment, reason = "keep", self.env._("A user or company of this database")
            elif is_contact and self._has_invoices(record):
                reason = self.env._("Invoices were posted: name, address and tax code stay, as accounting law demands")
            rows.append(
                {
                    "res_model": record._name,
                    "res_id": record.id,
                    "is_root": True,
                    "record_name": record.display_name,
                    "field_names": self._label(record._name, texts),
                    "holds": self._name_kinds(set().union(*map(traces.find, texts.values()))),
                    "treatment": treatment,
                    "reason": reason,
                }
            )
        return rows

    def _find_belongings(self, roots):
        """Return ``{(model, own record): ids}`` of what refers to the own records ``roots`` (recordsets)."""
        found = defaultdict(set)
        for records in filter(None, roots):
            by_id = {record.id: record for record in records}
            for use in self.env["crm.lead"]._l10n_vn_find_uses(records._name):
                if use.kind not in ("many2one", "many2one_reference") or use.model not in DELETED_WITH | EMPTIED:
                    continue
                query = SQL(
                    "SELECT id, %s FROM %s WHERE %s = ANY(%s) AND %s",
                    use.column,
                    use.source,
                    use.column,
                    records.ids,
                    use.is_of,
                )
                for id_, root_id in self.env.execute_query(query):
                    found[use.model, by_id[root_id]].add(id_)
        return found

    def _list_belongings(self, belongings):
        """Return values of places: how many records of each kind belong to each own record."""
        return [
            {
                "res_model": model,
                "res_id": 0,
                "record_name": root.display_name,
                "field_names": self.env._("All"),
                "record_count": len(ids),
                "treatment": "delete" if model in DELETED_WITH else "blank",
            }
            for (model, root), ids in belongings.items()
        ]

    def _find_mentions(self, traces, left_out=()):
        """Return a list of :class:`Found`: records with traces, except those ``left_out``, pairs of model and id."""
        found = []
        for model in searched_models(self.env):
            treatment = "delete" if model._name in DELETED or model._transient else "blank"
            shown = [id_ for name, id_ in left_out if name == model._name]
            shown += self.ids if model._name == self._name else []
            for id_, texts in find_texts(model, traces, self.erases_names, shown):
                kinds = frozenset().union(*map(traces.find, texts.values()))
                label = self._label(model._name, texts)
                found.append(Found(model._name, id_, label, kinds, next(iter(texts.values())), treatment))
        return found + self._find_in_files(traces)

    def _describe(self, found, traces):
        record = self.env[found.model].browse(found.res_id)
        return {
            "res_model": found.model,
            "res_id": found.res_id,
            "record_name": _name_of(record),
            "field_names": found.fields,
            "holds": self._name_kinds(found.kinds),
            "excerpt": traces.quote(found.text, _LONGEST_EXCERPT),
            "treatment": found.treatment,
        }

    def _label(self, model, names: Iterable[str]):
        if model not in self.env:  # of a module that was removed
            return ""
        fields = self.env[model]._fields
        # Not what is computed of them, such as search keys.
        known = [name for name in names if name in fields]
        names = [name for name in known if not fields[name].compute or not fields[name].readonly] or known
        labels = self.env[model].fields_get(names, ["string"]) if names else {}
        return ", ".join(dict.fromkeys(labels[name]["string"] if name in labels else name for name in names))

    def _name_kinds(self, kinds):
        words = {
            "phone": self.env._("phone"),
            "email": self.env._("e-mail"),
            "zalo": self.env._("Zalo"),
            "code": self.env._("code"),
            "name": self.env._("name"),
        }
        return ", ".join(word for kind, word in words.items() if kind in kinds)

    def _find_users(self, partners):
        """Return those of ``partners`` that are employees or companies of this database."""
        users = self.env["res.users"].search([("partner_id", "in", partners.ids), ("share", "=", False)])
        companies = self.env["res.company"].search([("partner_id", "in", partners.ids)])
        return users.partner_id | companies.partner_id

    def _has_invoices(self, partner):
        """Return whether a posted invoice names ``partner``."""
        if "account.move" not in self.env:
            return False
        domain = [("commercial_partner_id", "=", partner.commercial_partner_id.id), ("state", "=", "posted")]
        return bool(self.env["account.move"].search_count(domain, limit=1))


def _name_of(record):
    try:
        return (record.exists().display_name or "")[:_LONGEST_EXCERPT]
    except Exception:  # a record that cannot say its name is a place all the same
        return ""

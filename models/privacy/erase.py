"""Erasing a person: own records lose what is personal, what belongs to them is deleted, texts lose their traces.

Statistics stay: stage, source, campaign, team, salesperson, dates, amounts, results. Rows are written by SQL: ``write``
would note the old values in the chatter, and compute new keys of the old ones.
"""

from collections import Counter, defaultdict

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.matching import identity
from .search import DELETED, DELETED_WITH
from .texts import blank_texts, find_texts, searched_models, text_columns

# Deleted rows that others refer to are written anew in several rounds.
_MOST_ROUNDS = 20
# What an invoice must name.
_OF_INVOICES = {"name", "complete_name", "street", "street2", "city", "zip", "vat", "commercial_company_name"}
# Links of an erased record to a contact; the contact of a lead is perhaps that of an employer.
_LINKS = {"crm.lead": ("partner_id",), "res.partner": ("parent_id", "partner_latitude", "partner_longitude")}


class CrmLeadPrivacyRequest(models.Model):
    _inherit = "crm.lead.privacy.request"

    def _erase(self):
        """Erase the person of the request, as chosen for the places; return the certificate.

        :return: ``{kind of record: {"erased" | "deleted" | "blanked" | "kept": count}}``
        :raise UserError: where the person is a user of this database
        """
        roots = {"crm.lead": self.env["crm.lead"], "res.partner": self.env["res.partner"]}
        kept = dict(roots)
        for place in self.place_ids.filtered("is_root"):
            group = kept if place.treatment == "keep" else roots
            group[place.res_model] |= self.env[place.res_model].browse(place.res_id).exists()
        if users := self._find_users(roots["res.partner"]):
            raise UserError(
                self.env._("“%s” is a user or company of this database: it cannot be erased.", users[0].display_name)
            )
        traces = self._get_traces(roots.values(), kept.values())
        keys = {("phone", number) for number in traces.phones} | {("zalo", name) for name in traces.accounts}
        keys |= {("email", identity.email_value(address)) for address in traces.emails}
        done = defaultdict(Counter)
        mark = self.env._("[erased]")
        # The request itself is emptied when it is closed.
        protected = self._find_protected(kept.values()) | {(self._name, self.id)}
        self._erase_files(self._find_files(traces), traces, done)
        self._erase_belongings(self._find_belongings(roots.values()), done)
        self._erase_portal_users(roots["res.partner"], done)
        for records in roots.values():
            self._anonymise(records, done)
        self.env.invalidate_all()
        roots["crm.lead"]._l10n_vn_renew_qualification()
        self._erase_mentions(traces, mark, protected, done)
        self.env["crm.lead.erased"]._remember(keys, self)
        # Files are deleted by the next vacuum.
        self.env.ref("base.autovacuum_job")._trigger()
        labels = {model: self.env["ir.model"]._get(model).name or model for model in done}
        return {
            labels[model]: {what: count for what, count in counts.items() if count}
            for model, counts in done.items()
            if any(counts.values())
        }

    def _find_protected(self, kept):
        """Return the pairs (model, id) of ``kept`` records and of what belongs to them: other people's."""
        belongings = self._find_belongings(kept)
        return {(records._name, id_) for records in kept for id_ in records.ids} | {
            (model, id_) for (model, _root), ids in belongings.items() for id_ in ids
        }

    def _erase_belongings(self, belongings, done):
        """Delete or empty what refers to the erased records."""
        by_model = defaultdict(set)
        for (model, _root), ids in belongings.items():
            by_model[model] |= ids
        # Messages first: their attachments and tracked values go with them.
        for model, ids in sorted(by_model.items(), key=lambda item: item[0] != "mail.message"):
            records = self.env[model].browse(ids).exists()
            if model == "crm.lead.duplicate.member":
                records = records.group_id
            if model in DELETED_WITH:
                done[model]["deleted"] += len(records)
                records.unlink()
            else:
                done[model]["blanked"] += len(records)
                self._empty(records)
        self.env.flush_all()

    def _empty(self, records):
        """Empty all texts of ``records``; those that must not be empty get a mark."""
        self.env.flush_all()
        values = [self._emptied(records._fields[column.name]) for column in text_columns(records)]
        if records and values:
            self._update(records, values)

    def _emptied(self, field):
        """Return the SQL that empties the column of ``field``."""
        name = SQL.identifier(field.name)
        if field.type in ("json", "properties", "properties_definition") or not field.required:
            return SQL("%s = NULL", name)
        mark = self.env._("Erased on request")
        if field.column_type[0] == "jsonb":
            return SQL("%s = jsonb_build_object('en_US', %s::text)", name, mark)
        return SQL("%s = %s", name, mark)

    def _update(self, records, values):
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s WHERE id = ANY(%s)",
                SQL.identifier(records._table),
                SQL(", ").join(values),
                records.ids,
            )
        )
        records.invalidate_model()

    def _anonymise(self, records, done):
        """Empty what is personal of leads or contacts: texts, links to others, and fields that a company has added."""
        if not records:
            return
        model = records._name
        invoiced = records.filtered(self._has_invoices) if model == "res.partner" else records.browse()
        own = [field for field in records._fields.values() if field.store and field.manual and field.column_type]
        for group, stays in ((records - invoiced, set()), (invoiced, _OF_INVOICES)):
            if not group:
                continue
            values = [
                self._emptied(records._fields[column.name])
                for column in text_columns(records)
                if column.name not in stays and column.name not in ("name", "complete_name")
            ]
            if not stays:
                names = ["name"] if model == "crm.lead" else ["name", "complete_name"]
                values += [SQL("%s = %s", SQL.identifier(name), self.env._("Erased on request")) for name in names]
            links = [name for name in _LINKS[model] if name in records._fields]
            values += [SQL("%s = NULL", SQL.identifier(name)) for name in links]
            values += [
                SQL("%s = NULL", SQL.identifier(field.name))
                for field in own
                if not field.required and field.name not in {column.name for column in text_columns(records)}
            ]
            values.append(SQL("l10n_vn_erased_on = %s", self.env.cr.now()))
            if not stays:
                # Nobody is to work on it. What was won stays won.
                is_shown = SQL("coalesce(probability, 0) >= 100") if model == "crm.lead" else SQL("FALSE")
                values.append(SQL("active = active AND %s", is_shown))
            self._update(group, values)
            done[model]["kept" if stays else "erased"] += len(group)
        self._forget_numbers(records, done)

    def _forget_numbers(self, records, done):
        """Delete or empty what names erased records by their number, and external ids."""
        if records._name == "crm.lead":
            snapshots = self.env["crm.lead.snapshot"].search(
                ["|", ("lead_number", "in", records.ids), ("head_number", "in", records.ids)]
            )
            done["crm.lead.snapshot"]["deleted"] += len(snapshots)
            snapshots.unlink()
            lines = self.env["crm.lead.conversion.line"].search([("lead_number", "in", records.ids)])
            done["crm.lead.conversion.line"]["blanked"] += len(lines)
            self._empty(lines)
        names = self.env["ir.model.data"].search(
            [
                ("model", "=", records._name),
                ("res_id", "in", records.ids),
                ("module", "in", ("__import__", "__export__")),
            ]
        )
        names.unlink()

    def _erase_portal_users(self, partners, done):
        """Archive the portal users of ``partners``, with another login."""
        users = self.env["res.users"].search([("partner_id", "in", partners.ids), ("share", "=", True)])
        for user in users:
            user.write({"active": False, "login": f"erased-{user.id}", "password": False})
        done["res.users"]["erased"] += len(users)

    def _erase_mentions(self, traces, mark, protected, done):
        """Delete or blank all other rows with ``traces``, except those ``protected``."""
        self.env.flush_all()
        for model in searched_models(self.env):
            if model._name == "res.users":
                continue
            deletes = model._name in DELETED or model._transient
            for _round in range(_MOST_ROUNDS):
                kept_ids = [id_ for name, id_ in protected if name == model._name]
                hits = find_texts(model, traces, self.erases_names, kept_ids)
                if not hits:
                    break
                if deletes:
                    model.browse(id_ for id_, _texts in hits).exists().unlink()
                    self.env.flush_all()
                else:
                    for hit in hits:
                        blank_texts(model, hit, traces, mark)
                    model.invalidate_model()
                done[model._name]["deleted" if deletes else "blanked"] += len(hits)

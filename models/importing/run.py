"""Import of rows: a chunk is prepared, matched, created or updated; bad rows fail alone."""

from odoo import models
from odoo.exceptions import ConcurrencyError

from ...tools import phone
from ...tools.matching.identity import is_proof, split_by_certainty
from ...tools.matching.match import rank
from ...tools.reader.values import Kept
from ..context import CLEANED, LIST_IMPORT, Proof
from ..matching.lock import lock_or_retry, serialise_by_company, try_serialise_by_company
from .row import ImportRow

_PIECE_AFTER_MANY_ERRORS = 50
_CONTACT_FIELDS = ("phone", "l10n_vn_phone2", "email_from")
_PROFILE_FIELDS = ("contact_name", "partner_name", *_CONTACT_FIELDS, "l10n_vn_vat", "l10n_vn_zalo")
# Kinds of match keys, best first.
_KINDS = ("vat", "phone", "email", "zalo")
# Messages of a test; the import itself returns all failed rows in a file.
_SHOWN = 20


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    def _import_rows(self, numbered):
        """Import rows.

        :param numbered: list of pairs (number in the file, cells)
        :return: list of :class:`ImportRow`, each with its outcome
        """
        rows = [ImportRow(number, cells) for number, cells in numbered]
        alike = {}
        for row in rows:
            alike.setdefault(row.absent(), []).append(row)
        for group in alike.values():
            self._import_alike(group)
        return rows

    def _import_alike(self, rows):
        """Import ``rows`` with the same columns."""
        fields = self._prepare_rows(rows)
        self._skip_erased(fields, rows)
        self._refuse_incomplete(fields, rows)
        self._set_keys(fields, rows)
        pending = [row for row in rows if not row.outcome]
        while pending:
            pending = self._import_round(fields, pending)

    def _new_row(self, number, cells):
        return ImportRow(number, cells)

    def _mapping_of(self, row):
        """Return the field of each column that ``row`` has, '' for those that it lacks or that go nowhere."""
        absent = row.absent()
        return ["" if index in absent else path for index, path in enumerate(self.mapping)] if absent else self.mapping

    def _prepare_rows(self, rows, creates=True):
        """Set the values of ``rows``, which have the same columns, mapped and clean; return their fields.

        :param bool creates: create campaigns, tags and the like that are named and not there
        """
        screen = self.env["base_import.import"].new({"res_model": "crm.lead"})
        mapping = self._mapping_of(rows[0])
        fields, matrix = screen._l10n_vn_map_rows(mapping, [row.cells for row in rows], self.options)
        used = [heading for heading, path in zip(self.headings or [], mapping, strict=False) if path]
        columns = [index for index, path in enumerate(mapping) if path]
        fields, matrix, warnings = self._leads()._l10n_vn_clean_import(
            fields,
            matrix,
            is_list=True,
            headings=used,
            file_name=self.file_name or "",
            options=self.options,
            creates=creates,
        )
        for index, (row, values) in enumerate(zip(rows, matrix, strict=True)):
            row.values = values
            row.notes = [message for _column, message in warnings.get(index, ())]
            row.codes = {told[1]: (told.code, columns[told[0]]) for told in warnings.get(index, ())}
            row.kept = {warning[1] for warning in warnings.get(index, ()) if isinstance(warning, Kept)}
        self._remark_unreachable(fields, rows)
        return fields

    def _remark_unreachable(self, fields, rows):
        """Warn on rows without a usable contact; fail rows whose given phone or e-mail address is unreadable."""
        columns = [fields.index(name) for name in _CONTACT_FIELDS if name in fields]
        for row in rows if columns else ():
            if any(phone.parse(value).numbers or "@" in value for index in columns if (value := row.values[index])):
                continue
            if self.options.get("l10n_vn_hand_back") and self._has_contact_text(row):
                sentence = self.env._("The phone number or e-mail address can't be read: mend it.")
                row.end("failed", "unreadable_contact", sentence)
            else:
                row.remark("no_contact", self.env._("No phone number or e-mail address that can be used."))

    def _has_contact_text(self, row):
        """Return whether a phone or e-mail cell of ``row`` has digits or an @."""
        written = [(path, cell) for path, cell in zip(self.mapping, row.cells, strict=False) if cell]
        return any(
            "@" in cell if "email" in path else "phone" in path and any(map(str.isdigit, cell))
            for path, cell in written
        )

    def _refuse_incomplete(self, fields, rows):
        """Fail rows without a required value before load(), which would have to retry their chunk row by row."""
        required = [
            (index, field)
            for index, name in enumerate(fields)
            if (field := self.env["crm.lead"]._fields.get(name)) and field.required
        ]
        labels = self.env["crm.lead"].fields_get([field.name for _index, field in required], ["string"])
        for row in rows:
            missing = [labels[field.name]["string"] for index, field in required if row.values[index] in ("", None)]
            if missing and not row.outcome:
                row.end("failed", "missing_value", *(self.env._("“%s” is missing.", label) for label in missing))

    def _set_keys(self, fields, rows):
        """Set the match keys of each row; rows with the id of their record have none."""
        if self.policy == "create":
            return
        columns = [(name, fields.index(name)) for name in _PROFILE_FIELDS if name in fields]
        ids = [index for index, name in enumerate(fields) if name in ("id", ".id")]
        leads = self.env["crm.lead"]
        for row in rows:
            if not any(row.values[index] for index in ids):
                row.profile = leads._l10n_vn_profile_of({name: row.values[index] for name, index in columns})
                row.keys = frozenset(key for key in row.profile.keys if key[0] != "zalo")

    def _import_round(self, fields, rows):
        """Import the first row of each person; return the later rows with the same keys, for the next round."""
        self._check_others(rows)
        self._look_up(rows)
        self._hold_for_review(fields, rows)
        new, known, later, taken = [], [], [], set()
        for row in rows:
            if row.outcome:
                continue
            if row.lead_id or row.partner_id:
                known.append(row)
            elif row.keys & taken:
                later.append(row)
            else:
                new.append(row)
                taken |= row.keys
        self._create_leads(fields, new)
        self._process_known(fields, known)
        return later

    # Existing leads and customers

    def _look_up(self, rows):
        keys = set().union(*(row.keys for row in rows))
        if not keys:
            return
        lead_model = self.env["crm.lead"]
        leads = lead_model._l10n_vn_match_leads(keys)
        customers = lead_model._l10n_vn_match_customers(keys) if self.policy == "skip" else {}
        lead_profiles = lead_model._l10n_vn_find_profiles(self._readable("crm.lead", leads))
        profiles = lead_model._l10n_vn_find_customer_profiles(self._readable("res.partner", customers))
        for row in rows:
            row.lead_id, lead_id = self._best(row, leads, lead_profiles)
            partner_id = None
            if not row.lead_id:
                row.partner_id, partner_id = self._best(row, customers, profiles)
            row.resembles = (None, None) if row.lead_id or row.partner_id else (lead_id, partner_id)
            row.matched_by = _matched_by(row, leads, row.lead_id) or _matched_by(row, customers, row.partner_id)

    def _readable(self, model, found):
        ids = {record_id for of_key in found.values() for record_id in of_key}
        return self.env[model].browse(ids)._filtered_access("read").ids

    def _best(self, row, found, profiles):
        """Return the id of the person or company of ``row``, and an id that only resembles it, each or None.

        Names are compared with ``profiles`` only, which the user may read: the outcome of a row must not reveal the
        name of a hidden record.
        """
        ids = rank(row.keys, found) if row.keys else {}
        sure, doubtful = (
            split_by_certainty(row.profile, [id_ for id_ in ids if id_ in profiles], profiles) if ids else ([], [])
        )
        hidden = [id_ for id_ in ids if id_ not in profiles]
        proved = [id_ for id_ in hidden if any(is_proof(key) and id_ in found.get(key, ()) for key in row.keys)]
        best = next(iter([*sure, *proved] if doubtful else [*sure, *proved, *hidden]), None)
        return best, None if best else next(iter(doubtful), None)

    def _process_known(self, fields, rows):
        self._skip_known(rows)
        self._update_leads(fields, [row for row in rows if not row.outcome])

    def _skip_known(self, rows):
        """End those of ``rows`` whose lead or customer must not be updated; return the leads that the user may read."""
        leads = self.env["crm.lead"].browse({row.lead_id for row in rows} - {None})._filtered_access("read")
        readable = {lead.id: lead for lead in leads}
        writable = set(leads._filtered_access("write").ids)
        for row in rows:
            if row.lead_id and row.lead_id not in readable:
                # The name of a hidden lead must not appear in the ledger.
                row.hidden_id, row.lead_id = row.lead_id, None
                row.end("skipped", "hidden", self.env._("A colleague already has this person or company."))
            elif self.policy == "skip" or not row.lead_id:
                row.end("skipped", *self._reason_to_skip(readable.get(row.lead_id)))
            elif row.lead_id not in writable:
                row.end("skipped", "no_access", self.env._("You may not change the record that is already there."))
        return readable

    def _reason_to_skip(self, lead):
        """Return the code of the reason and its sentence."""
        if not lead:
            return "customer", self.env._("Already a customer.")
        if lead.l10n_vn_import_id == self:
            return "earlier_row", self.env._("The same person or company stands in an earlier row of this file.")
        return "known", self.env._("Already there.")

    # Creating

    def _create_leads(self, fields, rows):
        existing = self._existing_by_id(fields, rows)
        pieces = [rows] if rows else []
        while pieces:
            piece = pieces.pop()
            ids, messages = self._load(fields, piece)
            if ids:
                self._end_loaded(piece, ids, messages, existing)
                self._remark_loaded(fields, piece)
            else:
                pieces += self._rest_of(piece, messages)

    def _load(self, fields, rows):
        """Return (ids, messages) of native ``load``; ids is False unless every row became a record."""
        options = self.options
        leads = (
            Proof(["l10n_vn_import_id"])
            .on(CLEANED.on(LIST_IMPORT.on(self._leads())))
            .with_context(
                import_file=True,
                default_l10n_vn_import_id=self.id,
                name_create_enabled_fields=options.get("name_create_enabled_fields") or {},
                import_set_empty_fields=options.get("import_set_empty_fields") or [],
                import_skip_records=options.get("import_skip_records") or [],
            )
        )
        # load() itself takes back a row that is refused: of several, some may be in.
        savepoint = self.env.cr.savepoint() if len(rows) > 1 else None
        result = leads.load(fields, [row.values for row in rows])
        complete = bool(result["ids"]) and len(result["ids"]) == len(rows)
        if savepoint:
            savepoint.close(rollback=not complete)
        return complete and result["ids"], result["messages"]

    def _end_loaded(self, rows, ids, messages, existing):
        for message in messages:
            if "rows" in message:
                rows[message["rows"]["from"]].remark("doubtful_value", message["message"])
        for row, lead_id in zip(rows, ids, strict=True):
            row.lead_id = lead_id
            row.old_values = existing.get(lead_id)
            row.has_id = lead_id in existing
            row.end("updated" if row.has_id else "created")

    def _rest_of(self, rows, messages):
        """Fail the rows of ``messages``; return the others, in pieces, to be retried."""
        errors = [message for message in messages if message["type"] == "error" and "rows" in message]
        at_creation = {message["rows"]["from"] for message in errors if "field" not in message}
        for message in errors:
            at = message["rows"]["from"]
            # load() also reports the error of another row for the first one.
            if at or "field" in message or len(at_creation) == 1:
                rows[at].end("failed", "invalid_value" if "field" in message else "refused", message["message"])
        rest = [row for row in rows if not row.outcome]
        if len(rest) < len(rows):
            many = any("rows" not in message for message in messages)
            size = _PIECE_AFTER_MANY_ERRORS if many else len(rest) or 1
        elif len(rows) == 1:
            sentences = [message["message"] for message in messages] or [self.env._("Not imported.")]
            rows[0].end("failed", "refused", *sentences)
            return []
        else:
            size = (len(rest) + 1) // 2
        return [rest[start : start + size] for start in range(0, len(rest), size)]

    def _lock_company(self):
        """Serialise imports of the company that look for existing people, until the commit."""
        if self.policy != "create":
            serialise_by_company(self.company_id)

    def _lock_company_after(self, rows):
        """Serialise as :meth:`_lock_company` those who bring people in, when the leads of ``rows`` are created already.

        :raise ConcurrencyError: where others have brought in one of these people meanwhile, or take too long
        """
        if self.policy != "create":
            if not try_serialise_by_company(self.company_id):
                raise ConcurrencyError(f"Others bring people into the company of import {self.id}")
            self._check_others(rows)

    def _check_others(self, rows):
        """Retry the transaction where a lead with a key of ``rows`` was committed since it began.

        :raise ConcurrencyError: Odoo, and the background job, then retry the transaction
        """
        keys = set().union(*(row.keys for row in rows))
        if keys and self.env["crm.lead"]._l10n_vn_has_newer_match(keys, self.env.companies):
            raise ConcurrencyError(f"Somebody else has brought in a person of import {self.id}")

    def _lock_leads(self, leads):
        """Keep others from saving ``leads`` before this chunk is in."""
        if leads:
            self.env.flush_all()
            lock_or_retry(leads, longest_wait=None)

    def _l10n_vn_answer_test(self, rows, limit=None):
        """Import the next ``limit`` of ``rows``, for the caller to take back; return what the import screen expects.

        ``l10n_vn_counts`` in it holds how many rows there are of each outcome, and how many have the id (``with_id``)
        of the record that they change.
        """
        end = min(self.position + limit, len(rows)) if limit else len(rows)
        tried = self._process(rows[self.position : end], stop=False)
        failed = [row for row in tried if row.outcome == "failed"]
        messages = [{"type": "warning", "message": self._test_summary(len(failed))}] if failed else []
        return {
            **self._answer(tried),
            "l10n_vn_import_id": False,
            "messages": messages + self._row_messages(failed[:_SHOWN]),
            "l10n_vn_counts": self._count_tried(tried),
        }

    def _test_summary(self, count):
        count = self._format_count(count)
        if self.stop_on_error:
            return self.env._("Rows with errors: %s. The import would stop at the first of them.", count)
        return self.env._("Rows with errors: %s. They would come back in a file to be mended; all others go in.", count)


def _matched_by(row, found, record_id):
    """Return the kind of the best key by which ``row`` is the record of ``found``; '' where it is not."""
    shared = {kind for kind, value in row.keys if record_id and record_id in found.get((kind, value), ())}
    return next((kind for kind in _KINDS if kind in shared), "")

"""Review of imported rows with the phone or mailbox of an existing lead or customer but another name.

Such a row is neither created nor written on the existing lead. It is stored as it was read until a user decides: the
same person, a new person, or a colleague of the same company.
"""

from odoo import fields, models
from odoo.exceptions import UserError

from ..argument_checks import SOME, public
from ..matching.lock import lock_or_retry
from ..storage_failure import in_words


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    review_count = fields.Integer("To Review", readonly=True)

    # Holding rows

    def _hold_for_review(self, fields, rows):
        """End those of ``rows`` that only resemble a lead or a customer with the outcome ``review``."""
        rows_to_review = [row for row in rows if any(row.resembles) and not row.is_decided]
        leads = self.env["crm.lead"].browse({row.resembles[0] for row in rows_to_review} - {None})
        customers = self.env["res.partner"].browse({row.resembles[1] for row in rows_to_review} - {None})
        lead_by_id, customer_by_id = {lead.id: lead for lead in leads}, {partner.id: partner for partner in customers}
        for row in rows_to_review:
            row.lead_id, row.partner_id = row.resembles
            row.prepared = {"fields": list(fields), "values": list(row.values)}
            reason = self._reason_to_review(lead_by_id.get(row.lead_id), customer_by_id.get(row.partner_id))
            row.end("review", "resembles", reason)

    def _reason_to_review(self, lead, customer):
        if lead:
            return self.env._(
                "Same phone or mailbox as %(person)s (%(lead)s), but another name.",
                person=lead.contact_name or lead.partner_name or self.env._("somebody"),
                lead=lead.name,
            )
        return self.env._("Same phone or mailbox as the customer %s, but another name.", customer.display_name)

    @public(SOME)
    def action_open_review(self) -> dict:
        """Return the window action of the rows of these imports that need review."""
        action = self.env["ir.actions.act_window"]._for_xml_id("l10n_vn_crm.crm_lead_import_line_action")
        return dict(action, domain=[("import_id", "in", self.ids)], context={"search_default_review": 1})

    # Deciding

    def _decide(self, lines, decision):
        """Import the rows of ``lines`` by the user's decision; the import's policy and the user's rights hold.

        :param str decision: ``same``, ``new`` or ``colleague``
        :raise UserError: where the import is undone, or the rows are decided already
        """
        self.ensure_one()
        self.env["crm.lead"].check_access("create")
        if self.state in ("undoing", "undone"):
            raise UserError(self.env._("This import is undone: its rows can no longer be brought in."))
        lines = self._lock_undecided(lines)
        record = self.with_company(self.company_id) if self.company_id else self
        record._lock_company()
        by_fields, decided = {}, {}
        for line in lines:
            decided[line.id], names = record._prepare_decided(line, decision)
            by_fields.setdefault(tuple(names), []).append(decided[line.id])
        for names, rows in by_fields.items():
            if decision == "same":
                record._process_known(list(names), rows)
                continue
            while rows:
                rows = record._import_round(list(names), rows)
        record._note_decided(lines, decided, decision)

    def _lock_undecided(self, lines):
        """Return those of ``lines`` on which nobody has decided, held until the end of the transaction."""
        # The second of two users waits here, is repeated, and sees the decision of the first.
        undecided = lock_or_retry(lines.exists().filtered(lambda line: line.outcome == "review"), longest_wait=None)
        if not undecided:
            raise UserError(self.env._("Somebody has decided on this already."))
        return undecided

    def _prepare_decided(self, line, decision):
        """Return the row of ``line``, numbered by it, and the names of its fields."""
        row = self._new_row(line.id, line.cells)
        prepared = line.prepared or {}
        names, row.values = list(prepared.get("fields") or ()), list(prepared.get("values") or ())
        row.is_decided = True
        # Before the company's tax code is added, which would match the company's other leads.
        self._set_keys(names, [row])
        if decision == "same":
            # The stored id, also of a lead reassigned since: as any other hidden lead it is not changed.
            stored = self._sudo_line_writer().browse(line.id)
            row.lead_id, row.partner_id = stored.stored_lead_id.id, stored.stored_partner_id.id
            if not row.lead_id and not row.partner_id:
                raise UserError(self.env._("The lead that row %s resembles is no longer there.", line.row_number))
        elif decision == "colleague":
            for name, value in self._company_of(line).items():
                if name not in names:
                    names.append(name)
                    row.values.append("")
                index = names.index(name)
                row.values[index] = value if name == "partner_name" else row.values[index] or value
        return row, names

    def _company_of(self, line):
        """Return the company of the lead or customer that ``line`` resembles, as values of a lead."""
        lead, customer = line.lead_id, line.partner_id or line.lead_id.partner_id
        company = customer.commercial_partner_id.filtered("is_company")
        values = {
            "partner_name": lead.partner_name or company.name or customer.company_name,
            "l10n_vn_vat": lead.l10n_vn_vat or company.vat,
        }
        return {name: value for name, value in values.items() if value}

    def _note_decided(self, lines, rows, decision):
        """Write the outcome of ``lines``; ``rows`` is {line id: row}."""
        labels = {
            "same": self.env._("same person"),
            "new": self.env._("new person"),
            "colleague": self.env._("colleague of the same company"),
        }
        record = self._sudo_writer()
        remark = self.env._("%(user)s decided: %(decision)s.", user=self.env.user.name, decision=labels[decision])
        stamps = [*(record.stamps or []), self.env.cr.now().isoformat()]
        counts = {f"{name}_count": 0 for name in ("created", "updated", "skipped", "failed")}
        for line in self._sudo_line_writer().browse(lines.ids):
            row = rows[line.id]
            counts[f"{row.outcome}_count"] += 1
            line.write(
                {
                    "outcome": row.outcome,
                    "message": "\n".join([remark, *row.notes]),
                    "lead_id": row.lead_id,
                    "partner_id": row.partner_id,
                    "old_values": row.old_values,
                    "prepared": False,
                    "decision": len(stamps),
                }
            )
        record.write(
            {
                **{name: record[name] + count for name, count in counts.items()},
                "review_count": record.review_count - len(lines),
                "stamps": stamps,
            }
        )


class CrmLeadImportLine(models.Model):
    _inherit = "crm.lead.import.line"

    prepared = fields.Json("Row as Read", readonly=True, export_string_translation=False)
    # Number of the change of the import that decided: the last change is undone first.
    decision = fields.Integer(readonly=True)
    import_state = fields.Selection(related="import_id.state", string="Import's Status")

    @public(SOME)
    @in_words
    def action_same_person(self) -> bool:
        """Import the rows as the lead or customer that they resemble, updated by the policy of the import.

        :raise UserError: where the import is undone, the rows are decided already, or that lead is deleted
        """
        return self._decide("same")

    @public(SOME)
    @in_words
    def action_new_person(self) -> bool:
        """Create leads of the rows.

        :raise UserError: where the import is undone, or the rows are decided already
        """
        return self._decide("new")

    @public(SOME)
    @in_words
    def action_colleague(self) -> bool:
        """Create leads of the rows, with the company of the lead or customer that they resemble.

        :raise UserError: where the import is undone, or the rows are decided already
        """
        return self._decide("colleague")

    def _decide(self, decision):
        lines = self.exists()
        if not lines:
            raise UserError(self.env._("Choose the rows first."))
        lines.check_access("read")
        for record, of_record in lines.grouped("import_id").items():
            record._decide(of_record, decision)
        return True

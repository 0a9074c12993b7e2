"""Whose row is it, where the phone is known but the name is another one? A person decides.

Such a row is neither created nor written on somebody else's lead. It waits in the import's record, as it was read,
until somebody says: the same person, a new person, or a colleague of the same company.
"""

from odoo import fields, models
from odoo.exceptions import UserError

from ..checked import SOME, public
from ..matching.lock import lock_or_retry


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    review_count = fields.Integer("To Review", readonly=True)

    # Holding rows

    def _hold_for_review(self, fields, rows):
        """End those of ``rows`` that only resemble a lead or a customer: a person has to decide."""
        held = [row for row in rows if any(row.resembles) and not row.is_decided]
        leads = self.env["crm.lead"].browse({row.resembles[0] for row in held} - {None})
        customers = self.env["res.partner"].browse({row.resembles[1] for row in held} - {None})
        of_lead, of_customer = {lead.id: lead for lead in leads}, {partner.id: partner for partner in customers}
        for row in held:
            row.lead_id, row.partner_id = row.resembles
            row.prepared = {"fields": list(fields), "values": list(row.values)}
            row.end("review", self._reason_to_review(of_lead.get(row.lead_id), of_customer.get(row.partner_id)))

    def _reason_to_review(self, lead, customer):
        if lead:
            return self.env._(
                "Same phone or mailbox as %(person)s (%(lead)s), but another name.",
                person=lead.contact_name or lead.partner_name or self.env._("somebody"),
                lead=lead.name,
            )
        return self.env._("Same phone or mailbox as the customer %s, but another name.", customer.display_name)

    @public(SOME)
    def action_open_review(self):
        """Show the rows of these imports on which a person has to decide."""
        action = self.env["ir.actions.act_window"]._for_xml_id("l10n_vn_crm.crm_lead_import_line_action")
        return dict(action, domain=[("import_id", "in", self.ids)], context={"search_default_review": 1})

    # Deciding

    def _decide(self, lines, decision):
        """Bring the rows of ``lines`` in as somebody has decided; the import's policy and the user's rights hold.

        :param str decision: ``same``, ``new`` or ``colleague``
        :raise UserError: where the import is undone, or somebody has decided already
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
        # Without the company's tax code, by which a colleague would be found.
        self._set_keys(names, [row])
        if decision == "same":
            # Also of a lead that was handed over since: it is met as any other that rules hide, and not changed.
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
        """Return the company of whom ``line`` resembles, as values of a lead: name and tax code, where known."""
        lead, customer = line.lead_id, line.partner_id or line.lead_id.partner_id
        company = customer.commercial_partner_id.filtered("is_company")
        found = {
            "partner_name": lead.partner_name or company.name or customer.company_name,
            "l10n_vn_vat": lead.l10n_vn_vat or company.vat,
        }
        return {name: value for name, value in found.items() if value}

    def _note_decided(self, lines, rows, decision):
        """Write what came of ``lines``; ``rows`` is {line id: row}."""
        labels = {
            "same": self.env._("same person"),
            "new": self.env._("new person"),
            "colleague": self.env._("colleague of the same company"),
        }
        record = self._sudo_writer()
        said = self.env._("%(user)s decided: %(decision)s.", user=self.env.user.name, decision=labels[decision])
        stamps = [*(record.stamps or []), self.env.cr.now().isoformat()]
        counts = {f"{name}_count": 0 for name in ("created", "updated", "skipped", "failed")}
        for line in self._sudo_line_writer().browse(lines.ids):
            row = rows[line.id]
            counts[f"{row.outcome}_count"] += 1
            line.write(
                {
                    "outcome": row.outcome,
                    "message": "\n".join([said, *row.notes]),
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
    # Which of the import's changes it was: what was done last is undone first.
    decision = fields.Integer(readonly=True, export_string_translation=False)
    import_state = fields.Selection(related="import_id.state", string="Import's Status")

    @public(SOME)
    def action_same_person(self):
        """Bring the rows in as the person whom they resemble: the import's policy says what that lead takes over.

        :raise UserError: where the import is undone, somebody has decided already, or that lead is gone
        """
        return self._decide("same")

    @public(SOME)
    def action_new_person(self):
        """Create leads of the rows.

        :raise UserError: where the import is undone, or somebody has decided already
        """
        return self._decide("new")

    @public(SOME)
    def action_colleague(self):
        """Create leads of the rows with the company of whom they resemble.

        :raise UserError: where the import is undone, or somebody has decided already
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

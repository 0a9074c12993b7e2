"""Invariants of a soak, asked of the database by SQL while the people pause."""

import json
import re

from _postgres import sql

_WORD = re.compile(r"lần\d+\.")
_OF_LEADS = {
    "mail_message": "model = 'crm.lead' AND res_id IS NOT NULL AND res_id != 0",
    "mail_followers": "res_model = 'crm.lead'",
    "mail_activity": "res_model = 'crm.lead'",
    "ir_attachment": "res_model = 'crm.lead' AND res_id != 0",
}


class Checks:
    """Compare the database with the :class:`Book`; each check yields sentences, one a violation.

    :param list companies: ids of the companies, in the order of the book
    """

    def __init__(self, database, book, companies):
        self.database, self.book, self.companies = database, book, companies
        self.names = [name for name in dir(self) if name.startswith("check_")]

    def run(self):
        """Return ``{name of the check: [violations]}``."""
        return {name.removeprefix("check_"): list(getattr(self, name)()) for name in self.names}

    def check_no_person_twice(self):
        for row in self._rows(
            "SELECT phone_sanitized, company_id, array_agg(concat_ws(' ', id, 'by user', create_uid, 'at', create_date,"
            " 'import', l10n_vn_import_id, 'source', source_id, 'owner', user_id) ORDER BY id) AS ids FROM crm_lead"
            " WHERE active AND phone_sanitized IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1"
        ):
            yield f"{row['phone_sanitized']} has the leads {', '.join(row['ids'])}"
        for row in self._rows(
            "SELECT phone_sanitized, is_company, array_agg(id) AS ids FROM res_partner"
            " WHERE active AND phone_sanitized IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1"
        ):
            yield f"{row['phone_sanitized']} has the contacts {row['ids']}"

    def check_rows_of_lists(self):
        found = {
            row["id"]: row
            for row in self._rows(
                "SELECT id, state, row_count, position, coalesce(created_count, 0) + coalesce(updated_count, 0)"
                " + coalesce(skipped_count, 0) + coalesce(failed_count, 0)"
                " + (SELECT count(*) FROM crm_lead_import_line WHERE import_id = i.id AND outcome = 'review') AS sum,"
                " error FROM crm_lead_import i"
            )
        }
        for listed in self.book.lists:
            row = found.get(listed.id)
            if not row or row["row_count"] != listed.rows or row["sum"] != row["position"] or row["state"] == "failed":
                if not row or row["state"] not in ("undoing", "undone"):
                    yield f"list of {listed.rows} rows: {row}"
            elif row["state"] == "done" and not listed.is_done:
                listed.is_done = True
                for customer in listed.customers:
                    # Another list that was undone may have made the lead, which this one skipped.
                    if customer.is_there is None and not customer.is_erased and not customer.is_undone:
                        customer.is_there = True

    def check_customers_are_there(self):
        found = {
            (row["phone_sanitized"], row["company_id"])
            for row in self._rows("SELECT DISTINCT phone_sanitized, company_id FROM crm_lead WHERE active")
        }
        for company, customers in zip(self.companies, self.book.customers, strict=True):
            for customer in customers:
                if customer.is_there and (customer.e164, company) not in found:
                    yield f"{customer.e164} came in and is in no lead of company {company}"

    def check_mails(self):
        found = {
            row["message_id"]: row["count"]
            for row in self._rows(
                "SELECT message_id, count(*) FROM mail_message WHERE model = 'crm.lead' AND message_id LIKE '%.khach.%'"
                " GROUP BY 1"
            )
        }
        rejected = self._rows("SELECT email_from, reason FROM crm_lead_mail_rejected")
        addresses = " ".join(row["email_from"] or "" for row in rejected)
        for name, customer in self.book.mails.items():
            count = found.get(name, 0)
            if count != 1 and not customer.is_erased and customer.email not in addresses:
                yield f"mail {name} is in {count} messages"
        count = sum(row["reason"] == "erased" for row in rejected)
        if count != self.book.mails_of_erased:
            yield f"{self.book.mails_of_erased} mails of erased people, {count} of them noted"

    def check_talks(self):
        spoken, noted_later = {}, set()
        for row in self._rows(
            "SELECT res_id, body, message.create_date > l10n_vn_erased_on AS later FROM mail_message message"
            " LEFT JOIN crm_lead lead ON lead.id = res_id WHERE model = 'crm.lead' AND body LIKE '%lần%'"
        ):
            for word in _WORD.findall(row["body"]):
                spoken.setdefault(word, []).append(row["res_id"])
                if row["later"]:
                    noted_later.add(word)
        leads = {
            row["id"]: row
            for row in self._rows("SELECT id, description, l10n_vn_erased_on IS NOT NULL AS erased FROM crm_lead")
        }
        for word, lead in self.book.talks.items():
            where = spoken.get(word, [])
            if leads.get(lead, {}).get("erased"):
                # A talk that waited for the erasure is noted after it.
                if where and word not in noted_later:
                    yield f"talk {word} is still in the chatter of an erased lead"
            elif len(where) != 1:
                yield f"talk {word} with lead {lead} is in {len(where)} messages"
            elif word not in (leads.get(where[0], {}).get("description") or ""):
                yield f"talk {word} is not in the notes of lead {where[0]}"

    def check_takes(self):
        known = {
            row["id"]: row
            for row in self._rows(
                "SELECT id, user_id, type, l10n_vn_erased_on IS NOT NULL AS erased,"
                " (SELECT array_agg(user_id) FROM crm_lead_recall WHERE lead_id = l.id) AS recalled FROM crm_lead l"
            )
        }
        for lead, user in self.book.takes:
            row = known.get(lead)
            if not row:
                yield f"lead {lead} was taken and is gone"
            elif row["user_id"] != user and not row["erased"] and user not in (row["recalled"] or ()):
                yield f"lead {lead} was taken by {user} and belongs to {row['user_id']}"

    def check_conversions(self):
        known = {
            row["id"]: row
            for row in self._rows("SELECT id, type, partner_id, l10n_vn_erased_on IS NOT NULL AS erased FROM crm_lead")
        }
        for opportunity, customer in self.book.conversions:
            row = known.get(opportunity)
            if not row or row["type"] != "opportunity":
                yield f"opportunity {opportunity} of a conversion: {row}"
            elif row["partner_id"] != customer and not row["erased"]:
                yield f"opportunity {opportunity} has customer {row['partner_id']}, answered was {customer}"

    def check_recalls(self):
        yield from (
            f"lead {row['id']}: recalled {row['noted']} times, {row['lines']} lines"
            for row in self._rows(
                "SELECT l.id, coalesce(l10n_vn_recall_count, 0) AS noted, count(r.id) AS lines FROM crm_lead l"
                " LEFT JOIN crm_lead_recall r ON r.lead_id = l.id AND r.undone_at IS NULL"
                " GROUP BY 1, 2 HAVING coalesce(l10n_vn_recall_count, 0) != count(r.id)"
            )
        )

    def check_erased(self):
        phones = {customer.e164 for customer in self.book.erased}
        addresses = {customer.email for customer in self.book.erased}
        for table in ("crm_lead", "res_partner"):
            for row in self._rows(f"SELECT id, phone_sanitized, email_normalized FROM {table}"):
                if row["phone_sanitized"] in phones or row["email_normalized"] in addresses:
                    yield f"{table} {row['id']} has data of an erased person"
        for row in self._rows("SELECT id, email_from, body FROM mail_message WHERE message_type != 'notification'"):
            text = f"{row['email_from']} {row['body']}"
            yield from (
                f"message {row['id']} names {address}"
                for address in re.findall(r"khach\.\d\.\d+@example\.com", text)
                if address in addresses
            )

    def check_no_orphans(self):
        for table, condition in _OF_LEADS.items():
            count = sql(
                f"SELECT count(*) FROM {table} WHERE {condition} AND res_id NOT IN (SELECT id FROM crm_lead)",
                self.database,
            )
            if count != "0":
                yield f"{count} rows of {table} belong to no lead"

    def _rows(self, query):
        found = sql(f"SELECT coalesce(json_agg(row_to_json(found)), '[]') FROM ({query}) AS found", self.database)
        return json.loads(found)

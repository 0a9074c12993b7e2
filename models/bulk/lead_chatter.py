"""Copies of a lead's followers, messages, mails and notifications.

Followers with their subtypes, the note of creation, and notifications of the salesperson and the team's followers with
their mails are copied. In texts, the name, link and message ids of the original are replaced by those of each copy. A
second lead of the group, created by the ORM, verifies first that this gives what the ORM writes.
"""

import re

from markupsafe import escape
from odoo import api, models
from odoo.addons.mail.tools.discuss import Store
from odoo.tools.mail import generate_tracking_message_id

from .copy_rows import copy_rows, reserve_ids

# Other characters are escaped in more than one way in mails.
PLAIN_NAME = re.compile(r"[^\s<>\"'`\\=]([^\n\r\t\v\f\x85\u2028\u2029<>\"'`\\=]*[^\s<>\"'`\\=])?")
TEXTS = {"mail.message": ["subject", "body"], "mail.mail": ["body_html", "references", "headers"]}
HTML = {"body", "body_html"}
# Columns that differ between messages about two leads in any case.
OWN = {
    "id",
    "res_id",
    "message_id",
    "mail_message_id",
    "mail_mail_id",
    "date",
    "read_date",
    "create_date",
    "write_date",
}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_has_replaceable_name(self, vals):
        """Return whether the name in ``vals`` can replace the name of another lead in texts, and be replaced."""
        return bool(PLAIN_NAME.fullmatch(str(vals.get("name") or "")))

    def _l10n_vn_get_notified(self):
        """Return the leads of ``self``, just created, with notifications or with messages that contain their name."""
        threads = self._l10n_vn_threads("mail.message")
        return self.filtered(
            lambda lead: any(
                message.notification_ids or message.subject or lead.name in (message.body or "")
                for message in threads.get(lead.id, ())
            )
        )

    def _l10n_vn_threads(self, model):
        """Return {lead id: records of ``model`` about the lead, oldest first}."""
        # sudo: copies get all that was written about the lead, also what its creator may not read
        messages = (
            self.env["mail.message"].sudo().search([("model", "=", self._name), ("res_id", "in", self.ids)], order="id")
        )
        if model == "mail.message":
            return messages.grouped("res_id")
        # sudo: as above
        records = self.env[model].sudo().search([("mail_message_id", "in", messages.ids)], order="id")
        return records.grouped(lambda record: record.mail_message_id.res_id)

    def _l10n_vn_renders_like(self, other):
        """Return whether the texts about ``self``, rewritten for ``other``, equal those that the ORM wrote for it."""
        self.env.flush_all()
        threads = [(self | other)._l10n_vn_threads(model) for model in (*TEXTS, "mail.notification")]
        ours, theirs = ([list(thread.get(lead.id, ())) for thread in threads] for lead in (self, other))
        if list(map(len, ours)) != list(map(len, theirs)):
            return False
        template = LeadTextTemplate(self, threads[0][self.id])
        replacements = template.replacements(other.id, other.name, [message.message_id for message in theirs[0]])
        return all(
            expected[name]
            == (template.text(mine, name, replacements) or False if name in TEXTS.get(mine._name, ()) else mine[name])
            for records, others in zip(ours, theirs, strict=True)
            for mine, expected in zip(records, others, strict=True)
            for name, field in mine._fields.items()
            if field.store and field.column_type and name not in OWN
        )

    def _l10n_vn_copy_chatter(self, originals, names):
        """Copy followers and messages of ``originals``, one for each lead of ``self``, whose names are ``names``."""
        self._l10n_vn_copy_followers(originals)
        threads = self.concat(*set(originals))._l10n_vn_threads("mail.message")
        templates = {
            original: LeadTextTemplate(original, threads[original.id])
            for original in set(originals)
            if original.id in threads
        }
        listed = {
            original_id: [(message, is_of_thread(message)) for message in thread]
            for original_id, thread in threads.items()
        }
        replacements, copies = {}, []
        for copy_id, original, name in zip(self.ids, originals, names, strict=True):
            thread = [message for message, _of_thread in listed.get(original.id, ())]
            message_ids = [
                generate_tracking_message_id(f"{copy_id}-{self._name}" if of_thread else "message-notify")
                for _message, of_thread in listed.get(original.id, ())
            ]
            if thread:
                replacements[copy_id] = templates[original].replacements(copy_id, name, message_ids)
            copies += zip(range(len(thread)), [copy_id] * len(thread), thread, message_ids, strict=True)
        # Notifications of salespeople come before all notes of creation, as the ORM writes them.
        copies.sort(key=lambda copy: copy[:2])
        keys = [(message, copy_id) for _index, copy_id, message, _message_id in copies]
        new_ids = self._l10n_vn_copy_records(
            "mail.message",
            keys,
            templates,
            replacements,
            {
                "res_id": [copy_id for _index, copy_id, _message, _message_id in copies],
                "message_id": [message_id for _index, _copy_id, _message, message_id in copies],
            },
        )
        self._l10n_vn_copy_notifications(dict(zip(keys, new_ids, strict=True)), templates, replacements)

    def _l10n_vn_copy_followers(self, originals):
        # sudo: followers are copied whether the user may read them or not, as the ORM adds them
        followers = (
            self.env["mail.followers"]
            .sudo()
            .search(
                [("res_model", "=", self._name), ("res_id", "in", [original.id for original in set(originals)])],
                order="id",
            )
        )
        of_original = followers.grouped("res_id")
        copies = [
            (follower, copy_id)
            for copy_id, original in zip(self.ids, originals, strict=True)
            for follower in of_original.get(original.id, ())
        ]
        self._l10n_vn_copy_records("mail.followers", copies, {}, {}, {"res_id": [copy_id for _old, copy_id in copies]})

    def _l10n_vn_copy_notifications(self, message_ids, templates, replacements):
        """Copy mails and notifications of messages; ``message_ids`` is {(message, copied lead's id): its copy's id}."""
        # sudo: notifications go to others than the user who creates the lead
        messages = self.env["mail.message"].sudo().union(*{message for message, _copy_id in message_ids})
        mail_ids = {}
        for model in ("mail.mail", "mail.notification"):
            # sudo: notifications go to others than the user who creates the lead
            old = self.env[model].sudo().search([("mail_message_id", "in", messages.ids)], order="id")
            of_message = old.grouped("mail_message_id")
            copies = [(record, copy_id) for message, copy_id in message_ids for record in of_message.get(message, ())]
            changed = {"mail_message_id": [message_ids[record.mail_message_id, copy_id] for record, copy_id in copies]}
            if model == "mail.notification":
                changed["mail_mail_id"] = [mail_ids.get((record.mail_mail_id, copy_id)) for record, copy_id in copies]
                self._l10n_vn_copy_records(model, copies, templates, replacements, changed)
                self._l10n_vn_push_to_inbox(
                    {
                        message_ids[record.mail_message_id, copy_id]: record.res_partner_id.main_user_id
                        for record, copy_id in copies
                        if record.notification_type == "inbox"
                    }
                )
            else:
                new_ids = self._l10n_vn_copy_records(model, copies, templates, replacements, changed)
                mail_ids = dict(zip(copies, new_ids, strict=True))
        if mail_ids:
            # sudo: the scheduled action sends the queued mails, as it does for mails of the ORM
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    @api.model
    def _l10n_vn_copy_records(self, model, copies, templates, replacements, changed):
        """Copy records of the chatter with their texts.

        :param list copies: pairs of a record and the id of the lead that its copy belongs to
        :return: ids of the copies, in the order of ``copies``
        """
        if not copies:
            return []
        ids = reserve_ids(self.env[model], len(copies))
        by_id = {original.id: template for original, template in templates.items()}
        texts = {}
        if names := TEXTS.get(model):
            of_record = {record: by_id[record.res_id] for record in {record for record, _copy_id in copies}}
            for name in names:
                texts[name] = [
                    of_record[record].text(record, name, replacements[copy_id]) for record, copy_id in copies
                ]
        copy_rows(self.env[model], ids, [record.id for record, _copy_id in copies], {**changed, **texts})
        return ids

    @api.model
    def _l10n_vn_push_to_inbox(self, users):
        """Send messages to their users' inboxes over the bus; ``users`` is {message id: user}."""
        self.env.invalidate_all()
        for user in self.env["res.users"].union(*users.values()):
            ids = [message_id for message_id, of_user in users.items() if of_user == user]
            messages = self.env["mail.message"].browse(ids).with_user(user).with_context(allowed_company_ids=[])
            store = Store(bus_channel=user).add(messages, add_followers=True).get_result()
            for message_id in ids:
                user._bus_send("mail.message/inbox", {"message_id": message_id, "store_data": store})
                store = {}


class LeadTextTemplate:
    """Texts about one lead, split at its name, its link and its message ids, to be rewritten for other leads."""

    def __init__(self, lead, messages):
        self._lead, self._message_ids, self._pieces = lead, messages.mapped("message_id"), {}
        ids = "|".join(map(re.escape, self._message_ids))
        self._patterns = {
            is_html: re.compile(
                rf"((?:res_id=|crm\.lead-){lead.id}(?![0-9])|{ids}|{re.escape(name_in_text(lead.name, is_html))})"
            )
            for is_html in (False, True)
        }

    def replacements(self, lead_id: int, name: str, message_ids: list[str]) -> dict[bool, dict[str, str]]:
        """Return {is HTML: replacements} of this lead's name, link and message ids by those of another lead."""
        renamed = dict(zip(self._message_ids, message_ids, strict=True))
        for word in ("res_id=", "crm.lead-"):
            renamed[f"{word}{self._lead.id}"] = f"{word}{lead_id}"
        return {
            is_html: {**renamed, name_in_text(self._lead.name, is_html): name_in_text(name, is_html)}
            for is_html in (False, True)
        }

    def text(self, record: models.BaseModel, name: str, replacements: dict[bool, dict[str, str]]) -> str | None:
        """Return the text in the field ``name`` of ``record``, rewritten for another lead by ``replacements``."""
        pieces = self._pieces.get((record, name))
        if pieces is None:
            pieces = self._pieces[record, name] = self._patterns[name in HTML].split(record[name] or "")
        if len(pieces) == 1:
            return pieces[0] or None
        replaced = replacements[name in HTML]
        return "".join([replaced[piece] if index % 2 else piece for index, piece in enumerate(pieces)])


def name_in_text(name, is_html):
    """Return a lead's name as a text contains it."""
    return str(escape(name)) if is_html else str(name)


def is_of_thread(message):
    """Return whether the Message-Id of ``message`` names the lead."""
    return f"{message.res_id}-{message.model}@" in message.message_id

"""What of a lead's followers and messages do its copies get?

Everything: followers with their subtypes, the note of creation, notices to the salesperson and to the team's followers
with their mails. Texts that name the lead are taken apart at its name, its link and its message ids, and put together
for each copy; a second lead of the group, created by the ORM, proves first that this gives what the ORM writes.
"""

import re

from markupsafe import escape
from odoo import api, models
from odoo.addons.mail.tools.discuss import Store
from odoo.tools.mail import generate_tracking_message_id

from .copy_rows import copy_rows, reserve_ids

# Other characters are written in more than one way in mails.
PLAIN_NAME = re.compile(r"[^\s<>\"'`\\=]([^\n\r\t\v\f\x85\u2028\u2029<>\"'`\\=]*[^\s<>\"'`\\=])?")
TEXTS = {"mail.message": ["subject", "body"], "mail.mail": ["body_html", "references", "headers"]}
HTML = {"body", "body_html"}
# Columns in which two messages about two leads differ by nature.
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
    def _l10n_vn_can_be_named(self, vals):
        """Tell whether texts about a lead with ``vals`` can be put together from those about another."""
        return bool(PLAIN_NAME.fullmatch(str(vals.get("name") or "")))

    def _l10n_vn_get_notified(self):
        """Return the leads of ``self``, just created, of which somebody was told or whose messages name them."""
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

    def _l10n_vn_renders_like(self, twin):
        """Tell whether the texts about ``self``, put together for ``twin``, are those that the ORM wrote."""
        self.env.flush_all()
        threads = [(self | twin)._l10n_vn_threads(model) for model in (*TEXTS, "mail.notification")]
        ours, theirs = ([list(thread.get(lead.id, ())) for thread in threads] for lead in (self, twin))
        if list(map(len, ours)) != list(map(len, theirs)):
            return False
        telling = Telling(self, threads[0][self.id])
        marks = telling.marks(twin.id, twin.name, [message.message_id for message in theirs[0]])
        return all(
            other[name]
            == (telling.text(mine, name, marks) or False if name in TEXTS.get(mine._name, ()) else mine[name])
            for records, others in zip(ours, theirs, strict=True)
            for mine, other in zip(records, others, strict=True)
            for name, field in mine._fields.items()
            if field.store and field.column_type and name not in OWN
        )

    def _l10n_vn_copy_chatter(self, likes, names):
        """Give the copies ``self`` what their ``likes`` (a lead for each) have; ``names`` are the copies' own."""
        self._l10n_vn_copy_followers(likes)
        threads = self.concat(*set(likes))._l10n_vn_threads("mail.message")
        tellings = {like: Telling(like, threads[like.id]) for like in set(likes) if like.id in threads}
        listed = {
            like_id: [(message, is_of_thread(message)) for message in thread] for like_id, thread in threads.items()
        }
        marks, copies = {}, []
        for copy_id, like, name in zip(self.ids, likes, names, strict=True):
            thread = [message for message, _of_thread in listed.get(like.id, ())]
            message_ids = [
                generate_tracking_message_id(f"{copy_id}-{self._name}" if of_thread else "message-notify")
                for _message, of_thread in listed.get(like.id, ())
            ]
            if thread:
                marks[copy_id] = tellings[like].marks(copy_id, name, message_ids)
            copies += zip(range(len(thread)), [copy_id] * len(thread), thread, message_ids, strict=True)
        # Notices to salespeople come before all notes of creation, as the ORM writes them.
        copies.sort(key=lambda copy: copy[:2])
        keys = [(message, copy_id) for _place, copy_id, message, _message_id in copies]
        new_ids = self._l10n_vn_copy_records(
            "mail.message",
            keys,
            tellings,
            marks,
            {
                "res_id": [copy_id for _place, copy_id, _message, _message_id in copies],
                "message_id": [message_id for _place, _copy_id, _message, message_id in copies],
            },
        )
        self._l10n_vn_copy_notices(dict(zip(keys, new_ids, strict=True)), tellings, marks)

    def _l10n_vn_copy_followers(self, likes):
        # sudo: followers are copied whoever may see them, as the ORM adds them
        followers = (
            self.env["mail.followers"]
            .sudo()
            .search([("res_model", "=", self._name), ("res_id", "in", [like.id for like in set(likes)])], order="id")
        )
        of_like = followers.grouped("res_id")
        copies = [
            (follower, copy_id)
            for copy_id, like in zip(self.ids, likes, strict=True)
            for follower in of_like.get(like.id, ())
        ]
        self._l10n_vn_copy_records("mail.followers", copies, {}, {}, {"res_id": [copy_id for _old, copy_id in copies]})

    def _l10n_vn_copy_notices(self, message_ids, tellings, marks):
        """Copy mails and notifications of messages; ``message_ids`` is {(message, copied lead's id): its copy's id}."""
        # sudo: notices go to others than whoever creates the lead
        messages = self.env["mail.message"].sudo().union(*{message for message, _copy_id in message_ids})
        mail_ids = {}
        for model in ("mail.mail", "mail.notification"):
            # sudo: notices go to others than whoever creates the lead
            old = self.env[model].sudo().search([("mail_message_id", "in", messages.ids)], order="id")
            of_message = old.grouped("mail_message_id")
            copies = [(record, copy_id) for message, copy_id in message_ids for record in of_message.get(message, ())]
            changed = {"mail_message_id": [message_ids[record.mail_message_id, copy_id] for record, copy_id in copies]}
            if model == "mail.notification":
                changed["mail_mail_id"] = [mail_ids.get((record.mail_mail_id, copy_id)) for record, copy_id in copies]
                self._l10n_vn_copy_records(model, copies, tellings, marks, changed)
                self._l10n_vn_ring(
                    {
                        message_ids[record.mail_message_id, copy_id]: record.res_partner_id.main_user_id
                        for record, copy_id in copies
                        if record.notification_type == "inbox"
                    }
                )
            else:
                new_ids = self._l10n_vn_copy_records(model, copies, tellings, marks, changed)
                mail_ids = dict(zip(copies, new_ids, strict=True))
        if mail_ids:
            # sudo: the queue sends what waits, as it does for mails of the ORM
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    @api.model
    def _l10n_vn_copy_records(self, model, copies, tellings, marks, changed):
        """Copy records of the chatter with their texts.

        :param list copies: pairs of a record and the id of the lead that its copy belongs to
        :return: ids of the copies, in the order of ``copies``
        """
        if not copies:
            return []
        ids = reserve_ids(self.env[model], len(copies))
        by_id = {like.id: telling for like, telling in tellings.items()}
        texts = {}
        if names := TEXTS.get(model):
            of_record = {record: by_id[record.res_id] for record in {record for record, _copy_id in copies}}
            for name in names:
                texts[name] = [of_record[record].text(record, name, marks[copy_id]) for record, copy_id in copies]
        copy_rows(self.env[model], ids, [record.id for record, _copy_id in copies], {**changed, **texts})
        return ids

    @api.model
    def _l10n_vn_ring(self, users):
        """Show messages in their users' inboxes; ``users`` is {message id: user}."""
        self.env.invalidate_all()
        for user in self.env["res.users"].union(*users.values()):
            ids = [message_id for message_id, of_user in users.items() if of_user == user]
            messages = self.env["mail.message"].browse(ids).with_user(user).with_context(allowed_company_ids=[])
            store = Store(bus_channel=user).add(messages, add_followers=True).get_result()
            for message_id in ids:
                user._bus_send("mail.message/inbox", {"message_id": message_id, "store_data": store})
                store = {}


class Telling:
    """What is written about one lead, taken apart where it names the lead, its link or its messages."""

    def __init__(self, lead, messages):
        self._lead, self._message_ids, self._pieces = lead, messages.mapped("message_id"), {}
        ids = "|".join(map(re.escape, self._message_ids))
        self._patterns = {
            is_html: re.compile(
                rf"((?:res_id=|crm\.lead-){lead.id}(?![0-9])|{ids}|{re.escape(written(lead.name, is_html))})"
            )
            for is_html in (False, True)
        }

    def marks(self, lead_id: int, name: str, message_ids: list[str]) -> dict[bool, dict[str, str]]:
        """Return what stands for another lead where this one is named, in texts that are not and that are HTML."""
        renamed = dict(zip(self._message_ids, message_ids, strict=True))
        for word in ("res_id=", "crm.lead-"):
            renamed[f"{word}{self._lead.id}"] = f"{word}{lead_id}"
        return {
            is_html: {**renamed, written(self._lead.name, is_html): written(name, is_html)} for is_html in (False, True)
        }

    def text(self, record: models.BaseModel, name: str, marks: dict[bool, dict[str, str]]) -> str | None:
        """Return the text in the field ``name`` of ``record`` as it is about another lead, that of ``marks``."""
        pieces = self._pieces.get((record, name))
        if pieces is None:
            pieces = self._pieces[record, name] = self._patterns[name in HTML].split(record[name] or "")
        if len(pieces) == 1:
            return pieces[0] or None
        of_lead = marks[name in HTML]
        return "".join([of_lead[piece] if place % 2 else piece for place, piece in enumerate(pieces)])


def written(name, is_html):
    """Return how a lead's name stands in a text."""
    return str(escape(name)) if is_html else str(name)


def is_of_thread(message):
    """Return whether the Message-Id of ``message`` names the lead."""
    return f"{message.res_id}-{message.model}@" in message.message_id

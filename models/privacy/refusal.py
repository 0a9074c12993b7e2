"""Do not contact: people who want no calls, mails or Zalo messages, whatever lead they are on.

Phones and addresses are Odoo's own blacklists, which mailings and text messages obey; for Zalo there is one of ours.
"""

from collections.abc import Collection
from itertools import chain

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...tools.phone import zalo
from ..argument_checks import SOME, check_choice, check_text, public
from ..matching.keys import stored_value
from .lookup import MANAGERS

CHANNELS = ("phone", "email", "zalo")
# Odoo's fields, not stored, that say the same of the first phone and the address.
_ODOO_FLAGS = {"phone": ("phone_sanitized_blacklisted", "phone_blacklisted"), "email": ("is_blacklisted",)}


class CrmLeadZaloBlacklist(models.Model):
    """No group has access: leads show what is in it."""

    _name = "crm.lead.zalo.blacklist"
    _description = "Zalo Account Not to Be Written to"
    _log_access = False

    account = fields.Char(required=True, export_string_translation=False)

    _account_unique = models.UniqueIndex("(account)")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_refuses_phone = fields.Boolean("Wants No Calls", compute="_compute_l10n_vn_refusals")
    l10n_vn_refuses_email = fields.Boolean("Wants No Mails", compute="_compute_l10n_vn_refusals")
    l10n_vn_refuses_zalo = fields.Boolean("Wants No Zalo Messages", compute="_compute_l10n_vn_refusals")
    l10n_vn_refusal_text = fields.Char("Do Not Contact", compute="_compute_l10n_vn_refusals")
    l10n_vn_has_refusal = fields.Boolean(
        "Has Asked Not to Be Contacted",
        compute="_compute_l10n_vn_refusals",
        search="_search_l10n_vn_has_refusal",
        export_string_translation=False,
    )
    # Not stored: a column of a list, which fills the blacklists.
    l10n_vn_no_contact = fields.Char("Do Not Contact by", store=False, help="phone, email, zalo, or all")

    @api.depends("phone_sanitized", "l10n_vn_phone2_sanitized", "email_normalized", "l10n_vn_zalo")
    def _compute_l10n_vn_refusals(self):
        words = {
            "phone": self.env._("no calls"),
            "email": self.env._("no mails"),
            "zalo": self.env._("no Zalo messages"),
        }
        refused = self._l10n_vn_get_refused_channels()
        self._l10n_vn_keep_blacklisted(refused)
        for lead in self:
            channels = refused[lead]
            for channel in CHANNELS:
                lead[f"l10n_vn_refuses_{channel}"] = channel in channels
            lead.l10n_vn_has_refusal = bool(channels)
            is_all = channels and not lead._l10n_vn_get_channels().keys() - channels
            named = ", ".join(word for channel, word in words.items() if channel in channels)
            lead.l10n_vn_refusal_text = self.env._("Do not contact") if is_all else named.capitalize()

    def _l10n_vn_keep_blacklisted(self, refused):
        """Put into the cache that the phone, or the address, of leads is in no blacklist, where ``refused`` says so.

        A form asks for these fields of Odoo too, whose searches take a tenth of its time.
        """
        saved = self.filtered("id")
        for channel, names in _ODOO_FLAGS.items():
            welcome = saved.filtered(lambda lead, channel=channel: channel not in refused[lead])
            for name in names:
                self._fields[name]._insert_cache(welcome, [False] * len(welcome))

    def _l10n_vn_get_channels(self):
        """Return ``{channel: values}`` by which this lead can be reached."""
        phones = {number for number in (self.phone_sanitized, self.l10n_vn_phone2_sanitized) if number}
        account = zalo.identity(self.l10n_vn_zalo) or zalo.compact(self.l10n_vn_zalo)
        channels = {"phone": phones, "email": {self.email_normalized} - {False}, "zalo": phones | {account} - {""}}
        return {channel: values for channel, values in channels.items() if values}

    def _l10n_vn_get_refused_channels(self):
        """Return ``{lead: refused channels}`` (sets of ``phone``, ``email``, ``zalo``)."""
        ways = {lead: lead._l10n_vn_get_channels() for lead in self}
        values = {channel: set() for channel in CHANNELS}
        for channels in ways.values():
            for channel, of_lead in channels.items():
                values[channel] |= of_lead
        refused = self._l10n_vn_find_refused(values)
        return {
            lead: {channel for channel, of_lead in channels.items() if of_lead & refused[channel]}
            for lead, channels in ways.items()
        }

    @api.model
    def _l10n_vn_find_refused(self, values):
        """Return those of ``values``, {channel: set of numbers, addresses, accounts}, that are in the blacklists.

        By SQL, one query for the three: salespeople may not read the blacklists; they learn only who of their leads is
        in them.
        """
        refused = {channel: set() for channel in CHANNELS}
        if not any(values.values()):
            return refused
        for model, names in (
            ("phone.blacklist", ["number", "active"]),
            ("mail.blacklist", ["email", "active"]),
            ("crm.lead.zalo.blacklist", ["account"]),
        ):
            self.env[model].flush_model(names)
        query = SQL(
            "SELECT 'phone', number FROM phone_blacklist WHERE active AND number = ANY(%(phone)s)"
            " UNION ALL SELECT 'email', email FROM mail_blacklist WHERE active AND email = ANY(%(email)s)"
            " UNION ALL SELECT 'zalo', account FROM crm_lead_zalo_blacklist WHERE account = ANY(%(zalo)s)",
            **{channel: list(of_channel) for channel, of_channel in values.items()},
        )
        for channel, value in self.env.execute_query(query):
            refused[channel].add(value)
        return refused

    def _l10n_vn_without_refusing(self):
        """Return the leads of ``self`` without those that have refused every way by which they can be reached."""
        refused = self._l10n_vn_get_refused_channels()
        return self.filtered(
            lambda lead: not refused[lead] or bool(lead._l10n_vn_get_channels().keys() - refused[lead])
        )

    def _search_l10n_vn_has_refusal(self, operator, value):
        if operator != "in":
            return NotImplemented
        phones = SQL(
            "(SELECT number FROM phone_blacklist WHERE active UNION SELECT account FROM crm_lead_zalo_blacklist)"
        )
        refused = {
            "phone_sanitized": phones,
            "l10n_vn_phone2_sanitized": phones,
            "email_normalized": SQL("(SELECT email FROM mail_blacklist WHERE active)"),
            stored_value("account", "l10n_vn_zalo"): SQL("(SELECT account FROM crm_lead_zalo_blacklist)"),
        }
        # Few people refuse: each blacklist is looked up in the index of its column, a list of ORs would read all leads.
        query = SQL(" UNION ").join(
            SQL(
                "SELECT crm_lead.id FROM crm_lead JOIN %s AS refused (value) ON refused.value = %s", values, SQL(column)
            )
            for column, values in refused.items()
        )
        query = SQL("(%s)", query)
        return [("id", "in" if True in value else "not in", query)]

    @public(SOME)
    def l10n_vn_refuse_contact(self, channels: list[str] | None = None, reason: str = "") -> bool:
        """Note that the people of ``self`` want no contact: all their phones, addresses and accounts are blacklisted.

        :param list channels: of ``phone``, ``email``, ``zalo``; none for all
        :param str reason: what they have said
        :return: True
        :raise AccessError: where the user may not write a lead
        :raise ApiError: for an unknown channel
        """
        for channel in channels or ():
            check_choice(self, "channels", channel, CHANNELS)
        check_text(self, "reason", reason)
        self.check_access("write")
        self._l10n_vn_set_no_contact(channels or CHANNELS, reason)
        return True

    @public(SOME)
    def l10n_vn_allow_contact(self, channels: list[str] | None = None, reason: str = "") -> bool:
        """Take the people of ``self`` off the blacklists: they have agreed to be contacted again.

        :param list channels: of ``phone``, ``email``, ``zalo``; none for all
        :param str reason: what they have said
        :return: True
        :raise AccessError: where the user is no sales manager, or may not write a lead
        :raise ApiError: for an unknown channel
        """
        for channel in channels or ():
            check_choice(self, "channels", channel, CHANNELS)
        check_text(self, "reason", reason)
        if not self.env.user.has_group(MANAGERS):
            raise AccessError(self.env._("Only a sales manager lifts the wish not to be contacted."))
        self.check_access("write")
        values = self._l10n_vn_gather(channels or CHANNELS)
        # sudo: the right to write the leads was checked; managers may not write the blacklists.
        env = self.sudo().env
        env["phone.blacklist"].search([("number", "in", list(values["phone"]))]).action_archive()
        env["mail.blacklist"].search([("email", "in", list(values["email"]))]).action_archive()
        env["crm.lead.zalo.blacklist"].search([("account", "in", list(values["zalo"]))]).unlink()
        self._l10n_vn_log_refusal(self.env._("May be contacted again"), channels or CHANNELS, reason)
        return True

    def _l10n_vn_gather(self, channels):
        """Return ``{channel: values}`` of all leads of ``self``; nothing for other channels."""
        values = {channel: set() for channel in CHANNELS}
        for lead in self:
            for channel, of_lead in lead._l10n_vn_get_channels().items():
                values[channel] |= of_lead if channel in channels else set()
        return values

    def _l10n_vn_set_no_contact(self, channels: Collection[str], reason=""):
        """Blacklist the phones, addresses and accounts of ``self`` by the ``channels``, and note it on the leads."""
        if not self:
            return
        values = self._l10n_vn_gather(channels)
        # sudo: salespeople record what a customer has said; they may not write the blacklists otherwise.
        env = self.sudo().env
        if values["phone"]:
            env["phone.blacklist"].create([{"number": number} for number in sorted(values["phone"])])
        if values["email"]:
            listed = env["mail.blacklist"].with_context(active_test=False)
            listed = listed.create([{"email": address} for address in sorted(values["email"])])
            listed.filtered(lambda one: not one.active).action_unarchive()
        accounts = env["crm.lead.zalo.blacklist"]
        known = set(accounts.search([("account", "in", list(values["zalo"]))]).mapped("account"))
        accounts.create([{"account": account} for account in sorted(values["zalo"] - known)])
        self._l10n_vn_log_refusal(self.env._("Do not contact"), channels, reason)

    def _l10n_vn_log_refusal(self, title, channels, reason):
        words = {"phone": self.env._("phone"), "email": self.env._("e-mail"), "zalo": "Zalo"}
        body = f"{title}: {', '.join(words[channel] for channel in CHANNELS if channel in channels)}"
        body = f"{body}. {reason}" if reason else body
        of_odoo = chain(*_ODOO_FLAGS.values())
        self.invalidate_recordset(["l10n_vn_refusal_text", "l10n_vn_has_refusal", *_FLAGS, *of_odoo])
        self.sudo()._message_log_batch({lead.id: body for lead in self})  # sudo: leads may be others' by now

    @api.model
    def _l10n_vn_pop_refusals(self, vals_list):
        """Remove what lists say of contacts from ``vals_list`` (list of dicts); return sets of channels.

        Who does not agree to get news is left out of mailings and messages, and may be called.
        """
        refusals = []
        for vals in vals_list:
            written = vals.pop("l10n_vn_no_contact", False) or ""
            channels = set(CHANNELS) if written == "all" else set(written.split(",")) & set(CHANNELS)
            refusals.append(channels | ({"email", "zalo"} if vals.get("l10n_vn_consent") == "refused" else set()))
        return refusals

    def _l10n_vn_apply_refusals(self, refusals):
        """Blacklist the people of ``self`` by ``refusals``: a set of channels for each lead."""
        if any(refusals):
            groups = {}
            for lead, channels in zip(self, refusals, strict=True):
                if channels:
                    groups.setdefault(frozenset(channels), []).append(lead.id)
            for channels, ids in groups.items():
                # sudo: a salesperson may create leads for others and not read them.
                self.sudo().browse(ids)._l10n_vn_set_no_contact(channels)


_FLAGS = [f"l10n_vn_refuses_{channel}" for channel in CHANNELS]

"""Who sends a mail: our own people, known contacts, and those who want no more mails."""

from odoo import api, models
from odoo.tools import email_normalize

from ...tools.mail.result import Ours, name_words
from ...tools.value.email_address import domain, is_free_mail
from .incoming import current_mail

_PLACES = ("to", "delivered-to", "x-original-to", "cc", "from")
# Names of colleagues are compared with those in forwarded mails.
_MOST_COLLEAGUES = 2000


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _l10n_vn_find_ours(self, mail, addresses, domains):
        """Return the :class:`Ours`: own addresses and domains, and users with an address in this mail."""
        # Where no own address is known, as with a mailbox fetched for leads, the only domain written to is ours.
        hosts = {name: {domain(address) for _shown, address in mail.message.addresses(name)} for name in _PLACES}
        recipients = hosts["to"] | hosts["delivered-to"] | hosts["x-original-to"]
        if len(recipients) == 1 and not set().union(*hosts.values()) & domains:
            domains |= {host for host in recipients if not is_free_mail(f"a@{host}")}
        named = [address for name in ("from", "reply-to", "to") for _shown, address in mail.message.addresses(name)]
        users = self.env["res.users"].sudo()  # sudo: only their addresses are compared
        colleagues = users.search([("share", "=", False), ("email_normalized", "in", named)], order="id")
        phones = frozenset(filter(None, colleagues.partner_id.mapped("phone_sanitized")))
        ours = Ours(addresses, domains, frozenset(colleagues.mapped("email_normalized")), phones=phones)
        return ours._replace(names=self._l10n_vn_own_names(mail)) if ours.has(mail.message.sender[1]) else ours

    @api.model
    def _l10n_vn_own_names(self, mail):
        """Return the names of colleagues and companies (frozenset of str, as :func:`name_words`)."""
        # sudo: they are only compared with the names in the mail
        users = self.env["res.users"].sudo().search([("share", "=", False)], order="id", limit=_MOST_COLLEAGUES)
        names = [*users.partner_id.mapped("name"), *mail.companies.mapped("name")]
        return frozenset(map(name_words, filter(None, names)))

    @api.model
    def _l10n_vn_blacklist_sender(self, mail):
        """Add the address that asks for no more mails to Odoo's blacklist, where it is certainly the sender's."""
        address = email_normalize(mail.message.proven_sender, strict=False)
        if address and not mail.is_wanted:
            text = self.env._("Asked by mail for no more mails: “%s”", mail.message.headers.get("subject", "")[:200])
            # sudo: the gateway may run as any user; Odoo's own link to unsubscribe is followed by anybody, too
            self.env["mail.blacklist"].sudo()._add(address, message=text)

    def _partner_find_from_emails(
        self,
        records_emails,
        avoid_alias=True,
        ban_emails=None,
        filter_found=None,
        additional_values=None,
        no_create=False,
    ):
        """Answer from the index of addresses where no contact has one: Odoo needs four queries, four times a mail."""
        if no_create and (self._name == "crm.lead" or current_mail(self.env)):
            addresses = {email_normalize(text, strict=False) for texts in records_emails.values() for text in texts}
            if addresses and all(addresses) and not self.env["res.partner"]._l10n_vn_has_address(addresses):
                ids = self.ids or [record.id for record in records_emails]
                return dict.fromkeys(ids, self.env["res.partner"])
        return super()._partner_find_from_emails(
            records_emails, avoid_alias, ban_emails, filter_found, additional_values, no_create
        )

"""Links between a new lead and an open lead of perhaps the same customer (hints), with an activity for its owner.

A phone, address or code in the text of a mail or form does not prove who the sender is: it is a hint, which links two
leads and changes no value of the existing one.
"""

from odoo import models

from ...tools.matching import identity
from ...tools.matching.match import rank, sort_reasons, strength

# A phone number that more leads share identifies no customer.
_MOST_ALIKE = 200


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_link_by_hint(self, companies, door):
        """Link each new lead of ``self`` to the open one that shares a phone, e-mail, tax code or Zalo with it.

        The owner of the open lead gets an activity, and the new lead where it has no owner yet.

        :param companies: ``res.company`` in which to search, besides leads without a company
        :param str door: ``mail`` or ``web``
        """
        keys_of = {lead: profile.keys for lead, profile in self._l10n_vn_get_profiles().items()}
        keys = set().union(*keys_of.values())
        found = self._l10n_vn_match_leads(keys, companies=companies) if keys else {}
        for lead, own_keys in keys_of.items():
            shared = rank(own_keys, found)
            domain = [("id", "in", list(shared.keys() - set(self.ids))), ("won_status", "=", "pending")]
            others = self.search(domain, order="id", limit=_MOST_ALIKE) if shared else self.browse()
            others = others._l10n_vn_of_one_company()
            if others:
                # Of equally strong matches the oldest: repeated requests are all linked to the first lead.
                best = min(others, key=lambda other: (-strength(sort_reasons(shared[other.id])), other.id))
                lead._l10n_vn_notify_owner(best, others, door)

    def _l10n_vn_of_one_company(self):
        """Return ``self`` where its leads are of at most one company, else those without a company."""
        return self if len(self.company_id) < 2 else self.filtered(lambda lead: not lead.company_id)

    def _l10n_vn_notify_owner(self, other, others, door):
        """Notify the owner of ``other``, one of the matching open leads ``others``, of the new lead ``self``."""
        self.ensure_one()
        owner = other.user_id.filtered("active")
        profiles = (self | other)._l10n_vn_get_profiles()
        may_be_same = identity.relation(profiles[self], profiles[other]) != "maybe"
        is_shared = bool(self.team_id.l10n_vn_share_method)  # which looks for the owner too, and whether he is away
        is_of_owner = may_be_same and self.company_id and self.company_id in owner.company_ids
        if is_of_owner and not self.user_id and not is_shared:
            # No notification: the activity replaces it. Without team_id, Odoo would move the lead to one of the
            # owner's teams, which may have other rules.
            values = {"user_id": owner.id, "team_id": self.team_id.id}
            self.with_context(mail_auto_subscribe_no_notify=True).write(values)
        user = owner or other.team_id.user_id
        reader = self.with_context(lang=user.lang) if user.lang else self
        kind = self.env.ref("mail.mail_activity_data_todo", raise_if_not_found=False)
        # Links without titles: a user who may read one lead need not be allowed to read the other.
        link, link_back = self._get_html_link(f"#{self.id}"), other._get_html_link(f"#{other.id}")
        other._message_log(body=reader.env._("A new lead may be of the same customer: %s", link))
        if may_be_same:
            self._message_log(body=reader.env._("An open lead may be of the same customer: %s", link_back))
        else:
            self._message_log(body=reader.env._("The same phone or mailbox, but another name: %s", link_back))
        summary = {
            "mail": reader.env._("New mail, perhaps of the same customer"),
            "web": reader.env._("New request on the web site"),
        }[door]
        followers = other.message_partner_ids
        other._l10n_vn_plan_once(kind, user, summary, link, others)
        # An activity makes its user a follower; mail from outside must not change the followers.
        other.message_unsubscribe((other.message_partner_ids - followers).ids)

    def _l10n_vn_plan_once(self, kind, user, summary, note=False, others=None):
        """Plan an activity of ``kind`` for ``user`` today, unless ``self`` or ``others`` have one that is still open.

        Mails and forms may be repeated many times: one open activity is enough.
        """
        self.ensure_one()
        planned = (
            (self | others if others else self)
            ._l10n_vn_get_planned()
            .filtered(
                lambda activity: activity.automated and activity.activity_type_id == kind and activity.user_id == user
            )
        )
        if not user or not kind or planned:
            return
        self._l10n_vn_schedule(
            [{"activity_type_id": kind.id, "automated": True, "user_id": user.id, "summary": summary, "note": note}]
        )

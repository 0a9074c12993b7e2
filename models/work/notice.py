"""Notices to the owner of an open lead: a new lead that may be the same customer's, and one activity.

A phone, address or code that somebody writes in a mail or form proves nothing of who writes. It links two leads, and
changes nothing of the one that was there.
"""

from odoo import models

from ...tools.matching import identity
from ...tools.matching.match import rank, sort_reasons, strength

# A number that many leads share is nobody's.
_MOST_ALIKE = 200


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_link_by_hint(self, companies, door):
        """Link each new lead of ``self`` to the open one that shares a phone, e-mail, tax code or Zalo with it.

        The owner of that one gets an activity, and the new lead where it has no owner yet.

        :param companies: where to look beside leads of no company
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
                # Of those equally alike the oldest: the second of a hundred requests is no customer of its own.
                best = min(others, key=lambda other: (-strength(sort_reasons(shared[other.id])), other.id))
                lead._l10n_vn_notify_owner(best, others, door)

    def _l10n_vn_of_one_company(self):
        """Return ``self``, without leads that have a company where these are of several."""
        return self if len(self.company_id) < 2 else self.filtered(lambda lead: not lead.company_id)

    def _l10n_vn_notify_owner(self, other, others, door):
        """Tell the owner of ``other``, one of the open leads ``others`` of perhaps the same customer, of ``self``."""
        self.ensure_one()
        owner = other.user_id.filtered("active")
        profiles = (self | other)._l10n_vn_get_profiles()
        may_be_same = identity.relation(profiles[self], profiles[other]) != "maybe"
        if may_be_same and not self.user_id and self.company_id and self.company_id in owner.company_ids:
            # The activity tells. Without its team the lead would go to one of the owner's teams, with other rules.
            values = {"user_id": owner.id, "team_id": self.team_id.id}
            self.with_context(mail_auto_subscribe_no_notify=True).write(values)
        user = owner or other.team_id.user_id
        reader = self.with_context(lang=user.lang) if user.lang else self
        kind = self.env.ref("mail.mail_activity_data_todo", raise_if_not_found=False)
        # Without titles: who reads one lead may not be allowed to read the other.
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
        # An activity makes its user a follower: a stranger decides nothing of who follows.
        other.message_unsubscribe((other.message_partner_ids - followers).ids)

    def _l10n_vn_plan_once(self, kind, user, summary, note=False, others=None):
        """Plan an activity of ``kind`` for ``user`` today, unless ``self`` or ``others`` have one that is still open.

        What comes from outside can come a hundred times: one activity is enough.
        """
        self.ensure_one()
        planned = (self | others if others else self).activity_ids.filtered(
            lambda activity: activity.automated and activity.activity_type_id == kind and activity.user_id == user
        )
        if not user or not kind or planned:
            return
        self._l10n_vn_schedule(
            [{"activity_type_id": kind.id, "automated": True, "user_id": user.id, "summary": summary, "note": note}]
        )

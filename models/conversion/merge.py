"""Which leads are one, and how do many groups of them become one each?"""

from odoo import api, models
from odoo.exceptions import RedirectWarning, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.matching import identity
from ..context import DuplicatesOf, MergeAll, Notes
from ..matching.lock import lock_or_retry

PERSON = {"phone", "email", "zalo"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _get_lead_duplicates(self, partner=None, email=None, include_lost=False):
        """Add to Odoo's, where asked of one lead: those with the same phone, however it was written then.

        Left out are other people by name, whom only a company or a shared mailbox links.
        """
        found = super()._get_lead_duplicates(partner, email, include_lost)
        asked = DuplicatesOf.of(self)
        if not asked:
            return found
        return self.browse(asked.lead_id)._l10n_vn_find_duplicates(found, partner, include_lost)

    def _l10n_vn_find_duplicates(self, found, partner=None, include_lost=False):
        """Return the leads and opportunities of the person of the lead ``self``.

        :param found: those that share an e-mail, or the customer ``partner``
        """
        self.ensure_one()
        keys = {key for key in self._l10n_vn_get_keys()[self.id] if key[0] in PERSON}
        ids = {id_ for ids in self._l10n_vn_match_leads(keys).values() for id_ in ids} if keys else set()
        domain = Domain("id", "in", ids) & Domain(
            "won_status", "!=" if include_lost else "=", "won" if include_lost else "pending"
        )
        if ids:
            found |= self.search(domain)
        [own] = self._l10n_vn_get_profiles().values()
        customers = self.partner_id | (partner or self.env["res.partner"])
        own = own._replace(keys=own.keys.union(*map(self._l10n_vn_get_customer_keys, customers)))
        others = {
            lead.id: profile._replace(keys=profile.keys | self._l10n_vn_get_customer_keys(lead.partner_id))
            for lead, profile in (found - self)._l10n_vn_get_profiles().items()
        }
        sharing = [id_ for id_, profile in others.items() if profile.keys & own.keys]
        _sure, unsure = identity.split_by_certainty(own, sharing, others, person_only=True)
        return found - self.browse(unsure)

    def _l10n_vn_get_duplicate_groups(self):
        """Return recordsets of leads and opportunities that are one person's: those of ``self`` and those there.

        Who shares a phone, an e-mail or a customer is one, unless the names cannot be one person's and only a phone,
        a shared mailbox or a company is the same. A tax code alone is no proof: two people of one company may both
        want something. Only what the user may see and is still open takes part.
        """
        keys = {
            lead.id: {key for key in of_lead if key[0] in PERSON} | self._l10n_vn_get_customer_keys(lead.partner_id)
            for lead, of_lead in zip(self, self._l10n_vn_get_keys().values(), strict=True)
        }
        asked = set().union(*keys.values()) if keys else set()
        matches = self._l10n_vn_match_leads({key for key in asked if key[0] in PERSON})
        others = {id_: set() for id_ in self._l10n_vn_find_others(asked, matches)}
        for key, ids in matches.items():
            for id_ in ids:
                if id_ in others:
                    others[id_].add(key)
        for lead in self.browse(others):
            others[lead.id] |= self._l10n_vn_get_customer_keys(lead.partner_id)
        groups = self._l10n_vn_group_people(keys | others)
        return [self.browse(group) for group in groups if len(group) > 1 and not keys.keys().isdisjoint(group)]

    @api.model
    def _l10n_vn_get_customer_keys(self, customer):
        """Return a lead's ``customer`` as a set of keys; a company is the customer of many people."""
        return {("company" if customer.is_company else "customer", customer.id)} if customer else set()

    def _l10n_vn_find_others(self, keys, matches):
        """Return ids of open leads and opportunities beside ``self``: of ``matches``, or of customers in ``keys``."""
        ids = {id_ for found in matches.values() for id_ in found}.difference(self.ids)
        customers = [value for kind, value in keys if kind in ("customer", "company")]
        same = Domain("id", "in", list(ids)) | Domain("partner_id", "in", customers)
        domain = same & Domain("won_status", "=", "pending") & Domain("id", "not in", self.ids)
        return self.search(domain).ids if ids or customers else []

    def merge_opportunity(self, user_id=False, team_id=False, auto_unlink=True):
        """Merge as Odoo does; any number where a wizard of conversion asks, as it has shown which."""
        if MergeAll.of(self):
            return self._merge_opportunity(user_id, team_id, auto_unlink, max_length=0)
        return super().merge_opportunity(user_id, team_id, auto_unlink)

    def _merge_opportunity(self, user_id=False, team_id=False, auto_unlink=True, max_length=5):
        """Lock what is merged, and remember into which opportunity each lead went."""
        lock_or_retry(self)
        self._l10n_vn_check_merge([self])
        names = {lead.id: lead.name for lead in self}
        head = super()._merge_opportunity(user_id, team_id, auto_unlink, max_length)
        self.env["crm.lead.conversion"]._note_merges(dict.fromkeys(names, head), names)
        return head

    @api.model
    def _l10n_vn_merge_groups(self, groups):
        """Merge each recordset of ``groups`` into its most advanced record.

        :return: {id of a merged lead: the record that is left}
        """
        if not self._l10n_vn_is_fast("merge"):
            return {
                lead_id: head
                for ids in [group.ids for group in groups]
                for head in [self.browse(ids)._merge_opportunity(max_length=0)]
                for lead_id in ids
                if lead_id != head.id
            }
        self._l10n_vn_check_merge(groups)
        # Read together what is asked of one group after the other.
        everyone = self.browse(lead_id for group in groups for lead_id in group.ids)._prefetch_ids
        plans = []
        for group in groups:
            group = group.with_prefetch(everyone)._sort_by_confidence_level(reverse=True)
            head, tails = group[0].with_prefetch(everyone), group[1:].with_prefetch(everyone)
            plans.append((head, tails, group._merge_data(group._merge_get_fields())))
        heads = {tail.id: head for head, tails, _data in plans for tail in tails}
        tails = self.browse(heads)
        self.env.flush_all()
        tails.fetch(["lead_properties"])
        moving = tails._l10n_vn_moving_followers(heads)
        notes, changes = Notes(), {}
        for head, of_head, data in plans:
            followers = head._merge_followers(of_head) if moving & set(of_head.ids) else {}
            notes.on(head)._merge_log_summary(followers, of_head)
            changes[head] = head._l10n_vn_get_changes(data)
        groups = {head: of_head for head, of_head, _data in plans}
        self._l10n_vn_move_belongings(groups)
        self._l10n_vn_merge_answers(groups)
        self._l10n_vn_merge_contacts(groups)
        self._l10n_vn_write_summaries(notes)
        self._l10n_vn_write_merged(changes)
        self.env["crm.lead.conversion"]._note_merges(heads, {tail.id: tail.name for tail in tails})
        # As Odoo does: who may see and merge the records need not have the right to remove them.
        tails.sudo().unlink()
        return heads

    @api.model
    def _l10n_vn_write_merged(self, changes):
        """Write ``changes``, {lead: {field name: value}}, together where nothing but values hangs on them."""

        def is_plain(name):
            field = self._fields[name]
            return (
                not field.inverse and field.type in ("char", "text", "html", "date", "datetime") and name != "website"
            )

        plain = {lead: values for lead, values in changes.items() if values and all(map(is_plain, values))}
        self._l10n_vn_write_each(plain)
        for lead, values in changes.items():
            if values and lead not in plain:
                lead.write(values)

    def _l10n_vn_moving_followers(self, heads):
        """Return ids of leads of ``self`` with a follower who wrote there and does not follow its head of ``heads``."""
        query = SQL(
            "SELECT DISTINCT mine.res_id FROM mail_followers AS mine"
            " JOIN unnest(%s::int4[], %s::int4[]) AS plan (tail, head) ON plan.tail = mine.res_id"
            " JOIN mail_message AS said ON said.author_id = mine.partner_id AND said.res_id = mine.res_id"
            " AND said.model = 'crm.lead'"
            " LEFT JOIN mail_followers AS theirs ON theirs.res_model = 'crm.lead' AND theirs.res_id = plan.head"
            " AND theirs.partner_id = mine.partner_id"
            " WHERE mine.res_model = 'crm.lead' AND theirs.id IS NULL",
            list(heads),
            [head.id for head in heads.values()],
        )
        return {id_ for (id_,) in self.env.execute_query(query)}

    def _l10n_vn_get_changes(self, data):
        """Return those of the values ``data`` that the lead ``self`` does not have yet."""
        self.ensure_one()

        def plain(value):
            return set(value.ids) if isinstance(value, models.BaseModel) else value or False

        changes = {}
        for name, value in data.items():
            field, mine = self._fields[name], self[name]
            if field.relational and not isinstance(value, models.BaseModel):
                # Quotations and visitors come as commands.
                value = mine.browse(field.convert_to_cache(value, self) or ())
            if plain(mine) != plain(value):
                changes[name] = value.id if field.type == "many2one" else value
        team_id = changes.get("team_id") or self.team_id.id
        if team_id and "stage_id" in changes | {"team_id": 1} and "team_id" in changes:
            fitting = self._stage_find(team_id=team_id, domain=[], limit=None)
            if self.env["crm.stage"].browse(changes.get("stage_id") or self.stage_id.id) not in fitting:
                changes["stage_id"] = fitting[:1].id
        return changes

    def _merge_get_fields(self):
        """Let nothing be lost that is kept of a lead here."""
        return [
            *super()._merge_get_fields(),
            "l10n_vn_vat",
            "l10n_vn_phone2",
            "l10n_vn_zalo",
            "l10n_vn_facebook",
            "l10n_vn_honorific",
            "l10n_vn_external_id",
            "l10n_vn_province_text",
            "l10n_vn_received_at",
            "l10n_vn_landing_page",
            "l10n_vn_ad_info",
        ]

    def _merge_get_fields_specific(self):
        """Keep another lead's phone as the second one where there is none, and every lead's texts."""

        def other_phone(name, leads):
            first = next((lead.phone for lead in leads if lead.phone), False)
            numbers = [lead[name] for lead in leads] + [lead.phone for lead in leads]
            return next((number for number in numbers if number and number != first), False)

        def texts(name, leads):
            return "\n".join(dict.fromkeys(lead[name] for lead in leads if lead[name])) or False

        return {
            **super()._merge_get_fields_specific(),
            "l10n_vn_phone2": other_phone,
            "l10n_vn_ad_info": texts,
        }

    def _l10n_vn_attach(self, opportunity):
        """Add the history and the data of the lead ``self`` to ``opportunity``, whose own values stay.

        :raise UserError: where ``opportunity`` is closed
        """
        if opportunity.type != "opportunity" or opportunity.won_status != "pending":
            raise UserError(self.env._("“%(name)s” is closed: choose an open opportunity.", name=opportunity.name))
        pair = lock_or_retry(opportunity + self)
        self._l10n_vn_check_merge([pair])
        changes = opportunity._l10n_vn_get_changes(pair._merge_data(pair._merge_get_fields()))
        opportunity._merge_log_summary(opportunity._merge_followers(self), self)
        opportunity._merge_dependences(self)
        opportunity.write(changes)
        self.env["crm.lead.conversion"]._note_merges({self.id: opportunity}, {self.id: self.name})
        # As Odoo does when it merges: who may see and merge the records need not have the right to remove them.
        self.sudo().unlink()

    def _l10n_vn_check_there(self):
        """Make sure that the lead ``self`` is still there.

        :raise RedirectWarning: where it was merged, with the way to what it is now
        :raise UserError: where it was deleted, or merged into what the user may not read
        """
        if self.exists():
            return
        outcome = self.env["crm.lead.conversion"]._find_merged(self.ids).get(self.id)
        left = self.browse(outcome.opportunity_id).exists() if outcome else self.browse()
        if not left:
            raise UserError(self.env._("This lead is no longer there."))
        action = {**left.redirect_lead_opportunity_view(), "views": [(False, "form")]}
        message = self.env._("“%(name)s” is not there any more. %(reason)s", name=outcome.name, reason=outcome.reason)
        raise RedirectWarning(message, action, self.env._("Show What It Is Now"))

    def _l10n_vn_get_converted_notification(self):
        """Return the action that shows the lead ``self`` where it is an opportunity already, else None."""
        if self.type != "opportunity" or not self.date_conversion:
            return None
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("“%(name)s” is an opportunity already: nothing was changed.", name=self.name),
                "next": {**self.redirect_lead_opportunity_view(), "views": [(False, "form")]},
            },
        }

    @api.model
    def _l10n_vn_merge_contacts(self, groups):
        """Keep the latest contact of leads that are merged: ``groups`` is {lead: those merged into it}."""
        latest = {
            head: max(filter(None, (head + tails).mapped("l10n_vn_last_contact")), default=False)
            for head, tails in groups.items()
        }
        self._l10n_vn_write_each(
            {
                head: {"l10n_vn_last_contact": when}
                for head, when in latest.items()
                if when and when != head.l10n_vn_last_contact
            }
        )

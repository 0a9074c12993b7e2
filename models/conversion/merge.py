"""Merging of leads and opportunities of the same person: duplicates, many groups at once, attaching."""

from odoo import api, models
from odoo.exceptions import RedirectWarning, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.matching import identity
from ..context import DuplicatesOf, MergeAll
from ..matching.lock import lock_or_retry

PERSON = {"phone", "email", "zalo"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _get_lead_duplicates(self, partner=None, email=None, include_lost=False):
        """Extend Odoo's, for one lead of the conversion window, with leads of the same phone in any spelling.

        Leads whose names contradict each other, linked by a company or a shared mailbox only, are left out.
        """
        found = super()._get_lead_duplicates(partner, email, include_lost)
        asked = DuplicatesOf.of(self)
        if not asked:
            return found
        return self.browse(asked.lead_id)._l10n_vn_find_duplicates(found, partner, include_lost)

    def _l10n_vn_find_duplicates(self, found, partner=None, include_lost=False):
        """Return the leads and opportunities of the same person as the lead ``self``.

        :param found: those that share an e-mail, or the customer ``partner``
        """
        self.ensure_one()
        keys = {key for key in self._l10n_vn_get_keys()[self.id] if key[0] in PERSON}
        ids = {id_ for ids in self._l10n_vn_match_leads(keys).values() for id_ in ids} if keys else set()
        if more := ids - set(found.ids):
            won_status = Domain("won_status", "!=" if include_lost else "=", "won" if include_lost else "pending")
            found |= self.search(Domain("id", "in", more) & won_status)
        [own] = self._l10n_vn_get_profiles().values()
        customers = self.partner_id | (partner or self.env["res.partner"])
        own = own._replace(keys=own.keys.union(*map(self._l10n_vn_get_customer_keys, customers)))
        others = {
            lead.id: profile._replace(keys=profile.keys | self._l10n_vn_get_customer_keys(lead.partner_id))
            for lead, profile in (found - self)._l10n_vn_get_profiles().items()
        }
        sharing = [id_ for id_, profile in others.items() if profile.keys & own.keys]
        _sure, unsure = identity.split_by_certainty(own, sharing, others, person_only=True)
        return found - self.browse(unsure) - self._l10n_vn_get_kept_apart(found)

    def _l10n_vn_get_duplicate_groups(self):
        """Return recordsets of leads and opportunities of one person each, of ``self`` and of all open ones.

        A shared phone, e-mail or customer makes them one person, unless their names contradict each other and only a
        phone, a shared mailbox or a company is the same. A tax code alone is no proof: two people of one company may
        both be leads. Only open records that the user may read are considered.
        """
        keys = {
            lead.id: {key for key in of_lead if key[0] in PERSON} | self._l10n_vn_get_customer_keys(lead.partner_id)
            for lead, of_lead in zip(self, self._l10n_vn_get_keys().values(), strict=True)
        }
        all_keys = set().union(*keys.values()) if keys else set()
        matches = self._l10n_vn_match_leads({key for key in all_keys if key[0] in PERSON})
        others = {id_: set() for id_ in self._l10n_vn_find_others(all_keys, matches)}
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
        """Merge as Odoo does, without its limit of five records where the conversion window has listed them."""
        if MergeAll.of(self):
            return self._merge_opportunity(user_id, team_id, auto_unlink, max_length=0)
        return super().merge_opportunity(user_id, team_id, auto_unlink)

    def _merge_opportunity(self, user_id=False, team_id=False, auto_unlink=True, max_length=5):
        """Lock the records, check the gate, and store into which record each lead was merged."""
        lock_or_retry(self)
        self._l10n_vn_check_merge([self])
        names = {lead.id: lead.name for lead in self}
        head = self._sort_by_confidence_level(reverse=True)[:1]
        snapshots = self._l10n_vn_take_snapshots({head: self - head} if len(self) > 1 else {})
        kept = super()._merge_opportunity(user_id, team_id, auto_unlink, max_length)
        snapshots._finish_snapshots()
        self.env["crm.lead.conversion"]._note_merges(dict.fromkeys(names, kept), names)
        return kept

    @api.model
    def _l10n_vn_merge_groups(self, groups):
        """Merge each recordset of ``groups`` into its most advanced record.

        :return: {id of a merged lead: the record that is left}
        """
        if not self._l10n_vn_can_bulk("merge"):
            return {
                lead_id: kept
                for ids in [group.ids for group in groups]
                for kept in [self.browse(ids)._merge_opportunity(max_length=0)]
                for lead_id in ids
                if lead_id != kept.id
            }
        # One prefetch for all groups: each field is read once, not once a group.
        prefetch_ids = self.browse(lead_id for group in groups for lead_id in group.ids)._prefetch_ids
        groups = [group.with_prefetch(prefetch_ids) for group in groups]
        self._l10n_vn_check_merge(groups)
        plans = []
        for group in groups:
            group = group._sort_by_confidence_level(reverse=True)
            kept, merged = group[0].with_prefetch(prefetch_ids), group[1:].with_prefetch(prefetch_ids)
            plans.append((kept, merged, group._merge_data(group._merge_get_fields())))
        kept_of = {lead.id: kept for kept, merged, _data in plans for lead in merged}
        all_merged = self.browse(kept_of)
        self.env.flush_all()
        all_merged.fetch(["lead_properties"])
        groups = {kept: merged for kept, merged, _data in plans}
        snapshots = self._l10n_vn_take_snapshots(groups)
        with_followers = all_merged._l10n_vn_find_moving_followers(kept_of)
        merges, changes = [], {}
        for kept, merged, data in plans:
            followers = kept._merge_followers(merged) if with_followers & set(merged.ids) else {}
            merges.append((kept, merged, followers))
            changes[kept] = kept._l10n_vn_get_changes(data)
        self._l10n_vn_move_belongings(groups)
        self._l10n_vn_merge_answers(groups)
        self._l10n_vn_merge_contacts(groups)
        self._l10n_vn_log_merges(merges)
        self._l10n_vn_write_merged(changes)
        snapshots._finish_snapshots()
        self.env["crm.lead.conversion"]._note_merges(kept_of, {lead.id: lead.name for lead in all_merged})
        # sudo: as Odoo does; a user who may merge the records need not have the right to delete them.
        all_merged.sudo().unlink()
        return kept_of

    @api.model
    def _l10n_vn_write_merged(self, changes):
        """Write ``changes``, {lead: {field name: value}}; in one write for leads of which only plain fields change."""

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

    def _l10n_vn_find_moving_followers(self, kept):
        """Return ids of leads of ``self`` with followers who wrote there and do not follow the record that is left.

        :param dict kept: {id of a merged lead: the record that is left}
        """
        query = SQL(
            "SELECT DISTINCT mine.res_id FROM mail_followers AS mine"
            " JOIN unnest(%s::int4[], %s::int4[]) AS plan (merged, kept) ON plan.merged = mine.res_id"
            " JOIN mail_message AS said ON said.author_id = mine.partner_id AND said.res_id = mine.res_id"
            " AND said.model = 'crm.lead'"
            " LEFT JOIN mail_followers AS theirs ON theirs.res_model = 'crm.lead' AND theirs.res_id = plan.kept"
            " AND theirs.partner_id = mine.partner_id"
            " WHERE mine.res_model = 'crm.lead' AND theirs.id IS NULL",
            list(kept),
            [left.id for left in kept.values()],
        )
        return {id_ for (id_,) in self.env.execute_query(query)}

    def _l10n_vn_get_changes(self, data):
        """Return those of the values ``data`` (as of ``_merge_data``) that differ from the lead's own."""
        self.ensure_one()

        def plain(value):
            return set(value.ids) if isinstance(value, models.BaseModel) else value or False

        changes = {}
        for name, value in data.items():
            field, mine = self._fields[name], self[name]
            if field.relational and not isinstance(value, models.BaseModel):
                # sale_crm and website_crm return commands.
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
        """Add the fields of this addon."""
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
            "l10n_vn_consent",
            "l10n_vn_consent_on",
            "l10n_vn_consent_source",
            "l10n_vn_consent_purpose",
            "l10n_vn_consent_wording",
        ]

    def _merge_get_fields_specific(self):
        """Keep another lead's phone as the second one where there is none, and the texts of all leads."""

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
        """Merge the lead ``self`` into ``opportunity``: its history, and its data where ``opportunity`` has none.

        :raise UserError: where ``opportunity`` is closed
        """
        if opportunity.type != "opportunity" or opportunity.won_status != "pending":
            raise UserError(self.env._("“%(name)s” is closed: choose an open opportunity.", name=opportunity.name))
        pair = lock_or_retry(opportunity + self)
        self._l10n_vn_check_merge([pair])
        snapshots = self._l10n_vn_take_snapshots({opportunity: self})
        changes = opportunity._l10n_vn_get_changes(pair._merge_data(pair._merge_get_fields()))
        opportunity._merge_log_summary(opportunity._merge_followers(self), self)
        opportunity._merge_dependences(self)
        opportunity.write(changes)
        snapshots._finish_snapshots()
        self.env["crm.lead.conversion"]._note_merges({self.id: opportunity}, {self.id: self.name})
        # sudo: as Odoo does when it merges; a user who may merge need not have the right to delete.
        self.sudo().unlink()

    def _l10n_vn_check_exists(self):
        """Check that the lead ``self`` still exists.

        :raise RedirectWarning: where it was merged, with a button that opens the record that is left
        :raise UserError: where it was deleted, or merged into a record that the user may not read
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
        """Return a notification that opens the opportunity where the lead ``self`` is one already, else None."""
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

"""Which records may be the same customer as a lead, why, and how surely?"""

from collections import defaultdict

from odoo import models

from ..tools.identity import sorted_out
from ..tools.match import Match, ranked, sorted_reasons


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_find_matches(self, names=True, archived=True, companies=None):
        """Return who may be the same customer as each lead of ``self``, saved or not, in a handful of queries.

        Looked through are leads, opportunities and customers whatever the rules hide: what is not
        :attr:`Match.visible` must not be shown, see :meth:`_l10n_vn_tell_matches`.

        :param bool names: suggest by names too
        :param bool archived: lost and archived records too
        :param companies: where to look beside what belongs to no company; all of the user's by default
        :return: dict of lead id → list of :class:`Match`, best first; leads without a match are not in it. The lead
            itself and its own customer are no matches. Who shares a phone but cannot be the same person by name is
            :attr:`Match.is_doubtful`.
        """
        companies = self.env.user.company_ids | self.env.companies if companies is None else companies
        found = {lead: defaultdict(set) for lead in self}
        doubtful = self._l10n_vn_add_proofs(found, archived, companies)
        if names:
            for lead, suggestions in self._l10n_vn_suggest(archived, companies).items():
                for model, record_id, kind in suggestions:
                    found[lead][model, record_id].add(kind)
        for lead, records in found.items():
            customer = lead.partner_id | lead.partner_id.commercial_partner_id
            for own in [("crm.lead", lead._origin.id), *(("res.partner", id_) for id_ in customer._origin.ids)]:
                records.pop(own, None)
        visible = self._l10n_vn_get_visible({record for records in found.values() for record in records})
        return {
            lead.id: sorted(
                (
                    Match(*record, sorted_reasons(kinds), record in visible, record in doubtful[lead])
                    for record, kinds in records.items()
                ),
                key=lambda match: -match.strength,
            )
            for lead, records in found.items()
            if records
        }

    def _l10n_vn_add_proofs(self, found, archived, companies):
        """Add to ``found`` what shares a key; return {lead: set of the records that cannot be the same person}."""
        profiles = self._l10n_vn_get_profiles()
        keys = set().union(*(profile.keys for profile in profiles.values()))
        doubtful = {lead: set() for lead in self}
        for model, search, look in (
            ("res.partner", self._l10n_vn_match_customers, self._l10n_vn_find_customer_profiles),
            ("crm.lead", self._l10n_vn_match_leads, self._l10n_vn_find_profiles),
        ):
            ids_of = search(keys, archived, companies)
            others = look({record_id for ids in ids_of.values() for record_id in ids})
            for lead, profile in profiles.items():
                shared = ranked(profile.keys, ids_of)
                for record_id, kinds in shared.items():
                    found[lead][model, record_id] |= kinds
                _sure, unsure = sorted_out(profile, [id_ for id_ in shared if id_ != lead._origin.id], others)
                doubtful[lead].update((model, record_id) for record_id in unsure)
        return doubtful

    def _l10n_vn_get_visible(self, records):
        """Return those of ``records``, pairs of model and id, that the user may read in the current companies."""
        ids = defaultdict(list)
        for model, record_id in records:
            ids[model].append(record_id)
        return {
            (model, record_id)
            for model, of_model in ids.items()
            for record_id in self.env[model].browse(of_model)._filtered_access("read").ids
        }

"""Possible duplicates of leads: records, reasons and strength; existing records for values of new leads."""

from collections import defaultdict
from typing import NamedTuple

from odoo import api, models

from ...tools.matching.identity import split_by_certainty
from ...tools.matching.match import Match, rank, sort_reasons

MODELS = ("res.partner", "crm.lead")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def action_show_potential_duplicates(self):
        """Open them as a list, where those to be merged are chosen."""
        action = super().action_show_potential_duplicates()
        views = sorted(action["views"], key=lambda view: view[1] != "list")
        return {**action, "name": self.env._("Similar Leads"), "views": views}

    def _l10n_vn_find_matches(self, names=True, archived=True, companies=None, searched=MODELS):
        """Return the possible duplicates of each lead of ``self``, saved or not, in a handful of queries.

        Leads, opportunities and customers are searched without record rules: a match that is not
        :attr:`Match.visible` must not be shown, see :meth:`_l10n_vn_describe_matches`.

        :param bool names: suggest by similar names too
        :param bool archived: search lost and archived records too
        :param companies: companies to search, beside records of no company; all of the user's by default
        :param searched: ``crm.lead``, ``res.partner``, or both: what is searched
        :return: dict of lead id → list of :class:`Match`, best first; leads without a match are not in it. The lead
            itself and its own customer are no matches. Records that share a phone but contradict the name are
            :attr:`Match.is_doubtful`.
        """
        companies = self.env.user.company_ids | self.env.companies if companies is None else companies
        found = {lead: defaultdict(set) for lead in self}
        shared = self._l10n_vn_add_proofs(found, archived, companies, searched)
        if names:
            for lead, suggestions in self._l10n_vn_suggest(archived, companies, searched).items():
                for model, record_id, kind in suggestions:
                    found[lead][model, record_id].add(kind)
        for lead, records in found.items():
            customer = lead.partner_id | lead.partner_id.commercial_partner_id
            for own in [("crm.lead", lead._origin.id), *(("res.partner", id_) for id_ in customer._origin.ids)]:
                records.pop(own, None)
        self._l10n_vn_drop_kept_apart(found)
        visible = self._l10n_vn_get_visible({record for records in found.values() for record in records})
        doubtful = self._l10n_vn_get_doubtful(shared, visible)
        return {
            lead.id: sorted(
                (
                    Match(*record, sort_reasons(kinds), record in visible, record in doubtful[lead])
                    for record, kinds in records.items()
                ),
                key=lambda match: -match.strength,
            )
            for lead, records in found.items()
            if records
        }

    def _l10n_vn_drop_kept_apart(self, found):
        """Remove from ``found``, {lead: {(model, id): kinds}}, the leads that somebody has kept apart."""
        ids = {id_ for records in found.values() for model, id_ in records if model == "crm.lead"}
        own = self._origin.ids
        for one, other in self.env["crm.lead.apart"]._find_apart("crm.lead", {*ids, *own}) if ids and own else ():
            for lead, records in found.items():
                if lead._origin.id in (one, other):
                    records.pop(("crm.lead", one if lead._origin.id == other else other), None)

    def _l10n_vn_add_proofs(self, found, archived, companies, searched):
        """Add records that share a key to ``found``; return them as {lead: [(model, id)], best first}."""
        keys_of = {lead: profile.keys for lead, profile in self._l10n_vn_get_profiles().items()}
        keys = set().union(*keys_of.values())
        shared = {lead: [] for lead in self}
        searches = {"res.partner": self._l10n_vn_match_customers, "crm.lead": self._l10n_vn_match_leads}
        for model in searched:
            ids_of = searches[model](keys, archived, companies)
            for lead, own_keys in keys_of.items():
                for record_id, kinds in rank(own_keys, ids_of).items():
                    found[lead][model, record_id] |= kinds
                    shared[lead].append((model, record_id))
        return shared

    def _l10n_vn_get_doubtful(self, shared, visible):
        """Return {lead: set of the records of ``shared`` that cannot be the same person}.

        Only ``visible`` ones: the strength of a match must not reveal the name of a hidden record.
        """
        profiles = self._l10n_vn_get_profiles()
        doubtful = {lead: set() for lead in self}
        for model, look in (
            ("res.partner", self._l10n_vn_find_customer_profiles),
            ("crm.lead", self._l10n_vn_find_profiles),
        ):
            of_model = {id_ for records in shared.values() for kind, id_ in records if kind == model}
            others = look([id_ for id_ in of_model if (model, id_) in visible])
            for lead, records in shared.items():
                own = ("crm.lead", lead._origin.id)
                ids = [id_ for kind, id_ in records if kind == model and id_ in others and (kind, id_) != own]
                _sure, unsure = split_by_certainty(profiles[lead], ids, others)
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

    @api.model
    def _l10n_vn_find_known(self, vals_list):
        """Return one :class:`Known` for each of ``vals_list`` (dicts as for :meth:`_l10n_vn_match_keys`).

        Records are found by phone, e-mail, tax code or Zalo in the current companies, best first. Record rules hold:
        of hidden records only the owner is returned, within the hourly limit.
        """
        drafts = [self.new(vals) for vals in vals_list]
        found = self.union(*drafts)._l10n_vn_find_matches(names=False, archived=False, companies=self.env.companies)
        hidden = [[match for match in matches if not match.visible] for matches in found.values()]
        disclosures = self.env["crm.lead.disclosure"]
        refusal = "" if disclosures._count_shown(sum(map(bool, hidden))) else disclosures._get_refusal()
        owners = self._l10n_vn_get_hidden_owners([match for matches in hidden for match in matches])
        return [self._l10n_vn_known_of(found.get(draft.id, ()), owners, refusal) for draft in drafts]

    @api.model
    def _l10n_vn_known_of(self, matches, hidden_owners, refusal):
        ids = {(model, doubtful): [] for model in ("crm.lead", "res.partner") for doubtful in (False, True)}
        for match in matches:
            if match.visible:
                ids[match.model, match.is_doubtful].append(match.id)
        leads, similar = (
            self.browse(ids["crm.lead", doubtful]).sorted(lambda lead: lead.probability >= 100)
            for doubtful in (False, True)
        )
        owners = [hidden_owners[match.model, match.id]["owner"] for match in matches if not match.visible]
        owner_name = next((owner["name"] for owner in owners if owner), "")
        customers = self.env["res.partner"].browse(ids["res.partner", False])
        is_hidden = bool(owners)
        return Known(leads, customers, is_hidden, "" if refusal else owner_name, is_hidden and refusal or "", similar)


class Known(NamedTuple):
    """Existing records for values of a new lead.

    ``leads``: leads and opportunities, open ones first · ``customers``: contacts · ``is_hidden``: whether record rules
    hide others · ``owner_name``: name of the owner of a hidden one, empty where it has none · ``refusal``: a sentence
    where the hourly limit of owners is reached, else empty · ``similar``: leads and opportunities with the same phone
    and a contradicting name
    """

    leads: models.BaseModel
    customers: models.BaseModel
    is_hidden: bool
    owner_name: str
    refusal: str
    similar: models.BaseModel

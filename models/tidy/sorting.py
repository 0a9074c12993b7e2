"""Sorting of candidates, records that share a stored value, into groups of one person or company each."""

from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...tools.matching.identity import is_proof, names_agree
from ...tools.matching.identity_groups import group_records
from ..sql_array import sql_array

# A larger group is not merged in the background, whatever its proofs.
MOST_SURE = 20


class Candidate(NamedTuple):
    """A record as it is sorted: ids of its company, salesperson and parent contact, whether it is an opportunity"""

    id: int
    company_id: int
    user_id: int
    parent_id: int
    is_opportunity: bool
    value: float
    created: object


class Found(NamedTuple):
    """A group of duplicates: ``ids`` of records of ``model``, ``reasons`` (kinds of keys), ``doubt`` (None: sure)"""

    model: str
    company_id: int
    ids: list
    value: float
    newest: object
    reasons: list
    doubt: str


class CrmLeadDuplicateGroup(models.Model):
    _inherit = "crm.lead.duplicate.group"

    @api.model
    def _sort_candidates(self, model, ids):
        """Return the groups (list of :class:`Found`) among the records ``ids`` of ``model``, without record rules.

        Leads that are won, lost or archived, archived contacts and those of our own users are in no group. A group lies
        within a company; records of no company may be in a group of each, as record rules show them to each.
        """
        records = self._read_candidates(model, ids)
        if len(records) < 2:
            return []
        leads = self.env["crm.lead"]
        look = leads._l10n_vn_find_profiles if model == "crm.lead" else leads._l10n_vn_find_customer_profiles
        profiles = look(list(records))
        apart = self.env["crm.lead.apart"]._find_apart(model, records)
        companies = {record.company_id for record in records.values()}
        found = {}
        for company_id in sorted(companies - {0}) or [0]:
            keys = {
                id_: {("phone", value) if value[:1] == "+" else (kind, value) for kind, value in profiles[id_].keys}
                for id_, record in records.items()
                if record.company_id in (0, company_id)
            }
            for group in group_records(keys, profiles.__getitem__, apart):
                group = self._without_parents(group, records)
                if len(group) > 1:
                    found[tuple(group)] = self._describe_group(model, group, records, profiles, keys)
        return list(found.values())

    @api.model
    def _without_parents(self, ids, records):
        """Return ``ids`` without contacts of a company of the group: the company is no duplicate of its people."""
        there = set(ids)
        return [id_ for id_ in ids if records[id_].parent_id not in there]

    @api.model
    def _read_candidates(self, model, ids):
        """Return {id: :class:`Candidate`}, the record proposed to be left first, then the oldest."""
        if model == "crm.lead":
            query = SQL(
                "SELECT id, coalesce(company_id, 0), coalesce(user_id, 0), 0, type = 'opportunity',"
                " coalesce(expected_revenue, 0)::float8, create_date FROM crm_lead"
                " WHERE id = ANY(%s) AND active IS TRUE AND won_status = 'pending'"
                " ORDER BY (type = 'opportunity') DESC, id",
                sql_array(ids, "int4"),
            )
        else:
            query = SQL(
                "SELECT id, coalesce(company_id, 0), coalesce(user_id, 0), coalesce(parent_id, 0), FALSE,"
                " 0::float8, create_date FROM res_partner"
                " WHERE id = ANY(%s) AND active IS TRUE AND partner_share IS TRUE AND type = 'contact'"
                " ORDER BY parent_id NULLS FIRST, id",
                sql_array(ids, "int4"),
            )
        return {row[0]: Candidate(*row) for row in self.env.execute_query(query)}

    @api.model
    def _describe_group(self, model, ids, records, profiles, keys):
        group = [records[id_] for id_ in ids]
        return Found(
            model,
            next((record.company_id for record in group if record.company_id), None),
            ids,
            sum(record.value for record in group),
            max(record.created for record in group),
            self._find_reasons(ids, keys),
            self._find_doubt(model, group, profiles, keys),
        )

    @api.model
    def _find_reasons(self, ids, keys):
        """Return the kinds of keys that two records of ``ids`` share, as a sorted list."""
        seen, shared = set(), set()
        for id_ in ids:
            shared |= {kind for kind, _value in keys[id_] & seen}
            seen |= keys[id_]
        return sorted(shared)

    @api.model
    def _find_doubt(self, model, group, profiles, keys):
        """Return why only a person may merge the records ``group``, None where nothing speaks against it."""
        if model == "res.partner":
            return "customers"
        if len({record.user_id for record in group} - {0}) > 1:
            return "owners"
        if sum(record.is_opportunity for record in group) > 1:
            return "opportunities"
        if len(group) > MOST_SURE:
            return "many"
        reached, left = {group[0].id}, {record.id for record in group[1:]}
        while near := {id_ for id_ in left if any(_is_sure(id_, there, profiles, keys) for there in reached)}:
            reached |= near
            left -= near
        return "names" if left else None


def _is_sure(one, other, profiles, keys):
    """Return whether two records are one person by a proof, or by a shared key and names that both have."""
    shared = keys[one] & keys[other]
    if any(is_proof(key, True) for key in shared):
        return True
    mine, theirs = profiles[one], profiles[other]
    named = mine.contact and theirs.contact or not (mine.contact or theirs.contact) and mine.company and theirs.company
    return bool(shared and named) and names_agree(mine, theirs)

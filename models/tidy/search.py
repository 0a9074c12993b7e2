"""Search for duplicates among all records: candidates by one query over the stored keys, then sorted step by step.

A full search is asked for, and made once a week. In between, records that came in since the last search are compared
with the ones that were there, and groups whose records are no longer open are sorted again.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..argument_checks import ANY, public
from ..matching.stored_keys import MOST_SHARING, key_rows

STATES = [("waiting", "In the background"), ("done", "Done"), ("failed", "Stopped by an error")]
# So many records are sorted in a step, and so many new ones are compared before a full search is cheaper.
STEP, MOST_NEW = 1000, 20_000
MODELS = {
    "crm.lead": ("crm_lead", SQL("active IS TRUE AND won_status = 'pending'")),
    "res.partner": ("res_partner", SQL("active IS TRUE AND partner_share IS TRUE AND type = 'contact'")),
}
EACH = timedelta(days=7)
_NEWEST = SQL("SELECT coalesce((SELECT max(id) FROM crm_lead), 0), coalesce((SELECT max(id) FROM res_partner), 0)")


class CrmLeadDuplicateSearch(models.Model):
    _name = "crm.lead.duplicate.search"
    _description = "Search for Duplicates"
    _inherit = ["crm.lead.background"]
    _cron = "l10n_vn_crm.crm_lead_duplicate_search_cron"
    _order = "id DESC"

    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, default=lambda self: self.env.user)
    state = fields.Selection(STATES, required=True, default="waiting", readonly=True)
    is_full = fields.Boolean(readonly=True)
    # Chains of records that share stored values, {model: lists of ids}: computed by the first step.
    candidates = fields.Json(readonly=True)
    candidate_count = fields.Integer("Candidates", readonly=True)
    position = fields.Integer("Compared", readonly=True)
    last_lead = fields.Integer(readonly=True)
    last_partner = fields.Integer(readonly=True)
    error = fields.Text(readonly=True)

    @api.model
    def _start(self):
        """Begin a full search, unless one goes on; return a sentence about it."""
        # sudo: users have no access to searches; only numbers leave this method
        searches = self.sudo()
        going = searches.search([("state", "in", ("waiting", "failed")), ("is_full", "=", True)], limit=1)
        if going.state == "waiting" and going.candidate_count:
            going._start_work()
            return self.env._(
                "Being compared: %(position)s of %(count)s groups of records so far.",
                position=going.position,
                count=going.candidate_count,
            )
        if going:
            going.write({"state": "waiting", "error": False})
        else:
            going = searches.create({"is_full": True})
        going._start_work()
        return self.env._("All leads and contacts are compared in the background: it takes a minute or two.")

    # In the background

    @api.model
    def _cron_search(self):
        """Continue waiting searches; without one, compare what came in since the last."""
        jobs = self.search([("state", "=", "waiting")], order="id")
        full = self.search([("state", "=", "done"), ("is_full", "=", True)], limit=1)
        if not jobs and full:  # once somebody has asked for it
            last = self.search([("state", "=", "done")], limit=1)
            is_old = full.create_date < fields.Datetime.now() - EACH
            jobs = self.create({"is_full": is_old or self._count_new(last) > MOST_NEW})
        jobs._work_off(len(jobs))
        self._drop_old()

    @api.model
    def _count_new(self, last):
        """Return about how many records came in since the search ``last``."""
        [[lead, partner]] = self.env.execute_query(_NEWEST)
        return lead - last.last_lead + partner - last.last_partner

    @api.model
    def _drop_old(self):
        """Delete searches that are over, except the last ones."""
        done = self.search([("state", "=", "done")])
        kept = done.filtered("is_full")[:1] | done[:1]
        (done - kept).unlink()

    def _has_step(self):
        return self.state == "waiting"

    def _as_user(self):
        return self.sudo()  # all records are compared: who may see a group is decided where it is shown

    def _rows_to_step(self):
        return self.candidates

    def _step(self, rows, _is_again=True):
        if self.candidates is None or self.candidates is False:
            return self._find_candidates()
        chains = (rows or self.candidates)[self.position :]
        batch = _take(chains, STEP)
        groups = self.env["crm.lead.duplicate.group"]
        for model in MODELS:
            ids = [id_ for kind, of_chain in batch if kind == model for id_ in of_chain]
            groups._forget_groups(model, ids)
            groups._store_groups(groups._sort_candidates(model, ids), self.id)
        self.position += len(batch)
        if self.position >= self.candidate_count:
            self._close()
        return len(batch)

    def _close(self):
        if self.is_full:
            self.env["crm.lead.duplicate.group"].search([("search_number", "<", self.id)]).unlink()
        self.write({"state": "done", "candidates": False})

    def _find_candidates(self):
        """Store the chains of records to be sorted, and up to which records they were compared."""
        self.env.flush_all()
        last = self.search([("state", "=", "done")], limit=1)
        chains = [
            [model, ids]
            for model, (table, where) in MODELS.items()
            for ids in _chains(self._find_shared(model, table, where, last))
        ]
        [[lead, partner]] = self.env.execute_query(_NEWEST)
        self.write(
            {
                "candidates": chains,
                "candidate_count": len(chains),
                "last_lead": lead,
                "last_partner": partner,
            }
        )
        if not chains:
            self._close()
        return 1

    def _find_shared(self, model, table, where, last):
        """Return lists of ids of ``model`` that share a stored value, or were in one group."""
        if self.is_full:
            shared = SQL(
                "SELECT array_agg(DISTINCT id) FROM (%s) AS keys GROUP BY kind, value"
                " HAVING count(DISTINCT id) BETWEEN 2 AND %s",
                key_rows(table, where),
                MOST_SHARING,
            )
            return [ids for (ids,) in self.env.execute_query(shared)]
        shared = self._find_new_leads(last) if model == "crm.lead" else self._find_new_contacts(last)
        touched = {id_ for ids in shared for id_ in ids}
        return shared + self.env["crm.lead.duplicate.group"]._find_touched(model, touched)

    def _find_new_leads(self, last):
        leads = self.env["crm.lead"].search([("id", ">", last.last_lead)])
        earlier = leads._l10n_vn_find_earlier() if leads else {}
        return [[lead_id, *found["crm.lead"]] for lead_id, found in earlier.items() if found["crm.lead"]]

    def _find_new_contacts(self, last):
        leads, companies = self.env["crm.lead"], self.env["res.company"].search([])
        new = self.env["res.partner"].search([("id", ">", last.last_partner)]).ids
        keys = set().union(*(profile.keys for profile in leads._l10n_vn_find_customer_profiles(new).values()))
        matches = leads._l10n_vn_match_customers(keys, companies=companies) if keys else {}
        return [list(ids) for ids in matches.values() if 1 < len(ids) <= MOST_SHARING]


class CrmLeadDuplicateGroup(models.Model):
    _inherit = "crm.lead.duplicate.group"

    @api.model
    @public(ANY)
    def action_search_all(self) -> dict:
        """Search all records for duplicates again, in the background. Sales managers only.

        :return: action that tells so, or how far the search is that goes on already
        :raise AccessError: where the user is no sales manager
        """
        self.check_access("read")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env["crm.lead.duplicate.search"]._start(),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }


def _chains(shared):
    """Return ``shared`` (lists of ids) as lists without an id in common."""
    leader = {}

    def find(id_):
        while leader.setdefault(id_, id_) != id_:
            leader[id_] = leader[leader[id_]]
            id_ = leader[id_]
        return id_

    for first, *others in shared:
        for id_ in others:
            leader[find(id_)] = find(first)
    chains = {}
    for id_ in sorted(leader):
        chains.setdefault(find(id_), []).append(id_)
    return list(chains.values())


def _take(chains, count):
    """Return the first of ``chains``, (model, ids), that have ``count`` ids together."""
    taken = []
    for chain in chains:
        taken.append(chain)
        count -= len(chain[1])
        if count <= 0:
            break
    return taken

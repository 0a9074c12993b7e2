"""How long salespeople hold leads: who gives a lead up and takes it again goes on with the time of before.

Odoo dates the assignment anew whenever the salesperson changes. Recalls would never come to whoever puts a lead back
into the pool, or passes it to a colleague, and takes it again.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

from .recall import MANAGERS

# Who takes a lead again within this time goes on with the time of before, unless there was a contact since.
TAKEN_AGAIN = timedelta(days=7)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_held_since = fields.Datetime(
        "Held Since",
        readonly=True,
        copy=False,
        help="Since when the salesperson has had this lead, who gave it up and took it again: recalls count from then.",
    )

    def _l10n_vn_note_given_up(self, vals):
        """Store since when salespeople have had the leads of ``self`` that they give up by ``vals``.

        :return: the leads whose salesperson changes, of teams that recall
        """
        if "user_id" not in vals:
            return self.browse()
        teams = self.env["crm.lead.recall.rule"]._get_team_ids()
        if not teams:
            return self.browse()
        # sudo: who gives a lead away need not be allowed to read its team; only whether it recalls is used.
        changed = self.sudo().filtered(
            lambda lead: lead.team_id.id in teams and lead.user_id.id != (vals["user_id"] or False)
        )
        if given_up := changed.filtered("user_id"):
            given_up.flush_recordset(["user_id", "date_open", "l10n_vn_held_since"])
            self.env.cr.execute(
                SQL(
                    "INSERT INTO crm_lead_holding AS known (lead_id, user_number, held_since, given_up_at)"
                    " SELECT id, user_id, COALESCE(l10n_vn_held_since, date_open, create_date), %s"
                    " FROM crm_lead WHERE id = ANY(%s)"
                    " ON CONFLICT (lead_id, user_number) DO UPDATE SET held_since = excluded.held_since,"
                    " given_up_at = excluded.given_up_at",
                    fields.Datetime.now(),
                    given_up.ids,
                )
            )
        return changed.sudo(self.env.su)

    def _l10n_vn_go_on_holding(self, user_id):
        """Let the time of before go on for leads of ``self`` that the user with the id ``user_id`` has taken again.

        A sales manager who gives a lead to somebody, or code that runs as superuser, begins anew.
        """
        if not self:
            return
        is_given = self.env.uid != user_id and (self.env.su or self.env.user.has_group(MANAGERS))
        self.flush_recordset(["l10n_vn_held_since", "l10n_vn_last_contact"])
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET l10n_vn_held_since = now.held_since FROM ("
                "SELECT lead.id, known.held_since FROM crm_lead AS lead"
                " LEFT JOIN crm_lead_holding AS known ON known.lead_id = lead.id AND known.user_number = %s"
                " AND known.given_up_at > %s AND (lead.l10n_vn_last_contact > known.given_up_at) IS NOT TRUE"
                " WHERE lead.id = ANY(%s)) AS now"
                " WHERE crm_lead.id = now.id AND crm_lead.l10n_vn_held_since IS DISTINCT FROM now.held_since",
                None if is_given else user_id or None,
                now - TAKEN_AGAIN,
                self.ids,
            )
        )
        self.invalidate_recordset(["l10n_vn_held_since"], flush=False)

    def _l10n_vn_hold_copies(self, copies):
        """Let the time of the leads ``self`` without a contact go on for their ``copies``, of the same salespeople."""
        teams = self.env["crm.lead.recall.rule"]._get_team_ids()
        # sudo: as in _l10n_vn_note_given_up
        if not teams.intersection(self.sudo().team_id.ids):
            return
        (self | copies).flush_recordset(["user_id", "date_open", "l10n_vn_held_since", "l10n_vn_last_contact"])
        pairs = SQL("unnest(%s::int4[], %s::int4[]) AS pair (lead, copy)", self.ids, copies.ids)
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead AS copy SET l10n_vn_held_since ="
                " COALESCE(lead.l10n_vn_held_since, lead.date_open, lead.create_date)"
                " FROM %(pairs)s JOIN crm_lead AS lead ON lead.id = pair.lead"
                " WHERE copy.id = pair.copy AND copy.user_id = lead.user_id"
                " AND (lead.l10n_vn_last_contact > COALESCE(lead.l10n_vn_held_since, lead.date_open, lead.create_date))"
                " IS NOT TRUE;"
                " INSERT INTO crm_lead_holding (lead_id, user_number, held_since, given_up_at)"
                " SELECT pair.copy, user_number, held_since, given_up_at"
                " FROM crm_lead_holding JOIN %(pairs)s ON pair.lead = lead_id",
                pairs=pairs,
            )
        )
        copies.invalidate_recordset(["l10n_vn_held_since"], flush=False)

    def _l10n_vn_forget_holding(self):
        """Begin anew for everybody: the leads of ``self`` were recalled."""
        self.env.cr.execute(SQL("DELETE FROM crm_lead_holding WHERE lead_id = ANY(%s)", self.ids))


class CrmLeadHolding(models.Model):
    """Salespeople who gave leads up; kept apart, as it concerns few leads and for some days."""

    _name = "crm.lead.holding"
    _description = "Time of a Salesperson with a Lead"
    _log_access = False

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    # An integer: a foreign key would wait for a transaction that has locked the user.
    user_number = fields.Integer(required=True, export_string_translation=False)
    held_since = fields.Datetime(required=True, export_string_translation=False)
    given_up_at = fields.Datetime(required=True, index=True, export_string_translation=False)

    _lead_unique = models.UniqueIndex("(lead_id, user_number)")

    @api.autovacuum
    def _gc_holding(self):
        """Delete what is too old to count."""
        self.env.cr.execute(
            SQL("DELETE FROM crm_lead_holding WHERE given_up_at < %s", fields.Datetime.now() - TAKEN_AGAIN)
        )


class CrmLeadRecallRule(models.Model):
    _inherit = "crm.lead.recall.rule"

    @api.model
    @ormcache()
    def _get_team_ids(self):
        """Return the ids of the teams with a rule that is on (frozenset); each change of a salesperson asks."""
        # sudo: the rule holds for leads of users who may not read it
        return frozenset(self.sudo().search([("is_on", "=", True)]).team_id.ids)

    @api.constrains("is_on", "team_id")
    def _forget_team_ids(self):
        """Have the teams that recall read again: Odoo calls this in ``create`` and ``write``."""
        self.env.registry.clear_cache()

    @api.ondelete(at_uninstall=False)
    def _unlink_forget_team_ids(self):
        self.env.registry.clear_cache()

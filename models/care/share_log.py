"""Log of leads that were shared: turns of the members of each team, and what an import's salespeople get to know.

Rows are added and never changed, so two transactions never conflict. They are not shown to users.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

_KEPT_DAYS = 90
# Leads of an import that nobody finishes are told after so long.
_TOLD_AFTER = timedelta(minutes=10)


class CrmLeadShare(models.Model):
    _name = "crm.lead.share"
    _description = "Shared Leads"

    team_id = fields.Many2one("crm.team", "Sales Team", required=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", "Salesperson", required=True, ondelete="cascade")
    # Number of the pass in the team, and position of the user's last turn in it, 0 without one.
    number = fields.Integer("Pass", required=True)
    turn = fields.Integer()
    lead_count = fields.Integer("Number of Leads", required=True)
    import_id = fields.Many2one("crm.lead.import", ondelete="set null", index="btree_not_null")
    is_untold = fields.Boolean("To Be Notified")

    _turn_index = models.Index("(team_id, user_id, turn)")
    _number_index = models.Index("(team_id, number)")
    _untold_index = models.Index("(create_date) WHERE is_untold")

    @api.model
    def _get_turns(self, team, users):
        """Return the last number of ``team``, and {user: (turn, number of newer leads)} of ``users``.

        Newer leads are those given since this transaction began, by transactions that are committed; the caller has
        locked the team, so no other is going on.
        """
        self.flush_model()
        ids = users.ids
        [(number,)] = self.env.execute_query(
            SQL("SELECT coalesce(max(number), 0) FROM crm_lead_share WHERE team_id = %s", team.id)
        )
        turns = dict(
            self.env.execute_query(
                SQL(
                    "SELECT id, (SELECT max(turn) FROM crm_lead_share WHERE team_id = %s AND user_id = member.id)"
                    " FROM unnest(%s::int4[]) AS member (id)",
                    team.id,
                    ids,
                )
            )
        )
        newer, last = {}, number
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    "SELECT user_id, max(turn), sum(lead_count), max(number) FROM crm_lead_share"
                    " WHERE team_id = %s AND number > %s GROUP BY user_id",
                    team.id,
                    number,
                )
            )
            for user_id, turn, count, newest in cr.fetchall():
                newer[user_id], last = (turn or 0, count), max(last, newest)
        return last, {
            user: (max(turns[user.id] or 0, newer.get(user.id, (0, 0))[0]), newer.get(user.id, (0, 0))[1])
            for user in users
        }

    @api.model
    def _log(self, team, number, turns, counts, batch, is_told):
        """Log that users got leads of ``team``: ``turns`` and ``counts`` are dicts by user.

        :param int number: the last number of the team, for this pass
        :param batch: import of the leads, which tells the salespeople at its end; empty without one
        :param bool is_told: whether they are told already
        """
        self.create(
            [
                {
                    "team_id": team.id,
                    "user_id": user.id,
                    "number": number,
                    "turn": turns.get(user, 0),
                    "lead_count": count,
                    "import_id": batch.id,
                    "is_untold": not is_told,
                }
                for user, count in counts.items()
                if count
            ]
        )

    @api.model
    def _notify_import(self, batch):
        """Notify each salesperson once of the leads that the import ``batch`` has brought them so far.

        Where no team shares any more, those that wait are notified by the scheduled action.
        """
        if not self.env["crm.team"]._l10n_vn_get_sharing_ids():
            return
        # sudo: the importer may not read what others got; they are told, not the importer
        self.sudo().search([("import_id", "=", batch.id), ("is_untold", "=", True)])._notify_untold()

    @api.model
    def _notify_left(self):
        """Notify salespeople of leads that had waited, and of imports that have not ended for some time."""
        old = fields.Datetime.now() - _TOLD_AFTER
        waited = ["|", ("import_id", "=", False), ("create_date", "<", old)]
        self.search([("is_untold", "=", True), *waited])._notify_untold()

    def _notify_untold(self):
        for (user, team), rows in self.grouped(lambda row: (row.user_id, row.team_id)).items():
            team._l10n_vn_notify_shared(user, sum(rows.mapped("lead_count")))
        self.is_untold = False

    @api.autovacuum
    def _gc_rows(self):
        """Delete old rows, but not the last turn of each member."""
        old = fields.Datetime.now() - timedelta(days=_KEPT_DAYS)
        self.env.cr.execute(
            SQL(
                "DELETE FROM crm_lead_share AS old USING crm_lead_share AS new WHERE old.create_date < %s"
                " AND new.team_id = old.team_id AND new.user_id = old.user_id AND new.turn > old.turn",
                old,
            )
        )


class CrmTeam(models.Model):
    _inherit = "crm.team"

    def _l10n_vn_notify_shared(self, user, count):
        """Notify ``user`` that the rule of the team ``self`` has given them ``count`` leads."""
        if user == self.env.user or not user.active:
            return
        env = self.with_context(lang=user.lang or self.env.lang).env
        env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=env._("%(count)s leads for you", count=count),
            body=env._("New leads of team %(team)s, shared by its rule: %(count)s.", team=self.name, count=count),
        )

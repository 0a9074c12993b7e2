"""Leads that fit nobody: they wait in the pool, are shared as soon as they fit, and the team leader gets a digest."""

from datetime import timedelta
from functools import partial

from odoo import api, fields, models

# So many leads are shared in a transaction.
SLICE = 2000
# Slices without a lead that fits somebody, of each team, in one run of the scheduled action.
MOST_IN_VAIN = 5
_TOLD_EVERY, _TOLD_AGAIN = timedelta(hours=1), timedelta(days=1)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_unshared_since = fields.Datetime(
        "Without Salesperson Since",
        readonly=True,
        copy=False,
        help="Since when no salesperson of the team could be found.",
    )

    _l10n_vn_unshared_index = models.Index("(team_id, l10n_vn_unshared_since) WHERE l10n_vn_unshared_since IS NOT NULL")

    def _l10n_vn_wait(self):
        """Note on the leads of ``self`` that they wait for a salesperson since now: they are shared again and again."""
        new = self.filtered(lambda lead: not lead.l10n_vn_unshared_since)
        new._l10n_vn_write_proof({"l10n_vn_unshared_since": fields.Datetime.now()})

    def _l10n_vn_end_waiting(self):
        """Note that the leads of ``self`` have a salesperson: back in the pool, they do not wait to be shared."""
        if self.env["crm.team"]._l10n_vn_get_sharing_ids():
            # sudo: a proof field, of leads that the user has just given to others
            waiting = self.sudo().filtered("l10n_vn_unshared_since")
            waiting.write({"l10n_vn_unshared_since": False})

    @api.model
    def _l10n_vn_get_waiting_domain(self, team):
        return [
            ("team_id", "=", team.id),
            ("l10n_vn_unshared_since", "!=", False),
            ("user_id", "=", False),
            ("won_status", "=", "pending"),
        ]

    @api.model
    def _l10n_vn_cron_share(self):
        """Share leads that wait, oldest first; then send what salespeople and leaders have not been told."""
        teams = self.env["crm.team"].search([("l10n_vn_share_method", "!=", False)])
        working = teams.filtered(lambda team: team.crm_team_member_ids._l10n_vn_get_available())
        for number, team in enumerate(working, 1):
            part = partial(self._l10n_vn_share_waiting, team, len(working) - number)
            if not self.env["crm.lead.background"]._try_part(part):
                return  # the action runs again soon, and then tells
        self.env["crm.lead.share"]._notify_left()
        teams._l10n_vn_tell_waiting()

    @api.model
    def _l10n_vn_share_waiting(self, team, teams_left):
        """Share the waiting leads of ``team``, in slices that a scheduled action commits with its position.

        A round goes on where the last one has stopped, so that leads which fit nobody do not hold up the others.

        :param int teams_left: number of teams that come after this one
        :return: whether the scheduled action has time for more
        """
        domain, in_vain, has_time, is_over = self._l10n_vn_get_waiting_domain(team), 0, True, False
        while has_time and not is_over:
            after = team.l10n_vn_share_position
            waiting = self.search([*domain, ("id", ">", after)], order="id", limit=SLICE)
            is_last = len(waiting) < SLICE
            in_vain += not waiting._l10n_vn_share(is_told=is_last and not after)
            team.l10n_vn_share_position = 0 if is_last else waiting[-1].id
            is_over = is_last or in_vain >= MOST_IN_VAIN
            left = 0 if is_over else self.search_count([*domain, ("id", ">", waiting[-1].id)])
            has_time = self.env["crm.lead.background"]._commit_part(len(waiting), left + teams_left)
        return has_time


class CrmTeam(models.Model):
    _inherit = "crm.team"

    l10n_vn_share_position = fields.Integer(copy=False, export_string_translation=False)

    def _l10n_vn_tell_waiting(self):
        """Tell the leaders how many leads wait: once an hour where there are new ones, else once a day."""
        now = fields.Datetime.now()
        for team in self:
            told = team.l10n_vn_unshared_told
            if not team.user_id.active or told and told > now - _TOLD_EVERY:
                continue
            domain = self.env["crm.lead"]._l10n_vn_get_waiting_domain(team)
            newest = self.env["crm.lead"].search(domain, order="l10n_vn_unshared_since DESC", limit=1)
            if newest and (not told or newest.l10n_vn_unshared_since > told or told < now - _TOLD_AGAIN):
                team._l10n_vn_send_waiting(self.env["crm.lead"].search_count(domain))
                team.l10n_vn_unshared_told = now

    def _l10n_vn_send_waiting(self, count):
        env = self.with_context(lang=self.user_id.lang or self.env.lang).env
        self.message_notify(
            partner_ids=self.user_id.partner_id.ids,
            subject=env._("%(count)s leads wait without a salesperson", count=count),
            body=env._(
                "Leads of team %(team)s that wait: %(count)s. No member works today, has room and fits. They are shared"
                " as soon as one does; until then anyone may take them from the pool.",
                team=self.name,
                count=count,
            ),
        )

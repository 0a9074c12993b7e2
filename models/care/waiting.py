"""Leads that fit nobody: they wait in the pool, are shared as soon as they fit, and the team leader gets a digest."""

from datetime import timedelta
from functools import partial

from odoo import api, fields, models

from ..job_queue import delay, has_runner, retried

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
        has_workers = has_runner(self.env)
        for number, team in enumerate(working, 1):
            if has_workers:
                team._l10n_vn_queue_sharing()
                continue
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
        :return: whether the scheduled action has time for more, or nothing is left
        """
        in_vain, has_time, left = 0, True, True
        while has_time and left:
            count, left, in_vain = self._l10n_vn_share_slice(team, in_vain)
            has_time = self.env["crm.lead.background"]._commit_part(count, left + teams_left)
        return has_time or not (left or teams_left)

    @api.model
    def _l10n_vn_share_slice(self, team, in_vain):
        """Share the next :data:`SLICE` waiting leads of ``team``.

        :param int in_vain: how many slices of this round had no lead that fits somebody
        :return: number of leads of the slice, number of those that are left in this round, the new ``in_vain``
        """
        domain, after = self._l10n_vn_get_waiting_domain(team), team.l10n_vn_share_position
        waiting = self.search([*domain, ("id", ">", after)], order="id", limit=SLICE)
        is_last = len(waiting) < SLICE
        in_vain += not waiting._l10n_vn_share(is_told=is_last and not after)
        team.l10n_vn_share_position = 0 if is_last else waiting[-1].id
        is_over = is_last or in_vain >= MOST_IN_VAIN
        left = 0 if is_over else self.search_count([*domain, ("id", ">", waiting[-1].id)])
        return len(waiting), left, in_vain


class CrmTeam(models.Model):
    _inherit = "crm.team"

    l10n_vn_share_position = fields.Integer(copy=False, export_string_translation=False)

    def _l10n_vn_queue_sharing(self, in_vain=0):
        """Queue the next slice of the leads that wait in the team ``self``; ``in_vain`` as for that slice."""
        delay(self, "_l10n_vn_share_queued", "share", self.l10n_vn_share_position, in_vain)

    def _l10n_vn_share_queued(self, position, in_vain):
        """Share the slice at ``position`` and queue the next one; after the last, tell salespeople and leaders.

        Where the position has moved, another process has shared the slice, and goes on with those that follow.
        """
        if not self.exists() or self.l10n_vn_share_position != position:
            return
        with retried():
            _count, left, in_vain = self.env["crm.lead"]._l10n_vn_share_slice(self, in_vain)
            if left:
                self._l10n_vn_queue_sharing(in_vain)
            else:
                self.env["crm.lead.share"]._notify_left()
                self._l10n_vn_tell_waiting()
            self.env.flush_all()

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

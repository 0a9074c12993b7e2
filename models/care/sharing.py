"""Sharing of leads that come in without a salesperson, by the rule of their team (*chia số*)."""

from odoo import api, fields, models

from ..context import Cleaned, ShareLater
from ..matching.lock import lock_free, serialise_by_team
from ..work.rota import Rota


class CrmLead(models.Model):
    _inherit = "crm.lead"

    # Before creation

    @api.model
    def _l10n_vn_leave_to_team(self, vals_list):
        """Leave out the salesperson of new leads (list of dicts for ``create``) where nobody has chosen one.

        Odoo makes whoever creates a lead its salesperson. That counts as a choice of members of the team who add leads,
        and not of other users, programs, or a manager who imports a list.
        """
        if not self.env["crm.team"]._l10n_vn_get_sharing_ids():
            return
        unchosen = [vals for vals in vals_list if "user_id" not in vals]
        if not unchosen or self.default_get(["user_id"]).get("user_id") != self.env.uid:
            return
        is_managed_list = Cleaned.of(self) and self.env.user.has_group("sales_team.group_sale_manager")
        default_team = None
        for vals in unchosen:
            if not vals.get("team_id") and default_team is None:
                default_team = self.new(self.default_get(["type", "user_id", "team_id", "company_id"])).team_id
            # sudo: the members of a team, of which only whether the user is one is used
            team = (self.env["crm.team"].browse(vals.get("team_id")) or default_team).sudo()
            if team.l10n_vn_share_method and (is_managed_list or self.env.user not in team.member_ids):
                vals |= {"user_id": False, "team_id": team.id}

    # Sharing

    def _l10n_vn_share_on_arrival(self):
        """Share the leads of ``self``, just created, of teams with a rule.

        Where the caller goes on with the leads as a user who may lose sight of them, it shares them at its end.
        """
        sharing = self.env["crm.team"]._l10n_vn_get_sharing_ids()
        if not sharing or not self:
            return
        later = ShareLater.of(self)
        if later is None:
            self._l10n_vn_share()
        else:
            later += self.ids

    def _l10n_vn_share(self, exclude=None, is_told=True):
        """Assign the open leads of ``self`` that have no salesperson, by the rule of their team.

        A lead of a known customer goes to its salesperson, others to the member whose turn it is. Leads that fit nobody
        who works today wait in the pool. Leads that another transaction holds are left as they are.

        :param dict exclude: lead id → ids of users who must not get it
        :param bool is_told: notify the salespeople now; else the scheduled action does, at its end
        :return: dict user → leads; leads of teams without a rule, and those that fit nobody, are not in it
        """
        sharing = self.env["crm.team"]._l10n_vn_get_sharing_ids()
        # sudo: whoever brings leads in may neither read what others have nor give leads to them; nothing is returned
        # to users but leads that they had.
        leads = (
            self.sudo()
            .with_context(active_test=True)
            .filtered(lambda lead: lead.team_id.id in sharing and not lead.user_id and lead.won_status == "pending")
        )
        # Nobody is to have their salesperson write to who can be reached by no way that they allow.
        leads = leads._l10n_vn_without_refusing()
        if not leads:
            return {}
        exclude = leads._l10n_vn_get_barred() | (exclude or {})
        serialise_by_team(leads.team_id)
        leads = lock_free(leads)
        leads.invalidate_recordset(["user_id", "team_id"])
        shared = {}
        for team, of_team in leads.filtered(lambda lead: not lead.user_id).grouped("team_id").items():
            for user, given in of_team._l10n_vn_share_in_team(team, exclude, is_told).items():
                shared[user] = shared.get(user, self.browse()) | given.sudo(self.env.su)
        return shared

    def _l10n_vn_share_in_team(self, team, exclude, is_told):
        """Assign the leads of ``self``, all of ``team``, which is locked; return {user: leads}."""
        lead_type = "lead" if team.use_leads else "opportunity"
        members = {one.user: one for one in team.crm_team_member_ids._l10n_vn_get_available(lead_type)}
        rota = self._l10n_vn_prepare_rota(team, members)
        start = rota.position
        matches = self._l10n_vn_find_sure_matches(team)
        kept = self._l10n_vn_find_owners(team, matches, exclude)
        owner_of = kept | self._l10n_vn_find_next(team, members, rota, kept, matches, exclude)
        given = self._l10n_vn_group_owned(owner_of)
        turns = {user: place.turn for user, place in rota.places.items() if place.turn > start}
        batch = self._l10n_vn_get_running_import()
        is_told = is_told and not batch
        self._l10n_vn_write_shared(team, given, kept, is_told)
        self.env["crm.lead.share"]._log(
            team, rota.position + 1, turns, {user: len(leads) for user, leads in given.items()}, batch, is_told
        )
        (self - self.browse(lead.id for lead in owner_of))._l10n_vn_wait()
        return given

    def _l10n_vn_find_owners(self, team, matches, exclude):
        """Return {lead: salesperson of its customer} for leads of known customers and their colleagues."""
        allowed = {
            lead: [user for user in users if user.id not in exclude.get(lead.id, ())]
            for lead, users in self._l10n_vn_get_keepers(matches).items()
        }
        return self._l10n_vn_filter_keepers(allowed, team, fields.Datetime.now())

    def _l10n_vn_find_next(self, team, members, rota, kept, matches, exclude):
        """Return {lead: member who gets it} for the leads that are not in ``kept``, {lead: salesperson}.

        Several leads of one person go to one member.
        """
        for user in kept.values():
            if user in rota.places:
                rota.add(user)
        followed = {lead: head for lead, head in self._l10n_vn_find_earlier_of(matches).items() if lead not in kept}
        heads = self.filtered(lambda lead: lead not in kept and lead not in followed)
        fits = self._l10n_vn_prepare_fits(team, members, exclude)
        users, owner_of = self.env["res.users"].union(*members), {}
        for user, given in heads._l10n_vn_distribute(users, "load", rota, fits).items():
            owner_of |= dict.fromkeys(given, user)
        for lead, head in followed.items():
            user = owner_of.get(head) or kept.get(head)
            if user and user.id not in exclude.get(lead.id, ()):
                owner_of[lead] = user
        return owner_of

    def _l10n_vn_group_owned(self, owner_of):
        """Return {user: leads} of ``owner_of``, {lead: user}, in the order of ``self``."""
        ids = {user: [] for user in owner_of.values()}
        for lead in self:
            if lead in owner_of:
                ids[owner_of[lead]].append(lead.id)
        return {user: self.browse(of_user) for user, of_user in ids.items()}

    def _l10n_vn_prepare_rota(self, team, members):
        """Return the :class:`Rota` of ``members``, {user: :class:`Available`}, with leads given at this moment."""
        number, turns = self.env["crm.lead.share"]._get_turns(team, self.env["res.users"].union(*members))
        for user, (turn, newer) in turns.items():
            place = members[user].place
            place.turn, place.load = turn, place.load + newer
            if place.room is not None:
                place.room = max(place.room - newer, 0)
        return Rota({user: one.place for user, one in members.items()}, number, team.l10n_vn_share_method != "turn")

    def _l10n_vn_prepare_fits(self, team, members, exclude):
        """Return the function (lead, user) → whether the member may have the lead."""
        wanted = {user: self._l10n_vn_find_wanted(one) for user, one in members.items() if one.domain}
        provinces = {}
        if team.l10n_vn_share_method == "province":
            provinces = {member.user_id: member.l10n_vn_state_ids for member in team.crm_team_member_ids}
        covered = self.env["res.country.state"].union(*provinces.values())

        def fits(lead, user):
            return (
                lead.company_id <= user.company_ids
                and (user not in wanted or lead.id in wanted[user])
                and user.id not in exclude.get(lead.id, ())
                and (not provinces or _covers(provinces[user], lead.state_id, covered))
            )

        return fits

    def _l10n_vn_find_wanted(self, member):
        """Return the ids of those of ``self`` that the filter of ``member`` (:class:`Available`) lets through.

        With the rights of the member: a filter must not tell what its user may not read.
        """
        leads = self.with_user(member.user).with_context(allowed_company_ids=member.user.company_ids.ids)
        return set(leads._filtered_access("read").filtered_domain(member.domain)._ids)

    def _l10n_vn_write_shared(self, team, given, kept, is_told):
        """Make users the salespeople of ``given``, {user: leads}, log why, and notify them.

        :param kept: leads of known customers
        :param bool is_told: notify them now; else a running import or the scheduled action does, at its end
        """
        for user, leads in given.items():
            # One notification of many leads instead of one of each. Without team_id, Odoo would move the leads of
            # known customers to a team of their salesperson.
            leads.with_context(mail_auto_subscribe_no_notify=len(leads) > 1 or not is_told).write(
                {"user_id": user.id, "team_id": team.id, "l10n_vn_unshared_since": False}
            )
            by_rule = self.env._("Given to %(name)s by the rule of team %(team)s.", name=user.name, team=team.name)
            by_customer = self.env._("Given to %(name)s, who has this customer already.", name=user.name)
            # Odoo tracks no change in the transaction that creates a lead.
            leads._message_log_batch({lead.id: by_customer if lead in kept else by_rule for lead in leads})
            if len(leads) > 1 and is_told:
                team._l10n_vn_notify_shared(user, len(leads))

    def _l10n_vn_get_running_import(self):
        """Return the import that brings in all leads of ``self`` at this moment, or an empty recordset."""
        batch = self.l10n_vn_import_id
        is_running = len(batch) == 1 and batch.state not in ("done", "undone") and all(self.mapped("l10n_vn_import_id"))
        return batch if is_running else batch.browse()


def _covers(own, province, covered):
    """Return whether a member with the provinces ``own`` covers ``province``: who has none covers all the others."""
    return province in own if own else province not in covered

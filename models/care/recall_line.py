"""History of recalls: who had which lead, why and when it was recalled; the way back; the digest for leaders."""

from markupsafe import Markup
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..argument_checks import SOME, public
from ..matching.lock import lock_or_retry
from .recall import MANAGERS


class CrmLeadRecall(models.Model):
    _name = "crm.lead.recall"
    _description = "Recalled Lead"
    _order = "date DESC, id DESC"
    _rec_name = "lead_name"

    lead_id = fields.Many2one("crm.lead", index=True, readonly=True, ondelete="set null")
    # Stored: a lead may be merged or deleted, its recalls stay in the numbers.
    lead_name = fields.Char("Lead's Name", readonly=True)
    user_id = fields.Many2one("res.users", "Recalled From", readonly=True, index=True, ondelete="set null")
    team_id = fields.Many2one("crm.team", readonly=True, index=True, ondelete="set null")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="cascade")
    rule_id = fields.Many2one("crm.lead.recall.rule", readonly=True, index=True, ondelete="set null")
    reason = fields.Char(readonly=True)
    date = fields.Datetime("Recalled On", required=True, readonly=True, index=True)
    barred_until = fields.Datetime("Not Back Before", readonly=True)
    undone_at = fields.Datetime("Given Back On", readonly=True)
    undone_by_id = fields.Many2one("res.users", "Given Back By", readonly=True)
    told_on = fields.Date("Told to the Leader On", readonly=True)
    current_user_id = fields.Many2one("res.users", "Salesperson Now", compute="_compute_current_user_id")

    _untold_idx = models.Index("(team_id) WHERE told_on IS NULL")

    @api.depends("lead_id.user_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_current_user_id(self):
        """A lead may have moved to where the user may not read it; then its salesperson is not shown."""
        readable = self.lead_id._filtered_access("read")
        for line in self:
            line.current_user_id = line.lead_id in readable and line.lead_id.user_id

    @public(SOME)
    def action_give_back(self) -> bool:
        """Give recalled leads back to the salespeople from whom they were taken; only sales managers may.

        :return: True
        :raise AccessError: where the user is no sales manager, or may not write a lead
        :raise UserError: where a lead was given back, is gone, or has another salesperson or none who still works here
        """
        if not self.env.user.has_group(MANAGERS):
            raise AccessError(self.env._("Only a sales manager gives recalled leads back."))
        self.check_access("read")
        leads = lock_or_retry(self.lead_id)
        leads.check_access("write")
        refused = self.filtered(
            lambda line: line.undone_at or not line.lead_id or line.lead_id.user_id or not line._can_have_back()
        )
        if refused:
            raise UserError("\n".join(line._get_give_back_refusal() for line in refused))
        # sudo: nobody may write recalls; the access to the leads is checked above.
        self.sudo()._give_back(self.env._("Given back by %(name)s.", name=self.env.user.name))
        return True

    def _can_have_back(self):
        """Return whether the salesperson of the recall still works in the lead's company."""
        return self.user_id.active and self.lead_id.company_id <= self.user_id.company_ids

    def _get_give_back_refusal(self):
        name, owner = self.lead_name or "", self.lead_id.user_id
        if self.undone_at:
            return self.env._("“%(lead)s” was given back already.", lead=name)
        if not self.lead_id:
            return self.env._("“%(lead)s” is gone: it was merged or deleted.", lead=name)
        if owner:
            return self.env._("“%(lead)s” is with %(owner)s now.", lead=name, owner=owner.name)
        return self.env._(
            "%(name)s does not work here any more: assign “%(lead)s”.", name=self.user_id.name or "", lead=name
        )

    def _give_back(self, reason):
        """Make the salespeople of ``self`` those of their leads again; the latest line of a lead decides."""
        latest = self.browse(lines[0].id for lines in self.sorted("id", reverse=True).grouped("lead_id").values())
        for (user, count), lines in latest.grouped(
            lambda line: (line.user_id, line.lead_id.l10n_vn_recall_count)
        ).items():
            leads = lines.lead_id
            leads.with_context(mail_auto_subscribe_no_notify=True)._l10n_vn_write_proof(
                {"user_id": user.id, "l10n_vn_recall_count": max(count - 1, 0)}
            )
            leads._message_log_batch(dict.fromkeys(leads.ids, Markup("%s") % reason))
        latest.write({"undone_at": fields.Datetime.now(), "undone_by_id": self.env.uid})

    # The digest

    @api.model
    def _send_digests(self):
        """Tell the leader of each team, once a day, what was recalled in a company since the last digest.

        A leader who has left, or does not work in the company, is told nothing: whoever has made the rule is.
        """
        untold = self._read_group(
            [("told_on", "=", False), ("team_id", "!=", False), ("undone_at", "=", False)],
            ["team_id", "company_id", "rule_id", "user_id"],
            ["__count"],
        )
        by_team = {}
        for team, company, rule, user, count in untold:
            by_team.setdefault((team, company), []).append((rule, user, count))
        for (team, company), rows in by_team.items():
            is_ours = team.user_id.active and company in team.user_id.company_ids
            manager = team.user_id if is_ours else rows[0][0].create_uid
            today = fields.Date.context_today(self.with_context(tz=manager.tz))
            told = [("team_id", "=", team.id), ("company_id", "=", company.id), ("told_on", "=", today)]
            if not self.search_count(told, limit=1):
                self._send_digest(team, manager, rows)
                self._mark_told(team, company, today)

    @api.model
    def _send_digest(self, team, manager, rows):
        if not manager.active or not manager.partner_id:
            return
        env = self.with_context(lang=manager.lang).env
        total = sum(count for _rule, _user, count in rows)
        lines = [
            Markup("<li>%s</li>")
            % env._("%(user)s: %(count)s (%(rule)s)", user=user.name or "", count=count, rule=rule.name or "-")
            for rule, user, count in sorted(rows, key=lambda row: -row[2])
        ]
        link = Markup('<p><a href="/odoo/lead-recalls">%s</a></p>') % env._("Show the recalled leads")
        env["mail.thread"].message_notify(
            partner_ids=manager.partner_id.ids,
            subject=env._("%(team)s: %(count)s leads recalled", team=team.name, count=total),
            body=Markup("<ul>%s</ul>%s") % (Markup("").join(lines), link),
        )

    @api.model
    def _mark_told(self, team, company, today):
        # Set-based: a digest may be about tens of thousands of lines.
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead_recall SET told_on = %s WHERE team_id = %s AND company_id = %s AND told_on IS NULL",
                today,
                team.id,
                company.id,
            )
        )
        self.invalidate_model(["told_on"])

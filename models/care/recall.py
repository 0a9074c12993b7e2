"""Recalling of leads: back to the pool with the reason, what the salesperson gets told, and how it is undone."""

from datetime import timedelta

from markupsafe import Markup
from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..argument_checks import SOME, check_date, check_text, public
from ..matching.lock import lock_free, lock_or_retry
from .recall_selection import RECALL

MANAGERS = "sales_team.group_sale_manager"
# So many leads are named in a warning; the list shows all.
NAMED = 20
# Who was in contact while a lead was recalled gets it back: a talk may have begun before, its result is saved after.
STILL_TALKING = timedelta(hours=1)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_recall_count = fields.Integer("Times Recalled", readonly=True, copy=False)
    # Recalled leads in the order of lists: few are.
    _l10n_vn_recalled_idx = models.Index(
        "(type, priority DESC, id DESC) WHERE l10n_vn_recall_count > 0 AND active IS TRUE"
    )
    l10n_vn_recall_hold_until = fields.Date(
        "Kept Until", readonly=True, copy=False, help="A manager has decided that no rule recalls it before."
    )

    def _l10n_vn_recall(self, rule):
        """Take the leads of ``self`` that ``rule`` still recalls from their salespeople.

        A lead that another transaction holds stays: somebody works on it.

        :return: the leads that were recalled
        """
        free = lock_free(self)
        free.invalidate_recordset()
        query = rule._select_leads(RECALL, free)
        recalled = self & self.browse(query or ())
        if not recalled:
            return recalled
        plans = recalled._l10n_vn_get_open_plans()
        notes = recalled._l10n_vn_note_recall(rule, plans)
        recalled._l10n_vn_leave_salespeople(plans)
        for count, leads in recalled.grouped("l10n_vn_recall_count").items():
            # The note says who had the lead: a tracked change would say it again.
            leads.with_context(mail_notrack=True)._l10n_vn_write_proof(
                {"user_id": False, "l10n_vn_recall_count": count + 1}
            )
        recalled._l10n_vn_forget_holding()
        recalled._message_log_batch(notes)
        recalled.filtered("team_id.l10n_vn_share_method")._l10n_vn_wait()
        return recalled

    def _l10n_vn_note_recall(self, rule, plans):
        """Create the lines of the history of recalls; return the notes ``{lead id: body}``."""
        now, vals_list, notes = fields.Datetime.now(), [], {}
        for user, leads in self.grouped("user_id").items():
            env = self.with_context(lang=user.lang or self.env.lang).env
            for lead in leads:
                reason = lead._l10n_vn_get_recall_reason(env)
                vals_list.append(
                    {
                        "lead_id": lead.id,
                        "lead_name": lead.name,
                        "user_id": user.id,
                        "team_id": lead.team_id.id,
                        "company_id": (lead.company_id or rule.company_id).id,
                        "rule_id": rule.id,
                        "reason": reason,
                        "date": now,
                        "barred_until": now + timedelta(days=rule.barred_days),
                    }
                )
                notes[lead.id] = lead._l10n_vn_get_recall_note(env, rule, reason, plans.get(lead.id, ()))
        self.env["crm.lead.recall"].create(vals_list)
        return notes

    def _l10n_vn_get_recall_reason(self, env):
        last, assigned = self.l10n_vn_last_contact, self.l10n_vn_held_since or self.date_open or self.create_date
        if last and last >= assigned:
            return env._("No contact since %(date)s", date=format_date(env, last))
        return env._("Not contacted since the assignment on %(date)s", date=format_date(env, assigned))

    def _l10n_vn_get_recall_note(self, env, rule, reason, plans):
        text = env._("Recalled from %(name)s by the rule “%(rule)s”.", name=self.user_id.name, rule=rule.name)
        planned = [
            env._("%(action)s on %(date)s", action=plan.summary or plan.activity_type_id.name, date=plan_date)
            for plan in plans
            for plan_date in [format_date(env, plan.date_deadline)]
        ]
        lines = [text, f"{reason}."]
        if planned:
            lines.append(env._("What was planned: %(actions)s.", actions="; ".join(planned)))
        return Markup("<br>").join(lines)

    def _l10n_vn_get_open_plans(self):
        """Return ``{lead id: open activities of its salesperson}``."""
        owners = {lead.id: lead.user_id for lead in self}
        domain = [("res_model", "=", self._name), ("res_id", "in", self.ids), ("active", "=", True)]
        found = self.env["mail.activity"].search(domain)
        return found.filtered(lambda plan: plan.user_id == owners[plan.res_id]).grouped("res_id")

    def _l10n_vn_leave_salespeople(self, plans):
        """Remove ``plans``, the activities of the salespeople of ``self``, and these as followers."""
        self.env["mail.activity"].browse(plan.id for found in plans.values() for plan in found).unlink()
        for user, leads in self.grouped("user_id").items():
            leads.message_unsubscribe(user.partner_id.ids)

    def _l10n_vn_warn_of_recall(self, user, rule):
        """Notify ``user`` once that the leads of ``self`` are recalled unless there is a contact."""
        if not user.active:
            return
        env = self.with_context(lang=user.lang).env
        unit = dict(env["crm.lead.recall.rule"]._fields["unit"]._description_selection(env))[rule.unit]
        names = [lead._get_html_link() for lead in self[:NAMED]]
        if len(self) > NAMED:
            names.append(env._("… and %(count)s more", count=len(self) - NAMED))
        body = Markup("<p>%s</p><p>%s</p>") % (
            env._(
                "Without a contact within %(time)s %(unit)s they go back to the pool, by the rule “%(rule)s”.",
                time=f"{rule.warning:g}",
                unit=unit,
                rule=rule.name,
            ),
            Markup("<br>").join(names),
        )
        env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            subject=env._("%(count)s of your leads are recalled soon", count=len(self)),
            body=body,
        )

    # Back

    def _l10n_vn_after_talk(self):
        """Give back the leads that were recalled while the user was in contact, and have no salesperson."""
        super()._l10n_vn_after_talk()
        # sudo: the user may be a follower without the right to read it; only leads recalled from the user change.
        free = self.sudo().filtered(lambda lead: lead.l10n_vn_recall_count and not lead.user_id)
        if free:
            since = fields.Datetime.now() - STILL_TALKING
            lines = free.env["crm.lead.recall"].search(
                [
                    ("lead_id", "in", free.ids),
                    ("user_id", "=", self.env.uid),
                    ("undone_at", "=", False),
                    ("date", ">", since),
                ]
            )
            lines._give_back(self.env._("A contact was recorded at that time."))

    @public(SOME)
    def l10n_vn_keep_until(self, date: str | bool = False, reason: str = "") -> bool:
        """Keep the leads of ``self`` from being recalled; only sales managers may.

        :param str date: last day (``YYYY-MM-DD``), False to end it
        :param str reason: for the chatter, plain text
        :return: True
        :raise AccessError: where the user is no sales manager, or may not write a lead
        :raise UserError: where an argument is not valid, or the day is over
        """
        if not self.env.user.has_group(MANAGERS):
            raise AccessError(self.env._("Only a sales manager keeps leads from being recalled."))
        self.check_access("write")
        day = check_date(self, "date", date)
        check_text(self, "reason", reason)
        if day and day < fields.Date.context_today(self):
            raise UserError(self.env._("Choose a day that is not over yet."))
        lock_or_retry(self)
        self._l10n_vn_write_proof({"l10n_vn_recall_hold_until": day})
        text = (
            self.env._("Not recalled before %(date)s is over.", date=format_date(self.env, day))
            if day
            else self.env._("May be recalled again.")
        )
        body = Markup("<br>").join([text, reason] if reason else [text])
        self._message_log_batch(dict.fromkeys(self.ids, body))
        return True

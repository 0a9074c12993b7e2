"""My day: what a salesperson has to do today, in sections, read with one query."""

from collections import defaultdict
from datetime import timedelta

from markupsafe import Markup
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..models.argument_checks import ANY, check_choice, public
from ..models.care.trial import NOTICE_DAYS
from ..models.privacy.refusal import CHANNELS

# How many cards a section shows, and up to which number it counts.
SHOWN, COUNTED = 20, 99
SECTIONS = ("overdue", "today", "trial", "new", "pool")


class CrmLeadMyDay(models.AbstractModel):
    _name = "crm.lead.my.day"
    _description = "My Day"

    @api.model
    @api.readonly
    @public(ANY)
    def get_day(self) -> dict:
        """Return what waits for the current user, among the records that the user may read.

        :return: dict of ``today`` (ISO date) and ``sections``, in the order of :data:`SECTIONS`: dicts of ``key``,
            ``count`` (up to 99), ``has_more`` (whether there are more than 99) and ``cards``
        :raise AccessError: where the user may not read leads
        """
        found = self._find_leads()
        shown = {section: rows[:SHOWN] for section, rows in found.items()}
        cards = self._prepare_cards([row for rows in shown.values() for row in rows])
        return {
            "today": str(fields.Date.context_today(self)),
            "sections": [
                {
                    "key": section,
                    "count": min(len(found[section]), COUNTED),
                    "has_more": len(found[section]) > COUNTED,
                    "cards": [cards[lead_id] for _reason, lead_id, _since in shown.get(section, ())],
                }
                for section in SECTIONS
            ],
        }

    @api.model
    @public(ANY)
    def action_open(self, section: str | None = None) -> dict:
        """Return the action that lists all leads of a section.

        :param str section: one of :data:`SECTIONS`
        """
        check_choice(self, "section", section, SECTIONS)
        if section == "pool":
            return self.env["ir.actions.actions"]._for_xml_id("l10n_vn_crm.crm_lead_action_pool")
        titles = {
            "overdue": self.env._("Overdue"),
            "today": self.env._("Due Today"),
            "new": self.env._("New and Unanswered"),
            "trial": self.env._("Trials That End"),
        }
        views = {"overdue": "crm.crm_case_tree_view_oppor", "today": "crm.crm_case_tree_view_oppor"}
        return {
            "type": "ir.actions.act_window",
            "name": titles[section],
            "res_model": "crm.lead",
            "views": [
                (self.env.ref(views.get(section, "crm.crm_case_tree_view_leads")).id, "list"),
                (False, "kanban"),
                (False, "form"),
            ],
            "domain": list(Domain.OR(domain for _reason, of, domain, *_sql in self._get_parts() if of == section)),
            "context": {"create": False},
            "help": Markup("<p class='o_view_nocontent_smiling_face'>%s</p><p>%s</p>")
            % (self.env._("Nothing is left here"), self.env._("Go back to My Day for the next card.")),
        }

    @api.model
    @public(ANY)
    def action_start(self) -> dict:
        """Return the action with which the CRM opens: my day, the manager's view, or the pipeline as in Odoo."""
        if not self.env.company.l10n_vn_opens_my_day:
            return self.env["crm.team"].action_your_pipeline()
        is_manager = self.env.user.has_group("sales_team.group_sale_manager")
        name = "crm_lead_manager_report_action" if is_manager else "crm_lead_my_day_action"
        return self.env["ir.actions.actions"]._for_xml_id(f"l10n_vn_crm.{name}")

    @api.model
    def _find_leads(self):
        """Return dict section → list of (reason, lead id, since), most urgent first, up to one more than is counted."""
        found, known = defaultdict(list), set()
        sections = {reason: section for reason, section, *_rest in self._get_parts()}
        for reason, lead_id, since in self.env.execute_query(self._get_query()):
            if lead_id not in known:
                known.add(lead_id)
                found[sections[reason]].append((reason, lead_id, since))
        return found

    @api.model
    def _get_query(self):
        """Return the query (SQL) of all sections, each a search under the rules of the user."""
        parts = []
        for number, (reason, _section, domain, since, order) in enumerate(self._get_parts()):
            query = self.env["crm.lead"]._search(domain)
            columns = SQL("%s AS reason", reason), SQL("crm_lead.id AS id"), SQL("(%s)::timestamp AS since", since)
            rows = SQL("%s ORDER BY %s LIMIT %s", query.select(*columns), order, COUNTED + 1)
            parts.append(
                SQL("SELECT %s AS part, row_number() OVER () AS place, leads.* FROM (%s) AS leads", number, rows)
            )
        union = SQL(" UNION ALL ").join(parts)
        return SQL("SELECT reason, id, since FROM (%s) AS day ORDER BY part, place", union)

    @api.model
    def _get_parts(self):
        """Return the parts of the sections, a lead in one of them only: (reason, section, domain, since, order).

        Their order is that of :mod:`..models.care.order`. ``since`` and ``order`` are SQL over ``crm_lead``.
        """
        me, today = self.env.uid, fields.Date.context_today(self)
        midnight = self.env["crm.lead"]._l10n_vn_get_midnight(today)
        is_open = Domain("won_status", "=", "pending")
        mine = is_open & Domain("user_id", "=", me)

        def due(operator, day):
            own = [("user_id", "=", me), ("active", "=", True), ("date_deadline", operator, day)]
            return Domain("activity_ids", "any", own)

        later = ~due("<=", today)
        planned = Domain("activity_ids", "any", [("user_id", "=", me), ("active", "=", True)])
        # Who tried today, recorded the result and planned when to go on is done with this customer for today.
        tried = Domain("l10n_vn_last_attempt", ">=", midnight) & planned
        tried &= Domain("l10n_vn_attempt_user_id", "=", False)
        waiting = Domain("l10n_vn_waiting_since", "!=", False)
        ending = self._get_ending_trials(today) & ~due("<=", today + timedelta(days=NOTICE_DAYS))
        is_late = Domain("l10n_vn_answer_state", "=", "late")
        untouched = Domain(
            [
                ("type", "=", "lead"),
                ("l10n_vn_last_contact", "=", False),
                ("l10n_vn_outcome_id", "=", False),
            ]
        )
        pool = Domain([("type", "=", "lead"), ("user_id", "=", False)])
        # Every user may read his own activities: no rule of theirs is needed.
        deadline = SQL(
            "SELECT MIN(date_deadline) FROM mail_activity"
            " WHERE res_model = 'crm.lead' AND res_id = crm_lead.id AND user_id = %s AND active",
            me,
        )
        by_date = SQL("since, crm_lead.priority DESC, crm_lead.id DESC")
        # The order of the index of a salesperson's leads: the first hundred are read, not all.
        newest = SQL("crm_lead.user_id, crm_lead.priority DESC, crm_lead.id DESC")
        trial_end, created = SQL("crm_lead.l10n_vn_trial_end"), SQL("crm_lead.create_date")
        since_message = SQL("crm_lead.l10n_vn_waiting_since")
        return [
            ("overdue", "overdue", is_open & due("<", today), deadline, by_date),
            ("today", "today", is_open & due("=", today) & ~due("<", today), deadline, by_date),
            ("trial", "trial", mine & ending, trial_end, by_date),
            ("waiting", "new", mine & waiting & later & ~tried & ~ending, since_message, by_date),
            ("late", "new", mine & is_late & ~planned & ~waiting & ~ending, SQL("crm_lead.l10n_vn_answer_by"), by_date),
            ("new", "new", mine & untouched & ~planned & ~waiting & ~ending & ~is_late, created, newest),
            ("pool", "pool", pool, created, newest),
        ]

    @api.model
    def _get_ending_trials(self, today):
        """Return the domain of leads on a trial that ends within days, which were not talked to today."""
        midnight = self.env["crm.lead"]._l10n_vn_get_midnight(today)
        not_today = Domain("l10n_vn_last_contact", "=", False) | Domain("l10n_vn_last_contact", "<", midnight)
        is_ending = Domain("l10n_vn_trial_end", "<=", today + timedelta(days=NOTICE_DAYS))
        return Domain("l10n_vn_is_on_trial", "=", True) & is_ending & not_today

    @api.model
    def _prepare_cards(self, rows):
        """Return dict lead id → card, for rows of :meth:`_find_leads`."""
        leads = self.env["crm.lead"].browse(lead_id for _reason, lead_id, _since in rows)
        planned = {activity.res_id: activity for activity in leads._l10n_vn_get_next_activities()}
        return {
            lead.id: self._prepare_card(lead, reason, since, planned.get(lead.id))
            for lead, (reason, _lead_id, since) in zip(leads, rows, strict=True)
        }

    @api.model
    def _prepare_card(self, lead, reason, since, activity):
        """Return the card of one lead: what it shows, why it is here and since when, and how to reach the contact."""
        action = activity and (activity.summary or activity.activity_type_id.name) or ""
        is_due = reason in ("overdue", "today")
        is_day = is_due or reason == "trial"
        return {
            "id": lead.id,
            "reason": reason,
            "since": str(since.date() if is_day else since.replace(microsecond=0)) if since else False,
            "name": lead.name or "",
            "contact": " ".join(filter(None, (lead.l10n_vn_honorific, lead.contact_name))),
            "company": lead.partner_name or lead.partner_id.commercial_company_name or "",
            "phone": lead.phone or "",
            "email": lead.email_from or "",
            "refused": [channel for channel in CHANNELS if lead[f"l10n_vn_refuses_{channel}"]],
            "has_zalo": bool(lead.l10n_vn_zalo or lead.phone),
            "is_opportunity": lead.type == "opportunity",
            "stage": lead.stage_id.name or "",
            "priority": int(lead.priority or 0),
            "source": lead.source_id.name or "",
            "activity": action if is_due else "",
            "sentence": lead._l10n_vn_describe_reason(reason, since, action),
            "answer": lead.l10n_vn_answer_text or "",
            "is_answer_late": lead.l10n_vn_answer_state == "late",
            "attempts": lead.l10n_vn_attempt_count,
            "needs_result": lead.l10n_vn_attempt_user_id == self.env.user,
        }

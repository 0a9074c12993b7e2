"""Answers of merged leads: the lead that is left gets all of them, and a note of those that differ from its own."""

from collections import defaultdict

from markupsafe import Markup
from odoo import api, models
from odoo.tools import SQL

from .answer import VALUES, is_answered
from .answer_reading import AnswerValue


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _merge_dependences(self, opportunities):
        """Extend Odoo's: the record that is left gets all answers and the latest contact."""
        super()._merge_dependences(opportunities)
        self._l10n_vn_merge_answers({self: opportunities})
        self._l10n_vn_merge_contacts({self: opportunities})

    @api.model
    def _l10n_vn_merge_answers(self, groups):
        """Copy answers of merged leads, and the pairs kept apart: ``groups`` is {lead left: those merged}.

        Of several answers to a criterion, that of the lead that is left stays, else the first; a tick only gives way.
        """
        pairs = [(lead_id, kept.id) for kept, merged in groups.items() for lead_id in merged.ids]
        if not pairs:
            return
        self._l10n_vn_copy_binding(pairs)
        merged, kept = map(list, zip(*pairs, strict=True))
        plan = SQL("unnest(%s::int4[], %s::int4[]) AS pair (merged, kept)", merged, kept)
        # One statement after the other in one round trip: a merge costs few of them.
        self.env.cr.execute(
            SQL(
                "%s; %s; %s; %s",
                self.env["crm.lead.apart"]._follow_merges(dict(pairs)),
                self.env["crm.lead.api.row"]._move_answers(pairs),
                self._l10n_vn_fill_ticks(plan),
                self._l10n_vn_copy_answers(plan),
            )
        )
        self._l10n_vn_note_other_answers(plan)
        self.browse(lead.id for lead in groups)._l10n_vn_renew_qualification()

    @api.model
    def _l10n_vn_fill_ticks(self, plan):
        """Return the SQL that replaces ticks of the lead that is left by answers; ``plan`` is a table in SQL."""
        return SQL(
            "UPDATE crm_lead_qualification AS mine SET user_id = other.user_id, date = other.date,"
            " answer_text = other.answer_text, answer_amount = other.answer_amount,"
            " answer_date = other.answer_date, answer_choice_id = other.answer_choice_id"
            " FROM (SELECT DISTINCT ON (kept, criterion_id) kept, criterion_id, user_id, date, %s"
            " FROM crm_lead_qualification AS theirs JOIN %s ON pair.merged = lead_id"
            " WHERE %s ORDER BY kept, criterion_id, date) AS other"
            " WHERE mine.lead_id = other.kept AND mine.criterion_id = other.criterion_id AND NOT %s",
            VALUES,
            plan,
            is_answered("theirs"),
            is_answered("mine"),
        )

    @api.model
    def _l10n_vn_copy_answers(self, plan):
        """Return the SQL that copies answers which the lead that is left lacks."""
        return SQL(
            "INSERT INTO crm_lead_qualification (lead_id, criterion_id, user_id, date, reason, %(values)s)"
            " SELECT DISTINCT ON (kept, criterion_id) kept, criterion_id, user_id, date, reason, %(values)s"
            " FROM crm_lead_qualification AS theirs JOIN %(plan)s ON pair.merged = lead_id"
            " ORDER BY kept, criterion_id, %(is_answered)s DESC, date"
            " ON CONFLICT DO NOTHING",
            values=VALUES,
            plan=plan,
            is_answered=is_answered("theirs"),
        )

    @api.model
    def _l10n_vn_note_other_answers(self, plan):
        """Post answers of merged leads that differ from those of the lead that is left; ``plan`` is a table in SQL."""
        theirs, mine = (
            SQL(", ").join(SQL.identifier(table, f"answer_{name}") for name in ("text", "amount", "date", "choice_id"))
            for table in ("theirs", "mine")
        )
        found = self.env.execute_query(
            SQL(
                "SELECT pair.kept, theirs.user_id, theirs.criterion_id, %s FROM crm_lead_qualification AS theirs"
                " JOIN %s ON pair.merged = theirs.lead_id"
                " JOIN crm_lead_qualification AS mine"
                " ON mine.lead_id = pair.kept AND mine.criterion_id = theirs.criterion_id"
                " WHERE %s AND (%s) IS DISTINCT FROM (%s) ORDER BY pair.kept, theirs.criterion_id, theirs.date",
                theirs,
                plan,
                is_answered("theirs"),
                theirs,
                mine,
            )
        )
        lines = defaultdict(list)
        for kept_id, user_id, criterion_id, *value in found:
            criterion = self.env["crm.lead.criterion"].browse(criterion_id)
            shown = criterion._show_answer(AnswerValue(*value), self.browse(kept_id).company_currency)
            # sudo: the user may be a colleague of another company; only the name is used.
            name = self.env["res.users"].sudo().browse(user_id or []).name or "–"
            lines[kept_id].append(f"{criterion.name}: {shown} ({name})")
        if lines:
            title = self.env._("Other answers of merged leads:")
            self.browse(lines)._message_log_batch(
                {
                    kept_id: Markup("<p>%s</p><ul>%s</ul>")
                    % (title, Markup().join(Markup("<li>%s</li>") % line for line in of_lead))
                    for kept_id, of_lead in lines.items()
                }
            )

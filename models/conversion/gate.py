"""Qualification gate: which leads may become opportunities, and which criteria the others miss."""

from markupsafe import Markup
from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.mail import plaintext2html

from ...tools.text import clean_lines
from ..argument_checks import SOME, check_text, public
from ..context import ListImport
from ..lead.stage import DECIDING


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_requires_qualification(self):
        """Return whether this one lead must be qualified before it becomes an opportunity.

        Either it is bound, or the switch is on: of its team, else of its salesperson's team, else of its company.
        """
        return self.l10n_vn_is_bound or self._l10n_vn_get_switch().l10n_vn_requires_qualification

    def _l10n_vn_get_missing(self, groups=()):
        """Return ``{lead: criteria that it misses}`` of the leads of ``self`` that may not become opportunities.

        :param groups: recordsets of records about to be merged: a criterion met by one of them is met by all
        """
        gated = self.filtered(lambda lead: lead.type == "lead" and lead._l10n_vn_requires_qualification())
        if not gated:
            return {}
        answers = self.browse().union(gated, *groups)._l10n_vn_get_answers()
        met = {id_: {key for key, answer in given.items() if answer.counts} for id_, given in answers.items()}
        given = {lead.id: met.get(lead.id, set()) for lead in gated}
        for group in groups:
            of_group = set().union(*(met.get(id_, ()) for id_ in group.ids))
            given |= dict.fromkeys((gated & group).ids, of_group)
        criteria_of = self.env["crm.lead.criterion"]._by_team()
        missing = {
            lead: criteria_of(lead._l10n_vn_get_asking_team()).filtered(
                lambda criterion, met=given[lead.id]: criterion.required and criterion.id not in met
            )
            for lead in gated
            if False not in given[lead.id]
        }
        return {lead: criteria for lead, criteria in missing.items() if criteria}

    def _l10n_vn_get_gate_findings(self):
        """Return why leads of ``self`` may not become opportunities, in the user's language.

        :return: dict of lead id → list of sentences, one for each missing criterion; leads that may pass (and
            opportunities) are not in it
        """
        return {
            lead.id: [criterion._get_finding() for criterion in criteria]
            for lead, criteria in self._l10n_vn_get_missing().items()
        }

    def _l10n_vn_check_gate(self):
        """Refuse to make opportunities of ``self`` while one of them is not qualified.

        :raise UserError: naming every missing criterion of every lead
        :raise AccessError: where the user may not write a lead; the message does not name its criteria
        """
        self.check_access("write")
        self._l10n_vn_refuse(self._l10n_vn_get_missing())

    @api.model
    def _l10n_vn_check_merge(self, groups):
        """Refuse merges by which a lead that is not qualified would become an opportunity, or part of one.

        :param groups: recordsets that become one record each
        :raise UserError: naming every missing criterion of every lead
        """
        mixed = [group for group in groups if {"lead", "opportunity"} <= set(group.mapped("type"))]
        self._l10n_vn_refuse(self.browse().union(*mixed)._l10n_vn_get_missing(mixed))

    def _l10n_vn_is_stopped_merge(self, team):
        """Return whether the automatic assignment of ``team`` may not merge ``self`` because of the gate."""
        kinds = set(self.mapped("type"))
        if kinds != {"lead", "opportunity"}:
            return False
        return team.l10n_vn_requires_qualification or bool(self._l10n_vn_get_missing([self]))

    @api.model
    def _l10n_vn_refuse(self, missing):
        """Raise for the leads of ``missing`` (as of :meth:`_l10n_vn_get_missing`), if there are any.

        :raise UserError: naming every missing criterion of every lead
        """
        if not missing:
            return
        if not self.env.lang:  # a call over RPC without a language
            self = self.with_context(lang=self.env.user.lang)
        blocks = [
            "\n".join(
                [
                    f"“{lead.display_name}”",
                    *(f"  • {criterion._get_finding()}" for criterion in criteria.with_env(self.env)),
                ]
            )
            for lead, criteria in missing.items()
        ]
        raise UserError(
            "\n\n".join(
                [
                    self.env._("Not qualified yet, so it cannot become an opportunity:"),
                    *blocks,
                    self.env._(
                        "Tick what has been found out on the lead, or ask a sales manager to let it pass with a reason."
                    ),
                ]
            )
        )

    def _l10n_vn_pass_gate(self, vals):
        """Check the leads of ``self`` that ``vals`` make opportunities; return the ``vals`` that are left to write.

        Criteria that are ticked or answered in the same ``vals`` are written first, so that they count.

        :raise UserError: naming every missing criterion of every lead
        """
        if vals.get("type") == "opportunity":
            passing = self.filtered(lambda lead: lead.type == "lead")
        elif self.env["crm.stage"].browse(vals.get("stage_id") or []).is_won:
            passing = self.filtered(lambda lead: lead.type == "lead" and not lead.stage_id.is_won)
        else:
            return vals
        answers = {name: vals[name] for name in ("l10n_vn_criterion_ids", "l10n_vn_answers") if name in vals}
        if passing and answers:
            self.write(answers)
            vals = {name: value for name, value in vals.items() if name not in answers}
        passing._l10n_vn_check_gate()
        return vals

    @api.model
    def _l10n_vn_hold_back_won(self, vals_list):
        """Return ``vals_list`` of new leads, without won stages that a list gives to leads which need qualification.

        Such leads begin in the first stage; leads that do not come from a list are refused instead.
        """
        asked = {vals["stage_id"] for vals in vals_list if vals.get("stage_id")} if ListImport.of(self) else ()
        won = set(self.env["crm.stage"].browse(asked).exists().filtered("is_won").ids)
        if not won:
            return vals_list
        defaults, held = self.default_get(DECIDING), {}
        asks = self.env["crm.lead.criterion"]._by_team()

        def is_held(vals):
            if vals.get("stage_id") not in won or vals.get("l10n_vn_criterion_ids") or vals.get("l10n_vn_answers"):
                return False
            known = tuple((name, vals[name]) for name in DECIDING if name in vals)
            if known not in held:
                draft = self.new({**defaults, **dict(known)})
                bound = draft.type == "lead" and draft._l10n_vn_requires_qualification()
                held[known] = bound and bool(asks(draft._l10n_vn_get_asking_team()).filtered("required"))
            return held[known]

        return [
            {name: value for name, value in vals.items() if name != "stage_id"} if is_held(vals) else vals
            for vals in vals_list
        ]

    def _l10n_vn_check_created_won(self):
        """Refuse new leads of ``self`` that are won at once and not qualified."""
        self.filtered(lambda lead: lead.type == "lead" and lead.stage_id.is_won)._l10n_vn_check_gate()

    @public(SOME)
    def l10n_vn_let_pass(self, reason: str = "") -> int:
        """Let leads of ``self`` that are not qualified become opportunities by exception. Sales managers only.

        User, date and reason are stored with the lead; they and the missing criteria are posted in its chatter.

        :param str reason: why the leads may pass
        :return: number of exceptions; leads that are qualified already, or need not be, are skipped
        :raise AccessError: where the user is no sales manager, or may not write a lead
        :raise UserError: where no reason is given
        """
        if not self.env.user.has_group("sales_team.group_sale_manager"):
            raise AccessError(self.env._("Only a sales manager may let a lead pass that is not qualified."))
        self.check_access("write")
        check_text(self, "reason", reason)
        reason = clean_lines(reason or "")
        if not reason:
            raise UserError(self.env._("Say why these leads may pass: the reason is kept with them."))
        missing = self._l10n_vn_get_missing()
        passed = self.browse(lead.id for lead in missing)
        passed._l10n_vn_answer([(lead.id, None) for lead in passed], reason)
        passed._l10n_vn_renew_qualification()
        if passed:
            body = Markup("<p><strong>%s</strong></p>%s") % (
                self.env._("Passed by exception, without: %(criteria)s"),
                plaintext2html(reason),
            )
            passed._message_log_batch(
                {lead.id: body % {"criteria": ", ".join(names.mapped("name"))} for lead, names in missing.items()}
            )
        return len(passed)

    @api.readonly
    @public(SOME)
    def l10n_vn_get_qualification(self) -> dict[str, dict]:
        """Return the qualification of the leads of ``self``.

        :return: dict of lead id (str: XML-RPC has no other keys) → dict: ``met``, ``total`` (numbers of criteria),
            ``is_met`` (all required ones are), ``is_required`` (its team requires qualification), ``exception``
            (False, or dict of ``user``, ``date``, ``reason``), ``criteria`` (list of ``id``, ``name``,
            ``help``, ``is_required``, ``answer_type``, ``is_answer_required``, ``choices``, ``is_met`` and ``answer``:
            False, or ``user``, ``date`` in UTC, ``value`` as in ``l10n_vn_answers``, and ``text`` to show) and
            ``missing`` (sentences of the gate, empty where the lead may pass)
        :raise AccessError: where the user may not read a lead
        """
        self.check_access("read")
        findings = self._l10n_vn_get_gate_findings()
        return {str(lead.id): {**lead.l10n_vn_qualification, "missing": findings.get(lead.id, [])} for lead in self}

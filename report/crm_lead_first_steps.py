"""First steps of an administrator: what a new database still needs, read from its data."""

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ..models.argument_checks import ANY, check_choice, public

# Each step and the action that opens the place where it is done.
STEPS = {
    "mail": "crm.crm_config_settings_action",
    "team": "sales_team.crm_team_action_config",
    "stages": "l10n_vn_crm.crm_stage_action",
    "criteria": "l10n_vn_crm.crm_lead_criterion_action",
    "import": None,
    "conversion": "l10n_vn_crm.crm_lead_action",
    "care": "l10n_vn_crm.crm_lead_care_setup_action",
}


class CrmLeadFirstSteps(models.AbstractModel):
    _name = "crm.lead.first.steps"
    _description = "First Steps"

    @api.model
    @api.readonly
    @public(ANY)
    def get_steps(self) -> list[dict]:
        """Return the steps with what is done; none for users who set nothing up, or once they were closed.

        :return: list of dicts of ``key`` (of :data:`STEPS`), ``title``, ``text`` and ``is_done``
        """
        if not self.env.user.has_group("base.group_system") or self.env.company.l10n_vn_first_steps_closed:
            return []
        texts = self._get_texts()
        return [
            {"key": key, "title": texts[key][0], "text": texts[key][1], "is_done": getattr(self, f"_is_{key}_done")()}
            for key in STEPS
        ]

    @api.model
    @public(ANY)
    def action_open(self, step: str | None = None) -> dict:
        """Return the action that opens the place where a step is done.

        :param str step: a key of :data:`STEPS`
        """
        check_choice(self, "step", step, STEPS)
        if not STEPS[step]:
            return {"type": "ir.actions.client", "tag": "import", "params": {"active_model": "crm.lead"}}
        return self.env["ir.actions.actions"]._for_xml_id(STEPS[step])

    @api.model
    @public(ANY)
    def action_close(self) -> bool:
        """Hide the steps of the current company for good.

        :raise AccessError: where the user is no administrator
        """
        if not self.env.user.has_group("base.group_system"):
            raise AccessError(self.env._("Only administrators can close the first steps."))
        self.env.company.l10n_vn_first_steps_closed = True
        return True

    @api.model
    def _get_texts(self):
        """Return dict step → (title, text)."""
        return {
            "mail": (self.env._("Mail address"), self.env._("Mails to it become leads. Done once the first one came.")),
            "team": (self.env._("Team and salespeople"), self.env._("Put your salespeople into a sales team.")),
            "stages": (self.env._("Stages"), self.env._("Name and order them as your company works.")),
            "criteria": (self.env._("Criteria"), self.env._("What must be known before a lead is an opportunity?")),
            "import": (self.env._("First list"), self.env._("Excel, CSV or contacts of a phone: all is recognised.")),
            "conversion": (self.env._("First conversion"), self.env._("Turn a lead into an opportunity.")),
            "care": (self.env._("Daily care"), self.env._("Share new leads, answer in time, recall what waits.")),
        }

    @api.model
    def _exists(self, model, domain):
        """Return whether a record of the current company, or of none, is in ``domain``."""
        records = self.env[model].with_context(active_test=False)
        if "company_id" in records._fields:
            domain = Domain(domain) & Domain("company_id", "in", [False, self.env.company.id])
        return bool(records.search_count(domain, limit=1))

    @api.model
    def _is_mail_done(self):
        """Return whether a mail has come in by an address of leads, or a mailbox of leads is fetched."""
        own = self.env.company.alias_domain_id
        aliases = self.env["mail.alias"]._l10n_vn_lead_aliases()
        if any(alias.alias_status == "valid" and alias.alias_domain_id in (own, own.browse()) for alias in aliases):
            return True
        fetched = [("object_id.model", "=", "crm.lead"), ("state", "=", "done"), ("date", "!=", False)]
        return self._exists("fetchmail.server", fetched)

    @api.model
    def _is_team_done(self):
        """Return whether somebody else than the administrator, whom Odoo adds itself, is in a team of the company."""
        ours = [("crm_team_id.company_id", "in", [False, self.env.company.id]), ("active", "=", True)]
        return bool(
            self.env["crm.team.member"].search_count(
                [*ours, ("user_id", "not in", (self.env.ref("base.user_admin") | self.env.user).ids)], limit=1
            )
        )

    @api.model
    def _is_stages_done(self):
        """Return whether a person has changed the stages of leads, or leads have passed the first of them."""
        of_leads = Domain("l10n_vn_applies_to", "in", ("lead", "both"))
        if self._exists("crm.stage", of_leads & Domain("write_uid", "!=", SUPERUSER_ID)):
            return True
        further = self.env["crm.stage"].search([("l10n_vn_applies_to", "=", "lead")]).ids[1:]
        return self._exists("crm.lead", [("type", "=", "lead"), ("stage_id", "in", further)])

    @api.model
    def _is_criteria_done(self):
        """Return whether a person has changed the criteria, or ticked one of them."""
        if self._exists("crm.lead.criterion", [("write_uid", "!=", SUPERUSER_ID)]):
            return True
        [[answered]] = self.env.execute_query(
            SQL("SELECT EXISTS (SELECT FROM crm_lead_qualification WHERE criterion_id IS NOT NULL)")
        )
        return answered

    @api.model
    def _is_import_done(self):
        return self._exists("crm.lead.import", [("state", "=", "done"), ("created_count", ">", 0)])

    @api.model
    def _is_conversion_done(self):
        return self._exists("crm.lead", [("date_conversion", "!=", False), ("type", "=", "opportunity")])

    @api.model
    def _is_care_done(self):
        """Return whether a rule of daily care is on in a team of the company."""
        has_rule = Domain("l10n_vn_share_method", "!=", False) | Domain("l10n_vn_answer_hours", ">", 0)
        return self._exists("crm.team", has_rule) or self._exists("crm.lead.recall.rule", [("is_on", "=", True)])

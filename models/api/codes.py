"""Codes by which programs name results of talks, stages, criteria and kinds of next actions."""

import re

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.text import fold

_NOT_IN_CODES = re.compile(r"[^a-z0-9]+")


class CrmLeadCode(models.AbstractModel):
    """Mixin of records with a code, which stays when the record is renamed or translated.

    A new record gets the name of its XML id without the prefix ``_l10n_vn_code_prefix``, else its name, as its code.
    """

    _name = "crm.lead.code"
    _description = "Code for Programs"
    _l10n_vn_code_prefix = ""

    l10n_vn_code = fields.Char(
        "Code",
        compute="_compute_l10n_vn_code",
        store=True,
        readonly=False,
        copy=False,
        help="What programs call this record over the API: small letters, digits and underscores.",
    )

    _l10n_vn_code_unique = models.UniqueIndex("(l10n_vn_code)", "Another record has this code already.")
    _check_l10n_vn_code = models.Constraint(
        "CHECK(l10n_vn_code ~ '^[a-z0-9_]+$')", "A code has small letters, digits and underscores only."
    )

    @api.depends(lambda self: (self._rec_name,) if self._rec_name else ())
    def _compute_l10n_vn_code(self):
        """Give a code to each record of ``self`` that has none."""
        stored = dict(
            self.env.execute_query(
                SQL(
                    "SELECT l10n_vn_code, id FROM %s WHERE l10n_vn_code IS NOT NULL",
                    SQL.identifier(self._table),
                    to_flush=self._fields["l10n_vn_code"],
                )
            )
        )
        codes, xml_ids = {id_: code for code, id_ in stored.items()}, self._get_external_ids()
        for record in self:
            code = codes.get(record.id) or record._l10n_vn_propose_code(xml_ids.get(record.id, ()), stored)
            record.l10n_vn_code = code
            stored[code] = record.id

    def _l10n_vn_propose_code(self, xml_ids, taken):
        """Return a code for one record, none of ``taken``; False where it has no name."""
        names = [xml_id.split(".")[1].removeprefix(self._l10n_vn_code_prefix) for xml_id in xml_ids[:1]]
        code = _NOT_IN_CODES.sub("_", fold(names[0] if names else self.display_name or "")).strip("_")
        if not code:
            return False
        numbers = (f"{code}_{number}" for number in range(2, len(taken) + 3))
        return next(free for free in (code, *numbers) if free not in taken)


class CrmTalkOutcome(models.Model):
    _name = "crm.talk.outcome"
    _inherit = ["crm.talk.outcome", "crm.lead.code"]
    _l10n_vn_code_prefix = "crm_talk_outcome_"


class CrmStage(models.Model):
    _name = "crm.stage"
    _inherit = ["crm.stage", "crm.lead.code"]
    _l10n_vn_code_prefix = "crm_stage_"


class CrmLeadCriterion(models.Model):
    _name = "crm.lead.criterion"
    _inherit = ["crm.lead.criterion", "crm.lead.code"]
    _l10n_vn_code_prefix = "crm_lead_criterion_"


class MailActivityType(models.Model):
    _name = "mail.activity.type"
    _inherit = ["mail.activity.type", "crm.lead.code"]
    _l10n_vn_code_prefix = "mail_activity_data_"

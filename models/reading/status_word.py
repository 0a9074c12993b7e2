"""Words of status columns, and what each means: a stage, the result of a talk, a new lead, or a lost one."""

from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.facts import facts
from ...tools.reader.mapping import Status
from ...tools.text import clean
from ...tools.value import status

_TARGETS = {"stage": "stage_ids", "outcome": "outcome_id", "lost": "lost_reason_id"}


class CrmLeadStatusWord(models.Model):
    _name = "crm.lead.status.word"
    _description = "Status Word"
    _order = "name, id"

    name = fields.Char(
        "Word", required=True, help="As lists write it. Capitals, accents and signs need not be the same in the list."
    )
    meaning = fields.Selection(
        [
            ("new", "New: the first stage"),
            ("stage", "A stage"),
            ("outcome", "The result of the last talk"),
            ("lost", "Lost, for a reason"),
        ],
        required=True,
        default="stage",
    )
    stage_ids = fields.Many2many(
        "crm.stage",
        string="Stages",
        help="Of several stages, a lead gets the first that fits: those of leads and those of opportunities differ.",
    )
    outcome_id = fields.Many2one("crm.talk.outcome", "Result", ondelete="cascade")
    lost_reason_id = fields.Many2one("crm.lost.reason", ondelete="cascade")
    company_id = fields.Many2one("res.company", help="Empty: the word means the same in all companies.")
    active = fields.Boolean(default=True)

    _word_unique = models.UniqueIndex(
        "(lower(name), COALESCE(company_id, 0)) WHERE active IS TRUE", "This word is in the table already."
    )

    @api.constrains("name", "meaning", "stage_ids", "outcome_id", "lost_reason_id")
    def _check_meaning(self):
        for word in self:
            if not status.key(word.name or ""):
                raise ValidationError(self.env._("A status word needs letters or digits: “%s”.", word.name))
            if word.meaning in _TARGETS and not word[_TARGETS[word.meaning]]:
                label = self._fields[_TARGETS[word.meaning]]._description_string(self.env)
                raise ValidationError(self.env._("Say what “%(word)s” means: %(field)s.", word=word.name, field=label))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._tidy(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._tidy(vals))

    @api.model
    def _tidy(self, vals):
        """Return ``vals`` with a tidy word: it is typed, or copied from a cell."""
        return {**vals, "name": clean(vals["name"])} if isinstance(vals.get("name"), str) else vals

    def _get_status(self, fitting):
        """Return the :class:`Status` of this one word; ``fitting`` are the ids of stages in their order."""
        if self.meaning == "outcome":
            return Status(outcome=self.outcome_id.id)
        if self.meaning == "lost":
            return Status(lost_reason=self.lost_reason_id.id)
        ids = set(self.stage_ids.ids) if self.meaning == "stage" else set()
        return Status(stage=next((id_ for id_ in fitting if id_ in ids), None))

    # Installation

    @api.model
    def _l10n_vn_set_up(self):
        """Add the words of ``status_words`` that are not there; those that people have changed stay as they are.

        A word whose stage, result or reason was deleted is left out.
        """
        words = self.with_context(active_test=False).search([("company_id", "=", False)])
        known, data, keys = {word.name.lower() for word in words}, [], Counter()
        for row in facts("status_words"):
            key = status.key(row["word"]).replace(" ", "_")
            keys[key] += 1
            values = self._get_set_up_values(row) if row["word"].lower() not in known else None
            if values:
                number = f"_{keys[key]}" if keys[key] > 1 else ""
                xml_id = f"l10n_vn_crm.crm_lead_status_word_{key}{number}"
                data.append({"xml_id": xml_id, "values": values, "noupdate": True})
        self._load_records(data, update=True)

    @api.model
    def _get_set_up_values(self, row):
        if row["meaning"] == "filler":
            return None
        names = [name if "." in name else f"l10n_vn_crm.{name}" for name in row["records"].split()]
        found = [record for name in names if (record := self.env.ref(name, raise_if_not_found=False))]
        values = {"name": row["word"], "meaning": row["meaning"]}
        if row["meaning"] == "new":
            return values
        if not found:
            return None
        target = _TARGETS[row["meaning"]]
        return {
            **values,
            target: [fields.Command.set([one.id for one in found])] if target == "stage_ids" else found[0].id,
        }

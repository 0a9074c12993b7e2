"""What each record of a group of duplicates knows, side by side."""

from odoo import api, fields, models
from odoo.tools import format_date, formatLang

from ..argument_checks import ONE, public

# Fields in which records are compared; the value of each may be chosen when they are merged.
CHOSEN = {
    "crm.lead": (
        "contact_name",
        "partner_name",
        "phone",
        "l10n_vn_phone2",
        "email_from",
        "l10n_vn_zalo",
        "l10n_vn_vat",
        "street",
        "city",
        "state_id",
        "user_id",
        "team_id",
        "source_id",
        "expected_revenue",
        "name",
    ),
    "res.partner": ("name", "phone", "email", "l10n_vn_zalo", "vat", "street", "city", "state_id", "user_id"),
}
# Shown only: they are what became of the record.
_FACTS = {"crm.lead": ("stage_id", "partner_id", "l10n_vn_last_contact"), "res.partner": ("parent_id",)}


class CrmLeadDuplicateGroup(models.Model):
    _inherit = "crm.lead.duplicate.group"

    comparison = fields.Json("Records Side by Side", compute="_compute_comparison")

    def _compute_comparison(self):
        for group in self:
            group.comparison = group._compare() if group.id else False

    @api.readonly
    @public(ONE)
    def l10n_vn_compare(self) -> dict:
        """Return what each record of the group knows.

        :return: dict of ``model``, ``records`` (list of ``id``, ``name``, ``kind``, ``stage``, ``owner``, ``since``,
            ``created``, ``may_be_left``), ``proposed`` (id), ``fields`` (list of ``name``, ``label``, ``is_chosen``,
            ``is_different``, ``values``: a text for each record, in their order) and ``obstacle`` (a sentence, or "")
        :raise AccessError: where the user may not read groups of duplicates
        """
        self.check_access("read")
        return self._compare()

    def _compare(self):
        records = self._get_records().exists()
        shown = records._filtered_access("read")
        is_lead = self.model == "crm.lead"
        if is_lead:
            shown = shown._sort_by_confidence_level(reverse=True)
        opportunities = shown.filtered(lambda lead: lead.type == "opportunity") if is_lead else shown.browse()
        return {
            "model": self.model,
            "records": [
                {
                    "id": record.id,
                    "name": record.display_name,
                    "kind": is_lead and record.type or "customer",
                    "stage": is_lead and record.stage_id.name or "",
                    # sudo: the name of a colleague of another company, as in Discuss
                    "owner": record.user_id.sudo().name or "",
                    "since": format_date(self.env, is_lead and record.date_open or record.create_date),
                    "created": format_date(self.env, record.create_date),
                    "may_be_left": not opportunities or record in opportunities,
                }
                for record in shown
            ],
            "proposed": shown[:1].id,
            "fields": self._compare_fields(shown),
            "obstacle": self._get_obstacle(records, shown),
        }

    def _get_obstacle(self, records, shown):
        """Return why the group cannot be merged by the user, "" where it can."""
        if shown != records and len(shown) < len(records):
            return self.env._("You may not see all records of this group: somebody who may has to merge them.")
        if len(shown) < 2:
            return self.env._("Nothing is left to merge here: the other records are gone.")
        if shown._filtered_access("write") != shown:
            return self.env._("You may not change all records of this group.")
        wizard = self.env["base.partner.merge.automatic.wizard"]
        if self.model == "res.partner" and not wizard.has_access("create"):
            return self.env._("To merge contacts you need the right to manage contacts: ask your administrator.")
        return ""

    def _compare_fields(self, records):
        """Return the fields of which a record has a value, as in :meth:`l10n_vn_compare`."""
        rows = []
        names = CHOSEN[self.model] + _FACTS[self.model]
        labels = records.fields_get(names, ["string"])
        for name in names:
            values = [self._show(record, name) for record in records]
            if name not in labels or not any(values):
                continue
            rows.append(
                {
                    "name": name,
                    "label": labels[name]["string"],
                    "is_chosen": name in CHOSEN[self.model],
                    "is_different": len(set(values)) > 1,
                    "values": values,
                }
            )
        return rows

    def _show(self, record, name):
        """Return the value of the field ``name`` as a text."""
        field, value = record._fields[name], record[name]
        if not value:
            return ""
        if field.type == "many2one":
            return value.sudo().display_name or ""  # sudo: as on the form of the record, which the user may read
        if field.type == "datetime":
            return format_date(self.env, value)
        if field.type == "monetary":
            currency = record[field.get_currency_field(record)]
            return formatLang(self.env, value, currency_obj=currency)
        return str(value)

"""Preview of the undo of a conversion: what comes back, and what stays as it is."""

from odoo import api, models

from ..argument_checks import SOME, public

# What is counted of the belongings of a merged lead: {model: its word}.
_COUNTED = {
    "mail.message": "messages",
    "mail.activity": "activities",
    "ir.attachment": "attachments",
    "calendar.event": "meetings",
}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.readonly
    @public(SOME)
    def l10n_vn_preview_return(self, separate: bool = True) -> list[dict]:
        """Return what :meth:`l10n_vn_return_to_lead` would do with the records of ``self``; nothing is changed.

        :param bool separate: as there
        :return: list of dict: ``lead_id``, ``refusals`` (list of str: why it may not be undone), ``back`` and
            ``stays`` (lists of str: what comes back, and what stays as it is)
        :raise AccessError: where the user may not write a record
        """
        self.check_access("write")
        refusals = self._l10n_vn_find_return_refusals()
        snapshots = self._l10n_vn_find_snapshots(bool(separate))
        stays = self._l10n_vn_describe_stays(snapshots)
        given_back = self._l10n_vn_get_given_back(snapshots)
        made = self._l10n_vn_find_made_customers(snapshots)
        uses = self._l10n_vn_find_customer_uses(self.env["res.partner"].union(*made.values()))
        kept = {id_: self._l10n_vn_explain_uses(names) for id_, names in uses.items()}
        values, _changed = self._l10n_vn_find_earlier_values(snapshots.filtered(lambda one: one.kind != "merged"))
        back = self._l10n_vn_describe_merged(snapshots)
        result = []
        for lead in self:
            partners = made.get(lead.id, self.env["res.partner"])
            removed = partners.filtered(lambda one: one.id not in kept)
            told = lead._l10n_vn_describe_given_back(given_back[lead.id])
            told += lead._l10n_vn_describe_values(values[lead.id])
            told += [
                self.env._("Customer “%(name)s”, created by the conversion, is removed.", name=one.display_name)
                for one in removed
            ]
            result.append(
                {
                    "lead_id": lead.id,
                    "refusals": refusals.get(lead.id, []),
                    "back": told + back.get(lead.id, []),
                    "stays": stays[lead.id] + self._l10n_vn_describe_customers(partners - removed, kept),
                }
            )
        return result

    def _l10n_vn_describe_given_back(self, values):
        """Return sentences on stage, salesperson and team that the record gets back."""
        told = []
        for name in ("stage_id", "user_id", "team_id"):
            # sudo: the name of a salesperson or team that the lead had
            record = self.env[self._fields[name].comodel_name].sudo().browse(values[name] or [])
            told.append(f"{self._l10n_vn_get_field_label(name)}: {record.display_name or '–'}")
        return told

    def _l10n_vn_describe_values(self, values):
        """Return a sentence on the other fields of the record that get their earlier value."""
        names = [name for name in values if name not in ("type", "stage_id", "user_id", "team_id")]
        labels = [self._l10n_vn_get_field_label(name) for name in names if self._l10n_vn_is_shown(name)]
        if not labels:
            return []
        return [self.env._("Its earlier values: %(fields)s", fields=", ".join(dict.fromkeys(labels)))]

    @api.model
    def _l10n_vn_get_field_label(self, name):
        return self._fields[name]._description_string(self.env)

    @api.model
    def _l10n_vn_is_shown(self, name):
        field = self._fields[name]
        return not field.readonly and self._has_field_access(field, "read") and field._description_string(self.env)

    def _l10n_vn_find_merged_ids(self, snapshots):
        """Return {id of a record of ``self``: ids of the leads merged into it that ``snapshots`` bring back}."""
        merged = {}
        for one in snapshots:
            if one.kind == "merged":
                merged.setdefault(one.head_number, []).append(one.lead_number)
        return merged

    def _l10n_vn_describe_merged(self, snapshots):
        """Return {id of a record of ``self``: sentences on the leads that are separated from it}."""
        words = {
            "messages": self.env._("messages"),
            "activities": self.env._("activities"),
            "attachments": self.env._("attachments"),
            "meetings": self.env._("meetings"),
        }
        told, merged = {}, snapshots.filtered(lambda one: one.kind == "merged").sorted("lead_number")
        present = self._l10n_vn_count_belongings(merged)
        for one in merged:
            counts = [f"{there} {words[word]}" for model, word in _COUNTED.items() if (there := present[one, model][0])]
            told.setdefault(one.head_number, []).append(
                self.env._(
                    "Lead “%(name)s” comes back (%(what)s).",
                    name=one.before.get("name"),
                    what=", ".join(counts) or self.env._("its own data"),
                )
            )
        return told

    @api.model
    def _l10n_vn_count_belongings(self, snapshots):
        """Return {(snapshot, model): numbers of records that go back to its lead, and of those that are gone}."""
        counts = {}
        for model in _COUNTED:
            ids = {
                one: {
                    int(id_)
                    for key, rows in (one.belongings or {}).items()
                    if key.rpartition(".")[0] == model
                    for id_ in rows
                }
                for one in snapshots
            }
            # sudo: only their number is shown
            there = set(self.env[model].sudo().browse(set().union(*ids.values())).exists().ids)
            counts |= {(one, model): (len(of_one & there), len(of_one - there)) for one, of_one in ids.items()}
        return counts

    def _l10n_vn_describe_stays(self, snapshots, converted=True):
        """Return {id of a record of ``self``: sentences on what the undo of ``snapshots`` does not bring back}.

        :param bool converted: whether conversions are undone, not merges only
        """
        _values, changed = self._l10n_vn_find_earlier_values(snapshots.filtered(lambda one: one.kind != "merged"))
        known = {one.lead_number for one in snapshots if one.kind == "converted"}
        told = {}
        for lead in self:
            told[lead.id] = []
            if converted and lead.type == "opportunity" and lead.date_conversion and lead.id not in known:
                told[lead.id].append(
                    self.env._("What it was before is not stored: it goes to the first stage of leads.")
                )
            labels = [
                self._l10n_vn_get_field_label(name) for name in changed.get(lead.id, ()) if self._l10n_vn_is_shown(name)
            ]
            if labels:
                told[lead.id].append(
                    self.env._("Changed since, so they stay: %(fields)s", fields=", ".join(sorted(set(labels))))
                )
        merged = snapshots.filtered(lambda one: one.kind == "merged")
        counts = self._l10n_vn_count_belongings(merged)
        for one in merged:
            gone = sum(counts[one, model][1] for model in _COUNTED)
            if gone and one.head_number in told:
                told[one.head_number].append(
                    self.env._(
                        "%(count)s messages, activities or files of “%(name)s” were deleted since.",
                        count=gone,
                        name=one.before.get("name"),
                    )
                )
        return told

    @api.model
    def _l10n_vn_describe_customers(self, partners, reasons):
        """Return a sentence on each of ``partners`` that stays; ``reasons`` is {partner id: why}."""
        return [
            self.env._("Customer “%(name)s” stays: %(reason)s.", name=one.display_name, reason=reasons[one.id])
            for one in partners
            if one.id in reasons
        ]

"""Bulk creation of customers by copying database rows.

Customers that are equal in all but texts form a group. The first is created by the ORM, so that the code of every
installed module runs for it; the others are copied from its row, with their own texts and what is computed from them.
Each rule is checked on the first of its group: where it does not hold there, the ORM creates the group.
"""

from collections import defaultdict

from odoo import api, models

from ...tools.grouping import values_key
from ...tools.name import search_key
from .copy_rows import copy_rows, reserve_ids
from .known_modules import BulkBlocker, is_harmless, module_of

MIN_ROWS = 10
# Fields with a value for each customer; other texts only for some.
ALWAYS_GIVEN = {"email", "name", "parent_id", "phone"}
# Equal in a group, so a constraint on them passes or fails for all of it.
CHECKED_ALIKE = {"company_id", "parent_id"}
# Computed from the company, and given with the customer or equal in a group.
OF_COMPANY = {"lang", "user_id"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_get_partner_texts(self):
        """Return the names of the fields in which customers of a group may differ; to be extended by other modules.

        A field that is added is a column of its own, without inverse, from which nothing is computed except by a rule.
        """
        return {
            "city",
            "comment",
            "company_name",
            "email",
            "function",
            "l10n_vn_zalo",
            "name",
            "phone",
            "street",
            "street2",
            "website",
            "zip",
        }

    @api.model
    def _l10n_vn_get_partner_rules(self):
        """Return how stored fields of customers are computed from those texts; to be extended by other modules.

        :return: {field name: function of the plan and of the customer's id that returns the value of the column}
        """
        _names, search_text = self.env["res.partner"]._l10n_vn_get_search_text_rule()
        return {
            "parent_id": lambda plan, id_: plan.company.id or None,
            "commercial_partner_id": lambda plan, id_: plan.company.id or id_,
            "commercial_company_name": lambda plan, id_: (
                plan.vals["name"] if plan.vals["is_company"] else above(plan) or None
            ),
            "complete_name": lambda plan, id_: complete_name(plan),
            "email_normalized": lambda plan, id_: plan.lead.email_normalized if plan.vals.get("email") else None,
            "l10n_vn_name_key": lambda plan, id_: key_of_name(plan) or None,
            "l10n_vn_search_text": lambda plan, id_: search_text(
                {**plan.vals, **of_company(plan), "complete_name": complete_name(plan)}
            ),
            "phone_sanitized": lambda plan, id_: plan.lead.phone_sanitized or None if plan.vals.get("phone") else None,
        }

    @api.model
    def _l10n_vn_create_partners(self, plans):
        """Create the partners of ``plans``; salespeople are notified of opportunities, not of each customer.

        :return: recordset, in the order of ``plans``
        """
        groups, singles = self._l10n_vn_group_partners(plans)
        firsts = [*(group[0] for group in groups), *singles]
        made = dict(zip(firsts, self._l10n_vn_create_by_orm([plans[index] for index in firsts]), strict=True))
        self.env.flush_all()
        originals, others = {}, []
        for group in groups:
            if self._l10n_vn_can_be_copied(made[group[0]], plans[group[0]]):
                originals.update((index, made[group[0]]) for index in group[1:])
            else:
                others += group[1:]
        made.update(zip(others, self._l10n_vn_create_by_orm([plans[index] for index in others]), strict=True))
        copies = self._l10n_vn_copy_partners(list(originals.values()), [plans[index] for index in originals])
        made.update(zip(originals, copies, strict=True))
        self.env["res.partner"].invalidate_model()
        return self.env["res.partner"].browse(made[index].id for index in range(len(plans)))

    @api.model
    def _l10n_vn_group_partners(self, plans):
        """Return groups of indexes in ``plans`` of partners that can be copied from one row, and the other indexes."""
        if len(plans) < MIN_ROWS or not self._l10n_vn_may_copy_partners(plans):
            return [], list(range(len(plans)))
        groups, singles = defaultdict(list), []
        plain, texts = self._l10n_vn_plain_columns(), self._l10n_vn_get_partner_texts()
        for index, plan in enumerate(plans):
            vals, lead = plan.vals, plan.lead
            by_rule = (
                all(name in plain or not value for name, value in vals.items())
                and (not plan.company or plan.is_own)
                and (vals.get("phone") or False) == (lead.phone or False)
                and (vals.get("email") or "").lower() == (lead.email_normalized or "")
            )
            given = frozenset(name for name, value in vals.items() if value)
            # Empty values of fields that are no texts are compared as well: a field may have a default.
            rest = values_key(vals, vals.keys() - texts - {"parent_id"})
            if by_rule:
                groups[frozenset(vals), given, rest, lead.country_id.id].append(index)
            else:
                singles.append(index)
        return list(groups.values()), singles

    @api.model
    def _l10n_vn_plain_columns(self):
        """Return the names of the fields of partners whose values are stored in the copied row and nowhere else."""
        partner_model, texts = self.env["res.partner"], self._l10n_vn_get_partner_texts()
        # A constraint may compare records: a barcode must be unique.
        checked = {name for check in partner_model._constraint_methods for name in check._constrains} - CHECKED_ALIKE
        known = self._l10n_vn_get_bulk_known()
        return {
            name
            for name, field in partner_model._fields.items()
            if field.store
            and field.column_type
            and name != "id"
            and name not in checked
            and (not field.inverse or name in texts or is_harmless(partner_model, field.inverse, known))
        }

    @api.model
    def _l10n_vn_may_copy_partners(self, plans):
        """Return whether no module blocks the creation of customers by copies."""
        given = {name for plan in plans for name, value in plan.vals.items() if value}
        return self._l10n_vn_can_bulk("customers", self._l10n_vn_get_customer_blockers(given))

    @api.model
    def _l10n_vn_get_customer_blockers(self, given=frozenset(ALWAYS_GIVEN)):
        """Return constraints, computed and shared fields that use a field of ``given`` (names) of each customer."""
        partner_model, texts = self.env["res.partner"], self._l10n_vn_get_partner_texts()
        by_rule = texts | self._l10n_vn_get_partner_rules().keys() | OF_COMPANY
        given = texts & given
        checks = [check for check in partner_model._constraint_methods if given.intersection(check._constrains)]
        computed = {
            other
            for name in given | {"parent_id"}
            for other in self.pool.get_dependent_fields(partner_model._fields[name])
            if other.store and other.compute and other.model_name == "res.partner" and other.name not in by_rule
        }
        # A company would pass them on to its contacts.
        computed |= {partner_model._fields[name] for name in texts.intersection(partner_model._commercial_fields())}
        return sorted(
            [BulkBlocker("constraint", "res.partner", check.__name__, module_of(check)) for check in checks]
            + [BulkBlocker("computed", "res.partner", field.name, field._module or "") for field in computed]
        )

    @api.model
    def _l10n_vn_create_by_orm(self, plans):
        """Create partners with one ``create``, and set the salesperson with one ``write`` each."""
        quiet = self.env["res.partner"].with_context(mail_auto_subscribe_no_notify=True)
        partners = quiet.create([{**plan.vals, "user_id": False} for plan in plans])
        of_user = defaultdict(list)
        for partner, plan in zip(partners, plans, strict=True):
            of_user[plan.vals["user_id"]].append(partner.id)
        for user_id, ids in of_user.items():
            if user_id:
                quiet.browse(ids).write({"user_id": user_id})
        return partners.with_env(self.env)

    @api.model
    def _l10n_vn_can_be_copied(self, partner, plan):
        """Return whether the rules hold for ``partner``, and its chatter contains nothing specific to it."""
        # sudo: nobody has access to the search key, and a copy needs the same
        system = partner.sudo()
        for name, rule in self._l10n_vn_get_partner_rules().items():
            stored, value = system[name], rule(plan, partner.id)
            if (stored.id if isinstance(stored, models.BaseModel) else stored) != (value or False):
                return False
        texts = [name for name in self._l10n_vn_get_partner_texts() if plan.vals.get(name)]
        # sudo: notes that the user may not read are copied as well
        messages = partner.sudo().message_ids
        return all(partner[name] == plan.vals[name] for name in texts) and not any(
            message.notification_ids or message.tracking_value_ids or partner.name in (message.body or "")
            for message in messages
        )

    @api.model
    def _l10n_vn_copy_partners(self, originals, plans):
        """Copy the partners ``originals``, one for each of ``plans``, with followers and notes."""
        partners = self.env["res.partner"]
        ids = reserve_ids(partners, len(plans))
        if not ids:
            return partners
        columns, texts, rules = defaultdict(list), self._l10n_vn_get_partner_texts(), self._l10n_vn_get_partner_rules()
        for id_, plan in zip(ids, plans, strict=True):
            for name, rule in rules.items():
                columns[name].append(rule(plan, id_))
            for name in texts:
                columns[name].append(plan.vals.get(name) or None)
        original_ids = [original.id for original in originals]
        copy_rows(partners, ids, original_ids, columns)
        for model, owner in (("mail.followers", "res_model"), ("mail.message", "model")):
            # sudo: as the ORM writes them for each new partner
            records = (
                self.env[model].sudo().search([(owner, "=", "res.partner"), ("res_id", "in", list(set(original_ids)))])
            )
            of_original = records.grouped("res_id")
            pairs = [
                (record.id, id_)
                for id_, original_id in zip(ids, original_ids, strict=True)
                for record in of_original.get(original_id, ())
            ]
            new_ids = reserve_ids(records, len(pairs))
            if pairs:
                copy_rows(records, new_ids, [old for old, _id in pairs], {"res_id": [id_ for _old, id_ in pairs]})
        return partners.browse(ids)


def above(plan):
    """Return the name of the company that the customer of ``plan`` belongs to."""
    return plan.company.name or plan.vals.get("company_name")


def complete_name(plan):
    """Return the name of the customer of ``plan`` behind that of its company."""
    name = plan.vals["name"]
    return f"{above(plan)}, {name}" if above(plan) and not plan.vals["is_company"] else name


def of_company(plan):
    """Return the codes (dict of values) that a contact has from its company."""
    return {name: plan.company[name] for name in ("vat", "company_registry")} if plan.company else {}


def key_of_name(plan):
    """Return the key by which the name of the customer of ``plan`` is compared."""
    name, lead = plan.vals["name"], plan.lead
    if plan.vals["is_company"]:
        return lead.l10n_vn_company_key if name == lead.partner_name else search_key.company(name)
    return lead.l10n_vn_person_key if name == lead.contact_name else search_key.person(name)

"""How are thousands of customers created in the time of a few?

Customers that are equal in all but texts form a group. The first is created by the ORM, with everything that every
module does then; the others are copied from what stands in the database, texts and what follows from them replaced.
Each rule is checked on the first of its group: where it does not hold there, the ORM creates the group.
"""

from collections import defaultdict

from odoo import api, models

from ...tools.grouping import values_key
from ...tools.name import search_key
from ...tools.phone import search
from .copy_rows import copy_rows, reserve_ids
from .known_modules import is_changed_elsewhere

MIN_ROWS = 10
TEXTS = {
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
FOLLOWING = {
    "commercial_company_name",
    "commercial_partner_id",
    "complete_name",
    "email_normalized",
    "l10n_vn_name_key",
    "l10n_vn_search_key",
    "phone_sanitized",
}
WATCHED_METHODS = {
    "_children_sync",
    "_commercial_fields",
    "_compute_complete_name",
    "_compute_phone_sanitized",
    "_creation_message",
    "_creation_subtype",
    "_fields_sync",
    "_get_complete_name",
    "_handle_first_contact_creation",
    "_message_auto_subscribe_followers",
    "_track_template",
    "create",
}


def following(plan, partner_id):
    """Return what follows from the texts of a partner: stored fields and their column values."""
    vals, lead, company = plan.vals, plan.lead, plan.company
    name, above = vals["name"], company.name or vals.get("company_name")
    if vals["is_company"]:
        key = lead.l10n_vn_company_key if name == lead.partner_name else search_key.company(name)
    else:
        key = lead.l10n_vn_person_key if name == lead.contact_name else search_key.person(name)
    return {
        "parent_id": company.id or None,
        "commercial_partner_id": company.id or partner_id,
        "commercial_company_name": name if vals["is_company"] else above or None,
        "complete_name": f"{above}, {name}" if above and not vals["is_company"] else name,
        "email_normalized": lead.email_normalized if vals.get("email") else None,
        "l10n_vn_name_key": key or None,
        "l10n_vn_search_key": search.stored([vals.get("phone")], vals.get("l10n_vn_zalo")) or None,
        "phone_sanitized": lead.phone_sanitized or None if vals.get("phone") else None,
    }


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_create_partners(self, plans):
        """Create the partners of ``plans``; salespeople are told of opportunities, not of each customer.

        :return: recordset, in the order of ``plans``
        """
        groups, singles = self._l10n_vn_group_partners(plans)
        firsts = [*(group[0] for group in groups), *singles]
        made = dict(zip(firsts, self._l10n_vn_create_by_orm([plans[place] for place in firsts]), strict=True))
        self.env.flush_all()
        likes, others = {}, []
        for group in groups:
            if self._l10n_vn_is_model(made[group[0]], plans[group[0]]):
                likes.update((place, made[group[0]]) for place in group[1:])
            else:
                others += group[1:]
        made.update(zip(others, self._l10n_vn_create_by_orm([plans[place] for place in others]), strict=True))
        copies = self._l10n_vn_copy_partners(list(likes.values()), [plans[place] for place in likes])
        made.update(zip(likes, copies, strict=True))
        self.env["res.partner"].invalidate_model()
        return self.env["res.partner"].browse(made[place].id for place in range(len(plans)))

    @api.model
    def _l10n_vn_group_partners(self, plans):
        """Return lists of places in ``plans`` of partners that can share a row to copy, and the other places."""
        if len(plans) < MIN_ROWS or not self._l10n_vn_may_copy_partners(plans):
            return [], list(range(len(plans)))
        groups, singles = defaultdict(list), []
        plain = self._l10n_vn_plain_columns()
        for place, plan in enumerate(plans):
            vals, lead = plan.vals, plan.lead
            by_rule = (
                all(name in plain or not value for name, value in vals.items())
                and (not plan.company or plan.is_own)
                and (vals.get("phone") or False) == (lead.phone or False)
                and (vals.get("email") or "").lower() == (lead.email_normalized or "")
            )
            given = frozenset(name for name, value in vals.items() if value)
            # Of what is not a text the empty values count as well: a field may have a default.
            rest = values_key(vals, vals.keys() - TEXTS - {"parent_id"})
            if by_rule:
                groups[frozenset(vals), given, rest, lead.country_id.id].append(place)
            else:
                singles.append(place)
        return list(groups.values()), singles

    @api.model
    def _l10n_vn_plain_columns(self):
        """Return the names of the fields of partners whose values are in the row that is copied and nowhere else."""
        return {
            name
            for name, field in self.env["res.partner"]._fields.items()
            if field.store and field.column_type and name != "id" and (not field.inverse or name in TEXTS)
        }

    @api.model
    def _l10n_vn_may_copy_partners(self, plans):
        """Tell whether nothing is installed that a copied partner would miss."""
        partner_model = self.env["res.partner"]
        given = {name for plan in plans for name, value in plan.vals.items() if value} & TEXTS
        checked = any(given.intersection(check._constrains) for check in partner_model._constraint_methods)
        followers = {
            other.name
            for name in given
            for other in self.pool.get_dependent_fields(partner_model._fields[name])
            if other.store and other.compute and other.model_name == "res.partner"
        }
        follows_by_rule = not checked and followers <= FOLLOWING | TEXTS
        return follows_by_rule and not is_changed_elsewhere(partner_model, WATCHED_METHODS)

    @api.model
    def _l10n_vn_create_by_orm(self, plans):
        """Create partners with one creation; all of one salesperson get it at once."""
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
    def _l10n_vn_is_model(self, partner, plan):
        """Tell whether the rules hold for ``partner``, and its chatter says nothing that is its own."""
        # sudo: nobody has access to the search key, and a copy needs the same
        system = partner.sudo()
        for name, value in following(plan, partner.id).items():
            stored = system[name]
            if (stored.id if isinstance(stored, models.BaseModel) else stored) != (value or False):
                return False
        texts = [name for name in TEXTS if plan.vals.get(name)]
        # sudo: notes that the user may not read are copied as well
        messages = partner.sudo().message_ids
        return all(partner[name] == plan.vals[name] for name in texts) and not any(
            message.notification_ids or message.tracking_value_ids or partner.name in (message.body or "")
            for message in messages
        )

    @api.model
    def _l10n_vn_copy_partners(self, likes, plans):
        """Copy the partners ``likes``, one for each of ``plans``, with followers and notes."""
        partners = self.env["res.partner"]
        ids = reserve_ids(partners, len(plans))
        if not ids:
            return partners
        columns = defaultdict(list)
        for id_, plan in zip(ids, plans, strict=True):
            for name, value in following(plan, id_).items():
                columns[name].append(value)
            for name in TEXTS:
                columns[name].append(plan.vals.get(name) or None)
        like_ids = [like.id for like in likes]
        copy_rows(partners, ids, like_ids, columns)
        for model, owner in (("mail.followers", "res_model"), ("mail.message", "model")):
            # sudo: as the ORM writes them for each new partner
            records = (
                self.env[model].sudo().search([(owner, "=", "res.partner"), ("res_id", "in", list(set(like_ids)))])
            )
            of_like = records.grouped("res_id")
            pairs = [
                (record.id, id_)
                for id_, like_id in zip(ids, like_ids, strict=True)
                for record in of_like.get(like_id, ())
            ]
            new_ids = reserve_ids(records, len(pairs))
            if pairs:
                copy_rows(records, new_ids, [old for old, _id in pairs], {"res_id": [id_ for _old, id_ in pairs]})
        return partners.browse(ids)

"""Bulk creation of leads by copying database rows.

Rows that are equal in all that matters form a group. The first of each group is created by the ORM, so that the code of
every installed module runs for it; the others are copied from its rows in the database. Rows whose copy could differ
from what the ORM creates are created by the ORM.
"""

from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Command, Domain

from ...tools.grouping import values_key
from ..context import Cleaned, ReservedIds
from .copy_rows import copy_rows, insert_links, reserve_ids

MIN_ROWS = 20
# Where the ORM creates more than this part of the rows, copying the others saves no time.
MAX_PART_BY_ORM = 1 / 3
# Values of these types are left to the ORM, except lists of commands that link records.
UNHASHABLE = (dict, list, set, tuple, models.BaseModel)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_create_rows(self, create, vals_list):
        """Create leads of ``vals_list`` through ``create``, the bound method of ``super()``.

        :return: the leads, in the order of ``vals_list``, their ids rising
        """
        groups, singles = self._l10n_vn_group_alike(vals_list)
        if not groups or len(groups) + len(singles) > len(vals_list) * MAX_PART_BY_ORM:
            return create(vals_list)
        ids, leads = reserve_ids(self, len(vals_list)), {}

        def by_orm(indexes):
            indexes = sorted(set(indexes) - leads.keys())
            made = self._l10n_vn_create_with_ids(
                create, [vals_list[index] for index in indexes], [ids[index] for index in indexes]
            )
            leads.update(zip(indexes, made, strict=True))

        by_orm([0, *singles, *(group[0] for group in groups)])
        firsts = self.union(*(leads[group[0]] for group in groups))
        fit = firsts._l10n_vn_fit_to_copy()
        by_orm([index for group in groups if leads[group[0]] not in fit for index in group])
        notified = fit._l10n_vn_get_notified()
        verification_rows = {
            group[0]: self._l10n_vn_find_most_different(group, vals_list)
            for group in groups
            if leads[group[0]] in notified
        }
        by_orm(
            [
                index
                for group in groups
                if group[0] in verification_rows
                for index in group
                if index == verification_rows[group[0]] or not self._l10n_vn_has_replaceable_name(vals_list[index])
            ]
        )
        unverified = [
            first
            for first, second in verification_rows.items()
            if not leads[first]._l10n_vn_renders_like(leads[second])
        ]
        by_orm([index for group in groups if group[0] in unverified for index in group])
        alike = [index for group in groups for index in group]
        self._l10n_vn_score({index: leads[index] for index in alike if index in leads}, leads[0])
        originals = {index: leads[group[0]] for group in groups for index in group if index not in leads}
        self._l10n_vn_copy(originals, vals_list, ids)
        leads.update((index, self.browse(ids[index])) for index in originals)
        alone = [
            index
            for index in singles
            if "probability" not in vals_list[index] and leads[index].active and leads[index].won_status == "pending"
        ]
        self._l10n_vn_score({index: leads[index] for index in sorted([*alike, *alone])}, leads[0])
        made = self.browse(leads[index].id for index in range(len(vals_list)))
        if not Cleaned.of(self):  # an import does not go on working with its leads
            made._l10n_vn_prefetch_created()
        return made

    def _l10n_vn_prefetch_created(self):
        """Prefetch what ``create`` of the ORM would have cached, for callers that go on with the leads one by one."""
        # sudo: a salesperson may create leads for others and not read them; the cache is filled, nothing is returned
        leads = self.sudo()
        leads.fetch(["lead_properties", "tag_ids", "activity_ids", "message_ids"])
        leads.message_ids.fetch()
        leads.partner_id.fetch()

    @api.model
    def _l10n_vn_group_alike(self, vals_list):
        """Return groups of indexes in ``vals_list`` whose rows can be copied from one lead, and the other indexes."""
        if len(vals_list) < MIN_ROWS or not self._l10n_vn_may_copy():
            return [], range(len(vals_list))
        groups, singles = defaultdict(list), []
        names = {name for vals in vals_list for name in vals}
        kinds = {name: self._l10n_vn_value_kind(name) for name in names}
        won = set(self.env["crm.stage"].search([("is_won", "=", True)]).ids)
        for index, vals in enumerate(vals_list):
            if self._l10n_vn_needs_orm(vals, kinds, won):
                singles.append(index)
            else:
                same = values_key(vals, [name for name in vals if kinds[name] == "same"])
                groups[frozenset(vals), same].append(index)
        return [self._l10n_vn_name_first(group, vals_list) for group in groups.values()], singles

    @api.model
    def _l10n_vn_name_first(self, group, vals_list):
        """Return ``group`` beginning with the row whose name is best to find and replace in texts."""
        first = max(
            group,
            key=lambda index: self._l10n_vn_has_replaceable_name(vals_list[index]) and len(vals_list[index]["name"]),
        )
        return [first, *(index for index in group if index != first)]

    @api.model
    def _l10n_vn_may_copy(self):
        """Return whether no module and no default value blocks the creation of leads by copies."""
        return self._l10n_vn_can_bulk("create", self._l10n_vn_get_create_blockers())

    @api.model
    def _l10n_vn_needs_orm(self, vals, kinds, won):
        """Return whether a row has values that only the ORM handles."""
        return (
            vals.get("stage_id") in won
            or not vals.get("active", True)
            or any(
                kinds[name] == "orm" and value not in ("", None) and value is not False for name, value in vals.items()
            )
            or any(
                isinstance(value, UNHASHABLE) and (self._fields[name].type != "many2many" or linked_ids(value) is None)
                for name, value in vals.items()
                if value
            )
        )

    @api.model
    def _l10n_vn_create_with_ids(self, create, vals_list, ids):
        """Create leads by the ORM under ids that :func:`reserve_ids` gave."""
        if not vals_list:
            return self.browse()
        # Mails wait for the queue: thousands sent one by one after the commit would hold up whoever imports.
        reserving = ReservedIds(ids).on(self.with_context(mail_notify_force_send=False))
        return create.__func__(reserving, vals_list).with_env(self.env)

    @api.model
    def _create(self, data_list):
        ids = ReservedIds.of(self)
        if ids is not None and len(ids) == len(data_list):
            for data, id_ in zip(data_list, ids, strict=True):
                data["stored"]["id"] = id_
            ids.clear()
        return super()._create(data_list)

    def _l10n_vn_fit_to_copy(self):
        """Return the leads of ``self``, just created, to which nothing belongs but followers and messages."""
        self.env.flush_all()
        # sudo: what a lead has that its creator must not see would be missing on copies as well
        owners = self.sudo().with_context(active_test=False)
        children = [
            name
            for name, field in self._fields.items()
            if field.type == "one2many"
            and not field.compute
            and field.comodel_name not in ("mail.message", "mail.followers")
        ]
        fit = owners.filtered(
            lambda lead: (
                lead.won_status == "pending"
                and not lead.stage_id.is_won
                and not lead.partner_id
                and not any(lead[name] for name in children)
            )
        )
        return self.browse(fit.ids)

    @api.model
    def _l10n_vn_find_most_different(self, group, vals_list):
        """Return the index in ``group`` of the row with a replaceable name that differs most from the first."""
        first = vals_list[group[0]]
        return max(
            (index for index in group[1:] if self._l10n_vn_has_replaceable_name(vals_list[index])),
            default=group[-1],
            key=lambda index: (
                first["name"] != vals_list[index]["name"],
                sum(first[name] != value for name, value in vals_list[index].items()),
            ),
        )

    @api.model
    def _l10n_vn_copy(self, originals, vals_list, ids):
        """Copy leads: ``originals`` is {index in ``vals_list``: the lead to copy}."""
        if not originals:
            return
        self.env.flush_all()
        by_names = defaultdict(list)
        for index in originals:
            by_names[frozenset(vals_list[index])].append(index)
        for names, indexes in by_names.items():
            self._l10n_vn_copy_values(
                names,
                [vals_list[index] for index in indexes],
                [originals[index] for index in indexes],
                [ids[index] for index in indexes],
            )
        copies = self.browse(ids[index] for index in originals)
        copies._l10n_vn_copy_chatter(list(originals.values()), [vals_list[index].get("name") for index in originals])
        self.env.invalidate_all()
        copies._l10n_vn_check_allowed()
        copies._track_discard()

    def _l10n_vn_copy_values(self, names, vals_list, originals, ids):
        """Copy leads whose rows give the fields ``names``."""
        names = [name for name in names if self._l10n_vn_value_kind(name) == "differs"]
        links = [name for name in names if self._fields[name].type == "many2many"]
        columns = self._l10n_vn_differing_columns(set(names) - set(links), vals_list, originals)
        copy_rows(self, ids, [original.id for original in originals], columns, without=links)
        for name in links:
            insert_links(
                self,
                name,
                [
                    (id_, other)
                    for id_, vals in zip(ids, vals_list, strict=True)
                    for other in linked_ids(vals[name] or [])
                ],
            )

    def _l10n_vn_check_allowed(self):
        """Refuse copies that the user's rules refuse.

        :raise AccessError: as :meth:`create` does
        """
        rules = self.env["ir.rule"]
        if self.env.su or not rules._compute_domain(self._name, "create"):
            return
        # sudo: the rule itself is what is asked; active_test: archived leads too
        asked = self.sudo().with_context(active_test=False)
        allowed = Domain("id", "in", self.ids) & Domain(rules._compute_domain(self._name, "create"))
        if asked.search_count(allowed) != len(self):
            self.check_access("create")
            raise AccessError(self.env._("You are not allowed to create some of these leads."))


def linked_ids(commands):
    """Return the ids that many2many ``commands`` link and nothing else, None where the ORM has to read them."""
    ids = []
    for command in commands if isinstance(commands, list) else [None]:
        match command:
            case [Command.SET, _, [*others]]:
                ids = list(others)
            case [Command.LINK, int(other), *_]:
                ids.append(other)
            case _:
                return None
    return list(dict.fromkeys(ids)) if all(type(id_) is int for id_ in ids) else None

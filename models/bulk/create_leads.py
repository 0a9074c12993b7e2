"""How are thousands of leads created in the time of a few?

Rows that are equal in all that matters form a group. The first of each group is created by the ORM, with everything
that every module does then; the others are copied from what stands in the database afterwards. Whatever could make a
copy differ from a lead that the ORM creates sends its rows to the ORM.
"""

from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Command, Domain

from ...tools.grouping import values_key
from ..context import Cleaned, ReservedIds
from .copy_rows import copy_rows, insert_links, reserve_ids

MIN_ROWS = 20
# Above this part of the rows, what the ORM creates takes longer than copying saves.
MAX_PART_BY_ORM = 1 / 3
# Given for one value, these are left to the ORM; links come in lists of commands.
UNHASHABLE = (dict, list, set, tuple, models.BaseModel)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_create_rows(self, create, vals_list):
        """Create leads of ``vals_list`` through ``create``, the bound method of the next class in line.

        :return: the leads, in the order of ``vals_list``, their ids rising
        """
        groups, singles = self._l10n_vn_group_alike(vals_list)
        if not groups or len(groups) + len(singles) > len(vals_list) * MAX_PART_BY_ORM:
            return create(vals_list)
        ids, leads = reserve_ids(self, len(vals_list)), {}

        def by_orm(places):
            places = sorted(set(places) - leads.keys())
            made = self._l10n_vn_create_with_ids(
                create, [vals_list[place] for place in places], [ids[place] for place in places]
            )
            leads.update(zip(places, made, strict=True))

        by_orm([0, *singles, *(group[0] for group in groups)])
        firsts = self.union(*(leads[group[0]] for group in groups))
        fit = firsts._l10n_vn_fit_to_copy()
        by_orm([place for group in groups if leads[group[0]] not in fit for place in group])
        told = fit._l10n_vn_get_notified()
        twins = {
            group[0]: self._l10n_vn_find_most_different(group, vals_list) for group in groups if leads[group[0]] in told
        }
        by_orm(
            [
                place
                for group in groups
                if group[0] in twins
                for place in group
                if place == twins[group[0]] or not self._l10n_vn_can_be_named(vals_list[place])
            ]
        )
        untold = [first for first, twin in twins.items() if not leads[first]._l10n_vn_renders_like(leads[twin])]
        by_orm([place for group in groups if group[0] in untold for place in group])
        alike = [place for group in groups for place in group]
        self._l10n_vn_score({place: leads[place] for place in alike if place in leads}, leads[0])
        likes = {place: leads[group[0]] for group in groups for place in group if place not in leads}
        self._l10n_vn_copy(likes, vals_list, ids)
        leads.update((place, self.browse(ids[place])) for place in likes)
        alone = [
            place
            for place in singles
            if "probability" not in vals_list[place] and leads[place].active and leads[place].won_status == "pending"
        ]
        self._l10n_vn_score({place: leads[place] for place in sorted([*alike, *alone])}, leads[0])
        made = self.browse(leads[place].id for place in range(len(vals_list)))
        if not Cleaned.of(self):  # an import asks nothing more of its leads
            made._l10n_vn_prefetch_created()
        return made

    def _l10n_vn_prefetch_created(self):
        """Read what the ORM leaves in memory of leads that it creates, for whoever goes on with them one by one."""
        # sudo: a salesperson may create leads for others and not read them; memory is filled, nothing is returned
        leads = self.sudo()
        leads.fetch(["lead_properties", "tag_ids", "activity_ids", "message_ids"])
        leads.message_ids.fetch()
        leads.partner_id.fetch()

    @api.model
    def _l10n_vn_group_alike(self, vals_list):
        """Return lists of places in ``vals_list`` that can share a lead to copy, and the places that cannot."""
        if len(vals_list) < MIN_ROWS or not self._l10n_vn_may_copy():
            return [], range(len(vals_list))
        groups, singles = defaultdict(list), []
        names = {name for vals in vals_list for name in vals}
        kinds = {name: self._l10n_vn_value_kind(name) for name in names}
        won = set(self.env["crm.stage"].search([("is_won", "=", True)]).ids)
        for place, vals in enumerate(vals_list):
            if self._l10n_vn_needs_orm(vals, kinds, won):
                singles.append(place)
            else:
                same = values_key(vals, [name for name in vals if kinds[name] == "same"])
                groups[frozenset(vals), same].append(place)
        return [self._l10n_vn_name_first(group, vals_list) for group in groups.values()], singles

    @api.model
    def _l10n_vn_name_first(self, group, vals_list):
        """Return ``group`` beginning with the row whose name is found again best in texts."""
        first = max(
            group, key=lambda place: self._l10n_vn_can_be_named(vals_list[place]) and len(vals_list[place]["name"])
        )
        return [first, *(place for place in group if place != first)]

    @api.model
    def _l10n_vn_may_copy(self):
        """Tell whether nothing is installed, and nothing preset, that a copied lead would miss."""
        return self._l10n_vn_is_fast("create", self._l10n_vn_get_create_hindrances())

    @api.model
    def _l10n_vn_needs_orm(self, vals, kinds, won):
        """Tell whether a row has values that only the ORM handles."""
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
        """Return the leads of ``self``, just created, that have nothing but values, followers and messages."""
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
        """Return the place in ``group`` whose row differs most from the first's, among those that can be named."""
        first = vals_list[group[0]]
        return max(
            (place for place in group[1:] if self._l10n_vn_can_be_named(vals_list[place])),
            default=group[-1],
            key=lambda place: (
                first["name"] != vals_list[place]["name"],
                sum(first[name] != value for name, value in vals_list[place].items()),
            ),
        )

    @api.model
    def _l10n_vn_copy(self, likes, vals_list, ids):
        """Copy leads: ``likes`` is {place in ``vals_list``: the lead to copy}."""
        if not likes:
            return
        self.env.flush_all()
        by_names = defaultdict(list)
        for place in likes:
            by_names[frozenset(vals_list[place])].append(place)
        for names, places in by_names.items():
            self._l10n_vn_copy_values(
                names,
                [vals_list[place] for place in places],
                [likes[place] for place in places],
                [ids[place] for place in places],
            )
        copies = self.browse(ids[place] for place in likes)
        copies._l10n_vn_copy_chatter(list(likes.values()), [vals_list[place].get("name") for place in likes])
        self.env.invalidate_all()
        copies._l10n_vn_check_allowed()
        copies._track_discard()

    def _l10n_vn_copy_values(self, names, vals_list, likes, ids):
        """Copy leads whose rows give the fields ``names``."""
        names = [name for name in names if self._l10n_vn_value_kind(name) == "differs"]
        links = [name for name in names if self._fields[name].type == "many2many"]
        columns = self._l10n_vn_differing_columns(set(names) - set(links), vals_list, likes)
        copy_rows(self, ids, [like.id for like in likes], columns, without=links)
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

"""Customers that a conversion has created: removed with its undo, where nothing else uses them."""

from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_find_made_customers(self, snapshots):
        """Return {lead id: customers and their companies that the conversions of ``snapshots`` have created}."""
        converted = snapshots.filtered(lambda snapshot: snapshot.kind == "converted")
        linked = {one.lead_number: (one.after or {}).get("partner_id") for one in converted}
        # sudo: what is read decides only whether they are removed
        partners = self.env["res.partner"].sudo().browse(filter(None, linked.values())).exists()
        (partners | partners.parent_id).fetch(["create_date", "parent_id"])
        made, found = {}, {one.id: one for one in partners}
        for snapshot in converted:
            customer = found.get(linked[snapshot.lead_number], partners.browse())
            # A customer of this transaction: newer than any when it began, not younger than its end.
            made[snapshot.lead_number] = (customer | customer.parent_id).filtered(
                lambda one, snapshot=snapshot: (
                    one.id > snapshot.last_partner and one.create_date <= snapshot.create_date
                )
            )
        return made

    def _l10n_vn_find_customer_uses(self, partners):
        """Return {id of a partner of ``partners``: names of the models in which others than the leads ``self`` use it}.

        A company is used by a contact that is not one of ``partners``, or that is used. A partner whom somebody has
        changed since it was created is used too.
        """
        if not partners:
            return {}
        self.env.flush_all()
        parts = [
            SQL(
                "SELECT 'res.partner', id FROM res_partner WHERE id = ANY(%s) AND write_date > create_date",
                partners.ids,
            )
        ]
        for use in self._l10n_vn_find_uses("res.partner"):
            if condition := self._l10n_vn_get_use_condition(use, partners):
                parts.append(
                    SQL(
                        "SELECT %s, %s FROM %s WHERE %s = ANY(%s) AND %s AND %s",
                        use.model,
                        use.column,
                        use.source,
                        use.column,
                        partners.ids,
                        use.is_of,
                        condition,
                    )
                )
        used = defaultdict(set)
        for model, partner_id in self.env.execute_query(SQL(" UNION ").join(parts)):
            # sudo: the name of a model is no secret
            used[partner_id].add(self.env["ir.model"]._get(model).sudo().name)
        for contact in partners.filtered(lambda one: one.id in used and one.parent_id in partners):
            used[contact.parent_id.id].add(self.env["ir.model"]._get("res.partner").sudo().name)  # sudo: as above
        return dict(used)

    def _l10n_vn_get_use_condition(self, use, partners):
        """Return in SQL which rows of ``use`` are no part of the customers ``partners`` and the leads ``self``.

        :return: None where none is a use: followers and notes that each new partner gets
        """
        if use.kind == "many2one_reference":
            if not self.env[use.model]._log_access:
                return None
            return SQL(
                "create_date > (SELECT made.create_date FROM res_partner AS made WHERE made.id = %s)", use.column
            )
        own = {"crm.lead": self.ids, "res.partner": partners.ids}.get(use.model)
        if not own or use.kind not in ("many2one", "reference"):
            return SQL("TRUE")
        return SQL("NOT id = ANY(%s)", own)

    def _l10n_vn_remove_customers(self, made):
        """Remove the partners of ``made``, {lead id: partners}, that only the leads ``self`` have used.

        :return: {id of a partner that stays: why (str)}
        """
        partners = self.env["res.partner"].union(*made.values())
        uses = self._l10n_vn_find_customer_uses(partners)
        free = partners.filtered(lambda one: one.id not in uses)
        reasons = {id_: self._l10n_vn_explain_uses(names) for id_, names in uses.items()}
        # Contacts first: a company can't be removed before them.
        for group in (free.filtered("parent_id"), free.filtered(lambda one: not one.parent_id)):
            reasons |= self._l10n_vn_try_removal(group)
        return reasons

    @api.model
    def _l10n_vn_explain_uses(self, names):
        return self.env._("used in: %(models)s", models=", ".join(sorted(names)))

    @api.model
    def _l10n_vn_try_removal(self, partners):
        """Delete ``partners``; return {id: why (str)} of those that another module keeps."""
        if not partners:
            return {}
        try:
            with self.env.cr.savepoint():
                # sudo: salespeople may not delete contacts; these were created by the conversion that is undone
                partners.sudo().unlink()
        except UserError as error:
            if len(partners) == 1:
                return {partners.id: str(error)}
            half = len(partners) // 2
            return self._l10n_vn_try_removal(partners[:half]) | self._l10n_vn_try_removal(partners[half:])
        return {}

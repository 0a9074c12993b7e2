"""Undo of conversions: opportunities become leads again, as they were; who may do it, and what stands against it."""

from collections import namedtuple
from datetime import timedelta

from markupsafe import Markup
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.mail import plaintext2html

from ...tools.text import clean_lines
from ..argument_checks import SOME, check_flag, check_text, public
from ..matching.lock import lock_or_retry
from ..storage_failure import in_words
from .restore_values import GIVEN_BACK

_DAYS = "l10n_vn_crm.return_days"
_DEFAULT_DAYS = 7
# ``is_back``: whether it was done; ``reasons``: why not, or what stays as it is (list of str); ``merged_ids``: leads
# that were separated.
Return = namedtuple("Return", ("lead_id", "name", "is_back", "reasons", "merged_ids"))


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_has_merged = fields.Boolean("Has Merged Leads", compute="_compute_l10n_vn_has_merged")

    def _compute_l10n_vn_has_merged(self):
        """Say whether leads were merged into the record that can be separated again."""
        # By SQL: users have no access to snapshots; only a boolean is returned.
        self.env["crm.lead.snapshot"].flush_model(["kind", "head_number"])
        found = SQL(
            "SELECT head_number FROM crm_lead_snapshot WHERE kind = 'merged' AND head_number = ANY(%s)",
            self._origin.ids,
        )
        heads = {head_id for (head_id,) in self.env.execute_query(found)}
        for lead in self:
            lead.l10n_vn_has_merged = lead._origin.id in heads

    @public(SOME)
    @in_words
    def l10n_vn_return_to_lead(self, reason: str = "", separate: bool = True) -> list[dict]:
        """Undo the conversion of the opportunities ``self``: they become the leads that they were.

        Salespeople undo conversions of their own opportunities for 7 days (system parameter
        ``l10n_vn_crm.return_days``), sales managers all. Opportunities that are won are for managers; those with a
        quotation, an order or an invoice stay.

        :param str reason: why; it is posted in the chatter
        :param bool separate: separate the leads that were merged into them as well
        :return: list of dict: ``lead_id``, ``is_back`` (bool), ``reasons`` (list of str: why not, or what stays as it
            is), ``merged_ids`` (ids of the leads that were separated and that the user may read)
        :raise AccessError: where the user may not write an opportunity
        """
        check_text(self, "reason", reason)
        check_flag(self, "separate", separate)
        self.check_access("write")
        return [
            {
                "lead_id": one.lead_id,
                "is_back": one.is_back,
                "reasons": one.reasons,
                "merged_ids": self.browse(one.merged_ids)._filtered_access("read").ids,
            }
            for one in self._l10n_vn_return(clean_lines(reason or ""), bool(separate))
        ]

    def _l10n_vn_return(self, reason, separate=True, conversion=None):
        """Undo the conversions of ``self``, as far as they may be undone.

        :param conversion: undo only what this record of a mass conversion has done
        :return: list of :class:`Return`, in the order of ``self``
        """
        leads = lock_or_retry(self)
        refusals = leads._l10n_vn_find_return_refusals()
        ready = leads.filtered(lambda lead: lead.id not in refusals)
        snapshots = ready._l10n_vn_find_snapshots(separate, conversion)
        stays = ready._l10n_vn_describe_stays(snapshots)
        merged_ids = ready._l10n_vn_find_merged_ids(snapshots)
        made = self._l10n_vn_find_made_customers(snapshots)
        given_back = ready._l10n_vn_get_given_back(snapshots)
        names, owners = {lead.id: lead.name for lead in leads}, {lead.id: lead.user_id.id for lead in ready}
        ready._l10n_vn_note_return(reason)
        merged = snapshots.filtered(lambda one: one.kind == "merged")
        left = snapshots - merged
        merged._restore_leads()
        ready._l10n_vn_restore_values(left, given_back)
        kept_customers = ready._l10n_vn_remove_customers(made)
        left.unlink()
        self._l10n_vn_notify_returned(
            {
                id_: vals["user_id"]
                for id_, vals in given_back.items()
                if vals["user_id"] not in (False, owners[id_], self.env.uid)
            }
        )
        left_customers = self.env["res.partner"].union(*made.values()).exists()
        for lead_id, partners in made.items():
            stays[lead_id] += self._l10n_vn_describe_customers(partners & left_customers, kept_customers)
        return [
            Return(
                lead.id,
                names.get(lead.id, ""),
                lead in ready,
                stays[lead.id] if lead in ready else refusals.get(lead.id) or [self.env._("It is no longer there.")],
                merged_ids.get(lead.id, []),
            )
            for lead in self
        ]

    # Who may, and what stands against it

    def _l10n_vn_find_return_refusals(self):
        """Return {lead id: sentences} of the records of ``self`` whose conversion the user may not undo."""
        env, refusals = self.env, {}
        is_manager = env.user.has_group("sales_team.group_sale_manager")
        documents, days = self._l10n_vn_find_documents(), self._l10n_vn_get_return_days()
        limit = fields.Datetime.now() - timedelta(days=days)
        dates = self._l10n_vn_get_conversion_dates()
        for lead in self:
            found = []
            if lead.type != "opportunity":
                found = [env._("It is a lead.")]
            elif lead.id not in dates:
                found = [env._("It was never a lead: it was created as an opportunity.")]
            elif not lead.active:
                found = [env._("It is lost or archived: restore it first.")]
            elif not is_manager and lead.won_status == "won":
                found = [env._("It is won: only a sales manager may undo its conversion.")]
            elif not is_manager and lead.user_id != env.user:
                found = [env._("It is not your own: only its salesperson or a sales manager may undo its conversion.")]
            elif not is_manager and dates[lead.id] < limit:
                found = [env._("It was converted more than %(days)s days ago: ask a sales manager.", days=days)]
            found += documents.get(lead.id, [])
            if found:
                refusals[lead.id] = found
        return refusals

    def _l10n_vn_get_conversion_dates(self):
        """Return {lead id: date of its conversion}; after a plain ``write``, that of the snapshot."""
        snapshots = self._l10n_vn_find_snapshots(False)
        dates = {one.lead_number: one.create_date for one in snapshots.sorted("id")}
        return dates | {lead.id: lead.date_conversion for lead in self if lead.date_conversion}

    @api.model
    def _l10n_vn_get_return_days(self):
        # sudo: users may not read system parameters
        return int(self.env["ir.config_parameter"].sudo().get_param(_DAYS, _DEFAULT_DAYS))

    def _l10n_vn_find_documents(self):
        """Return {lead id: sentences} on quotations, orders and invoices of ``self`` that are not cancelled."""
        found = {}
        for use in self._l10n_vn_find_uses("crm.lead"):
            model = self.env[use.model]
            if use.kind != "many2one" or not {"amount_total", "state"} <= model._fields.keys():
                continue
            counts = Domain("state", "!=", "cancel")
            if "invoice_ids" in model._fields:
                counts |= Domain("invoice_ids.state", "!=", "cancel")
            model.flush_model([use.field.name])
            rows = self.env.execute_query(SQL("SELECT id FROM %s WHERE %s = ANY(%s)", use.source, use.column, self.ids))
            # sudo: a document of a colleague counts too
            documents = model.sudo().browse(id_ for (id_,) in rows).filtered_domain(counts)
            for lead, of_lead in documents.grouped(use.field.name).items():
                readable = of_lead.sudo(False)._filtered_access("read")
                shown = ", ".join(readable.mapped("display_name")) or self.env._("of a colleague")
                found.setdefault(lead.id, []).append(
                    self.env._(
                        "It has a quotation, an order or an invoice (%(names)s): cancel that first.", names=shown
                    )
                )
        return found

    # How

    def _l10n_vn_find_snapshots(self, separate, conversion=None):
        """Return the snapshots of what is to be undone of ``self``, newest first."""
        kinds = ["converted", "kept", "merged"] if separate else ["converted"]
        domain = Domain("kind", "in", kinds) & Domain("head_number", "in", self.ids)
        if conversion:
            domain &= Domain("conversion_id", "=", conversion.id)
        # sudo: users have no access to snapshots; those of records that they may write are used
        return self.env["crm.lead.snapshot"].sudo().search(domain, order="id desc")

    def _l10n_vn_get_given_back(self, snapshots):
        """Return {lead id: values} of ``GIVEN_BACK``: those of before the conversion, else the first lead stage."""
        converted = {one.lead_number: one.before for one in snapshots if one.kind == "converted"}
        owners = {lead.id: lead.user_id.id for lead in self}
        # Without its salesperson a lead would be converted again by the next run of Odoo's assignment.
        converted |= {
            one.lead_number: one.before | {"user_id": owners[one.lead_number]} for one in snapshots if one.is_by_rule
        }
        earlier = {
            # sudo: teams and salespeople that the leads had
            name: self.env[self._fields[name].comodel_name].sudo().browse(ids).exists().filtered("active")
            for name in ("team_id", "user_id")
            for ids in [{before[name] for before in converted.values() if before.get(name)}]
        }
        values, stages = {}, {}
        for lead in self:
            before = converted.get(lead.id)
            own = {name: lead[name].id for name in GIVEN_BACK if name != "type"}
            # A salesperson or team that was archived, deleted or left the company since is not given back.
            own |= {
                name: id_
                for name, records in earlier.items()
                if before is not None and (not (id_ := before.get(name)) or lead._l10n_vn_fits(records, id_))
            }
            place = (own["team_id"], lead.company_id.id, (before or {}).get("stage_id"))
            if place not in stages:
                stages[place] = self._l10n_vn_find_stage_again(*place).id
            values[lead.id] = own | {"type": "lead", "stage_id": stages[place], "date_conversion": False}
        return values

    def _l10n_vn_fits(self, records, id_):
        """Return whether the record with ``id_`` is one of ``records``, teams or users, and of the lead's company."""
        record = records & records.browse(id_)
        companies = record.company_ids if record._name == "res.users" else record.company_id or self.company_id
        return bool(record) and self.company_id <= companies

    @api.model
    def _l10n_vn_find_stage_again(self, team_id, company_id, stage_id):
        """Return the stage that a lead of this team had, or the first one where it is gone, won or of another team."""
        draft = self.new({"type": "lead", "team_id": team_id, "company_id": company_id})
        stage = self.env["crm.stage"].browse(stage_id or []).exists()
        fits = stage and not stage.is_won and stage in draft._stage_find(domain=[], limit=None)
        return stage if fits else draft._l10n_vn_find_first_stage()

    def _l10n_vn_note_return(self, reason):
        """Post who has undone the conversion, and why, in the chatter of ``self``."""
        if self:
            body = Markup("<p><strong>%s</strong></p>%s") % (
                self.env._("Returned to leads: its conversion was undone."),
                plaintext2html(reason) if reason else "",
            )
            self._message_log_batch(dict.fromkeys(self.ids, body))

    @api.model
    def _l10n_vn_notify_returned(self, owners):
        """Send each salesperson one notification of the leads that are back: ``owners`` is {lead id: user id}."""
        # sudo: a colleague's lead is named to its own salesperson
        leads = self.env["crm.lead"].sudo().browse(owners)
        for user_id, of_user in leads.grouped(lambda lead: owners[lead.id]).items():
            user = self.env["res.users"].sudo().browse(user_id)  # sudo: name and language of a colleague
            env = self.with_context(lang=user.lang).env
            env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                subject=env._("Leads are back with you"),
                body=env._(
                    "%(name)s has undone the conversion of: %(leads)s",
                    name=self.env.user.name,
                    leads=", ".join(of_user[:20].mapped("name")),
                ),
            )

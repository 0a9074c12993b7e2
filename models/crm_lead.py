"""Fields of leads, and their ``create``, ``write`` and ``copy``, which call the hooks of the rooms in order."""

from odoo import api, fields, models

from .context import Proof, ShareLater
from .stored_columns import add_columns

# Of leads that are older than the addon: none has a second phone, or had a time to be answered in, and none is bound
# before a switch is turned on.
_EMPTY_AT_FIRST = (
    "l10n_vn_phone2_sanitized",
    "l10n_vn_answer_hours_taken",
    "l10n_vn_is_bound",
    "l10n_vn_bound_team_id",
)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    # Odoo's Vietnamese calls it "Trạng thái", which is a status.
    state_id = fields.Many2one(string="State/Province")
    # A copy is another deal, which has not been converted.
    date_conversion = fields.Datetime(copy=False)
    l10n_vn_vat = fields.Char("Tax Code", tracking=True, index="btree_not_null")
    l10n_vn_phone2 = fields.Char("Second Phone", tracking=True)
    l10n_vn_phone2_sanitized = fields.Char(
        "Second Phone, Sanitized", compute="_compute_l10n_vn_phone2_sanitized", store=True, index="btree_not_null"
    )
    l10n_vn_zalo = fields.Char("Zalo")
    l10n_vn_facebook = fields.Char("Facebook")
    l10n_vn_honorific = fields.Char("Honorific", help="How this person is addressed: Anh, Chị, Cô, Thầy …")
    l10n_vn_external_id = fields.Char(
        "Customer Code", index="btree_not_null", help="The number of this lead in the list or platform it came from."
    )
    l10n_vn_province_text = fields.Char("Address as Written")
    l10n_vn_received_at = fields.Datetime("Received On", help="When the person left these data.")
    l10n_vn_landing_page = fields.Char("Landing Page")
    l10n_vn_ad_info = fields.Text("Advertisement")

    # Not stored: the planned action of a list becomes an activity.
    l10n_vn_planned_date = fields.Date("Date of Next Action", store=False)
    l10n_vn_planned_summary = fields.Char("Next Action to Plan", store=False)

    @api.model
    def _l10n_vn_on_install(self):
        """Move existing leads to fitting stages, and fill their contacts; a job does so where they are many."""
        if not self.env["crm.lead.backfill"]._has_all_leads_to_do():
            self._l10n_vn_refit_stages([])
            self._l10n_vn_fill_contacts()

    def _auto_init(self):
        add_columns(self, _EMPTY_AT_FIRST)
        self._l10n_vn_add_state_column()
        self.env["crm.lead.backfill"]._add_columns(self._name)
        return super()._auto_init()

    @api.model
    def _l10n_vn_get_backfill_rules(self, installing):
        rules = super()._l10n_vn_get_backfill_rules(installing)
        rules += [self._l10n_vn_get_key_rule(), self._l10n_vn_get_text_rule()]
        if installing:
            rules += [self._l10n_vn_get_stage_rule(), self._l10n_vn_get_binding_rule()]
            rules += self._l10n_vn_get_unsent_rules()
        return rules

    @api.model
    def _l10n_vn_fill_history(self, lowest, highest):
        super()._l10n_vn_fill_history(lowest, highest)
        self._l10n_vn_fill_contacts(lowest, highest)

    @api.model_create_multi
    def create(self, vals_list):
        caller = self.env
        self = self._l10n_vn_in_users_language()
        vals_list = [dict(vals) for vals in vals_list]
        self._l10n_vn_check_assignment_date(vals_list)
        self = self._l10n_vn_drop_caller_binding(vals_list)
        self._l10n_vn_add_web_request(vals_list)
        vals_list = self._l10n_vn_clean_values(vals_list)
        is_form = bool(self._l10n_vn_get_web_request())
        self._l10n_vn_complete_consents(vals_list, is_form)
        self._l10n_vn_refuse_erased(vals_list, is_form)
        refusals = self._l10n_vn_pop_refusals(vals_list)
        self._l10n_vn_leave_to_team(vals_list)
        self._l10n_vn_mark_new_unsent(vals_list)
        plans, statuses = self._l10n_vn_pop_plans(vals_list), self._l10n_vn_pop_list_status(vals_list)
        vals_list = self._l10n_vn_hold_back_won(self._l10n_vn_fit_new_stages(vals_list))
        leads = self._l10n_vn_create_rows(super().create, vals_list)
        leads._l10n_vn_mark_unsent()
        leads._l10n_vn_follow_won_stage()
        leads._l10n_vn_follow_trial()
        leads._l10n_vn_check_created_won()
        leads._l10n_vn_apply_list_status(statuses)
        leads._l10n_vn_plan(plans)
        leads._l10n_vn_apply_refusals(refusals)
        leads._l10n_vn_link_web_request()
        leads._l10n_vn_link_mail()
        leads._l10n_vn_note_known()
        leads._l10n_vn_set_answer_by()
        leads._l10n_vn_share_on_arrival()
        return leads.with_env(caller)

    def write(self, vals):
        self = self._l10n_vn_in_users_language()
        self._l10n_vn_check_assignment_date([vals])
        [vals] = self._l10n_vn_clean_values([dict(vals)])
        if not self.env.su:
            self._l10n_vn_refuse_on_erased(vals)
            self._l10n_vn_refuse_erased([vals])
        self._l10n_vn_complete_consents([vals])
        refusals = self._l10n_vn_pop_refusals([vals])
        self = self._l10n_vn_drop_caller_binding([vals])
        plans, statuses = self._l10n_vn_pop_plans([vals]), self._l10n_vn_pop_list_status([vals])
        vals = self._l10n_vn_pass_gate(self._l10n_vn_fit_stage(vals))
        self._l10n_vn_check_not_barred(vals)
        self._l10n_vn_bind_before(vals)
        given_up = self._l10n_vn_note_given_up(vals)
        snapshots = self._l10n_vn_snapshot_before(vals)
        done = super(CrmLead, self._l10n_vn_allow_conversion_date(vals)).write(vals)
        if vals.keys() & {"stage_id", "type", "team_id"}:
            self._l10n_vn_follow_won_stage()
            self._l10n_vn_follow_trial()
        given_up._l10n_vn_go_on_holding(vals.get("user_id"))
        if vals.get("user_id"):
            self._l10n_vn_end_waiting()
        if vals.keys() & {"company_id", "team_id", "user_id"}:
            self._l10n_vn_mark_unsent()
        snapshots._finish_snapshots()
        self._l10n_vn_apply_list_status(statuses * len(self))
        self._l10n_vn_plan(plans * len(self))
        self._l10n_vn_apply_refusals(refusals * len(self))
        if vals.keys() & {"team_id", "user_id", "company_id"}:
            self._l10n_vn_set_answer_by()
        return done

    def message_post(self, **options):
        if options.get("message_type") == "comment":
            self._l10n_vn_refuse_on_erased({"description": options.get("body")})
        if self._l10n_vn_collect_note(options):
            return self.env["mail.message"]
        return super().message_post(**options)

    def _l10n_vn_in_users_language(self):
        """Return ``self`` with a language: programs send none, and notes and errors are in the user's."""
        if self.env.context.get("lang"):
            return self
        # Cached, unlike the fields of the user.
        return self.with_context(lang=self.env["res.users"].context_get().get("lang"))

    def _l10n_vn_allow_conversion_date(self, vals):
        """Return ``self``, allowed to write the conversion date where ``vals`` convert at the transaction's time."""
        is_now = vals.get("type") == "opportunity" and vals.get("date_conversion") == self.env.cr.now()
        return Proof(["date_conversion"]).on(self) if is_now else self

    def copy(self, default=None):
        later = ShareLater()
        copies = super(CrmLead, later.on(self)).copy(default).with_env(self.env)
        self._l10n_vn_bind_copies(copies)
        self._l10n_vn_bar_copies(copies)
        self._l10n_vn_hold_copies(copies)
        copies._l10n_vn_forget_known()
        copies.browse(later)._l10n_vn_share_on_arrival()
        return copies

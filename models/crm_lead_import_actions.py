"""What can be done with the record of an import?"""

from odoo import models
from odoo.exceptions import UserError

from .checked import ONE, SOME, public
from .storage_failure import in_words


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    @public(SOME)
    def action_open_leads(self):
        """Show the leads that this import created."""
        return self._action_leads([("l10n_vn_import_id", "in", self.ids)], self.env._("Created Leads"))

    @public(SOME)
    def action_open_updated(self):
        """Show the leads and opportunities that this import updated."""
        lines = self.env["crm.lead.import.line"].search(
            [("import_id", "in", self.ids), ("outcome", "in", ("updated", "restored"))]
        )
        return self._action_leads([("id", "in", lines.lead_id.ids)], self.env._("Updated Leads"))

    def _action_leads(self, domain, name):
        action = self.env["ir.actions.act_window"]._for_xml_id("crm.crm_lead_all_leads")
        return dict(action, name=name, domain=domain, context={"active_test": False, "default_type": "lead"})

    @public(ONE)
    def action_open_assign(self):
        """Ask who gets the created leads, and for which campaign."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assign, Give Campaign"),
            "res_model": "crm.lead.import.assign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_import_id": self.id},
        }

    @in_words
    def _l10n_vn_hand_out(self, users, team, campaign):
        """Give the created leads a team, a campaign, and salespeople in turn.

        :param users, team, campaign: recordsets, empty for no change
        """
        self.ensure_one()
        self.check_access("read")
        self._change_leads(lambda leads: self._hand_out(leads, users, team, campaign))

    def _hand_out(self, leads, users, team, campaign):
        if campaign:
            leads.write({"campaign_id": campaign.id})
        if users or team:
            leads._handle_salesmen_assignment(users.ids, team.id)

    @public(ONE)
    @in_words
    def action_download_failed(self):
        """Download the rows that failed, with what is wrong with each."""
        self.ensure_one()
        self.check_access("read")
        if not self.failed_count:
            raise UserError(self.env._("No row of this import has failed."))
        # What goes wrong while the rows are read is told here: the download itself could only answer "not found".
        self._failed_table()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/failed_file/{self._failed_file_name()}?download=true",
            "target": "download",
        }

    @public(SOME)
    def action_stop(self):
        """Stop an import after the rows that are going in at this moment."""
        self.check_access("read")
        self._stop()
        return True

    def _stop(self):
        self._keeper().filtered(lambda record: record.state in ("waiting", "running")).write({"state": "stopped"})

    @public(SOME)
    @in_words
    def action_resume(self):
        """Go on, in the background, with an import that was stopped or interrupted, or whose window was closed.

        :raises UserError: where there is nothing to go on with
        """
        self.check_access("read")
        stopped = self.filtered(lambda record: record.status in ("stopped", "failed"))
        open_end = stopped.filtered(lambda record: record.position < record.row_count)
        if not open_end:
            raise UserError(self[:1]._why_not_resumed())
        open_end._restore_rows()
        for record in open_end:
            record._forget_failed(record._stored_rows())
        open_end._keeper().write({"state": "waiting", "background": True, "error": False, "is_left": False})
        self.env.ref("l10n_vn_crm.crm_lead_import_cron")._trigger()
        return True

    def _why_not_resumed(self):
        if self.state in ("undoing", "undone"):
            return self.env._("This import has been undone: import the file again.")
        if self.status in ("waiting", "running"):
            return self.env._("This import is still going on.")
        return self.env._("There is nothing to continue: every row has been handled.")

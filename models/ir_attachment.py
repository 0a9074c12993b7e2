"""Which documents leave a trace in the history of a lead?"""

from odoo import api, models


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        """Note documents that are added on the documents screen of a lead."""
        documents = super().create(vals_list)
        if self.env.context.get("l10n_vn_log_documents"):
            of_leads = documents.filtered(lambda document: document.res_model == "crm.lead" and document.res_id)
            self.env["crm.lead"].browse(of_leads.mapped("res_id"))._message_log_batch(
                bodies={
                    lead_id: self.env._("Added the document %s.", ", ".join(of_lead.mapped("name")))
                    for lead_id, of_lead in of_leads.grouped("res_id").items()
                }
            )
        return documents

"""Moving messages, activities, attachments and meetings of many merged leads to the leads that are kept."""

from odoo import api, models
from odoo.fields import Domain

from ..context import Moves

# Odoo's method, the model whose records it moves, and the fields that say which lead a record belongs to.
BELONGINGS = (
    ("_merge_dependences_history", "mail.message", "model", "res_id"),
    ("_merge_dependences_history", "mail.activity", "res_model", "res_id"),
    ("_merge_dependences_attachments", "ir.attachment", "res_model", "res_id"),
    ("_merge_dependences_calendar_events", "calendar.event", None, "opportunity_id"),
)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_move_belongings(self, groups):
        """Move what belongs to merged leads, by Odoo's own methods; ``groups`` is {kept lead: merged leads}."""
        tails = self.browse(tail_id for of_head in groups.values() for tail_id in of_head.ids)
        owners, moves = tails._l10n_vn_get_owners(), Moves()
        for head, of_head in groups.items():
            ids = set(of_head.ids)
            for method in dict.fromkeys(method for method, *_rest in BELONGINGS):
                if ids & owners[method]:
                    getattr(head, method)(moves.on(of_head))
        self.env["mail.message"]._l10n_vn_write_moves(moves)

    def _l10n_vn_get_owners(self):
        """Return {name of a method of ``BELONGINGS``: ids of the leads of ``self`` that have anything it moves}."""
        owners = {method: set() for method, *_rest in BELONGINGS}
        for method, model, of_model, of_record in BELONGINGS:
            # sudo: only whether there is something to move is read; of archived activities and meetings as well
            records = self.env[model].sudo().with_context(active_test=False)
            of_leads = records._read_group(
                Domain(of_record, "in", self.ids) & (Domain(of_model, "=", self._name) if of_model else Domain.TRUE),
                [of_record],
            )
            for (owner,) in of_leads:
                owners[method].add(owner if isinstance(owner, int) else owner.id)
        return owners


class MailMessage(models.Model):
    _inherit = "mail.message"

    def write(self, vals):
        """Collect the move of a message to another lead while moves are being collected."""
        moves = Moves.of(self)
        if moves is None or vals.keys() != {"res_id", "subject"} or not self.env.is_system():
            return super().write(vals)
        moves.update(dict.fromkeys(self.ids, vals))
        return True

    @api.model
    def _l10n_vn_write_moves(self, moves):
        """Write different values on each message, at the cost of one write: ``moves`` is {id: values}."""
        # sudo: as in Odoo's own method, all messages are moved, also those that the user may not read
        messages = self.sudo().browse(moves)
        names = ["res_id", "subject"]
        with self.env.protecting([self._fields[name] for name in names], messages):
            for message in messages:
                message.update(moves[message.id])
        messages.modified(names)
        self.env["crm.lead"].invalidate_model(["message_ids", "message_needaction", "message_needaction_counter"])

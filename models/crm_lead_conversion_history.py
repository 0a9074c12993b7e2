"""How does what belongs to thousands of merged leads follow them into those that stay?"""

from odoo import api, models
from odoo.fields import Domain

# What moves what, and where it is found that a lead has any of it.
BELONGINGS = (
    ("_merge_dependences_history", "mail.message", "model", "res_id"),
    ("_merge_dependences_history", "mail.activity", "res_model", "res_id"),
    ("_merge_dependences_attachments", "ir.attachment", "res_model", "res_id"),
    ("_merge_dependences_calendar_events", "calendar.event", None, "opportunity_id"),
)


class Moves(dict):
    """Values that wait to be written together, of each record: a type that no context from outside can hold."""


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_move_belongings(self, groups):
        """Move what belongs to merged leads, by Odoo's own methods: ``groups`` is {head: the leads merged into it}."""
        tails = self.browse(tail_id for of_head in groups.values() for tail_id in of_head.ids)
        owners, moves = tails._l10n_vn_get_owners(), Moves()
        for head, of_head in groups.items():
            ids = set(of_head.ids)
            for method in dict.fromkeys(method for method, *_place in BELONGINGS):
                if ids & owners[method]:
                    getattr(head, method)(of_head.with_context(l10n_vn_moves=moves))
        self.env["mail.message"]._l10n_vn_write_moves(moves)
        self._l10n_vn_merge_answers(groups)
        self._l10n_vn_merge_contacts(groups)

    def _l10n_vn_get_owners(self):
        """Return {name of a method of ``BELONGINGS``: ids of the leads of ``self`` that have anything it moves}."""
        owners = {method: set() for method, *_place in BELONGINGS}
        for method, model, of_model, of_record in BELONGINGS:
            domain = Domain(of_record, "in", self.ids)
            if of_model:
                domain &= Domain(of_model, "=", self._name)
            # sudo: that there is something to move is asked, not what; archived activities and meetings as well
            records = self.env[model].sudo().with_context(active_test=False)
            for (owner,) in records._read_group(domain, [of_record]):
                owners[method].add(owner if isinstance(owner, int) else owner.id)
        return owners


class MailMessage(models.Model):
    _inherit = "mail.message"

    def write(self, vals):
        """Let the move of a message to another lead wait where moves are being collected."""
        moves = self.env.context.get("l10n_vn_moves")
        if not isinstance(moves, Moves) or vals.keys() != {"res_id", "subject"} or not self.env.is_system():
            return super().write(vals)
        moves.update(dict.fromkeys(self.ids, vals))
        return True

    @api.model
    def _l10n_vn_write_moves(self, moves):
        """Write other values on each message, at the price of one write: ``moves`` is {id: values}."""
        # sudo: as in Odoo's own method, all messages go along, whoever may read them
        messages = self.sudo().browse(moves)
        names = ["res_id", "subject"]
        with self.env.protecting([self._fields[name] for name in names], messages):
            for message in messages:
                message.update(moves[message.id])
        messages.modified(names)
        self.env["crm.lead"].invalidate_model(["message_ids", "message_needaction", "message_needaction_counter"])

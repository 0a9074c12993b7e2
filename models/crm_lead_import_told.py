"""What is the importer told when an import, or its undoing, has ended?"""

from odoo import models
from odoo.tools.misc import formatLang


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    def _tell_importer(self):
        """Tell who started it how the import ended: at once on the screen, and in the inbox."""
        body = self._summary()
        to_do = self.failed_count or self.review_count and self.state == "done"
        kind = "success" if self.state in ("done", "undone") and not to_do else "warning"
        self.user_id._bus_send("simple_notification", {"type": kind, "title": self.file_name, "message": body})
        # sudo: the message is Odoo's own, about a record that its reader may not write.
        self._keeper().message_notify(
            body=body,
            subject=self.file_name,
            partner_ids=self.user_id.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
            model=self._name,
            res_id=self.id,
        )

    def _summary(self):
        """Return a sentence like "Done: 6,000 created, 19 skipped"; what there is none of is not worth a word."""
        state = dict(self._fields["state"]._description_selection(self.env))[self.state]
        if self.state == "undone":
            counts = [
                (self.removed_count, self.env._("%s removed")),
                (self.restored_count, self.env._("%s restored")),
                (self.kept_count, self.env._("%s kept, as somebody has worked on them")),
            ]
        else:
            counts = [
                (self.created_count, self.env._("%s created")),
                (self.updated_count, self.env._("%s updated")),
                (self.skipped_count, self.env._("%s skipped")),
                (self.failed_count, self.env._("%s failed")),
                (self.review_count, self.env._("%s to review")),
                (self.test_count, self.env._("%s test rows left out")),
            ]
        parts = [words % self._written(count) for count, words in counts if count]
        return f"{state}: {', '.join(parts)}" if parts else state

    def _written(self, count):
        """Return the number ``count`` as people of the user's language write it."""
        return formatLang(self.env, count, digits=0)

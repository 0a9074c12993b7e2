"""How are many activities closed at once?"""

from odoo import models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _l10n_vn_close(self, feedback):
        """Mark the activities of ``self`` as done.

        :param str feedback: what came of them
        :return: those that need a message of their own: Odoo has written none for them
        """
        plain = self.filtered(lambda activity: activity._l10n_vn_is_plain())
        for activity in self - plain:
            activity.action_feedback(feedback=feedback)
        # Odoo posts one message an activity when it is done, at ten queries each; the caller logs them in one batch.
        plain.action_archive()
        plain.feedback = feedback
        return plain

    def _l10n_vn_is_plain(self):
        """Tell whether nothing follows from this activity's end: no next activity, meeting or document."""
        return not (self.chaining_type == "trigger" or self.calendar_event_id or self.attachment_ids)

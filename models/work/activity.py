"""Closing of many activities in one batch."""

from odoo import models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _l10n_vn_close(self, feedback):
        """Mark the activities of ``self`` as done.

        :param str feedback: the result
        :return: activities for which Odoo has posted no message; the caller posts it
        """
        plain = self.filtered(lambda activity: activity._l10n_vn_is_plain())
        for activity in self - plain:
            activity.action_feedback(feedback=feedback)
        # Odoo posts one message an activity when it is done, at ten queries each; the caller posts them in one batch.
        plain.action_archive()
        plain.feedback = feedback
        return plain

    def _l10n_vn_is_plain(self):
        """Return whether marking this activity as done triggers no next activity, meeting or document."""
        return not (self.chaining_type == "trigger" or self.calendar_event_id or self.attachment_ids)

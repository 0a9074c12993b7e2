"""Files of imports as attachments, whose texts are not indexed: of a long list that takes more memory than its rows."""

from odoo import models

from ..context import Unindexed


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _index(self, bin_data, file_type, checksum=None):
        """Index nothing of the file of an import: people are searched as leads, and are erased there."""
        return None if Unindexed.of(self) else super()._index(bin_data, file_type, checksum=checksum)

"""What would come of an import? The answer to the screen's test, of which nothing stays."""

from collections import Counter

from odoo import models

# Enough to see what is wrong with a file; all of them come back with the import itself.
_SHOWN = 20


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    def _l10n_vn_answer_test(self, limit=None):
        """Import the next ``limit`` rows, for the caller to take back, and return what the import screen expects.

        ``l10n_vn_counts`` in it holds how many rows there are of each outcome.
        """
        rows = self._stored_rows()
        end = min(self.position + limit, len(rows)) if limit else len(rows)
        tried = self._process(rows[self.position : end], stop=False)
        failed = [row for row in tried if row.outcome == "failed"]
        messages = [{"type": "warning", "message": self._test_summary(len(failed))}] if failed else []
        return {
            **self._answer(tried),
            "l10n_vn_import_id": False,
            "messages": messages + self._row_messages(failed[:_SHOWN]),
            "l10n_vn_counts": dict(Counter(row.outcome for row in tried)),
        }

    def _test_summary(self, count):
        count = self._written(count)
        if self.stop_on_error:
            return self.env._("Rows with errors: %s. The import would stop at the first of them.", count)
        return self.env._("Rows with errors: %s. They would come back in a file to be mended; all others go in.", count)

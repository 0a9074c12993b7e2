"""One answer a lead: a verb works on all leads together, and a lead that is refused does not stop the others."""

from collections.abc import Callable

from odoo import models
from odoo.exceptions import AccessError, LockError, UserError, ValidationError

from ..api_error import ApiError


def error(code: str = "", message: str = "", field: str = "") -> dict[str, str]:
    """Return the ``error`` of an answer; that of an answer without one has empty values."""
    return {"code": code, "field": field, "message": message}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_try_each(self, work: Callable[[models.BaseModel], object]) -> dict[int, dict[str, str]]:
        """Call ``work`` with the leads of ``self`` that the user may change, in as few calls as possible.

        Where ``work`` refuses its leads, it is called with each half of them, down to the single leads that fail.

        :return: {lead id: :func:`error`} of the leads on which ``work`` was not done: ``not_found``,
            ``no_access``, ``invalid``, ``refused``, or the code of an :class:`ApiError`
        """
        existing = self.exists()
        writable = existing._filtered_access("write")
        missing = error("not_found", self.env._("This lead is no longer there."))
        errors = dict.fromkeys((self - existing).ids, missing)
        errors |= dict.fromkeys((existing - writable).ids, self._l10n_vn_explain_no_access())
        writable._l10n_vn_try_together(work, errors)
        return errors

    def _l10n_vn_try_together(self, work, errors):
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                work(self)
            return
        except LockError:
            raise  # another user is saving one of them: the call is sent again
        except UserError as refusal:
            if len(self) == 1:
                errors[self.id] = self._l10n_vn_explain_refusal(refusal)
                return
        half = len(self) // 2
        self[:half]._l10n_vn_try_together(work, errors)
        self[half:]._l10n_vn_try_together(work, errors)

    def _l10n_vn_explain_no_access(self):
        return error("no_access", self.env._("You may not see or change it."))

    def _l10n_vn_explain_refusal(self, refusal):
        if isinstance(refusal, AccessError):
            # Odoo's own text may name records that rules hide.
            return self._l10n_vn_explain_no_access()
        if isinstance(refusal, ApiError):
            return error(*(refusal.context[name] for name in ("code", "message", "field")))
        return error("invalid" if isinstance(refusal, ValidationError) else "refused", str(refusal))

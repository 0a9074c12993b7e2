"""Vietnamese words of Odoo's own modules in the web client, and in the errors that it shows."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.http import request

from .native_terms import LANGUAGE, code_modules, code_terms, rephrase_error


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @api.model
    def _get_translations_for_webclient(self, modules, lang):
        translations, parameters = super()._get_translations_for_webclient(modules, lang)
        if (lang or self.env.context.get("lang")) == LANGUAGE:
            for module in code_modules().intersection(translations):
                native = {message["id"]: message["string"] for message in translations[module]["messages"]}
                ours = native | code_terms(module, native)
                messages = tuple({"id": source, "string": words} for source, words in ours.items())
                translations[module] = {**translations[module], "messages": messages}
        return translations, parameters

    def session_info(self):
        """Tell the lists of leads whether records from before the installation are still being prepared."""
        info = super().session_info()
        if self.env.user._is_internal():
            info["l10n_vn_is_backfilling"] = self.env["crm.lead.backfill"]._is_open("crm.lead")
        return info

    @classmethod
    def _handle_error(cls, exception):
        if isinstance(exception, UserError) and exception.args and isinstance(exception.args[0], str):
            exception.args = (rephrase_error(exception.args[0], request.env.lang), *exception.args[1:])
        return super()._handle_error(exception)

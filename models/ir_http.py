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

    @classmethod
    def _handle_error(cls, exception):
        if isinstance(exception, UserError) and exception.args and isinstance(exception.args[0], str):
            exception.args = (rephrase_error(exception.args[0], request.env.lang), *exception.args[1:])
        return super()._handle_error(exception)

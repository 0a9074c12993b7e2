"""Vietnamese words of Odoo's own modules in the web client."""

from odoo import api, models

from .native_terms import LANGUAGE, code_modules, code_terms


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

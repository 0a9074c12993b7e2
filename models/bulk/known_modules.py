"""Does another module change what is done to many leads at once, past the methods of each?"""

# Modules whose code around records of a model was read: it does nothing that a set of them would miss.
KNOWN_MODULES = {
    "crm.lead": {
        "base",
        "bus",
        "crm",
        "crm_iap_enrich",
        "crm_livechat",
        "crm_sms",
        "iap_crm",
        "l10n_vn_crm",
        "mail",
        "mail_plugin",
        "mass_mailing",
        "mass_mailing_crm",
        "phone_validation",
        "portal",
        "rating",
        "resource",
        "sale_crm",
        "sms",
        "utm",
        "web",
        "website_crm",
    },
    "res.partner": {"account", "base", "l10n_vn_crm", "mail", "phone_validation", "snailmail"},
}


def is_changed_elsewhere(model, methods):
    """Tell whether code that nobody has read overrides one of ``methods`` (set of names) of ``model``."""
    registered, known = type(model), KNOWN_MODULES[model._name]
    unread = any(
        cls._module not in known and not methods.isdisjoint(vars(cls))
        for cls in registered.mro()
        if getattr(cls, "_module", None)
    )
    # Code that is patched into the registry's class, as automation rules do.
    return unread or not methods.isdisjoint(vars(registered))

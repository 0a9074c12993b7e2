import { WarningDialog } from "@web/core/errors/error_dialogs";
import { registry } from "@web/core/registry";

// People read the sentence; the code beside it is for programs.
registry.category("error_dialogs").add("odoo.addons.l10n_vn_crm.models.api_error.ApiError", WarningDialog);

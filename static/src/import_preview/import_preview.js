import { Component, useEffect, useState } from "@odoo/owl";
import { ImportAction } from "@base_import/import_action/import_action";
import { BaseImportModel } from "@base_import/import_model";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { patch } from "@web/core/utils/patch";
import { useDebounced } from "@web/core/utils/timing";

const PAUSE = 300;
// What becomes of a row: its words, its icon and its colour.
const OUTCOMES = {
    created: [_t("New lead"), "fa-plus-circle", "text-success-emphasis"],
    updated: [_t("Added to a known lead"), "fa-link", "text-info-emphasis"],
    changed: [_t("Changes the record of its ID"), "fa-pencil", "text-info-emphasis"],
    skipped: [_t("Left out"), "fa-forward", "text-muted"],
    review: [_t("For review"), "fa-question-circle", "text-warning-emphasis"],
    failed: [_t("Handed back"), "fa-times-circle", "text-danger-emphasis"],
};
const COLUMNS = [
    ["contact", _t("Contact")],
    ["partner_name", _t("Company")],
    ["phones", _t("Phone")],
    ["email_from", _t("Email")],
    ["state_id", _t("Province")],
    ["user_id", _t("Salesperson")],
    ["stage_id", _t("Stage")],
    ["description", _t("Notes")],
];

/** The first rows of a list as the leads that they will be, read anew with each change of the mapping. */
export class ImportPreview extends Component {
    static template = "l10n_vn_crm.ImportPreview";
    static props = {
        // What is asked for, as a text: it differs where fields, options or file do. Blank while rows are imported.
        request: String,
        load: Function,
    };

    setup() {
        this.state = useState({ rows: [], message: "", isOpen: true, isLoading: false });
        this.keepLast = new KeepLast();
        this.loadSoon = useDebounced(() => this.load(), PAUSE);
        useEffect(
            () => {
                if (this.state.isOpen && this.props.request && this.props.request !== this.shown) {
                    this.state.isLoading = true;
                    this.loadSoon();
                }
            },
            () => [this.props.request, this.state.isOpen],
        );
    }

    get rowLabel() {
        return _t("Row");
    }

    get columns() {
        return COLUMNS.map(([name, label]) => ({ name, label }));
    }

    get outcomes() {
        const counts = {};
        for (const { outcome } of this.state.rows) {
            counts[outcome] = (counts[outcome] || 0) + 1;
        }
        return Object.keys(OUTCOMES)
            .filter((outcome) => counts[outcome])
            .map((outcome) => ({ outcome, count: counts[outcome], ...this.describe(outcome) }));
    }

    describe(outcome) {
        const [label, icon, color] = OUTCOMES[outcome];
        return { label, icon, color };
    }

    /** Whether the remarks on a row are the reason why it is left out, and no doubt. */
    isDone(row) {
        return row.outcome === "skipped";
    }

    describeLoss(lead) {
        const reason = lead.l10n_vn_list_lost_reason_id;
        return reason ? _t("Lost: %s", reason) : "";
    }

    /** The texts of a cell, each on a line of its own. */
    lines({ lead }, column) {
        const joined = {
            contact: [lead.contact_name || (lead.partner_name ? "" : lead.name), lead.function],
            phones: [lead.phone, lead.l10n_vn_phone2],
            stage_id: [lead.stage_id, lead.l10n_vn_list_outcome_id, this.describeLoss(lead)],
        };
        return (joined[column] || [lead[column]]).filter(Boolean);
    }

    async load() {
        const { request } = this.props;
        if (!request) {
            this.state.isLoading = false;
            return;
        }
        const { rows, message } = await this.keepLast.add(this.props.load(request));
        this.shown = request;
        Object.assign(this.state, { rows, message, isLoading: false });
    }
}

patch(BaseImportModel.prototype, {
    _onLoadSuccess() {
        super._onLoadSuccess(...arguments);
        this.l10nVnLoads = (this.l10nVnLoads || 0) + 1;
    },

    async executeImport() {
        this.l10nVnIsExecuting = true;
        try {
            return await super.executeImport(...arguments);
        } finally {
            this.l10nVnIsExecuting = false;
        }
    },

    /** The fields and options that an import would get now, as a text; blank where there is nothing to show. */
    get l10nVnPreviewRequest() {
        const fields = this.columns.map((column) => (column.fieldInfo && column.fieldInfo.fieldPath) || false);
        return this.l10nVnIsExecuting || !fields.length
            ? ""
            : JSON.stringify({ load: this.l10nVnLoads, fields, options: this.formattedImportOptions });
    },

    /** Never fails: what goes wrong with the preview is a sentence in its place. */
    async l10nVnLoadPreview(request) {
        const { fields, options } = JSON.parse(request);
        if (!fields.some(Boolean)) {
            return { rows: [], message: _t("Choose a field for at least one column to see the leads.") };
        }
        try {
            const args = [[this.id], fields, options];
            const context = this.context;
            const rows = await this.orm.silent.call("base_import.import", "l10n_vn_preview_leads", args, { context });
            return { rows, message: rows.length ? "" : _t("No rows are left to show.") };
        } catch (error) {
            const isSentence = error.exceptionName?.startsWith("odoo.exceptions.") && error.data?.message;
            return {
                rows: [],
                message:
                    isSentence || _t("The preview could not be loaded. The import itself is not affected: test it."),
            };
        }
    },
});

patch(ImportAction, {
    components: { ...ImportAction.components, ImportPreview },
});

patch(ImportAction.prototype, {
    get l10nVnHasPreview() {
        return Boolean(this.model.resModel === "crm.lead" && this.model.l10nVnReading && !this.state.previewError);
    },
});

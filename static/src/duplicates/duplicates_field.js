import { Component, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const MODEL = "crm.lead.duplicate.group";
const LIST = "l10n_vn_crm.crm_lead_duplicate_group_action";
const KINDS = {
    lead: [_t("Lead"), "fa-bullseye"],
    opportunity: [_t("Opportunity"), "fa-star"],
    customer: [_t("Contact"), "fa-address-card-o"],
};

/** The records of a group of duplicates side by side: which one is left, and whose value where they differ. */
export class DuplicatesField extends Component {
    static template = "l10n_vn_crm.DuplicatesField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.state = useState({ keep: null, values: {}, showsEqual: false, isBusy: false });
    }

    get data() {
        return this.props.record.data[this.props.name] || { records: [], fields: [], obstacle: "" };
    }

    get keep() {
        return this.state.keep || this.data.proposed;
    }

    get kept() {
        return this.data.records.find((record) => record.id === this.keep);
    }

    get isFinal() {
        return this.data.model === "res.partner";
    }

    get fields() {
        return this.data.fields.filter((field) => field.is_different || this.state.showsEqual);
    }

    get equalCount() {
        return this.data.fields.filter((field) => !field.is_different).length;
    }

    kind(record) {
        return { label: KINDS[record.kind][0], icon: KINDS[record.kind][1] };
    }

    get mergeLabel() {
        return _t("Merge into “%s”", this.kept.name);
    }

    get equalLabel() {
        return this.state.showsEqual
            ? _t("Show only what differs")
            : _t("Show what is equal too (%s)", this.equalCount);
    }

    ownership(record) {
        return record.owner
            ? _t("%(owner)s, since %(date)s", { owner: record.owner, date: record.since })
            : _t("Unassigned, since %s", record.created);
    }

    hint(record) {
        return record.may_be_left ? _t("Keep this one") : _t("The opportunity is left: the lead goes into it");
    }

    /** The record whose value the field gets: the chosen one, the one that is left, or the first with a value. */
    source(field) {
        const ids = this.data.records.map((record) => record.id);
        const wanted = this.state.values[field.name] || this.keep;
        return field.values[ids.indexOf(wanted)] ? wanted : ids[field.values.findIndex(Boolean)];
    }

    choose(field, id) {
        this.state.values[field.name] = id;
    }

    keepRecord(id) {
        this.state.keep = id;
        this.state.values = {};
    }

    open(record) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: this.data.model,
            res_id: record.id,
            views: [[false, "form"]],
        });
    }

    merge() {
        if (!this.isFinal) {
            return this.mergeNow();
        }
        this.dialog.add(ConfirmationDialog, {
            title: _t("Merge contacts"),
            body: _t(
                "Contacts that are merged cannot be separated again: quotations, invoices and messages of all of them will belong to “%s”.",
                this.kept.name,
            ),
            confirmLabel: _t("Merge for Good"),
            confirm: () => this.mergeNow(),
            cancel: () => {},
        });
    }

    mergeNow() {
        const kept = this.kept;
        return this.act(async () => {
            const args = [[this.props.record.resId], kept.id, { ...this.state.values }];
            const done = await this.orm.call(MODEL, "l10n_vn_merge", args);
            this.notification.add(_t("Merged into “%s”.", kept.name), {
                type: "success",
                buttons: done.merge_id ? [{ name: _t("Undo"), onClick: () => this.undo(done.merge_id) }] : [],
            });
            return done.next_id;
        });
    }

    keepApart() {
        return this.act(async () => {
            const done = await this.orm.call(MODEL, "l10n_vn_keep_apart", [[this.props.record.resId]]);
            this.notification.add(_t("Kept apart: this group will not be listed again."), { type: "success" });
            return done.next_id;
        });
    }

    /** Do what was decided, once, and go on with the next group. */
    async act(work) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            await this.goTo(await work());
        } finally {
            this.state.isBusy = false;
        }
    }

    /** From the notification, which outlives this screen. */
    async undo(mergeId) {
        await this.env.services.orm.call("crm.lead.duplicate.merge", "action_undo", [[mergeId]]);
        this.notification.add(_t("The records are separate again."), { type: "success" });
        await this.action.doAction(LIST, { clearBreadcrumbs: true });
    }

    goTo(groupId) {
        if (!groupId) {
            return this.action.doAction(LIST, { clearBreadcrumbs: true });
        }
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("Duplicates"),
                res_model: MODEL,
                res_id: groupId,
                views: [[false, "form"]],
            },
            { stackPosition: "replaceCurrentAction" },
        );
    }
}

registry.category("fields").add("l10n_vn_duplicates", {
    component: DuplicatesField,
    supportedTypes: ["json"],
});

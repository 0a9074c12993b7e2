"""Table of the screens: every form, list, board, chart and dialog of the addon."""

import base64
import json
from typing import NamedTuple

from .page import PHONE
from .records import LIST

MANAGER, SELLER = "admin", "nv0"


class Step(NamedTuple):
    """JavaScript to run, and the selector of what it shows"""

    code: str
    shows: str


class Screen(NamedTuple):
    """A screen: where it is and how its dialog, tab or menu is opened.

    ``$name`` in ``url`` and steps is the id, or list of ids, of a record of :class:`.records.Records`.
    """

    name: str
    url: str
    ready: str = ".o_view_controller, .o_action"
    steps: tuple[Step, ...] = ()
    login: str = MANAGER
    on: str = "both"  # "phone" or "desktop": only there
    phone_steps: tuple[Step, ...] | None = None  # where they differ

    def fits(self, width):
        """Return whether the screen exists at ``width``."""
        return self.on in ("both", "phone" if width == PHONE else "desktop")

    def steps_at(self, width):
        """Return the steps at ``width``."""
        return self.steps if width != PHONE or self.phone_steps is None else self.phone_steps


def click(selector, shows, words=""):
    """Return the step that clicks on the first ``selector`` whose text contains ``words``."""
    return Step(
        f"[...document.querySelectorAll({json.dumps(selector)})]"
        f".find((found) => found.textContent.includes({json.dumps(words)})).click();",
        shows,
    )


def action(name, shows, records="", more="{}"):
    """Return the step that opens action ``name`` on ``records``, ids or one id, as a button on them does."""
    ids = f"[{records}].flat()"
    context = f"{{ active_model: 'crm.lead', active_id: {ids}[0], active_ids: {ids}, ...{more} }}"
    return Step(
        "odoo.__WOWL_DEBUG__.root.env.services.action.doAction("
        f"{json.dumps(name)}, {{ additionalContext: {context if records else more} }});",
        shows,
    )


def upload(text, file_name, shows):
    """Return the step that chooses a file in the import screen."""
    content = base64.b64encode(text.encode()).decode()
    return Step(
        f"""
        const bytes = Uint8Array.from(atob("{content}"), (char) => char.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], {json.dumps(file_name)}, {{ type: "text/csv" }}));
        const input = document.querySelector("input.o_input_file");
        input.files = transfer.files;
        input.dispatchEvent(new Event("change", {{ bubbles: true }}));
        """,
        shows,
    )


CARDS = """CÔNG TY CP LA PHONG
NGUYỄN THỊ MAI
Trưởng phòng Mua hàng
0912 345 678
mai@laphong.example.vn
---
CÔNG TY TNHH THƯƠNG MẠI DỊCH VỤ VÀ XÂY DỰNG NAM TRUNG BỘ
PHẠM NGUYỄN HOÀNG PHƯƠNG THẢO
Phó Giám đốc Kinh doanh
DĐ: 0905 777 888 - ĐT: 0236 3822 999
K52/3 Điện Biên Phủ, phường Thanh Khê, TP Đà Nẵng"""
PASTE_CARDS = Step(
    f"""
    const area = document.querySelector(".modal [name=text] textarea");
    area.value = {json.dumps(CARDS)};
    area.dispatchEvent(new Event("input", {{ bubbles: true }}));
    area.dispatchEvent(new Event("change", {{ bubbles: true }}));
    document.querySelector(".modal footer button[name=action_read]").click();
    """,
    ".modal .o_field_widget[name=card_ids]",
)

LEADS, LEAD, OPPORTUNITY = (
    "/odoo/action-l10n_vn_crm.crm_lead_action",
    "/odoo/crm.lead/$lead",
    "/odoo/crm.lead/$opportunity",
)
ROW, ROWS = ".o_data_row", ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)"
CARD, FORM, DIALOG = ".o_kanban_record", ".o_form_view .o_field_widget", ".modal .o_form_view .o_field_widget"
SELECT_ALL = click("thead .o_list_record_selector input", ".o_selection_box")


def ours(name, view=""):
    """Return the address of an action of the addon."""
    return f"/odoo/action-l10n_vn_crm.{name}" + (f"?view_type={view}" if view else "")


def tab(name):
    """Return the step that opens a page of the form's notebook."""
    return click(f".o_notebook .nav-link[name={name}]", f".o_notebook .nav-link.active[name={name}]")


def menu(section):
    """Return the step that opens a section of the main menu."""
    return click(f".o_menu_sections [data-menu-xmlid='{section}']", ".o-dropdown--menu .dropdown-item")


def dialog(name, title, records="$lead", url=LEADS, login=MANAGER, shows=DIALOG, then=()):
    """Return the screen of a dialog on ``records``."""
    return Screen(
        name,
        url,
        steps=(action(f"l10n_vn_crm.{title}" if "." not in title else title, shows, records), *then),
        login=login,
    )


SCREENS = (
    # Leads
    Screen("lead_board", LEADS, CARD, login=SELLER),
    Screen("lead_board_manager", LEADS, CARD),
    Screen("lead_list", ours("crm_lead_action", "list"), ROW, login=SELLER, on="desktop"),
    Screen("lead_list_manager", ours("crm_lead_action", "list"), ROW, on="desktop"),
    Screen("lead_list_selected", ours("crm_lead_action", "list"), ROW, (SELECT_ALL,), on="desktop"),
    Screen("lead_list_selected_by_salesperson", ours("crm_lead_action", "list"), ROW, (SELECT_ALL,), SELLER, "desktop"),
    Screen("lead_graph", ours("crm_lead_action", "graph"), ".o_graph_renderer canvas", on="desktop"),
    Screen("lead_pivot", ours("crm_lead_action", "pivot"), ".o_pivot table", on="desktop"),
    Screen(
        "lead_search",
        ours("crm_lead_action", "list"),
        ROW,
        (click(".o_searchview_dropdown_toggler", ".o_search_bar_menu"),),
        on="desktop",
    ),
    Screen("lead_first", "/odoo/lead-first", ROWS, login=SELLER),
    Screen("lead_first_board", "/odoo/lead-first?view_type=kanban", CARD, login=SELLER, on="desktop"),
    Screen("lead_form", LEAD, FORM, login=SELLER),
    Screen("lead_form_manager", LEAD, FORM),
    Screen("lead_form_more", LEAD, FORM, (tab("extra"),), SELLER),
    Screen("lead_form_new", f"{ours('crm_lead_action')}/new", FORM, login=SELLER),
    Screen("lead_form_on_trial", "/odoo/crm.lead/$on_trial", ".o_field_widget[name=l10n_vn_trial_text]", login=SELLER),
    Screen("lead_form_with_badges", "/odoo/crm.lead/$busy", FORM, login=SELLER),
    Screen("lead_form_to_take", "/odoo/crm.lead/$unassigned", FORM, login=SELLER),
    Screen(
        "lead_quick_create",
        LEADS,
        CARD,
        (click(".o_kanban_quick_add", ".o_kanban_quick_create .o_field_widget"),),
        SELLER,
    ),
    Screen("leads_by_team", ours("crm_lead_action_by_team")),
    Screen("leads_new", ours("crm_lead_action_new"), ROWS),
    Screen("leads_by_channel", ours("crm_lead_action_by_channel")),
    Screen("leads_assigned", ours("crm_lead_action_assigned")),
    Screen("leads_without_campaign", ours("crm_lead_action_no_campaign"), ROWS),
    Screen("leads_converted", ours("crm_lead_action_converted"), ROWS),
    Screen("pool", "/odoo/lead-pool", ROWS, login=SELLER),
    Screen("pool_selected", "/odoo/lead-pool", ROW, (SELECT_ALL,), on="desktop"),
    Screen("logins", ours("res_users_action_leads"), ROWS),
    # A salesperson's day
    Screen("my_day", "/odoo/my-day", ".o_l10n_vn_day_card", login=SELLER),
    Screen(
        "my_day_result",
        "/odoo/my-day",
        ".o_l10n_vn_day_card",
        (click("[data-action=result]", ".modal .o_l10n_vn_choice label"),),
        SELLER,
    ),
    # Dialogs on leads
    dialog("result", "crm_lead_result_action", login=SELLER, shows=".modal .o_l10n_vn_choice label"),
    dialog(
        "result_lost",
        "crm_lead_result_action",
        login=SELLER,
        shows=".modal .o_l10n_vn_choice label",
        then=(
            Step("document.querySelectorAll('.modal .o_l10n_vn_choice label')[2].click();", ".modal .alert-warning"),
        ),
    ),
    dialog("trial_extension", "crm_lead_trial_extension_action", "$on_trial", login=SELLER),
    dialog("meeting", "crm_lead_meeting_action", login=SELLER),
    dialog("care_setup", "crm_lead_care_setup_action"),
    dialog("disqualify", "crm_lead_action_disqualify", login=SELLER),
    dialog("gate_override", "crm_lead_gate_override_action"),
    dialog("assign", "crm_lead_assign_action", "$leads"),
    dialog("recall_hold", "crm_lead_recall_hold_action"),
    dialog("conversion", "crm.action_crm_lead2opportunity_partner", login=SELLER),
    dialog(
        "conversion_attach",
        "crm.action_crm_lead2opportunity_partner",
        login=SELLER,
        then=(
            Step(
                "document.querySelector('.modal .o_field_widget[name=name] input[data-value=attach]').click();",
                ".modal .o_field_widget[name=l10n_vn_opportunity_id]",
            ),
        ),
    ),
    dialog("return_to_lead", "crm_lead_return_action", "$returning", login=SELLER, shows=".modal [name=back]"),
    dialog("conversion_mass", "crm.action_crm_send_mass_convert", "$leads"),
    Screen(
        "mailing",
        ours("crm_lead_action", "list"),
        ROW,
        (SELECT_ALL, click("button[name=action_l10n_vn_mass_mail]", ".modal [name=lead_count]")),
        on="desktop",
    ),
    # Doors
    Screen(
        "cards",
        LEADS,
        steps=(action("l10n_vn_crm.crm_lead_card_batch_action", ".modal .o_l10n_vn_file_drop"),),
        login=SELLER,
    ),
    Screen(
        "cards_read",
        LEADS,
        steps=(action("l10n_vn_crm.crm_lead_card_batch_action", ".modal .o_l10n_vn_file_drop"), PASTE_CARDS),
        login=SELLER,
    ),
    Screen(
        "cards_typed",
        LEADS,
        steps=(action("l10n_vn_crm.crm_lead_card_batch_action_type", ".modal .o_l10n_vn_file_drop"),),
        login=SELLER,
    ),
    Screen("contact", "/odoo/res.partner/$contact", FORM, login=SELLER),
    # Lists that are imported
    Screen("import_empty", f"{LEADS}/import?active_model=crm.lead", "input.o_input_file"),
    Screen(
        "import_loaded",
        f"{LEADS}/import?active_model=crm.lead",
        "input.o_input_file",
        (upload(LIST, "khách hội chợ.csv", ".o_l10n_vn_import_preview_row"),),
    ),
    Screen("imports", "/odoo/lead-imports", ROWS),
    Screen("import_form", "/odoo/lead-imports/$import", FORM),
    Screen("import_review", "/odoo/lead-import-review"),
    Screen(
        "import_assign",
        "/odoo/lead-imports/$import",
        FORM,
        (click("button[name=action_open_assign]", DIALOG),),
        on="desktop",
    ),
    # Opportunities
    Screen("opportunity_board", "/odoo/action-crm.crm_lead_action_pipeline", CARD, login=SELLER),
    Screen("opportunity_board_manager", "/odoo/action-crm.crm_lead_action_pipeline", CARD),
    Screen("opportunity_list", "/odoo/action-crm.crm_lead_action_pipeline?view_type=list", ROW, on="desktop"),
    Screen("opportunity_form", OPPORTUNITY, FORM, login=SELLER),
    Screen("opportunity_form_manager", OPPORTUNITY, FORM),
    Screen("opportunity_form_more", OPPORTUNITY, FORM, (tab("lead"),), SELLER),
    # Reports
    Screen("manager_report", "/odoo/lead-manager", ".o_l10n_vn_manager_report tbody tr"),
    Screen("conversions", ours("crm_lead_conversion_action"), ROWS),
    Screen("conversion_record", f"{ours('crm_lead_conversion_action')}/$conversion", FORM),
    Screen("recalls", "/odoo/lead-recalls", ROWS),
    Screen("recall", "/odoo/lead-recalls/$recall", FORM),
    Screen("recalls_pivot", "/odoo/lead-recalls?view_type=pivot", ".o_pivot table", on="desktop"),
    Screen("duplicates", "/odoo/lead-duplicates", ROWS),
    Screen("duplicate_group", "/odoo/lead-duplicates/$duplicates", ".o_l10n_vn_duplicates tbody tr"),
    Screen("duplicate_merges", ours("crm_lead_duplicate_merge_action"), ROWS),
    Screen("duplicate_merge", f"{ours('crm_lead_duplicate_merge_action')}/$duplicate_merge", FORM),
    Screen("conversion_undone", f"{ours('crm_lead_conversion_action')}/$undone", FORM),
    Screen("disclosures", ours("crm_lead_disclosure_action"), ROWS),
    Screen("rejected_mails", "/odoo/lead-mails-rejected", ROWS),
    Screen("api_usage", ours("crm_lead_api_usage_action"), ROWS),
    Screen("webhooks", "/odoo/lead-webhooks", ROWS),
    Screen("webhook", "/odoo/lead-webhooks/$webhook", FORM),
    Screen("webhook_new", "/odoo/lead-webhooks/new", FORM),
    Screen(
        "webhook_key",
        "/odoo/lead-webhooks/$webhook_without_key",
        FORM,
        (click("button[name=action_make_key]", ".modal [name=key]"),),
        on="desktop",
    ),
    Screen("webhook_payloads", "/odoo/lead-webhook-payloads", ROWS),
    Screen("webhook_payload", "/odoo/lead-webhook-payloads/$payload", FORM),
    Screen("rejected_mail", "/odoo/lead-mails-rejected/$rejected", FORM),
    Screen("privacy_requests", "/odoo/personal-data", ROWS),
    Screen(
        "privacy_request",
        "/odoo/personal-data/$privacy_found",
        ".o_field_widget[name=place_ids] .o_data_row, .o_kanban_record",
    ),
    Screen("privacy_certificate", "/odoo/personal-data/$privacy_done", FORM),
    Screen("downloads", "/odoo/lead-downloads", ROWS),
    Screen("do_not_contact", "/odoo/crm.lead/$refusing", FORM, login=SELLER),
    Screen("settings_privacy", "/odoo/settings#crm", "#l10n_vn_keep"),
    # Configuration
    Screen("stages", ours("crm_stage_action"), ROWS),
    Screen("stage", f"{ours('crm_stage_action')}/$stage", FORM),
    Screen("criteria", ours("crm_lead_criterion_action"), ROWS),
    Screen("criterion", f"{ours('crm_lead_criterion_action')}/$criterion", FORM),
    Screen("recall_rules", "/odoo/lead-recall-rules", ROWS),
    Screen("recall_rule", "/odoo/lead-recall-rules/$recall_rule", FORM),
    Screen(
        "recall_preview",
        "/odoo/lead-recall-rules/$recall_rule",
        FORM,
        (click("button[name=action_preview]", ".modal .o_field_widget"),),
    ),
    Screen("recall_rules_of_a_team", "/odoo/crm.team/$team", FORM, (tab("l10n_vn_care"),)),
    Screen("outcomes", ours("crm_talk_outcome_action"), ROWS),
    Screen("status_words", "/odoo/lead-status-words", ROWS),
    Screen("team", "/odoo/crm.team/$team", FORM),
    Screen("team_members", "/odoo/action-sales_team.crm_team_member_action?view_type=list", ROW, on="desktop"),
    Screen("member", "/odoo/crm.team.member/$member", FORM),
    Screen("user", "/odoo/res.users/$salesperson", FORM),
    Screen("settings", "/odoo/settings#crm", "#l10n_vn_website_crm"),
    # Menus
    Screen("menu_leads", "/odoo/lead-pool", ROW, (menu("crm.crm_menu_leads"),), on="desktop"),
    Screen("menu_reports", "/odoo/lead-pool", ROW, (menu("crm.crm_menu_report"),), on="desktop"),
    Screen("menu_configuration", "/odoo/lead-pool", ROW, (menu("crm.crm_menu_config"),), on="desktop"),
    Screen(
        "menu_phone",
        "/odoo/lead-pool",
        steps=(click(".o_mobile_menu_toggle", ".o_burger_menu .dropdown-item, .o_app_menu_sidebar li, .o_sidebar"),),
        on="phone",
    ),
)

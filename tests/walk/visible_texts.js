// Returns [text, where] for each text that a user sees, hears from a screen reader, or finds by pointing.
() => {
    const found = new Map();
    const place = (element) => {
        const named = element.closest(
            "[name], [data-menu-xmlid], .modal, .o_control_panel, .o_navbar, .o-mail-Chatter",
        );
        const name = named?.getAttribute("name") || named?.dataset.menuXmlid || named?.className.split(" ")[0] || "";
        return `${element.tagName.toLowerCase()}.${String(element.className?.baseVal ?? element.className).split(" ")[0]} in ${name}`;
    };
    const add = (text, element, kind) => {
        const words = text?.replace(/\s+/g, " ").trim();
        if (words && /[A-Za-z]{2}/.test(words) && !found.has(words)) {
            found.set(words, `${kind} ${place(element)}`);
        }
    };
    // Code, sample data of empty views, names of companies, mails as customers wrote them, names for other programs,
    // and what the caller names.
    const written = [
        "script, style, noscript, pre, code, .o_ace_view_editor, .o_view_sample_data .o_renderer",
        ".o-mail-Message-body blockquote, .company_label, [name=l10n_vn_code]",
        WRITTEN,
    ]
        .filter(Boolean)
        .join(", ");
    const shown = (element) => element?.checkVisibility({ visibilityProperty: true }) && !element.closest(written);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        if (shown(texts.currentNode.parentElement)) {
            add(texts.currentNode.data, texts.currentNode.parentElement, "text");
        }
    }
    const attributes = [
        "placeholder",
        "title",
        "aria-label",
        "alt",
        "data-tooltip",
        "data-hotkey-label",
        "aria-description",
    ];
    for (const attribute of attributes) {
        for (const element of document.querySelectorAll(`[${attribute}]`)) {
            if (shown(element)) {
                add(element.getAttribute(attribute), element, attribute);
            }
        }
    }
    for (const element of document.querySelectorAll("[data-tooltip-info]")) {
        if (shown(element)) {
            const { field, help, title } = JSON.parse(element.dataset.tooltipInfo);
            [field?.label, field?.help, help, title].forEach((text) => add(text && String(text), element, "tooltip"));
        }
    }
    for (const element of document.querySelectorAll(
        "select, input:not([type=hidden]):not([type=checkbox]):not([type=radio])",
    )) {
        if (shown(element)) {
            const values = element.options ? [...element.options].map((option) => option.label) : [element.value];
            values.forEach((value) => add(value, element, "value"));
        }
    }
    return [...found];
};

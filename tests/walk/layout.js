/**
 * Faults in the layout of the screen that is shown, as texts "kind: what [where]".
 *
 * An expression whose value is a function: (exemptions) => string[]. Exemptions are triples [kind, selector, reason];
 * what the selector matches, or is inside of, is not reported as that kind.
 */
(exemptions) => {
    const DESKTOP = 1200;
    const PHONE = 768;
    const CLIPS = ["hidden", "clip"];
    const SCROLLS = ["auto", "scroll"];
    const INTERACTIVE =
        "button, a[href], input:not([type=hidden], [type=file]), select, textarea, [role=tab], [role=menuitem], " +
        "[role=radio], [role=button]";
    const faults = new Set();

    const style = (el) => getComputedStyle(el);
    const box = (el) => el.getBoundingClientRect();
    const isShown = (el) =>
        el.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        !el.closest(".visually-hidden, .sr-only");
    const up = function* (el) {
        for (let at = el; at; at = at.parentElement) {
            yield at;
        }
    };

    function where(el) {
        const names = [];
        for (const at of up(el)) {
            const name = at.getAttribute("name") || at.dataset?.name;
            const classes = [...at.classList].filter((word) => /^(o_|o-|oe_|l10n|modal|btn)/.test(word)).slice(0, 2);
            names.unshift(
                at.tagName.toLowerCase() + classes.map((word) => `.${word}`).join("") + (name ? `[${name}]` : ""),
            );
            if (names.length === 4 || at.matches(".modal, .o_action")) {
                break;
            }
        }
        return names.join(" > ");
    }

    function report(kind, el, what) {
        if (!exemptions.some(([exempt, selector]) => exempt === kind && el.closest(selector))) {
            faults.add(`${kind}: ${what} [${where(el)}]`);
        }
    }

    const words = (el) =>
        (el.textContent || el.value || "")
            .replace(/[\s\u200b]+/g, " ")
            .trim()
            .slice(0, 60);
    const hasTip = (el) => {
        for (const at of up(el)) {
            if (at.title || at.dataset.tooltip || at.dataset.tooltipTemplate) {
                return true;
            }
            if (at.matches("td, th, .o_kanban_record, .o_action, .modal")) {
                return false;
            }
        }
        return false;
    };

    // What lies under an open dialog or menu is not seen, nor is what is outside of the web client.
    const roots = [
        ...document.querySelectorAll(".modal:not(.o_inactive_modal), .o-dropdown--menu, .o_burger_menu"),
    ].filter(isShown);
    if (!roots.some((root) => root.matches(".modal"))) {
        roots.unshift(...document.querySelectorAll(".o_main_navbar, .o_action_manager"));
    }
    const all = roots.flatMap((root) => [root, ...root.querySelectorAll("*")]).filter(isShown);

    /** What of a rectangle is seen through the boxes around `el` that clip or scroll; null where nothing is. */
    function seen(rect, el) {
        let { left, top, right, bottom } = rect;
        for (const at of up(el.parentElement)) {
            const { overflowX, overflowY, position } = style(at);
            const edge = box(at);
            if (overflowX !== "visible") {
                [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
            }
            if (overflowY !== "visible") {
                [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
            }
            if (position === "fixed") {
                break;
            }
        }
        [left, right] = [Math.max(left, 0), Math.min(right, innerWidth)];
        return right - left > 1 && bottom - top > 1 ? { left, top, right, bottom } : null;
    }

    /** 1. Elements of zero size that hold a value, and inputs too small to be used. */
    function checkSizes() {
        for (const el of all) {
            const { width, height } = box(el);
            if (el.matches("input:not([type=hidden], [type=file], [type=checkbox], [type=radio]), select, textarea")) {
                if (width < 20 || height < 8) {
                    report("size", el, `an input of ${Math.round(width)} × ${Math.round(height)} px "${words(el)}"`);
                }
            } else if (
                el.matches(".o_field_widget, .btn, a[href], label, td, th") &&
                words(el) &&
                (width < 2 || height < 2)
            ) {
                report("size", el, `${Math.round(width)} × ${Math.round(height)} px hold "${words(el)}"`);
            }
        }
    }

    /** 2. Text that a box cuts off, without an ellipsis and a tooltip with the whole. */
    function checkTexts() {
        const range = document.createRange();
        for (const el of all) {
            for (const node of el.childNodes) {
                if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) {
                    continue;
                }
                range.selectNodeContents(node);
                const rects = [...range.getClientRects()].filter((rect) => rect.width > 1);
                if (rects.length) {
                    checkText(el, rects, node.data.trim().replace(/\s+/g, " ").slice(0, 60));
                }
            }
            if (el.matches("input[placeholder]") && !el.value) {
                checkPlaceholder(el);
            }
        }
    }

    function checkText(el, rects, text) {
        const left = Math.min(...rects.map((rect) => rect.left));
        const right = Math.max(...rects.map((rect) => rect.right));
        const bottom = Math.max(...rects.map((rect) => rect.bottom));
        let scrollsX = false;
        let scrollsY = false;
        for (const at of up(el)) {
            const { overflowX, overflowY, textOverflow, webkitLineClamp, position } = style(at);
            if (style(at).display === "inline" || style(at).display === "contents") {
                continue;
            }
            const edge = box(at);
            scrollsX ||= SCROLLS.includes(overflowX);
            scrollsY ||= SCROLLS.includes(overflowY);
            const cutX = !scrollsX && CLIPS.includes(overflowX) && (right > edge.right + 2 || left < edge.left - 2);
            const cutY = !scrollsY && CLIPS.includes(overflowY) && bottom > edge.bottom + 4;
            if (cutX || cutY) {
                const told = (textOverflow === "ellipsis" && !cutY) || webkitLineClamp !== "none";
                if (!told || !hasTip(el)) {
                    report("cut", el, `"${text}" is cut off${told ? " without a tooltip" : ""}`);
                }
                return;
            }
            if (position === "fixed") {
                break;
            }
        }
        if (!scrollsX && (right > innerWidth + 2 || left < -2)) {
            report("cut", el, `"${text}" is outside of the page`);
        }
    }

    function checkPlaceholder(el) {
        const context = document.createElement("canvas").getContext("2d");
        const { fontSize, fontFamily, paddingLeft, paddingRight } = style(el);
        context.font = `${fontSize} ${fontFamily}`;
        const room = el.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
        if (context.measureText(el.placeholder).width > room + 2 && !hasTip(el)) {
            report("cut", el, `the placeholder "${el.placeholder}" is cut off`);
        }
    }

    /** 3. Boxes of interactive elements that overlap. */
    function checkOverlaps() {
        const boxes = all
            .filter((el) => el.matches(INTERACTIVE) && style(el).pointerEvents !== "none")
            .map((el) => ({ el, rect: seen(box(el), el) }))
            .filter(({ rect }) => rect)
            .sort((one, other) => one.rect.top - other.rect.top);
        boxes.forEach(({ el, rect }, index) => {
            for (const other of boxes.slice(index + 1)) {
                if (other.rect.top >= rect.bottom - 3) {
                    break;
                }
                const width = Math.min(rect.right, other.rect.right) - Math.max(rect.left, other.rect.left);
                const height = Math.min(rect.bottom, other.rect.bottom) - other.rect.top;
                const nested = el.contains(other.el) || other.el.contains(el) || isCoveredOnPurpose(el, other.el);
                if (width > 3 && height > 3 && !nested) {
                    report("overlap", other.el, `"${words(other.el)}" lies over "${words(el)}" of ${where(el)}`);
                }
            }
        });
    }

    /** Whether one is a menu, a dialog or a fixed bar above the page, or both are one control, such as a date and its icon. */
    function isCoveredOnPurpose(one, other) {
        const layer = (el) =>
            el.closest(".o-dropdown--menu, .modal, .o_burger_menu, .o_main_navbar, .sticky-top, thead");
        return (
            layer(one) !== layer(other) || [one, other].some((el) => ["fixed", "sticky"].includes(style(el).position))
        );
    }

    /** 4. Content that is wider than the page or the part of it that shows it. */
    function checkScroll() {
        const page = document.scrollingElement;
        if (page.scrollWidth > innerWidth + 1) {
            report("scroll", page, `the page is ${page.scrollWidth - innerWidth} px too wide`);
        }
        for (const el of all) {
            if (SCROLLS.includes(style(el).overflowX) && el.scrollWidth > el.clientWidth + 1 && el.clientWidth) {
                report("scroll", el, `content is ${el.scrollWidth - el.clientWidth} px too wide`);
            }
        }
    }

    /** 5. Labels that are not beside, or just above or below, their inputs. */
    function checkLabels() {
        for (const label of all.filter((el) => el.matches("label[for]") && words(el))) {
            const input = document.getElementById(label.htmlFor);
            const widget =
                input && (input.matches("[type=checkbox]") ? input : input.closest(".o_field_widget") || input);
            if (!widget || !isShown(widget) || !box(widget).height) {
                continue;
            }
            const [one, other] = [box(label), box(widget)];
            const apartX = Math.max(one.left, other.left) - Math.min(one.right, other.right);
            const apartY = Math.max(one.top, other.top) - Math.min(one.bottom, other.bottom);
            const inColumns = label.closest(".o_inner_group");
            const nearX = inColumns ? 480 : input.matches("[type=checkbox]") ? 32 : 240;
            const isNear = (apartY < 0 && apartX <= nearX) || (apartX < (inColumns ? 120 : 0) && apartY <= 24);
            if (!isNear) {
                report(
                    "label",
                    label,
                    `"${words(label)}" is ${Math.round(apartX)}, ${Math.round(apartY)} px from its input`,
                );
            }
        }
    }

    /** 6. Buttons of bars that take two lines or two rows where the screen is wide. */
    function checkBars() {
        const bars =
            ".o_control_panel_main_buttons, .o_control_panel_actions, .o_statusbar_buttons, .modal-footer, .o_main_navbar";
        const range = document.createRange();
        for (const bar of all.filter((el) => innerWidth >= DESKTOP && el.matches(bars))) {
            const buttons = [...bar.querySelectorAll("button, .btn")].filter((el) => isShown(el) && box(el).width > 1);
            for (const button of buttons) {
                range.selectNodeContents(button);
                const lines = [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 8);
                const first = Math.min(...lines.map((rect) => rect.bottom));
                if (lines.some((rect) => rect.top >= first - 1)) {
                    report("wrap", button, `"${words(button)}" takes two lines`);
                }
            }
            if (!bar.matches(".modal-footer") && buttons.length) {
                const first = Math.min(...buttons.map((button) => box(button).bottom));
                if (buttons.some((button) => box(button).top >= first)) {
                    report("wrap", bar, `buttons take two rows: ${buttons.map(words).join(" | ")}`);
                }
            }
        }
    }

    /** 7. Stages that hide in a menu where the screen is wide. */
    function checkStages() {
        for (const menu of all.filter(
            (el) => innerWidth >= DESKTOP && el.matches(".o_statusbar_status .dropdown-toggle"),
        )) {
            report("stages", menu, `stages hide behind "${words(menu)}"`);
        }
    }

    /** 8. Our own buttons and links that are too small for a thumb. */
    function checkTargets() {
        const ours =
            ".btn[name*=l10n_vn], .l10n_vn_target, [class*=o_l10n_vn]:not(.o_kanban_view, .o_list_view) :is(button, label.btn, .btn)";
        for (const el of all.filter((one) => innerWidth < PHONE && one.matches(ours))) {
            const { width, height } = box(el);
            if (width < 40 || height < 40) {
                report("target", el, `"${words(el)}" measures ${Math.round(width)} × ${Math.round(height)} px`);
            }
        }
    }

    /** 9. Our own buttons and links that the keyboard does not reach. */
    function checkKeyboard() {
        const ours =
            ".l10n_vn_target, [class*=o_l10n_vn]:not(.o_kanban_view, .o_list_view) :is(a, button, [role=checkbox])";
        for (const el of all.filter((one) => one.matches(ours) && !one.disabled)) {
            const grouped = el.closest("[role=radiogroup], .o-dropdown--menu");
            if (!grouped && (el.tabIndex < 0 || el.matches("a:not([href], [tabindex])"))) {
                report("keyboard", el, `"${words(el)}" has no place in the order of the Tab key`);
            }
        }
    }

    for (const check of [
        checkSizes,
        checkTexts,
        checkOverlaps,
        checkScroll,
        checkLabels,
        checkBars,
        checkStages,
        checkTargets,
        checkKeyboard,
    ]) {
        check();
    }
    return [...faults];
};

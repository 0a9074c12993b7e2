"""Check of the walk: nothing that is seen is English."""

import json
from functools import cache
from pathlib import Path

from .english import English
from .page import PHONE

TEXTS = (Path(__file__).parent / "visible_texts.js").read_text(encoding="utf-8").partition("\n")[2].strip()
# {screen: selector of what people or lists have written there, in whatever language}
WRITTEN = {
    # Words that lists of the world have in their status columns.
    "status_words": "[name=name], .o_kanban_record",
    # What a platform has sent.
    "webhook_payload": "[name=content], [name=content_type], [name=preview]",
    "webhook_key": "[name=key]",
}
# Menus that are opened one after another where the screen has them.
MENUS = (
    ".o_searchview_dropdown_toggler",
    ".o_cp_action_menus .dropdown-toggle",
    ".o_statusbar_buttons .dropdown-toggle",
    ".o_user_menu button",
    ".o-mail-Followers-button",
)
_READ = f"""
    const read = {TEXTS};
    const texts = new Map(read());
    const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
    for (const selector of MENUS) {{
        const toggler = [...document.querySelectorAll(selector)].find((found) => found.checkVisibility());
        if (!toggler || document.querySelector(".modal")) {{
            continue;
        }}
        const before = document.querySelectorAll(".o-overlay-item").length;
        toggler.click();
        for (let tries = 0; tries < 20 && document.querySelectorAll(".o-overlay-item").length === before; tries++) {{
            await wait(50);
        }}
        await wait(100);
        for (const [text, place] of read()) {{
            texts.has(text) || texts.set(text, `${{place}}, menu ${{selector}}`);
        }}
        toggler.click();
        await wait(50);
    }}
    document.activeElement?.blur();
    return [...texts];
"""


@cache
def _english(modules):
    return English(modules)


def check_language(page, screen, width):
    """Return the English words on the screen and in its menus, each with the text and its place."""
    english = _english(frozenset(page.test_case.env.registry._init_modules))
    menus = MENUS if width != PHONE else ()
    written = WRITTEN.get(screen.name, "")
    texts = page.run(f"const MENUS = {json.dumps(menus)}, WRITTEN = {json.dumps(written)};{_READ}")
    return [f"{', '.join(words)}: “{text[:160]}” ({place})" for text, place in texts if (words := english.find(text))]

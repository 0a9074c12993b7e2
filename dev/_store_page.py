"""The page in Odoo's Apps, printed; run by the Python of the virtual environment, which has docutils.

Odoo's sanitizer keeps styles in attributes and no style sheet, so every element gets its own.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

from docutils.core import publish_parts

RED, DARK, GREY, LINE = "#b0262b", "#2a1a1b", "#6b5c5d", "#e8dedd"
FONT = "font-family: 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
SHADOW = "box-shadow: 0 10px 30px rgba(42, 26, 27, .18)"
TEXT = "margin: 0 0 8px; font-size: 16px; line-height: 1.55"
STYLES = {
    "p": TEXT,
    "ul": "margin: 0; padding: 0 0 0 20px",
    "li": "margin: 0 0 10px; font-size: 16px; line-height: 1.55",
    "em": "font-style: normal",
    "dl": "display: flex; flex-wrap: wrap; gap: 20px; margin: 0",
    "dt": f"margin: 0 0 8px; font-size: 19px; font-weight: 700; color: {RED}",
    "dd": f"margin: 0; color: {DARK}",
    "figure": "margin: 0 0 56px",
    "figcaption": "margin: 0 0 16px; text-align: center",
    "img": f"display: block; max-width: 100%; height: auto; margin: 0 auto; border: 1px solid {LINE}; "
    f"border-radius: 10px; {SHADOW}",
    "tt": "font-family: monospace",
    "span": "font-family: monospace",
}
CARD = (
    f"flex: 1 1 220px; box-sizing: border-box; padding: 22px; background: #fff; border: 1px solid {LINE}; "
    "border-radius: 12px"
)
HEADING = f"margin: 0 0 6px; font-size: 30px; line-height: 1.25; font-weight: 700; text-align: center; color: {DARK}"
UNDER = f"margin: 0 auto 32px; font-size: 17px; line-height: 1.5; text-align: center; color: {GREY}; max-width: 760px"
BAND = "padding: 56px 20px"
WIDE = "max-width: 1080px; margin: 0 auto"


def main(folder):
    fragment = {path.stem: path.read_text(encoding="utf-8") for path in Path(folder).glob("*.rst")}
    html = {name: styled(text) for name, text in fragment.items()}
    hero = [
        '<h1 style="margin: 0 0 12px; font-size: 40px; line-height: 1.2; font-weight: 700; color: #fff">'
        "Ghi nhận một lần, đi đến đúng khách hàng</h1>",
        '<p style="margin: 0 auto 8px; font-size: 20px; line-height: 1.5; color: #fdeceb; max-width: 760px">'
        "Quản lý khách hàng tiềm năng cho doanh nghiệp Việt, trong Odoo 19 Community</p>",
        '<p style="margin: 0 auto 32px; font-size: 17px; line-height: 1.5; color: #f3c9c7; max-width: 760px">'
        "Catch each lead once, take it to the right customer: lead management for Vietnamese companies</p>",
        f'<img src="board.png" alt="Bảng tiềm năng" style="{STYLES["img"]}" />',
    ]
    print(
        f'<div lang="vi" style="{FONT}; color: {DARK}; background: #fff">',
        band("\n".join(hero), f"{BAND}; text-align: center; background: {RED}"),
        section("Cho ai", "For whom: English below", html["ROLES.vi"], "#faf6f5"),
        section("Nhìn tận mắt", "See it, in Vietnamese as your people see it", html["PICTURES"], "#fff"),
        section("Làm được gì", plain(fragment["DESCRIPTION.vi"]), html["FEATURES.vi"], "#faf6f5"),
        section("For whom", "The same in English", html["ROLES"], "#fff", "en"),
        section("What it does", plain(fragment["DESCRIPTION"]), html["FEATURES"], "#faf6f5", "en"),
        section("Bắt đầu", "Get started", html["START"], "#fff"),
        "</div>",
        sep="\n",
    )


def plain(text):
    """Return the first paragraph of a fragment without its marks."""
    return text.split("\n\n")[0].replace("\n", " ").replace("``", "").replace("*", "")


def section(title, under, body, background, language="vi"):
    head = f'<h2 style="{HEADING}">{title}</h2>\n<p style="{UNDER}">{under}</p>'
    return band(f"{head}\n{body}", f"{BAND}; background: {background}", language)


def band(body, style, language="vi"):
    return f'<div lang="{language}" style="{style}">\n<div style="{WIDE}">\n{body}\n</div>\n</div>'


def styled(text):
    """Return the HTML of a fragment, each element with the style of its tag."""
    settings = {"report_level": 2, "halt_level": 2, "initial_header_level": 3, "math_output": "MathML"}
    body = publish_parts(text, writer_name="html5", settings_overrides=settings)["body"]
    root = ElementTree.fromstring(f"<div>{body}</div>")
    for element in list(root.iter()):
        for name in set(element.attrib) - {"src", "alt", "href"}:
            del element.attrib[name]
        if element.tag in STYLES:
            element.set("style", STYLES[element.tag])
        if element.tag == "dl":
            cards = [ElementTree.Element("div", style=CARD) for _pair in range(len(element) // 2)]
            for number, card in enumerate(cards):
                card.extend(element[2 * number : 2 * number + 2])
            element[:] = cards
        elif element.tag == "figure":
            element[:] = reversed(element)  # what is seen is said first
            _tell_apart(element)
    for element in root.iter():
        element.tag = {"figure": "div", "figcaption": "div", "dl": "div", "dt": "div", "dd": "div"}.get(
            element.tag, element.tag
        )
    return "\n".join(ElementTree.tostring(child, encoding="unicode", method="html").strip() for child in root)


def _tell_apart(figure):
    """Style a picture and its captions: Vietnamese large, English below it grey, a phone as wide as one."""
    image = next(figure.iter("img"))
    image.set("src", image.get("src").rpartition("/")[2])
    if "phone" in image.get("src"):
        image.set("style", f"{STYLES['img']}; width: 300px")
    captions = [element for element in figure.iter("p") if "".join(element.itertext()).strip()]
    for paragraph, style in zip(captions, ("font-size: 21px", f"font-size: 16px; color: {GREY}"), strict=True):
        paragraph.set("style", f"margin: 0 0 4px; line-height: 1.45; {style}")


if __name__ == "__main__":
    main(sys.argv[1])

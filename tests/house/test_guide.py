"""The guide, README and the app's page: what they link to and show is there, and what they name is on the screens."""

import csv
import re
from pathlib import Path

import polib
from odoo.modules import get_module_path
from odoo.tests import BaseCase, tagged

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "doc/guide"
LANGUAGES = ("vi", "en")
# Modules of Odoo whose screens the guide walks through.
MODULES = (
    "base",
    "base_import",
    "base_setup",
    "calendar",
    "crm",
    "mail",
    "phone_validation",
    "sales_team",
    "utm",
    "web",
)
LARGEST, LARGEST_ALL = 150 * 1024, 6 * 1024 * 1024
TAG = re.compile(r"<[^>]+>")
BOLD = re.compile(r"(?<!\*)\*\*([^*]+)\*\*")
# `text <target>`_, and the target of a picture.
TARGETS = re.compile(r"`[^`<]*<([^>`]+)>`__?|^\s*\.\. (?:image|figure):: (\S+)", re.MULTILINE)
LABELS = {"vi": "msgstr", "en": "msgid"}


def terms_of(side):
    """Return the set of labels that screens show: of this addon, of Odoo's modules and of those it replaces.

    :param str side: ``msgid`` for English, ``msgstr`` for Vietnamese
    """
    pairs = [(entry.msgid, entry.msgstr) for entry in polib.pofile(str(ROOT / "data/core_terms/vi.po"))]
    for path in (ROOT / "tools/data").glob("odoo_*.csv"):
        with open(path, encoding="utf-8", newline="") as lines:
            pairs += [(row.get("source") or row["english"], row["vietnamese"]) for row in csv.DictReader(lines)]
    replaced = {english for english, _vietnamese in pairs}
    pairs += [(entry.msgid, entry.msgstr) for entry in polib.pofile(str(ROOT / "i18n/vi.po"))]
    for module in MODULES:
        entries = polib.pofile(str(Path(get_module_path(module), "i18n/vi.po")))
        # Odoo's own Vietnamese is on no screen where the addon has another.
        pairs += [(entry.msgid, entry.msgstr) for entry in entries if side == "msgid" or entry.msgid not in replaced]
    terms = {english if side == "msgid" else vietnamese for english, vietnamese in pairs}
    return {plain(text) for term in terms for text in (term, *TAG.split(term))} - {""}


def plain(term):
    """Return what is read of a term: without tags, blanks at its ends, and points that follow it."""
    return " ".join(TAG.sub(" ", term).split()).strip(" .…:")


def labels_in(text):
    """Return the labels that a page names, bold; arrows part those of a path."""
    return [part for bold in BOLD.findall(text) for part in re.split(r"\s*→\s*", " ".join(bold.split()))]


@tagged("at_install", "-post_install")
class TestGuide(BaseCase):
    def test_pages_are_the_same_in_both_languages(self):
        vietnamese, english = ({path.name for path in (GUIDE / language).glob("*.rst")} for language in LANGUAGES)
        self.assertEqual(vietnamese, english)
        self.assertGreater(len(vietnamese), 12)
        for language in LANGUAGES:
            index = (GUIDE / language / "index.rst").read_text(encoding="utf-8")
            missing = {name for name in vietnamese - {"index.rst"} if f"<{name}>" not in index}
            self.assertFalse(missing, f"the index in {language} leads to all pages")

    def test_links_and_pictures_are_there(self):
        pages = [*GUIDE.rglob("*.rst"), *(ROOT / "doc").glob("*.rst"), *(ROOT / "readme").glob("*.rst")]
        for page in [*pages, ROOT / "README.rst", ROOT / "CONTRIBUTING.rst"]:
            text = page.read_text(encoding="utf-8")
            for target in filter(None, (link or picture for link, picture in TARGETS.findall(text))):
                if not re.match(r"(https?|mailto):", target):
                    with self.subTest(page=page.name, target=target):
                        self.assertTrue((page.parent / target.partition("#")[0]).exists())
        page = ROOT / "static/description/index.html"
        for target in re.findall(r'(?:src|href)="([^"#]+)"', page.read_text(encoding="utf-8")):
            with self.subTest(page=page.name, target=target):
                self.assertTrue(target.startswith("https:") or (page.parent / target).exists())

    def test_pictures_are_small_and_all_of_them_are_shown(self):
        pages = [*GUIDE.rglob("*.rst"), *(ROOT / "readme").glob("*.rst")]
        shown = {
            (page.parent / picture).resolve()
            for page in pages
            for _link, picture in TARGETS.findall(page.read_text(encoding="utf-8"))
            if picture
        }
        pictures = [*(GUIDE / "images").glob("*.png"), *(ROOT / "static/description").glob("*.png")]
        self.assertLess(sum(path.stat().st_size for path in pictures), LARGEST_ALL)
        for path in pictures:
            with self.subTest(picture=path.name):
                self.assertLess(path.stat().st_size, LARGEST)
                self.assertTrue(path.resolve() in shown or path.name in ("icon.png", "banner.png"))

    def test_labels_are_on_the_screens(self):
        """What a page prints bold is the label of a button, menu, field or title, letter by letter."""
        for language, side in LABELS.items():
            terms = terms_of(side)
            for page in sorted((GUIDE / language).glob("*.rst")):
                for label in labels_in(page.read_text(encoding="utf-8")):
                    with self.subTest(page=f"{language}/{page.name}", label=label):
                        self.assertTrue(plain(label) in terms, "no screen has this label")

"""The house rules, executed."""

import ast
import re
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

from odoo.tests import BaseCase

ROOT = Path(__file__).parents[1]
# A room may import from those below it.
FLOORS = {"tools": 0, "models": 1, "wizard": 2, "report": 2}


def sources(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def imported(path, tree):
    """Yield the dotted name of every module that ``tree`` imports, relative ones from the addon's root."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = list(path.parent.parts[: len(path.parent.parts) - node.level + 1]) if node.level else []
            stem = ".".join(filter(None, [*base, node.module]))
            yield from (f"{stem}.{name.name}" if stem else name.name for name in node.names)


class TestArchitecture(BaseCase):
    def test_ground_floor_does_not_know_odoo(self):
        for path, tree in sources("tools"):
            known = [name for name in imported(path, tree) if name.split(".")[0] == "odoo"]
            self.assertFalse(known, f"{path} imports {known}")

    def test_imports_run_downwards(self):
        for path, tree in sources(*FLOORS):
            floor = FLOORS[path.parts[0]]
            for name in imported(path, tree):
                room = name.removeprefix("odoo.addons.l10n_vn_crm.").split(".")[0]
                self.assertLessEqual(FLOORS.get(room, 0), floor, f"{path} imports {name} from above")
                self.assertNotIn(room, ("tests", "dev"), f"{path} imports {name}")

    def test_lead_rooms_meet_through_self(self):
        for path, tree in sources("models"):
            if path.name.startswith("crm_lead"):
                siblings = [name for name in imported(path, tree) if name.startswith("models.crm_lead")]
                self.assertFalse(siblings, f"{path} imports its sibling {siblings}")

    def test_developer_commands_use_the_standard_library_only(self):
        for path, tree in sources("dev"):
            if path.parts[1] != "_bench":
                self.assertNotIn("odoo", {name.split(".")[0] for name in imported(path, tree)}, path)

    def test_every_data_file_is_in_the_manifest(self):
        manifest = ast.literal_eval((ROOT / "__manifest__.py").read_text(encoding="utf-8"))
        named = {*manifest["data"], *manifest.get("demo", [])}
        there = {
            str(path.relative_to(ROOT))
            for folder in ("data", "demo", "security", "views", "wizard", "report")
            for path in (ROOT / folder).rglob("*")
            if path.suffix in (".xml", ".csv")
        }
        self.assertEqual(named, there)

    def test_no_record_is_given_twice(self):
        given = defaultdict(list)
        for folder in ("data", "security", "views", "wizard", "report"):
            for path in sorted((ROOT / folder).rglob("*.xml")):
                for node in ElementTree.parse(path).iter():
                    if node.tag in ("record", "menuitem", "template"):
                        given[node.get("id")].append(path.name)
        self.assertFalse({id_: names for id_, names in given.items() if len(names) > 1})

    def test_core_methods_have_one_owner(self):
        owners = defaultdict(set)
        for path, tree in sources("models", "wizard", "report"):
            for model in (node for node in tree.body if isinstance(node, ast.ClassDef)):
                for name in self._overridden(model):
                    owners[self._inherited(model), name].add(str(path))
        shared = {method: paths for method, paths in owners.items() if len(paths) > 1}
        self.assertFalse(shared)

    def _inherited(self, model):
        for node in model.body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("_inherit", "_name"):
                return ast.unparse(node.value)
        return model.name

    def _overridden(self, model):
        """Yield names of methods that call their namesake of ``super()``."""
        for method in (node for node in model.body if isinstance(node, ast.FunctionDef)):
            for node in ast.walk(method):
                if (
                    isinstance(node, ast.Attribute)
                    and isinstance(node.value, ast.Call)
                    and getattr(node.value.func, "id", "") == "super"
                    and node.attr == method.name
                ):
                    yield method.name

    def test_wizards_stand_beside_their_views(self):
        for path, _tree in sources("wizard"):
            if path.name != "__init__.py":
                view = ROOT / path.parent / f"{path.stem}_views.xml"
                self.assertTrue(view.exists(), f"{path} has no {view.name}")

    def test_xml_ids_tell_what_they_are(self):
        for path in sorted([*ROOT.glob("views/*.xml"), *ROOT.glob("wizard/*.xml"), *ROOT.glob("report/*.xml")]):
            for kind in re.findall(r'<record id="(\w+)"', path.read_text(encoding="utf-8")):
                self.assertNotRegex(kind, r"\d{2,}$|^(view|record|test)\d*$", f"{path.name}: {kind}")

    def test_elevated_rights_give_their_reason(self):
        for path, _tree in sources("models", "wizard", "report"):
            lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
            for number, line in enumerate(lines):
                if ".sudo()" in line and not line.strip().startswith("#"):
                    nearby = lines[max(0, number - 4) : number + 1]
                    self.assertTrue(any("#" in text for text in nearby), f"{path}:{number + 1} sudo() without a reason")

    def test_only_the_import_ledger_commits(self):
        for path, _tree in sources("models", "wizard", "report", "tools"):
            if "crm_lead_import" not in path.name:
                self.assertNotIn(".commit()", (ROOT / path).read_text(encoding="utf-8"), path)

    def test_sql_goes_through_its_wrapper(self):
        for path, tree in sources("models", "wizard", "report"):
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "execute" and node.args:
                    self.assertNotIsInstance(node.args[0], (ast.JoinedStr, ast.BinOp), f"{path}:{node.lineno}")

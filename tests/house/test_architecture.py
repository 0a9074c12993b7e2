"""The house rules, executed."""

import ast
import csv
import fnmatch
import importlib
import re
import sys
from collections import defaultdict
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree

import odoo.tools
from odoo.tests import BaseCase

from .sudo_searches import Elevated, InPlace, find_elevated_searches

ROOT = Path(__file__).parents[2]
# The developer commands are no package of the addon.
with patch.object(sys, "path", [str(ROOT / "dev"), *sys.path]):
    rooms, core = importlib.import_module("_rooms"), importlib.import_module("_core")
CONTEXT_CALLS = ("with_context", "depends_context", "context.get")
# A room may import from those below it.
FLOORS = {"tools": 0, "models": 1, "wizard": 2, "report": 2, "controllers": 2}


def sources(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def is_planned(file, name):
    """Return whether ``file`` (``room/file`` below its folder, no suffix) is what a plan's ``name`` stands for.

    A ``*`` ends at a slash: ``mail*`` is no file of the room ``mail``.
    """
    parts, patterns = file.split("/"), name.split("/")
    return len(parts) == len(patterns) and all(map(fnmatch.fnmatch, parts, patterns))


def planned(line):
    """Yield (folder, name) of each file in a line of the plan; names without a room are in that of the first one."""
    for part in line.split("; "):
        folder, _slash, names = part.partition("/")
        room = ""
        for name in names.replace("…", "*").split(", "):
            room = name.rpartition("/")[0] if "/" in name else room
            yield folder, f"{room}/{name.rpartition('/')[2]}" if room else name


def imported(path, tree):
    """Yield the dotted name of every module that ``tree`` imports, relative ones from the addon's root."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = list(path.parent.parts[: len(path.parent.parts) - node.level + 1]) if node.level else []
            stem = ".".join(filter(None, [*base, node.module]))
            yield from (f"{stem}.{name.name}" if stem else name.name for name in node.names)


def unannotated(function):
    """Return what of ``function`` has no annotation: arguments other than ``self`` and ``cls``, ``return``."""
    every = function.args
    arguments = [*every.posonlyargs, *every.args, *every.kwonlyargs, *filter(None, (every.vararg, every.kwarg))]
    missing = [one.arg for one in arguments if not one.annotation and one.arg not in ("self", "cls")]
    return missing + ([] if function.returns else ["return"])


def constants_of(tree):
    """Return {name: text} of the constants of ``tree``."""
    return {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(getattr(node.value, "value", None), str)
    }


def context_keys(tree, constants):
    """Return the keys of ours (list of str) that ``tree`` writes into a context or reads from one.

    :param constants: {name: text} of the constants that it may have imported
    """
    touching = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(CONTEXT_CALLS):
            touching += [*node.args, *node.keywords]
        elif isinstance(node, (ast.Subscript, ast.Compare)):
            touching += [node] if ast.unparse(getattr(node, "value", node)).endswith("context") else []
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            touching += [value for key, value in pairs if getattr(key, "value", "") == "context"]
    names = [
        getattr(inner, "arg", None) or getattr(inner, "value", None) or constants.get(getattr(inner, "id", None))
        for node in touching
        for inner in ast.walk(node)
        if isinstance(inner, (ast.keyword, ast.Constant, ast.Name))
    ]
    return [name for name in names if isinstance(name, str) and name.startswith("l10n_vn_")]


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

    def test_rooms_import_no_model_of_each_other(self):
        models = {
            f"{path.with_suffix('').as_posix().replace('/', '.')}.{node.name}"
            for path, tree in sources("models", "wizard", "report")
            for node in tree.body
            if isinstance(node, ast.ClassDef) and any("models." in ast.unparse(base) for base in node.bases)
        }
        self.assertIn("models.crm_lead.CrmLead", models)
        for path, tree in sources("models", "wizard", "report"):
            self.assertFalse(models & set(imported(path, tree)), f"{path} imports a model: call it through self.env")

    def test_a_method_of_a_model_is_defined_once(self):
        """Of two files that define the same method of a model, the later one must call the earlier by ``super()``."""
        defined = {}
        for path, tree in sources("models", "wizard", "report"):
            for model in (node for node in tree.body if isinstance(node, ast.ClassDef)):
                name = self._assigned(model, "_name") or self._assigned(model, "_inherit") or model.name
                for method in (node for node in model.body if isinstance(node, ast.FunctionDef)):
                    defined.setdefault((name, method.name), []).append((path, "super()" in ast.unparse(method)))
        self.assertGreater(len(defined), 1000, "the rule finds no methods: it is blind")
        for (model, method), places in defined.items():
            alone = [str(path) for path, is_extension in places if not is_extension]
            if method.startswith(("_l10n_vn_", "l10n_vn_", "action_l10n_vn_")):
                self.assertLessEqual(len(alone), 1, f"{method} of {model} is defined twice")

    def test_rooms_meet_through_their_doors(self):
        """A room names in its docstring what others call of it; no rooms call each other in a circle."""
        known, calls = rooms.read_rooms(ROOT)
        self.assertGreater(len(calls), 100, "the rule finds no calls: it is blind")
        closed = [
            f"{call.place}: {call.method} of {call.target}"
            for call in calls
            if call.method not in known[call.target].doors
        ]
        self.assertFalse(closed, "these are no doors of their room")
        used = {(call.target, call.method) for call in calls}
        self.assertIn(("matching", "_count_shown"), used, "private methods of the addon's own models are doors too")
        for room in known.values():
            unused = [door for door in room.doors if (room.name, door) not in used]
            self.assertFalse(unused, f"no other room uses these doors of {room.name}")
        self.assertGreater(len(rooms.floors(set(known), set(rooms.edges(calls)))), 2)

    def test_keys_of_the_context_are_named_in_one_place(self):
        """What hides an argument in the context is a marker of ``models/context.py``, or an argument."""
        trees = {path: tree for path, tree in sources("models", "wizard", "report") if path.stem != "context"}
        constants = {name: text for tree in trees.values() for name, text in constants_of(tree).items()}
        for path, tree in trees.items():
            self.assertFalse(context_keys(tree, constants), f"{path}: keys of ours in the context")

    def test_the_rule_of_context_keys_sees_what_it_is_for(self):
        for source, keys in {
            "self.with_context(l10n_vn_quick=True)": ["l10n_vn_quick"],
            "self.with_context({'l10n_vn_quick': 1})": ["l10n_vn_quick"],
            "self.env.context.get('l10n_vn_quick')": ["l10n_vn_quick"],
            "self.env.context['l10n_vn_quick']": ["l10n_vn_quick"],
            "'l10n_vn_quick' in self.env.context": ["l10n_vn_quick"],
            "action = {'context': {'l10n_vn_quick': True}}": ["l10n_vn_quick"],
            "@api.depends_context('uid', 'l10n_vn_quick')\ndef compute(self): pass": ["l10n_vn_quick"],
            "QUICK = 'l10n_vn_quick'\nself.env.context.get(QUICK)": ["l10n_vn_quick"],
            "QUICK = 'l10n_vn_quick'\nself.with_context(**{QUICK: True})": ["l10n_vn_quick"],
            "self.with_context(default_l10n_vn_import_id=1)": [],
            "self.env.context.get('active_id')": [],
            "vals.get('l10n_vn_vat')": [],
        }.items():
            with self.subTest(source=source):
                tree = ast.parse(source)
                self.assertEqual(context_keys(tree, constants_of(tree)), keys)

    def test_every_method_that_is_called_exists(self):
        given = {
            name
            for _path, tree in sources("models", "wizard", "report")
            for node in ast.walk(tree)
            for name in (getattr(node, "name", None), getattr(node, "id", None))
        }
        for path, tree in sources("models", "wizard", "report"):
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and node.attr.startswith("_l10n_vn_"):
                    self.assertIn(node.attr, given, f"{path}:{node.lineno}")

    def test_core_methods_are_named_with_their_reason(self):
        listed = set(core.listed())
        overridden = core.overridden(ROOT, Path(odoo.tools.__file__).parents[2])
        self.assertIn(("crm.lead", "get_import_templates"), overridden, "an override without super() is not seen")
        self.assertFalse(overridden - listed, "overridden, and not in doc/upstream.rst")
        ours = set(core.read_known())
        self.assertFalse({f"{model}.{method}" for model, method in listed} - {name for name, _file in ours}, "not read")

    def test_developer_commands_use_the_standard_library_only(self):
        for path, tree in sources("dev"):
            # These run inside Odoo, by a server or a shell; commands import the second folder itself.
            is_inside = path.parts[1] in ("_bench", "_faults") or path.name.startswith(("fill_", "odoo_bin"))
            if not is_inside or path.name == "__init__.py":
                self.assertNotIn("odoo", {name.split(".")[0] for name in imported(path, tree)}, path)

    def test_every_data_file_is_in_the_manifest(self):
        manifest = ast.literal_eval((ROOT / "__manifest__.py").read_text(encoding="utf-8"))
        named = {*manifest["data"], *manifest.get("demo", [])}
        there = {
            str(path.relative_to(ROOT))
            for folder in ("data", "demo", "security", "views", "wizard", "report")
            for path in (ROOT / folder).rglob("*")
            # Words of Odoo's modules are no records: models/native_terms.py reads them.
            if path.suffix in (".xml", ".csv") and path.parent.name != "core_terms"
        }
        self.assertEqual(named, there)

    def test_no_record_is_given_twice(self):
        given = defaultdict(list)
        for folder in ("data", "demo", "security", "views", "wizard", "report"):
            for path in sorted((ROOT / folder).rglob("*.xml")):
                for node in ElementTree.parse(path).iter():
                    if node.tag in ("record", "menuitem", "template"):
                        given[node.get("id")].append(path.name)
        self.assertFalse({id_: names for id_, names in given.items() if len(names) > 1})

    def test_core_methods_have_one_owner(self):
        owners = defaultdict(set)
        for path, tree in sources("models", "wizard", "report"):
            for model in (node for node in tree.body if isinstance(node, ast.ClassDef)):
                for name in core.overrides(model):
                    owners[self._inherited(model), name].add(str(path))
        shared = {method: paths for method, paths in owners.items() if len(paths) > 1}
        self.assertFalse(shared)

    def _inherited(self, model):
        return self._assigned(model, "_name") or self._assigned(model, "_inherit") or model.name

    def _assigned(self, model, name):
        """Return the source of what the class ``model`` assigns to ``name``, None where it does not."""
        for node in model.body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
                return ast.unparse(node.value)
        return None

    def test_wizards_stand_beside_their_views(self):
        for path, _tree in sources("wizard"):
            if path.name != "__init__.py":
                view = ROOT / path.parent / f"{path.stem}_views.xml"
                self.assertTrue(view.exists(), f"{path} has no {view.name}")

    def test_modules_have_docstrings(self):
        for path, tree in sources(*FLOORS):
            # Of packages, only the rooms within a folder have a docstring.
            if path.name != "__init__.py" or len(path.parts) > 2:
                self.assertTrue(ast.get_docstring(tree), f"{path} does not say what it is for")

    def test_rooms_on_the_ground_floor_document_their_functions(self):
        """Every public function of tools, and every public method of a public class there, has a docstring."""
        for path, tree in sources("tools"):
            classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
            for owner in (tree, *classes):
                for function in (node for node in owner.body if isinstance(node, ast.FunctionDef)):
                    if not function.name.startswith("_"):
                        self.assertTrue(ast.get_docstring(function), f"{path}: {function.name} says nothing")

    def test_public_methods_are_documented(self):
        for path, tree in sources("models", "wizard", "report"):
            for model in (node for node in tree.body if isinstance(node, ast.ClassDef)):
                overridden = set(core.overrides(model))
                for method in (node for node in model.body if isinstance(node, ast.FunctionDef)):
                    if not method.name.startswith("_") and method.name not in overridden:
                        self.assertTrue(
                            ast.get_docstring(method), f"{path}: {method.name}, callable over RPC, says nothing"
                        )

    def test_functions_of_tools_are_annotated(self):
        untyped = [
            f"{path}:{function.lineno} {function.name}: {', '.join(missing)}"
            for path, tree in sources("tools")
            for function in ast.walk(tree)
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)) and (missing := unannotated(function))
        ]
        self.assertFalse(untyped, "without annotations")

    def test_public_methods_are_annotated(self):
        untyped = [
            f"{path}:{method.lineno} {method.name}: {', '.join(missing)}"
            for path, tree in sources("models", "wizard", "report")
            for model in (node for node in tree.body if isinstance(node, ast.ClassDef))
            for method in (node for node in model.body if isinstance(node, ast.FunctionDef))
            # An override of Odoo's has the signature that Odoo gives it.
            if not method.name.startswith("_") and method.name not in set(core.overrides(model))
            if (missing := unannotated(method))
        ]
        self.assertFalse(untyped, "without annotations")

    def test_the_rule_of_annotations_sees_what_it_is_for(self):
        seen = {
            "def one(self, a: int) -> str: ...": [],
            "def one(self): ...": ["return"],
            "def one(cls, a) -> None: ...": ["a"],
            "def one(a, /, b: int, *c, d=0, **e) -> None: ...": ["a", "d", "c", "e"],
            "def one(a: int, /, *c: int, d: int = 0, **e: int) -> None: ...": [],
            "async def one(a: int): ...": ["return"],
        }
        for source, missing in seen.items():
            with self.subTest(source=source):
                self.assertEqual(unannotated(ast.parse(source).body[0]), missing)

    def test_dialogs_ask_as_their_user(self):
        """A stored field is computed as superuser unless it says otherwise: record rules would be passed."""
        for path, tree in sources("wizard"):
            for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
                told = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
                if told.get("compute") and told.get("store") == "True":
                    self.assertEqual(told.get("compute_sudo"), "False", f"{path}: {told['compute']}")

    def test_every_model_has_access_rules(self):
        with open(ROOT / "security" / "ir.model.access.csv", encoding="utf-8") as file:
            ruled = {line["model_id:id"] for line in csv.DictReader(file)}
        for path, tree in sources("models", "wizard", "report"):
            for model in (node for node in tree.body if isinstance(node, ast.ClassDef)):
                kinds = [ast.unparse(base) for base in model.bases]
                name, inherited = self._assigned(model, "_name"), self._assigned(model, "_inherit")
                if kinds in (["models.Model"], ["models.TransientModel"]) and name and name not in (inherited or ""):
                    xml_id = "model_" + ast.literal_eval(name).replace(".", "_")
                    self.assertIn(xml_id, ruled, f"{path}: nobody says who may use {name}")

    def test_every_test_is_run(self):
        """Odoo runs the modules that are attributes of the package ``tests``, whatever folder they are in."""
        tree = ast.parse((ROOT / "tests" / "__init__.py").read_text(encoding="utf-8"))
        loaded = sorted(
            f"{node.module}.{name.name}" if node.module else name.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.level == 1
            for name in node.names
            if not name.asname
        )
        paths = sorted((ROOT / "tests").rglob("test_*.py"))
        files = [".".join(path.relative_to(ROOT / "tests").with_suffix("").parts) for path in paths]
        self.assertEqual(loaded, sorted(files))
        self.assertEqual(len({path.stem for path in paths}), len(paths), "of two of one name, one would not run")

    def test_files_are_small_and_finished(self):
        unfinished = re.compile("TO" + "DO|FIX" + "ME|X" + "XX")
        for path, _tree in sources("models", "wizard", "report", "tools", "dev"):
            text = (ROOT / path).read_text(encoding="utf-8")
            self.assertLessEqual(len(text.splitlines()), 400, path)
            self.assertNotRegex(text, unfinished, path)

    def test_every_file_has_its_line_in_the_plan_of_the_house(self):
        plan, page = defaultdict(list), (ROOT / "doc" / "architecture.rst").read_text(encoding="utf-8")
        table = re.search(r"^=+ =+\n(.+?)^=+ =+$", page, re.M | re.S)[1]
        for line in re.findall(r"^``(.+?)``", table, re.M):
            for folder, name in planned(line):
                plan[folder].append(name)
        for folder, names in plan.items():
            root = ROOT / folder
            files = [path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.py")]
            files = [file for file in files if file.rpartition("/")[2] != "__init__"]
            for name in names:
                found = any(is_planned(file, name) for file in files)
                self.assertTrue(found, f"the plan knows {folder}/{name}, the house does not")
            lost = [file for file in files if not any(is_planned(file, name) for name in names)]
            self.assertFalse(lost, f"{folder}: not in the plan")
        self.assertEqual(plan.keys(), FLOORS.keys())

    def test_pages_name_files_that_exist(self):
        folders = "data|dev|doc|i18n|migrations|models|report|security|static|tests|tools|views|wizard"
        named = re.compile(rf"``((?:{folders})/[\w/.]+\.\w+)``")
        for page in (*sorted((ROOT / "doc").glob("*.rst")), ROOT / "README.rst", ROOT / "CONTRIBUTING.rst"):
            paths = set(named.findall(page.read_text(encoding="utf-8")))
            missing = sorted(path for path in paths if not (ROOT / path).exists())
            self.assertFalse(missing, f"{page.name} names files that do not exist")

    def test_plan_names_files_in_rooms(self):
        line = "tools/reader/*, mail/parse, word*; models/doors/card"
        self.assertEqual(
            list(planned(line)),
            [("tools", "reader/*"), ("tools", "mail/parse"), ("tools", "mail/word*"), ("models", "doors/card")],
        )
        self.assertEqual(list(planned("tools/text, facts")), [("tools", "text"), ("tools", "facts")])
        self.assertTrue(is_planned("reader/people", "reader/*"))
        for name in ("*", "reader", "read*", "people", "other/*"):
            self.assertFalse(is_planned("reader/people", name), name)

    def test_readme_installs_what_the_manifest_needs(self):
        manifest = ast.literal_eval((ROOT / "__manifest__.py").read_text(encoding="utf-8"))
        packages = " ".join(manifest["external_dependencies"]["python"])
        self.assertIn(f"pip install {packages}\n", (ROOT / "README.rst").read_text(encoding="utf-8"))

    def test_xml_ids_tell_what_they_are(self):
        for path in sorted([*ROOT.glob("views/*.xml"), *ROOT.glob("wizard/*.xml"), *ROOT.glob("report/*.xml")]):
            for kind in re.findall(r'<record id="(\w+)"', path.read_text(encoding="utf-8")):
                self.assertNotRegex(kind, r"\d{2,}$|^(view|record|test)\d*$", f"{path.name}: {kind}")

    def test_xml_ids_are_given_once(self):
        """Of two records with one id the later erases the earlier, without a word."""
        manifest = ast.literal_eval((ROOT / "__manifest__.py").read_text(encoding="utf-8"))
        owners = defaultdict(list)
        for name in manifest["data"]:
            for xml_id in re.findall(r'<(?:record|menuitem|template)\s+id="([^"]+)"', (ROOT / name).read_text("utf-8")):
                owners[xml_id].append(name)
        self.assertFalse({xml_id: names for xml_id, names in owners.items() if len(names) > 1})

    def test_elevated_rights_give_their_reason(self):
        for path, _tree in sources("models", "wizard", "report"):
            lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
            for number, line in enumerate(lines):
                if ".sudo()" in line and not line.strip().startswith("#"):
                    nearby = lines[max(0, number - 4) : number + 1]
                    self.assertTrue(any("#" in text for text in nearby), f"{path}:{number + 1} sudo() without a reason")

    def test_searches_with_more_rights_have_their_domain_in_place(self):
        """Whoever gives the domain of a search learns by its answer what the domain asks.

        With more rights than the user's own, a domain is written where it is searched: fields and operators there,
        values from anywhere. One from an argument, a context or a record is searched as the user.
        """
        searches = find_elevated_searches(sources("models", "wizard", "report"))
        self.assertGreater(len(searches), 20, "the rule finds no searches: it is blind")
        elsewhere = [
            f"{path}:{search.lineno} {ast.unparse(search)}" for path, search, is_in_place in searches if not is_in_place
        ]
        self.assertFalse(elsewhere, "searched with more rights than the user's")

    def test_the_rule_of_searches_sees_what_it_is_for(self):
        seen = {
            "self.sudo().search(domain)": False,
            "self.sudo().search([('id', 'in', ids)])": True,
            "self.sudo().search([('id', 'in', ids), *domain])": False,
            "self.sudo().search([(name, '=', 1)])": False,
            "self.sudo().search([('partner_id', 'any', domain)])": False,
            "self.sudo().search([('partner_id', 'any', [('id', 'in', ids)])])": True,
            "self.sudo().search(Domain(domain))": False,
            "self.sudo().search(Domain('id', 'in', ids) & Domain(domain))": False,
            "self.sudo().search(Domain.AND([[('id', 'in', ids)], domain]))": False,
            "self.sudo().search(literal_eval(self.domain))": False,
            "self.sudo().with_context(active_test=False).search_count(self.env.context['active_domain'])": False,
            "self.with_user(SUPERUSER_ID).search(domain)": False,
            "self.env(su=True)['crm.lead'].search(domain)": False,
            "self.with_env(self.env(su=True)).search(domain)": False,
            "self.sudo().partner_id.filtered_domain(domain)": False,
            "self.sudo().search(domain=domain)": False,
            "leads = self.sudo()\n    leads.search(domain)": False,
            "leads = found = self.sudo()\n    found.search(domain)": False,
            "leads, others = self.sudo(), self\n    leads.search(domain)": False,
            "for lead in self.sudo():\n        lead.search(domain)": False,
            "[lead.search(domain) for lead in self.sudo()]": False,
            "if (leads := self.sudo()):\n        leads.search(domain)": False,
            "self._sudo_writer().search(domain)": False,
            "leads = self.sudo()\n    own = [('id', 'in', ids)]\n    leads.search(own)": True,
            "leads = self.sudo()\n    own = self.domain\n    leads.search(own)": False,
            "own = [('id', 'in', ids)]\n    own += more\n    self.sudo().search(own)": False,
            "self.sudo(False).search(domain)": None,
            "leads = self.sudo()\n    leads.sudo(False).search(domain)": None,
            "leads = self.sudo()\n    leads.with_env(self.env).search(domain)": None,
            "self.search(domain)": None,
        }
        for source, answer in seen.items():
            with self.subTest(source=source):
                function = ast.parse(f"def method(self, domain, ids, name, more):\n    {source}").body[0]
                searches = Elevated(function, {"_sudo_writer"}).searches()
                if answer is None:
                    self.assertFalse(searches)
                else:
                    self.assertEqual([InPlace(function).is_domain(search) for search in searches], [answer])

    def test_nothing_commits_but_the_runner_of_background_work(self):
        for path, _tree in sources("models", "wizard", "report", "tools"):
            self.assertNotIn(".commit()", (ROOT / path).read_text(encoding="utf-8"), path)

    def test_sql_goes_through_its_wrapper(self):
        for path, tree in sources("models", "wizard", "report"):
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "execute" and node.args:
                    self.assertNotIsInstance(node.args[0], (ast.JoinedStr, ast.BinOp), f"{path}:{node.lineno}")

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

ROOT = Path(__file__).parents[1]
# The developer commands are no package of the addon.
with patch.object(sys, "path", [str(ROOT / "dev"), *sys.path]):
    rooms, core = importlib.import_module("_rooms"), importlib.import_module("_core")
SEARCHES = {
    "_read_group", "_search", "filtered_domain", "formatted_read_group", "name_search", "read_group", "search",
    "search_count", "search_fetch", "search_read", "web_search_read",
}  # fmt: skip
# A room may import from those below it.
FLOORS = {"tools": 0, "models": 1, "wizard": 2, "report": 2}


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


def run_as_superuser(tree):
    """Return names of the methods that Odoo runs as superuser: of stored fields unless they say otherwise, checks."""
    names = {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        and any("constrains" in ast.unparse(one) or "autovacuum" in ast.unparse(one) for one in function.decorator_list)
    }
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        as_superuser = given.get("compute_sudo", given.get("store"))
        if isinstance(given.get("compute"), ast.Constant) and getattr(as_superuser, "value", False):
            names.add(given["compute"].value)
    return names


def assigned(function):
    """Yield (target, value) of all that ``function`` gives a name, loops and comprehensions too."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from paired(target, node.value)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr, ast.AugAssign)) and node.value:
            yield node.target, node.value
        elif isinstance(node, (ast.For, ast.comprehension)):
            yield from paired(node.target, node.iter)
        elif isinstance(node, ast.withitem) and node.optional_vars:
            yield node.optional_vars, node.context_expr


def paired(target, value):
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        for one, of_one in zip(target.elts, value.elts, strict=True):
            yield one, of_one
    elif isinstance(target, ast.Tuple):
        for one in target.elts:
            yield one, value
    else:
        yield target, value


class Elevated:
    """Records with more rights than the user's in a function: variables too, what ``keepers`` return, and
    ``self`` of methods that are called on such records (``elevated``, names)."""

    def __init__(self, function, keepers=(), elevated=()):
        self.function, self.keepers = function, keepers
        self.names = {"self"} if function.name in elevated else set()
        known = None
        while known != self.names:
            known = set(self.names)
            for target, value in assigned(function):
                if isinstance(target, ast.Name) and self.holds(value):
                    self.names.add(target.id)

    def holds(self, node):
        """Return whether the expression ``node`` gives elevated records."""
        if isinstance(node, ast.Name):
            return node.id in self.names
        if isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
            return self.holds(node.value)
        if isinstance(node, ast.Call):
            return self.is_elevating(node)
        if isinstance(node, (ast.BinOp, ast.BoolOp, ast.IfExp, ast.NamedExpr)):
            return any(map(self.holds, ast.iter_child_nodes(node)))
        return False

    def is_elevating(self, call):
        name = getattr(call.func, "attr", "")
        arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
        if name == "sudo":
            return not arguments or getattr(arguments[0], "value", True) is not False
        if name == "with_user":
            return "SUPERUSER" in ast.unparse(call) or "user_root" in ast.unparse(call)
        if name == "with_env":
            return self.holds(arguments[0])
        if any(keyword.arg == "su" and getattr(keyword.value, "value", True) for keyword in call.keywords):
            return True
        return name in self.keepers or self.holds(call.func)

    def returned(self):
        """Return whether the function returns elevated records."""
        return any(
            isinstance(node, ast.Return) and node.value and self.holds(node.value) for node in ast.walk(self.function)
        )

    def called(self):
        """Return names of the methods that are called on elevated records."""
        return {
            node.func.attr
            for node in ast.walk(self.function)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and self.holds(node.func.value)
        }

    def searches(self):
        """Return the searches (calls) on elevated records."""
        return [
            node
            for node in ast.walk(self.function)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in SEARCHES
            and self.holds(node.func.value)
        ]


class InPlace:
    """Domains that a function writes itself: nothing but their values comes from elsewhere."""

    def __init__(self, function, called=None):
        self.function, self.called = function, called or {}
        self.values, self.loops = defaultdict(list), set()
        self.arguments = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
        for target, value in assigned(function):
            if isinstance(target, ast.Name):
                self.values[target.id].append(value)
        for node in ast.walk(function):
            # Field names of a table of constants, row by row.
            if isinstance(node, (ast.For, ast.comprehension)) and self.is_constant(node.iter):
                self.loops |= {name.id for name in ast.walk(node.target) if isinstance(name, ast.Name)}

    def is_constant(self, node):
        return isinstance(node, ast.Constant) or (
            node.id.isupper()
            if isinstance(node, ast.Name)
            else isinstance(node, (ast.Tuple, ast.List)) and all(map(self.is_constant, node.elts))
        )

    def is_domain(self, node):
        """Return whether ``node``, a search or its domain, is written in place."""
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in SEARCHES:
            named = [keyword.value for keyword in node.keywords if keyword.arg in ("domain", "args")]
            return all(map(self.is_domain, [*node.args[:1], *named]))
        if isinstance(node, ast.Name):
            values = self.values[node.id]
            is_given = node.id in self.arguments
            return (
                bool(values or is_given)
                and all(map(self.is_domain, values))
                and (not is_given or self.is_given_in_place(node.id))
            )
        if isinstance(node, (ast.List, ast.Tuple)):
            return all(map(self.is_part, node.elts))
        if isinstance(node, ast.BinOp):
            return self.is_domain(node.left) and self.is_domain(node.right)
        if isinstance(node, ast.UnaryOp):
            return self.is_domain(node.operand)
        if isinstance(node, ast.IfExp):
            return self.is_domain(node.body) and self.is_domain(node.orelse)
        if isinstance(node, ast.Attribute):
            return ast.unparse(node) in ("Domain.TRUE", "Domain.FALSE")
        return isinstance(node, ast.Call) and self.is_made(node)

    def is_given_in_place(self, argument):
        """Return whether all who call this method, which is private, write its ``argument`` in place."""
        calls = self.called.get(self.function.name, ()) if self.function.name.startswith("_") else ()
        place = self.arguments.index(argument) - 1  # without self
        for function, call in calls:
            given = [keyword.value for keyword in call.keywords if keyword.arg == argument] or call.args[place:][:1]
            if not all(map(InPlace(function, self.called).is_domain, given)):
                return False
        return bool(calls)

    def is_made(self, call):
        name = ast.unparse(call.func)
        if name in ("Domain.AND", "Domain.OR"):
            return isinstance(call.args[0], ast.List) and all(map(self.is_domain, call.args[0].elts))
        if name == "Domain" and len(call.args) == 3:
            return self.is_condition(call.args)
        # A record rule is written by an administrator, for this very user.
        return name == "Domain" and self.is_domain(call.args[0]) or name.endswith("._compute_domain")

    def is_part(self, node):
        if isinstance(node, ast.Constant):
            return node.value in ("|", "&", "!")
        return isinstance(node, (ast.Tuple, ast.List)) and len(node.elts) == 3 and self.is_condition(node.elts)

    def is_condition(self, parts):
        field, operator, value = parts
        is_named = isinstance(field, ast.Constant) or isinstance(field, ast.Name) and field.id in self.loops
        operators = [node.value for node in ast.walk(operator) if isinstance(node, ast.Constant)]
        nested = any(one in ("any", "not any") for one in operators)
        return is_named and bool(operators) and (self.is_domain(value) if nested else True)


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
        for room in known.values():
            unused = [door for door in room.doors if (room.name, door) not in used]
            self.assertFalse(unused, f"no other room uses these doors of {room.name}")
        self.assertGreater(len(rooms.floors(set(known), set(rooms.edges(calls)))), 2)

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
                for name in self._overridden(model):
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

    def test_modules_ask_a_question(self):
        for path, tree in sources(*FLOORS):
            # Of packages, the rooms within a folder say what they are for.
            if path.name != "__init__.py" or len(path.parts) > 2:
                self.assertTrue(ast.get_docstring(tree), f"{path} does not say which question it answers")

    def test_rooms_on_the_ground_floor_document_their_functions(self):
        for path, tree in sources("tools"):
            for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
                if len(path.parts) > 2 and not function.name.startswith(("_", "read_")):
                    self.assertTrue(ast.get_docstring(function), f"{path}: {function.name} says nothing")

    def test_public_methods_are_documented(self):
        for path, tree in sources("models", "wizard", "report"):
            for model in (node for node in tree.body if isinstance(node, ast.ClassDef)):
                overridden = set(self._overridden(model))
                for method in (node for node in model.body if isinstance(node, ast.FunctionDef)):
                    if not method.name.startswith("_") and method.name not in overridden:
                        self.assertTrue(
                            ast.get_docstring(method), f"{path}: {method.name}, callable over RPC, says nothing"
                        )

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
                if kinds in (["models.Model"], ["models.TransientModel"]) and (name := self._assigned(model, "_name")):
                    xml_id = "model_" + ast.literal_eval(name).replace(".", "_")
                    self.assertIn(xml_id, ruled, f"{path}: nobody says who may use {name}")

    def test_every_test_is_run(self):
        for path in (ROOT / "tests").rglob("test_*.py"):
            while path.name != "tests":
                loaded = (path.parent / "__init__.py").read_text(encoding="utf-8").split()
                self.assertIn(path.stem, loaded, path)
                path = path.parent

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
        functions, elevated = [], set()
        for path, tree in sources("models", "wizard", "report"):
            elevated |= run_as_superuser(tree)
            functions += [(path, node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        keepers = {function.name for _path, function in functions if Elevated(function).returned()}
        called, known = defaultdict(list), None
        for _path, function in functions:
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                called[getattr(call.func, "attr", "")].append((function, call))
        while known != elevated:  # what is called on elevated records works on them as well
            known = set(elevated)
            for _path, function in functions:
                elevated |= Elevated(function, keepers, elevated).called()
        searches = [
            (path, function, search)
            for path, function in functions
            for search in Elevated(function, keepers, elevated).searches()
        ]
        self.assertGreater(len(searches), 20, "the rule finds no searches: it is blind")
        elsewhere = [
            f"{path}:{search.lineno} {ast.unparse(search)}"
            for path, function, search in searches
            if not InPlace(function, called).is_domain(search)
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

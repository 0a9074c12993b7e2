"""Methods of Odoo's core that the addon overrides or relies on, and fingerprints of their source.

``doc/upstream.rst`` names each with the reason, ``dev/core_methods.csv`` keeps the fingerprint of each definition as it
was read.
"""

import ast
import csv
import re
from collections import defaultdict
from pathlib import Path

from _place import CHECKOUT, DEV, digest

PAGE = CHECKOUT / "doc" / "upstream.rst"
KNOWN = DEV / "core_methods.csv"
# Where the models that we extend are defined in Odoo Community.
MODULES = (
    "base", "base_import", "calendar", "crm", "iap", "mail", "phone_validation", "sales_team", "utm", "web",
    "web_tour",
)  # fmt: skip
_ORM = "odoo/orm/models.py"
_LISTED = re.compile(r"^\s*\* - ``([a-z][\w.]*)\.(\w+)``$", re.M)


def listed() -> list[tuple[str, str]]:
    """Return (model, method) of every method that the page names."""
    return _LISTED.findall(PAGE.read_text(encoding="utf-8"))


def overridden(root: Path, tree: Path) -> set[tuple[str, str]]:
    """Return (model, method) of every method of ours, on models of Odoo, that core defines too.

    With ``super()`` or without: a method that replaces core's own needs a reason even more.
    """
    found = set()
    for folder in ("models", "wizard", "report"):
        for path in sorted((root / folder).rglob("*.py")):
            for model in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(model, ast.ClassDef) and not _assigned(model, "_name"):
                    names = {node.name for node in model.body if isinstance(node, ast.FunctionDef)}
                    found |= {(inherited, name) for inherited in _assigned(model, "_inherit") for name in names}
    defined = {method for method, _file in fingerprints(tree, sorted(found))}
    return {(model, name) for model, name in found if f"{model}.{name}" in defined}


def fingerprints(tree: Path, methods: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return ``{("model.method", file): fingerprint}`` of the definitions of ``methods`` in an Odoo tree.

    A fingerprint ignores comments and layout, not docstrings: they say what changed.
    """
    defined, parents, names = defaultdict(list), defaultdict(set), {name for _model, name in methods}
    for path in _sources(tree):
        for model, inherited, method in _definitions(path):
            parents[model].update(inherited)
            if method.name in names:
                defined[model, method.name].append((_inside(path), _fingerprint(method)))
    orm = {
        method.name: _fingerprint(method)
        for _model, _inherited, method in _definitions(tree / _ORM, "BaseModel")
        if method.name in names
    }
    found = {}
    for model, method in methods:
        owners = [name for name in _line(model, parents) if (name, method) in defined]
        places = [place for name in owners for place in defined[name, method]]
        places = places or [(_ORM, orm[method])] if method in orm else places
        found |= {(f"{model}.{method}", file): mark for file, mark in places}
    return found


def _line(model, parents):
    """Return ``model`` and all that it inherits from, as far as :data:`MODULES` define it."""
    line = [model]
    for name in line:
        line += sorted(parents[name] - set(line))
    return [*line, *({"base"} - set(line))]


def read_known() -> dict[tuple[str, str], str]:
    """Return what ``dev/core_methods.csv`` keeps, in the form of :func:`fingerprints`."""
    with open(KNOWN, encoding="utf-8", newline="") as file:
        return {(line["method"], line["file"]): line["fingerprint"] for line in csv.DictReader(file)}


def write_known(prints: dict[tuple[str, str], str]) -> None:
    """Keep ``prints`` as the ones that were read."""
    with open(KNOWN, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("method", "file", "fingerprint"))
        writer.writerows((*key, prints[key]) for key in sorted(prints))


def _sources(tree):
    for module in MODULES:
        for base in (tree / "odoo/addons" / module, tree / "addons" / module):
            for folder in ("models", "wizard"):
                yield from sorted((base / folder).rglob("*.py"))


def _inside(path):
    """Return the path from ``addons/`` on: a source tree and Debian's package keep it in different folders."""
    return "addons/" + path.as_posix().rpartition("/addons/")[2]


def _definitions(path, class_name=None):
    """Yield (model, inherited models, method as node) of a file's classes; only of ``class_name``'s if given."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef) and class_name in (None, node.name):
            inherited = _assigned(node, "_inherit")
            models = _assigned(node, "_name") or inherited or [node.name]
            for method in (item for item in node.body if isinstance(item, ast.FunctionDef)):
                for model in models:
                    yield model, set(inherited) - {model}, method


def _fingerprint(method):
    return digest(ast.unparse(method))


def _assigned(model, name):
    """Return the list of str that the class ``model`` assigns to ``name``, empty where it does not."""
    for node in model.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            value = ast.literal_eval(node.value)
            return [value] if isinstance(value, str) else list(value)
    return []


def overrides(model):
    """Yield names of the methods of ``model``, a class, that call their namesake of ``super()``."""
    for method in (node for node in model.body if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(method):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Call)
                and getattr(node.value.func, "id", "") == "super"
                and node.attr == method.name
            ):
                yield method.name

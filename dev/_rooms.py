"""Rooms of the addon's code and the calls between them, read from the source.

A room is a folder of ``models/``, a single file there, or one of ``wizard``, ``report`` and ``controllers``. Methods
that other rooms call are its *doors*: they are listed in the docstring of the room (of ``__init__.py`` in a folder)
behind a line ``Doors:``, one a line, each name in double backquotes. Methods of the addon are those with its prefix,
and on models that the addon defines the private ones as well.
"""

import ast
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

PREFIX = "l10n_vn_"
_DOOR = re.compile(r"^\s*(?:\*\s+)?``(\w+)``", re.M)


@dataclass
class Room:
    """``purpose``: first line of its docstring · ``doors``: names that it lists · ``methods``: names that it defines"""

    name: str
    purpose: str = ""
    doors: list[str] = field(default_factory=list)
    methods: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Call:
    """A use of ``method``, defined in room ``target``, by room ``source``; ``place`` is ``path:line``."""

    source: str
    target: str
    method: str
    place: str


def room_of(path: Path) -> str:
    """Return the room of a file, given by its path below the checkout.

    >>> room_of(Path("models/mail/gateway.py")), room_of(Path("models/crm_team.py")), room_of(Path("wizard/a.py"))
    ('mail', 'crm_team', 'wizard')
    """
    folder, *rest = path.parts
    return folder if folder != "models" else rest[0].removesuffix(".py")


def read_rooms(root: Path) -> tuple[dict[str, Room], list[Call]]:
    """Return the rooms by name, and every call from one to another."""
    trees = {
        path.relative_to(root): ast.parse(path.read_text(encoding="utf-8"))
        for folder in ("models", "wizard", "report", "controllers")
        for path in sorted((root / folder).rglob("*.py"))
        if path.parent != root / "models" or path.name != "__init__.py"
    }
    own_models = {name for tree in trees.values() for _model, name in _named(tree, "_name")}
    rooms: dict[str, Room] = {}
    for path, tree in trees.items():
        name = room_of(path)
        room = rooms.setdefault(name, Room(name))
        room.methods.update(_methods(tree, own_models))
        if path.name == "__init__.py" or path.parent == Path("models"):
            doc = ast.get_docstring(tree) or ""
            room.purpose = doc.partition("\n")[0]
            room.doors = _DOOR.findall(doc.partition("Doors:")[2])
    owners = defaultdict(set)
    for room in rooms.values():
        for method in room.methods:
            owners[method].add(room.name)
    return rooms, [call for path, tree in trees.items() for call in _calls(path, tree, owners)]


def _named(tree: ast.Module, attribute: str) -> list[tuple[ast.ClassDef, str]]:
    """Return (model, name) of each name that a model of ``tree`` assigns to ``_name`` or ``_inherit``."""
    return [
        (model, name)
        for model in tree.body
        if isinstance(model, ast.ClassDef)
        for node in model.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == attribute
        for name in _strings(ast.literal_eval(node.value))
    ]


def _strings(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _methods(tree: ast.Module, own_models: set[str]) -> set[str]:
    """Return names of the methods that other rooms may call only as doors.

    >>> own, other = "class A:\\n _name = 'a'\\n def _b(self): ...", "class C:\\n _inherit = 'c'\\n def _d(self): ..."
    >>> [_methods(ast.parse(source), {"a"}) for source in (own, other)]
    [{'_b'}, set()]
    """
    named = [*_named(tree, "_name"), *_named(tree, "_inherit")]
    extending = {model for model, name in named if name in own_models}
    return {
        node.name
        for model in tree.body
        if isinstance(model, ast.ClassDef)
        for node in model.body
        if isinstance(node, ast.FunctionDef) and (PREFIX in node.name or model in extending and _is_private(node.name))
    }


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _calls(path, tree, owners):
    here, own = room_of(path), _own_attributes(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or here in owners.get(node.attr, {here}):
            continue
        if PREFIX in node.attr or node.attr not in own:
            for target in sorted(owners[node.attr]):
                yield Call(here, target, node.attr, f"{path}:{node.lineno}")


def _own_attributes(tree):
    """Return names of the methods that ``tree`` defines and the attributes that it assigns."""
    nodes = list(ast.walk(tree))
    methods = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    return methods | {
        node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    }


def edges(calls: list[Call]) -> dict[tuple[str, str], set[str]]:
    """Return ``{(source, target): names of the methods called}``."""
    found = defaultdict(set)
    for call in calls:
        found[call.source, call.target].add(call.method)
    return dict(found)


def floors(names: set[str], pairs: set[tuple[str, str]]) -> list[list[str]]:
    """Return ``names`` by floors: each calls only those of floors before its own.

    >>> floors({"a", "b", "c"}, {("c", "b"), ("b", "a"), ("c", "a")})
    [['a'], ['b'], ['c']]

    :raise ValueError: naming the rooms that call each other in a circle
    """
    below = {name: {target for source, target in pairs if source == name} for name in names}
    built: list[list[str]] = []
    while below:
        floor = sorted(name for name, needs in below.items() if not needs & below.keys())
        if not floor:
            raise ValueError(f"Rooms that call each other in a circle: {', '.join(sorted(_circle(below)))}")
        built.append(floor)
        for name in floor:
            del below[name]
    return built


def _circle(below):
    """Return a set of rooms on a circle of ``below``, {name: names it calls}."""
    trail = [min(below)]
    while (following := min(below[trail[-1]] & below.keys())) not in trail:
        trail.append(following)
    return set(trail[trail.index(following) :])

"""What the web client asks for: specifications of fields, read from the views that ``get_views`` returns."""

import ast
import re
from xml.etree import ElementTree

_ACTIVITIES = "activity_exception_decoration activity_exception_icon activity_state activity_summary activity_type_icon"
# Fields that a widget needs beside its own (``fieldDependencies`` in JavaScript).
_NEEDED = {
    "list_activity": [*_ACTIVITIES.split(), "activity_type_id"],
    "kanban_activity": [*_ACTIVITIES.split(), "activity_type_id"],
    "activity_exception": ["activity_exception_icon"],
    "l10n_vn_criteria": ["l10n_vn_qualification"],
}
_SUBVIEWS = ("list", "kanban")
_ALWAYS = ("1", "True")


class Screen:
    """A model's views for one person: ``list``, ``form`` and what the search box looks for."""

    def __init__(self, browser, model, views):
        """:param list views: pairs of id (or False) and type"""
        found = browser.call(model, "get_views", views=views, options={"toolbar": True, "load_filters": True})
        self._fields = {name: known["fields"] for name, known in found["models"].items()}
        self.model = model
        self.arches = {kind: ElementTree.fromstring(view["arch"]) for kind, view in found["views"].items()}
        self.specs = {
            kind: self._specify(arch, model) for kind, arch in self.arches.items() if kind in ("list", "form")
        }

    @property
    def order(self):
        """Order of the list, '' where the view has none."""
        return self.arches["list"].get("default_order", "")

    def typed(self, text, name=None):
        """Return the domain of ``text`` typed into the search box.

        :param str name: field that the person chooses below the box, by default the first one
        """
        nodes = [node for node in self.arches["search"].iter("field") if name in (None, node.get("name"))]
        node = nodes[0]
        if domain := node.get("filter_domain"):
            return ast.literal_eval(re.sub(r"\bself\b", repr(text).replace("\\", r"\\"), domain))
        return [(node.get("name"), node.get("operator") or "ilike", text)]

    def new_values(self, found):
        """Return the values that the web client sends for a new record that ``onchange`` has filled with ``found``."""
        fields, values = self._fields[self.model], {}
        for node in _own_fields(self.arches["form"]):
            name = node.get("name")
            if name in found and not fields[name].get("readonly"):
                values[name] = _sent(found[name], fields[name]["type"])
        return values

    def _specify(self, arch, model):
        fields, spec = self._fields[model], {}
        for node in _own_fields(arch):
            name = node.get("name")
            one = {} if _is_hidden(node) else self._read_node(node, fields[name])
            if name not in spec or one:
                spec[name] = one
            for needed in _NEEDED.get(node.get("widget"), ()):
                if needed in fields:
                    spec.setdefault(needed, {"fields": {}} if fields[needed]["type"] == "many2one" else {})
        for name, one in spec.items():
            if fields[name]["type"] == "many2one":
                one.setdefault("fields", {})
        return spec

    def _read_node(self, node, field):
        """Return the specification of one visible field."""
        if field["type"] in ("many2one", "reference"):
            return {"fields": {"display_name": {}}}
        if field["type"] not in ("one2many", "many2many"):
            return {}
        views = [child for child in node if child.tag in _SUBVIEWS]
        if views:
            return {"fields": self._specify(views[0], field["relation"]), "limit": 40}
        if (node.get("widget") or "").startswith("many2many_"):
            color = {"color": {}} if "color_field" in (node.get("options") or "") else {}
            return {"fields": {"display_name": {}, **color}}
        return {"fields": {}}


def _own_fields(arch):
    """Yield the fields of a view, without those of views inside its fields."""
    for node in arch:
        if node.tag == "field":
            yield node
        else:
            yield from _own_fields(node)


def _is_hidden(node):
    return node.get("invisible") in _ALWAYS or node.get("column_invisible") in _ALWAYS


def _sent(value, kind):
    if kind == "many2one":
        return value["id"] if isinstance(value, dict) else value
    if kind in ("one2many", "many2many"):
        return [command[:2] if command[0] == 4 else command for command in value or []]
    return value

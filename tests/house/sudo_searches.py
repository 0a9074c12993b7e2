"""Searches with more rights than the user's, and whether their domains are written in place, found in source code.

The answer of a search tells what its domain asks. Where records are elevated (``sudo()``, ``with_user(SUPERUSER_ID)``,
``env(su=True)``), a domain from an argument, the context or a stored record would let its author ask about records that
rules hide. Such a search is therefore allowed only where the code itself writes fields and operators of the domain.

:class:`Elevated` follows elevated records through the variables of one function, :class:`InPlace` follows the domain.
:func:`find_elevated_searches` puts both together over a whole program: methods that are called on elevated records, or
that return them, are followed too. Nothing is executed; values that pass through other objects are not followed.
"""

import ast
from collections import defaultdict

SEARCHES = {
    "_read_group", "_search", "filtered_domain", "formatted_read_group", "name_search", "read_group", "search",
    "search_count", "search_fetch", "search_read", "web_search_read",
}  # fmt: skip


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


def find_elevated_searches(trees):
    """Return each search on elevated records in a program, and whether its domain is written in place.

    :param trees: pairs (path, module as :mod:`ast` gives it)
    :return: list of (path, call, bool)
    """
    functions, elevated = [], set()
    for path, tree in trees:
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
    return [
        (path, search, InPlace(function, called).is_domain(search))
        for path, function in functions
        for search in Elevated(function, keepers, elevated).searches()
    ]

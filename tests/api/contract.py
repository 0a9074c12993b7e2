"""What programs rely on, as the text of doc/api_contract.txt: signatures, answers, outcomes and codes of the verbs."""

import ast
import inspect
import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAD = """\
What programs rely on. A test compares this file with the code: doc/api_stability.rst says what to do where they differ.
"""
# Kinds of parameters that a signature shows by a mark.
_MARKS = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
# Methods of a row that take a code, and at which place.
_OF_ROWS = {"end": 1, "remark": 0}
_SENTENCES = ("_l10n_vn_get_row_sentences", "_l10n_vn_get_warning_sentences")


def text(env, page):
    """Return the whole file; ``page`` is the text of doc/api.rst."""
    answers = answers_of(page)
    parts = [HEAD, "\nVerbs\n"]
    for name in sorted(answers):
        parts += ["\n", signature_of(env["crm.lead"], name), f"    answer: {answers[name]}\n"]
    parts += ["\nOutcomes\n\n", *(f"{verb}: {outcomes}\n" for verb, outcomes in sorted(outcomes_of(page).items()))]
    errors, rows = codes()
    states = [value for value, _label in env["crm.lead.import"]._fields["status"]._description_selection(env)]
    parts += ["\nStates of imports\n\n", *(f"{state}\n" for state in states)]
    parts += ["\nCodes of errors of calls and leads\n\n", *(f"{code}\n" for code in sorted(errors))]
    parts += ["\nCodes of errors and warnings of rows\n\n", *(f"{code}\n" for code in sorted(rows))]
    return "".join(parts)


def signature_of(model, name):
    """Return a verb, a line for each parameter, and what it returns."""
    method = getattr(model, name)
    signature = inspect.signature(method)
    lines = [f"{name}, on {'the model' if hasattr(method, '_api_model') else 'leads'}"]
    for parameter in list(signature.parameters.values()):
        keyword_only = "keyword only, " if parameter.kind is inspect.Parameter.KEYWORD_ONLY else ""
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        annotation = inspect.formatannotation(parameter.annotation)
        lines.append(f"    {keyword_only}{_MARKS.get(parameter.kind, '')}{parameter.name}: {annotation}{default}")
    lines.append(f"    returns: {inspect.formatannotation(signature.return_annotation)}")
    return "\n".join(lines) + "\n"


def answers_of(page):
    """Return {verb: the keys of its answer} of the examples of the page, which another test compares with answers."""
    found = {}
    for verb, part in re.findall(r"^``(l10n_vn_\w+)``:(.+?)(?=^``l10n_vn|\Z)", page, re.MULTILINE | re.DOTALL):
        shown = re.search(r"code-block:: json\n\n((?:    .*\n)+)", part)
        answer = json.loads(shown[1])
        found[verb] = f"list of {_keys(answer[0])}" if isinstance(answer, list) else _keys(answer)
    return found


def _keys(answer):
    names = [f"{name} {_keys(value)}" if isinstance(value, dict) else name for name, value in sorted(answer.items())]
    return f"{{{', '.join(names)}}}"


def outcomes_of(page):
    """Return {verb: its outcomes} of the table of the page."""
    table = page.split("Outcomes\n====")[1].split("\n\n")[0]
    lines = re.findall(r"^``(l10n_vn_\w+)`` +(.+)$", table, re.MULTILINE)
    return {verb: ", ".join(re.findall(r"\w+", outcomes)) for verb, outcomes in lines}


def codes_of(page):
    """Return the codes in the tables of the page: those of errors of calls and leads, and those of rows."""
    calls, rows = page.split("Errors\n------")[1].split("\nErrors of single rows")
    return tuple(
        {
            code
            for line in part.splitlines()
            if re.fullmatch(r"``\w+``(, ``\w+``)*", line[:32].strip()) and line[32:33] == " "
            for code in re.findall(r"\w+", line[:32])
        }
        for part in (calls, rows)
    )


def codes():
    """Return the codes that the code has: those of errors of calls and leads, and those of rows."""
    errors, rows = set(), set()
    for path in ROOT.glob("models/**/*.py"):
        room = path.parent.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name == "ApiError":
                    errors |= constants(node.args[1])
                elif name == "error" and room == "api" and node.args:
                    errors |= constants(node.args[0])
                elif room in ("api", "importing") and len(node.args) > _OF_ROWS.get(name, 9):
                    rows |= constants(node.args[_OF_ROWS[name]])
            elif isinstance(node, ast.FunctionDef) and node.name in _SENTENCES:
                rows |= {key.value for one in ast.walk(node) if isinstance(one, ast.Dict) for key in one.keys}
            elif isinstance(node, ast.FunctionDef) and node.name == "_reason_to_skip":
                rows |= {code for one in ast.walk(node) if isinstance(one, ast.Return) for code in constants(one.value)}
            elif room == "api" and isinstance(node, (ast.Assign, ast.AugAssign)):
                targets = [node.target] if isinstance(node, ast.AugAssign) else node.targets
                if any(getattr(target, "id", "").lower().strip("_") == "codes" for target in targets):
                    errors |= constants(node.value)
            elif room == "api" and isinstance(node, ast.Dict):
                pairs = zip(node.keys, node.values, strict=True)
                rows |= {
                    code for key, value in pairs if getattr(key, "value", "") == "code" for code in constants(value)
                }
    return errors - {""}, rows - {""}


def constants(node):
    """Return the texts that an expression may be: itself, its cases, its values."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    parts = {
        ast.IfExp: lambda: [node.body, node.orelse],
        ast.BoolOp: lambda: node.values,
        ast.BinOp: lambda: [node.left, node.right],
        ast.Dict: lambda: node.values,
        ast.Tuple: lambda: node.elts[:1],
        ast.Call: lambda: node.args[1:] if ast.unparse(node.func) in ("dict.fromkeys", "next") else [],
    }
    return {text for part in parts.get(type(node), list)() for text in constants(part)}

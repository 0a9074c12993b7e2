"""Check the style of Python and XML, the types of tools/, and that every term has its Vietnamese."""

import argparse
import difflib
import subprocess
import tempfile
from pathlib import Path

import access
from _place import CHECKOUT, KEY, MODULE, addons_folder, cache
from _prettier import prettier
from _say import say
from _venv import python
from pot import PO, POT, export

from readme import stale


def main(argv):
    parser = argparse.ArgumentParser(prog="dev lint", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="mend what can be mended")
    parser.add_argument("--fast", action="store_true", help="without exporting the translation template")
    options = parser.parse_args(argv)
    checks = [
        ("ruff", ruff),
        ("format", ruff_format),
        ("mypy", mypy),
        ("pylint-odoo", pylint),
        ("oca", oca),
        ("prettier", xml_and_javascript),
        ("vietnamese", vietnamese),
        ("readme", readme),
        ("access", rights),
    ]
    checks += [] if options.fast else [("pot", pot)]
    complaints = {name: check(options.fix) for name, check in checks}
    for name, lines in complaints.items():
        for line in lines:
            say(f"{name}: {line}")
    count = sum(map(len, complaints.values()))
    say(f"lint: {count} complaints" if count else f"lint: clean ({', '.join(complaints)})")
    return 1 if count else 0


def ruff(fix):
    return _lines("ruff", "check", "--quiet", "--output-format=concise", *(["--fix"] if fix else []), str(CHECKOUT))


def ruff_format(fix):
    lines = _lines("ruff", "format", *([] if fix else ["--check", "--output-format=concise"]), str(CHECKOUT))
    return [line for line in lines if "unformatted:" in line or "error" in line.lower()]


def mypy(_fix):
    """Check the types of the packages that ``[tool.mypy]`` in pyproject.toml names."""
    # The libraries that the addon imports are in the environment of the addon, not in that of the linters.
    options = ["--no-error-summary", "--no-pretty", f"--cache-dir={cache('mypy', KEY)}"]
    return _lines("mypy", f"--python-executable={python()}", *options)


def pylint(_fix):
    # Teams, stages and companies, which searches without a domain are for, are few; computes return nothing;
    # base_import's wizard is a model of its module; a hook may ask super() for what another method does.
    ignored = "--disable=no-search-all,missing-return,no-wizard-in-models,super-method-mismatch"
    return [
        line
        for line in _lines(
            "pylint",
            f"--rcfile={CHECKOUT}/pyproject.toml",
            "--score=n",
            "--ignore=tests,dev",
            ignored,
            "--reports=n",
            str(addons_folder() / MODULE),
        )
        if not line.startswith("*****")
    ]


def oca(_fix):
    script = "import sys; from oca_pre_commit_hooks.cli import main; sys.exit(main())"
    return _lines("-c", script, str(addons_folder() / MODULE), module=False)


def xml_and_javascript(fix):
    """Every file that the addon ships, laid out by prettier."""
    files = [str(path) for path in sorted(CHECKOUT.rglob("*")) if _is_ours(path.relative_to(CHECKOUT))]
    done = prettier("--write" if fix else "--list-different", "--log-level=warn", *files)
    lines = [line.replace(f"{CHECKOUT}/", "") for line in (done.stdout + done.stderr).splitlines()]
    return [line if " " in line else f"{line} is not laid out: python3 dev lint --fix" for line in lines]


def _is_ours(path):
    return path.suffix in (".xml", ".js") and not {"tests/files", ".git"} & {str(path.parent), path.parts[0]}


def vietnamese(_fix):
    script = (
        "import sys, polib\nfor entry in polib.pofile(sys.argv[1]):\n"
        "    if not entry.msgstr or entry.fuzzy: print('no Vietnamese for', repr(entry.msgid))"
    )
    return _lines("-c", script, str(PO), module=False)


def readme(_fix):
    return stale()


def rights(_fix):
    return access.stale()


def pot(_fix):
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, POT.name)
        export(fresh)
        old, new = (path.read_text().splitlines() if path.exists() else [] for path in (POT, fresh))
    changed = [line for line in difflib.unified_diff(old, new, n=0) if line[:1] in "+-" and "msgid" in line]
    return [f"{POT.name} is stale: python3 dev pot", *changed[:10]] if changed else []


def _lines(*words, module=True):
    run = [str(python("lint.lock")), *(["-m"] if module else []), *words]
    done = subprocess.run(run, capture_output=True, text=True, cwd=CHECKOUT, check=False)
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return lines or ([f"{words[0]} failed without a word"] if done.returncode else [])

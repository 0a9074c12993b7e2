"""Tests that are a row of steps on one database: each step counts as one test, the first that fails ends the row."""

from _odoo_log import Outcome
from _progress import step
from _say import Stop, say


def run_steps(name, title, steps):
    """Run ``steps``, {name of a step: function}, and show how far they are.

    :param str name: of the run, as ``dev test`` lists it
    :param str title: of the tests, before the names of the steps
    :return: :class:`Outcome`
    """
    outcome = Outcome()
    with step(name, detail=lambda: f"{outcome.passed} of {len(steps)} steps"):
        for what, act in steps.items():
            try:
                act()
            except Stop as stop:
                outcome.failed += 1
                outcome.names[f"{title}.{what}"] = False
                outcome.trouble.append(str(stop))
                say(f"  {name}: {title}.{what} failed: {stop}")
                break
            outcome.passed += 1
            outcome.names[f"{title}.{what}"] = True
    return outcome

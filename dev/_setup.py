"""What every command needs, fetched side by side: Odoo, Python packages, PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

from _odoo import tree
from _postgres import prepare
from _venv import oca_addons


def set_up():
    """Fetch what is missing; where it is all there this takes no time."""
    with ThreadPoolExecutor(3) as pool:
        for job in [pool.submit(part) for part in (tree, oca_addons, prepare)]:
            job.result()

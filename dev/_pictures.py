"""Pictures of the guide and of the app's page: where each one is kept, and how it is made small."""

import subprocess

from _place import CHECKOUT
from _say import Stop
from _venv import python

GUIDE = CHECKOUT / "doc/guide/images"
PAGE = CHECKOUT / "static/description"
# Pictures that the page in Odoo's Apps shows too: Odoo serves that folder only.
ON_PAGE = (
    "board",
    "cards_read",
    "conversion",
    "import_preview",
    "manager",
    "my_day",
    "my_day_phone",
    "result",
)
SHRINK = """
import sys
from PIL import Image
source, target = sys.argv[1:]
with Image.open(source) as picture:
    small = picture.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(target, optimize=True)
"""


def folder_of(name):
    """Return the folder of the picture ``name``."""
    return PAGE if name in ON_PAGE else GUIDE


def keep(source, name):
    """Store the PNG file ``source`` as the picture ``name``, with 256 colours; return its path."""
    target = folder_of(name) / f"{name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    words = [str(python()), "-c", SHRINK, str(source), str(target)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"{source} could not be made smaller: {done.stderr.strip()[-300:]}")
    return target

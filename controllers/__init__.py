"""Routes: web hooks of other programs."""

from . import webhook

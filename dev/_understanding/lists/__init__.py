"""Kinds of lists, one file for each family."""

from . import ads, calls, contacts, crm, damaged, events, layouts, mixed, orders, shipping, trades

"""Faults in the middle of work: what is lost, doubled or stuck afterwards. Runs inside an Odoo shell.

Odoo's registry is loaded once; everything that may be hit is a fork of that process, with connections of its own.
"""

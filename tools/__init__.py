"""Readers and normalisers of Vietnamese lead data in plain Python; nothing here imports odoo."""

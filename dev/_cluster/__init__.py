"""A cluster on this machine: two PostgreSQL servers, two Odoo servers, and programs that work with them."""

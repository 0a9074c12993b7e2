"""Ground floor: plain Python that understands Vietnamese lead data. Never imports odoo."""

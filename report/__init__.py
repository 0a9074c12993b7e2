"""The manager's view."""

from . import crm_lead_manager_report

"""Manager's report on leads: numbers by salesperson, funnel, sources."""

from . import crm_lead_manager_report

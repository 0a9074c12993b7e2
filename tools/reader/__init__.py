"""Column readers: texts of a list, mail, card or form → typed values of leads.

The entry point is :meth:`.read.Reader.read_columns`. A reader has mappings (column → function → field, those of
:data:`.mappings.MAPPINGS`) and :class:`.mapping.Settings` for the functions; it returns :class:`.values.LeadValues`:
values by field, notes and warnings by row. Nothing here imports odoo.

A module adds a column by a :class:`.mapping.Mapping`, in its override of ``_l10n_vn_get_readers()`` of ``crm.lead``.
"""

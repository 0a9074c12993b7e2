"""Column readers: texts of a list, mail, card or form become typed values of leads.

The door is :meth:`.read.Reader.read_columns`. A reader is given mappings (column → function → field, those of
:data:`.mappings.MAPPINGS`) and what the functions need to know (:class:`.mapping.Settings`); it returns
:class:`.values.LeadValues`: values by field, notes and warnings by row. Nothing here knows Odoo.

A module adds a column by a :class:`.mapping.Mapping`, in its override of ``_l10n_vn_get_readers()`` of ``crm.lead``.
"""

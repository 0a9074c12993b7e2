"""Column readers: texts of a list, mail, card or form become typed values of leads.

:class:`.read.Reader` is the door. It is given mappings (column → reader → field, :data:`.mappings.MAPPINGS`) and what
the readers need to know (:class:`.mapping.Settings`), and returns :class:`.values.LeadValues`: values by field, notes and
warnings by row. Nothing here knows Odoo.

A module adds a column by a :class:`.mapping.Mapping`, in its override of ``_l10n_vn_get_readers()`` of ``crm.lead``.
"""

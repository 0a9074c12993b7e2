"""Fields are declared as Odoo can compute them: it warns in the log of each server process where they are not."""

import warnings

from odoo.tests import TransactionCase

MODULE = "l10n_vn_crm"


class TestFields(TransactionCase):
    def _get_own_fields(self):
        return [
            field
            for model in self.env.registry.values()
            for field in model._fields.values()
            if field._module == MODULE and field.compute
        ]

    def test_precomputed_fields_depend_on_precomputed_fields(self):
        wrong = [
            str(field)
            for field in self._get_own_fields()
            if (field._args__ or {}).get("precompute", field.precompute) != field.precompute
        ]
        self.assertFalse(wrong, "declared as precomputed, and computed after the creation all the same")

    def test_fields_of_one_method_are_computed_alike(self):
        self.assertTrue(self._get_own_fields())
        with warnings.catch_warnings(record=True) as found:
            warnings.simplefilter("always")
            type(self.env.registry).__dict__["field_computed"].func(self.env.registry)
        own = {str(field).rpartition(".")[0] for field in self._get_own_fields()}
        wrong = [str(one.message) for one in found if str(one.message).partition(":")[0] in own]
        self.assertFalse(wrong)

    def test_no_field_warns_of_what_it_depends_on(self):
        with warnings.catch_warnings(record=True) as found:
            warnings.simplefilter("always")
            for field in self._get_own_fields():
                list(field.resolve_depends(self.env.registry))
        self.assertFalse([str(one.message) for one in found])

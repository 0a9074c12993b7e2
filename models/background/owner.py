"""Owner of background work: the user in whose name it runs, whether they may still do it, and who continues it.

Odoo checks neither whether the user of an environment is archived, nor rights where a step goes on with sudo.
"""

import logging

from markupsafe import Markup
from odoo import fields, models

_logger = logging.getLogger(__name__)
# Of the context that is stored for the steps, what belongs to the user.
_PERSONAL = ("lang", "tz", "uid")
_MANAGERS = "sales_team.group_sale_manager"


class CrmLeadBackground(models.AbstractModel):
    _inherit = "crm.lead.background"

    continued_by_id = fields.Many2one("res.users", readonly=True)
    stop_reason = fields.Selection(
        [
            (
                "archived",
                "Its user has been archived, so nothing more is done in their name. A sales manager can continue it in"
                " their own name.",
            ),
            (
                "company",
                "Its user no longer works in a company of this work, so nothing more is done in their name. A sales"
                " manager of its company can continue it in their own name.",
            ),
            (
                "rights",
                "Its user may no longer do this work, so nothing more is done in their name. A sales manager can"
                " continue it in their own name.",
            ),
        ],
        "Why It Was Stopped",
        readonly=True,
    )

    def _get_owner(self):
        """Return the user in whose name the steps are done."""
        return self.continued_by_id or self.user_id

    def _set_owner(self, user):
        """Have the steps done in the name of ``user``; return the values to be written."""
        return {"continued_by_id": user.id}

    def _find_stop_reason(self):
        """Return why the user of the environment may not do a step of ``self``: a key of ``stop_reason``, or False."""
        if self.env.su:
            return False
        user = self.env.user
        if not user.active:
            return "archived"
        mine = user.sudo()._get_company_ids()  # sudo: users may not read all companies
        if set(self.env.context.get("allowed_company_ids") or ()) - set(mine):
            return "company"
        if not (self.has_access("read") and self.env["crm.lead"].has_access("create")):
            return "rights"
        return False

    def _is_owner_unfit(self):
        """Return whether the user in whose name ``self`` runs may no longer do that."""
        return bool(self._as_user()._find_stop_reason())

    def _do_step(self, rows, is_again=True):
        """Do the next step as the owner of the work, or stop where they may no longer do it; return as ``_step``."""
        record = self._as_user()
        if reason := record._find_stop_reason():
            self._stop_for(reason)
            return 0
        return record._step(rows, is_again)

    def _stop_for(self, reason):
        """Stop the work on this record for ``reason``, a key of ``stop_reason``."""
        _logger.error("%s of user %s stopped: %s", self, self._get_owner().id, reason)
        self.write({"state": "failed", "stop_reason": reason})
        self.error = self.with_context(lang=self._get_owner().lang or self.env.lang)._explain_stop()
        self._after_failure()
        self._tell_takers()

    def _tell_takers(self):
        """Tell those who may continue the stopped work ``self`` what has stopped, why, and where they continue it."""
        for lang, users in self._find_takers().grouped("lang").items():
            job = self.with_context(lang=lang)
            env, name = job.env, job.display_name
            path = f"/mail/view?model={self._name}&res_id={self.id}"
            env["mail.thread"].message_notify(
                partner_ids=users.partner_id.ids,
                subject=env._("%(job)s has stopped", job=name),
                body=Markup('<p>%s %s</p><p><a href="%s">%s</a></p>')
                % (
                    env._("%(job)s, started by %(user)s, has stopped.", job=name, user=self.user_id.name),
                    job._explain_stop(),
                    path,
                    env._("Open it, and press “Continue”"),
                ),
                author_id=self.env.ref("base.partner_root").id,
            )

    def _find_takers(self):
        """Return the users who may continue the work ``self`` that was stopped: the sales managers of its company."""
        return self.env.ref(_MANAGERS).all_user_ids.filtered(
            lambda user: user.active and not user.share and self.company_id <= user.company_ids
        )

    def _explain_stop(self):
        """Return (str) why the work was stopped by an error; '' where it was not."""
        if self.stop_reason:
            return dict(self._fields["stop_reason"]._description_selection(self.env))[self.stop_reason]
        return self.error or ""

    def _take_up(self):
        """Return the values by which the current user continues ``self``, and which the caller writes.

        Where its owner may no longer do the work, the current user becomes the owner, with their own rights in the
        company of the work and in those of its other companies in which they work.
        """
        values = {"error": False, "stop_reason": False}
        if self._is_owner_unfit():
            values |= {**self._set_owner(self.env.user), "user_context": self._get_context_of_taker()}
        return values

    def _get_context_of_taker(self):
        stored = self.user_context or {}
        mine = self.env.user.sudo()._get_company_ids()  # sudo: as in _find_stop_reason
        wanted = [*self.company_id.ids, *(stored.get("allowed_company_ids") or ())]
        own = {name: value for name, value in self._storable_context().items() if name in _PERSONAL}
        companies = [id_ for id_ in dict.fromkeys(wanted) if id_ in mine]
        return {**stored, **own, "allowed_company_ids": companies or self.env.companies.ids}

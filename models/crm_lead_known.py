"""Who is there already of those whom a card, a contact or a web form is about, as far as this user may know?"""

from typing import NamedTuple

from odoo import api, models


class Known(NamedTuple):
    """``leads``: leads and opportunities, open ones first · ``customers``: contacts · ``is_hidden``: whether somebody
    has this person already whom the user may not see · ``keeper``: name of that colleague, empty where nobody has it ·
    ``refusal``: a sentence where the user has asked for too many colleagues to be told this one, else empty ·
    ``similar``: leads and opportunities with the same phone of somebody who cannot be this person by name"""

    leads: models.BaseModel
    customers: models.BaseModel
    is_hidden: bool
    keeper: str
    refusal: str
    similar: models.BaseModel


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_find_known(self, vals_list):
        """Return one :class:`Known` for each of ``vals_list`` (dicts as for :meth:`_l10n_vn_match_keys`).

        Found is what is proved by phone, e-mail, tax code or Zalo in the current companies, best first. Record rules
        hold: of what they hide only who keeps it is told, as of all matches.
        """
        drafts = [self.new(vals) for vals in vals_list]
        found = self.union(*drafts)._l10n_vn_find_matches(names=False, archived=False, companies=self.env.companies)
        hidden = [[match for match in matches if not match.visible] for matches in found.values()]
        disclosures = self.env["crm.lead.disclosure"]
        refusal = "" if disclosures._allow(sum(map(bool, hidden))) else disclosures._refusal()
        keepers = self._l10n_vn_get_keepers([match for matches in hidden for match in matches])
        return [self._l10n_vn_known_of(found.get(draft.id, ()), keepers, refusal) for draft in drafts]

    @api.model
    def _l10n_vn_known_of(self, matches, keepers, refusal):
        ids = {(model, doubtful): [] for model in ("crm.lead", "res.partner") for doubtful in (False, True)}
        for match in matches:
            if match.visible:
                ids[match.model, match.is_doubtful].append(match.id)
        leads, similar = (
            self.browse(ids["crm.lead", doubtful]).sorted(lambda lead: lead.probability >= 100)
            for doubtful in (False, True)
        )
        owners = [keepers[match.model, match.id]["owner"] for match in matches if not match.visible]
        keeper = next((owner["name"] for owner in owners if owner), "")
        customers = self.env["res.partner"].browse(ids["res.partner", False])
        is_hidden = bool(owners)
        return Known(leads, customers, is_hidden, "" if refusal else keeper, is_hidden and refusal or "", similar)

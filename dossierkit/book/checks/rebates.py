"""`personal-rebate`: a rebate that is owed to a person.

Rebates are owed to the company, never to an individual (M28): one that a buyer takes home is a
bribe, for which both firms are liable.

PASS: `rebate: {payee: company, rate: 1%}`
FAIL: `rebate: {payee: Giles Thornbury, rate: 1%}`
"""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.book.checks.common import Given
from dossierkit.book.checks.days import Days
from dossierkit.schema.company import Company
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _


def check(company: Dossier[Company], given: Given, days: Days) -> Iterator[Finding]:
    """A rebate whose payee is anything but `company`."""
    payee = company.facts.terms.rebate.payee
    if payee and payee.strip().lower() != "company":
        message = _(
            "the rebate is owed to '{payee}': it is owed to the company, never a person"
        ).format(payee=payee)
        hint = _("write 'payee: company' and pay it by credit note, or delete the rebate")
        place = company.place("terms", "rebate", "payee")
        yield company.source.finding(place, "personal-rebate", message, hint)

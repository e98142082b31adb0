"""All kinds of letters that know more than the dossier. A folder of templates needs none here."""

from __future__ import annotations

from functools import cache
from typing import Any

from dossierkit.mail.facts import Gap
from dossierkit.mail.purposes.deals import DEALS
from dossierkit.mail.purposes.events import EVENTS
from dossierkit.mail.purposes.handover import HANDOVER
from dossierkit.mail.purposes.ladders import LADDERS
from dossierkit.mail.purposes.offers import OFFERS
from dossierkit.mail.purposes.orders import ORDERS
from dossierkit.mail.purposes.prices import PRICES
from dossierkit.mail.purposes.task import Data, Purpose, Task, Unfit
from dossierkit.text.translation import _, spoken

PURPOSES: dict[str, Purpose] = {
    purpose.id: purpose
    for purpose in (*PRICES, *LADDERS, *ORDERS, *DEALS, *EVENTS, *OFFERS, *HANDOVER)
}
"""By the name of their folder."""

NAMES: dict[str, tuple[str, ...]] = {
    name: tuple(one.id for one in PURPOSES.values() if name in one.names)
    for purpose in PURPOSES.values()
    for name in purpose.names
}
"""The names that letters of some purposes have beside those of all letters, with these purposes."""


def purpose_data(purpose: str, task: Task) -> Data | Unfit:
    """The values of a purpose's own names for one customer, or why it does not fit them.

    A purpose that is not registered, such as a folder of the team's own, fits everybody.
    """
    known = PURPOSES.get(purpose)
    return known.data(task) if known else {}


def names_with(common: dict[str, Any], data: Data) -> dict[str, Any]:
    """The names of a letter: the common ones, and those of its purpose. Names that only belong to
    other purposes are gaps."""
    return _gaps(spoken()) | common | data


@cache
def _gaps(language: str) -> dict[str, Any]:
    """The gaps, in the language that is spoken."""
    return {
        name: Gap(
            name,
            _("it is only known in letters of: {purposes}").format(purposes=", ".join(purposes)),
        )
        for name, purposes in NAMES.items()
    }

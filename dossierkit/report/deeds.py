"""What a follow-up asks one to do, in a few words."""

from __future__ import annotations

from dossierkit.text.translation import N_, _

_DO = {
    "next": N_("keep promise"),
    "reply": N_("answer"),
    "ladder": N_("follow up"),
    "rhythm": N_("keep in touch"),
    "no-plan": N_("make a plan"),
    "never-contacted": N_("introduce us"),
    "expected": N_("be there in time"),
    "after-order": N_("look after them"),
    "reorder": N_("ask for the next order"),
    "refusal": N_("thank them"),
    "occasion": N_("greet"),
    "price-update": N_("tell new prices"),
    "quote-expiry": N_("remind of the quote"),
    "event": N_("prepare"),
}


def what_to_do(rule: str) -> str:
    """What to do about a reason, in the words of its rule."""
    return _(_DO[rule])

"""What a follow-up asks one to do, in a few words."""

from __future__ import annotations

_DO = {
    "next": "keep promise",
    "reply": "answer",
    "ladder": "follow up",
    "rhythm": "keep in touch",
    "no-plan": "make a plan",
    "never-contacted": "introduce us",
    "expected": "be there in time",
    "after-order": "look after them",
    "reorder": "ask for the next order",
    "refusal": "thank them",
    "occasion": "greet",
    "price-update": "tell new prices",
    "quote-expiry": "remind of the quote",
    "event": "prepare",
}


def what_to_do(rule: str) -> str:
    """What to do about a reason, in the words of its rule."""
    return _DO[rule]

"""A company as one speaks of it: without its legal form, which belongs on documents."""

from __future__ import annotations

import re
from functools import lru_cache

_FORMS = r"""
    GmbH(?:\s&\sCo\.?\sKG)?|AG|KG|OHG|e\.K\.|UG
    |S\.?A\.?S\.?|S\.?A\.?R\.?L\.?|S\.?A\.?(?:\sde\sC\.?V\.?)?|S\.?L\.?U?\.?|EURL
    |S\.?r\.?l\.?|S\.?p\.?A\.?|Ltda\.?|Lda\.?|EIRELI|S/A
    |(?:Co\.?,?\s)?Ltd\.?|(?:Co\.?,?\s)?Limited|\(?(?:Pvt|Pte|Pty)\.?\)?\s(?:Ltd\.?|Limited)|Sdn\.?\sBhd\.?
    |LLC|L\.L\.C\.?|LLP|Inc\.?|Corp\.?|Corporation|Co\.?|PLC|plc|FZE|FZCO|FZ-LLC
    |ASA|AS|A/S|ApS|AB|Oyj?|B\.?V\.?|N\.?V\.?|Sp\.\sz\so\.\s?o\.|S\.\s?r\.\s?o\.|Kft\.?|d\.o\.o\.
    |ذ\.م\.م\.?
"""
_BEHIND = re.compile(rf",?\s+(?:{''.join(_FORMS.split())})$")
_CHINESE = re.compile(r"(?<=..)(?:私人)?(?:股份)?有限(?:责任)?公司$")


@lru_cache(4096)
def spoken(name: str) -> str:
    """A name without the legal form behind it; the whole one if nothing else would be left."""
    short = _CHINESE.sub("", _BEHIND.sub("", name.strip()))
    return short.strip() or name

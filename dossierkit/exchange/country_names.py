"""Countries as people write them in addresses, by name or code; only what is certain."""

from __future__ import annotations

import unicodedata
from functools import cache

from dossierkit.book.countries import country_codes, country_facts

_OWN_NAMES = """\
ae: uae, u.a.e., emirates, vereinigte arabische emirate
at: österreich, autriche
au: australien
be: belgique, belgië, belgien
br: brasil, brasilien
ca: kanada
ch: schweiz, suisse, svizzera
cn: pr china, p.r. china, p.r.c., prc, people's republic of china, chine, 中华人民共和国
cz: czech republic, česko, česká republika, tschechien
de: deutschland, allemagne, alemania, germania, federal republic of germany, brd
dk: danmark, dänemark
eg: egypte, ägypten
es: españa, espagne, spanien
fi: suomi, finnland
fr: frankreich, francia
gb: uk, u.k., great britain, england, scotland, wales, northern ireland, großbritannien, royaume-uni
gr: hellas, ελλάδα, griechenland
hk: hong kong, hong kong sar, h.k., 香港
hu: magyarország, ungarn
ie: éire, republic of ireland, irland
in: indien, bharat
it: italia, italien, italie
jp: nippon, 日本国
kr: 한국, 대한민국, korea, south korea, republic of korea, korea republic, corea
kz: казахстан
ma: maroc, marokko
mo: macau, macao, 澳门
mx: méxico, mexique, mexiko
nl: nederland, holland, the netherlands, niederlande, pays-bas
no: norge, noreg, norwegen
pl: polska, polen
ro: românia, rumänien
ru: россия, russian federation, российская федерация, russland
sa: ksa, k.s.a., kingdom of saudi arabia
se: sverige, schweden
tr: türkiye, turkiye, turkey, türkei
tw: taiwan, 台湾, 台灣
ua: україна, украина
us: usa, u.s.a., u.s., united states of america, the united states, vereinigte staaten, états-unis
vn: viet nam, việt nam
za: rsa, republic of south africa, südafrika
"""
"""Names in the country's own or a neighbour's language, and in daily use, by code."""


def country_code(text: str) -> str | None:
    """The code of the country that a name or a code means, in lower case; None if it is not certain
    to be one. Names are known in English, Chinese, and many in the country's own language."""
    return _codes().get(_folded(text))


@cache
def _codes() -> dict[str, str]:
    known: dict[str, str] = {}
    for code in sorted(country_codes()):
        facts = country_facts(code)
        names = (code, facts.name, facts.name_zh) if facts else (code,)
        known.update({_folded(name): code for name in names})
    for line in _OWN_NAMES.splitlines():
        code, _, listed = line.partition(": ")
        known.update({_folded(name): code for name in listed.split(", ")})
    return known


def _folded(text: str) -> str:
    """A name without case, accents and blanks around it."""
    bare = unicodedata.normalize("NFKD", text.strip().casefold())
    kept = "".join(mark for mark in bare if not unicodedata.combining(mark))
    return " ".join(kept.split())

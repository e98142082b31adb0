"""A book in which everything that people wrote is Chinese, so that any English is the program's."""

from __future__ import annotations

import re
from collections.abc import Iterable

FILES = {
    "dossiers/book.yaml": "name: 明光照明\ncountry: cn\ncurrency: USD\n",
    "dossiers/team/lily.md": (
        "---\nname: 张莉\ntitle: 业务经理\nemail: lily@lumora.example\n---\n"
    ),
    "dossiers/companies/dahua.md": (
        "---\nname: 大华照明\ncountry: de\ntype: importer\nbrand: own\nsize: 80\n"
        "buys: [BL-20]\nfounded: 1996-11-25\ndepartments: {采购: in-house}\n"
        "terms: {incoterm: FOB, place: 深圳, payment: 见票即付, currency: USD, quality: strict}\n"
        "events: [{date: 2026-12-08, kind: exhibition, text: 秋季展}]\n"
        "compliance: [{name: 欧盟证书, until: 2026-12-10}]\n"
        "links: [{company: dahua, how: buys-from}]\n---\n\n## Log\n\n- 2026-10-01 note: 换了地址\n"
    ),
    "dossiers/countries/de.md": (
        "---\nname: Germany\nfx: {risk: low}\ntaste: {price: quality, finish: matte}\n"
        "religions: {christian: 一半}\netiquette: [准时]\n---\n"
    ),
    "dossiers/customers/wang.md": (
        "---\nname: 王小明\ncompany: dahua\nowner: lily\n"
        "source: {channel: exhibition, date: 2025-01-02}\n"
        "position: {title: 采购经理, authority: influencer, reports-to: li}\n"
        "reach: {email: [wang@dahua.example], phone: ['+49 30 1234567'], prefers: phone}\n"
        "language: {prefers: zh, written-english: basic, speech: slow}\n"
        "personality: {style: analytical, manner: formal}\nbirthday: 11-22\n"
        "family-life: {married: true, spouse: 李红}\nchina: {visits: 3, imports: experienced}\n"
        "stage: consideration\nrapport: exchange\nintent: hesitant\nreason: 价格\n"
        "next: 2026-11-18 寄样品\nbuys: [BL-20]\n---\n备注一句。\n\n## Log\n\n"
        "- 2026-11-09 quote out USD 5,000.00 by lily: 报价一千条\n- 2026-11-01 inquiry in: 询价\n"
    ),
    "dossiers/customers/li.md": (
        "---\nname: 李娜\ncompany: dahua\nowner: lily\nintent: never\nreason: 换了供应商\n---\n\n"
        "## Log\n\n"
        "- 2024-03-01 order in USD 3,000.00: 一张订单\n- 2025-03-01 lost in: 没有谈成\n"
    ),
    "dossiers/customers/no.md": (
        "---\nname: 赵六\nconsent: {do-not-contact: true}\nsnooze: 2027-01-01 以后再说\n---\n"
    ),
    "dossiers/prices/2026-01-01.csv": (
        "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"
        "BL-20,灯带,灯带,条,USD,5.00,100,20,,\n"
    ),
    "dossiers/prices/2026-11-16.csv": (
        "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"
        "BL-20,灯带,灯带,条,USD,5.20,100,20,,\nBL-30,新灯带,灯带,条,USD,6.00,100,20,,\n"
    ),
}
_KEPT = re.compile(
    r"dossier [a-z].*|[a-z-]+ \w+(?=[,)])"  # commands and values to be typed
    r"|[A-Za-z0-9_:]*[./@-][A-Za-z0-9_./@:+-]*"  # files, addresses, fields, options
    r"|#\w+|'[^']*'|“[^”]*”"  # what is quoted as it stands in a file
    r"|\b[A-Z][A-Z0-9]*\b"  # WHO, JSON, USD, BL
)
_EVENT = re.compile(r"(\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)[ |]+(?:wang|li)?[ |]*[a-z-]+(?: in| out)?")
_ENGLISH = re.compile(r"[A-Za-z]{3,}")


def english_of(text: str, known: Iterable[str] = ()) -> list[str]:
    """The English words in what was said, but for what is typed, quoted, or in a log as it is."""
    found = []
    for line in text.splitlines():
        bare = _KEPT.sub(" ", _EVENT.sub(r"\1", line))
        found += [f"{word}: {line.strip()}" for word in _ENGLISH.findall(bare) if word not in known]
    return found

"""The words by which a mail signature is known, in the languages that customers write."""

from __future__ import annotations

import re

CLOSING = re.compile(
    r"\s*(?:(?:with\s+)?(?:my\s+)?(?:best|kind|kindest|warm|warmest|many)?\s*regards?|best\s+wishes"
    r"|yours\s+(?:sincerely|faithfully|truly)|sincerely(?:\s+yours)?|cheers|thanks(?:\s+and\s+.*)?"
    r"|thank\s+you(?:\s+and\s+.*)?|best|b\.?\s?rgds|br"
    r"|mit\s+(?:freundlichen|besten|herzlichen)\s+gr(?:ü|ue)(?:ß|ss)en|(?:viele|beste|liebe|herzliche)"
    r"\s+gr(?:ü|ue)(?:ß|ss)e|mfg|cordialement|bien\s+cordialement|salutations?(?:\s+\w+)?"
    r"|(?:un\s+)?(?:cordial|atento)\s+saludo|saludos(?:\s+\w+)?|atentamente|atenciosamente"
    r"|cordiali\s+saluti|distinti\s+saluti|met\s+vriendelijke\s+groeten?|med\s+vennlig\s+hilsen"
    r"|med\s+vänliga\s+hälsningar|z\s+poważaniem|с\s+уважением|saygılarımla"
    r"|此致|敬礼|祝好|顺祝商祺|商祺|谢谢|致敬|よろしくお願いします)\s*[,.!，。！]?\s*",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"\b(?:manager|director|buyer|buying|purchas\w+|procurement|sourcing|sales|marketing|ceo|cto|coo"
    r"|cfo|owner|founder|partner|president|chairman|head\s+of|assistant|engineer|merchandiser"
    r"|coordinator|executive|officer|specialist|import|logistics|quality|leiter(?:in)?|leitung"
    r"|einkauf|einkäufer(?:in)?|vertrieb|geschäftsführer(?:in)?|assistenz|prokurist(?:in)?"
    r"|directeur|directrice|acheteu(?:r|se)|gérant|responsable|compras|gerente|comprador(?:a)?"
    r"|jefe|direttore|acquisti|responsabile|inkoper|directeur|менеджер|директор|müdür\w*)\b"
    r"|经理|总监|采购|主管|董事|总裁|助理|工程师|部长|社长",
    re.IGNORECASE,
)
LEGAL_FORM = re.compile(
    r"(?:^|[\s,.&])(?:gmbh(?:\s*&\s*co\.?\s*kg)?|ag|kg|ohg|e\.?\s?k\.?|ltd\.?|limited|inc\.?|llc|llp"
    r"|plc|corp\.?|co\.,?\s*ltd\.?|s\.?a\.?r\.?l\.?|s\.?a\.?s\.?|s\.?r\.?l\.?|s\.?p\.?a\.?|s\.l\.?"
    r"|s\.a\.?|b\.?v\.?|n\.v\.|oyj?|a/s|aps|as|ab|sp\.?\s*z\s*o\.?\s*o\.?|s\.?r\.?o\.?|kft\.?"
    r"|ltda\.?|pty\.?\s*ltd\.?|pte\.?\s*ltd\.?|pvt\.?\s*ltd\.?|fz-?llc|fze|a\.ş\.)\s*$"
    r"|^(?:ооо|зао)\s|有限公司$|公司$|株式会社",
    re.IGNORECASE,
)
LABELS = {
    "phone": r"tel(?:efon|ephone|éfono|\.)?|phone|fon|direct(?:\s+line)?|office|ph|[tpdo]|电话|тел",
    "mobile": r"mob(?:ile|il|\.)?|cell(?:ular)?|handy|gsm|m|c|手机|移动电话|моб",
    "whatsapp": r"whats\s?app|wa",
    "wechat": r"we\s?chat|weixin|wx|微信",
    "fax": r"(?:tele)?fax|f|传真|факс",
    "email": r"e-?mail|mail|e|邮箱|邮件",
    "website": r"web(?:site|page)?|www|homepage|internet|w|网址|网站|сайт",
    "address": r"address|addr?\.?|adresse|anschrift|dirección|endereço|a|地址|адрес",
    "qq": r"qq",
    "skype": r"skype",
    "linkedin": r"linked\s?in",
}
"""What stands before a value, by what it is; single letters count only with a mark behind them."""

_ANY = "|".join(f"(?P<{kind}>{words})" for kind, words in LABELS.items())
LABELLED = re.compile(
    rf"\s*(?:{_ANY})\s*(?:\(\w+\))?\s*(?:[:：/]|\.(?=[\s+])|(?=\s*\+))\s*(?P<value>\S.*?)\s*",
    re.IGNORECASE,
)
DIVIDER = re.compile(
    r"\s+[|•·∙–—]\s+|\s*[|•]\s*|\t+|\s{3,}|\s+(?=[^\W\d_]{1,9}\.?\s*[:：]\s*[+(（\d])"
)
"""What stands between the values of one line."""

"""Ways to reach somebody: mail addresses, numbers, pages, messengers (M10)."""

from __future__ import annotations

import re
from email.utils import parseaddr

from dossierkit.exchange.vcard.gathering import Gathering, Property

_NO_CALLS = frozenset(("fax", "pager", "modem", "telex", "bbs", "faxhome", "faxwork", "otherfax"))
_PAGES = (
    ("linkedin", re.compile(r"(?:^|[/.])linkedin\.com/", re.IGNORECASE)),
    ("facebook", re.compile(r"(?:^|[/.])(?:facebook|fb)\.com/", re.IGNORECASE)),
)
_WHATSAPP_PAGE = re.compile(
    r"(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send\?phone=)\+?(\d{6,15})"
)
_SERVICES = ("wechat", "whatsapp", "linkedin", "facebook")
_ALIASES = {"weixin": "wechat", "微信": "wechat", "wx": "wechat", "tencent": "qq"}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?://)?(.*)", re.DOTALL)


def email(one: Property, into: Gathering) -> None:
    """EMAIL; X.400 addresses are none."""
    text = re.sub(r"^mailto:", "", one.text, flags=re.IGNORECASE)
    address = parseaddr(text)[1] if "<" in text else text
    if "x400" in one.line.types:
        into.leave_out(one)
    else:
        into.add(one, address.strip(), "reach", "email")


def telephone(one: Property, into: Gathering) -> None:
    """TEL; numbers that nobody answers (fax) go into the note."""
    number = _number(one.text)
    if "whatsapp" in one.kinds:
        if not into.put(one, number, "reach", "whatsapp"):
            into.add(one, number, "reach", "phone")
    elif _NO_CALLS & one.kinds:
        into.note("Pager" if "pager" in one.kinds else "Fax", number)
    else:
        into.add(one, number, "reach", "phone")


def _number(text: str) -> str:
    """A number as it is dialled by hand, from a text or a `tel:` address (RFC 3966)."""
    bare = re.sub(r"^(?:tel|callto|sms):", "", text.strip(), flags=re.IGNORECASE)
    number, _, params = bare.partition(";")
    extension = re.match(r"ext=(\d+)", params)
    number = re.sub(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069]+", " ", number).strip()
    return f"{number} ext. {extension[1]}" if extension else number


def page(one: Property, into: Gathering) -> None:
    """URL; what is at LinkedIn, Facebook or WhatsApp goes there. The page of a card with a company
    is the company's, unless it is said to be theirs."""
    text = one.text
    whatsapp = _WHATSAPP_PAGE.match(text)
    if whatsapp:
        into.put(one, f"+{whatsapp[1]}", "reach", "whatsapp")
        return
    for service, form in _PAGES:
        if form.search(text):
            if not into.put(one, text, "reach", service):
                into.note("Web", text)
            return
    is_own = "home" in one.kinds or not into.company
    taken = into.put(one, text, "reach", "website") if is_own else False
    if not is_own:
        taken = into.put_company(one, text, "website")
    if not taken:
        into.note("Web", text)


def messenger(one: Property, into: Gathering) -> None:
    """IMPP and the properties that phones have for single services, such as X-QQ and X-WECHAT."""
    scheme, account = _account(one.text)
    service = _service(one) or _named(scheme)
    if service == "whatsapp":
        account = _number(account)
    is_taken = service in _SERVICES and into.put(one, account, "reach", service)
    if account and not is_taken:
        into.note(_shown(service), account)


def _account(text: str) -> tuple[str, str]:
    """The scheme of an address, as in `skype:anna`, and what stands behind it; pages are whole."""
    match = _SCHEME.match(text)
    if match is None or match[1].lower() in ("http", "https"):
        return "", text
    return match[1].lower(), match[2].strip()


def _service(one: Property) -> str:
    """The service that a property is of, by its name, parameters or label."""
    said = [*one.line.params.get("X-SERVICE-TYPE", ()), *one.line.params.get("SERVICE-TYPE", ())]
    said += [one.label]
    if one.line.name not in ("IMPP", "X-SOCIALPROFILE", "SOCIALPROFILE"):
        said.insert(0, one.line.name.removeprefix("X-"))
    said += sorted(one.line.types - {"pref", "home", "work", "other", "internet"})
    return next((_named(word) for word in said if word), "")


def _named(word: str) -> str:
    folded = word.strip().casefold().removeprefix("x-")
    return _ALIASES.get(folded, folded)


def _shown(service: str) -> str:
    return {"qq": "QQ", "": "Messenger"}.get(service, service.capitalize())

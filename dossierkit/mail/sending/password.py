"""The password of a mail account: from the environment or the system's keyring, never the book.

The only owner of `keyring`, which is an extra and only imported here. What it says of its troubles
is not printed: it is long, and nobody knows what stands in it.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping

from dossierkit.text.translation import N_, _

SMTP_VARIABLE, IMAP_VARIABLE = "DOSSIER_SMTP_PASSWORD", "DOSSIER_IMAP_PASSWORD"

TROUBLES = {
    "NoKeyringError": N_("this system has no keyring that could keep it"),
    "KeyringLocked": N_("the system's keyring is locked: unlock it and try again"),
    "InitError": N_("the system's keyring is locked or does not start: unlock it and try again"),
}
"""The exceptions of `keyring` by name, so that it need not be there."""


class NoPassword(Exception):
    """No password is known; the text says where to put it, in one line."""


def password(
    host: str, user: str, variables: tuple[str, ...], env: Mapping[str, str] = os.environ
) -> str:
    """The password of a user at a server; raises NoPassword.

    The first of the environment's `variables` that is set, else that of the system's keyring under
    the name of the server.
    """
    for name in variables:
        if found := env.get(name):
            return _sendable(found, _("the password in {name}").format(name=name))
    store = shlex.join(["keyring", "set", host, user])
    try:
        import keyring

        found = keyring.get_password(host, user)
    except ImportError:
        more = _(
            ", or keep it in the system's keyring: pip install 'dossierkit[keyring]', then {store}"
        ).format(store=store)
    except Exception as error:
        name = type(error).__name__
        other = _("the system's keyring does not answer ({name}): see 'keyring diagnose'").format(
            name=name
        )
        more = f" ({_(TROUBLES.get(name, other))})"
    else:
        if found:
            return _sendable(
                found, _("the password of {user} in the system's keyring").format(user=user)
            )
        more = _(", or keep it in the system's keyring: {store}").format(store=store)
    raise NoPassword(
        _("no password for {user} at {host}: set {variables} in the environment{more}").format(
            user=user, host=host, variables=variables[0], more=more
        )
    )


def _sendable(found: str, what: str) -> str:
    """A password that a mail server can be told."""
    if not (found.isascii() and found.isprintable()):
        raise NoPassword(
            _(
                "{what} holds a line break or a letter outside ASCII, which can't be sent to "
                "a mail server: write it anew, or ask for a password for programs"
            ).format(what=what)
        )
    return found

"""The password of a mail account: from the environment or the system's keyring, never the book.

The only owner of `keyring`, which is an extra and only imported here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

SMTP_VARIABLE, IMAP_VARIABLE = "DOSSIER_SMTP_PASSWORD", "DOSSIER_IMAP_PASSWORD"


class NoPassword(Exception):
    """No password is known; the text says where to put it."""


def password(
    host: str, user: str, variables: tuple[str, ...], env: Mapping[str, str] = os.environ
) -> str:
    """The password of a user at a server; raises NoPassword.

    The first of the environment's `variables` that is set, else that of the system's keyring under
    the name of the server.
    """
    for name in variables:
        if found := env.get(name):
            return found
    try:
        import keyring

        found = keyring.get_password(host, user)
    except ImportError:
        why = "for the system's keyring: pip install 'dossierkit[keyring]'"
    except Exception as error:
        why = f"the system's keyring does not answer ({type(error).__name__}: {error})"
    else:
        why = f"or put it into the system's keyring: keyring set {host} {user}"
        if found:
            return found
    raise NoPassword(
        f"no password for {user} at {host} is known: set {variables[0]} in the environment; {why}"
    )

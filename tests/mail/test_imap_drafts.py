"""Letters in the Drafts of a mail account: a real dovecot, where the system has one."""

from __future__ import annotations

import getpass
import imaplib
import os
import shutil
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import trustme
from letterbook import opened
from postbook import POLICY, free_port, make_post, states

from dossierkit.book.sent import FAILED, UNCERTAIN
from dossierkit.mail.sending.imap import ImapLine, mailbox_name
from dossierkit.mail.sending.outcome import NoLine
from dossierkit.schema.policy import Imap

DOVECOT = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
pytestmark = pytest.mark.skipif(
    DOVECOT is None, reason="no dovecot here (apt install dovecot-imapd)"
)
LETTER = b"Subject: x\r\n\r\nHello\r\n"
CONFIG = """\
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = yes
auth_failure_delay = 0
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/cert.pem
disable_plaintext_auth = no
default_internal_user = {user}
default_login_user = {login}
default_internal_group = {group}
mail_location = maildir:{folder}/home/mail
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
first_valid_uid = 0
first_valid_gid = 0
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
  }}
}}
service anvil {{
  chroot =
}}
service imap {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  mailbox "Entwürfe" {{
    auto = create
    special_use = \\Drafts
  }}
}}
"""


class Account:
    """A mail account on a real server."""

    def __init__(self, folder: Path, authority: trustme.CA) -> None:
        import grp

        folder.chmod(0o755)
        self.plain, self.tls = free_port(), free_port()
        chain = authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem
        chain.write_to_path(folder / "cert.pem")
        uid, gid = os.getuid(), os.getgid()
        user, group = getpass.getuser(), grp.getgrgid(gid).gr_name
        login = user if uid else "dovenull"  # dovecot lets nobody log in as root
        (folder / "home").mkdir()
        if not uid:
            user = group = "dovecot"
            uid = gid = 65534  # nobody: mail is never root's
            os.chown(folder / "home", uid, gid)
        text = CONFIG.format(
            folder=folder, user=user, login=login, group=group, uid=uid, gid=gid,
            plain=self.plain, tls=self.tls,
        )  # fmt: skip
        (folder / "dovecot.conf").write_text(text)
        self.process = subprocess.Popen([str(DOVECOT), "-F", "-c", str(folder / "dovecot.conf")])

    def settings(self, security: str = "none", **more: Any) -> Imap:
        port = self.tls if security == "tls" else self.plain
        return Imap(host="127.0.0.1", port=port, security=security, user="lily", timeout=5, **more)

    def drafts(self) -> list[bytes]:
        with imaplib.IMAP4("127.0.0.1", self.plain, timeout=5) as server:
            server.login("lily", "secret")
            server.select('"Entw&APw-rfe"')
            _, found = server.search(None, "DRAFT")
            return [server.fetch(one, "(RFC822)")[1][0][1] for one in found[0].split()]  # type: ignore[index,misc]

    def wait(self) -> None:
        for _ in range(50):
            trouble = suppress(OSError, imaplib.IMAP4.error)
            with trouble, imaplib.IMAP4("127.0.0.1", self.plain, timeout=1):
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)  # until the server is there
        pytest.skip("dovecot does not run here")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def account(authority: trustme.CA) -> Iterator[Account]:
    with tempfile.TemporaryDirectory(prefix="imap-") as folder:
        one = Account(Path(folder), authority)
        try:
            one.wait()
            yield one
        finally:
            one.process.terminate()
            one.process.wait(10)


@pytest.mark.parametrize("security", ["none", "tls", "starttls"])
def test_a_letter_becomes_a_draft(
    account: Account, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    security: str,
) -> None:  # fmt: skip
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    line, before = ImapLine(account.settings(security), "secret"), len(account.drafts())
    line.open()
    outcome = line.hand_over("lily@lumora.example", "anna@brightlite.example", LETTER)
    line.close()
    assert (outcome.state, outcome.reply) == (UNCERTAIN, "put into 'Entwürfe' of lily")
    assert len(account.drafts()) == before + 1


def test_what_is_in_the_way(account: Account) -> None:
    with pytest.raises(NoLine, match="no line to"):
        ImapLine(account.settings(), "guess").open()
    with pytest.raises(NoLine, match="certificate"):
        ImapLine(account.settings("tls"), "secret").open()
    with pytest.raises(NoLine, match="no line to"):
        ImapLine(account.settings().but(port=free_port()), "secret").open()
    with pytest.raises(NoLine, match=r"mail\.imap\.host"):
        ImapLine(Imap(), "secret").open()
    with pytest.raises(NoLine, match="open line"):
        ImapLine(account.settings().but(host="mail.example"), "secret").open()
    line = ImapLine(account.settings(drafts="Nowhere"), "secret")
    line.open()
    outcome = line.hand_over("lily@lumora.example", "anna@brightlite.example", LETTER)
    line.close()
    assert outcome.state == FAILED
    assert "Nowhere" in outcome.reply


def test_send_puts_them_there_once(
    run: Callable[..., Any], account: Account, tmp_path: Path
) -> None:
    root = make_post(tmp_path, ("anna", "bo"))
    imap = f"  imap: {{host: 127.0.0.1, port: {account.plain}, security: none, user: lily}}\n"
    (root / "dossiers/book.yaml").write_text(POLICY + imap)
    before = len(account.drafts())
    secret = {"DOSSIER_IMAP_PASSWORD": "secret"}
    day = ("--on", "2026-11-20")
    done = run("send", "--to-imap", "--yes", "2", *day, book=root, env=secret)
    assert done.status == 0, done
    assert "next: send them from your mail program" in done.stderr
    found = account.drafts()[before:]
    assert [opened(one)["To"] for one in found] == [
        f"{who.title()} <{who}@brightlite.example>" for who in ("anna", "bo")
    ]
    assert states(root) == {"anna": "uncertain", "bo": "uncertain"}
    again = run("send", "--to-imap", "--yes", "2", *day, book=root, env=secret)
    assert again.status == 1
    assert len(account.drafts()) == before + 2
    noted = run("send", "2026-11-20-service-anna", "--sent", "--yes", *day, book=root)
    assert noted.status == 0
    assert states(root) == {"anna": "sent", "bo": "uncertain"}


def test_names_of_folders() -> None:
    assert mailbox_name("Drafts") == '"Drafts"'
    assert mailbox_name("R&D") == '"R&-D"'
    assert mailbox_name("Entwürfe") == '"Entw&APw-rfe"'
    assert mailbox_name("草稿箱") == '"&g0l6P3ux-"'
    assert mailbox_name('a"b\\') == '"a\\"b\\\\"'
    assert ssl.create_default_context().check_hostname

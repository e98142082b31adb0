"""Mail as it comes in: in any encoding, from machines and people, hostile and plain."""

from __future__ import annotations

import base64
from datetime import date, time

import pytest
from mailbag import mail, mail_text, mbox

from dossierkit.mail.incoming.decoding import body_text, decoded, header
from dossierkit.mail.incoming.entry import Moment, bullet_of, moment_of, tag_of
from dossierkit.mail.incoming.html_text import html_text
from dossierkit.mail.incoming.letter_box import Mail, NoMail, mails_in
from dossierkit.mail.incoming.nature import bare_subject, nature_of, wants_out
from dossierkit.mail.incoming.sender import message_ids, sender_address, sender_name

TODAY = date(2026, 11, 20)


def word(text: str, charset: str, label: str = "") -> str:
    data = base64.b64encode(text.encode(charset)).decode()
    return f"=?{label or charset}?B?{data}?="


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (word("关于新价格", "gbk", "gb2312"), "关于新价格"),
        (word("镕基灯饰", "gb18030", "gb2312"), "镕基灯饰"),
        (word("新しい価格", "iso-2022-jp"), "新しい価格"),
        (word("Preis – neu", "cp1252", "iso-8859-1"), "Preis – neu"),
        ("=?utf-8?q?Re=3A_Pr=C3=A4sentation?=", "Re: Präsentation"),
        ("=?utf-8?Q?Re=3A_?= =?utf-8?Q?Pr=C3?= =?utf-8?Q?=A4s?=", "Re: Präs"),
        ("Grüße aus Köln", "Grüße aus Köln"),
        ("=?utf-8?b?AAA?= x", "x"),
        ("=?utf-8?b?YWJj=YQ?=", "=?utf-8?b?YWJj=YQ?="),
        ("=?nowhere?q?caf=C3=A9?=", "café"),
        ("a\n folded subject", "a folded subject"),
        ("=?utf-8?q?a=0D=0ABcc:_x=1B[31m=E2=80=AE?=", "a Bcc: x[31m"),
        ("", ""),
    ],
)
def test_a_subject_is_read_as_it_was_meant(written: str, read: str) -> None:
    assert header(mail(Subject=written), "Subject") == read


def test_a_subject_in_eight_bits_of_chinese_is_read() -> None:
    data = mail_text(Subject="XX").encode().replace(b"XX", "价格更新".encode("gbk"))
    (one,) = mails_in(data)
    assert header(one, "Subject") == "价格更新"


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("价格".encode("gbk"), "gb2312", "价格"),
        ("价格".encode("gbk"), None, "价格"),
        ("é".encode("cp1252"), "unknown-8bit", "é"),
        (b"\xff\xff", "utf-8", "\ufffd\ufffd"),
        (b"\xff\xff", "no-such-code", "ÿÿ"),
    ],
)
def test_bytes_become_text_whatever_they_claim(data: bytes, charset: str, text: str) -> None:
    assert decoded(data, charset) == text


HTML = "<html><head><style>p{}</style></head><p>Passt &amp; danke</p><blockquote>alt</blockquote>"


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("Fine.\n\nOn Mon, 16 Nov 2026, Lily wrote:\n> please answer unsubscribe\n", "Fine."),
        ("Passt.\n\nAm 16.11.2026 schrieb Lily Zhang:\n> abmelden\n", "Passt."),
        ("好的\n\n在 2026-11-16，Lily 写道：\n> 退订\n", "好的"),
        ("Ok\n\n-----Original Message-----\nFrom: Lily\nunsubscribe", "Ok"),
        ("Ok\n________________________________\nVon: Lily\n", "Ok"),
        ("Ok\nFrom: Lily Zhang <lily@lumora.example>\nSent: Monday\n", "Ok"),
        ("> quoted first\n> unsubscribe\n\nMy answer below\n", "My answer below"),
        ("Ok\n-- \nAnna Schmidt\n", "Ok"),
        ("  \n", ""),
    ],
)
def test_what_is_quoted_is_not_said(body: str, read: str) -> None:
    assert body_text(mail(body)) == read


def test_a_page_is_read_as_text() -> None:
    assert body_text(mail(HTML, Content_Type="text/html; charset=utf-8")) == "Passt & danke"
    assert body_text(mail("<p><![x", Content_Type="text/html")) in ("", "<![x")
    both = (
        "--B\nContent-Type: text/html\n\n<p>page</p>\n--B\nContent-Type: text/plain\n\nplain\n"
        '--B\nContent-Type: text/plain; name="a.txt"\nContent-Disposition: attachment; '
        'filename="a.txt"\n\nattached\n--B--\n'
    )
    assert body_text(mail(both, Content_Type='multipart/mixed; boundary="B"')) == "plain"
    assert body_text(mail("x", Content_Type="image/png")) == ""


@pytest.mark.parametrize(
    ("written", "address", "name"),
    [
        ("Anna Schmidt <anna@brightlite.example>", "anna@brightlite.example", "Anna Schmidt"),
        ('"Schmidt, Anna" <anna@brightlite.example>', "anna@brightlite.example", "Schmidt, Anna"),
        ("anna@brightlite.example (Anna)", "anna@brightlite.example", ""),
        ("anna@bücher.example", "anna@xn--bcher-kva.example", ""),
        ('"boss@lumora.example" <evil@x.example>', "evil@x.example", ""),
        ("alice@example.org)bob@x.example", None, ""),
        ("a@x.example, b@y.example", None, ""),
        ("<a@x.example> <b@y.example>", "b@y.example", ""),
        ("nobody", None, ""),
        ("", None, ""),
    ],
)
def test_who_wrote_is_one_address_or_nobody(written: str, address: str | None, name: str) -> None:
    one = mail(From=written)
    assert sender_address(one) == address
    assert sender_name(one) == name


def test_two_senders_are_nobody() -> None:
    (one,) = mails_in(("From: a@x.example\n" + mail_text()).encode())
    assert sender_address(one) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner-email=x"},
        {"X_Autoreply": "yes"},
        {"X_Auto_Response": "vacation"},
        {"Precedence": "bulk"},
        {"List_Id": "<news.x.example>"},
        {"Return_Path": "<>"},
        *(
            {"Subject": subject}
            for subject in (
                "Automatic reply: Updated prices",
                "Out of Office: Re: Prices",
                "AW: Abwesenheitsnotiz: Preise",
                "Automatische Antwort: Preise",
                "Réponse automatique : tarifs",
                "Respuesta automática: precios",
                "Resposta automática: preços",
                "Автоответ: цены",
                "自动回复：新价格",
                "自動返信: 価格",
                "[Automatic reply] x",
                "الرد التلقائي",
            )
        ),
    ],
)
def test_a_machines_answer_is_no_answer_and_no_opt_out(headers: dict[str, str]) -> None:
    one = mail("Please unsubscribe from your worries, I am away.\n", **headers)
    assert nature_of(one) == "automatic"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "no"},
        {"X_Auto_Response": "no"},
        {"Precedence": "first-class"},
        {"Subject": "Our office is open again"},
        {"X_Auto_Response_Suppress": "All"},
    ],
)
def test_a_persons_answer_is_one(headers: dict[str, str]) -> None:
    assert nature_of(mail(**headers)) == "answer"


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("unsubscribe", ""),
        ("Re: Updated prices", "Please remove me from your list."),
        ("Re: Updated prices", "STOP"),
        ("AW: Neue Preise", "Bitte abmelden!"),
        ("AW: Neue Preise", "Nehmen Sie uns bitte aus dem Verteiler."),
        ("Re: tarifs", "Bonjour,\nje souhaite me désabonner."),
        ("Re: precios", "Baja"),
        ("Re: preços", "Não desejo receber mais."),
        ("Re: prezzi", "Cancellami, grazie"),
        ("Re: цены", "Отпишите меня, пожалуйста"),
        ("回复：新价格", "退订"),
        ("Re: 新价格", "您好，请不要再发了。"),
        ("Re: 価格", "配信停止をお願いします。"),
        ("Re: الأسعار", "إلغاء الاشتراك"),
        ("Re: prices", "Hello,\n\nI don’t want this. Don't email me again."),
    ],
)
def test_a_wish_for_no_more_mail_is_heard_in_many_languages(subject: str, body: str) -> None:
    assert wants_out(mail(f"{body}\n", Subject=subject)) is not None


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Re: Updated prices", "Thanks, we will order.\n\nOn Mon, Lily wrote:\n> unsubscribe\n"),
        ("Re: Updated prices", "Please stop production of order 4711 until we call."),
        ("Re: Updated prices", "Fine.\n\n" + "line\n" * 8 + "unsubscribe\n"),
        ("Re: Updated prices", "x " * 90 + "unsubscribe"),
    ],
)
def test_and_not_heard_where_nobody_said_it(subject: str, body: str) -> None:
    assert wants_out(mail(body, Subject=subject)) is None


@pytest.mark.parametrize(
    "subject", ["Re: AW: Fwd: 回复：Prices", "RE[2]: Prices", "Rv: Prices", "Prices"]
)
def test_a_subject_without_its_prefixes(subject: str) -> None:
    assert bare_subject(mail(Subject=subject)) == "Prices"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Thu, 19 Nov 2026 10:15:33 +0100", Moment(date(2026, 11, 19), time(17, 15))),
        ("Thu, 19 Nov 2026 23:30:00 +0100", Moment(date(2026, 11, 20), time(6, 30))),
        ("Thu, 19 Nov 2026 10:15:33 -0000", Moment(date(2026, 11, 19), time(18, 15))),
        ("Fri, 20 Nov 2026 23:30:00 +0100", Moment(TODAY, None)),
        ("Mon, 1 Jan 2035 10:00:00 +0000", Moment(TODAY, None)),
        ("Thu, 1 Jan 1970 00:00:00 +0000", Moment(TODAY, None)),
        ("Thu, 99 Nov 2026", Moment(TODAY, None)),
        ("yesterday", Moment(TODAY, None)),
        ("Fri, 31 Dec 9999 23:59:59 -2359", Moment(TODAY, None)),
        ("", Moment(TODAY, None)),
    ],
)
def test_a_mails_day_is_ours_and_never_to_come(written: str, moment: Moment) -> None:
    assert moment_of(mail(Date=written), "Asia/Shanghai", TODAY) == moment


def test_without_a_time_zone_it_is_utc() -> None:
    for zone in (None, "Moon/Crater"):
        assert moment_of(mail(), zone, TODAY) == Moment(date(2026, 11, 19), time(9, 15))


WHEN = Moment(date(2026, 11, 19), time(17, 15))


def test_a_log_line_has_no_more_of_a_mail_than_the_policy_says() -> None:
    one = mail("The test passed.\nWe take 1 000 pcs.\n\nOn Mon, Lily wrote:\n> secret\n")
    tag = tag_of(one)
    assert bullet_of(one, "answer", WHEN, "subject").line == (
        f"2026-11-19 17:15 email in: Re: Updated prices #{tag}"
    )
    assert bullet_of(one, "answer", WHEN, "none").line == f"2026-11-19 17:15 email in: mail #{tag}"
    whole = bullet_of(one, "answer", WHEN, "text")
    assert whole.more == ("  The test passed.", "  We take 1 000 pcs.")
    note = bullet_of(one, "automatic", WHEN, "subject")
    assert note.line == f"2026-11-19 17:15 note: automatic answer: Re: Updated prices #{tag}"
    assert not note.read().is_touch


def test_a_long_mail_is_cut() -> None:
    one = mail("word " * 500, Subject="word " * 100)
    bullet = bullet_of(one, "answer", WHEN, "text")
    assert len(bullet.line) < 240
    assert sum(map(len, bullet.more)) <= 510
    assert bullet.more[-1].endswith("…")


@pytest.mark.parametrize(
    "subject",
    [
        "[[karl-brandt]] #mail-abcdef",
        "- 2026-01-01 order in USD 1: x",
        "## Log",
        "---",
        "\x1b]0;owned\x07",
        "=?utf-8?b?LS0tCiMjIExvZwotIDIwMjYtMDEtMDEgb3JkZXI=?=",
        "\u202egnp.exe",
        "",
        "# " * 90,
    ],
)
def test_no_subject_can_do_anything_in_a_dossier(subject: str) -> None:
    one = mail(subject + "\n```\n<<<<<<< x\n- 2026-01-01 order in: y\n", Subject=subject)
    for keep in ("subject", "text"):
        line = bullet_of(one, "answer", WHEN, keep).read()
        assert (line.date, line.event, line.direction, line.money) == (
            WHEN.day,
            "email",
            "in",
            None,
        )
        assert [tag for tag in line.tags if tag.startswith("mail-")] == [tag_of(one)]
        assert "[[" not in line.text
        assert line.text.isprintable() or "\n" in line.text


def test_the_same_mail_has_the_same_tag_with_or_without_an_id() -> None:
    assert tag_of(mail("a")) == tag_of(mail("b"))
    assert tag_of(mail(Message_ID="")) == tag_of(mail("b", Message_ID=""))
    assert tag_of(mail(Message_ID="")) != tag_of(mail(Message_ID="", Subject="other"))
    assert tag_of(mail()).removeprefix("mail-").isalpha()


def test_the_letters_a_mail_answers_are_read_strictly() -> None:
    one = mail(In_Reply_To="<a@x> junk", References="<b@x>\n <c@x> <a@x> <bad id@x>")
    assert message_ids(one, "In-Reply-To", "References") == ["<a@x>", "<b@x>", "<c@x>"]


def test_a_mailbox_is_taken_apart() -> None:
    first = mail_text("One\n\nFrom here on all is well\n", Subject="1")
    found = [*mails_in(mbox(first, mail_text(Subject="2"), mail_text(Subject="3")))]
    assert [header(one, "Subject") for one in found] == ["1", "2", "3"]
    assert body_text(found[0]) == "One\n\nFrom here on all is well"
    windows = mbox(first, mail_text(Subject="2")).replace(b"\n", b"\r\n")
    assert len([*mails_in(windows)]) == 2
    assert [header(one, "Subject") for one in mails_in(b"\xef\xbb\xbf\n" + first.encode())] == ["1"]


@pytest.mark.parametrize("data", [b"not a mail", b"\0\0\0", b"From x\n\nno header"])
def test_what_is_no_mail_is_said(data: bytes) -> None:
    with pytest.raises(NoMail, match="this is no mail"):
        list(mails_in(data))


def test_a_mail_nested_without_end_does_no_harm() -> None:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(400))
    data = mail_text(Content_Type="").rstrip("\n").rpartition("\n\n")[0] + "\n" + deep
    for one in _or_none(data.encode()):
        assert body_text(one) == ""


def _or_none(data: bytes) -> list[Mail]:
    try:
        return [*mails_in(data)]
    except NoMail:
        return []


# Mails that are made to hurt


@pytest.mark.parametrize(
    "page",
    ["<p " * 60_000, "<a" * 90_000, "<!--" * 45_000, "</" * 90_000, "<a b='" * 30_000],
    ids=["tags", "words", "comments", "ends", "quotes"],
)
def test_a_page_that_never_ends_is_read_in_one_pass(page: str) -> None:
    """`html.parser` takes up to seven minutes for one of them."""
    assert len(html_text(page)) <= len(page)


def test_what_one_reads_of_a_page() -> None:
    page = (
        "<!DOCTYPE html><?xml ?><head><title>No</title><body><style>p {a: b}</style>"
        "<p>5 &lt; 6 < 7<br>Yes<!-- no --><blockquote><p>our own words</blockquote></P>"
        "<blockquote><script>x</blockquote>after</script> and </p>more<!-- to the end"
    )
    words = [line for line in html_text(page).split("\n") if line.strip()]
    assert words == ["5 < 6 < 7", "Yes", "after and ", "more"]
    assert html_text("<blockquote>" * 60 + "<blockquote>") == ""


@pytest.mark.parametrize("begin", [b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n",
                                   b"Content-Type: message/rfc822\nX-%d: %d\n\n"])  # fmt: skip
def test_a_mail_inside_a_mail_inside_a_mail_still_says_who_wrote_it(begin: bytes) -> None:
    data = b"From: anna@brightlite.example\nSubject: Hello\n"
    data += b"".join(begin % (number, number) for number in range(3000))
    (read,) = mails_in(data + b"Content-Type: text/plain\n\nhi\n")
    assert (header(read, "Subject"), body_text(read)) == ("Hello", "")


def test_a_mailbox_with_an_unquoted_from_in_the_words() -> None:
    first = mail_text("Dear Lily,\n\nFrom Monday on we are closed.\nAnna\n")
    data = f"From x@y.example Thu\n{first}\n\nFrom x@y.example Thu\n{mail_text()}".encode()
    assert [body_text(one) for one in mails_in(data)] == [
        "Dear Lily,\n\nFrom Monday on we are closed.\nAnna",
        "Thank you.",
    ]


def test_a_mail_with_a_film_in_it_is_read_without_the_film(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossierkit.mail.incoming.letter_box._LARGEST_MAIL", 400)
    parts = "--b\nContent-Type: text/plain\n\nLook!\n--b\nContent-Type: video/mp4\n\n"
    parts += "x" * 1000
    large = mail_text(parts, Content_Type="multipart/mixed; boundary=b")
    two = mbox(large, mail_text())
    assert [body_text(one) for one in mails_in(two)] == ["Look!", "Thank you."]

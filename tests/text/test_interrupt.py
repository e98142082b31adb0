"""Ctrl-C waits until files and git are in one state or the other."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from dossierkit.text.interrupt import held


@pytest.fixture(autouse=True)
def as_in_a_terminal() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_it_comes_at_the_end_of_the_block() -> None:
    done = []

    def work() -> None:
        with held():
            ctrl_c()
            done.append("all of it")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["all of it"]
    with pytest.raises(KeyboardInterrupt):
        ctrl_c()


def test_it_counts_more_than_an_error_that_it_caused() -> None:
    def work() -> None:
        with held():
            ctrl_c()
            raise ValueError("git was stopped, too")

    with pytest.raises(KeyboardInterrupt) as stopped:
        work()
    assert isinstance(stopped.value.__context__, ValueError)


def test_one_that_came_too_late_is_forgotten() -> None:
    with held() as forget_it:
        ctrl_c()
        forget_it()


def test_the_inner_block_lets_it_through_to_the_outer_one() -> None:
    done = []

    def work() -> None:
        with held():
            with held():
                ctrl_c()
            done.append("never")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == []


def test_one_who_ignores_it_still_does() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with held():
        ctrl_c()


def test_a_thread_has_none_to_hold() -> None:
    said = []

    def work() -> None:
        with held():
            said.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert said == ["done"]

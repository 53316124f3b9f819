"""The keeper: one server for all users, gone with the last one, whatever ended it."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from dev.embedded import EmbeddedServer

from .conftest import LINGER, User, alive, kill, pid_of, wait_until

StartUser = Callable[[str], User]


def timed(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def test_the_server_lives_as_long_as_its_users(root: Path, user: StartUser) -> None:
    server = EmbeddedServer("valkey", root)
    first, second = user("valkey"), user("valkey")
    assert first.url() == second.url()
    pid = pid_of(server, "server")

    first.leave()
    time.sleep(LINGER * 2)
    assert alive(pid)

    second.leave()
    wait_until(lambda: not alive(pid))
    wait_until(lambda: not server.keeper_alive())


def test_a_server_that_is_on_is_found_at_once(root: Path) -> None:
    server = EmbeddedServer("valkey", root, linger=LINGER)
    server.ensure()
    second = EmbeddedServer("valkey", root)
    second.ensure()
    assert min(timed(second.ensure) for _ in range(10)) < 0.02
    second.release()
    server.release()


def test_two_that_start_at_once_share_one_server(root: Path, user: StartUser) -> None:
    users = [user("valkey") for _ in range(6)]
    assert len({one.url() for one in users}) == 1
    assert len(list((root / "logs").glob("valkey*.log"))) == 1
    assert (root / "logs" / "valkey.log").read_text().count("Ready to accept connections") == 1


def test_a_killed_user_holds_nothing_up(root: Path, user: StartUser) -> None:
    server = EmbeddedServer("valkey", root)
    victim = user("valkey")
    victim.url()
    pid = pid_of(server, "server")
    victim.kill()
    wait_until(lambda: not alive(pid))
    assert user("valkey").url()


def test_the_last_one_out_may_wait_until_it_is_off(root: Path) -> None:
    server = EmbeddedServer("valkey", root, linger=60)
    server.ensure()
    pid = pid_of(server, "server")
    assert server.release(wait=True)
    assert not alive(pid)


def test_leaving_does_not_stop_it_for_others(root: Path, user: StartUser) -> None:
    other = user("valkey")
    other.url()
    server = EmbeddedServer("valkey", root)
    server.ensure()
    assert not server.release(wait=True)
    assert alive(pid_of(server, "server"))


def test_a_killed_server_is_restarted(root: Path, user: StartUser) -> None:
    server = EmbeddedServer("valkey", root)
    holder = user("valkey")
    url = holder.url()
    pid = pid_of(server, "server")
    kill(pid)
    wait_until(lambda: server.state().get("server") not in (None, pid))
    assert user("valkey").url() == url


def test_a_killed_keeper_takes_its_server_along_and_the_next_user_starts_anew(
    root: Path, user: StartUser
) -> None:
    server = EmbeddedServer("valkey", root)
    user("valkey").url()
    keeper, pid = pid_of(server, "keeper"), pid_of(server, "server")
    kill(keeper)
    wait_until(lambda: not alive(pid))
    assert user("valkey").url()
    assert pid_of(server, "keeper") != keeper


def test_a_keeper_told_to_stop_stops_its_server(root: Path, user: StartUser) -> None:
    server = EmbeddedServer("valkey", root)
    user("valkey").url()
    pid = pid_of(server, "server")
    os.kill(pid_of(server, "keeper"), signal.SIGTERM)
    wait_until(lambda: not server.keeper_alive())
    assert not alive(pid)
    assert server.state() == {"phase": "stopped", "keeper": server.state()["keeper"]}


def test_a_folder_removed_while_in_use_is_begun_again(root: Path, user: StartUser) -> None:
    server = EmbeddedServer("valkey", root)
    user("valkey").url()
    old = pid_of(server, "server")
    shutil.rmtree(root)
    assert user("valkey").url()
    wait_until(lambda: not alive(old))
    time.sleep(LINGER)
    assert server.state()["phase"] == "ready"
    assert user("valkey").url()


def test_an_unreadable_snapshot_is_put_aside(root: Path, user: StartUser) -> None:
    first = user("valkey")
    first.url()
    first.leave()
    server = EmbeddedServer("valkey", root)
    wait_until(lambda: not server.keeper_alive())
    (root / "valkey" / "dump.rdb").write_bytes(b"not a snapshot")
    assert user("valkey").url()
    assert (root / "valkey" / "dump.rdb.unreadable").exists()

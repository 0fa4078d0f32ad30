"""`init`, `serve`, `certify`: HQ made, running, and known by a new certificate."""

import argparse
from collections.abc import Callable
from pathlib import Path

from showroom.errors import Refusal
from showroom.hq.commands.asked import Asked
from showroom.hq.keeping import house, tls
from showroom.hq.keeping.house import Config
from showroom.hq.service.address import Address
from showroom.texts import Catalogue

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def init_words(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """What `init` takes."""
    _names(parser, words)
    parser.add_argument("--url", default="", help=words("hq.about_url"))
    parser.add_argument("--database", default="", help=words("hq.about_database"))
    parser.add_argument("--backups", default="", help=words("hq.about_backups"))
    parser.add_argument("--every", type=int, default=60, help=words("hq.about_every"))


def init(asked: Asked) -> None:
    """Make HQ in its folder and show the recovery key, once."""
    told = asked.told
    names = told.name or ["localhost", "127.0.0.1"]
    url = told.url or f"https://{names[0]}:8443"
    config = Config(names, url, told.database, told.backups, told.every)
    recovery = house.set_up(asked.folder, config, asked.ports)
    asked.say("made", folder=asked.folder, url=config.url)
    asked.say("recovery", key=recovery)
    asked.answer({"folder": str(asked.folder), "url": config.url, "recovery": recovery})


def certify_words(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """What `certify` takes."""
    _names(parser, words)


def certify(asked: Asked) -> None:
    """A new server certificate; desks notice nothing, for they know the authority."""
    house.renew(asked.folder, asked.ports, asked.told.name)
    until = f"{tls.expires_at(asked.folder):%Y-%m-%d}"
    asked.say("certified", names=", ".join(house.config_of(asked.folder).names), until=until)
    asked.answer({"names": house.config_of(asked.folder).names, "until": until})


def serve_words(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    """What `serve` takes."""
    parser.add_argument("--host", default="127.0.0.1", help=words("hq.about_host"))
    parser.add_argument("--port", type=int, default=8443, help=words("hq.about_port"))
    parser.add_argument("--threads", type=int, default=8, help=words("hq.about_threads"))
    parser.add_argument("--processes", type=int, default=1, help=words("hq.about_processes"))
    parser.add_argument("--plain", action="store_true", help=words("hq.about_plain"))


def serve(asked: Asked) -> None:
    """Serve until told to end."""
    told = asked.told
    if told.plain and told.host not in _LOOPBACK:
        raise Refusal("hq.plain_elsewhere")
    if told.processes > 1 and not house.config_of(asked.folder).database:
        raise Refusal("hq.one_process")
    place = _address(asked.folder, Address(told.host, told.port), plain=told.plain)

    def ready(port: int) -> None:
        url = f"{place.scheme}://{told.host}:{port}"
        asked.say("serving", url=url)
        asked.answer({"url": url})

    if told.processes > 1:
        from showroom.hq.service.several import run_several

        run_several(asked.folder, place, told.processes, ready)
    else:
        _serve_alone(asked, place, ready)


def _serve_alone(asked: Asked, place: Address, ready: Callable[[int], None]) -> None:
    """In this process."""
    from showroom.hq.service.app import Limits, new_service
    from showroom.hq.service.chores import all_of
    from showroom.hq.service.running import log_to_stderr, run
    from showroom.hq.service.site import site

    log_to_stderr()
    with asked.hq() as hq:
        service = new_service(hq, Limits(threads=asked.told.threads))
        run(site(service, all_of(hq, asked.folder)), place, ready)


def _address(folder: Path, place: Address, *, plain: bool) -> Address:
    """With the certificate of the folder, unless a test speaks plainly to its own machine."""
    if plain:
        return place
    files = (folder / f"{tls.SERVER}.pem", folder / f"{tls.SERVER}.key")
    return Address(place.host, place.port, *files)


def _names(parser: argparse.ArgumentParser, words: Catalogue) -> None:
    parser.add_argument("--name", action="append", default=[], help=words("hq.about_name"))

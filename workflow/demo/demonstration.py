"""``justera demo``: a stack of its own in a temporary folder, the story, and the proof."""

from __future__ import annotations

import datetime as dt
import socket
import tempfile
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from workflow import bootstrap
from workflow.demo.cast import cast_of, settled
from workflow.demo.premises import Residents, furnish, premises
from workflow.demo.story import Told, play
from workflow.errors import ServiceError
from workflow.ports import Outcome
from workflow.procedure.model import Role
from workflow.stack import Stack, one_machine
from workflow.usecases.verify_package import verify_package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workflow.demo.cast import Cast
    from workflow.demo.premises import Premises
    from workflow.minutes import Minutes

SAMPLE = "kommunstyrelse.txt"


class DemonstrationNotProved(ServiceError):
    """The demonstration came to its end, but the result did not verify: %(check)s."""

    permanent = True


def sample_text() -> str:
    """Return the product's own sample minutes, of invented people."""
    return (resources.files("workflow.demo") / "samples" / SAMPLE).read_text("utf-8")


def demonstrate(
    text: str,
    *,
    output: Path,
    say: Callable[[str], None],
    workers: int = 1,
    extra: dict[str, str] | None = None,
) -> None:
    """Take a text from draft to archive and leave PDF, package and trust root in ``output``.

    ``extra`` are settings for every process, such as DATABASE_URL.

    Raises:
        JusteraError: something did not go as it must.
    """
    told = Told(say=say)
    cast, minutes = casting(text)
    with furnished(cast, extra=extra) as place:
        with running(place, workers=workers) as (base_url, _):
            told.step(f"keys, database, Valkey, web, worker and relay are up at {base_url}")
            outcome = play(base_url, cast, text, minutes, told)
        root = (bootstrap.keys_folder(place.settings) / "root.pem").read_bytes()
    output.mkdir(parents=True, exist_ok=True)
    files = {"minutes.pdf": outcome.pdf, "package.zip": outcome.package, "root.pem": root}
    for name, content in files.items():
        (output / name).write_bytes(content)
    tsa_trust = place.settings.tsa_trust_file
    _prove(outcome.package, outcome.pdf, root, [tsa_trust.read_bytes()] if tsa_trust else [])
    told.step("PDF and package verified offline against the trust root")
    _say_where_to_look(output, say)


def casting(text: str) -> tuple[Cast, Minutes]:
    """Return who plays, and the minutes as they will be when every proposal is accepted."""
    minutes = settled(bootstrap.reader(), text, today=dt.datetime.now(dt.UTC).date()).minutes
    return cast_of(minutes), minutes


@contextmanager
def furnished(cast: Cast, *, extra: dict[str, str] | None = None) -> Iterator[Premises]:
    """Prepare a temporary data folder for the cast; it is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="justera-demo-") as temporary:
        place = premises(Path(temporary) / "var", port=free_port(), extra=extra)
        furnish(place, residents_of(cast))
        yield place


def residents_of(cast: Cast) -> Residents:
    """Return the cast as an organisation with one body."""
    roles = {cast.drafter: frozenset({Role.DRAFTER}), cast.registrar: frozenset({Role.REGISTRAR})}
    others = [*cast.adjusters, *([cast.chair] if cast.chair else [])]
    names = dict.fromkeys([cast.drafter, *others, cast.registrar])
    short_name = "".join(word[0] for word in cast.body.split()).upper()
    return Residents(
        organisation=cast.organisation,
        bodies=((cast.body, short_name, cast.policy_name),),
        people={name: roles.get(name, frozenset()) for name in names},
    )


@contextmanager
def running(place: Premises, *, workers: int = 1) -> Iterator[tuple[str, Stack]]:
    """Run the whole stack on a prepared folder; yield its address and its supervisor."""
    data = place.settings.data
    processes = one_machine(data, place.environment, port=place.port, workers=workers)
    with Stack(processes, data=data) as stack:
        yield f"http://127.0.0.1:{place.port}", stack


def free_port() -> int:
    """Return a TCP port of the loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _prove(package: bytes, pdf: bytes, root: bytes, tsa_roots: list[bytes]) -> None:
    validator = bootstrap.validator([root], tsa_roots)
    package_checks = verify_package(package, validator=validator).checks
    for check in (*package_checks, *validator.validate(pdf, sealed=True).checks):
        if check.outcome is not Outcome.PASSED:
            raise DemonstrationNotProved(check=f"{check.number} {check.name} {check.detail}".strip())


def _say_where_to_look(output: Path, say: Callable[[str], None]) -> None:
    say("")
    say(f"Look at {output / 'minutes.pdf'}: the minutes with every signature on the last page.")
    say(f"{output / 'package.zip'} is the archive package: PDF, data, audit trail, report, signed manifest.")
    say("Check them yourself, without any service:")
    for name in ("minutes.pdf", "package.zip"):
        say(f"  .venv/bin/justera verify {output / name} --trust {output / 'root.pem'}")

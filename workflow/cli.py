"""The command ``justera``.

Exit codes: 0 done (or everything passed), 1 a check failed, 2 a check was
indeterminate, 3 refused or failed with a reason, 64 the command line was wrong.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workflow import administration, bootstrap
from workflow.demo.demonstration import demonstrate, sample_text
from workflow.demo.first_run import run_here
from workflow.errors import JusteraError
from workflow.language import get_language
from workflow.language.retelling import retell
from workflow.minutes.canonical import json_schema
from workflow.ports import Outcome
from workflow.reading import decode_upload
from workflow.usecases.verify_file import verify_file

if TYPE_CHECKING:
    from workflow.language import Language
    from workflow.ports import Check, PdfReport, SignatureFinding

_EXIT_CODES = {Outcome.PASSED: 0, Outcome.FAILED: 1, Outcome.INDETERMINATE: 2}
_REFUSED = 3
_MISUSED = 64
"""EX_USAGE of sysexits.h, so that 2 means indeterminate only."""


class SaysWhy(click.Group):
    """Says a refusal or failure as one sentence in the user's language."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except JusteraError as error:
            click.echo(speech().error(error), err=True)
            ctx.exit(_REFUSED)
        except click.UsageError as error:
            error.show()
            ctx.exit(_MISUSED)


def speech() -> Language:
    """Return the terminal's language: Swedish where the locale is, else English."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return get_language("sv" if locale.lower().startswith("sv") else "en")


_ = speech().gettext
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=SaysWhy, help=_("Takes minutes from draft to adjusted, signed, sealed and archived record."))
def main() -> None:
    """Take minutes from draft to archive."""


for _command in (
    administration.init,
    administration.add_body,
    administration.add_person,
    administration.upgrade,
):
    _command.help = _(administration.HELP[_command.name or ""])
    main.add_command(_command)


@main.command(help=_("Run the whole service on this machine, in the foreground."))
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), default=Path("var"), show_default=True
)
@click.option("--port", type=int, default=8080, show_default=True)
def run(data: Path, port: int) -> None:
    """Run the whole service on this machine."""
    run_here(data, port=port, say=click.echo)


@main.command(
    help=_("Play the whole procedure on a draft: own servers, every person over HTTP, proof at the end.")
)
@click.argument("file", type=_FILE, required=False)
@click.option("--output", type=click.Path(path_type=Path), default=Path("demo-output"), show_default=True)
@click.option("--workers", type=int, default=1, show_default=True)
def demo(file: Path | None, output: Path, workers: int) -> None:
    """Play the whole procedure on a draft."""
    text = decode_upload(file.read_bytes()) if file else sample_text()
    passed_on = {
        name: os.environ[name]
        for name in ("DATABASE_URL", "REDIS_URL", "TSA_URL", "TSA_TRUST_FILE")
        if os.environ.get(name)
    }
    demonstrate(text, output=output, say=click.echo, workers=workers, extra=passed_on)


@main.command(help=_("Read a draft; print the minutes as data and the findings in words."))
@click.argument("file", type=_FILE)
def read(file: Path) -> None:
    """Read a draft."""
    reader = bootstrap.reader()
    text = reader.normalised(decode_upload(file.read_bytes()))
    reading = reader.read(text, today=dt.datetime.now(dt.UTC).date())
    click.echo(reading.minutes.model_dump_json(indent=2, exclude_defaults=True))
    click.echo("")
    for finding in reading.findings:
        said = _(finding.message, **finding.facts)
        line = _("line %(line)s", line=finding.place.line)
        fix = f" → {finding.edits[0].replacement!r}" if finding.edits else ""
        click.echo(f"{line} ({_(finding.certainty.value)}): {said}{fix}")


@main.command(
    help=_("Verify a sealed PDF or an archive package offline; without --trust nothing is trusted.")
)
@click.argument("file", type=_FILE)
@click.option("--trust", "roots", type=_FILE, multiple=True, help=_("PEM of a root certificate to trust."))
@click.option(
    "--trust-tsa",
    "tsa_roots",
    type=_FILE,
    multiple=True,
    help=_("PEM of an outside time-stamping authority's root: trusted about times alone."),
)
@click.pass_context
def verify(ctx: click.Context, file: Path, roots: tuple[Path, ...], tsa_roots: tuple[Path, ...]) -> None:
    """Verify a sealed PDF or an archive package."""
    validator = bootstrap.validator(
        [root.read_bytes() for root in roots], [root.read_bytes() for root in tsa_roots]
    )
    report = verify_file(file.read_bytes(), validator=validator)
    for check in report.checks:
        _say_check(check)
    if report.pdf is not None:
        _say_signatures(report.pdf)
    click.echo(f"\n{_('Result')}: {_(report.outcome.value)}")
    if not roots:
        click.echo(_("Nothing is trusted without a root certificate: add --trust root.pem."))
    ctx.exit(_EXIT_CODES[report.outcome])


@main.command(help=_("Print the JSON Schema of the minutes format."))
def schema() -> None:
    """Print the JSON Schema of the minutes format."""
    click.echo(json_schema(), nl=False)


def _say_check(check: Check) -> None:
    detail = f": {retell(check.detail, speech())}" if check.detail else ""
    part, colon, name = check.name.rpartition(": ")
    click.echo(f"{check.number:3}. {_(check.outcome.value):14} {_(part)}{colon}{_(name)}{detail}")


def _say_signatures(report: PdfReport) -> None:
    for signature in report.signatures:
        click.echo("")
        for line in _signature_lines(signature):
            click.echo(line)


def _signature_lines(signature: SignatureFinding) -> list[str]:
    when = speech().instant(signature.signed_at, seconds=True) if signature.signed_at else "-"
    return [
        ", ".join(part for part in (signature.name, signature.role, signature.organisation) if part),
        f"     {_('Time')}: {when} ({signature.timestamp_authority})",
        f"     {_('Level')}: {signature.level}; {_('Intact')}: {_(signature.intact.value)}; "
        f"{_('Trusted')}: {_(signature.trusted.value)} {retell(signature.detail, speech())}".rstrip(),
    ]

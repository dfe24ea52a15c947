"""`linli verify BUNDLE`: recompute a published score. No database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from linli.cli.ready import json_option, refusal, say_json
from linli.kernel.errors import DomainError
from linli.rules.bundle import check
from linli.rules.verifier.single import source


def _hand_out(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the single-file verifier and stop."""
    if wanted:
        sys.stdout.buffer.write(source())
        context.exit(0)


@click.command("verify", help="复算公布的得分。Recompute a published score from its bundle.")
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option(
    "--program",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_hand_out,
    help="输出单文件复算程序 verify.py。Print the single-file verifier.",
)
@json_option
def command(*, bundle: Path, as_json: bool) -> int:
    """Return 0 if the bundle is the published score, 1 naming what differs; 2 if it cannot be read."""
    try:
        report = check(bundle.read_bytes())
    except OSError as error:
        raise click.ClickException(f"{bundle}：读不了。Cannot be read: {error.strerror}.") from None
    except DomainError as error:
        raise refusal(error) from None
    if as_json:
        say_json(report.as_json())
    else:
        click.echo("\n".join(report.lines()))
    return 0 if report.same else 1

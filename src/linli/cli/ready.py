"""What the commands share that need the installation: Django, and one way to speak."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def django_ready() -> None:
    """Load settings and apps; a command that needs neither does not call this.

    :raises click.ClickException: if a setting is not acceptable, or the data folder can't be used
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.conf import settings

    try:
        folder = settings.DATA_DIR  # the first look reads the whole file
    except OSError as error:
        raise click.ClickException(
            f"数据文件夹不能用：{error.filename}（{error.strerror}）。请改正权限或 LINLI_DATA。"
            " The data folder can't be used: mend its permissions, or LINLI_DATA."
        ) from None
    except ValueError as error:
        raise click.ClickException(f"环境变量有误：{error}。A setting is wrong.") from None
    os.environ["LINLI_DATA"] = str(folder)  # for the processes we start, wherever they stand
    django.setup()


def refusal(error: Exception) -> click.ClickException:
    """Return `error` as one line in both languages, for stderr and status 2."""
    text = getattr(error, "text", None)
    return click.ClickException(f"{text.zh} {text.en}" if text else str(error))


def say_json(document: object) -> None:
    """Print one JSON document, and nothing else, on stdout."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def json_option(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。One JSON document.")(command)


def lang_option(command: F) -> F:
    choice = click.Choice(["zh", "en"])
    words = "输出语言。Language of the output."
    return click.option("--lang", type=choice, default="zh", help=words)(command)

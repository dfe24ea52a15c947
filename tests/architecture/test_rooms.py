"""What every room of an app promises."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps

from linli.kernel.lifecycle import Lifecycle
from linli.people.roles import PERMISSIONS
from tests.architecture.tree import DOORS, name_of, public_functions, python_files, room, syntax

SCOPED_APPS = ("registry", "assessment")


def named(function) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def has_the_shape_of_a_service(function) -> bool:
    """Test if all parameters are keywords and `actor` is one of them, as in a command."""
    parameters = inspect.signature(function).parameters
    return "actor" in parameters and all(p.kind is p.KEYWORD_ONLY for p in parameters.values())


def services_named_in(path: Path) -> Iterator[Callable[..., Any]]:
    """Yield every function of a services room that a file imports, or reaches through a module it imports."""
    names = imported_from_services(path)
    yield from (value for value in names.values() if inspect.isfunction(value))
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            value = getattr(names.get(node.value.id), node.attr, None)
            if inspect.isfunction(value):
                yield value


def imported_from_services(path: Path) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("linli."):
            for alias in node.names:
                value = member(node.module, alias.name)
                dotted = f"{node.module}.{alias.name}".split(".")
                if "services" in dotted[2:4]:
                    names[alias.asname or alias.name] = value
    return names


def member(module: str, name: str) -> Any:
    """Return what `from module import name` binds: a submodule, or a name of the module."""
    if importlib.util.find_spec(module) is None:
        return None
    found = importlib.import_module(module)
    if hasattr(found, name):
        return getattr(found, name)
    return importlib.import_module(f"{module}.{name}")


def test_every_query_asks_who_is_looking():
    blind = [
        named(function)
        for module in room("queries")
        for function in public_functions(module)
        if next(iter(inspect.signature(function).parameters), "") != "actor"
    ]

    assert not blind, "the first parameter is `actor`"


def test_every_service_is_a_command_that_is_told_the_time():
    services = [
        function
        for module in room("services")
        for function in public_functions(module)
        if has_the_shape_of_a_service(function)
    ]

    assert services
    assert not [named(f) for f in services if not getattr(f, "is_command", False)], "use @command"
    assert not [named(f) for f in services if "now" not in inspect.signature(f).parameters]


def test_the_doors_write_by_commands_only():
    """What services share among themselves may be a plain function; what a door calls may not."""
    plain = [
        f"{name_of(path)} calls {named(function)}"
        for door in DOORS
        for path in python_files(f"src/linli/{door}")
        for function in services_named_in(path)
        if not getattr(function, "is_command", False)
    ]

    assert not plain


def test_every_domain_model_says_how_it_is_scoped():
    models = [model for app in SCOPED_APPS for model in apps.get_app_config(app).get_models()]

    assert models
    assert not [model for model in models if not hasattr(model, "scope")]


def lifecycles() -> list[Lifecycle]:
    return [
        value
        for module in room("lifecycle")
        for value in vars(module).values()
        if isinstance(value, Lifecycle)
    ]


def test_no_state_is_out_of_reach():
    assert lifecycles()
    assert not {table.name: table.unreachable() for table in lifecycles() if table.unreachable()}


def test_every_arrow_cites_its_law_and_needs_a_permission_that_exists():
    arrows = [(table.name, move) for table in lifecycles() for move in table.moves]

    assert not [(name, move.name) for name, move in arrows if not move.law]
    assert not [(name, move.name) for name, move in arrows if move.needs not in {"", *PERMISSIONS}]


def test_no_two_arrows_of_one_name_leave_the_same_state():
    for table in lifecycles():
        leaving = [(move.name, state) for move in table.moves for state in move.sources]
        assert len(leaving) == len(set(leaving)), table.name


def test_every_permission_is_held_by_somebody():
    assert not [name for name, holders in PERMISSIONS.items() if not holders]

"""The house stands as it was drawn: what the source imports, and what a fresh process then holds."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "advisorbench"
FLOORS = (
    ("i18n",), ("domain",), ("clock", "paths", "commands", "settings", "drafts", "file_placing", "themes"), ("models",),
    ("store", "exchange", "reports"), ("services", "widgets"), ("screens", "launch"), ("app",), ("cli",),
    ("__main__",),
)  # fmt: skip
"""From the ground up. `launch` puts a run together, so it stands above the services that it opens."""
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
LONG_TABLES = {"people.py", "v0001_first_book.py"}
"""Data, not code: they may be longer than 400 lines."""
READERS_OF_TIME = {("datetime", "now"), ("date", "today"), ("datetime", "today"), ("datetime", "utcnow"),
                   ("time", "time"), ("time", "localtime"), ("time", "gmtime"), ("time", "time_ns")}  # fmt: skip

VAGUE = {"found", "told", "said", "one", "given", "kept"}
"""Names that tell how a value came about, and not what it is."""
FEW_LINES = 3
"""So many lines further on a vague name may still be used: what it stands for is in sight."""
NAMED = (
    "domain",
    "store",
    "models",
    "exchange",
    "reports",
    "services.importing",
    "services.sample",
    "settings",
    "drafts",
)
"""The rooms in which every value that lives longer is called what it is."""

MODULES = sorted(SRC.rglob("*.py"))


def name_of(path: Path) -> str:
    """The dotted name of a module below the package: ``cli.lists``."""
    return ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")


def room_of(module: str) -> str:
    """The room a module is in: the first part of its name."""
    return module.partition(".")[0]


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax of a module."""
    return ast.parse(path.read_text("utf-8"))


def is_type_only(node: ast.AST) -> bool:
    """Whether this is ``if TYPE_CHECKING:``."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def nodes(tree: ast.AST, *, types: bool = True, late: bool = True) -> Iterator[ast.AST]:
    """The nodes of a tree; without those that only type checkers see, or that run when a function is called."""
    for node in ast.iter_child_nodes(tree):
        if (not types and is_type_only(node)) or (
            not late and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        ):
            continue
        yield node
        yield from nodes(node, types=types, late=late)


def imported(path: Path, *, types: bool = True, late: bool = True) -> set[str]:
    """The dotted names that a module imports."""
    found: set[str] = set()
    for node in nodes(tree_of(path), types=types, late=late):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_imported(path: Path, *, types: bool = True) -> set[str]:
    """The rooms of the house that a module imports from, other than its own."""
    ours = (name.split(".") for name in imported(path, types=types) if name.startswith("advisorbench."))
    return {parts[1] for parts in ours if parts[1] in FLOOR} - {room_of(name_of(path))}


def each_module(*rooms: str) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """One test of a rule over the modules of these rooms, or of all; it names every module that breaks it."""
    chosen = [path for path in MODULES if not rooms or room_of(name_of(path)) in rooms]

    def over_all(rule: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            wrong = []
            for path in chosen:
                try:
                    rule(path)
                except AssertionError as error:
                    wrong.append(f"{name_of(path)}: {error}")
            assert not wrong, "\n".join(wrong)

        test.__name__, test.__doc__ = rule.__name__, rule.__doc__
        return test

    return over_all


def test_every_room_has_its_floor() -> None:
    rooms = {room_of(name_of(path)) for path in MODULES} - {"__init__"}
    assert rooms - set(FLOOR) == set()


@each_module()
def test_imports_go_down_and_never_climb(path: Path) -> None:
    own = room_of(name_of(path))
    if own != "__init__":
        assert [room for room in rooms_imported(path) if FLOOR[room] >= FLOOR[own] and FLOOR[own] != 2] == []


def test_the_ground_is_walked_on_in_one_direction_too() -> None:
    ground = {room: rooms_imported(SRC / f"{room}.py") for room in FLOORS[2]}
    assert not circles(ground)


def circles(graph: dict[str, set[str]]) -> list[str]:
    """What is left of a graph when all that depends on nothing left has been taken away, again and again."""
    left = {name: set(below) for name, below in graph.items()}
    while free := {name for name, below in left.items() if not below & set(left)}:
        for name in free:
            del left[name]
    return sorted(left)


def test_no_modules_import_each_other_in_a_circle() -> None:
    """What happens at import: not what only type checkers see, nor within a room what a function imports when it is
    called, as one screen does to open another. Between rooms those count too: they never climb, see above."""
    known = {name_of(path) for path in MODULES}
    graph: dict[str, set[str]] = {}
    for path in MODULES:
        names = {name.partition("advisorbench.")[2] for name in imported(path, types=False, late=False)}
        graph[name_of(path)] = {n if n in known else n.rpartition(".")[0] for n in names} - {name_of(path), ""}
    assert circles(graph) == []


@each_module("domain")
def test_the_domain_knows_the_standard_library_and_dateutil_only(path: Path) -> None:
    tops = {name.partition(".")[0] for name in imported(path)}
    assert tops - sys.stdlib_module_names <= {"dateutil", "advisorbench"}
    assert rooms_imported(path) <= {"i18n"}


@each_module("widgets")
def test_widgets_know_no_service(path: Path) -> None:
    assert rooms_imported(path) <= {"domain", "commands", "i18n"}


@each_module()
def test_the_book_in_memory_is_the_affair_of_the_services_alone(path: Path) -> None:
    """Above them there are use cases, and the views that these give."""
    if room_of(name_of(path)) == "services":
        return
    assert "advisorbench.services.portfolio" not in {name.rpartition(".")[0] for name in imported(path)}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("portfolio", "_portfolio"), f"line {node.lineno}"


@each_module("cli", "app", "screens", "launch")
def test_what_is_typed_is_validated_by_the_services_and_nowhere_above_them(path: Path) -> None:
    """Commands and screens hand plain values down, and get frozen facts back."""
    assert "models" not in rooms_imported(path)
    assert "advisorbench.services.base.validated" not in imported(path)


@each_module()
def test_nobody_but_the_command_line_imports_the_app(path: Path) -> None:
    assert room_of(name_of(path)) == "cli" or "app" not in rooms_imported(path)


@each_module()
def test_only_the_database_floors_know_the_database(path: Path) -> None:
    tops = {name.partition(".")[0] for name in imported(path)}
    room = room_of(name_of(path))
    assert room in ("models", "store", "services") or not tops & {"sqlalchemy", "sqlmodel", "sqlite3"}
    assert room == "store" or not tops & {"alembic"}
    assert room == "cli" or "click" not in tops
    assert room == "paths" or "platformdirs" not in tops
    assert room in ("app", "screens", "widgets", "themes") or not tops & {"textual", "rich"}


@each_module()
def test_only_the_clock_reads_the_time(path: Path) -> None:
    allowed = {"clock": READERS_OF_TIME, "models.base": {("time", "time_ns")}}.get(name_of(path), set())
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            read = (node.value.id.lstrip("_"), node.attr)
            assert read not in READERS_OF_TIME - allowed, f"line {node.lineno}"
    names = {tuple(name.split(".")) for name in imported(path)}
    assert not names & (READERS_OF_TIME - allowed)


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    """The calls of functions or methods of these names."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            called = node.func
            if (isinstance(called, ast.Name) and called.id in names) or (
                isinstance(called, ast.Attribute) and called.attr in names
            ):
                yield node


@each_module()
def test_texts_for_translation_are_literals(path: Path) -> None:
    """An f-string is not found by the extractor, and would never be translated; nor would a sum of texts."""
    for call in calls(path, "_", "N_", "ngettext"):
        for argument in call.args:
            assert not isinstance(argument, (ast.JoinedStr, ast.BinOp)), f"line {call.lineno}"


@each_module()
def test_no_text_for_translation_stands_inside_an_f_string(path: Path) -> None:
    """Whether the extractor finds it there depends on the version of Python it runs on."""
    marks = {"_", "N_", "ngettext"}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.JoinedStr):
            called = [n for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
            texts = [n for n in called if n.func.id in marks and isinstance(n.args[0], ast.Constant)]  # type: ignore[attr-defined]
            assert not texts, f"line {node.lineno}"


@each_module("app", "screens", "widgets")
def test_no_notice_reads_markup(path: Path) -> None:
    for call in calls(path, "notify"):
        given = {word.arg: word.value for word in call.keywords}
        markup = given.get("markup")
        assert isinstance(markup, ast.Constant) and markup.value is False, f"line {call.lineno}"


@each_module()
def test_everything_public_says_what_it_is(path: Path) -> None:
    tree = tree_of(path)
    if path.name == "env.py" or ast.get_docstring(tree):
        assert list(undocumented(tree)) == []
    else:
        assert not tree.body, "the module has no docstring"


def undocumented(tree: ast.AST) -> Iterator[str]:
    """The public classes, functions and methods without a docstring; what is within a function is nobody's else."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and not node.name.startswith("_"):
            if not ast.get_docstring(node) and not is_overload(node):
                yield f"{node.name}, line {node.lineno}"
            if isinstance(node, ast.ClassDef):
                yield from undocumented(node)


def is_overload(node: ast.AST) -> bool:
    """Whether a function only says its types."""
    decorators = getattr(node, "decorator_list", [])
    return any(isinstance(decorator, ast.Name) and decorator.id == "overload" for decorator in decorators)


@each_module()
def test_a_name_says_what_the_value_is(path: Path) -> None:
    if name_of(path).startswith(NAMED):
        assert sorted(vague_names(tree_of(path))) == []


def vague_names(tree: ast.Module) -> Iterator[str]:
    """The variables and parameters of a vague name that are used a while after they are bound, and all attributes,
    functions and classes of such a name."""
    for scope in ast.walk(tree):
        if isinstance(scope, (ast.Module, ast.ClassDef)):
            yield from (f"{name}, line {line}" for name, line in bound(scope).items() if name in VAGUE)
        elif isinstance(scope, SCOPES):
            uses = [(node.id, node.lineno) for node in ast.walk(scope) if isinstance(node, ast.Name)]
            for name, first in bound(scope).items():
                last = max((line for used, line in uses if used == name), default=first)
                if name in VAGUE and last - first > FEW_LINES:
                    yield f"{name}, lines {first} to {last}"
        elif isinstance(scope, ast.Attribute) and scope.attr in VAGUE and isinstance(scope.ctx, ast.Store):
            yield f"{ast.unparse(scope)}, line {scope.lineno}"


SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bound(scope: ast.AST) -> dict[str, int]:
    """The names that a scope itself binds, and the line where each is first bound."""
    lines: dict[str, int] = {}
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        name = getattr(node, "arg", None) if isinstance(node, ast.arg) else None
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.MatchAs)):
            name = node.name
        if name:
            lines[name] = min(lines.get(name, node.lineno), node.lineno)  # type: ignore[attr-defined]
        if not isinstance(node, (*SCOPES, ast.ClassDef)):
            waiting += ast.iter_child_nodes(node)
    return lines


def test_no_two_public_classes_share_a_name() -> None:
    rooms: dict[str, list[str]] = {}
    for path in MODULES:
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                rooms.setdefault(node.name, []).append(name_of(path))
    assert {name: modules for name, modules in rooms.items() if len(modules) > 1} == {}


@each_module()
def test_a_file_has_at_most_400_lines(path: Path) -> None:
    assert path.name in LONG_TABLES or len(path.read_text("utf-8").splitlines()) <= 400


def modules_after(statement: str) -> set[str]:
    """The top-level modules that a fresh process holds after a statement."""
    script = f"{statement}; import sys; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import advisorbench", {"textual", "click", "sqlmodel", "platformdirs", "gettext"}),
        (
            "import advisorbench.app, advisorbench.screens.account, advisorbench.screens.dialogs.search",
            {"sqlmodel", "sqlalchemy", "pydantic", "alembic", "click", "sqlite3"},
        ),
        (
            "import advisorbench.cli, advisorbench.cli.main, advisorbench.cli.lists, advisorbench.cli.work, "
            "advisorbench.cli.add, advisorbench.cli.files.importing, advisorbench.cli.book, "
            "advisorbench.cli.subjects.reviews",
            {"textual", "rich", "sqlmodel", "sqlalchemy", "alembic", "pydantic"},
        ),
        ("import advisorbench.services", {"textual", "click", "alembic"}),
        ("import advisorbench.domain.days.sweep, advisorbench.domain.account_filter", {"textual", "click", "sqlmodel"}),
    ],
    ids=["package", "screens", "command line", "services", "domain"],
)
def test_a_fresh_process_holds_no_more_than_it_needs(statement: str, absent: set[str]) -> None:
    assert modules_after(statement) & absent == set()


@pytest.mark.parametrize("words", [["--version"], ["agenda"], ["where"]], ids=" ".join)
def test_no_command_without_screens_imports_them(words: list[str], tmp_path: Path) -> None:
    found = modules_after(f"from advisorbench.cli import run; run({['--book', str(tmp_path / 'none.db'), *words]!r})")
    assert "textual" not in found


@each_module()
def test_nothing_happens_when_a_module_is_imported(path: Path) -> None:
    """No engine, no folder, no file, no setting of the process: only definitions."""
    doing = {"mkdir", "open", "write_text", "read_text", "create_engine", "connect", "getenv", "umask", "print"}
    if name_of(path) in ("__main__", "store.migrations.env"):
        return
    for node in nodes(tree_of(path), late=False):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            assert name not in doing, f"line {node.lineno}"

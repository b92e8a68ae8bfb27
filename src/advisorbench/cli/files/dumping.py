"""The whole book out: as one dump that can be imported again, or as a folder of CSV files for other programs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from advisorbench.cli.main import Run
from advisorbench.cli.say import say_file, talk
from advisorbench.i18n import _, ngettext


def export_everything(run: Run, form: str, to: Path | None, *, force: bool) -> None:
    """Write the whole book.

    Args:
        run: The call.
        form: json, or csv for a folder.
        to: The file or folder; stdout where None or -.
        force: Whether what is there is replaced.

    Raises:
        click.UsageError: It is not written in this form, or not there.
        FileError: It cannot be written.
    """
    to = None if to is None or str(to) == "-" else to
    if form == "json":
        _dump(run, to, force=force)
        return
    if form != "csv":
        raise click.UsageError(_("everything is written as json or csv"))
    if to is None:
        raise click.UsageError(_("everything as csv is a folder; name it with --to"))
    _folder(run, to, force=force)


def _dump(run: Run, to: Path | None, *, force: bool) -> None:
    from advisorbench.exchange.writing import write_file

    pieces = run.services().exports.dump()
    if to is not None:
        write_file(to, pieces, force=force)
        talk(_("The whole book was written to %(path)s") % {"path": to})
        return
    # Read to its end first: whoever reads our output may take their time, and the book is held while it is read.
    with tempfile.TemporaryFile("w+", encoding="ascii", newline="") as held:
        held.writelines(pieces)
        held.seek(0)
        say_file(held)


def _folder(run: Run, to: Path, *, force: bool) -> None:
    from advisorbench.exchange.folder import write_folder
    from advisorbench.exchange.writing import csv_text
    from advisorbench.services.exports import TABLES

    tables = run.services().exports.tables()
    files = ((f"{name}.csv", csv_text(columns, rows)) for name, columns, rows in tables)
    write_folder(to, files, {f"{name}.csv" for name in TABLES}, force=force)
    said = ngettext("The whole book was written to %(path)s: %(n)d file",
                    "The whole book was written to %(path)s: %(n)d files", len(TABLES))  # fmt: skip
    talk(said % {"path": to, "n": len(TABLES)})

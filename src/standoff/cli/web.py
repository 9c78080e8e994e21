"""Commands that show the record in a browser."""

from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path

import click

from standoff.cli.output import note, progress, quiet_options, record_options


@click.command(short_help="Show the record as web pages.",
               epilog="Example: standoff serve --db standoff.db")
@record_options
@click.option("--host", default="127.0.0.1", show_default=True,
              help="Address to answer at. Any but this machine's own asks visitors for a token.")
@click.option("--port", default=8642, show_default=True, type=click.IntRange(1, 65535), help="Port to answer at.")
@click.option("--token", default="", help="What visitors must know; made up and printed where one is needed.")
@click.option("--edit", is_flag=True, help="Let corrections be made in the pages.")
def serve(db: str, host: str, port: int, token: str, edit: bool) -> None:
    """Show the record as web pages, until Ctrl-C.

    Nothing is loaded from elsewhere and captured pages are shown as text only. A build may write to the record
    meanwhile.
    """
    from standoff.web.app import serve as run
    from standoff.web.safety import local

    if not token and not local(host):
        token = secrets.token_urlsafe(16)
    run(db, host=host, port=port, token=token, edit=edit,
        ready=lambda address: note(f"Standoff shows {db} at {address} (Ctrl-C ends it)."))


@click.command(short_help="Write those pages as files.",
               epilog="Example: standoff publish site/ --db standoff.db")
@record_options
@quiet_options
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def publish(db: str, folder: Path, quiet: bool, no_progress: bool) -> None:
    """Write the record as web pages that open without a server.

    All pages that the overview leads to, with their tables as CSV, NDJSON and JSON. What searches or filters needs
    standoff serve. Of a folder that was published into before, the pages are written anew and other files stay; one
    with other things and no pages is left alone.
    """
    from standoff.api import open_record
    from standoff.web.publish import MARK
    from standoff.web.publish import publish as write

    with open_record(db, readonly=True) as record, progress(quiet or no_progress) as step:
        pages = write(record, folder, partial(step, "pages") if step else None)
    if not quiet:
        files = sum(1 for one in (folder / MARK).read_text("utf-8").splitlines()[1:] if one)
        note(f"{pages} pages in {files} files, their tables with them: open {folder / 'index.html'}")

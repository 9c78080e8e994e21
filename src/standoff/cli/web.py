"""Commands that show the record in a browser."""

from __future__ import annotations

import secrets

import click

from standoff.cli.output import record_options


@click.command(epilog="Example: standoff serve --db standoff.db")
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
    from standoff.web.safety import LOOPBACK

    if host.casefold() not in LOOPBACK and not token:
        token = secrets.token_urlsafe(16)
    run(db, host=host, port=port, token=token, edit=edit,
        ready=lambda address: click.echo(f"Standoff shows {db} at {address} (Ctrl-C ends it).", err=True))

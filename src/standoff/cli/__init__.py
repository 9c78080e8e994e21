"""Command line: thin commands over the verbs of `standoff.api`.

Data goes to stdout, progress and complaints to stderr. Exit codes: 0 done (also when nothing was found), 1 failed,
2 wrong usage, 3 done in part (some inputs failed and are listed), 4 `verify` found what does not re-read, 130 stopped
by Ctrl-C. Heavy imports stand inside the commands, so that ``--help`` is instant.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from standoff.cli import aloud, build, correct, foreign, foreseen, happened, keep, look, measured, said, web, who
from standoff.errors import StandoffError


class Shell(click.Group):
    """A group that ends every failure in one line of what and one line of what to do."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the work, not of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; no traceback unless ``--debug`` asks for one."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except KeyboardInterrupt:
            click.echo("\nStopped. What is written is safe; the same command goes on from there.", err=True)
            ctx.exit(130)
        except StandoffError as error:
            if ctx.meta.get("debug"):
                raise
            _complain(str(error))
            ctx.exit(1)
        except OSError as error:
            if ctx.meta.get("debug"):
                raise
            _complain(f"{error.strerror or error}: {error.filename or 'no file named'}",
                      "Check that the path is right, that there is room, and that you may read and write there.")
            ctx.exit(1)
        except Exception as error:
            if ctx.meta.get("debug"):
                raise
            if type(error).__name__ == "OperationalError" and "locked" in str(error):
                _complain("Another process is writing to the record and did not finish in time.",
                          "Wait for it, then give the same command again. Nothing was lost.")
                ctx.exit(1)
            _complain(f"Standoff itself failed: {type(error).__name__}: {error}",
                      "Run the same command with --debug and report what it prints. The record is as it was.")
            ctx.exit(1)


def _complain(what: str, todo: str = "") -> None:
    from standoff.export.words import visible

    click.echo(visible(f"Error: {what}" + (f"\n{todo}" if todo else "")), err=True)


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if not asked or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    from standoff import plover
    from standoff.cli.output import schema_version

    click.echo(f"standoff {version('standoff')} (record schema {schema_version()}; events by the "
               f"{plover.read().codebook})")
    ctx.exit()


@click.group(cls=Shell, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
             epilog="Example: standoff run captures/ && standoff families")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
              help="Show the versions of program, record schema and codebook.")
def main() -> None:
    """Captured press pages in; typed pages, copy families, actors, statements and a verified record out.

    The record is one file, standoff.db unless --db or STANDOFF_DB says otherwise.
    """


for command in (build.read, build.run, look.pages, look.families, look.report, aloud.read_aloud, who.actors, who.actor,
                who.ties, who.places, said.statements, happened.events,
                measured.dyad, measured.course, measured.coverage,
                foreign.imported, foreign.codings, foreign.beside, foreseen.outlook, foreseen.scores, look.search,
                look.show, look.why, look.problems, correct.merge, correct.split, correct.reject, correct.rename,
                correct.role, foreseen.resolve, correct.undo, correct.corrections, keep.verify, keep.diff, keep.export,
                keep.dossier, web.serve, web.publish, keep.doctor):
    main.add_command(command)

"""The command line: one verb per job, nothing else."""

from __future__ import annotations

import atexit
import gc

import click

from generator.cli import data_verbs, inbox_verbs, project_verbs, server_verbs, site_verbs, submission_verbs
from generator.cli.boundary import Door


def _version(context: click.Context, parameter: click.Parameter, asked: bool) -> None:
    if asked:
        from generator.runtime.version import version

        click.echo(f"generator {version()}")
        context.exit()


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="نسخه را می‌گوید.")
def main() -> None:
    """داده‌های یک بانک را بررسی و یکدست می‌کند، تازه‌ها را می‌پذیرد و سایت آن را می‌سازد."""
    # The data lives as long as the process: looking for garbage in it again and again cost a fifth of a build.
    gc.set_threshold(200_000, 50, 1000)
    # And at its end Python would look once more through all that the system takes back anyway.
    atexit.register(gc.freeze)


for _verb in (
    data_verbs.validate,
    data_verbs.format,
    data_verbs.schemas,
    data_verbs.check_sources,
    data_verbs.release,
    site_verbs.build,
    site_verbs.publish,
    site_verbs.check_site,
    site_verbs.serve,
    submission_verbs.forms,
    submission_verbs.intake,
    submission_verbs.withdraw,
    submission_verbs.count_loans,
    inbox_verbs.desk,
    inbox_verbs.inbox,
    project_verbs.new,
    project_verbs.doctor,
    project_verbs.sample,
):
    main.add_command(_verb)
for _verb in server_verbs.VERBS:
    inbox_verbs.inbox.add_command(_verb)

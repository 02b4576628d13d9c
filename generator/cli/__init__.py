"""The command line: one verb per job, and one place where every refusal becomes a sentence."""

from generator.cli.commands import main

__all__ = ["main"]

"""The plugin that ``mkdocs.yml`` names: the site's own, handed the subjects that there are."""

from __future__ import annotations

from generator.project.assembly import load, subject_of
from generator.site.engine.mkdocs_plugin import SitePlugin


class Plugin(SitePlugin):
    """Read and check the data with the checks of its subject, and draw the pages of its sections."""

    subject_of = staticmethod(subject_of)
    read = staticmethod(load)

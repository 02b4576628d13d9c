"""schema.org objects for machine readers. An ISO date stands only where the day, or a Gregorian year, is really known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.dataset.people.consent import birth_of, death_of
from generator.dataset.registry import Record
from generator.persian.calendar.historical import parse_historical
from generator.site.model.facets import words_of
from generator.site.model.facts import review
from generator.site.model.site import Site


def _filled(**values: Any) -> dict[str, Any]:
    return {("@" + key[1:] if key.startswith("_") else key): value for key, value in values.items() if value}


def breadcrumbs(site: Site, crumbs: Iterable[Any]) -> dict[str, Any]:
    """Return the way to a page; its last step, the page itself, has no address."""
    items = [
        _filled(
            _type="ListItem",
            position=place,
            name=crumb.label,
            item=site.absolute(crumb.url) if crumb.url is not None else "",
        )
        for place, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def thing(site: Site, record: Record, url: str, description: str) -> dict[str, Any]:
    """Return a record of which nothing is known but that it is one."""
    return _filled(
        _type="Thing",
        _id=site.absolute(url) + "#record",
        name=record.label,
        alternateName=record.get("latin"),
        url=site.absolute(url),
        description=description,
    )


def person(site: Site, record: Record, url: str, description: str, gender: str = "") -> dict[str, Any]:
    """Return a record of a person as a Person; ``gender`` is an address of schema.org."""
    birth, death = (
        parse_historical(text).iso if text else "" for text in (birth_of(record.values), death_of(record.values))
    )
    known = site.sections[record.resource].tone
    return _filled(
        _type="Person",
        _id=site.absolute(url) + "#person",
        name=record.label,
        alternateName=[*filter(None, [record.get("latin")]), *record.get("other_names", ())],
        url=site.absolute(url),
        description=description,
        gender=gender,
        birthDate=birth,
        deathDate=death,
        jobTitle=words_of(site.registry, record, "position"),
        knowsAbout=[site.registry.label(known[1], item) for item in _several(record.get(known[0]))] if known else (),
    )


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def organization(site: Site, record: Record, url: str, description: str) -> dict[str, Any]:
    """Return a cooperative or fund as an Organization."""
    return _filled(
        _type="Organization",
        _id=site.absolute(url) + "#organization",
        name=record["name"],
        alternateName=record.get("latin"),
        url=site.absolute(url),
        description=description,
        foundingDate=parse_historical(record["founded"]).iso if record.get("founded") else "",
        telephone=record.get("phone"),
        email=record.get("email"),
        address=record.get("office_address"),
        areaServed=site.registry.area(record["county"]),
    )


def dataset(
    site: Site,
    url: str,
    name: str,
    description: str,
    files: Iterable[tuple[str, str]] = (),
    version: str = "",
) -> dict[str, Any]:
    """Return data that the site publishes as a Dataset; ``files`` are addresses from the root with their media types."""
    licences = [licence["path"] for licence in site.registry.package.raw.get("licenses") or () if licence.get("path")]
    return _filled(
        _type="Dataset",
        _id=site.absolute(url) + "#dataset",
        name=name,
        description=description,
        url=site.absolute(url),
        inLanguage="fa",
        isAccessibleForFree=True,
        license=licences,
        version=version,
        dateModified=site.once("newest day", lambda: _newest(site)),
        creator=_publisher(site),
        spatialCoverage=_filled(_type="AdministrativeArea", name=f"استان {site.province}") if site.province else None,
        distribution=[
            _filled(_type="DataDownload", contentUrl=site.absolute(address), encodingFormat=kind)
            for address, kind in files
        ],
    )


def _newest(site: Site) -> str:
    """The last day on which a record was added or reviewed; nothing where no record tells its day."""
    days = [
        day
        for resource in site.registry.package.roots
        if not resource.private and resource.by_name.keys() & {"added", "reviewed"}
        for record in site.registry[resource.name]
        if (seen := review(record)) and (day := seen.iso)
    ]
    return max(days, default="")


def _publisher(site: Site) -> dict[str, Any]:
    contact = {} if site.trial else site.office
    return _filled(
        _type="Organization",
        name=site.maker,
        url=site.address,
        telephone=contact.get("phone"),
        email=contact.get("email"),
    )


def website(site: Site) -> dict[str, Any]:
    """Return the site itself."""
    return _filled(
        _type="WebSite",
        _id=site.address + "#website",
        name=site.name,
        alternateName=site.extra.get("short_name"),
        url=site.address,
        publisher=_publisher(site),
        description=site.description,
        inLanguage="fa",
    )

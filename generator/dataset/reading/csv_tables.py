"""Read a CSV table into rows that know their line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from generator.dataset.descriptor import Resource
from generator.dataset.problems import table_kinds
from generator.dataset.problems.nearest import nearest
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.rows import Dataset, Row
from generator.persian.digits import fa


def add_table(text: str, name: str, resource: Resource, dataset: Dataset) -> None:
    """Parse the text of a table and add its rows; one whose header is wrong adds problems and no row."""
    shared = dataset.shared.text
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(rows)
        if not _check_header(header, name, resource, dataset.problems):
            return
        previous = rows.line_num
        blank: list[int] = []
        for values in rows:
            line, previous = previous + 1, rows.line_num
            if not any(values):
                blank.append(line)
                continue
            if len(values) != len(header):
                found, expected = fa(len(values)), fa(len(header))
                problem = Problem(
                    name, line, table_kinds.ROW_LENGTH, resource=resource.name, found=found, expected=expected
                )
                dataset.problems.append(problem)
                continue
            cells = {key: shared(value) for key, value in zip(header, values, strict=True) if value != ""}
            dataset.rows[resource.name].append(Row(name, line, cells))
        dataset.problems.extend(_blank_rows(blank, name, resource))
    except csv.Error:
        dataset.problems.append(Problem(name, rows.line_num, table_kinds.CSV_QUOTE, resource=resource.name))


def _blank_rows(lines: list[int], name: str, resource: Resource) -> Iterator[Problem]:
    """Yield one problem for each run of empty rows, which a workbook leaves behind by the hundred."""
    start = 0
    for index, line in enumerate(lines, start=1):
        if index == len(lines) or lines[index] != line + 1:
            yield Problem(name, lines[start], table_kinds.BLANK_ROW, resource=resource.name, found=fa(index - start))
            start = index


def _check_header(header: list[str], name: str, resource: Resource, problems: list[Problem]) -> bool:
    expected = list(resource.by_name)
    if len(header) == 1 and len(expected) > 1:
        for sign in ";\t|":
            if sign in header[0]:
                problems.append(
                    Problem(name, 1, table_kinds.DELIMITER, resource=resource.name, found=sign.replace("\t", "تب"))
                )
                return False
    shown_names = "، ".join(expected)
    found = len(problems)
    if "" in header:
        problems.append(
            Problem(name, 1, table_kinds.UNNAMED_COLUMN, resource=resource.name, found=fa(header.count("")))
        )
    # A column that is there under another name is not also missing.
    missing = {item.name: item.title for item in resource.fields if item.name not in header}
    for column in dict.fromkeys(filter(None, header)):
        more: dict[str, Any] = {"resource": resource.name, "found": column, "field": column}
        if header.count(column) > 1:
            problems.append(Problem(name, 1, table_kinds.DUPLICATE_COLUMN, **more))
        if column not in resource.by_name:
            close = nearest(column, missing)
            missing.pop(close.value, None)
            more |= {"suggestion": close.value, "meaning": close.meaning}
            problems.append(Problem(name, 1, table_kinds.EXTRA_COLUMN, expected=shown_names, **more))
    for column in missing:
        more = {"resource": resource.name, "found": column, "field": column}
        problems.append(Problem(name, 1, table_kinds.MISSING_COLUMN, expected=shown_names, **more))
    return len(problems) == found

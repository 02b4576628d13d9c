"""The marked copy of a workbook once a reviewer has returned rows of it: those rows join the faulty ones, with her sentence.

Errors: those of judging; nothing is kept then.
"""

from __future__ import annotations

from generator.inbox.store import rows_sent_back, sent_files
from generator.inbox.store.database import Store
from generator.inbox.store.rows_sent_back import Unmarked
from generator.inbox.work import examining
from generator.submissions.intake import workbook_marks
from generator.submissions.intake.importer import Intake


def mark(store: Store, one: Unmarked, intake: Intake) -> None:
    """Make the marked copy anew, of all rows that its sender has to mend."""
    with store.reading() as tx:
        found = examining.sent(tx, one.number, one.version)
        rows = rows_sent_back.rows(tx, one)
    marked = b""
    if found is not None:
        result, body = examining.judge(found, intake), found.body
        marked = workbook_marks.marked(body.body, body.name, intake, result, sent_back=rows)
    with store.writing() as tx:
        if marked and sent_files.body_of(tx, one.number, one.version) is not None:
            sent_files.keep_marked(tx, one.number, one.version, marked)
        rows_sent_back.done(tx, one)

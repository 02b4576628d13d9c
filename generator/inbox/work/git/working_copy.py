"""The working copy of a reviewer, beside which the inbox has its own clone: where it was cloned from, and how it follows.

Nothing that its owner has not committed is touched. Errors: `GitError`.
"""

from __future__ import annotations

from pathlib import Path

from generator.inbox.work.git.git_commands import git
from generator.inbox.work.git.repository import Repository

#: How every sentence begins that says why the folder of a reviewer did not follow.
LEFT_ALONE = "پذیرفته شد، ولی پوشهٔ شما دست نخورد"
_UNCLEAN = (
    f"{LEFT_ALONE}: در آن تغییری هست که ثبت نشده است. آن را ثبت کنید یا برگردانید؛ چند دقیقه بعد خودبه‌خود به‌روز می‌شود."
)
_ELSEWHERE = LEFT_ALONE + ": شاخهٔ آن {branch} نیست."
_PARTED = f"{LEFT_ALONE}: در آن چیزی ثبت شده است که در مخزن صندوق نیست. از نگه‌دارندهٔ سایت بخواهید آن را یکی کند."


def remote_of(folder: Path) -> str:
    """Return the address that the folder of a reviewer was cloned from; nothing where it has none."""
    address = git(folder, "config", "--get", "remote.origin.url", bearing=(1,)).stdout.decode().strip()
    if not address or ":" in address or Path(address).is_absolute():
        return address
    return str((folder / address).resolve())


def bring_forward(repository: Repository) -> str:
    """Let the folder that a reviewer works in follow main; return why it could not, in Persian, else nothing."""
    folder, main = repository.beside, repository.main_ref
    if folder is None:
        return ""
    if git(folder, "status", "--porcelain", "--untracked-files=no").stdout.strip():
        return _UNCLEAN
    head = git(folder, "symbolic-ref", "--quiet", "HEAD", bearing=(1, 128)).stdout.decode().strip()
    if head != main:
        return _ELSEWHERE.format(branch=repository.branch)
    git(folder, "fetch", "--quiet", "--no-tags", str(repository.folder.absolute()), main)
    done = git(folder, "merge", "--quiet", "--ff-only", "FETCH_HEAD", bearing=(1, 128))
    return _PARTED if done.returncode else ""

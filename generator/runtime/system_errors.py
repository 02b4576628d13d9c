"""Say in Persian why the system refused a file, a folder or a stream, and which one."""

from __future__ import annotations

import errno
import os
import shutil

_REASONS = {
    errno.ENOENT: "پیدا نشد",
    errno.EACCES: "دسترسی به آن نیست",
    errno.EPERM: "اجازهٔ این کار نیست",
    errno.EROFS: "فقط خواندنی است و نمی‌توان در آن نوشت",
    errno.ENOSPC: "جای خالی روی دیسک نمانده است",
    errno.EDQUOT: "سهم شما از دیسک پر شده است",
    errno.EFBIG: "فایل از بیشترین اندازهٔ مجاز در این رایانه بزرگ‌تر می‌شود",
    errno.ENOTDIR: "پوشه نیست",
    errno.EISDIR: "پوشه است، نه فایل",
    errno.ENOTEMPTY: "خالی نیست",
    errno.EEXIST: "پیش از این هست",
    errno.ELOOP: "پیوندی است که به خودش برمی‌گردد",
    errno.ENAMETOOLONG: "نامش بیش از اندازه بلند است",
    errno.EILSEQ: "حرفی در نامش هست که این دیسک نمی‌پذیرد",
    errno.EXDEV: "روی دیسک دیگری است",
    errno.EBUSY: "برنامه‌ای دیگر آن را به کار گرفته است",
    errno.ETXTBSY: "برنامه‌ای دیگر آن را به کار گرفته است",
    errno.EMFILE: "فایل‌های باز بیش از اندازه‌اند",
    errno.ENFILE: "فایل‌های باز بیش از اندازه‌اند",
    errno.EIO: "دیسک آن را نخواند یا ننوشت؛ شاید خراب باشد",
    errno.EADDRINUSE: "برنامه‌ای دیگر آن را به کار گرفته است",
    errno.ENOMEM: "حافظهٔ رایانه کافی نیست",
    errno.ETIMEDOUT: "پاسخ نداد",
}


def reason(error: OSError) -> str:
    """Return why the system refused, as the end of a Persian sentence; its own words where it is a rare cause."""
    first = _first(error)
    if isinstance(first, UnicodeError):
        return "حرفی در نامش هست که این دیسک نمی‌پذیرد"
    known = _REASONS.get(first.errno or 0) if isinstance(first, OSError) else None
    return known or str(getattr(first, "strerror", None) or first) or type(first).__name__


def sentence(error: OSError) -> str:
    """Return a Persian sentence that names the file, where the system named one, and says why it was refused."""
    first = _first(error)
    names = [getattr(first, name, None) for name in ("filename", "filename2")]
    shown = " ← ".join(f"«{printable(os.fsdecode(name))}»" for name in names if isinstance(name, str | bytes))
    return f"{shown}: {reason(error)}." if shown else f"{reason(error)}."


def printable(text: str) -> str:
    """Return a text that can be written as UTF-8: bytes of a file's name that are none are shown as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _first(error: OSError) -> Exception:
    """Return the cause: shutil gathers those of a whole folder in one error."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list) and error.args[0]:
        source, _, why = error.args[0][0]
        return OSError(None, str(why), str(source))
    return error

"""The workers of a cluster of Dask: other computers, each with the same generator, that share what is to be made.

distributed is imported where a cluster is used and nowhere else: it comes with the extra `cluster`. Errors:
`ClusterError`, which is one of the system's, with a Persian sentence.
"""

from __future__ import annotations

import asyncio
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from generator.runtime.cache import files
from generator.runtime.version import version

if TYPE_CHECKING:
    from distributed import Client

Item = TypeVar("Item")
Result = TypeVar("Result")

# How long a scheduler, and then the first of its workers, may take to answer, in seconds.
PATIENCE = 30.0


class ClusterError(ConnectionError):
    """A cluster that cannot be worked with, or no longer; the text says why, in Persian."""


@dataclass(frozen=True)
class Dask:
    """The workers of a cluster, who must see the files that a work reads and writes as this computer does.

    Whoever of them dies costs time and nothing else: what he was at is done again by another, so a work may be done
    twice, and at the same time.
    """

    client: Client

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield what the work makes of each item, in their order; what is broken off is not waited for."""
        import dask
        from distributed import KilledWorker

        # Not scattered: that is gone with the last worker who holds it. What a task makes the scheduler has made again,
        # and it alone keeps the bytes, so a work of any size may travel in a task.
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TB"}):
            sent = self.client.submit(pickle.loads, pickle.dumps(work), pure=False)
            futures = self.client.map(_call, list(items), work=sent, made_by=kind(), pure=False)
        try:
            for future in futures:
                yield future.result()
        except KilledWorker as error:
            raise ClusterError(
                f"رایانه‌های خوشه یکی پس از دیگری بر سر یک کار از دست رفتند؛ شاید حافظهٔ کافی ندارند ({error})"
            ) from None
        except CancelledError:
            raise ClusterError("ارتباط با خوشه قطع شد، یا کسی کارهایش را لغو کرد") from None
        finally:
            self.client.cancel([sent, *futures])


@contextmanager
def cluster(address: str) -> Iterator[Dask]:
    """Yield the workers of the scheduler at an address (``tcp://host:port``); raise ClusterError."""
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError("بستهٔ distributed نصب نیست. افزونهٔ cluster را نصب کنید") from None
    try:
        # Before there is a client: one that finds nobody waits once more when it goes, and complains.
        asyncio.run(_reach(address))
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"در «{address}» زمان‌بندی پاسخ نداد ({error})") from None
    with client:
        _check(client)
        yield Dask(client)


async def _reach(address: str) -> None:
    from distributed.comm.core import connect
    from distributed.security import Security

    found = await connect(address, timeout=PATIENCE, **Security().get_connection_args("client"))
    await found.close()


def _check(client: Client) -> None:
    """Refuse a cluster that has nobody, or whose workers are not of this generator."""
    try:
        found = client.submit(kind, pure=False).result(timeout=PATIENCE)
    except TimeoutError:
        raise ClusterError("خوشه هیچ کارگری ندارد که پاسخ دهد. dask worker را اجرا کنید") from None
    except (CancelledError, ImportError, RuntimeError) as error:
        raise ClusterError(
            f"زمان‌بند یا کارگرهای خوشه این generator را ندارند. همین نسخه را در همه نصب کنید ({error})"
        ) from None
    _compare(found, kind())


@cache
def kind() -> str:
    """Return which generator runs here: two of one kind make the same bytes."""
    code = files(Path(__file__).parents[2]).hex()[:8]
    return f"generator {version()} ({code})، Python {sys.version_info.major}.{sys.version_info.minor}"


def _compare(found: str, expected: str) -> None:
    if found != expected:
        raise ClusterError(f"در خوشه «{found}» است و اینجا «{expected}»؛ در همه یکی را نصب کنید")


def _call(item: Any, work: Callable[[Any], Any], made_by: str) -> Any:
    # A worker may come at any time, so each call asks.
    _compare(kind(), made_by)
    return work(item)

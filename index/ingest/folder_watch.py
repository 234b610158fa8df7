"""Tells which files and folders among the sources have changed, as the system tells of it."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from pathlib import Path

from watchfiles import awatch

from index.ingest.readers.folders import is_read_below

_TOGETHER, _QUIET = 5000, 400  # milliseconds: that changes are gathered at most, and without which they are told
_POLL = 5000  # milliseconds from one look to the next, where the system does not tell

OnChange = Callable[[set[Path]], Awaitable[None]]
"""Is told in which of the sources something has changed."""


class FolderWatch:
    """Watches files and folders for what would be read of them."""

    def __init__(self, left_out: Path, on_change: OnChange, tell: Callable[[str], None]) -> None:
        """Nothing is told of what stands in `left_out`, where an index writes; `tell` takes a message for a person."""
        self._left_out = Path(os.path.realpath(left_out))
        self._on_change = on_change
        self._tell = tell

    async def run(self, sources: Collection[Path]) -> None:
        """Watches those of the sources that are there, until it is cancelled, or one of them is taken away.

        Raises OSError.
        """
        folders = [source for source in sources if source.is_dir()]
        files = [source for source in sources if source.is_file()]
        # A file that is saved anew is another one, which its folder tells.
        above = {file.parent for file in files}
        watching = [self._watch(folders, folders, is_deep=True)] if folders else []
        watching += [self._watch(files, above, is_deep=False)] if files else []
        await _first_of(watching)

    async def _watch(self, sources: Sequence[Path], watched: Collection[Path], is_deep: bool) -> None:
        try:
            await self._follow(sources, watched, is_deep, is_polling=False)
        except (OSError, RuntimeError) as error:  # the library's own error is a RuntimeError
            if not all(folder.exists() for folder in watched):
                raise
            self._tell(
                f"the system does not tell what changes ({error}); folders are looked through every "
                f"{_POLL // 1000} seconds instead: raise the limit (sysctl fs.inotify.max_user_watches) for less work"
            )
            await self._follow(sources, watched, is_deep, is_polling=True)

    async def _follow(
        self, sources: Sequence[Path], watched: Collection[Path], is_deep: bool, is_polling: bool
    ) -> None:
        async for changes in awatch(
            *watched,
            watch_filter=None,
            debounce=_TOGETHER,
            step=_QUIET,
            force_polling=is_polling or None,
            poll_delay_ms=_POLL,
            recursive=is_deep,
            ignore_permission_denied=True,
        ):
            paths = {path for _, path in changes}
            changed = await asyncio.to_thread(self._changed, sources, paths)
            if changed:
                await self._on_change(changed)
            if not all(folder.exists() for folder in watched) or paths & set(map(str, watched)):
                return  # what comes in its place is another folder, of which nothing would be told

    def _changed(self, sources: Sequence[Path], paths: Collection[str]) -> set[Path]:
        """The sources of which something that is read has changed."""
        left_out = f"{self._left_out}{os.sep}"
        told = [Path(path) for path in paths if not path.startswith(left_out)]
        return {source for source in sources if any(is_read_below(source, path) for path in told)}


async def _first_of(jobs: Sequence[Coroutine[None, None, None]]) -> None:
    """Does jobs until one is done."""
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        for done in asyncio.as_completed(tasks):
            await done
            break
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

"""Commands of the web: `serve`."""

from bot.terminal.options import DEFAULT_DATA_DIR, Config, DataDir, Verbose
from bot.terminal.session import Session


def serve(
    data_dir: DataDir = DEFAULT_DATA_DIR,
    config: Config = None,
    verbose: Verbose = False,
) -> None:
    """Serve web pages to ask, to search and to read the articles, until it is told to stop."""
    from bot.terminal.heap import share_heap
    from bot.terminal.log import log_to_stderr

    share_heap()
    session = Session(data_dir, config)
    session.models.preload(reader=True)
    from bot.web.server import serve

    log_to_stderr("", session.settings.log)
    with session.answerer():
        pass  # the index is there, built first where there was none
    serve(session.data_folder, session.models.for_answers(), session.settings)

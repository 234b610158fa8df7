"""/unanswered: which questions the articles did not answer."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import discord
from discord import app_commands

from bot.discord.client import Quotebot
from bot.discord.commands.shared import Commands, for_managers, manage, text
from bot.discord.request import RefusedError, RequestContext
from bot.discord.ui.layouts import lines_layout
from bot.discord.ui.markdown import cut, one_line
from bot.service.question_groups import group

_MAX_QUESTIONS = 300  # different ones, each embedded in some 10 ms
_EXCERPT = 200  # characters of a question
_GROUPS = 20


@app_commands.command(name=text("unanswered-name"), description=text("unanswered-description"))
@for_managers
async def unanswered(interaction: discord.Interaction[Quotebot]) -> None:
    """Tells which questions were not answered, similar ones together."""
    await manage(interaction, _unanswered)


COMMANDS: Commands = (unanswered,)


async def _unanswered(request: RequestContext) -> None:
    days = request.services.settings.retention_days
    since = datetime.now(UTC) - timedelta(days=days)
    asked = await request.services.state.sent_messages.unanswered(request.scope.guild or 0, since)
    counts = Counter(question[:_EXCERPT] for question, _ in asked)
    if not counts:
        raise RefusedError("unanswered-none", days=days)
    commonest = dict(counts.most_common(_MAX_QUESTIONS))
    groups = await request.work(lambda reader: group(commonest, reader.embed(list(commonest))))
    lines = [
        request.translate("unanswered-line", count=one.count, question=one_line(cut(one.question, 150)))
        for one in groups[:_GROUPS]
    ]
    await request.show(lines_layout(request.translate("unanswered-head", days=days), lines))

"""The articles of the journey that pictures are made of."""

from tests.bot.discord.conftest import articles_dir as articles_dir

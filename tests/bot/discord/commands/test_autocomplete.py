"""What is suggested can be told apart."""

from bot.discord.commands.autocomplete import choices
from index.records import Source


def test_choices_have_names_of_their_own() -> None:
    """Articles are suggested by names that differ, since Discord takes no others, and each stands for its own."""
    twins = [Source("a", "Weather", "Radio"), Source("b", "Weather", "Radio"), Source("c", "Weather " * 20 + "1")]
    options = choices([*twins, Source("d", "Weather " * 20 + "2")])
    assert [choice.value for choice in options] == [":a", ":b", ":c", ":d"]
    assert len({choice.name for choice in options}) == 4

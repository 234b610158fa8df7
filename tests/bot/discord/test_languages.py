"""In which language the bot speaks: a person's own, that of what they write, or that of the server."""

from dataclasses import replace

import pytest

from bot.service.sql_state import SqlState
from tests.bot.discord.conftest import World
from tests.discord_server import Channel, Guild, Person

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

NONE = {
    "en": "**The articles do not answer this.**",
    "es": "**Los artículos no responden a esto.**",
    "de": "**Darauf geben die Artikel keine Antwort.**",
    "fr": "**Les articles ne répondent pas à cela.**",
    "pt-BR": "**Os artigos não respondem a isso.**",
    "it": "**Gli articoli non rispondono a questa domanda.**",
    "ja": "**記事の中に、この質問の答えはありません**",
    "zh-CN": "**文章没有回答这个问题**",
}
TEXT = "The pump of Orsk is greased every nine weeks."


async def told(who: Person, where: Channel, text: str) -> str:
    """The first sentence that somebody is answered in, who writes to the bot."""
    message = await who.say(where, text, mention_bot=where is not who.dm)
    answer = (await who.server.reply_to(message)).text
    return answer[: answer.index("**", 2) + 2]


async def choose(world: World, guild: Guild, language: str) -> None:
    """Has a server speak a language, as its managers may."""
    async with SqlState.open(world.bot.data_dir / "discord.db") as state:
        settings = await state.settings.of(guild.id)
        await state.settings.save(guild.id, replace(settings, language=language))


async def test_a_message_is_answered_in_its_language(world: World) -> None:
    """Who writes to the bot is answered in the language of what they write, whatever the server's is."""
    asked = {
        "en": "Who won the football world cup in Brazil?",
        "es": "¿Quién ganó el mundial de fútbol en Brasil?",
        "de": "Wer hat die Fußball-WM in Brasilien gewonnen?",
        "fr": "Qui a gagné la coupe du monde de football au Brésil ?",
        "pt-BR": "Quem ganhou a copa do mundo de futebol no Brasil?",
        "it": "Chi ha vinto i mondiali di calcio in Brasile?",
        "ja": "ブラジルのワールドカップで優勝したのはどこですか？",
        "zh-CN": "谁赢得了巴西世界杯？",
    }
    assert {language: await told(world.bob, world.general, text) for language, text in asked.items()} == NONE
    assert {language: await told(world.bob, world.bob.dm, text) for language, text in asked.items()} == NONE


async def test_what_does_not_tell_its_language(world: World) -> None:
    """What may be in any language is answered in that of the server, and in English where there is none."""
    guild = world.discord.add_guild("Epsilon", locale="fr")
    guild.join(world.bob)
    channel = guild.add_channel("general")
    unclear = "Zzyzx Qwrtz 4711"
    assert await told(world.bob, channel, unclear) == NONE["fr"]
    await choose(world, guild, "de")
    assert await told(world.bob, channel, unclear) == NONE["de"]
    assert await told(world.bob, channel, "¿Quién ganó el mundial de fútbol en Brasil?") == NONE["es"]
    assert await told(world.bob, channel, "Wie gaat er winnen en waarom is dat zo?") == NONE["de"]
    await choose(world, guild, "")
    assert await told(world.bob, channel, unclear) == NONE["fr"]
    assert await told(world.bob, world.bob.dm, unclear) == NONE["en"]


async def test_an_empty_mention(world: World) -> None:
    """Who only mentions the bot is told how to ask in the language of the server."""
    guild = world.discord.add_guild("Zeta", locale="pt-BR")
    guild.join(world.bob)
    message = await world.bob.say(guild.add_channel("general"), "", mention_bot=True)
    assert (await world.discord.reply_to(message)).text == (
        "Pergunte alguma coisa: escreva uma pergunta depois do meu nome, ou use `/perguntar`. Mais: `/ajuda`"
    )


async def test_what_all_in_a_server_read(world: World) -> None:
    """A notice for all is in the server's language, what is told to one in that person's own."""
    guild = world.discord.add_guild("Eta", locale="en-US")
    guild.join(mona := world.discord.add_person("mona", locale="fr"), permissions="manage_guild")
    guild.join(world.bob)
    await choose(world, guild, "de")
    message = await world.bob.say(guild.add_channel("general"), TEXT)
    form = await (await mona.use_message_command(message.channel, "Quote as answer", message)).modal_opened()
    quoted = await (await mona.submit(form, {"title": "The pump"})).message()
    assert quoted.text.splitlines()[0] == "Cité pour tout le monde sur ce serveur\N{NO-BREAK SPACE}: The pump"
    notice = await world.discord.reply_to(message)
    assert notice.text == (
        "Diese Nachricht wird auf diesem Server als Antwort zitiert, ohne zu nennen, wer sie geschrieben hat.\n"
        "-# Die Schaltflächen sind nur für diese Person. Wird die Nachricht gelöscht, wird sie nicht mehr zitiert."
    )
    await (await world.bob.click(notice, "Meine Antwort entfernen")).message()
    assert notice.now.text == (
        "Diese Nachricht wird nicht mehr zitiert; so wollte es die Person, die sie geschrieben hat."
    )


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        ("fr", "fr"),
        ("pt-BR", "pt-BR"),
        ("it", "it"),
        ("ja", "ja"),
        ("zh-CN", "zh-CN"),
        ("es-419", "es"),
        ("en-GB", "en"),
        ("zh-TW", "en"),
        ("nl", "en"),
    ],
)
async def test_commands_are_answered_in_the_persons_language(world: World, locale: str, language: str) -> None:
    """Who uses a command is answered in the language that they have Discord in, whatever they ask in."""
    guild = world.discord.add_guild("Theta", locale="es-ES")
    guild.join(nora := world.discord.add_person("nora", locale=locale))
    asked = await nora.slash(
        guild.add_channel("general"), "ask", question="¿Quién ganó el mundial de fútbol en Brasil?"
    )
    assert (await asked.message()).text.startswith(NONE[language])

"""Articles and questions in several languages."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from index.answering.answer import Answerer
from index.answering.confidence import load_calibration
from index.files.data_folder import DataFolder
from index.ingest.sync import sync
from index.models.encoder import Encoder
from index.models.openvino import OpenVinoEncoder
from index.retrieval.federation import Federation
from index.retrieval.index_reader import IndexReader
from index.retrieval.search import Searcher
from index.text.language import is_surely_english, recognize, recognized
from tests.encoders import BilingualEncoder
from tests.index.conftest import MAX_BYTES

ENGLISH = {
    "alcaldesa": "mayor", "cerró": "closed", "puente": "bridge", "nieve": "snow", "vendió": "sold",
    "granja": "farm", "barco": "boat", "hermano": "brother", "lana": "wool", "fábrica": "mill",
}  # fmt: skip
ARTICLES = {
    "bridge": "Winter\n\nThe mayor closed the bridge to all lorries because of the snow.\n",
    "boat": "The sea\n\nHer brother sold the boat and never went to sea again.\n",
    "farm": "El campo\n\nSu hermano vendió la granja y no volvió nunca más a su pueblo.\n",
    "mill": "La industria\n\nLa fábrica de lana se fue a otro país y dejó a la gente sin trabajo.\n",
}


def answers(data_folder: DataFolder, encoder: Encoder, question: str) -> list[str]:
    """The articles that are quoted for a question, surely or not, best first."""
    with Searcher(data_folder, encoder) as searcher:
        answer = Answerer(searcher, load_calibration(), 0.5).answer(question)
    return [quote.source.id for quote in answer.quotes + answer.closest]


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("¿Quién cerró el puente por la nieve?", "bridge"),
        ("¿Quién vendió el barco?", "boat"),
        ("Who sold the farm?", "farm"),
        ("Where did the wool mill go?", "mill"),
        ("¿Quién vendió la granja?", "farm"),
        ("Who sold the boat?", "boat"),
    ],
)
def test_question_reaches_articles_in_another_language(
    data_folder: DataFolder, articles: Path, question: str, article: str
) -> None:
    """With a multilingual model a question is answered from the article that tells it, whichever language it is in."""
    for name, text in ARTICLES.items():
        (articles / f"{name}.txt").write_text(text)
    encoder = BilingualEncoder(ENGLISH)
    sync(data_folder, encoder, [articles], MAX_BYTES, lambda _: None)
    assert answers(data_folder, encoder, question)[0] == article


def test_collections_in_two_languages(tmp_path: Path) -> None:
    """Collections searched as one are each asked in the languages of all, and no word counts twice."""
    encoder = BilingualEncoder({})
    readers = {}
    with ExitStack() as stack:
        for name in ("boat", "farm"):
            (tmp_path / f"{name}.txt").write_text(ARTICLES[name])
            data_folder = DataFolder(tmp_path / name)
            sync(data_folder, encoder, [tmp_path / f"{name}.txt"], MAX_BYTES, lambda _: None)
            readers[name] = stack.enter_context(IndexReader(data_folder, encoder, name))
        found = Federation(readers).find("¿Quién está vendiendo las granjas?", 10)
    assert found.query.languages == ("en", "es")
    assert found.frequencies == {("vendiendo", "vend"): 1, ("granja", "granj"): 1}
    assert found.candidates[0].article.source.id == "farm"


@pytest.mark.model
def test_spanish_among_english(quality_dir: Path, encoder: OpenVinoEncoder) -> None:
    """With the packaged model, which knows English, Spanish questions find Spanish articles by other forms of words."""
    data_folder = DataFolder(quality_dir)
    assert answers(data_folder, encoder, "¿Quién preside las cooperativas de almendros?")[0] == "san-telmo"
    assert answers(data_folder, encoder, "¿Cuánto costaron las nuevas líneas de tranvías?")[0] == "puerto-almena"
    with Searcher(data_folder, encoder) as searcher:
        asked = searcher.find("¿Qué residencia tendrá aguas?", 10).frequencies
    assert asked == {("residencia", "resident"): 1, ("tendra", "tendr"): 2, ("agua", "agu"): 5}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The river rose two metres overnight and reached the lower town by dawn.", "en"),
        ("El ayuntamiento ha pedido al gobierno regional dinero para perforar tres pozos nuevos.", "es"),
        ("Der Bürgermeister eröffnete am Montag die neue Brücke über den Fluss.", "de"),
        ("Philadelphia Eagles: Nick Foles 11, Carson Wentz 9, Ertz 86", "en"),
        ("12 345 678", "en"),
        ("OK", "en"),
        ("", "en"),
        ("Los Angeles 4, San Diego 2, Santa Fe 1", "en"),
        ("E = mc^2, F = ma, PV = nRT", "en"),
        ("La biblioteca abre los lunes a las nueve.", "es"),
        ("La Sra. López preside la junta de vecinos.", "es"),
        ("EE. UU. firmó el acuerdo en marzo de 2021.", "es"),
        ("A piscina municipal fecha às segundas-feiras.", "pt"),
        ("Os ovos vêm da quinta do senhor Abrantes.", "pt"),
        ("La sagra del pesce si tiene a luglio.", "it"),
        ("Nessuno può entrare dopo le dieci.", "it"),
        ("Elle a vendu sa ferme à son frère.", "fr"),
        ("Mme Dupont tient la boulangerie du village.", "fr"),
        ("Der Bus nach Hallerfeld fährt stündlich.", "de"),
        ("De molen is op zaterdag open voor bezoekers.", "nl"),
        ("灯会由镇上的木匠行会出钱。", "zh"),
        ("橋は1742年に建てられた。", "ja"),
        ("Мост построен в 1742 году", "ru"),
    ],
)
def test_recognized(text: str, language: str) -> None:
    """A text's language is told by its words; lists, numbers and a few words count as English."""
    assert recognized(text) == language


ABSTRACT = "The mayor said that the bridge would be shut to all lorries by Monday, and that it was not safe for them. "
RESUMEN = "La alcaldesa dijo que el puente se cerraría al paso de camiones desde el lunes, porque ya no era seguro. "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ABSTRACT, "en"),
        (ABSTRACT + RESUMEN * 8, "es"),
        ("Borgmesteren sagde at broen var lukket for lastbiler, og at den ikke var sikker for dem. " * 8, "da"),
        (ABSTRACT + "Der Bürgermeister sagte, dass die Brücke für Lastwagen gesperrt bleibt. " * 8, "de"),
        (ABSTRACT + "市长说大桥从星期一起对所有卡车关闭，因为它已经不安全了。" * 8, "zh"),
    ],
)
def test_most_of_a_text_tells(text: str, language: str) -> None:
    """A text is plainly English by most of its words, and by no paragraph that stands in front."""
    assert recognized(text) == language


def test_beside_others() -> None:
    """What may be in the language of the texts beside it is; what is in another, or cannot be in that, is not."""
    menu = recognize("Casa Pepe: paella 12 €, gazpacho 5 €")
    assert (menu.is_open, menu.beside("en"), menu.beside("es"), menu.beside("fi")) == (True, "en", "es", "en")
    clear = recognize("Der Bus nach Hallerfeld fährt stündlich.")
    assert (clear.is_open, clear.beside("es")) == (False, "de")
    assert not recognize("12 345 678").is_open


@pytest.mark.parametrize(
    ("question", "is_english"),
    [
        ("is there a mill", True),
        ("copperfield safety rules", True),
        ("Who wrote Kalevala", True),
        ("Kto napisał The Witcher?", False),
        ("Kuka kirjoitti Kalevalan?", False),
        ("kaminor A08", False),
        ("", False),
        ("?", False),
    ],
)
def test_surely_english(question: str, is_english: bool) -> None:
    """A question is surely in English where its stopwords are, or where it may be in no other language."""
    assert is_surely_english(question) is is_english

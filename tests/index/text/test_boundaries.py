"""Sentences end where they end in their language, and not at abbreviations, ordinals and in quotations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Span
from index.text.boundaries import sentence_starts
from index.text.sentences import split_sentences

# By languages: texts, with a mark where one sentence ends and the next begins.
SENTENCES = {
    "en": [
        "It starts at 5 p.m. Monday.| Come early.",
        "It opened at 5 p.m.| The mayor came.",
        "Mr. Smith met Dr. Jones at St. Ives.| They talked.",
        "U.S. officials said so.| He lives in the U.S.| He works.",
        "See Fig. 3 and No. 5.| Then stop.",
        "There were approx. 40 people vs. 30 in May.| It rained.",
        "J. K. Rowling wrote it.| George W. Bush won.",
        "Gen. Lee and Sen. Warren met Rep. Adams on Jan. 5 at 3 a.m. sharp.",
        "The firm, Acme Inc., grew.| Acme Inc. said it.| He works at Acme Inc.| It grew.",
        '"Stop." he said.| "Go!" she said.',
        "He has e.g. apples, i.e. fruit, etc. and more.| He likes pears etc.| She does not.",
        "Ph.D. students came.| She has a Ph.D.| He does not.",
        "At 10 a.m. Mr. Lee left.",
        "No. 10 Downing St. is old.| He said no.| Then left.",
        "The U.S. Senate met.| The U.S. Army came at 6 a.m. Tuesday, 5 May.",
        "Take vitamin C.| It helps.| Take vitamin D.| Oranges hold none.",
        "He lives on Main St.| The house is old.",
        "Martin Luther King Jr. spoke.| So did John Smith Jr.| He was loud.",
        "It closes at 5 p.m.| Visitors must leave.",
        "No.| I think not.",
        'The meeting (at 9 a.m.) was short.| "It ends at 5 p.m."| He left.',
        "See p. 5 and pp. 7 ff.| It is on p. 9.",
        "It was 3 p.m. EST when they came.",
        "He came at 5 p.m. on Monday.",
        "He left at 5 p.m. (local time) with J. Smith.",
        "Version 2.| It works.",
        "The U.S.| Many people came.",
        "Acme Corp. CEO Jane Roe quit.",
        "It fell in 410 A.D.| Rome burned.",
        "Dr. Smith's U.K. office opened on Sept. 5.| It closed in Dec.| Nobody knew.",
        "The train leaves at 6:30 a.m. Saturdays.",
        "He was born c. 1850 in Ft. Worth.| She died.",
        "Smith v. Jones was decided by J. Marshall.",
        "I met Prof. T. S. Eliot, M.D., at noon.",
        "It costs $5.50.| That is cheap.",
        "Mt. Etna erupted.| Nobody died.",
        "The ex-Gov. Brown and Lt. Col. Grey met.",
        "He joined the F.B.I.| The agency grew.",
        "He joined the F.B.I. in 1950.",
        "a.k.a. Big Al.| He ran.",
        "Washington, D.C., is hot.| Washington, D.C. is hot.| He lives in Washington, D.C.| She too.",
        "They sell nuts, bolts, etc.| Prices vary.",
        "The No. 1 seed won.| Nos. 3 and 4 lost.",
        "Is it 5 p.m.?| Yes!",
        "It measures 5 ft. 3 in. and weighs 3 lb. 2 oz.",
        "He said so on p. 3.| Then p. 4 followed.",
        "He came from St. Petersburg to St. Louis.",
        "Sgt. Pepper's band.| It played.",
    ],
    "es": [
        "EE. UU. firmó el tratado.| Luego salió.",
        "La Sra. López y el Dr. Ruiz llegaron.| Nadie vino.",
        "El Sr. D. Juan Pérez vive en la Av. Mayor núm. 5.| Es alto.",
        "Hay, p. ej. manzanas, etc.| Nada más.",
        "Abre a las 5 p. m. del lunes.| Llegó.",
        "Vive en EE. UU.| Trabaja mucho.",
        "En el s. XIX.| Mire la pág. 12 y el art. 3.",
        "Los años a. C. y d. C. son eras.",
        "Cierra a las 5 p. m.| Los vecinos salen.",
        "Viven en la C. Mayor de Sto. Domingo.| Ud. lo sabe.",
        "El Dr. García llegó a las 10 a. m. y la Dra. Ruiz a las 8 p. m.| Nadie esperaba.",
        "La empresa Núñez S. A. cerró.| Trabajó en Núñez S. A.| Cobraba poco.",
        "Pág. 3, fig. 4, núm. 7.| Fin.",
        "El P. Ángel y Sor Ana.| Rezan.",
        "Miden 5 cm. de alto.| Pesan 3 kg.| Son caros.",
        "J. M. Coetzee vino.| Él habló.",
        "La C. V. y la R. A. E. firmaron.",
        "Fue en el año 300 a. C. en Roma.| Murió en 50 d. C.| Roma cayó.",
        "Tel. 555 123.| Llame.",
    ],
    "fr": [
        "M. Macron est venu.| Il a parlé.",
        "Mme. Dupont et Mlle. Martin sont là.| Bien.",
        "Mme Dupont est là.| M. Le Pen aussi.",
        "Il vient c.-à-d. demain.| Bien.",
        "Prenez p. ex. ceci, en 50 av. J.-C.| Le roi vint.",
        "Le Dr. Petit et le Pr. Grand vinrent, etc.| Enfin.",
        "Jean-Paul II.| Il vint.",
        "Elle a dit : « Viens. »| Puis elle partit.",
        "Voir p. 12, art. 3.| C'est tout.",
        "Le 1er janv. 2020, M. J. Petit vint.| Il rit.",
        "MM. Petit et Grand, 5 bd. Hugo.| Venez.",
        "Il a env. 50 ans.| Elle aussi.",
        "S. A. R. le prince vint.",
        "Mgr. Lefèvre et St. Paul.",
        "M. et Mme Petit habitent ici.",
    ],
    "de": [
        "Er kam am 19. Jahrhundert an.| Dann ging er.",
        "Am 3. Oktober 1990 war es so.| Danach nicht.",
        "Er isst z. B. Äpfel, d. h. Obst usw.| Dann ging er.",
        "Dr. Müller und Prof. Schmidt kamen.| Hr. Meier kam.",
        "Kaiser Wilhelm II. kam.| Er ging.",
        "Die Nr. 5 und Abs. 3.| Ende.",
        "Das 20. Jubiläum.| Es war 1990.| Danach kam er.",
        "In u. a. Berlin bzw. Bonn.| Der 1. FC Köln gewann.",
        "Er kostet 3 Mio. Euro.| Sie zahlte 5 Mrd. Dollar.",
        "Am 5. und 6. Mai war es im 1. Stock.| Er war 45.| Seine Frau nicht.",
        "Es geschah 50 v. Chr. in Rom.| Im Jahr 1888.| Kinder kamen.",
        "Der 3. Preis ging an J. Müller.| Die 2. Mannschaft verlor.",
        "Vgl. Abb. 3 auf S. 5.| Dann lies weiter.",
        "Das 19. und 20. Jahrhundert.| Es war lang.",
        "Er wohnt in der Hauptstr. 5.| Sie nicht.",
        "Die Firma Müller & Co. baut.| Sie wächst.",
        "Seit dem 1. Januar gilt das.| Am 24. Dez. war Ruhe.",
        "Er ist ca. 40 Jahre alt, geb. 1950.| Er lebt.",
        "Die Burg (12. Jh.) steht.| Im 12. Jh. Kirche gebaut.",
        "Das ist so i. d. R. am Morgen.| Gut.",
        "Der TSV e. V. spielt.| Er ist im TSV e. V.| Das freut.",
        "Frau Dr. med. Lang kam.",
        "Sie ist 5. geworden.",
        "Um 18 Uhr.| Kinder zahlen nichts.",
    ],
    "pt": [
        "O Sr. Silva e a Sra. Costa vieram.| Bem.",
        "A Dra. Lima vive na Av. Paulista n.º 5.| Bom.",
        "Traga p. ex. isto, etc.| Fim.",
        "O Exmo. Sr. Prof. Lima veio.| Mora na R. Augusta.",
        "No séc. XIX.| Ver pág. 3.",
        "O n.º 5 da Av. Brasil.| Fica ali.",
        "V. Exa. o Sr. Pres. Lula.",
        "Às 5 p.m. fecha.| Em 300 a.C.| Roma caiu.",
    ],
    "it": [
        "Il sig. Rossi e la sig.ra Bianchi vennero.| Bene.",
        "Il dott. Verdi, l'on. Neri, ecc.| Fine.",
        "Nel sec. XIX.| Per p. es. questo, l'art. 5.| Bene.",
        "Il Dott. Ing. Rossi, n. 5.| Fine.",
        "Vive in p.za Dante, pag. 3.| Poi esce.",
        "S. Francesco e la sig.na Bassi.",
        "Nel 300 a.C. a Roma.| Nel 50 d.C.| Roma cadde.",
    ],
    "nl": [
        "De heer J. de Vries kwam.| Hij ging.",
        "Hij wil bijv. appels, enz.| Klaar.",
        "Dhr. Jansen en mevr. Smit en prof. dr. Bos kwamen, o.a. dit.| Goed.",
        "Het kost 3 mln. euro.| Veel.",
        "Op 3 jan. 2020 kwam dr. J.P. Vos.| Hij ging.",
        "Het is n.l. zo.",
        "Zie blz. 3.| Dan verder.",
        "Mr. Visser en ir. Kok.| Klaar.",
    ],
    "ja": [
        "彼は「行く。」と言った。|そして帰った。",
        "橋は古い。|誰が作ったか？|「はい。行く。」と彼女。",
        "「行く。」|彼は立った。",
        "彼女は「雨だ。」とつぶやき、窓を閉めた。|外は暗い。",
        "田中氏（当時三十歳。）は医師だった。|彼は村に住んだ。",
        "Dr. Suzukiは来た。|彼は帰った。",
        "これはペンです。|あれは本です。",
    ],
    "zh": [
        "他说：“走吧。”|然后走了。|灯会由镇上的木匠行会出钱。",
        "每年五月，村民在桥上举行灯会。|灯会由镇上的木匠行会出钱。",
        "他说「好。」就走了。",
        "“我不去。”她说。|天黑了！|真的？！|好。",
        "李明说：“我们明天走。路很远。”|大家都同意了。",
        "他问「你去吗？」我没有回答。",
        "价格是3.5元。|很便宜。",
    ],
    "xx": [
        "One came.| Two went.",
    ],
    "tr": [
        "Köprü 19. yüzyılda yapıldı.| Sonra yıkıldı.",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, of in SENTENCES.items() for text in of])
def test_sentences_of_languages(language: str, text: str) -> None:
    """No sentence ends at an abbreviation, an ordinal, a clock time or within a quotation, but where one ends there."""
    whole = text.replace("|", "")
    found = split_sentences(whole, Span(0, len(whole)), language)
    assert [whole[span.start : span.end] for span in found] == [part.strip() for part in text.split("|")]


@given(
    st.lists(
        st.sampled_from(["U.S.", "z.", "B.", "5.", "No.", "“", "(", "—", "「", "。」", "a", "Der", ".", " ", "p.m."])
    ),
    st.sampled_from([*SENTENCES, "ko"]),
)
def test_starts_of_any_text(parts: list[str], language: str) -> None:
    """Whatever marks stand around a full stop, sentences start within the text, in order, and never at white space."""
    text = " ".join(parts)
    starts = sentence_starts(text, language)
    assert starts == sorted(set(starts))
    assert starts[0] == 0
    assert [text[start : start + 1] for start in starts[1:] if not text[start : start + 1].strip()] == []


def test_decomposed_abbreviations() -> None:
    """Abbreviations are known in decomposed letters too."""
    sentences = ["Vea la pa\u0301g. 5 de la Sra. Sua\u0301rez.", "Es alta."]
    text = " ".join(sentences)
    assert [text[span.start : span.end] for span in split_sentences(text, Span(0, len(text)), "es")] == sentences

"""Abbreviations by languages, and what they tell of the end of a sentence.

Written without the spaces within, as "p.m." for "p. m."; with a capital where without it they are other words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from index.text.analysis import words
from index.text.stopwords import STOPWORDS


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The abbreviations of a language by what of a sentence may stand behind them, and words that tell more.

    Kinds: `joining`, anything, as behind a title; `counting`, a number; `ending`, no capital but those of `following`;
    `units`, all but `starters`, words that begin sentences. `begun` are all beginnings of those of several parts.
    `before_ordinals` are words that an ordinal stands behind, `lettered` those behind which a letter is no initial.
    """

    kinds: Mapping[str, str]
    begun: frozenset[str]
    starters: frozenset[str]
    following: frozenset[str]
    before_ordinals: frozenset[str]
    lettered: frozenset[str]

    def kind(self, word: str) -> str | None:
        """The kind of an abbreviation, None of any other word."""
        return self.kinds.get(word) or (None if len(word) <= _LETTER else self.kinds.get(word.casefold()))

    def begins(self, words: str) -> bool:
        """Whether several parts of an abbreviation stand together, and not yet the last."""
        return words.rstrip(",;:").casefold() in self.begun


_LETTER = 2  # with its full stop: capitals are initials
_LETTERED = """
    vitamin vitamina vitamine plan plano piano group grupo gruppo groupe gruppe groep hepatitis hépatite epatite type
    tipo typ class clase classe klasse klas team section sección appendix apéndice annexe anhang anexo allegato option
    opción opção opzione point punto ponto part parte partie grade exhibit influenza
"""
_TABLES: dict[str, dict[str, str]] = {
    "en": {
        "joining": """
            mr. mrs. ms. mx. messrs. dr. drs. prof. rev. fr. hon. gov. sen. sens. rep. reps. gen. Col. maj. capt. lt.
            cmdr. sgt. cpl. pvt. adm. Pres. supt. insp. det. amb. treas. ste. mt. ft. cllr. atty. msgr. Bro. vs. v.
            cf. viz. approx. e.g. i.e. eg. ie. esp. incl. ca. dist.
        """,
        "counting": """
            no. nos. fig. figs. eq. eqs. Sec. sect. ch. chap. vol. vols. p. pp. Art. Ex. tab. app. ref. refs. para.
            pt. pts. Jan. feb. Mar. apr. Jun. Jul. aug. sep. sept. oct. nov. dec. ver.
        """,
        "units": "u.s. u.k. u.n. e.u. u.s.a. d.c. l.a. n.y. jr. sr. st.",
        "ending": """
            a.m. p.m. etc. inc. ltd. co. corp. llc. bros. esq. ph.d. m.d. b.a. m.a. b.sc. m.sc. b.c. a.d. b.c.e. c.e.
            ave. blvd. rd. dept. est. al. lb. lbs. oz. km. hr. hrs. min. mins. mph.
        """,
        "starters": """
            after afterwards all although another because before both despite during each even every everyone
            everybody few finally here however instead later last many meanwhile more most nearly never next nobody
            none nothing now off once one only other others over perhaps please since some someone still such today
            tomorrow two under unlike until up while within without yesterday yet
        """,
        "following": """
            monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
            september october november december est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc bst cet cest
            eastern central mountain pacific ceo cfo coo cto chief president chairman chairwoman director vice
        """,
    },
    "es": {
        "joining": """
            sr. sra. srta. sres. sras. srtas. D. Da. dña. Dn. dr. dra. dres. dras. prof. profa. lic. licda. Ing. arq.
            gral. cnel. tte. sto. sta. S. Fr. mons. excmo. excma. ilmo. ilma. hno. hna. hnos. pdte. av. avda. C. Cl.
            pl. pza. plza. ctra. dpto. depto. p.ej. ej. v.gr. cf. cfr. vs. aprox. ca. tel. tfno. gob. Dip. Sen.
        """,
        "counting": """
            núm. núms. no. nro. n. pág. págs. p. pp. art. arts. cap. vol. vols. t. fig. figs. ss. s. apdo. km.
        """,
        "ending": """
            a.m. p.m. etc. ee.uu. a.c. d.c. Ud. Uds. Vd. Vds. cía. s.a. s.l. ff.aa. cc.oo. rr.hh. jj.oo. c.v. min. hs.
            kg. cm. mm. ha. hab.
        """,
        "starters": """
            ahora además alguien algunos allí antes aquí ayer bajo después dos durante hoy incluso luego muchos
            mientras nadie nunca nuestra nuestro otra otro otros pocos según todo todos todavía tras
        """,
    },
    "fr": {
        "joining": """
            M. MM. mme. mmes. mlle. mlles. Mgr. Me. dr. drs. Pr. prof. St. Ste. gén. cdt. av. bd. boul. env. ex. p.ex.
            par.ex. cf. c.-à-d. vs. apr. tél. ca. resp. réf.
        """,
        "counting": "n. no. nos. p. pp. art. chap. vol. t. fig. janv. févr. avr. juill. sept. oct. nov. déc. éd. al.",
        "ending": "a.m. p.m. etc. j.-c. av.j.-c. s.a. s.a.r.l. cie. ltd. inc. min. hab. jr.",
        "starters": """
            alors aujourd après avant beaucoup certains cependant depuis deux durant encore enfin ensuite hier ici
            lorsque maintenant malgré pendant personne plusieurs puis quelques rien selon seul seuls toutefois
        """,
    },
    "de": {
        "joining": """
            Hr. Hrn. Fr. Frl. dr. dres. prof. dipl. dipl.-ing. Ing. Mag. Pfr. Gen. Hptm. St. z.b. d.h. d.i. bzw. ca.
            vgl. ggf. evtl. sog. inkl. exkl. zzgl. abzgl. insb. insbes. bes. geb. gest. verh. hrsg. ehem. allg. mind.
            Tel. i.d.r. z.t. u.u. m.e. i.e. i.s. i.v. einschl. bezgl. betr. gem. Lt. ff. zit. gegr. urspr. ev. kath.
            nördl. südl. östl. westl. staatl. städt.
        """,
        "counting": """
            nr. nrn. abs. art. abb. bd. bde. kap. S. s. tab. ziff. aufl. jan. jän. feb. mär. apr. jun. jul. aug. sep.
            sept. okt. nov. dez. str. pos. anm. anl. max. min.
        """,
        "units": "jh. jhd. jhdt. chr. n.chr. v.chr. mio. mrd. tsd. std. sek. stk. stck. einw. ew. u.a. u.s. u.s.a.",
        "ending": "usw. etc. u.ä. o.ä. u.v.m. usf. e.v. a.d. i.r. s.o. s.u. z.zt. d.j. d.m. o.g. co. p.a.",
        "starters": """
            allerdings anschließend außerdem beide bereits bevor bisher dabei dafür dagegen dadurch daher danach
            daraufhin darum davor dazu dennoch deshalb deswegen einige einmal endlich erst etliche ferner früher
            gestern heute hier hinzu immer inzwischen jetzt kaum kurz laut man manche mehrere morgen nachdem niemand
            nun obwohl oft schließlich später seitdem selbst sogar sondern statt trotz trotzdem viele vielleicht vier
            vorher weder weil weitere wenige zudem zuletzt zunächst zuerst zwei drei zwar während wegen
        """,
        "following": """
            januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert
            jahrhunderts jahrhunderte jahrtausend jahrestag jubiläum geburtstag todestag hochzeitstag mal klasse liga
            bundesliga platz rang runde tag woche monat jahr auflage etage stock stockwerk armee division minute
            spieltag lebensjahr weltkrieg republik reich bezirk fc sc
        """,
        "before_ordinals": """
            ab am an auf aus bei beim bis das dem den der des die diese diesem diesen dieser dieses durch ein eine
            einem einen einer eines für ihr ihre ihrem ihren ihrer im in ins jede jedem jeden jeder jedes mit nach
            oder sein seine seinem seinen seiner seit um und unser vom von vor zum zur zwischen
        """,
    },
    "pt": {
        "joining": """
            sr. sra. srta. srs. sras. D. dr. dra. drs. dras. prof. profa. eng. enga. arq. exmo. exma. ilmo. ilma. Gen.
            cel. Cap. Ten. sto. sta. S. Pe. Pres. Dep. Sen. gov. av. R. trav. pç. lgo. estr. rod. p.ex. ex. cf. vs.
            aprox. ca. tel. obs.
        """,
        "counting": """
            n. no. nos. núm. num. pág. págs. p. pp. art. arts. cap. vol. t. fig. figs. séc. sécs. inc. km. ed.
        """,
        "ending": "a.m. p.m. etc. a.c. d.c. e.u.a. lda. ltda. cia. s.a. exa. min. hab. kg. jr.",
        "starters": """
            agora ainda além algumas alguns ali antes aqui após assim dois durante enquanto então hoje logo muitas
            muitos nada nenhum ninguém nunca ontem outra outro outros poucos segundo todas todos três
        """,
    },
    "it": {
        "joining": """
            sig. sigg. sig.ra sig.na dott. dott.ssa dr. dr.ssa prof. prof.ssa proff. Ing. avv. arch. geom. rag. on.
            Sen. Gen. Col. Cap. Ten. mons. S. SS. p.le v.le p.za c.so p.es. es. ad.es. cfr. cf. vs. ca. circa. tel.
            rev.
        """,
        "counting": """
            n. nn. num. pag. pagg. p. pp. art. artt. cap. vol. fig. figg. sec. secc. par. lett. gen. feb. set.
        """,
        "ending": "ecc. etc. a.c. d.c. s.p.a. s.r.l. u.s.a. srl. km. jr.",
        "starters": """
            adesso allora alcuni altri così dopodiché due durante entro ieri infine infatti intanto inoltre invece lì
            mentre molti nulla oggi ora pochi quindi qui secondo solo tre tutte verso
        """,
    },
    "nl": {
        "joining": """
            dhr. mevr. mw. mej. dr. drs. ir. Ing. Mr. prof. ds. St. jhr. gebr. bijv. bv. d.w.z. m.b.t. t.a.v. i.v.m.
            m.a.w. o.l.v. t.o.v. i.p.v. t.g.v. ca. nl. incl. excl. evt. resp. vgl. zgn. z.g. vs. tel. o.a. gem.
        """,
        "counting": """
            nr. nrs. blz. p. pp. art. fig. hfst. jan. feb. mrt. apr. jun. jul. aug. sep. sept. okt. nov. dec. max.
            min.
        """,
        "units": "mln. mld. n.chr. v.chr. chr. u.s.",
        "ending": "enz. etc. e.d. a.u.b. b.v. n.v. jl.",
        "starters": """
            daar daarna daarom echter eerst elke enkele gisteren ieder iedereen iemand later morgen niemand sinds
            sommige tijdens twee vandaag veel vele volgens vroeger weinig
        """,
    },
}
_KINDS = ("joining", "counting", "units", "ending")


@cache
def abbreviations(language: str) -> Abbreviations:
    """Those of a language; of one that is not known none."""
    table = {name: listed.split() for name, listed in _TABLES.get(language, {}).items()}
    kinds = {word: kind for kind in _KINDS for word in table.get(kind, ())}
    several = [re.findall(r"[^.]+\.", word) for word in kinds]
    begun = frozenset("".join(parts[:count]) for parts in several for count in range(2, len(parts) + 1))
    starters = STOPWORDS.get(language, frozenset()).union(words(" ".join(table.get("starters", ()))))
    return Abbreviations(
        kinds,
        begun,
        starters,
        frozenset(table.get("following", ())),
        frozenset(table.get("before_ordinals", ())),
        frozenset(_LETTERED.split()),
    )

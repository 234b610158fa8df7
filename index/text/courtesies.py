"""What people say that asks nothing: greetings, thanks, farewells, and words that only agree; in eight languages."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal, get_args

from index.text.normal_form import normal_form

Courtesy = Literal["thanks", "greeting", "farewell", "agreement"]
"""What kind it is; of one that is of several kinds, the first of these."""

_PHRASES: Mapping[Courtesy, Mapping[str, str]] = {
    "thanks": {
        "en": """
            thanks|thank you|thank u|thx|ty|tysm|many thanks|thanks a lot|thanks a bunch|thanks a million
            |much appreciated|i appreciate it|cheers|that helped|this helped|it helped|that helps|this helps
            |that was helpful|that's helpful|very helpful|that worked|it worked|it works|it works now
            |that solved it|this solved it
        """,
        "de": """
            danke|danke schön|dankeschön|danke sehr|danke dir|danke ihnen|danke euch|vielen dank|vielen lieben dank
            |besten dank|herzlichen dank|tausend dank|lieben dank|ich danke dir|ich danke ihnen|merci|das hat geholfen
            |hat geholfen|das hilft|das hat funktioniert|hat funktioniert|das war hilfreich|sehr hilfreich
        """,
        "es": """
            gracias|muchas gracias|mil gracias|muchísimas gracias|te lo agradezco|se lo agradezco|te agradezco
            |eso ayudó|me ayudó|me ayudó mucho|eso me ayudó|me ha ayudado|me ha servido|me sirvió|me sirve
            |muy útil|funcionó
        """,
        "fr": """
            merci|merci beaucoup|merci bien|mille mercis|grand merci|un grand merci|merci infiniment|je te remercie
            |je vous remercie|ça m'a aidé|cela m'a aidé|ça aide|ça marche maintenant|ça a marché|très utile
        """,
        "it": """
            grazie|grazie mille|mille grazie|tante grazie|molte grazie|grazie tante|ti ringrazio|la ringrazio
            |vi ringrazio|mi ha aiutato|mi è stato utile|molto utile|ha funzionato|funziona
        """,
        "pt": """
            obrigado|obrigada|muito obrigado|muito obrigada|brigado|brigada|valeu|agradeço|agradecido|agradecida
            |isso ajudou|ajudou|ajudou muito|me ajudou|foi útil|muito útil|funcionou|deu certo
        """,
        "ja": """
            ありがとう|ありがとうございます|ありがとうございました|ありがと|有難う|有難うございます|有難うございました
            |有り難う|有り難うございます|有り難うございました|どうも|どうもありがとう|どうもありがとうございます
            |どうもありがとうございました|感謝します|感謝です|助かりました|助かります|助かった|解決しました
            |参考になりました|役に立ちました|サンキュー|お世話になりました
        """,
        "zh": """
            谢谢|谢谢你|谢谢您|多谢|多谢你|感谢|感谢你|感谢您|非常感谢|十分感谢|太感谢了|谢了|谢谢啦|谢啦|万分感谢
            |辛苦了|有帮助|很有帮助|帮到我了|帮大忙了|解决了|謝謝|謝謝你|謝謝您|多謝|感謝|非常感謝
        """,
    },
    "greeting": {
        "en": """
            hi|hello|hey|heya|hiya|howdy|hi there|hello there|hey there|greetings|good morning|good afternoon
            |good evening|good day|morning|evening|what's up|whats up|sup|how are you|how are you doing|how do you do
            |how's it going|nice to meet you
        """,
        "de": """
            hallo|hallöchen|hi|hey|moin|moin moin|servus|grüezi|grüß gott|grüß dich|guten tag|guten morgen|guten abend
            |guten mittag|wie geht's|wie gehts|wie geht es dir|wie geht es ihnen
        """,
        "es": """
            hola|holi|buenas|buenos días|buen día|buenas tardes|buenas noches|saludos|qué tal|que tal|qué tal estás
            |cómo estás|como estas|cómo está|cómo va|qué hay|mucho gusto
        """,
        "fr": """
            bonjour|bonsoir|salut|coucou|bien le bonjour|ça va|comment ça va|comment vas-tu|comment allez-vous|enchanté
        """,
        "it": """
            ciao|salve|buongiorno|buon giorno|buonasera|buona sera|buon pomeriggio|come stai|come sta|come va|ehilà
        """,
        "pt": """
            olá|ola|oi|oie|bom dia|boa tarde|boa noite|e aí|tudo bem|tudo bom|como vai|como está|como você está
        """,
        "ja": """
            こんにちは|こんにちわ|こんばんは|こんばんわ|おはよう|おはようございます|やあ|ハロー|もしもし|はじめまして
            |初めまして|よろしく|よろしくね|よろしくお願いします|よろしくお願いいたします|宜しくお願いします|お元気ですか
        """,
        "zh": """
            你好|您好|你们好|大家好|嗨|哈喽|哈啰|早|早安|早上好|上午好|中午好|下午好|晚上好|在吗|你好吗|您好吗|你好啊
        """,
    },
    "farewell": {
        "en": """
            bye|bye bye|goodbye|good bye|see you|see ya|cya|see you later|see you soon|see you tomorrow|take care
            |good night|goodnight|have a nice day|have a good day|have a great day|have a good one|have a nice weekend
        """,
        "de": """
            tschüss|tschüs|tschau|auf wiedersehen|bis bald|bis dann|bis später|bis morgen|gute nacht|mach's gut
            |schönen tag|schönen tag noch|einen schönen tag|einen schönen tag noch|schönes wochenende|schönen abend
        """,
        "es": """
            adiós|adios|chao|chau|hasta luego|hasta pronto|hasta mañana|hasta la vista|nos vemos|cuídate
            |que te vaya bien|que tengas un buen día|que tengas buen día|buen fin de semana
        """,
        "fr": """
            au revoir|à bientôt|à plus|à plus tard|à demain|à tout à l'heure|bonne nuit|bonne journée|bonne soirée|adieu
            |bon week-end
        """,
        "it": """
            arrivederci|addio|a presto|a dopo|a domani|ci vediamo|buona notte|buonanotte|buona giornata|buona serata
            |buon fine settimana
        """,
        "pt": """
            tchau|adeus|até logo|até mais|até breve|até amanhã|até já|fique bem|tenha um bom dia|bom fim de semana
        """,
        "ja": """
            さようなら|さよなら|じゃあね|じゃね|またね|ではまた|それではまた|また明日|おやすみ|おやすみなさい|失礼します
            |バイバイ
        """,
        "zh": """
            再见|再會|再見|拜拜|拜|回头见|明天见|下次见|晚安|保重
        """,
    },
    "agreement": {
        "en": """
            ok|okay|okey|okie|k|kk|alright|all right|right|great|perfect|cool|nice|awesome|excellent|amazing|wonderful
            |fantastic|brilliant|super|lovely|good|very good|good bot|nice bot|well done|got it|i got it|i see
            |understood|i understand|makes sense|that makes sense|sounds good|sure|fine|noted|will do|no problem
            |no worries|never mind|nevermind|lol|haha|wow
        """,
        "de": """
            ok|okay|alles klar|klar|gut|sehr gut|super|prima|toll|perfekt|klasse|wunderbar|verstanden|verstehe
            |ich verstehe|einverstanden|passt|in ordnung|macht nichts|kein problem|genau|cool
        """,
        "es": """
            ok|okay|vale|de acuerdo|entiendo|entendido|perfecto|genial|estupendo|excelente|muy bien|bien|claro|listo
            |está bien|esta bien|bueno|qué bien|qué bueno|no importa|no hay problema|jaja|guay
        """,
        "fr": """
            ok|okay|d'accord|parfait|super|génial|très bien|bien|entendu|compris|je vois|je comprends|ça marche|cool
            |excellent|pas de problème|tant pis|c'est bon
        """,
        "it": """
            ok|okay|va bene|d'accordo|perfetto|ottimo|bene|molto bene|capito|ho capito|capisco|certo|fantastico|bello
            |non importa|nessun problema
        """,
        "pt": """
            ok|okay|tá|tá bom|está bem|tudo certo|certo|perfeito|ótimo|excelente|legal|beleza|entendi|entendido|percebi
            |muito bem|bem|claro|combinado|sem problema|não importa
        """,
        "ja": """
            はい|うん|了解|了解です|了解しました|わかりました|分かりました|わかった|分かった|なるほど|オッケー|オーケー|いいね
            |すごい|すばらしい|素晴らしい|承知しました|大丈夫です|大丈夫
        """,
        "zh": """
            好|好的|好吧|好啊|嗯|嗯嗯|行|可以|明白|明白了|知道了|我知道了|懂了|我懂了|收到|了解|没问题|没事|没关系|太好了
            |很好|非常好|不错|棒|太棒了|厉害|哈哈|对
        """,
    },
}
# What may stand beside them and says nothing alone.
_BESIDE = """
    bot|quotebot|again|all|everyone|everybody|guys|folks|friend|friends|mate|dear|there|so much|very much|a lot|so|very
    |and|oh|ah|well|then|now|today|just|really|please|to you|you too|my friend|i|am|just wanted to say|it's|that's|is
    |leute|alle|zusammen|und|dann|na|sehr|dir|euch|lieber|liebe|ihr|mein|freund|auch|noch
    |a todos|todos|amigo|amiga|y|pues|muy|entonces|mucho|de nuevo|otra vez|igualmente|ya
    |à tous|tous|tout le monde|mon ami|et|alors|beaucoup|encore|très|bien
    |a tutti|tutti|amico|amica|e|allora|molto|ancora|tanto
    |a todas|pessoal|gente|galera|muito|então|de novo|mesmo
    |みなさん|皆さん|ボット|さん|ね|よ|です|とても|ござい|それでは|では|あ|おお
    |机器人|各位|大家|们|了|啊|呀|哦|噢|啦|很|太|非常|朋友|吧|呢|都
    |for the help|for your help|for helping|for that|for this|for the answer|for your answer|für die hilfe
    |für deine hilfe|für ihre hilfe|für die antwort|für deine antwort|por la ayuda|por tu ayuda|por su ayuda
    |por todo|por la respuesta|por tu respuesta|por responder|por ayudarme|pour l'aide|pour ton aide
    |pour votre aide|pour la réponse|pour ta réponse|pour votre réponse|pour tout|per l'aiuto|per il tuo aiuto
    |per la risposta|per la tua risposta|di tutto|di cuore|pela ajuda|pela sua ajuda|pela tua ajuda
    |pela resposta|por tudo|本当に|的帮助
"""
_WAVE, _FOLDED = "👋", "🙏"
_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
_PICTURE = re.compile(r"<a?:\w{1,32}:[0-9]{1,20}>|(?<!\w)(?:[:;]-?[)(DPpO/]|<3|xD|\^\^)(?!\w)")
_ASKS = re.compile("[?？]")
_CJK = "\u3040-\u30ff\u3400-\u9fff"


def courtesy_of(text: str) -> Courtesy | None:
    """What a text is that says nothing else; None of any other, be it a question that begins with a greeting.

    A text of emoji alone agrees, but for a waving hand, which greets, and folded hands, which thank.
    """
    bare = _PICTURE.sub("🙂", text)
    left = " ".join(_plain(bare).split())
    if not left:
        return _told_by_emoji(bare)
    found, at = set[Courtesy](), 0
    while at < len(left):
        match = _SAID.match(left, at)
        if match is None:
            return None
        if (kind := _KINDS.get(match[1])) is not None:
            found.add(kind)
        at = match.end()
    kind = next((kind for kind in get_args(Courtesy) if kind in found), None)
    return None if kind != "greeting" and _ASKS.search(text) else kind  # "OK?" wants to know


def _plain(text: str) -> str:
    """A text in lower case without its marks and emoji; apostrophes and hyphens within words stay."""
    said = normal_form(_KEYCAP.sub(" ", text)).casefold().replace("’", "'")
    said = re.sub(r"(?<!\w)['-]|['-](?!\w)", " ", said)
    return "".join(
        sign if sign.isalnum() or sign in "'-" or unicodedata.category(sign) == "Mn" else " " for sign in said
    )


def _told_by_emoji(text: str) -> Courtesy | None:
    if _WAVE in text:
        return "greeting"
    if _FOLDED in text:
        return "thanks"
    is_emoji = _KEYCAP.search(text) or any(unicodedata.category(sign) == "So" for sign in text)
    return "agreement" if is_emoji else None


def _listed(phrases: str) -> list[str]:
    return [" ".join(_plain(phrase).split()) for phrase in phrases.split("|")]


def _kinds() -> dict[str, Courtesy]:
    """What each phrase is; of one that is of several kinds, or in several languages, the first."""
    kinds = dict[str, Courtesy]()
    for kind in get_args(Courtesy):
        for phrases in _PHRASES[kind].values():
            for phrase in _listed(phrases):
                kinds.setdefault(phrase, kind)
    return kinds


_KINDS = _kinds()
# The longest that stands there is taken, a word whole where words are set apart by blanks.
_LISTED = sorted({*_KINDS, *_listed(_BESIDE)}, key=len, reverse=True)
_SAID = re.compile(
    "(" + "|".join(map(re.escape, _LISTED)) + rf")(?:(?<=[{_CJK}])|(?![^\s{_CJK}]))\s*",
)

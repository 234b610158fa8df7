"""Headings and labels of boxes on a page, in the languages that most pages are written in."""

from index.ingest.readers.html.wording import Wording

_PAGE = (
    r"(?:article|page|answer|information|content|summary|post|topic|guide|document|section|story|recipe|issue|episode)"
)
# Headings and labels of boxes that lead elsewhere.
_RELATED = Wording(
    r"""
    explore the topic|key (?:events|moments|updates|links)(?: only)?|entradas relacionadas|navegación de entradas
    (?:suggested|similar) (?:topics|threads|questions)|latest comments|(?:vorige|nächste)r? (?:artikel|beitrag).{0,80}
    (?:related|recommended|similar|popular|latest|recent|trending|further|other)
    (?:(?:related|recommended|similar|more|popular|top|latest|recent|trending|further|other|featured|new|
    next)\s)+(?:\w+\s){0,2}?(?:articles?|stor(?:y|ies)|posts?|pages?|news|content|reads?|reading|topics?|products?|
    items|events?|jobs?|homes?|properties|questions?|threads?|discussions?|recipes?|dinners?|videos?|episodes?|
    releases?|guides?|links?|services?|resources?|headlines?|searches|comments|tutorials?|columns?|essays?|
    listings?|offers?|entries|courses?)(?: (?:near|from|for|in|on|by|to|this|that|you|like|and) ?.{0,40})?
    (?:read|see|watch|listen)(?: (?:also|more|next|this|too))+(?: (?:on|about|from|in) .{1,40})?|also read
    more (?:from|on|in|about|by|like|slow|great|stuff|reads|to (?:read|explore|love)) .{1,50}|must[- ]reads?
    keep (?:reading|exploring)(?: in .{1,30})?|up next|next (?:story|article|up|post)|read next|what to read next
    what'?s next|don'?t miss|in case you missed it|editor'?s (?:picks?|choice)|our picks|hand-?picked for you
    (?:you|readers?|customers?|people|others?|users?|shoppers?)(?: (?:who|that) .{1,30})? ?(?:may|might|will|
    could)? ?(?:also|be) (?:be )?(?:like|liked|enjoy|enjoyed|love|interested in|want|need|asked|ask|bought|buy|
    viewed|read|reading|searched)(?: .{0,30})?
    (?:most|best|top) (?:read|popular|viewed|shared|commented|watched|loved|recent|talked about|
    discussed)(?: .{0,30})?|trending(?: .{0,30})?|popular(?: now| today| this week| in .{1,30})
    top stories(?: .{0,25})?|latest (?:from|in|on|news)(?: .{0,30})?
    recently (?:viewed|added|published|updated)(?: .{0,20})?|explore (?:more|related|further|topics|these|
    our)(?: .{0,40})?|discover more(?: .{0,30})?|more on this(?: \w+)?|more topics|additional resources
    frequently bought together|complete the (?:look|set)|goes well with|pairs well with|people are reading
    hot (?:topics|network questions|right now)|around the web|from (?:around the|our) (?:web|partners|network|blog|
    archive)|follow-?ups|references to this|linked questions?|jump to|in other news|elsewhere on .{1,30}
    more stories|back to .{1,40}
    das könnte (?:sie|dich|euch) (?:auch |noch |ebenfalls )?interessieren
    (?:lesen sie|lies|lest|sehen sie) (?:auch|mehr|weiter|dazu|hierzu)(?: .{0,30})?
    mehr (?:zum thema|aus|von|dazu|zu|nachrichten|artikel)(?: .{0,30})?|auch interessant
    weitere (?:artikel|themen|meldungen|nachrichten|beiträge|links|informationen zum thema|produkte|veranstaltungen|
    termine)(?: .{0,30})?|ähnliche (?:artikel|themen|produkte|beiträge|fragen|rezepte)
    verwandte (?:artikel|themen|beiträge|inhalte|produkte)|meist ?gelesen(?: .{0,20})?|am häufigsten gelesen
    (?:passend|zum thema) ?(?:dazu)?|kunden(?:, die .{1,40})? kauften(?: auch)?(?: .{0,20})?|zuletzt angesehen
    dazu passt|wird oft zusammen gekauft|neueste (?:artikel|beiträge|meldungen)
    aktuelle (?:beiträge|meldungen|nachrichten|themen)|empfohlen(?:e .{1,30}| für sie)?|empfehlungen(?: .{0,20})?
    top-?themen
    (?:à|a) lire (?:aussi|également|ensuite|sur le même sujet)?(?: .{0,20})?|lire aussi
    (?:sur|dans) l[ea] même (?:sujet|thème|rubrique|catégorie)|(?:articles?|contenus?|sujets?|produits?|billets?|
    pages?) (?:liés?|associés?|connexes?|similaires?|récents?|recommandés?|populaires?|les plus lus)
    les plus (?:lus|populaires|partagés|récents)(?: .{0,20})?|vous (?:aimerez|pourriez|aimeriez|
    serez)(?: peut-être)? (?:aussi|également|aimer|intéressés?)(?: .{0,20})?|ça peut vous intéresser
    plus d['’](?:articles|infos|actualités)|voir aussi les articles|en ce moment
    dernières? (?:actualités|infos|nouvelles|articles)|rétroliens?
    (?:te|le|les|os)? ?(?:puede|podría|pueden) interesar(?:te|le)?(?: .{0,20})?
    (?:leer?|lea|lee|ver|mira|vea) (?:también|además|más)|más (?:noticias|información|leíd[oa]s?|artículos|sobre|en|
    de|vistos|contenidos?)(?: .{0,30})?|(?:artículos|noticias|notas|contenidos?|productos|temas|entradas|
    enlaces) (?:relacionad[oa]s|recomendad[oa]s|similares|destacad[oa]s|recientes|populares)|relacionad[oa]s?
    lo más (?:leído|visto|reciente|popular|comentado)(?: .{0,20})?|últim[oa]s (?:noticias|entradas|artículos)
    también te puede .{1,20}|no te pierdas|sigue leyendo|te recomendamos|quienes compraron .{0,30}
    leggi anche|ti potrebbe(?:ro)? interessare(?: anche)?|potrebbe(?:ro)? interessarti(?: anche)?
    (?:articoli|contenuti|notizie) (?:correlat[ie]|simili|recenti)
    (?:i|le|gli) (?:articoli |notizie )?più (?:letti|lette|visti|popolari)(?: .{0,20})?|ultime notizie
    altre notizie|da non perdere
    leia (?:também|mais)|veja (?:também|mais)|saiba mais|(?:artigos|notícias|conteúdos?) relacionad[oa]s
    mais (?:lid[oa]s|vist[oa]s|notícias|populares|sobre)(?: .{0,20})?|últimas notícias
    você (?:também )?pode (?:gostar|se interessar)(?: .{0,20})?|recomendados?(?: para você)?
    lees ook|meer (?:over|nieuws|lezen|artikelen)(?: .{0,30})?|gerelateerd(?:e .{1,20})?|meest gelezen|bekijk ook
    czytaj (?:także|też|również)|zobacz (?:także|też|również)|powiązane .{0,20}|najczęściej czytane
    läs (?:också|även|mer)|les også|lue myös|læs også
    читайте (?:также|ещё|еще)|(?:смотрите|см\.) также|похожие (?:статьи|новости|материалы|записи|темы)
    (?:новости|материалы|статьи|публикации) по теме|по теме|(?:самое )?(?:популярное|читаемое|
    обсуждаемое)(?: .{0,20})?|последние новости|другие (?:новости|материалы|статьи)|лента новостей|ещё по теме
    рекомендуем(?: .{0,20})?|главное(?: .{0,15})?|вам может быть интересно|читать ещё|также по теме
    (?:あわせて|合わせて)読みたい(?:記事)?|関連(?:記事|リンク|ニュース|トピックス|商品|キーワード|情報)|
    おすすめ(?:の)?(?:記事|商品|コンテンツ)?|人気(?:の)?(?:記事|ランキング)?
    (?:アクセス|人気|記事)?ランキング|最新(?:の)?(?:記事|ニュース)|新着(?:記事|情報)?|こちらも(?:おすすめ|
    読まれています|どうぞ)?|次の記事|前の記事|この記事を読んだ人.{0,20}
    よく読まれている記事|もっと(?:読む|見る)|続きを読む|注目(?:の)?(?:記事|ニュース)|特集
    (?:相关|相關)(?:阅读|閱讀|文章|新闻|新聞|推荐|推薦|链接|連結|内容|内容推荐|报道)|(?:推荐|推薦|延伸|往期|精彩|
    热门|熱門|猜你|最新|最近|更多)(?:阅读|閱讀|推荐|推薦|文章|回顾|回顧|
    精彩|精选|喜欢|新闻|新聞|内容|资讯|资訊|话题)*|热(?:点|门|榜)(?:新闻|排行|榜|推荐)?|热搜(?:榜)?|(?:阅读|
    点击)?排行(?:榜)?|喜欢此内容的人还喜欢|大家都在看|猜你喜欢
    下一篇.{0,30}|上一篇.{0,30}|编辑推荐|为您推荐|你可能(?:也)?(?:喜欢|感兴趣).{0,10}|相关(?:文章|链接|阅读).{0,4}
    اقرأ (?:أيضا|أيضًا|أيضاً|المزيد)|(?:إقرأ|اقرا) (?:أيضا|ايضا|المزيد)
    (?:مقالات|مواضيع|أخبار|موضوعات) (?:ذات صلة|مشابهة|متعلقة|مرتبطة|أخرى)|ذات صلة
    الأكثر (?:قراءة|مشاهدة|شيوعا|تداولا)|آخر (?:الأخبار|المقالات|المواضيع)|قد يعجبك(?: أيضا| أيضًا)?
    قد يهمك(?: أيضا| أيضًا)?|شاهد (?:أيضا|أيضًا)|المزيد من .{1,30}|أحدث (?:الأخبار|المقالات)
    관련 ?(?:기사|뉴스|글)|많이 본 (?:기사|뉴스)|추천 ?(?:기사|뉴스)|인기 ?(?:기사|글)|ilgili haberler|
    bunlar da ilginizi çekebilir
    çok okunanlar|son haberler
    thanks for contributing.{0,90}|discussion about this (?:post|episode)|ready for more|linked|related
    more to (?:come|explore)|hot network questions|explore properties|follow (?:on|us)|who is online
    return to .{1,40}|fan feed|more .{1,30} (?:wiki|fandom)|sign up or log in|your answer|today'?s picks
    key (?:links|pages)
    (?:was|what) (?:hikers|people|our (?:readers|customers|guests)|others) (?:say|said|think)
    often (?:bought|purchased) (?:with this|together)|(?:sie|ihnen) könnte.{0,20} gefallen|wer ist online
    das sagen unsere kunden
    """
)
# Of readers: whether it helped, what they think of it.
_ASKED = Wording(
    rf"""
    (?:is |was )?your question (?:not |un)?(?:answered|here|listed).{{0,80}}|haven'?t found .{{0,80}}
    (?:didn'?t|did not|couldn'?t|could not|can'?t|cannot|don'?t) (?:find|see) (?:what|the answer|your|
    an answer).{{0,80}}
    tried this recipe.{{0,80}}|let (?:me|us) know (?:how it|what you|in the comments).{{0,80}}|questions\? (?:call|
    ask|write|mail|chat).{{0,60}}
    (?:was|is|were|are) (?:this|these|the|that) (?:{_PAGE}s? )?(?:helpful|useful)(?: to you)?
    did (?:you find )?(?:this|the|that) (?:{_PAGE} )?(?:help|helpful|useful|answer your question|
    solve .{{0,20}})(?: you| helpful)?|did you find (?:what you (?:were|are) looking for|it helpful|this useful|
    .{{1,20}}helpful)|how (?:can|could) we (?:improve|make) .{{1,40}}|rate (?:this|the) {_PAGE}
    how (?:helpful|useful) was .{{1,40}}|(?:give|send|share|leave|
    provide)(?: us)? (?:your )?feedback(?: .{{0,40}})?|feedback|question\? give us feedback
    still (?:need|have|stuck|got)(?: \w+)? ?(?:help|questions|stuck)?|need (?:more |further )?help
    have (?:more |a )?questions?|can'?t find what .{{1,40}}|help us improve .{{0,40}}|tell us what you think
    the more you tell us.{{0,60}}|(?:report|suggest) (?:a|an) (?:problem|issue|error|edit|bug|typo|
    correction)(?: .{{0,40}})?|is there anything wrong .{{0,30}}|want more options
    thanks for (?:your feedback|letting us know).{{0,30}}|was this translation helpful
    \d+ (?:of|out of) \d+ (?:people )?found this helpful|(?:\d+ )?helpful votes?
    war (?:dieser?|diese|das|der|die) .{{1,25}}(?:hilfreich|nützlich)|(?:hat|haben) (?:ihnen|dir) .{{1,40}}geholfen
    fanden sie .{{1,30}}hilfreich|wie können wir .{{1,30}}|nicht gefunden.{{0,80}}|noch fragen
    feedback (?:geben|zu dieser seite)|seite bewerten|haben sie (?:noch )?(?:weitere )?fragen
    nicht das richtige gefunden|cet(?:te)? (?:article|page|réponse|information)s? (?:vous )?(?:a-t-(?:il|elle)|
    est-elle|était|a) .{{1,30}}|avez-vous trouvé .{{1,40}}|(?:¿)?(?:te|le|os|les)? ?(?:ha |han |fue |resultó |
    sirvió |ha sido )+(?:útil|de ayuda|de utilidad|servido)?.{{0,40}}(?:artículo|página|información|respuesta)?
    (?:¿)?(?:esta|este|la|el) (?:página|artículo|información) .{{1,20}}útil|questa pagina ti è stata utile.{{0,20}}
    esta página foi útil.{{0,20}}|была ли (?:эта )?.{{1,20}} полезн.{{0,10}}
    (?:нашли|заметили) (?:опечатку|ошибку).{{0,90}}|この(?:記事|ページ|情報)は(?:役に立ちましたか|
    お役に立ちましたか|参考になりましたか)
    (?:本文|此文|此页|这篇文章|此頁)?(?:对您|對您)?(?:是否)?有(?:帮助|幫助)吗?|
    هل كان(?:ت)? هذ[اه] .{{1,20}}مفيد.{{0,4}}
    """
)
# Headings of what readers wrote below the text.
_ANSWERED = Wording(
    r"""
    (?:\d+ )?(?:reader |customer |user |guest )?(?:comments?|reviews?|responses|replies|testimonials|trackbacks?|
    pingbacks?|ratings? (?:and|&) reviews?)(?: \(\d+\))?|(?:join|start) the (?:conversation|discussion)
    (?:leave|write|post|add|submit) (?:a|your) (?:comment|reply|review|response)|what (?:our )?customers say
    what do you think|(?:\d+ )?thoughts? on .{1,90}|(?:show|view|hide|read) (?:all )?(?:\d+ )?comments
    (?:\d+ )?(?:kommentare?|bewertungen|kundenbewertungen|kundenmeinungen|leserkommentare|rezensionen)(?: \(\d+\))?
    (?:einen )?kommentar (?:schreiben|verfassen|hinterlassen)|schreib(?:e|en sie)? (?:einen|eine) (?:kommentar|
    bewertung|antwort)|diskutieren sie mit|(?:\d+ )?(?:commentaires?|avis(?: clients)?|réactions?)(?: \(\d+\))?
    (?:laisser|ajouter|écrire|poster) un (?:commentaire|avis)|(?:\d+ )?(?:comentarios?|opiniones|reseñas|
    valoraciones|comentários)(?: \(\d+\))?|(?:deja|escribe|añade) (?:un|tu) (?:comentario|respuesta|opinión)
    deixe (?:um|seu) comentário|(?:\d+ )?(?:commenti|recensioni)(?: \(\d+\))?|lascia un commento
    (?:\d+ )?(?:комментари[йиев]+|отзывы|обсуждение)(?: \(\d+\))?|(?:оставить|добавить|написать) (?:комментарий|
    отзыв)|コメント(?:する|一覧|を書く|を残す)?(?: ?[(（]\d+[)）])?|レビュー|みんなのコメント|写留言
    (?:精选|全部|热门)?(?:留言|评论|評論|网友评论|發表評論)(?: ?[(（]?\d+[)）]?)?|发表(?:评论|回复)|
    (?:\d+ )?(?:التعليقات|تعليقات)
    (?:اترك|أضف|شارك) (?:تعليق.{0,4}|برأيك|ردا)|댓글(?: ?\d+)?|yorumlar
    """
)
_ABOUT = Wording(
    r"(?:about|über|à propos d[eu]|acerca de|sobre|informazioni su|chi è|over|om|о компании|关于|關於) ?.{1,60}"
)
_PRESS = Wording(
    r"(?:media|press|editorial)(?: relations)? (?:contacts?|enquiries|inquiries)|(?:contacts?|enquiries) for "
    r"(?:the )?(?:media|press|editors)|note?s? (?:to|for) editors|pressekontakt"
    r"|ansprechpartner(?:in)? (?:für die )?presse"
    r"|contacts? presse|contacto (?:de|para la) prensa|contatti stampa|контакты для прессы|媒体联系(?:人)?"
)


def is_related(text: str) -> bool:
    """Whether a heading or label announces what stands elsewhere."""
    return _RELATED.fits(text)


def is_asked(text: str) -> bool:
    """Whether readers are asked whether a page helped them, or for what they think of it."""
    return _ASKED.fits(text)


def is_answered(text: str) -> bool:
    """Whether a heading announces what readers wrote."""
    return _ANSWERED.fits(text)


def is_about(text: str) -> bool:
    """Whether a heading announces what somebody says of themselves."""
    return _ABOUT.fits(text)


def is_press_contact(text: str) -> bool:
    """Whether a heading announces whom the press may ask."""
    return _PRESS.fits(text)

"""Labels, counts and calls of a site around a text, in the languages that most pages are written in."""

from index.ingest.readers.html.wording import Wording

# Buttons and labels, which say nothing without what they stand beside.
_LABEL = Wording(
    r"""
    explore the topic|key (?:events|moments)|article réservé aux abonnés|réservé à nos abonnés|offrir (?:l'|l’|
    cet )article
    ajouter à (?:vos|mes) .{1,20}|réagir|contribuer|réutiliser ce contenu|comparte esto|me gusta(?: esto)?|share this
    like this|package information|(?:in )?other (?:languages|formats).{0,40}|scroll to navigation|raw man page|
    cook mode
    chat with us|check availability|book (?:now|your stay|online)|ask a question|deja una respuesta|maybe|
    add languages
    (?:post reply|quick reply|log ?in|add a comment|improve this (?:question|answer)|asked|modified|viewed|edited|
    answered|sorted by|highest score.{0,20}|last modified|share|save|print|listen|bookmark|copy|download|like|
    follow|subscribe|sign up|register|log ?in|sign in|reply|quote|report|edit|menu|close|search|source|expand|
    collapse|advertisement|ad|sponsored|promoted|dark|light|theme|settings|loading)
    (?:share|save|email|tweet|pin|print|copy|bookmark|download|like|cite|rate|follow|award|report|flag|
    watch)(?: (?:this|the|for|to|on|via|link|page|it|by|post|in|with|a|recipe|article|story|comment|update|question|
    topic|thread|later|url|as|pdf|friends|facebook|twitter|x|linkedin|whatsapp|reddit|pinterest|email|mail|
    moderator|all|clipboard|collection|item|path|social media|networks))+
    add to (?:cart|basket|bag|wish ?list|favou?rites|calendar|library|list)
    (?:jump|skip|go|scroll|return|back) (?:to|down to|back to)(?: the)?(?: main| product| page)? ?(?:content|recipe|
    top|navigation|search|comments?|information|main|home ?page|start|video|footer|results|beginning).{0,15}
    advertise?ments?(?: feature)?(?:\W.{0,50})?|paid (?:content|post)
    (?:continue|article continues|story continues).{0,20}(?:below|advert\w*|reading)
    why (?:am i|are you) seeing this ad.{0,5}|expand description|run in playground
    load (?:more|older|newer|previous)(?: \w+){0,3}|show (?:more|less|all.{0,20})
    view (?:venue|all|more|on|in).{0,30}|see all(?: .{0,30})?|read more|learn more|find out more|click here
    start now|apply (?:now|for this job|online)|book (?:a demo|now|tickets?)
    get (?:a demo|started|the app|tickets?|directions|a quote)|buy (?:now|tickets?|it now)|more payment options
    open in (?:app|browser|new tab)|download (?:mp3|pdf|the app|app|images?|now|transcript|this).{0,30}|listen on
    watch on|play|pause|post comments? \(atom\)|tags?|topics|categories|filed under|posted in|archived under
    published in|sort by.{0,20}|order by.{0,20}|jump to|reply via .{0,30}|(?:date|thread) (?:index|prev|next)
    message view|all events|table of contents|contents|on this page
    in this (?:article|section|page|guide|chapter|issue)|article (?:summary|contents|tools)|written by
    about the authors?|about the writer|media contacts?|press contacts?|editorial contacts?|applies to|sale!?|new!?
    verified purchase|helpful|yes|no|not (?:really|helpful)|report abuse|show source|view source|view page source
    edit (?:this|on).{0,30}|see also our .{0,40}|previous|next|older posts?|newer posts?|home|select language
    translate this page|english(?: \(.{1,20}\))?|accept(?: all)?(?: cookies)?|reject(?: all)?|ok|got it|agree
    manage (?:cookies|preferences|options|choices)|text size.{0,20}|aa|live|breaking|exclusive|subscribers? only
    premium|members? only|free|required fields.{0,40}|view larger (?:image|map)|enlarge(?: image)?|zoom.{0,12}
    view (?:gallery|photos)|share (?:this|on|via).{0,30}|privacy (?:policy|choices|notice)
    terms (?:of (?:use|service)|and conditions)|cookie (?:policy|settings|preferences)|imprint|contact us|site ?map
    follow us(?: on)?
    (?:teilen|drucken|merken|anhören|anzeige|werbung|speichern|kommentieren|vorlesen|schließen|suchen?|startseite|
    weiterlesen|mehr|inhalt|inhaltsverzeichnis|auf dieser seite|in diesem (?:artikel|beitrag)|dans cet article|
    en este artículo|in questo articolo|neste artigo|содержание|в этой статье|本文目录|文章目录|この記事の(?:目次|
    内容)|محتويات|
    schlagworte?|themen|impressum|datenschutz|zurück|nach oben|autor|autorin)
    (?:artikel|seite|beitrag|link|rezept) (?:teilen|drucken|merken|anhören|kopieren|speichern|versenden|
    vorlesen).{0,20}|(?:anhören|hören)(?: \(.{1,15}\))?|(?:zum|zur|in den|auf die|auf den) (?:warenkorb|merkzettel|
    wunschliste|inhalt|seitenanfang|hauptinhalt|startseite|kasse|vergleich)(?: .{0,20})?
    mehr (?:anzeigen|erfahren|lesen)|jetzt (?:lesen|kaufen|bewerben|bestellen|anmelden|abonnieren)
    über (?:den|die) autor(?:in|en)?|auf (?:facebook|x|twitter|whatsapp|linkedin) teilen|inkl\. (?:mwst|ust).{0,50}
    zzgl\. versand.{0,20}|(?:\d+ )?bewertungen
    (?:partager|imprimer|enregistrer|publicité|écouter|sommaire|commenter|suivant|précédent|accueil|rechercher|
    mots-clés|étiquettes|fermer|lire la suite)|partager (?:sur|cet|l'|par|via|cette).{0,30}
    (?:je m['’]|s['’])abonn(?:e|er)(?: .{0,20})?|aller (?:au|à la) (?:contenu|menu|navigation|recherche).{0,20}
    (?:ajouter|retour) (?:au|en|à) (?:panier|haut|accueil|favoris|l'accueil|la liste).{0,20}|lire plus tard
    réservé aux abonnés|à propos de l['’]auteur|haut de page|plan du site|mentions légales
    (?:compartir|comparte|imprimir|guardar|publicidad|escuchar|etiquetas|suscríbete|menú|buscar|inicio|temas|
    siguiente|anterior)|(?:compartir|comparte)(?: (?:en|por|esta|este|la|el)).{0,30}|archivado en.{0,20}
    (?:añadir|agregar) (?:al carrito|a favoritos|a la cesta)|copiar enlace|sigue leyendo|leer más|ver más
    sobre el autor|publicidad.{0,40}|volver (?:arriba|al inicio)|(?:condividi|stampa|pubblicità|ascolta|salva|
    commenta|cerca|etichette|argomenti)|condividi (?:su|l'articolo|questo).{0,20}
    ascolta (?:la versione|l'articolo|questo).{0,20}|torna su|(?:compartilhar|compartilhe|imprimir|publicidade|
    ouvir|partilhar|partilhe).{0,25}|voltar ao topo|adicionar ao carrinho
    (?:поделиться|реклама|печать|распечатать|теги|метки|автор|подписаться|комментировать|наверх|поиск|далее|назад|
    в избранное|в корзину|слушать|войти|регистрация)|поделиться (?:в|ссылкой|с|новостью|статьёй).{0,20}
    [\d\s]+просмотр(?:ов|а)?|на правах рекламы|(?:シェア|ツイート|ブックマーク|保存|印刷|いいね|フォロー|コピー|
    ポスト)(?:する)?|リンクをコピー
    (?:広告|ＰＲ|PR|目次|タグ|カテゴリー?|ログイン|会員ログイン|検索|トップ|ホーム|メニュー|ページトップへ?|
    ページの先頭へ|前へ|次へ|一覧へ?|記事一覧)
    (?:分享|收藏|点赞|在看|打印|列印|广告|廣告|标签|標籤|目录|目錄|返回顶部|登录|登錄|注册|首页|下载|举报|复制链接|
    阅读原文|展开全文|展开|收起|关注|已关注|转发)(?:到.{1,8}|本文)?
    责任编辑.{0,15}|编辑[:：].{0,10}|阅读 ?[\d.万+]+|(?:شارك|مشاركة|طباعة|إعلان|إعلانات|حفظ|نسخ الرابط|الوسوم|
    الكلمات المفتاحية|التالي|السابق|الرئيسية|بحث|تسجيل الدخول)(?: (?:الخبر|المقال|على|عبر|هذا).{0,25})?
    """
)
# Counts, and how long it takes to read.
_COUNT = Wording(
    r"""
    (?:zugriffe|hits|aufrufe|visitas|affichages?|views|visits|просмотров)\s?:?\s?[\d.,]+|\d+ languages|
    kategorie\s?:.{1,40}
    (?:\d+[\s-]*(?:min(?:ute)?s?|mins)(?:\(s\))?[\s-]*(?:read(?:ing)?(?: time)?|listen|to read)|
    (?:estimated )?(?:reading|read) time\W*.{1,20}|(?:minutes?|min) to read|about \d+ minutes?(?: to read)?|
    (?:less than )?(?:a|one|two|three|four|five|six|seven|eight|nine|ten)[\s-]minutes?[\s-]read)
    \d+ minute\(?s?\)? (?:to )?read|lesezeit\W*.{1,20}|lesedauer\W*.{1,20}|\d+ min\.? lesezeit
    (?:temps|durée) de lecture\W*.{1,20}|lecture\W*\d+ min.{0,6}|\d+ min de lectur[ae]
    (?:tiempo de )?lectura\W*(?:de )?\d+ ?min.{0,8}|tempo di lettura\W*.{1,20}|tempo de leitura\W*.{1,20}
    время (?:чтения|на чтение)\W*.{1,20}|чтение\W*\d+ мин.{0,6}|読了(?:時間|目安)?\W*.{0,12}|
    この記事は約?\d+分で読めます|\d+分で読めます?
    (?:阅读|閱讀)(?:时间|時間|时长|时长约)?[:：约約]?\W*\d+ ?分钟?|مدة القراءة\W*.{1,20}|وقت القراءة\W*.{1,20}|
    \d+ دقائق قراءة
    okuma süresi\W*.{1,20}|leestijd\W*.{1,20}|czas czytania\W*.{1,20}
    (?:\d[\d.,\s]*k?|no|one)\s+(?:posts?|members?|guests?|comments?|shares?|views?|likes?|reads?|replies|answers?|
    votes?|reactions?|claps|ratings?|(?:customer )?reviews?|points?|followers|upvotes?|contributors?|downloads)
    viewed [\d.,]+(?: times?)?|read [\d.,]+ times|[\d.]+ (?:from|out of|of) [\d.]+(?: (?:votes?|stars?|reviews?|
    ratings?))?|[\d.]+ ?\(\d+\)|\d+:\d\d ?/ ?\d+:\d\d|page \d+ of \d+|posts: ?[\d,.]+
    (?:in|out of) stock(?:[,.:] .{0,40})?|ships (?:tomorrow|today|within.{0,20})
    """
)
# Calls and notices: sentences.
_CALL = Wording(
    r"""
    sign up for (?:more|our|the|free|my|a free|weekly|daily|news|updates|emails?)\b.{0,100}
    this topic was automatically closed.{0,120}|new replies are no longer allowed.{0,20}|get emails? (?:about|
    when) .{1,60}
    cook mode.{0,60}|(?:prevent|keep) (?:your|the) screen .{1,40}|affiliate (?:links?|disclosure|notice).{0,120}
    community content is available .{1,80}|take your favorite .{1,80}|tu dirección de correo .{1,100}
    los campos obligatorios .{1,60}|cargando.{0,4}|i(?:l|n) vous reste .{1,12} de cet article.{0,120}|
    la suite est réservée.{0,60}
    (?:you are here|sie sind hier|aktuelle seite|vous êtes ici|estás aquí)\s?:.{0,120}|(?:join|
    take part in) .{0,30}webring.{0,60}
    (?:please )?(?:sign up|subscribe|register)(?: (?:for|to|now|today|here|with|free|below|
    and)\b(?=.{0,100}\b(?:newsletters?|updates?|alerts|e?-?mails?|inbox|channel|our|my|free|podcast|feed|today|now|
    magazine|comment|premium)\b).{0,150}| (?:now|today|here|free|below)\W*)?
    (?:join|become) (?:(?:a|our|the|us|over|more than|\d[\d,]*)\s?.{0,60})?(?:newsletter|subscribers?|readers|
    members?|mailing list|community|channel).{0,80}|get (?:the|our|more|all|your|daily|weekly) .{0,90}(?:inbox|
    newsletter|email|e-mail|headlines|delivered).{0,60}|(?:enjoy(?:ed|ing)?|like(?:d)?|love(?:d)?) (?:this|what you|
    reading|it).{0,30}\?.{0,150}|follow (?:us|me|our|@).{0,120}|(?:like|find|join|connect with|tag) (?:us|me|
    our) .{0,80}|did you make this.{0,120}|(?:want|looking for) .{1,90}\? (?:download|get|sign|subscribe|book|join|
    try|grab).{0,90}|download (?:our|the) (?:free )?.{0,40}app.{0,60}
    read (?:faster|more|it|this).{0,30} in (?:the|our) .{0,30}app.{0,10}
    (?:already|not yet|not) a (?:subscriber|member).{0,60}|(?:log|sign) ?in to (?:comment|vote|post|reply|continue|
    read|save|join|follow|view|leave|ask|answer|like|access|see|add|rate|unlock)\b.{0,60}
    (?:please )?(?:log|sign) ?in or (?:register|sign ?up|create).{0,60}|welcome, guest.{0,80}
    you must be (?:logged|registered|signed).{0,60}|only logged[- ]in .{0,80}
    create (?:a free|an|your) account.{0,60}|(?:you have|you've) (?:read|reached|used|hit) .{0,80}(?:free|limit|
    month|articles|stories).{0,60}|(?:to )?(?:keep|continue) reading(?:,)? (?:with|for|this|subscribe|log|sign|
    please).{0,80}|thanks for reading.{0,160}|thanks for contributing.{0,100}|this post is public.{0,60}
    users browsing this forum.{0,120}|not the answer you'?re looking for.{0,120}
    .{1,60} is a reader-supported publication.{0,140}|except where otherwise noted.{0,140}|retrieved from .{0,120}
    this (?:article|page).{0,60} is a stub.{0,120}|you can help .{0,40} by expanding it.{0,20}
    updated (?:over |about |almost )?(?:an?|\d+) (?:minute|hour|day|week|month|year)s? ago|last updated .{0,40}
    from .{1,30}, the free .{0,20}|posted by .{0,40}|this page was last .{0,80}|know someone who can answer.{0,80}
    browse other questions.{0,80}|share .{1,40}\bsubscribe.{0,40}|we'?re here to help.{0,60}
    (?:hi|hello|hey)[!,]? (?:how can|i'?m|need|there).{0,80}|start (?:your|a) free trial.{0,60}
    ready to (?:get started|update|try|upgrade|start|begin).{0,40}
    (?:this|the) (?:post|page|article|site|episode|newsletter|website|recipe) (?:may contain|contains|
    is (?:sponsored|brought|supported|reserved)|uses|is for (?:paid|subscribers|members)|
    was (?:sponsored|brought)).{0,140}|(?:as an|we may earn|we earn|i earn|i may earn) .{0,30}(?:affiliate|
    associate|commission).{0,120}|support (?:our|independent|us|local|my) .{0,120}|(?:never|don['’]t) miss .{1,80}
    (?:we|our site|this site|this website|our website)(?: and our .{1,30})? (?:uses?|store|value|
    respect)s? .{0,40}(?:cookies?|information|privacy).{0,120}|(?:be the first to|no) comments?(?: yet)?.{0,60}
    comments (?:are|have been) (?:closed|disabled|turned off).{0,60}|your (?:e-?mail|email) address will not.{0,60}
    unsubscribe (?:at )?any ?time.{0,40}|no spam.{0,60}|by (?:signing|subscribing|clicking|continuing|
    registering).{0,160}|(?:powered|generated|built|hosted|published|converted|made|proudly powered|
    mail converted) (?:by|with|using|on) (?!the (?:user|reader|server|client)).{1,50}
    this browser is no longer supported.{0,40}|(?:the )?documentation for this .{1,40} was generated from .{0,50}
    responses are generated using ai.{0,60}|(?:last|page) (?:edited|modified|updated|changed|
    reviewed)(?: on| at| by|:).{0,60}|(?:.{1,40})?(?:all rights reserved|alle rechte vorbehalten|
    tous droits réservés|todos los derechos reservados|tutti i diritti riservati|todos os direitos reservados|
    все права защищены|riproduzione riservata|reproducción prohibida|無断転載を禁(?:じます|ず)|版权所有|版權所有|
    جميع الحقوق محفوظة).{0,60}|(?:©|\(c\)|copyright) .{0,120}|you are visitor.{0,40}|best viewed .{0,40}
    sign (?:our|my) guest ?book|page created in .{0,40}|.{1,40} is an equal opportunity employer.{0,120}
    drop your (?:cv|résumé|resume).{0,60}|content is available under .{0,80}|orders placed before .{0,60}
    this product is .{0,20}eligible.{0,80}|scan (?:the|this) (?:qr )?code.{0,80}
    (?:(?:jetzt )?(?:abonnieren sie|abonniere|abonnieren)\b.{0,30}(?:newsletter|kanal|podcast|uns|kostenlos|jetzt|
    zeitung).{0,100}|(?:jetzt |hier |kostenlos )(?:abonnieren|anmelden|registrieren)|folgen sie uns.{0,100}|
    folge? uns .{1,100}|newsletter (?:bestellen|abonnieren|anmelden).{0,60}|.{0,50}gutschein für .{0,60}|
    melden sie sich (?:jetzt |hier )?(?:für|zu) unsere[mn] .{0,20}newsletter an[.!])
    (?:die )?kommentar(?:funktion|e) (?:ist|sind|für|wurde).{0,80}|sie möchten keine .{0,140}
    wir verwenden cookies.{0,120}|(?:diese|unsere) (?:website|seite|webseite) (?:verwendet|nutzt) cookies.{0,100}
    (?:abonnez-vous|inscrivez-vous|suivez-nous|rejoignez|recevez (?:notre|nos|toute|chaque)|soutenez|déjà abonné|
    il vous reste .{1,10} de cet article|la suite est réservée|cet article est réservé|
    nous utilisons des (?:cookies|traceurs)).{0,140}|(?:s[uú]scr[ií]b[ea](?:te|se)|síguenos|regístrate|únete|
    apúntate|recibe (?:nuestr|las|todas|en tu)|consulta aquí las normas|descarga (?:nuestra|la) app|
    hazte (?:socio|suscriptor)|ya eres suscriptor|apoya (?:el|nuestro) periodismo|utilizamos cookies|
    est[ea] (?:sitio|página)(?: web)? (?:usa|utiliza) cookies).{0,140}
    (?:il |la )?(?:video|servizio|lettura) consigliat[oa]: .{1,80}
    (?:iscriviti|abbonati|seguici|ricevi (?:la|le|ogni)|unisciti|sostieni|accetta i cookie|
    segui(?:teci)? .{0,20} su).{0,140}|(?:assine|inscreva-se|siga-nos|siga o|receba (?:as|os|nossa)|cadastre-se|
    subscreva).{0,140}|(?:подпи(?:сывайтесь|шитесь|ши(?:сь|тесь))|следите за (?:нами|новостями)|присоединяйтесь|
    читайте нас|сообщить об ошибке|выделите (?:её|текст|ошибку)).{0,140}
    .{0,60}(?:会員登録|メルマガ登録|フォローお願いします|フォローしてください|有料会員(?:限定|登録)|
    この記事は.{0,12}会員|(?:続き|全文)を読むには|ログインしてください|著作権は).{0,60}
    .{0,30}(?:二维码|二維碼|公众号|扫一扫|扫码|掃碼|下载(?:客户端|APP|app)|点击上方|关注我们|關注我們|未经授权|
    不得转载|本文来源|声明：|免责声明|打开(?:APP|客户端)|
    点赞).{0,60}|(?:تابعونا|تابعنا|اشترك|اشتركوا|انضم|انضموا|سجل الآن|للاشتراك|حمل التطبيق).{0,140}
    """
)


def is_label(text: str) -> bool:
    """Whether a text is the label of something to be pressed."""
    return _LABEL.fits(text)


def is_count(text: str) -> bool:
    """Whether a text tells how many read, shared or answered, or how long it takes to read, and no more."""
    return _COUNT.fits(text)


def is_call(text: str) -> bool:
    """Whether a sentence calls readers to subscribe, follow or log in, or is a notice of the site's own."""
    return _CALL.fits(text)

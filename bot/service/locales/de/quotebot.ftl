# Was Quotebot auf Deutsch sagt. Namen in geschweiften Klammern werden ausgefüllt. Syntax: https://projectfluent.org/fluent/guide/

## Befehle: was man in Discord tippt und in der Liste liest. Namen: Kleinbuchstaben, ohne Leerzeichen, höchstens 32 Zeichen.

ask-name = frage
ask-description = Stell eine Frage; die Antwort wird aus den Artikeln zitiert
ask-question-name = frage
ask-question-description = Was du wissen möchtest
ask-private-name = privat
ask-private-description = Nur du siehst die Antwort
ask-source-name = quelle
ask-source-description = Nur Artikel dieser Quelle zitieren
ask-language-name = sprache
ask-language-description = Nur Artikel in dieser Sprache zitieren
ask-about-name = Dazu etwas fragen
find-sources-name = Quellen suchen
quote-name = Als Antwort zitieren
search-name = suche
search-description = Suche Textstellen in den Artikeln
search-query-name = suchbegriffe
search-query-description = Wonach gesucht werden soll
search-source-name = quelle
search-source-description = Nur Artikel dieser Quelle
search-after-name = ab
search-after-description = Nur Artikel von diesem Tag oder später, etwa 2025-02-14, 2025-02 oder 2025
search-before-name = vor
search-before-description = Nur Artikel aus der Zeit vor diesem Tag, etwa 2025-02-14, 2025-02 oder 2025
article-name = artikel
article-description = Lies einen Artikel; was dir daraus zitiert wurde, ist markiert
article-title-name = titel
article-title-description = Fang an, den Titel zu tippen
sources-name = quellen
sources-description = Woraus die Antworten zitiert werden
help-name = hilfe
help-description = Was dieser Bot kann und wie du ihn fragst
privacy-name = datenschutz
privacy-description = Was über dich gespeichert wird
privacy-about-name = info
privacy-about-description = Was gespeichert wird, wie lange und wozu
privacy-delete-name = löschen
privacy-delete-description = Lösche deine Fragen und Bewertungen sofort
library-name = bibliothek
library-description = Die Artikel dieses Servers
library-add-name = hinzufügen
library-add-description = Füge diesem Server Artikel aus Dateien hinzu
library-add-file-name = datei
library-add-file-description = Eine Datei mit Artikeln; ohne sie öffnet sich ein Formular für bis zu zehn
library-add-channel-name = kanal
library-add-channel-description = Nur in diesem Kanal und seinen Threads daraus zitieren
library-add-role-name = rolle
library-add-role-description = Nur Mitgliedern mit dieser Rolle daraus zitieren, und nur privat
library-add-thread-name = thread-hinzufügen
library-add-thread-description = Mach aus einem Thread oder Forenbeitrag einen Artikel dieses Servers
library-add-thread-thread-name = thread
library-add-thread-thread-description = Der Thread oder Forenbeitrag; sonst der, in dem du gerade bist
library-add-thread-pinned-name = angepinnt
library-add-thread-pinned-description = Stattdessen die angepinnten Nachrichten
library-address-name = adresse-hinzufügen
library-address-description = Füge die Artikel einer Seite, Website oder eines Feeds hinzu und halte sie aktuell
library-address-address-name = adresse
library-address-address-description = Einer Seite, eines Feeds oder, mit Schrägstrich am Ende, einer Website samt allen Unterseiten
library-address-every-name = wie-oft
library-address-every-description = Wie oft dort nachgesehen wird; täglich, wenn du nichts wählst
library-address-page-name = nur-diese-seite
library-address-page-description = Nur diese Seite lesen und keine darunter
library-every-1h = stündlich
library-every-6h = alle 6 Stunden
library-every-1d = täglich
library-every-7d = wöchentlich
library-remove-name = entfernen
library-remove-description = Entferne einen Artikel oder eine Adresse dieses Servers
library-remove-title-name = titel
library-remove-title-description = Fang an, den Titel oder die Adresse zu tippen
library-sync-name = abgleichen
library-sync-description = Bring den Index der Artikel dieses Servers auf den neuesten Stand
library-corrections-name = korrekturen
library-corrections-description = Was an Antworten hier korrigiert wurde, und wie man es zurücknimmt
library-status-name = status
library-status-description = Wie viele Artikel dieser Server hat und für wen
settings-name = einstellungen
settings-description = Wo und wie der Bot auf diesem Server antwortet
review-name = prüfen
review-description = Fragen ohne Antwort, schlecht bewertete Antworten und Zitate aus geänderten Quellen

## Antworten

answer-none = **Darauf geben die Artikel keine Antwort.**
answer-none-closest = **Darauf geben die Artikel keine Antwort.** Die ähnlichsten Textstellen findest du hinter der Schaltfläche; sie sind keine Antwort.
missing-articles = Kein Artikel erwähnt „{ $asked }“.
missing-passages = Die ähnlichsten Textstellen erwähnen „{ $asked }“ nicht.
missing-figure = In den ähnlichsten Textstellen steht { $told }, nicht { $asked }.
answer-open = Nicht beantwortet: „{ $asked }“
answer-following = Im Anschluss an: { $question }
source-older = ältere Fassung
answer-also-in = Auch in: { $sources }
answer-also-more = { $count ->
    [one] und einem weiteren
   *[other] und { $count } weiteren
  }
answer-limited = Aus Artikeln, die nur du und andere mit deinen Rollen lesen dürfen:
answer-closest = Die ähnlichsten Textstellen. **Sie beantworten die Frage nicht.**
answer-confidence = Einschätzung: { $level ->
    [sure] sicher
    [likely] wahrscheinlich
   *[unsure] unsicher
  }
answer-asked = Frage: { $question }
answer-personal = Nur du siehst das, da der Bot hier nicht installiert ist.
excerpt-steps-before = … davor { $count ->
    [one] ein Schritt
   *[other] { $count } Schritte
  }
excerpt-steps-after = … { $count ->
    [one] ein weiterer Schritt
   *[other] { $count } weitere Schritte
  }
excerpt-items-before = … davor { $count ->
    [one] ein Punkt
   *[other] { $count } Punkte
  }
excerpt-items-after = … { $count ->
    [one] ein weiterer Punkt
   *[other] { $count } weitere Punkte
  }
button-open = Quelle öffnen
button-read = Im Zusammenhang lesen
button-present = Heutigen Text lesen
button-why = Warum das?
button-follow = Weiterfragen
button-share = Allen zeigen
share-limited = Diese Antwort zitiert Artikel, die hier nicht alle lesen dürfen; deshalb bleibt sie unter uns.
share-again = Du hast diese Antwort schon gezeigt.
button-closest = Ähnlichste Textstellen
button-previous = Zurück
button-next = Weiter
button-replace = Ersetzen
button-keep = Beide behalten
button-cancel = Abbrechen
button-undo = Rückgängig machen
button-correct = Korrigieren …
button-answer = Beantworten
button-export = Exportieren (CSV)
vote-counted = { $up ->
    [true] Gezählt: 👍.
   *[other] Gezählt: 👎.
  } Du kannst deine Bewertung ändern. Bisher 👍 { $ups }, 👎 { $downs }.
vote-form-title = Gezählt: 👎. Was stimmt daran nicht?
vote-form-reason = Was stimmt nicht?
vote-form-remark = In wenigen Worten
vote-form-readers = Wer diesen Server verwaltet, kann es lesen, ohne deinen Namen.
vote-reason-wrong = Sie ist falsch
vote-reason-old = Sie ist veraltet
vote-reason-other = Danach habe ich nicht gefragt
vote-reason-unclear = Sie ist unklar
follow-title = Weiterfragen
follow-label = Deine nächste Frage
why-title = **Warum diese Zitate?**
why-confidence = Sicherheit, dass die Artikel antworten: { $confidence }; ab { $threshold } werden Zitate als Antwort gezeigt.
why-name = Kein Zitat handelt von jemandem oder etwas, das in der Frage genannt ist; deshalb gelten sie nicht als Antwort.
why-denied = Die Frage verneint etwas, das das Zitat nicht verneint; das macht eine Antwort weniger wahrscheinlich.
why-nothing = Nichts in den Artikeln hat ein Wort oder den Sinn mit der Frage gemeinsam.
why-evidence = Ähnlichkeit im Sinn: beim besten Satz { $sentence }, bei seiner Textstelle { $passage }, Wort für Wort { $late }. Anteil der Wörter der Frage, nach Seltenheit gewichtet: im Zitat { $covered }, in Titel und Überschrift { $titled }.
why-quote = Zitat { $rank }, { $title }: Wahrscheinlichkeit, das beste zu sein: { $score }. Gemeinsame Wörter: { $words }
why-reader = Wahrscheinlichkeit, dass Zitat { $rank } antwortet, nach einem Modell, das es mit der Frage liest: { $reader }
why-written = Jemand, der diesen Server verwaltet, hat es als Antwort auf diese Frage geschrieben.
why-no-words = keine; am Sinn gefunden

## Nachschlagen

search-none = Zu „{ $query }“ wurde nichts gefunden.
search-head = Textstellen zu „{ $query }“, { $first }–{ $last } von { $count }
search-filter = Nur: { $filters }
search-date-wrong = „{ $date }“ ist kein Datum. Schreib es so: 2025-02-14, 2025-02 oder 2025.
ask-language-none = Eine Sprache namens „{ $language }“ kenne ich nicht. Wähl eine aus der Liste, die beim Tippen erscheint.
article-none = Einen Artikel mit dem Titel „{ $title }“ gibt es hier nicht. Wähl einen aus der Liste, die beim Tippen erscheint.
page-of = Seite { $page } von { $pages }
locator-page = S. { $label }
locator-slide = Folie { $label }
locator-time = { $label }
context-changed = Der Artikel wurde geändert, seit er zitiert wurde, und enthält das Zitat nicht mehr.
context-former = Das ist der Text, wie er bis { $date } war. Die Quelle wurde seither geändert.
context-now = **Was heute dort steht**; gestrichene Wörter sind durchgestrichen, neue fett:
context-lost = **Diese Textstelle gibt es nicht mehr.**
context-gone = Dieser Artikel gehört nicht mehr zu denen, die du hier lesen darfst.
shown-gone = Das ist zu lange her: Was gezeigt wurde, ist nicht mehr gespeichert. Frag noch einmal.
sources-none = Es gibt noch keine Artikel.
sources-head = { $articles ->
    [one] Ein Artikel
   *[other] { $articles } Artikel
  } aus { $publishers ->
    [one] einer Quelle
   *[other] { $publishers } Quellen
  }
sources-line = { $count ->
    [one] ein Artikel
   *[other] { $count } Artikel
  }
sources-none-named = Ohne Angabe der Quelle
sources-server = Artikel dieses Servers
sources-shared = Artikel für alle Server
sources-limited = Beschränkt auf { $who }

## Foren

forum-help = **Hat das geholfen?**
forum-similar = **Ähnliche Beiträge, die gelöst sind**
forum-is-solved = **Gelöst.**
forum-solved = Danke. Dieser Beitrag gilt als gelöst.
forum-tagged = Danke. Dieser Beitrag hat jetzt den Tag „{ $tag }“.
forum-counted = Danke, das ist gezählt.
forum-told = Danke. Die Moderation weiß nun Bescheid.
forum-did-not-help = Eine Antwort von mir hat nicht geholfen: { $post }, { $url }
forum-no-tag = Der Tag ließ sich nicht setzen: Dieses Forum hat keinen Tag „{ $tag }“.
forum-full-tags = Der Tag „{ $tag }“ ließ sich nicht setzen: Der Beitrag hat schon fünf, mehr geht nicht.
forum-may-not-tag = Der Tag „{ $tag }“ ließ sich nicht setzen: Mir fehlt hier die Berechtigung „Threads verwalten“.
forum-not-tagged = Der Tag „{ $tag }“ ließ sich nicht setzen: Discord hat ihn nicht angenommen.
button-helped = Ja, gelöst
button-unhelped = Nein

## Hilfe und Datenschutz

help-text = **Quotebot antwortet mit Zitaten.** Er sucht in einer Sammlung von Artikeln die Sätze, die deine Frage beantworten, und zeigt sie Wort für Wort mit ihrer Quelle. Er schreibt nichts Eigenes dazu, und wenn die Artikel keine Antwort haben, sagt er das.
    { "" }
    { "" }**Fragen**: `/{ $ask }`, erwähne { $bot }, antworte auf eine seiner Antworten oder schreib ihm direkt. Er versteht, was vorher war („Und wie ist es mit Venezuela?“).
    { "" }**Nachschlagen**: `/{ $search }`, `/{ $article }`, `/{ $sources }`.
    { "" }**Eine Nachricht prüfen**: in ihrem Menü, Apps, „{ $find }“.
    { "" }**Unter einer Antwort**: Der fett gedruckte Satz ist der, der antwortet; *Im Zusammenhang lesen* zeigt ihn in seinem Artikel; *Warum das?* sagt, was für ihn sprach; 👍 und 👎 helfen, besser zu werden.
    { "" }
    Ein Zitat zeigt, was ein Artikel sagt, nicht, dass es stimmt. Was über dich gespeichert wird: `/{ $privacy }`.
help-personal = **Hier** ist der Bot nur für dich installiert: Nimm seine Befehle, denn Erwähnungen und Antworten liest er nicht. Nur du siehst, was er antwortet, aus den Artikeln für alle Server.
privacy-text = **Was über dich gespeichert wird und wozu**
    • Deine Fragen und Suchen, welche Artikel du geöffnet hast und was dir gezeigt wurde, mit deiner Benutzer-ID, dem Kanal, der Nachricht mit der Frage und der Zeit, damit die Schaltflächen funktionieren, Anschlussfragen verstanden werden, eine Antwort einer Frage folgt, die du bearbeitest oder löschst, und du alles löschen kannst. { $days ->
        [one] Einen Tag lang.
       *[other] { $days } Tage lang.
      }
    • Deine Bewertungen 👍 👎 mit deiner Benutzer-ID, eine je Antwort, solange die Antwort gespeichert ist; bei einem 👎 auch, was du als Grund angegeben hast. Wer den Server verwaltet, kann das lesen, ohne deinen Namen.
    • Wer einen Server verwaltet, sieht, welche Fragen dort nicht beantwortet werden konnten, welche Antworten schlecht bewertet wurden und bei welchen sich die Quelle seither geändert hat, ohne Namen.
    • Nachrichten von dir, aus denen jemand, der einen Server verwaltet, Artikel gemacht hat („{ $quote }“ oder ganze Threads), mit deiner Benutzer-ID, solange es die Nachrichten gibt; mit deinem Namen nur, wenn du zugestimmt hast. Lösch eine Nachricht oder nutz die Schaltflächen darunter, dann wird sie nicht mehr zitiert.
    • Die Titel deiner Beiträge in Foren, in denen ich von selbst antworte, mit deiner Benutzer-ID, solange es die Beiträge gibt.
    • Antworten, die du beim Verwalten eines Servers geschrieben hast („{ $answer }“), bis jemand, der ihn verwaltet, sie entfernt; mit deinem Namen nur, wenn du das gewählt hast.
    Sonst nichts: keine anderen Nachrichten (auch keine, die du mit „{ $find }“ prüfst), keine anderen Namen, keine Adressen. Nichts davon wird irgendwohin geschickt.
    `/{ $delete }` löscht deine Fragen und Bewertungen sofort.
privacy-deleted = { $count ->
    [0] Über dich war nichts gespeichert.
    [one] Gelöscht: ein Eintrag. Über dich ist nun nichts mehr gespeichert.
   *[other] Gelöscht: { $count } Einträge. Über dich ist nun nichts mehr gespeichert.
  }

## Für alle, die einen Server verwalten

library-added = Hinzugefügt für { $who }: { $titles }
library-added-more = { $count ->
    [one] und einer mehr
   *[other] und { $count } mehr
  }
library-problems-more = { $count ->
    [one] und ein weiteres Problem
   *[other] und { $count } weitere Probleme
  }
library-nothing-added = Es wurde nichts hinzugefügt.
library-form-title = Artikel zu diesem Server hinzufügen
library-form-files = Dateien
library-form-description = Bis zu zehn; eine .zip-Datei kann viele enthalten
library-reading = Wird gelesen: { $files } von { $count ->
    [one] einer Datei
   *[other] { $count } Dateien
  } gelesen.
library-embedding = Wird hinzugefügt: { $files ->
    [one] eine Datei
   *[other] { $files } Dateien
  } gelesen, { $embedded ->
    [one] eine Textstelle
   *[other] { $embedded } Textstellen
  } aufgenommen, noch etwa { $left }.
library-address-added = Hinzugefügt für { $who } und ab jetzt aktuell gehalten ({ $pages ->
    [one] eine Seite
   *[other] { $pages } Seiten
  }): { $titles }
library-address-none = „{ $address }“ ist nicht die Adresse einer Seite. Schreib sie so: https://server/pfad, ohne Namen oder Passwort.
library-address-repository = Repositorys werden für einen Server nicht gelesen. Gib die Adresse der zugehörigen Seiten an oder füge die Dateien mit `/{ library-name } { library-add-name }` hinzu.
library-addresses-full = Dieser Server hat { $count } Adressen, mehr geht nicht. Entferne erst eine.
library-addresses-off = Wer diesen Bot betreibt, erlaubt Servern keine Adressen.
library-of-address = „{ $title }“ ist von { $address } und käme beim nächsten Nachsehen wieder. Entferne stattdessen diese Adresse.
library-addresses = **Adressen**
library-address-line = • { $address }, für { $who }: { $articles ->
    [one] ein Artikel
   *[other] { $articles } Artikel
  }, nachgesehen { $looked }, das nächste Mal { $next }
library-address-fails = • { $address }, für { $who }: { $articles ->
    [one] ein Artikel
   *[other] { $articles } Artikel
  }, nicht lesbar { $looked }, zum { $failures }. Mal; wieder { $next }
library-address-waits = • { $address }, für { $who }: noch nicht nachgesehen
library-reading-pages = Wird gelesen: { $pages ->
    [one] eine Seite
   *[other] { $pages } Seiten
  } gelesen.
library-goes-on = Das dauert länger und läuft weiter. Was daraus wird, steht später in diesem Kanal; `/{ $status }` sagt, wie weit es ist.
library-articles = { $count ->
    [one] ein Artikel
   *[other] { $count } Artikel
  }
library-replaces-some = { $count ->
    [one] Die Datei hat
   *[other] Einige der Dateien haben
  } den Namen von etwas, das mit anderem Text schon da ist. Ersetzt würde: { $titles }
library-undone = Rückgängig gemacht: Was hinzugefügt wurde, ist weg, und was es ersetzt hatte, ist wieder da.
library-not-undone = Das lässt sich nicht mehr rückgängig machen: Diese Artikel wurden seither anderweitig geändert.
library-left-out = **Ausgelassen**
library-left-out-see = Nicht alles war brauchbar: `/{ $status }` sagt, was ausgelassen wurde und warum.
library-removed = Entfernt: { $title }
library-synced = Auf dem neuesten Stand: { $articles ->
    [one] ein Artikel
   *[other] { $articles } Artikel
  } dieses Servers.
library-empty = Dieser Server hat keine eigenen Artikel. Füge welche hinzu mit `/{ $add }`.
library-status-line = Für { $who }: { $articles ->
    [one] ein Artikel
   *[other] { $articles } Artikel
  }, { $passages ->
    [one] eine Textstelle
   *[other] { $passages } Textstellen
  }
library-status-shared = alle Server
library-status-size = { $used } von { $limit } MB dieses Servers belegt.
library-channel-or-role = Wähl einen Kanal oder eine Rolle, nicht beides.
library-no-content = Threads werden nur gelesen, wenn der Betreiber dem Bot erlaubt, mitzulesen, was Leute schreiben: `message_content = true` in der Tabelle `[discord]` seiner Einstellungen und „Message Content Intent“ auf der Seite Bot der Anwendung. Eine einzelne Nachricht lässt sich auch ohne das zitieren: in ihrem Menü, Apps.
library-no-thread = Nutz das in einem Thread oder Forenbeitrag, oder wähl einen aus.
library-may-not-read = Ich darf die Nachrichten in { $channel } nicht lesen: Dort brauche ich „Kanal ansehen“ und „Nachrichtenverlauf anzeigen“.
library-nothing-said = Dort steht nichts, was sich zitieren ließe.
library-conversation = { $count ->
    [one] Eine Nachricht
   *[other] { $count } Nachrichten
  } von Leuten, ohne ihre Namen. Gelesen werden höchstens die ersten { $most }.
library-too-large = { $name } hat { $size } MB; erlaubt sind höchstens { $limit } MB.
library-too-many = { $name } hat { $count } Artikel; in einer Datei sind höchstens { $limit } erlaubt. Teil sie auf.
library-unavailable = { $name } ließ sich nicht von Discord holen. Versuch es noch einmal.
library-unfinished = Das dauert länger und läuft weiter. `/{ $status }` sagt, wie viele Artikel schon da sind.
library-full = Mit { $name } kämen die Artikel dieses Servers auf { $size } MB; erlaubt sind höchstens { $limit } MB. Entferne erst welche.
library-format = { $name } hat kein Format, das gelesen wird: { $formats }
library-name-taken = „{ $title }“ hat die ID { $id }, die hier schon ein anderer Artikel hat; gib ihm eine andere oder entferne erst jenen.
library-unreadable = { $name } { $reason }
library-replaces = { $name } ist mit anderem Text schon da. Ersetzt würde: { $titles }
library-warning = „{ $title }“: { $reason }
correct-title = Antworten dieses Servers korrigieren
correct-kind = Von jetzt an
correct-unquoted = Diese Textstelle nicht zitieren
correct-preferred = Diesen Artikel bevorzugen
correct-superseded = Dieser Artikel ist ersetzt durch …
correct-quote = Um welches Zitat geht es?
correct-newer = Titel des neueren Artikels
correct-newer-description = Nur bei „{ $superseded }“
correct-newer-missing = Gib bei „{ $superseded }“ auch den Titel des neueren Artikels an.
correct-newer-none = Einen Artikel mit dem Titel „{ $title }“ gibt es hier nicht. Es wurde nichts geändert.
correct-newer-near = Einen Artikel mit dem Titel „{ $title }“ gibt es hier nicht. Es wurde nichts geändert. Am ähnlichsten: { $titles }
correct-newer-several = Mehrere Artikel haben den Titel „{ $title }“. Es wurde nichts geändert; schreib statt des Titels die ID eines davon: { $ids }
correct-itself = Ein Artikel kann nicht durch sich selbst ersetzt sein. Es wurde nichts geändert.
correct-circle = „{ $newer }“ ist selbst durch „{ $title }“ ersetzt. Nimm das erst zurück: `/{ $list }`
correct-full = Dieser Server hat { $count } Korrekturen, mehr geht nicht. Nimm erst eine zurück: `/{ $list }`
corrected-unquoted = Diese Textstelle aus „{ $title }“ wird auf diesem Server nicht mehr zitiert.
corrected-preferred = „{ $title }“ wird auf diesem Server zuerst zitiert, wo immer der Artikel etwa so gut antwortet wie andere.
corrected-superseded = „{ $title }“ gilt auf diesem Server als ältere Fassung von „{ $newer }“.
corrected-see = `/{ $list }` zeigt, was korrigiert wurde, und nimmt es zurück.
corrections-none = Auf diesem Server wurde nichts korrigiert. Unter einer Antwort gibt es dafür bei *{ $why }* eine Schaltfläche.
corrections-head = **Auf diesem Server korrigiert**, { $first }–{ $last } von { $count }
corrections-unquoted = **{ $rank }.** Nicht zitiert, aus { $title }: „{ $said }“
corrections-preferred = **{ $rank }.** Bevorzugt: { $title }
corrections-superseded = **{ $rank }.** Ersetzt: { $title }, durch { $newer }
corrections-lost = Ohne Wirkung: Das steht nicht mehr in dem Artikel.
corrections-gone = Ohne Wirkung: Den Artikel gibt es nicht mehr.
corrections-newer-gone = Den neueren Artikel gibt es nicht mehr; dieser gilt trotzdem als älter.
corrections-hidden = { $count ->
    [one] Eine weitere betrifft Artikel, die du hier nicht lesen darfst.
   *[other] { $count } weitere betreffen Artikel, die du hier nicht lesen darfst.
  }
corrections-take-back = Eine zurücknehmen
corrections-not-there = Diese Korrektur gibt es nicht mehr, oder du darfst sie nicht sehen.
quote-form-title = Als Antwort zitieren
quote-form-heading = Titel
quote-form-readers = Für wen
quote-form-everyone = Alle auf diesem Server
quote-form-channel = Nur in #{ $channel } und den Threads dort
quoted = Zitiert für { $who }: { $title }
quoted-asked = Wer sie geschrieben hat, wird nur mit Zustimmung genannt; die Frage danach steht unter der Nachricht, und dort lässt sich das Zitat auch entfernen.
quoted-not-asked = Wer sie geschrieben hat, konnte hier nicht gefragt werden, weil ich in diesem Kanal nicht antworten darf („Nachrichten senden“, „Nachrichtenverlauf anzeigen“); der Name bleibt also ungenannt.
quoted-program = Geschrieben hat sie ein Bot oder ein Webhook; solche werden nicht genannt.
quoted-empty = Diese Nachricht hat keinen Text, der sich zitieren ließe. Bilder und Dateien werden nicht gelesen.
quoted-nowhere = Zitieren lassen sich nur Nachrichten aus den Kanälen eines Servers.
quoted-late = Dieses Formular ist zu alt, oder die Nachricht wurde geändert. Wähl noch einmal „{ $menu }“ im Menü der Nachricht.
quoted-gone = Diese Nachricht wird nicht mehr zitiert oder ist nicht mehr da.
quoted-not-author = Diese Schaltflächen sind nur für die Person, die die Nachricht geschrieben hat.
quoted-notice = Diese Nachricht wird auf diesem Server als Antwort zitiert, ohne zu nennen, wer sie geschrieben hat.
quoted-notice-named = Diese Nachricht wird auf diesem Server als Antwort zitiert, mit dem Namen der Person, die sie geschrieben hat.
quoted-notice-author = Die Schaltflächen sind nur für diese Person. Wird die Nachricht gelöscht, wird sie nicht mehr zitiert.
quoted-notice-removed = Diese Nachricht wird nicht mehr zitiert; so wollte es die Person, die sie geschrieben hat.
quoted-notice-gone = Diese Nachricht wird nicht mehr zitiert.
quoted-show = Meinen Namen zeigen
quoted-hide = Meinen Namen verbergen
quoted-remove = Meine Antwort entfernen
quoted-member = Mitglied { $number }
quoted-pins = #{ $channel }: angepinnte Nachrichten
quoted-edited = { $count ->
    [one] **Eine zitierte Nachricht wurde seither bearbeitet**; zitiere sie noch einmal, um sie im heutigen Wortlaut zu haben:
   *[other] **{ $count } zitierte Nachrichten wurden seither bearbeitet**; zitiere sie noch einmal, um sie im heutigen Wortlaut zu haben:
  }
quoted-unseen = { $count ->
    [one] **Eine zitierte Nachricht darf ich nicht mehr sehen**, sodass ich nicht erfahre, wenn sie gelöscht wird:
   *[other] **{ $count } zitierte Nachrichten darf ich nicht mehr sehen**, sodass ich nicht erfahre, wenn sie gelöscht werden:
  }
audience-everyone = alle auf diesem Server
settings-title = **Einstellungen dieses Servers**
settings-where = Wo
settings-how = Wie
settings-who = Wer
settings-none = nicht festgelegt
settings-channels = Kanäle, in denen ich antworte: { $channels }
settings-channels-all = alle
settings-threaded = Kanäle, in denen jede Antwort einen Thread bekommt: { $channels }
settings-forums = Foren, deren neue Beiträge ich beantworte: { $channels }
settings-tag = Tag für gelöste Beiträge: { $tag }
settings-private-on = Antworten auf `/{ $ask }` sind privat, wenn nichts anderes verlangt wird.
settings-private-off = Antworten auf `/{ $ask }` sind für alle im Kanal, wenn nichts anderes verlangt wird.
settings-readers-everyone = alle im Kanal
settings-readers-asker = nur wer fragt
settings-caution = Wie ich im Zweifel antworte: { $caution }
settings-caution-operator = wie vom Betreiber festgelegt
settings-caution-operator-description = Das entscheidet, wer diesen Bot betreibt.
settings-caution-bold = mutig
settings-caution-bold-description = Mehr Fragen werden beantwortet, und mehr der Antworten sind falsch.
settings-caution-balanced = ausgewogen
settings-caution-balanced-description = Zwischen mutig und vorsichtig.
settings-caution-careful = vorsichtig
settings-caution-careful-description = Weniger Antworten sind falsch, und bei mehr Fragen heißt es, es gebe keine Antwort.
settings-quotes = Zitate in einer Antwort: { $count ->
    [one] eines
   *[other] höchstens { $count }
  }
settings-language = Sprache meiner Antworten auf Nachrichten: { $language }
settings-language-discord = wie bei Discord für diesen Server eingestellt
settings-collections = Gezeigte Artikel: { $collections }
settings-both = die dieses Servers und die für alle Server
settings-own = nur die dieses Servers
settings-shared = nur die für alle Server
settings-review = Täglicher Überblick für die Moderation: { $channel }
settings-tells-on = Die Moderation erfährt dort, wenn eine Antwort in einem Forum nicht geholfen hat.
settings-tells-off = Die Moderation erfährt nicht, wenn eine Antwort in einem Forum nicht geholfen hat.
settings-form-channels = Kanäle, in denen ich antworte
settings-form-channels-description = Ist keiner gewählt, antworte ich in allen.
settings-form-threaded = Kanäle mit einem Thread für jede Antwort
settings-form-threaded-description = Für Antworten auf Nachrichten; die auf Befehle bleiben im Kanal.
settings-form-forums = Foren, deren neue Beiträge ich beantworte
settings-form-forums-description = Von selbst, ohne erwähnt zu werden.
settings-form-tag = Tag für gelöste Beiträge
settings-form-tag-description = Der Name eines Tags, den die Foren haben. Ist nichts eingetragen, wird keiner gesetzt.
settings-form-readers = Wer Antworten sieht
settings-form-readers-description = Wenn nichts anderes verlangt wird. Bei „nur wer fragt“ verweise ich Erwähnungen auf /{ $ask }.
settings-form-caution = Wie ich im Zweifel antworte
settings-form-quotes = Zitate in einer Antwort, höchstens
settings-form-language = Sprache meiner Antworten auf Nachrichten
settings-form-language-description = Befehle werden in der Sprache der Person beantwortet, die sie nutzt.
settings-form-collections = Gezeigte Artikel
settings-form-review = Kanal für die Moderation
settings-form-review-description = Dort steht täglich ein Überblick, was zu prüfen ist. Ohne Kanal gibt es keinen.
settings-form-tells = Der Moderation sofort Bescheid geben
settings-form-tells-description = In jenem Kanal, wenn eine Antwort in einem Forum nicht geholfen hat.
settings-hints = Hinweise
settings-hint-lacking = • In { $channels } fehlt mir: { $permissions }
settings-hint-tag = • { $forum } hat keinen Tag „{ $tag }“; vorhanden sind: { $tags }
settings-hint-no-tags = • { $forum } hat keinen Tag „{ $tag }“ und auch keinen anderen.
settings-hint-unread = • Die Moderation kann nicht erfahren, was nicht geholfen hat: Dafür ist kein Kanal gewählt.
settings-hint-refused = • Hier konnte ich zuletzt nicht antworten, weil Berechtigungen fehlen: { $channels }
settings-hints-more = { $count ->
    [one] • und einer mehr
   *[other] • und { $count } mehr
  }
settings-moved = Das gehörte zu einer früheren Version; es wurde nichts geändert. Hier stehen die Einstellungen von jetzt, und die Schaltflächen darunter ändern sie.
permission-view-channel = Kanal ansehen
permission-send-messages = Nachrichten senden
permission-send-messages-in-threads = Nachrichten in Threads senden
permission-read-message-history = Nachrichtenverlauf anzeigen
permission-create-public-threads = Öffentliche Threads erstellen
permission-manage-threads = Threads verwalten
review-head = **Zu prüfen**: { $unanswered ->
    [one] eine Frage
   *[other] { $unanswered } Fragen
  } ohne Antwort, { $down ->
    [one] eine schlecht bewertete Antwort
   *[other] { $down } schlecht bewertete Antworten
  }, { $changed ->
    [one] eine Antwort, deren Zitat
   *[other] { $changed } Antworten, deren Zitat
  } nicht mehr in seinem Artikel steht
review-unanswered = Fragen ohne Antwort
review-down = Schlecht bewertete Antworten
review-changed = Zitate aus geänderten Quellen
review-7 = Letzte 7 Tage
review-30 = Letzte 30 Tage
review-all = Alles, was gespeichert ist
review-none = Nichts dieser Art in dieser Zeit.
review-hidden = { $count ->
    [one] Eine schlecht bewertete Antwort fehlt
   *[other] { $count } schlecht bewertete Antworten fehlen
  } hier: Was dort zitiert wird, darfst du hier nicht lesen.
review-line = { $count }× { $question }
review-votes = 👍 { $up }, 👎 { $down }
review-reason = { $reason }: { $count }
review-more = { $count ->
    [one] und eine weitere Bemerkung; in der Datei stehen alle
   *[other] und { $count } weitere Bemerkungen; in der Datei stehen alle
  }
review-quoted = Zitiert aus: { $titles }
review-gone = Den Artikel gibt es nicht mehr.
review-exported = Ohne Namen. Öffne die Datei in einer Tabellenkalkulation.
review-column-question = Frage
review-column-count = Wie oft gefragt
review-column-first = Zuerst gefragt (UTC)
review-column-last = Zuletzt gefragt (UTC)
review-column-outcome = Ergebnis
review-column-confidence = Sicherheit
review-column-quoted = Zitierte Artikel
review-column-up = Bewertungen dafür
review-column-down = Bewertungen dagegen
review-column-reasons = Gründe
review-outcome-none = nicht beantwortet
review-outcome-answered = beantwortet
review-outcome-changed = Quelle geändert
digest-head = **Der letzte Tag**: { $unanswered ->
    [one] eine Frage
   *[other] { $unanswered } Fragen
  } ohne Antwort, { $down ->
    [one] eine schlecht bewertete Antwort
   *[other] { $down } schlecht bewertete Antworten
  }, { $changed ->
    [one] eine Antwort, deren Quelle
   *[other] { $changed } Antworten, deren Quelle
  } sich geändert hat
digest-more = Alles, für die, die diesen Server verwalten: `/{ $review }`
answering-title = Diese Frage beantworten
answering-question = Frage, so wie sie zu finden sein soll
answering-text = Antwort
answering-address = Adresse einer Seite dazu (optional)
answering-channel = Nur alle, die den Kanal lesen, in dem gefragt wurde
answering-named = Mich als Verfasser nennen
answering-late = Diese Frage ist nicht mehr offen: Jemand hat sie beantwortet, oder sie ist nicht mehr gespeichert. Dein Text ist in der Datei. Mehr: `/{ $review }`
answering-no-address = „{ $address }“ ist nicht die Adresse einer Seite: Schreib sie so: https://server/pfad. Es wurde nichts hinzugefügt; dein Text ist in der Datei.
answering-no-channel = Den Kanal, in dem gefragt wurde, gibt es nicht mehr. Es wurde nichts hinzugefügt; dein Text ist in der Datei.
answering-empty = Die Antwort hat keinen Text, der sich zitieren ließe. Es wurde nichts hinzugefügt.
answering-replied = { $count ->
    [0] Niemandem, der gefragt hat, wurde geantwortet.
    [one] Einer Person, die gefragt hat, wurde ohne Benachrichtigung geantwortet.
   *[other] { $count } Personen, die gefragt haben, wurde ohne Benachrichtigung geantwortet.
  }
answering-private = { $count ->
    [one] Nicht einer, die privat gefragt hat.
   *[other] Nicht { $count }, die privat gefragt haben.
  }
answering-elsewhere = { $count ->
    [one] Nicht einer, die dort gefragt hat, wo man das nicht lesen darf.
   *[other] Nicht { $count }, die dort gefragt haben, wo man das nicht lesen darf.
  }
answering-gone = { $count ->
    [one] Nicht einer, deren Frage nicht mehr da ist.
   *[other] Nicht { $count }, deren Fragen nicht mehr da sind.
  }
answering-forbidden = { $count ->
    [one] Nicht einer, wo ich nicht antworten darf („Nachrichten senden“, „Nachrichtenverlauf anzeigen“).
   *[other] Nicht { $count }, wo ich nicht antworten darf („Nachrichten senden“, „Nachrichtenverlauf anzeigen“).
  }
answering-more = { $count ->
    [one] Einer weiteren nicht: Geantwortet wird höchstens { $most }.
   *[other] { $count } weiteren nicht: Geantwortet wird höchstens { $most }.
  }

## Grüße und Dank

courtesy-greeting = Hallo! Frag mich etwas, und ich antworte mit Zitaten aus den Artikeln: hier oder mit `/{ $ask }`. Mehr: `/{ $help }`
courtesy-thanks = Gern geschehen.
courtesy-farewell = Auf Wiedersehen!

## Absagen und Entschuldigungen

refuse-channel = Hier antworte ich in { $channels }.
refuse-elsewhere = Auf { $server } antworte ich in { $channels }. Frag mich bitte dort.
refuse-private = Auf diesem Server antworte ich nur privat: Nimm `/{ $ask }`.
refuse-admin = Das dürfen nur Leute, die diesen Server verwalten dürfen.
refuse-empty = Frag mich etwas: Schreib eine Frage hinter meinen Namen oder nimm `/{ $ask }`. Mehr: `/{ $help }`
refuse-cooldown = Das war schnell. Frag wieder in { $seconds ->
    [one] einer Sekunde
   *[other] { $seconds } Sekunden
  }.
refuse-overloaded = Gerade warten zu viele Fragen. Frag in einer Minute noch einmal.
refuse-stopping = Ich werde gerade neu gestartet. Frag in einer Minute noch einmal.
refuse-unavailable = Das ist gerade nicht verfügbar. Versuch es in einer Minute noch einmal.
refuse-busy = Der Index dieses Servers wird gerade von jemand anderem geändert. Versuch es in einer Minute noch einmal.
apology = Bei mir ist etwas schiefgegangen, und es wurde festgehalten. Nenn dem Betreiber diese ID: { $id }

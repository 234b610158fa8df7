# Was nur die Seiten im Web sagen und Discord nicht; siehe quotebot.ftl.

web-skip = Zum Inhalt springen
web-parts = Bereiche
web-ask = Fragen
web-search = Suchen
web-sources = Quellen
web-question = Was möchtest du wissen?
web-intro = Die Antwort besteht aus Textstellen der Artikel, Wort für Wort und mit ihrer Quelle.
web-greeting = Hallo! Frag etwas, und du bekommst Zitate aus den Artikeln zur Antwort.
web-answer = Antwort
web-also-in = Auch in:
web-read = Im Artikel lesen
web-copy = Zitat mit Quelle kopieren
web-copy-link = Link kopieren
web-copied = Kopiert
web-table = Tabelle
web-words = Wonach suchst du?
web-only = Nur Artikel
web-publisher = dieser Quelle
web-after = erschienen ab
web-before = erschienen vor
web-language = in dieser Sprache
web-any = beliebig
web-more = Weitere Seiten
web-titles = Titel oder Herausgeber
web-order = Reihenfolge
web-newest = Neueste zuerst
web-by-title = Nach Titel
web-show = Anzeigen
web-none-titled = Kein Artikel hat „{ $words }“ im Titel oder als Herausgeber.
web-to-quote = Zum Zitat
web-signed = Ein Artikel eines Discord-Servers. Wer diesen Link hat, kann ihn lesen, höchstens eine Woche lang.
web-contents = Inhalt
web-note = Anmerkung { $label }
web-note-back = Zurück zum Zeichen der Anmerkung { $label }
web-pages-above = Seiten, über dem Text
web-pages-below = Seiten, unter dem Text
web-not-found = Nicht gefunden
web-not-possible = Das ging nicht
web-no-page = Diese Seite gibt es hier nicht.
web-article-gone = Diesen Artikel gibt es hier nicht oder nicht mehr.
web-link-expired = Dieser Link ist abgelaufen. Öffne den Artikel noch einmal aus Discord.
web-link-wrong = Dieser Link ist nicht vollständig. Öffne den Artikel noch einmal aus Discord.
web-empty = Es wurde nichts gefragt. Schreib, was du wissen möchtest.
web-too-long = Dein Text hat { NUMBER($length) } Zeichen; höchstens { NUMBER($most) } sind möglich. Kürze ihn.
web-back = Zurück zum Anfang
web-about = Ein Zitat zeigt, was in einem Artikel steht, nicht, dass es wahr ist.
web-kept = Fragen werden { $days ->
    [one] einen Tag
   *[other] { $days } Tage
  } lang aufbewahrt, ohne wer sie gestellt hat.
web-languages = Sprache dieser Seite

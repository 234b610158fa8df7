# Ciò che dicono le pagine web e Discord no; vedi quotebot.ftl.

web-skip = Vai al contenuto
web-parts = Sezioni
web-ask = Chiedi
web-search = Cerca
web-sources = Fonti
web-question = Che cosa vuoi sapere?
web-intro = La risposta è fatta di brani degli articoli, parola per parola, ciascuno con la sua fonte.
web-greeting = Ciao! Chiedi qualcosa e la risposta saranno citazioni dagli articoli.
web-answer = Risposta
web-also-in = Anche in:
web-read = Leggi nell’articolo
web-copy = Copia citazione e fonte
web-copy-link = Copia il link
web-copied = Copiato
web-table = Tabella
web-words = Che cosa cerchi?
web-only = Solo articoli
web-publisher = di questo editore
web-after = pubblicati dal
web-before = pubblicati prima del
web-language = in questa lingua
web-any = qualsiasi
web-more = Altre pagine
web-titles = Titolo o editore
web-order = Ordine
web-newest = Prima i più recenti
web-by-title = Per titolo
web-show = Mostra
web-none-titled = Nessun articolo ha «{ $words }» nel titolo o nell’editore.
web-to-quote = Vai alla citazione
web-signed = Un articolo di un server Discord. Chi ha questo link può leggerlo, al massimo per una settimana.
web-contents = Indice
web-note = Nota { $label }
web-note-back = Torna al richiamo della nota { $label }
web-pages-above = Pagine, sopra il testo
web-pages-below = Pagine, sotto il testo
web-not-found = Non trovato
web-not-possible = Non è stato possibile
web-no-page = Questa pagina qui non c’è.
web-article-gone = Questo articolo qui non c’è, o non c’è più.
web-link-expired = Questo link è scaduto. Apri di nuovo l’articolo da Discord.
web-link-wrong = Questo link non è completo. Apri di nuovo l’articolo da Discord.
web-empty = Non è stato chiesto nulla. Scrivi che cosa vuoi sapere.
web-too-long = Il tuo testo ha { NUMBER($length) } caratteri; il massimo è { NUMBER($most) }. Accorcialo.
web-back = Torna all’inizio
web-about = Una citazione mostra ciò che dice un articolo, non che sia vero.
web-kept = Le domande sono conservate per { $days ->
    [one] un giorno
   *[other] { $days } giorni
  }, senza chi le ha fatte.
web-languages = Lingua di questa pagina

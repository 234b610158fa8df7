# Quello che dice Quotebot, in italiano. I nomi tra parentesi graffe vengono riempiti.
# Sintassi: https://projectfluent.org/fluent/guide/

## Comandi: quello che si scrive e si legge nell'elenco di Discord. Nomi: minuscole, senza spazi, al massimo 32 lettere.

ask-name = chiedi
ask-description = Fai una domanda; la risposta è citata dagli articoli
ask-question-name = domanda
ask-question-description = Che cosa vuoi sapere
ask-private-name = in-privato
ask-private-description = Solo tu vedi la risposta
ask-source-name = fonte
ask-source-description = Cita solo articoli di questo editore
ask-language-name = lingua
ask-language-description = Cita solo articoli in questa lingua
ask-about-name = Chiedi di questo
find-sources-name = Trova le fonti
quote-name = Cita come risposta
search-name = cerca
search-description = Cerca brani negli articoli
search-query-name = testo
search-query-description = Che cosa cercare
search-source-name = fonte
search-source-description = Solo articoli di questo editore
search-after-name = dal
search-after-description = Solo articoli pubblicati da questo giorno in poi, ad esempio 2025-02-14, 2025-02 o 2025
search-before-name = prima-del
search-before-description = Solo articoli pubblicati prima di questo giorno, ad esempio 2025-02-14, 2025-02 o 2025
article-name = articolo
article-description = Leggi un articolo, con evidenziato ciò che ti è stato citato
article-title-name = titolo
article-title-description = Comincia a scriverne il titolo
sources-name = fonti
sources-description = Le fonti da cui sono citate le risposte
help-name = aiuto
help-description = Che cosa fa questo bot e come fargli domande
privacy-name = privacy
privacy-description = Che cosa viene conservato di te
privacy-about-name = informazioni
privacy-about-description = Che cosa viene conservato, per quanto tempo e perché
privacy-delete-name = elimina
privacy-delete-description = Elimina subito le tue domande e i tuoi voti
library-name = biblioteca
library-description = Gli articoli di questo server
library-add-name = aggiungi
library-add-description = Aggiungi a questo server gli articoli di uno o più file
library-add-file-name = file
library-add-file-description = Un file di articoli; senza, si apre un modulo che ne accetta fino a dieci
library-add-channel-name = canale
library-add-channel-description = Per citarli solo in questo canale e nei suoi thread
library-add-role-name = ruolo
library-add-role-description = Per citarli solo ai membri con questo ruolo, e solo in privato
library-add-thread-name = aggiungi-thread
library-add-thread-description = Aggiungi agli articoli di questo server ciò che è scritto in un thread o post del forum
library-add-thread-thread-name = thread
library-add-thread-thread-description = Il thread o il post del forum; se non lo indichi, quello in cui ti trovi
library-add-thread-pinned-name = fissati
library-add-thread-pinned-description = Aggiungi invece i messaggi fissati
library-address-name = aggiungi-indirizzo
library-address-description = Aggiungi gli articoli di una pagina, di un sito o di un feed e seguine le modifiche
library-address-address-name = indirizzo
library-address-address-description = Di una pagina, un feed o un sito: tutte le pagine sotto un indirizzo che finisce con una barra
library-address-every-name = frequenza
library-address-every-description = Ogni quanto controllarlo; se non scegli nulla, ogni giorno
library-address-page-name = solo-questa-pagina
library-address-page-description = Leggi solo questa pagina e nessuna di quelle sotto
library-every-1h = ogni ora
library-every-6h = ogni 6 ore
library-every-1d = ogni giorno
library-every-7d = ogni settimana
library-remove-name = rimuovi
library-remove-description = Rimuovi un articolo o un indirizzo di questo server
library-remove-title-name = titolo
library-remove-title-description = Comincia a scriverne il titolo, oppure l'indirizzo
library-sync-name = sincronizza
library-sync-description = Aggiorna l'indice degli articoli di questo server
library-corrections-name = correzioni
library-corrections-description = Che cosa è stato corretto nelle risposte di questo server, e come annullarlo
library-status-name = stato
library-status-description = Quanti articoli ha questo server, e per chi
settings-name = impostazioni
settings-description = Dove e come risponde il bot in questo server
review-name = rivedi
review-description = Domande senza risposta, risposte con voti contrari e citazioni la cui fonte è cambiata

## Risposte

answer-none = **Gli articoli non rispondono a questa domanda.**
answer-none-closest = **Gli articoli non rispondono a questa domanda.** Con il pulsante vedi i brani più vicini, che però non sono una risposta.
missing-articles = Nessun articolo menziona «{ $asked }».
missing-passages = I brani più vicini non menzionano «{ $asked }».
missing-figure = I brani più vicini parlano di { $told }, non di { $asked }.
answer-open = Senza risposta: «{ $asked }»
answer-following = Domanda precedente: { $question }
source-older = versione precedente
answer-also-in = Anche in: { $sources }
answer-also-more = { $count ->
    [one] e un altro
    [many] e altri { $count }
   *[other] e altri { $count }
  }
answer-limited = Da articoli che possono leggere solo tu e chi ha i tuoi stessi ruoli:
answer-closest = I brani più vicini. **Non rispondono alla domanda.**
answer-confidence = Grado di sicurezza: { $level ->
    [sure] alto
    [likely] medio
   *[unsure] basso
  }
answer-asked = Domanda: { $question }
answer-personal = Solo tu vedi questo, perché il bot non è installato qui.
excerpt-steps-before = … { $count ->
    [one] un altro passaggio
    [many] altri { $count } di passaggi
   *[other] altri { $count } passaggi
  } prima
excerpt-steps-after = … { $count ->
    [one] un altro passaggio
    [many] altri { $count } di passaggi
   *[other] altri { $count } passaggi
  } dopo
excerpt-items-before = … { $count ->
    [one] un'altra voce
    [many] altri { $count } di voci
   *[other] altre { $count } voci
  } prima
excerpt-items-after = … { $count ->
    [one] un'altra voce
    [many] altri { $count } di voci
   *[other] altre { $count } voci
  } dopo
button-open = Apri la fonte
button-read = Leggi nel contesto
button-present = Leggi il testo attuale
button-why = Perché queste?
button-follow = Chiedi ancora
button-share = Mostra a tutti
share-limited = Questa risposta cita articoli che non tutti qui possono leggere, quindi resta tra noi.
share-again = Hai già mostrato questa risposta.
button-closest = Brani più vicini
button-previous = Indietro
button-next = Avanti
button-replace = Sostituisci
button-keep = Tieni entrambi
button-cancel = Annulla
button-undo = Annulla l'aggiunta
button-correct = Correggi…
button-answer = Rispondi
button-export = Esporta (CSV)
vote-counted = { $up ->
    [true] Voto registrato: 👍.
   *[other] Voto registrato: 👎.
  } Puoi cambiarlo quando vuoi. Finora 👍 { $ups }, 👎 { $downs }.
vote-form-title = Voto registrato: 👎. Che cosa non va?
vote-form-reason = Che cosa non va?
vote-form-remark = In poche parole
vote-form-readers = Chi gestisce questo server può leggerlo, senza il tuo nome.
vote-reason-wrong = È sbagliata
vote-reason-old = Non è aggiornata
vote-reason-other = Non è quello che ho chiesto
vote-reason-unclear = Non è chiara
follow-title = Chiedi ancora
follow-label = La tua prossima domanda
why-title = **Perché queste citazioni?**
why-confidence = Sicurezza che gli articoli rispondano: { $confidence }; da { $threshold } in su le citazioni vengono mostrate come risposta.
why-name = La domanda nomina qualcuno o qualcosa di cui nessuna citazione parla: per questo le citazioni non valgono come risposta.
why-denied = La domanda nega qualcosa che la citazione non nega, e questo rende meno probabile una risposta.
why-nothing = Niente negli articoli ha una parola o un significato in comune con la domanda.
why-evidence = Somiglianza di significato con la domanda: della frase migliore { $sentence }, del suo brano { $passage }, parola per parola { $late }. Parte delle parole della domanda, pesate in base alla rarità: nella citazione { $covered }, nel titolo e nell'intestazione { $titled }.
why-quote = Citazione { $rank }, { $title }: probabilità di essere la migliore { $score }. Parole in comune: { $words }
why-reader = Probabilità che la citazione { $rank } risponda, secondo un modello che la legge insieme alla domanda: { $reader }
why-written = L'ha scritto come risposta a questa domanda qualcuno che gestisce questo server.
why-no-words = nessuna; trovata per significato

## Ricerche

search-none = Nessun risultato per «{ $query }».
search-head = Brani per «{ $query }», { $first }–{ $last } di { $count }
search-filter = Solo: { $filters }
search-date-wrong = «{ $date }» non è una data. Scrivila come 2025-02-14, 2025-02 o 2025.
ask-language-none = Non conosco nessuna lingua chiamata «{ $language }». Scegline una dall'elenco che appare mentre scrivi.
article-none = Qui non c'è nessun articolo con il titolo «{ $title }». Sceglilo dall'elenco che appare mentre scrivi.
page-of = Pagina { $page } di { $pages }
locator-page = pag. { $label }
locator-slide = diapositiva { $label }
locator-time = { $label }
context-changed = L'articolo è cambiato da quando è stato citato e non contiene più la citazione.
context-former = Questo è il testo com'era fino al { $date }. Da allora la fonte è cambiata.
context-now = **Che cosa c'è scritto ora**, con le parole tolte barrate e quelle nuove in grassetto:
context-lost = **Questo brano non c'è più.**
context-gone = Questo articolo non è più tra quelli che puoi leggere qui.
shown-gone = È passato troppo tempo: ciò che era stato mostrato non è più disponibile. Chiedi di nuovo.
sources-none = Non ci sono ancora articoli.
sources-head = { $articles ->
    [one] Un articolo
    [many] { $articles } di articoli
   *[other] { $articles } articoli
  } da { $publishers ->
    [one] una fonte
    [many] { $publishers } di fonti
   *[other] { $publishers } fonti
  }
sources-line = { $count ->
    [one] un articolo
    [many] { $count } di articoli
   *[other] { $count } articoli
  }
sources-none-named = Editore non indicato
sources-server = Articoli di questo server
sources-shared = Articoli per tutti i server
sources-limited = Solo per { $who }

## Forum

forum-help = **Ti è stato d'aiuto?**
forum-similar = **Post simili già risolti**
forum-is-solved = **Risolto.**
forum-solved = Grazie. Questo post ora risulta risolto.
forum-tagged = Grazie. Questo post ora ha il tag «{ $tag }».
forum-counted = Grazie, il voto è stato contato.
forum-told = Grazie. I moderatori sono stati avvisati.
forum-did-not-help = Una mia risposta non è stata d'aiuto: { $post }, { $url }
forum-no-tag = Non è stato possibile aggiungere il tag: questo forum non ha il tag «{ $tag }».
forum-full-tags = Non è stato possibile aggiungere il tag «{ $tag }»: il post ne ha già cinque, il massimo consentito.
forum-may-not-tag = Non è stato possibile aggiungere il tag «{ $tag }»: qui mi manca il permesso Gestisci thread.
forum-not-tagged = Non è stato possibile aggiungere il tag «{ $tag }»: Discord non l'ha accettato.
button-helped = Sì, risolto
button-unhelped = No

## Aiuto e privacy

help-text = **Quotebot risponde con citazioni.** Cerca in una raccolta di articoli le frasi che rispondono alla tua domanda e te le mostra parola per parola, con la fonte. Non scrive nulla di suo e, se negli articoli la risposta non c'è, te lo dice.
    { "" }
    { "" }**Chiedere**: usa `/{ $ask }`, menziona { $bot }, rispondi a una delle sue risposte o scrivigli in privato. Tiene conto di ciò che è stato detto prima («e il Venezuela?»).
    { "" }**Consultare**: `/{ $search }`, `/{ $article }`, `/{ $sources }`.
    { "" }**Verificare un messaggio**: nel suo menu, App, «{ $find }».
    { "" }**Sotto una risposta**: la frase in grassetto è quella che risponde; *Leggi nel contesto* la mostra nel suo articolo; *Perché queste?* spiega perché è stata scelta; 👍 e 👎 aiutano a migliorare.
    { "" }
    Una citazione mostra che cosa dice un articolo, non che sia vero. Che cosa viene conservato di te: `/{ $privacy }`.
help-personal = **Qui** il bot è installato solo per te: usa i suoi comandi, perché non legge menzioni né risposte. Solo tu vedi ciò che risponde, dagli articoli per tutti i server.
privacy-text = **Che cosa viene conservato di te, e perché**
    • Le tue domande e ricerche, gli articoli che hai aperto e ciò che ti è stato mostrato, con il tuo ID utente, il canale, il messaggio della domanda e l'ora: così i pulsanti funzionano, le domande successive vengono capite, una risposta segue la domanda che modifichi o elimini, e puoi eliminare tutto. { $days ->
        [one] Per un giorno.
        [many] Per { $days } di giorni.
       *[other] Per { $days } giorni.
      }
    • I tuoi voti 👍 👎 con il tuo ID utente, uno per risposta, finché la risposta è conservata; con un 👎, anche il motivo che hai indicato. Chi gestisce il server può leggerlo, senza il tuo nome.
    • Chi gestisce un server vede a quali domande lì non è stato possibile rispondere, quali risposte hanno ricevuto voti contrari e di quali nel frattempo è cambiata la fonte, senza nomi.
    • I tuoi messaggi che chi gestisce un server ha trasformato in articoli («{ $quote }», o thread interi), con il tuo ID utente, finché i messaggi esistono; con il tuo nome solo se hai dato il consenso. Elimina un messaggio, o usa i pulsanti che ha sotto, e non verrà più citato.
    • I titoli dei tuoi post nei forum in cui rispondo da solo, con il tuo ID utente, finché i post esistono.
    • Le risposte che hai scritto gestendo un server («{ $answer }»), finché qualcuno che lo gestisce non le rimuove; con il tuo nome solo se l'hai scelto.
    Nient'altro: nessun altro messaggio (nemmeno quelli che verifichi con «{ $find }»), nessun altro nome, nessun indirizzo. Nulla viene inviato da nessuna parte.
    `/{ $delete }` elimina subito le tue domande e i tuoi voti.
privacy-deleted = { $count ->
    [0] Non era conservato nulla di te.
    [one] Eliminato: una voce. Ora non è conservato più nulla di te.
    [many] Eliminato: { $count } di voci. Ora non è conservato più nulla di te.
   *[other] Eliminato: { $count } voci. Ora non è conservato più nulla di te.
  }

## Per chi amministra

library-added = Aggiunto per { $who }: { $titles }
library-added-more = { $count ->
    [one] e un altro
    [many] e altri { $count }
   *[other] e altri { $count }
  }
library-problems-more = { $count ->
    [one] e un altro problema
    [many] e altri { $count } di problemi
   *[other] e altri { $count } problemi
  }
library-nothing-added = Non è stato aggiunto nulla.
library-form-title = Aggiungi articoli a questo server
library-form-files = File
library-form-description = Fino a dieci; uno .zip può contenerne molti
library-reading = Lettura in corso: { $files } file su { $count }.
library-embedding = Aggiunta in corso: { $files ->
    [one] un file letto
    [many] { $files } di file letti
   *[other] { $files } file letti
  }, { $embedded ->
    [one] un brano elaborato
    [many] { $embedded } di brani elaborati
   *[other] { $embedded } brani elaborati
  }, ne restano circa { $left }.
library-address-added = Aggiunto per { $who }, e seguito da ora in poi ({ $pages ->
    [one] una pagina
    [many] { $pages } di pagine
   *[other] { $pages } pagine
  }): { $titles }
library-address-none = «{ $address }» non è l'indirizzo di una pagina. Scrivilo come https://host/percorso, senza nome utente né password.
library-address-repository = I repository non vengono letti per un server. Indica l'indirizzo delle sue pagine, oppure aggiungi i suoi file con `/{ library-name } { library-add-name }`.
library-addresses-full = Questo server ha già { $count } indirizzi, il massimo consentito. Prima rimuovine uno.
library-addresses-off = Chi gestisce questo bot non permette ai server di aggiungere indirizzi.
library-of-address = «{ $title }» viene da { $address } e tornerebbe al prossimo controllo. Rimuovi invece quell'indirizzo.
library-addresses = **Indirizzi**
library-address-line = • { $address }, per { $who }: { $articles ->
    [one] un articolo
    [many] { $articles } di articoli
   *[other] { $articles } articoli
  }, controllato { $looked }, prossimo controllo { $next }
library-address-fails = • { $address }, per { $who }: { $articles ->
    [one] un articolo
    [many] { $articles } di articoli
   *[other] { $articles } articoli
  }, lettura non riuscita { $looked }, per la { $failures }ª volta; nuovo tentativo { $next }
library-address-waits = • { $address }, per { $who }: non ancora controllato
library-reading-pages = Lettura in corso: { $pages ->
    [one] una pagina letta
    [many] { $pages } di pagine lette
   *[other] { $pages } pagine lette
  }.
library-goes-on = Ci vuole tempo, e il lavoro continua. L'esito verrà scritto in questo canale; `/{ $status }` dice a che punto è.
library-articles = { $count ->
    [one] un articolo
    [many] { $count } di articoli
   *[other] { $count } articoli
  }
library-replaces-some = { $count ->
    [one] Il file che hai dato ha il nome di uno che è già qui
    [many] Alcuni dei file che hai dato hanno il nome di altri che sono già qui
   *[other] Alcuni dei file che hai dato hanno il nome di altri che sono già qui
  } con un testo diverso. Verrebbe sostituito: { $titles }
library-undone = Annullato: ciò che era stato aggiunto non c'è più, e ciò che aveva sostituito è stato ripristinato.
library-not-undone = Non si può più annullare: da allora qualcos'altro ha cambiato questi articoli.
library-left-out = **Rimasto fuori**
library-left-out-see = Non tutto era utilizzabile: `/{ $status }` dice che cosa è rimasto fuori, e perché.
library-removed = Rimosso: { $title }
library-synced = Aggiornato: { $articles ->
    [one] un articolo
    [many] { $articles } di articoli
   *[other] { $articles } articoli
  } di questo server.
library-empty = Questo server non ha articoli propri. Aggiungine con `/{ $add }`.
library-status-line = Per { $who }: { $articles ->
    [one] un articolo
    [many] { $articles } di articoli
   *[other] { $articles } articoli
  }, { $passages ->
    [one] un brano
    [many] { $passages } di brani
   *[other] { $passages } brani
  }
library-status-shared = tutti i server
library-status-size = { $used } di { $limit } MB usati da questo server.
library-channel-or-role = Scegli un canale o un ruolo, non entrambi.
library-no-content = I thread vengono letti solo se chi gestisce il bot gli ha permesso di leggere ciò che le persone scrivono: `message_content = true` nella tabella `[discord]` delle sue impostazioni, e «Message Content Intent» nella pagina Bot dell'applicazione. Un singolo messaggio si può citare anche senza: nel suo menu, App.
library-no-thread = Usa questo comando in un thread o in un post del forum, oppure scegline uno.
library-may-not-read = Non posso leggere i messaggi in { $channel }: lì mi servono i permessi Visualizza canale e Leggi la cronologia dei messaggi.
library-nothing-said = Lì non c'è scritto nulla che si possa citare.
library-conversation = { $count ->
    [one] Un messaggio
    [many] { $count } di messaggi
   *[other] { $count } messaggi
  } di persone, senza i loro nomi. Vengono letti al massimo i primi { $most }.
library-too-large = { $name } è di { $size } MB; il massimo è { $limit } MB.
library-too-many = { $name } contiene { $count } articoli; il massimo per file è { $limit }. Dividilo.
library-unavailable = Non è stato possibile ottenere { $name } da Discord. Riprova.
library-unfinished = Ci vuole tempo, e il lavoro continua. `/{ $status }` dice quanti articoli ci sono finora.
library-full = Con { $name } gli articoli di questo server arriverebbero a { $size } MB; il massimo è { $limit } MB. Prima rimuovine alcuni.
library-format = { $name } non è in uno dei formati che so leggere: { $formats }
library-name-taken = «{ $title }» ha l'id { $id } di un altro articolo presente qui; dagli un altro id, oppure prima rimuovi quell'articolo.
library-unreadable = { $name } — { $reason }
library-replaces = { $name } è già qui con un testo diverso. Sostituisce: { $titles }
library-warning = «{ $title }»: { $reason }
correct-title = Correggi le risposte di questo server
correct-kind = D'ora in poi
correct-unquoted = Non citare questo brano
correct-preferred = Preferisci questo articolo
correct-superseded = Questo articolo è sostituito da…
correct-quote = Di quale citazione si tratta?
correct-newer = Titolo dell'articolo più recente
correct-newer-description = Solo per «{ $superseded }»
correct-newer-missing = Per «{ $superseded }», scrivi anche il titolo dell'articolo più recente.
correct-newer-none = Qui non c'è nessun articolo con il titolo «{ $title }». Non è cambiato nulla.
correct-newer-near = Qui non c'è nessun articolo con il titolo «{ $title }». Non è cambiato nulla. I più simili: { $titles }
correct-newer-several = Più articoli hanno il titolo «{ $title }». Non è cambiato nulla; al posto del titolo scrivi l'id di uno di questi: { $ids }
correct-itself = Un articolo non può essere sostituito da se stesso. Non è cambiato nulla.
correct-circle = «{ $newer }» è a sua volta sostituito da «{ $title }». Prima annulla quella correzione: `/{ $list }`
correct-full = Questo server ha già { $count } correzioni, il massimo consentito. Prima annullane una: `/{ $list }`
corrected-unquoted = Questo brano di «{ $title }» non viene più citato in questo server.
corrected-preferred = «{ $title }» viene citato per primo in questo server, quando risponde all'incirca bene quanto altri.
corrected-superseded = «{ $title }» vale in questo server come versione precedente di «{ $newer }».
corrected-see = `/{ $list }` elenca le correzioni e permette di annullarle.
corrections-none = In questo server non è stato corretto nulla. Sotto una risposta, *{ $why }* ha un pulsante per farlo.
corrections-head = **Corretto in questo server**, { $first }–{ $last } di { $count }
corrections-unquoted = **{ $rank }.** Non citato, da { $title }: «{ $said }»
corrections-preferred = **{ $rank }.** Preferito: { $title }
corrections-superseded = **{ $rank }.** Sostituito: { $title }, da { $newer }
corrections-lost = Senza effetto: l'articolo non lo dice più.
corrections-gone = Senza effetto: l'articolo non c'è più.
corrections-newer-gone = L'articolo più recente non c'è più; questo vale comunque come precedente.
corrections-hidden = { $count ->
    [one] Un'altra riguarda articoli che qui non puoi leggere.
    [many] Altre { $count } riguardano articoli che qui non puoi leggere.
   *[other] Altre { $count } riguardano articoli che qui non puoi leggere.
  }
corrections-take-back = Annullane una
corrections-not-there = Questa correzione non c'è più, oppure non puoi vederla.
quote-form-title = Cita come risposta
quote-form-heading = Titolo
quote-form-readers = Per chi
quote-form-everyone = Tutti in questo server
quote-form-channel = Solo in #{ $channel } e nei suoi thread
quoted = Citato per { $who }: { $title }
quoted-asked = Chi lo ha scritto resta anonimo, a meno che non acconsenta: glielo chiedo sotto il messaggio, dove può anche farlo togliere.
quoted-not-asked = Qui non ho potuto chiedere il consenso a chi lo ha scritto, perché non posso rispondere in questo canale (Invia messaggi, Leggi la cronologia dei messaggi); il suo nome resta quindi nascosto.
quoted-program = Lo ha scritto un bot o un webhook, di cui non si fa il nome.
quoted-empty = In questo messaggio non c'è testo da citare. Immagini e file non vengono letti.
quoted-nowhere = Si possono citare solo i messaggi nei canali di un server.
quoted-late = Questo modulo è troppo vecchio, oppure il messaggio è cambiato. Scegli di nuovo «{ $menu }» nel menu del messaggio.
quoted-gone = Questo messaggio non è più citato, oppure non c'è più.
quoted-not-author = Solo chi ha scritto il messaggio può usare questi pulsanti.
quoted-notice = Questo messaggio è citato come risposta in questo server, senza il nome di chi lo ha scritto.
quoted-notice-named = Questo messaggio è citato come risposta in questo server, con il nome di chi lo ha scritto.
quoted-notice-author = Solo chi lo ha scritto può usare questi pulsanti. Se il messaggio viene eliminato, non è più citato.
quoted-notice-removed = Questo messaggio non è più citato, come voleva chi lo ha scritto.
quoted-notice-gone = Questo messaggio non è più citato.
quoted-show = Mostra il mio nome
quoted-hide = Nascondi il mio nome
quoted-remove = Togli la mia risposta
quoted-member = Membro { $number }
quoted-pins = #{ $channel }: messaggi fissati
quoted-edited = { $count ->
    [one] **Un messaggio citato è stato poi modificato**; citalo di nuovo per averlo com'è ora:
    [many] **{ $count } di messaggi citati sono stati poi modificati**; citali di nuovo per averli come sono ora:
   *[other] **{ $count } messaggi citati sono stati poi modificati**; citali di nuovo per averli come sono ora:
  }
quoted-unseen = { $count ->
    [one] **Non posso più vedere un messaggio citato**, quindi non saprò se viene eliminato:
    [many] **Non posso più vedere { $count } di messaggi citati**, quindi non saprò se vengono eliminati:
   *[other] **Non posso più vedere { $count } messaggi citati**, quindi non saprò se vengono eliminati:
  }
audience-everyone = tutti in questo server
settings-title = **Impostazioni di questo server**
settings-where = Dove
settings-how = Come
settings-who = Chi
settings-none = nessuno
settings-channels = Canali in cui rispondo: { $channels }
settings-channels-all = tutti
settings-threaded = Canali in cui ogni risposta ha un thread: { $channels }
settings-forums = Forum in cui rispondo ai nuovi post: { $channels }
settings-tag = Tag dei post risolti: { $tag }
settings-private-on = Le risposte a `/{ $ask }` sono private, a meno che chi chiede non scelga diversamente.
settings-private-off = Le risposte a `/{ $ask }` sono visibili a tutto il canale, a meno che chi chiede non scelga diversamente.
settings-readers-everyone = tutti nel canale
settings-readers-asker = solo chi chiede
settings-caution = Come rispondo nel dubbio: { $caution }
settings-caution-operator = come ha stabilito chi gestisce il bot
settings-caution-operator-description = Decide chi gestisce questo bot.
settings-caution-bold = con audacia
settings-caution-bold-description = Più domande ricevono risposta, e più risposte sono sbagliate.
settings-caution-balanced = con equilibrio
settings-caution-balanced-description = Tra l'audacia e la prudenza.
settings-caution-careful = con prudenza
settings-caution-careful-description = Meno risposte sono sbagliate, e più domande risultano senza risposta.
settings-quotes = Citazioni in una risposta: { $count ->
    [one] una
   *[other] al massimo { $count }
  }
settings-language = Lingua delle mie risposte ai messaggi: { $language }
settings-language-discord = quella che Discord ha per questo server
settings-collections = Articoli mostrati: { $collections }
settings-both = quelli di questo server e quelli per tutti i server
settings-own = solo quelli di questo server
settings-shared = solo quelli per tutti i server
settings-review = Riepilogo giornaliero per i moderatori: { $channel }
settings-tells-on = I moderatori vengono avvisati lì quando una risposta in un forum non è stata d'aiuto.
settings-tells-off = I moderatori non vengono avvisati quando una risposta in un forum non è stata d'aiuto.
settings-form-channels = Canali in cui rispondo
settings-form-channels-description = Se non ne scegli nessuno, rispondo in tutti.
settings-form-threaded = Canali in cui ogni risposta ha un thread
settings-form-threaded-description = Vale per le risposte ai messaggi; quelle ai comandi restano nel canale.
settings-form-forums = Forum in cui rispondo ai nuovi post
settings-form-forums-description = Da solo, senza essere menzionato.
settings-form-tag = Tag dei post risolti
settings-form-tag-description = Il nome di un tag che i forum hanno. Se lasci vuoto, non viene aggiunto nessun tag.
settings-form-readers = Chi vede le risposte
settings-form-readers-description = Se non si chiede altro. Se è solo chi chiede, chi mi menziona viene rimandato a /{ $ask }.
settings-form-caution = Come rispondo nel dubbio
settings-form-quotes = Citazioni in una risposta, al massimo
settings-form-language = Lingua delle mie risposte ai messaggi
settings-form-language-description = Ai comandi rispondo nella lingua di chi li usa.
settings-form-collections = Articoli mostrati
settings-form-review = Canale per i moderatori
settings-form-review-description = Ogni giorno vi arriva un riepilogo di ciò che è da rivedere. Senza canale, nessun riepilogo.
settings-form-tells = Avvisa subito i moderatori
settings-form-tells-description = In quel canale, quando una risposta in un forum non è stata d'aiuto.
settings-hints = Avvisi
settings-hint-lacking = • In { $channels } mi manca: { $permissions }
settings-hint-tag = • { $forum } non ha il tag «{ $tag }»; ha: { $tags }
settings-hint-no-tags = • { $forum } non ha il tag «{ $tag }», né altri.
settings-hint-unread = • I moderatori non possono essere avvisati di ciò che non è stato d'aiuto: non è stato scelto un canale per questo.
settings-hint-refused = • Di recente non ho potuto rispondere perché mancano dei permessi: { $channels }
settings-hints-more = { $count ->
    [one] • e un altro
    [many] • e altri { $count }
   *[other] • e altri { $count }
  }
settings-moved = Quell'elemento era di una versione precedente; non è cambiato nulla. Queste sono le impostazioni attuali, e i pulsanti qui sotto le modificano.
permission-view-channel = Visualizza canale
permission-send-messages = Invia messaggi
permission-send-messages-in-threads = Invia messaggi nei thread
permission-read-message-history = Leggi la cronologia dei messaggi
permission-create-public-threads = Crea thread pubblici
permission-manage-threads = Gestisci thread
review-head = **Da rivedere**: { $unanswered ->
    [one] una domanda
    [many] { $unanswered } di domande
   *[other] { $unanswered } domande
  } senza risposta, { $down ->
    [one] una risposta
    [many] { $down } di risposte
   *[other] { $down } risposte
  } con voti contrari, { $changed ->
    [one] una risposta
    [many] { $changed } di risposte
   *[other] { $changed } risposte
  } la cui citazione non è più nel suo articolo
review-unanswered = Domande senza risposta
review-down = Risposte con voti contrari
review-changed = Citazioni da fonti cambiate
review-7 = Ultimi 7 giorni
review-30 = Ultimi 30 giorni
review-all = Tutto ciò che è conservato
review-none = Nulla di questo tipo in questo periodo.
review-hidden = { $count ->
    [one] Una risposta con voti contrari è rimasta fuori
    [many] { $count } di risposte con voti contrari sono rimaste fuori
   *[other] { $count } risposte con voti contrari sono rimaste fuori
  }: qui non puoi leggere ciò che vi è citato.
review-line = { $count }× { $question }
review-votes = 👍 { $up }, 👎 { $down }
review-reason = { $reason }: { $count }
review-more = { $count ->
    [one] e un altro commento; nel file ci sono tutti
    [many] e altri { $count } di commenti; nel file ci sono tutti
   *[other] e altri { $count } commenti; nel file ci sono tutti
  }
review-quoted = Citato da: { $titles }
review-gone = Il suo articolo non c'è più.
review-exported = Senza nomi. Aprilo in un foglio di calcolo.
review-column-question = Domanda
review-column-count = Volte in cui è stata posta
review-column-first = Prima volta (UTC)
review-column-last = Ultima volta (UTC)
review-column-outcome = Esito
review-column-confidence = Sicurezza
review-column-quoted = Articoli citati
review-column-up = Voti a favore
review-column-down = Voti contrari
review-column-reasons = Motivi
review-outcome-none = senza risposta
review-outcome-answered = con risposta
review-outcome-changed = fonte cambiata
digest-head = **L'ultimo giorno**: { $unanswered ->
    [one] una domanda
    [many] { $unanswered } di domande
   *[other] { $unanswered } domande
  } senza risposta, { $down ->
    [one] una risposta
    [many] { $down } di risposte
   *[other] { $down } risposte
  } con voti contrari, { $changed ->
    [one] una risposta
    [many] { $changed } di risposte
   *[other] { $changed } risposte
  } la cui fonte è cambiata
digest-more = Tutto il resto, per chi gestisce questo server: `/{ $review }`
answering-title = Rispondi a questa domanda
answering-question = Domanda, come la si deve trovare
answering-text = Risposta
answering-address = Indirizzo di una pagina (facoltativo)
answering-channel = Solo chi legge il canale in cui è stata posta la domanda
answering-named = Indica il mio nome
answering-late = Questa domanda non attende più risposta: qualcuno ha già risposto, oppure non è più conservata. Il tuo testo è nel file. Per saperne di più: `/{ $review }`
answering-no-address = «{ $address }» non è l'indirizzo di una pagina: scrivilo come https://host/percorso. Non è stato aggiunto nulla; il tuo testo è nel file.
answering-no-channel = Il canale in cui è stata posta la domanda non c'è più. Non è stato aggiunto nulla; il tuo testo è nel file.
answering-empty = Nella risposta non c'è testo da citare. Non è stato aggiunto nulla.
answering-replied = { $count ->
    [0] La risposta non è stata inviata a nessuno di chi ha chiesto.
    [one] Risposta inviata, senza notifica, a una persona che ha chiesto.
    [many] Risposta inviata, senza notifica, a { $count } di persone che hanno chiesto.
   *[other] Risposta inviata, senza notifica, a { $count } persone che hanno chiesto.
  }
answering-private = { $count ->
    [one] Non inviata a una che ha chiesto in privato.
    [many] Non inviata a { $count } che hanno chiesto in privato.
   *[other] Non inviata a { $count } che hanno chiesto in privato.
  }
answering-elsewhere = { $count ->
    [one] Non inviata a una che ha chiesto dove non si può leggere.
    [many] Non inviata a { $count } che hanno chiesto dove non si può leggere.
   *[other] Non inviata a { $count } che hanno chiesto dove non si può leggere.
  }
answering-gone = { $count ->
    [one] Non inviata a una la cui domanda non c'è più.
    [many] Non inviata a { $count } le cui domande non ci sono più.
   *[other] Non inviata a { $count } le cui domande non ci sono più.
  }
answering-forbidden = { $count ->
    [one] Non inviata a una: lì mi mancano Invia messaggi, Leggi la cronologia dei messaggi.
    [many] Non inviata a { $count }: lì mi mancano Invia messaggi, Leggi la cronologia dei messaggi.
   *[other] Non inviata a { $count }: lì mi mancano Invia messaggi, Leggi la cronologia dei messaggi.
  }
answering-more = { $count ->
    [one] Non inviata a un'altra: la ricevono al massimo in { $most }.
    [many] Non inviata ad altre { $count }: la ricevono al massimo in { $most }.
   *[other] Non inviata ad altre { $count }: la ricevono al massimo in { $most }.
  }

## Saluti e ringraziamenti

courtesy-greeting = Ciao! Chiedimi qualcosa e ti rispondo con citazioni dagli articoli: qui, oppure con `/{ $ask }`. Per saperne di più: `/{ $help }`
courtesy-thanks = Prego.
courtesy-farewell = Arrivederci!

## Rifiuti e scuse

refuse-channel = Qui rispondo in { $channels }.
refuse-elsewhere = In { $server } rispondo in { $channels }. Chiedimelo lì, per favore.
refuse-private = In questo server rispondo solo in privato: usa `/{ $ask }`.
refuse-admin = Può farlo solo chi ha il permesso di gestire questo server.
refuse-empty = Chiedimi qualcosa: scrivi una domanda dopo il mio nome, oppure usa `/{ $ask }`. Per saperne di più: `/{ $help }`
refuse-cooldown = Vai troppo in fretta. Chiedi di nuovo tra { $seconds ->
    [one] un secondo
    [many] { $seconds } di secondi
   *[other] { $seconds } secondi
  }.
refuse-overloaded = In questo momento ci sono troppe domande in attesa. Chiedi di nuovo tra un minuto.
refuse-stopping = Mi stanno riavviando. Chiedi di nuovo tra un minuto.
refuse-unavailable = Al momento non è disponibile. Riprova tra un minuto.
refuse-busy = Qualcun altro sta modificando l'indice di questo server. Riprova tra un minuto.
apology = Qualcosa è andato storto da parte mia, e l'ho annotato. Comunica questo id a chi gestisce il bot: { $id }

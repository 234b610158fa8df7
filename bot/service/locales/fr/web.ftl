# Ce que disent les pages web et que Discord ne dit pas ; voir quotebot.ftl.

web-skip = Aller au contenu
web-parts = Rubriques
web-ask = Demander
web-search = Rechercher
web-sources = Sources
web-question = Que voulez-vous savoir ?
web-intro = La réponse est faite de passages des articles, mot pour mot, chacun avec sa source.
web-greeting = Bonjour ! Posez une question, et des citations des articles y répondent.
web-answer = Réponse
web-also-in = Aussi dans :
web-read = Lire dans l’article
web-copy = Copier la citation et la source
web-copy-link = Copier le lien
web-copied = Copié
web-table = Tableau
web-words = Que cherchez-vous ?
web-only = Seulement les articles
web-publisher = de cet éditeur
web-after = parus à partir du
web-before = parus avant le
web-language = dans cette langue
web-any = toutes
web-more = Autres pages
web-titles = Titre ou éditeur
web-order = Ordre
web-newest = Les plus récents d’abord
web-by-title = Par titre
web-show = Afficher
web-none-titled = Aucun article n’a « { $words } » dans son titre ou son éditeur.
web-to-quote = Aller à la citation
web-signed = Un article d’un serveur Discord. Quiconque a ce lien peut le lire, pendant une semaine au plus.
web-contents = Sommaire
web-note = Note { $label }
web-note-back = Retour à l’appel de la note { $label }
web-pages-above = Pages, au-dessus du texte
web-pages-below = Pages, au-dessous du texte
web-not-found = Introuvable
web-not-possible = Cela n’a pas marché
web-no-page = Cette page n’existe pas ici.
web-article-gone = Cet article n’est pas ici, ou n’y est plus.
web-link-expired = Ce lien a expiré. Ouvrez de nouveau l’article depuis Discord.
web-link-wrong = Ce lien n’est pas complet. Ouvrez de nouveau l’article depuis Discord.
web-empty = Rien n’a été demandé. Écrivez ce que vous voulez savoir.
web-too-long = Votre texte a { NUMBER($length) } caractères ; le maximum est { NUMBER($most) }. Raccourcissez-le.
web-back = Retour au début
web-about = Une citation montre ce que dit un article, non que c’est vrai.
web-kept = Les questions sont conservées { $days ->
    [one] un jour
   *[other] { $days } jours
  }, sans qui les a posées.
web-languages = Langue de cette page

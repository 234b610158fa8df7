# Ce que dit Quotebot, en français. Les noms entre accolades sont remplis. Syntaxe : https://projectfluent.org/fluent/guide/

## Commandes : ce qu’on tape et ce qu’on lit dans la liste de Discord. Noms : minuscules, sans espaces, 32 lettres au plus.

ask-name = demander
ask-description = Posez une question ; la réponse est citée des articles
ask-question-name = question
ask-question-description = Ce que vous voulez savoir
ask-private-name = privé
ask-private-description = Vous seul voyez la réponse
ask-source-name = source
ask-source-description = Ne citer que les articles de cette source
ask-language-name = langue
ask-language-description = Ne citer que les articles dans cette langue
ask-about-name = Poser une question dessus
find-sources-name = Chercher des sources
quote-name = Citer comme réponse
search-name = rechercher
search-description = Trouver des passages dans les articles
search-query-name = recherche
search-query-description = Ce qu’il faut chercher
search-source-name = source
search-source-description = Seulement les articles de cette source
search-after-name = depuis
search-after-description = Seulement les articles parus ce jour-là ou après, comme 2025-02-14, 2025-02 ou 2025
search-before-name = avant
search-before-description = Seulement les articles parus avant ce jour, comme 2025-02-14, 2025-02 ou 2025
article-name = article
article-description = Lire un article, avec ce qui vous en a été cité mis en évidence
article-title-name = titre
article-title-description = Commencez à taper son titre
sources-name = sources
sources-description = D’où les réponses sont citées
help-name = aide
help-description = Ce que fait ce bot et comment lui poser des questions
privacy-name = confidentialité
privacy-description = Ce qui est conservé à votre sujet
privacy-about-name = infos
privacy-about-description = Ce qui est conservé, combien de temps et pourquoi
privacy-delete-name = supprimer
privacy-delete-description = Supprimer tout de suite vos questions et vos votes
library-name = bibliothèque
library-description = Les articles de ce serveur
library-add-name = ajouter
library-add-description = Ajouter à ce serveur les articles de fichiers
library-add-file-name = fichier
library-add-file-description = Un fichier d’articles ; sinon, un formulaire s’ouvre pour dix au plus
library-add-channel-name = salon
library-add-channel-description = Ne le citer que dans ce salon et ses fils
library-add-role-name = rôle
library-add-role-description = Ne le citer qu’aux membres qui ont ce rôle, et seulement en privé
library-add-thread-name = ajouter-fil
library-add-thread-description = Ajouter aux articles de ce serveur ce qui s’est écrit dans un fil ou un post de forum
library-add-thread-thread-name = fil
library-add-thread-thread-description = Le fil ou le post de forum ; sinon, celui où vous êtes
library-add-thread-pinned-name = épinglés
library-add-thread-pinned-description = Les messages épinglés, à la place
library-address-name = ajouter-adresse
library-address-description = Ajouter les articles d’une page, d’un site ou d’un flux, et suivre ce qui y change
library-address-address-name = adresse
library-address-address-description = D’une page, d’un flux ou d’un site : toutes les pages sous une adresse qui finit par une barre
library-address-every-name = fréquence
library-address-every-description = À quel rythme on y regarde ; chaque jour si rien n’est choisi
library-address-page-name = cette-page-seulement
library-address-page-description = Ne lire que cette page, et aucune au-dessous
library-every-1h = toutes les heures
library-every-6h = toutes les 6 heures
library-every-1d = tous les jours
library-every-7d = toutes les semaines
library-remove-name = retirer
library-remove-description = Retirer un article ou une adresse de ce serveur
library-remove-title-name = titre
library-remove-title-description = Commencez à taper son titre, ou l’adresse
library-sync-name = synchroniser
library-sync-description = Mettre à jour l’index des articles de ce serveur
library-corrections-name = corrections
library-corrections-description = Ce qui a été corrigé dans les réponses d’ici, et de quoi l’annuler
library-status-name = état
library-status-description = Combien d’articles a ce serveur, et pour qui
settings-name = paramètres
settings-description = Où et comment le bot répond sur ce serveur
review-name = revoir
review-description = Questions sans réponse, réponses avec des votes contre et citations dont la source a changé

## Réponses

answer-none = **Les articles ne répondent pas à cela.**
answer-none-closest = **Les articles ne répondent pas à cela.** Les passages les plus proches sont derrière le bouton ; ils ne sont pas une réponse.
missing-articles = Aucun article ne mentionne « { $asked } ».
missing-passages = Les passages les plus proches ne mentionnent pas « { $asked } ».
missing-figure = Les passages les plus proches parlent de { $told }, pas de { $asked }.
answer-open = Sans réponse : « { $asked } »
answer-following = À la suite de : { $question }
source-older = version plus ancienne
answer-also-in = Aussi dans : { $sources }
answer-also-more = { $count ->
    [one] et un autre
   *[other] et { $count } autres
  }
answer-limited = D’articles que seuls vous et les personnes ayant vos rôles peuvent lire :
answer-closest = Les passages les plus proches. **Ils ne répondent pas à la question.**
answer-confidence = Confiance : { $level ->
    [sure] élevée
    [likely] moyenne
   *[unsure] faible
  }
answer-asked = Question : { $question }
answer-personal = Vous seul voyez ceci, car le bot n’est pas installé ici.
excerpt-steps-before = … { $count ->
    [one] une étape
   *[other] { $count } étapes
  } avant
excerpt-steps-after = … { $count ->
    [one] encore une étape
   *[other] encore { $count } étapes
  }
excerpt-items-before = … { $count ->
    [one] un point
   *[other] { $count } points
  } avant
excerpt-items-after = … { $count ->
    [one] encore un point
   *[other] encore { $count } points
  }
button-open = Ouvrir la source
button-read = Lire dans son contexte
button-present = Lire le texte actuel
button-why = Pourquoi cela ?
button-follow = Poursuivre
button-share = Montrer à tout le monde
share-limited = Cette réponse cite des articles que tout le monde ici ne peut pas lire ; elle reste donc entre nous.
share-again = Vous avez déjà montré cette réponse.
button-closest = Passages les plus proches
button-previous = Précédent
button-next = Suivant
button-replace = Remplacer
button-keep = Garder les deux
button-cancel = Annuler
button-undo = Défaire
button-correct = Corriger…
button-answer = Répondre
button-export = Exporter (CSV)
vote-counted = { $up ->
    [true] Compté : 👍.
   *[other] Compté : 👎.
  } Vous pouvez changer votre vote. Jusqu’ici 👍 { $ups }, 👎 { $downs }.
vote-form-title = Compté : 👎. Qu’est-ce qui ne va pas ?
vote-form-reason = Qu’est-ce qui ne va pas ?
vote-form-remark = En quelques mots
vote-form-readers = Les personnes qui gèrent ce serveur peuvent le lire, sans votre nom.
vote-reason-wrong = Elle est fausse
vote-reason-old = Elle est dépassée
vote-reason-other = Ce n’est pas ce que je demandais
vote-reason-unclear = Elle n’est pas claire
follow-title = Poursuivre
follow-label = Votre question suivante
why-title = **Pourquoi ces citations ?**
why-confidence = Confiance que les articles répondent : { $confidence } ; à partir de { $threshold }, les citations sont montrées comme réponse.
why-name = Aucune citation ne parle de quelqu’un ou de quelque chose que la question nomme : elles ne comptent donc pas comme réponse.
why-denied = La question nie quelque chose que la citation ne nie pas, ce qui rend une réponse moins probable.
why-nothing = Rien dans les articles n’a un mot ou un sens en commun avec la question.
why-evidence = Ressemblance de sens de la meilleure phrase { $sentence }, de son passage { $passage }, mot à mot { $late }. Part des mots de la question, comptés selon leur rareté : dans la citation { $covered }, dans le titre et l’intertitre { $titled }.
why-quote = Citation { $rank }, { $title } : chance d’être la meilleure { $score }. Mots en commun : { $words }
why-reader = Chance que la citation { $rank } réponde, selon un modèle qui la lit avec la question : { $reader }
why-written = Une personne qui gère ce serveur l’a écrit comme réponse à cette question.
why-no-words = aucun ; trouvée par le sens

## Consultation

search-none = Rien n’a été trouvé pour « { $query } ».
search-head = Passages pour « { $query } », { $first }–{ $last } sur { $count }
search-filter = Seulement : { $filters }
search-date-wrong = « { $date } » n’est pas une date. Écrivez-la comme 2025-02-14, 2025-02 ou 2025.
ask-language-none = Je ne connais aucune langue nommée « { $language } ». Choisissez-en une dans la liste qui apparaît pendant que vous tapez.
article-none = Il n’y a pas ici d’article intitulé « { $title } ». Choisissez-en un dans la liste qui apparaît pendant que vous tapez.
page-of = Page { $page } sur { $pages }
locator-page = p. { $label }
locator-slide = diapositive { $label }
locator-time = { $label }
context-changed = L’article a changé depuis qu’il a été cité et ne contient plus la citation.
context-former = Voici le texte tel qu’il était jusqu’au { $date }. La source a changé depuis.
context-now = **Ce qui s’y trouve maintenant**, les mots retirés étant barrés et les nouveaux en gras :
context-lost = **Ce passage n’y est plus.**
context-gone = Cet article n’est plus parmi ceux que vous pouvez lire ici.
shown-gone = C’est trop ancien : ce qui était montré n’est plus conservé. Posez la question à nouveau.
sources-none = Il n’y a pas encore d’articles.
sources-head = { $articles ->
    [0] Aucun article
    [one] Un article
    [many] { $articles } d’articles
   *[other] { $articles } articles
  } de { $publishers ->
    [0] 0 source
    [one] une source
   *[other] { $publishers } sources
  }
sources-line = { $count ->
    [0] aucun article
    [one] un article
    [many] { $count } d’articles
   *[other] { $count } articles
  }
sources-none-named = Sans source nommée
sources-server = Articles de ce serveur
sources-shared = Articles pour tous les serveurs
sources-limited = Réservé à { $who }

## Forums

forum-help = **Est-ce que cela vous a aidé ?**
forum-similar = **Posts semblables qui sont résolus**
forum-is-solved = **Résolu.**
forum-solved = Merci. Ce post compte comme résolu.
forum-tagged = Merci. Ce post porte maintenant le tag « { $tag } ».
forum-counted = Merci, c’est compté.
forum-told = Merci. La modération a été prévenue.
forum-did-not-help = L’une de mes réponses n’a pas aidé : { $post }, { $url }
forum-no-tag = Le tag n’a pas pu être ajouté : ce forum n’a pas de tag « { $tag } ».
forum-full-tags = Le tag « { $tag } » n’a pas pu être ajouté : le post en a déjà cinq, ce qui est le maximum.
forum-may-not-tag = Le tag « { $tag } » n’a pas pu être ajouté : il me manque ici la permission « Gérer les fils ».
forum-not-tagged = Le tag « { $tag } » n’a pas pu être ajouté : Discord ne l’a pas accepté.
button-helped = Oui, résolu
button-unhelped = Non

## Aide et confidentialité

help-text = **Quotebot répond par des citations.** Il cherche dans un ensemble d’articles les phrases qui répondent à votre question et les montre mot pour mot, avec leur source. Il n’écrit rien de lui-même, et le dit quand les articles n’ont pas de réponse.
    { "" }
    { "" }**Demander** : `/{ $ask }`, mentionnez { $bot }, répondez à l’une de ses réponses ou écrivez-lui directement. Il comprend ce qui précède (« et le Venezuela ? »).
    { "" }**Consulter** : `/{ $search }`, `/{ $article }`, `/{ $sources }`.
    { "" }**Vérifier un message** : dans son menu, Applications, « { $find } ».
    { "" }**Sous une réponse** : la phrase en gras est celle qui répond ; *Lire dans son contexte* la montre dans son article ; *Pourquoi cela ?* dit ce qui a parlé pour elle ; 👍 et 👎 aident à faire mieux.
    { "" }
    Une citation montre ce que dit un article, pas que c’est vrai. Ce qui est conservé à votre sujet : `/{ $privacy }`.
help-personal = **Ici**, le bot n’est installé que pour vous : utilisez ses commandes, car il ne lit ni les mentions ni les réponses. Vous seul voyez ce qu’il répond, d’après les articles pour tous les serveurs.
privacy-text = **Ce qui est conservé à votre sujet, et pourquoi**
    • Vos questions et vos recherches, les articles que vous avez ouverts et ce qui vous a été montré, avec votre identifiant, le salon, le message de la question et l’heure, pour que les boutons fonctionnent, que les questions suivantes soient comprises, qu’une réponse suive la question que vous modifiez ou supprimez, et que vous puissiez tout supprimer. { $days ->
        [one] Un jour.
       *[other] { $days } jours.
      }
    • Vos votes 👍 👎 avec votre identifiant, un par réponse, tant que la réponse est conservée ; avec un 👎, aussi la raison que vous avez donnée. Les personnes qui gèrent le serveur peuvent la lire, sans votre nom.
    • Les personnes qui gèrent un serveur voient quelles questions y sont restées sans réponse, quelles réponses y ont eu des votes contre et desquelles la source a changé depuis, sans les noms.
    • Ceux de vos messages dont les personnes qui gèrent un serveur ont fait des articles (« { $quote } », ou des fils entiers), avec votre identifiant, tant que ces messages existent ; avec votre nom seulement si vous l’avez accepté. Supprimez un message, ou utilisez les boutons placés dessous, et il n’est plus cité.
    • Les titres de vos posts dans les forums où je réponds de moi-même, avec votre identifiant, tant que les posts existent.
    • Les réponses que vous avez écrites en gérant un serveur (« { $answer } »), jusqu’à ce qu’une personne qui le gère les retire ; avec votre nom seulement si vous l’avez choisi.
    Rien d’autre : pas d’autres messages (pas non plus celui que vous vérifiez avec « { $find } »), pas d’autres noms, pas d’adresses. Rien de tout cela n’est envoyé où que ce soit.
    `/{ $delete }` supprime aussitôt vos questions et vos votes.
privacy-deleted = { $count ->
    [0] Rien n’était conservé à votre sujet.
    [one] Supprimé : une entrée. Plus rien n’est conservé à votre sujet.
   *[other] Supprimé : { $count } entrées. Plus rien n’est conservé à votre sujet.
  }

## Pour les personnes qui gèrent un serveur

library-added = Ajouté pour { $who } : { $titles }
library-added-more = { $count ->
    [one] et un autre
   *[other] et { $count } autres
  }
library-problems-more = { $count ->
    [one] et un autre problème
   *[other] et { $count } autres problèmes
  }
library-nothing-added = Rien n’a été ajouté.
library-form-title = Ajouter des articles à ce serveur
library-form-files = Fichiers
library-form-description = Dix au plus ; un .zip peut en contenir beaucoup
library-reading = Lecture : { $files } sur { $count ->
    [one] un fichier
   *[other] { $count } fichiers
  }.
library-embedding = Ajout : { $files ->
    [0] aucun fichier lu
    [one] un fichier lu
   *[other] { $files } fichiers lus
  }, { $embedded ->
    [0] aucun passage intégré
    [one] un passage intégré
    [many] { $embedded } de passages intégrés
   *[other] { $embedded } passages intégrés
  }, il en reste environ { $left }.
library-address-added = Ajouté pour { $who }, et suivi à partir de maintenant ({ $pages ->
    [0] aucune page
    [one] une page
   *[other] { $pages } pages
  }) : { $titles }
library-address-none = « { $address } » n’est pas l’adresse d’une page. Écrivez-la comme https://serveur/chemin, sans nom ni mot de passe.
library-address-repository = Les dépôts ne sont pas lus pour un serveur. Donnez l’adresse de ses pages, ou ajoutez ses fichiers avec `/{ library-name } { library-add-name }`.
library-addresses-full = Ce serveur a { $count } adresses, ce qui est le maximum. Retirez-en une d’abord.
library-addresses-off = La personne qui exploite ce bot ne permet pas aux serveurs d’ajouter des adresses.
library-of-address = « { $title } » vient de { $address } et reviendrait dès qu’on y regarderait de nouveau. Retirez plutôt cette adresse.
library-addresses = **Adresses**
library-address-line = • { $address }, pour { $who } : { $articles ->
    [0] aucun article
    [one] un article
    [many] { $articles } d’articles
   *[other] { $articles } articles
  }, regardée { $looked }, la prochaine fois { $next }
library-address-fails = • { $address }, pour { $who } : { $articles ->
    [0] aucun article
    [one] un article
    [many] { $articles } d’articles
   *[other] { $articles } articles
  }, illisible { $looked }, échecs de suite : { $failures } ; à nouveau { $next }
library-address-waits = • { $address }, pour { $who } : pas encore regardée
library-reading-pages = Lecture : { $pages ->
    [0] aucune page lue
    [one] une page lue
   *[other] { $pages } pages lues
  }.
library-goes-on = C’est long, et cela continue. Le résultat sera écrit dans ce salon ; `/{ $status }` dit où cela en est.
library-articles = { $count ->
    [0] aucun article
    [one] un article
    [many] { $count } d’articles
   *[other] { $count } articles
  }
library-replaces-some = { $count ->
    [one] Le fichier donné porte
   *[other] Certains des fichiers donnés portent
  } le nom d’un autre qui est déjà ici avec un texte différent. Serait remplacé : { $titles }
library-undone = Défait : ce qui avait été ajouté n’est plus là, et ce que cela remplaçait est revenu.
library-not-undone = Cela ne peut plus être défait : autre chose a changé ces articles depuis.
library-left-out = **Laissé de côté**
library-left-out-see = Tout n’a pas pu servir : `/{ $status }` dit ce qui a été laissé de côté, et pourquoi.
library-removed = Retiré : { $title }
library-synced = À jour : { $articles ->
    [0] aucun article
    [one] un article
    [many] { $articles } d’articles
   *[other] { $articles } articles
  } de ce serveur.
library-empty = Ce serveur n’a pas d’articles à lui. Ajoutez-en avec `/{ $add }`.
library-status-line = Pour { $who } : { $articles ->
    [0] aucun article
    [one] un article
    [many] { $articles } d’articles
   *[other] { $articles } articles
  }, { $passages ->
    [0] aucun passage
    [one] un passage
    [many] { $passages } de passages
   *[other] { $passages } passages
  }
library-status-shared = tous les serveurs
library-status-size = { $used } Mo utilisés par ce serveur sur { $limit }.
library-channel-or-role = Choisissez un salon ou un rôle, pas les deux.
library-no-content = Les fils ne sont lus que si la personne qui exploite le bot le laisse lire ce que les gens écrivent : `message_content = true` dans la table `[discord]` de ses réglages, et « Message Content Intent » sur la page Bot de l’application. Un seul message peut être cité sans cela : dans son menu, Applications.
library-no-thread = Utilisez cela dans un fil ou un post de forum, ou choisissez-en un.
library-may-not-read = Je ne peux pas lire les messages de { $channel } : il m’y faut « Voir le salon » et « Voir les anciens messages ».
library-nothing-said = Rien de ce qui s’y est écrit ne peut être cité.
library-conversation = { $count ->
    [0] Aucun message
    [one] Un message
   *[other] { $count } messages
  } de personnes, sans leurs noms. Les { $most } premiers au plus sont lus.
library-too-large = { $name } fait { $size } Mo ; le maximum est { $limit } Mo.
library-too-many = { $name } contient { $count } articles ; le maximum par fichier est { $limit }. Divisez-le.
library-unavailable = { $name } n’a pas pu être récupéré de Discord. Réessayez.
library-unfinished = C’est long, et cela continue. `/{ $status }` dit combien d’articles il y a déjà.
library-full = { $name } porterait les articles de ce serveur à { $size } Mo ; le maximum est { $limit } Mo. Retirez-en d’abord.
library-format = { $name } n’est pas dans un format qui est lu : { $formats }
library-name-taken = « { $title } » porte l’identifiant { $id } d’un autre article d’ici ; donnez-lui-en un autre ou retirez d’abord celui-là.
library-unreadable = { $name } { $reason }
library-replaces = { $name } est déjà ici avec un texte différent. Serait remplacé : { $titles }
library-warning = « { $title } » : { $reason }
correct-title = Corriger les réponses de ce serveur
correct-kind = Désormais
correct-unquoted = Ne pas citer ce passage
correct-preferred = Préférer cet article
correct-superseded = Cet article est remplacé par…
correct-quote = De quelle citation s’agit-il ?
correct-newer = Titre de l’article plus récent
correct-newer-description = Seulement pour « { $superseded } »
correct-newer-missing = Pour « { $superseded } », écrivez aussi le titre de l’article plus récent.
correct-newer-none = Il n’y a pas ici d’article intitulé « { $title } ». Rien n’a été changé.
correct-newer-near = Il n’y a pas ici d’article intitulé « { $title } ». Rien n’a été changé. Les plus proches : { $titles }
correct-newer-several = Plusieurs articles sont intitulés « { $title } ». Rien n’a été changé ; écrivez l’identifiant de l’un d’eux à la place du titre : { $ids }
correct-itself = Un article ne peut pas être remplacé par lui-même. Rien n’a été changé.
correct-circle = « { $newer } » est lui-même remplacé par « { $title } ». Annulez d’abord cela : `/{ $list }`
correct-full = Ce serveur a { $count } corrections, ce qui est le maximum. Annulez-en une d’abord : `/{ $list }`
corrected-unquoted = Ce passage de « { $title } » n’est plus cité sur ce serveur.
corrected-preferred = « { $title } » est cité en premier sur ce serveur, partout où il répond à peu près aussi bien que d’autres.
corrected-superseded = « { $title } » compte sur ce serveur comme une version plus ancienne de « { $newer } ».
corrected-see = `/{ $list }` montre ce qui a été corrigé, et l’annule.
corrections-none = Rien n’a été corrigé sur ce serveur. Sous une réponse, *{ $why }* a un bouton pour cela.
corrections-head = **Corrigé sur ce serveur**, { $first }–{ $last } sur { $count }
corrections-unquoted = **{ $rank }.** Non cité, de { $title } : « { $said } »
corrections-preferred = **{ $rank }.** Préféré : { $title }
corrections-superseded = **{ $rank }.** Remplacé : { $title }, par { $newer }
corrections-lost = Sans effet : l’article ne dit plus cela.
corrections-gone = Sans effet : l’article n’est plus là.
corrections-newer-gone = L’article plus récent n’est plus là ; celui-ci compte quand même comme plus ancien.
corrections-hidden = { $count ->
    [one] Une autre concerne des articles que vous ne pouvez pas lire ici.
   *[other] { $count } autres concernent des articles que vous ne pouvez pas lire ici.
  }
corrections-take-back = En annuler une
corrections-not-there = Cette correction n’est plus là, ou vous ne pouvez pas la voir.
quote-form-title = Citer comme réponse
quote-form-heading = Titre
quote-form-readers = Pour qui
quote-form-everyone = Tout le serveur
quote-form-channel = Seulement dans #{ $channel } et ses fils
quoted = Cité pour { $who } : { $title }
quoted-asked = La personne qui l’a écrit n’est nommée que si elle l’accepte ; la question lui est posée sous le message, et elle peut aussi le faire retirer.
quoted-not-asked = La personne qui l’a écrit n’a pas pu être consultée ici, car je ne peux pas répondre dans ce salon (« Envoyer des messages », « Voir les anciens messages ») ; elle n’est donc pas nommée.
quoted-program = Il a été écrit par un bot ou un webhook, qui n’est pas nommé.
quoted-empty = Ce message n’a pas de texte qui puisse être cité. Les images et les fichiers ne sont pas lus.
quoted-nowhere = Seuls les messages des salons d’un serveur peuvent être cités.
quoted-late = Ce formulaire est trop ancien, ou le message a changé. Choisissez à nouveau « { $menu } » dans le menu du message.
quoted-gone = Ce message n’est plus cité, ou n’existe plus.
quoted-not-author = Ces boutons sont réservés à la personne qui a écrit le message.
quoted-notice = Ce message est cité comme réponse sur ce serveur, sans le nom de la personne qui l’a écrit.
quoted-notice-named = Ce message est cité comme réponse sur ce serveur, avec le nom de la personne qui l’a écrit.
quoted-notice-author = Ces boutons lui sont réservés. Quand le message est supprimé, il n’est plus cité.
quoted-notice-removed = Ce message n’est plus cité, comme l’a voulu la personne qui l’a écrit.
quoted-notice-gone = Ce message n’est plus cité.
quoted-show = Afficher mon nom
quoted-hide = Masquer mon nom
quoted-remove = Retirer ma réponse
quoted-member = Membre { $number }
quoted-pins = #{ $channel } : messages épinglés
quoted-edited = { $count ->
    [one] **Un message cité a été modifié depuis** ; citez-le à nouveau pour l’avoir tel qu’il est maintenant :
   *[other] **{ $count } messages cités ont été modifiés depuis** ; citez-les à nouveau pour les avoir tels qu’ils sont maintenant :
  }
quoted-unseen = { $count ->
    [one] **Un message cité ne m’est plus visible**, si bien que je n’apprendrai pas s’il est supprimé :
   *[other] **{ $count } messages cités ne me sont plus visibles**, si bien que je n’apprendrai pas s’ils sont supprimés :
  }
audience-everyone = tout le monde sur ce serveur
settings-title = **Paramètres de ce serveur**
settings-where = Où
settings-how = Comment
settings-who = Qui
settings-none = aucun
settings-channels = Salons où je réponds : { $channels }
settings-channels-all = tous
settings-threaded = Salons où chaque réponse reçoit un fil : { $channels }
settings-forums = Forums où je réponds aux nouveaux posts : { $channels }
settings-tag = Tag des posts résolus : { $tag }
settings-private-on = Les réponses à `/{ $ask }` sont privées, sauf demande contraire.
settings-private-off = Les réponses à `/{ $ask }` sont pour tout le salon, sauf demande contraire.
settings-readers-everyone = tout le salon
settings-readers-asker = seulement la personne qui demande
settings-caution = Comment je réponds en cas de doute : { $caution }
settings-caution-operator = selon le choix de la personne qui exploite le bot
settings-caution-operator-description = La personne qui exploite ce bot en décide.
settings-caution-bold = avec audace
settings-caution-bold-description = Plus de questions reçoivent une réponse, et plus de réponses sont fausses.
settings-caution-balanced = avec mesure
settings-caution-balanced-description = Entre l’audace et la prudence.
settings-caution-careful = avec prudence
settings-caution-careful-description = Moins de réponses sont fausses, et plus de questions sont dites sans réponse.
settings-quotes = Citations par réponse : { $count ->
    [one] une
   *[other] { $count } au plus
  }
settings-language = Langue de mes réponses aux messages : { $language }
settings-language-discord = celle que Discord a pour ce serveur
settings-collections = Articles montrés : { $collections }
settings-both = ceux de ce serveur et ceux pour tous les serveurs
settings-own = seulement ceux de ce serveur
settings-shared = seulement ceux pour tous les serveurs
settings-review = Récapitulatif quotidien pour la modération : { $channel }
settings-tells-on = La modération y est prévenue quand une réponse dans un forum n’a pas aidé.
settings-tells-off = La modération n’est pas prévenue quand une réponse dans un forum n’a pas aidé.
settings-form-channels = Salons où je réponds
settings-form-channels-description = Si aucun n’est choisi, je réponds dans tous.
settings-form-threaded = Salons où chaque réponse reçoit un fil
settings-form-threaded-description = Pour les réponses aux messages ; celles aux commandes restent dans le salon.
settings-form-forums = Forums où je réponds aux nouveaux posts
settings-form-forums-description = De moi-même, sans qu’on me mentionne.
settings-form-tag = Tag des posts résolus
settings-form-tag-description = Le nom d’un tag que les forums ont. Si le champ est vide, aucun tag n’est ajouté.
settings-form-readers = Qui voit les réponses
settings-form-readers-description = Sauf demande contraire. En privé, les mentions sont renvoyées à /{ $ask }.
settings-form-caution = Comment je réponds en cas de doute
settings-form-quotes = Citations par réponse, au plus
settings-form-language = Langue de mes réponses aux messages
settings-form-language-description = Les commandes reçoivent une réponse dans la langue de la personne qui les utilise.
settings-form-collections = Articles montrés
settings-form-review = Salon pour la modération
settings-form-review-description = Chaque jour y arrive un récapitulatif de ce qui est à revoir. Sans salon, il n’y en a pas.
settings-form-tells = Prévenir la modération aussitôt
settings-form-tells-description = Dans ce salon, quand une réponse dans un forum n’a pas aidé.
settings-hints = Remarques
settings-hint-lacking = • Dans { $channels }, il me manque : { $permissions }
settings-hint-tag = • { $forum } n’a pas de tag « { $tag } » ; il a : { $tags }
settings-hint-no-tags = • { $forum } n’a pas de tag « { $tag } », ni aucun autre.
settings-hint-unread = • La modération ne peut pas être prévenue de ce qui n’a pas aidé : aucun salon n’est choisi pour cela.
settings-hint-refused = • Je n’ai pas pu répondre dernièrement, faute de permissions : { $channels }
settings-hints-more = { $count ->
    [one] • et une autre
   *[other] • et { $count } autres
  }
settings-moved = Cela venait d’une version antérieure ; rien n’a été changé. Voici les paramètres actuels, que les boutons ci-dessous changent.
permission-view-channel = Voir le salon
permission-send-messages = Envoyer des messages
permission-send-messages-in-threads = Envoyer des messages dans les fils
permission-read-message-history = Voir les anciens messages
permission-create-public-threads = Créer des fils publics
permission-manage-threads = Gérer les fils
review-head = **À revoir** : { $unanswered ->
    [0] aucune question
    [one] une question
   *[other] { $unanswered } questions
  } sans réponse, { $down ->
    [0] aucune réponse
    [one] une réponse
   *[other] { $down } réponses
  } avec des votes contre, { $changed ->
    [0] aucune réponse
    [one] une réponse
   *[other] { $changed } réponses
  } dont la citation n’est plus dans son article
review-unanswered = Questions sans réponse
review-down = Réponses avec des votes contre
review-changed = Citations de sources qui ont changé
review-7 = Les 7 derniers jours
review-30 = Les 30 derniers jours
review-all = Tout ce qui est conservé
review-none = Rien de ce genre dans cette période.
review-hidden = { $count ->
    [one] Une réponse avec des votes contre est laissée
   *[other] { $count } réponses avec des votes contre sont laissées
  } de côté : vous ne pouvez pas lire ici ce qui y est cité.
review-line = { $count }× { $question }
review-votes = 👍 { $up }, 👎 { $down }
review-reason = { $reason } : { $count }
review-more = { $count ->
    [one] et une autre remarque ; toutes sont dans le fichier
   *[other] et { $count } autres remarques ; toutes sont dans le fichier
  }
review-quoted = Cité de : { $titles }
review-gone = Son article n’est plus là.
review-exported = Sans les noms. Ouvrez-le dans un tableur.
review-column-question = Question
review-column-count = Nombre de fois
review-column-first = Première fois (UTC)
review-column-last = Dernière fois (UTC)
review-column-outcome = Résultat
review-column-confidence = Confiance
review-column-quoted = Articles cités
review-column-up = Votes pour
review-column-down = Votes contre
review-column-reasons = Raisons
review-outcome-none = sans réponse
review-outcome-answered = avec réponse
review-outcome-changed = source changée
digest-head = **Le dernier jour** : { $unanswered ->
    [0] aucune question
    [one] une question
   *[other] { $unanswered } questions
  } sans réponse, { $down ->
    [0] aucune réponse
    [one] une réponse
   *[other] { $down } réponses
  } avec des votes contre, { $changed ->
    [0] aucune réponse
    [one] une réponse
   *[other] { $changed } réponses
  } dont la source a changé
digest-more = Le tout, pour les personnes qui gèrent ce serveur : `/{ $review }`
answering-title = Répondre à cette question
answering-question = Question, telle qu’on doit la trouver
answering-text = Réponse
answering-address = Adresse d’une page à ce sujet (facultatif)
answering-channel = Seulement les personnes qui lisent le salon où elle a été posée
answering-named = Indiquer mon nom
answering-late = Cette question n’attend plus de réponse : quelqu’un y a répondu, ou elle n’est plus conservée. Votre texte est dans le fichier. En savoir plus : `/{ $review }`
answering-no-address = « { $address } » n’est pas l’adresse d’une page : écrivez-la comme https://serveur/chemin. Rien n’a été ajouté ; votre texte est dans le fichier.
answering-no-channel = Le salon où elle a été posée n’existe plus. Rien n’a été ajouté ; votre texte est dans le fichier.
answering-empty = La réponse n’a pas de texte qui puisse être cité. Rien n’a été ajouté.
answering-replied = { $count ->
    [0] La réponse n’a été envoyée à aucune des personnes qui ont demandé.
    [one] Réponse envoyée, sans notification, à une personne qui a demandé.
   *[other] Réponse envoyée, sans notification, à { $count } personnes qui ont demandé.
  }
answering-private = { $count ->
    [one] Non envoyée à une personne qui a demandé en privé.
   *[other] Non envoyée à { $count } personnes qui ont demandé en privé.
  }
answering-elsewhere = { $count ->
    [one] Non envoyée à une personne qui a demandé là où elle ne peut pas être lue.
   *[other] Non envoyée à { $count } personnes qui ont demandé là où elle ne peut pas être lue.
  }
answering-gone = { $count ->
    [one] Non envoyée à une personne dont la question n’est plus là.
   *[other] Non envoyée à { $count } personnes dont les questions ne sont plus là.
  }
answering-forbidden = { $count ->
    [one] Non envoyée à une : il me manque là « Envoyer des messages », « Voir les anciens messages ».
   *[other] Non envoyée à { $count } : il me manque là « Envoyer des messages », « Voir les anciens messages ».
  }
answering-more = { $count ->
    [one] Non envoyée à une autre : { $most } au plus la reçoivent.
   *[other] Non envoyée à { $count } autres : { $most } au plus la reçoivent.
  }

## Salutations et remerciements

courtesy-greeting = Bonjour ! Demandez-moi quelque chose, et je réponds par des citations des articles : ici, ou avec `/{ $ask }`. En savoir plus : `/{ $help }`
courtesy-thanks = Je vous en prie.
courtesy-farewell = Au revoir !

## Refus et excuses

refuse-channel = Ici, je réponds dans { $channels }.
refuse-elsewhere = Sur { $server }, je réponds dans { $channels }. Posez-moi la question là-bas, s’il vous plaît.
refuse-private = Sur ce serveur, je ne réponds qu’en privé : utilisez `/{ $ask }`.
refuse-admin = Seules les personnes qui peuvent gérer ce serveur peuvent faire cela.
refuse-empty = Demandez-moi quelque chose : écrivez une question après mon nom, ou utilisez `/{ $ask }`. En savoir plus : `/{ $help }`
refuse-cooldown = C’était rapide. Redemandez dans { $seconds ->
    [one] une seconde
   *[other] { $seconds } secondes
  }.
refuse-overloaded = Trop de questions attendent en ce moment. Redemandez dans une minute.
refuse-stopping = On est en train de me redémarrer. Redemandez dans une minute.
refuse-unavailable = Ceci n’est pas disponible en ce moment. Réessayez dans une minute.
refuse-busy = Quelqu’un d’autre est en train de changer l’index de ce serveur. Réessayez dans une minute.
apology = Quelque chose s’est mal passé de mon côté, et cela a été noté. Donnez cet identifiant à la personne qui exploite le bot : { $id }

# Lo que dice Quotebot, en español. Los nombres entre llaves se rellenan. Sintaxis: https://projectfluent.org/fluent/guide/

## Órdenes: lo que se escribe y se lee en la lista de Discord. Nombres: minúsculas, sin espacios, 32 letras como mucho.

ask-name = preguntar
ask-description = Haz una pregunta; la respuesta se cita de los artículos
ask-question-name = pregunta
ask-question-description = Lo que quieres saber
ask-private-name = privado
ask-private-description = Solo tú ves la respuesta
ask-source-name = fuente
ask-source-description = Citar solo artículos de esta fuente
ask-language-name = idioma
ask-language-description = Citar solo artículos en este idioma
ask-about-name = Preguntar sobre esto
find-sources-name = Buscar fuentes
quote-name = Citar como respuesta
search-name = buscar
search-description = Busca pasajes en los artículos
search-query-name = consulta
search-query-description = Lo que hay que buscar
search-source-name = fuente
search-source-description = Solo artículos de este medio
search-after-name = desde
search-after-description = Solo artículos publicados ese día o después, como 2025-02-14, 2025-02 o 2025
search-before-name = antes
search-before-description = Solo artículos publicados antes de ese día, como 2025-02-14, 2025-02 o 2025
article-name = artículo
article-description = Lee un artículo, con lo que se te citó resaltado
article-title-name = título
article-title-description = Empieza a escribir su título
sources-name = fuentes
sources-description = De dónde se citan las respuestas
help-name = ayuda
help-description = Qué hace este bot y cómo preguntarle
privacy-name = privacidad
privacy-description = Qué se guarda de ti
privacy-about-name = información
privacy-about-description = Qué se guarda, por cuánto tiempo y para qué
privacy-delete-name = borrar
privacy-delete-description = Borra ahora tus preguntas y votos
library-name = biblioteca
library-description = Los artículos de este servidor
library-add-name = añadir
library-add-description = Añade a este servidor los artículos de uno o varios archivos
library-add-file-name = archivo
library-add-file-description = Un archivo de artículos; sin él se abre un formulario para hasta diez
library-add-channel-name = canal
library-add-channel-description = Citarlo solo en este canal y sus hilos
library-add-role-name = rol
library-add-role-description = Citarlo solo a miembros con este rol, y solo en privado
library-add-thread-name = añadir-hilo
library-add-thread-description = Añade a los artículos de este servidor lo escrito en un hilo o una publicación del foro
library-add-thread-thread-name = hilo
library-add-thread-thread-description = El hilo o la publicación; sin él, aquel en el que estás
library-add-thread-pinned-name = fijados
library-add-thread-pinned-description = En su lugar, los mensajes fijados
library-address-name = añadir-dirección
library-address-description = Añade los artículos de una página, un sitio o un feed, y sigue sus cambios
library-address-address-name = dirección
library-address-address-description = De una página, un feed o un sitio: todas las páginas bajo una dirección que acabe en barra
library-address-every-name = frecuencia
library-address-every-description = Cada cuánto se consulta; a diario si no eliges nada
library-address-page-name = solo-esta-página
library-address-page-description = Leer solo esta página, y ninguna por debajo
library-every-1h = cada hora
library-every-6h = cada 6 horas
library-every-1d = a diario
library-every-7d = cada semana
library-remove-name = quitar
library-remove-description = Quita un artículo o una dirección de este servidor
library-remove-title-name = título
library-remove-title-description = Empieza a escribir su título, o la dirección
library-sync-name = sincronizar
library-sync-description = Pone al día el índice de los artículos de este servidor
library-corrections-name = correcciones
library-corrections-description = Qué se ha corregido en las respuestas de aquí, y cómo deshacerlo
library-status-name = estado
library-status-description = Cuántos artículos tiene este servidor, y para quién
settings-name = ajustes
settings-description = Dónde y cómo responde el bot en este servidor
review-name = revisar
review-description = Preguntas sin respuesta, respuestas con votos en contra y citas cuya fuente ha cambiado

## Respuestas

answer-none = **Los artículos no responden a esto.**
answer-none-closest = **Los artículos no responden a esto.** Los pasajes más cercanos están tras el botón; no son una respuesta.
missing-articles = Ningún artículo menciona «{ $asked }».
missing-passages = Los pasajes más cercanos no mencionan «{ $asked }».
missing-figure = Los pasajes más cercanos hablan de { $told }, no de { $asked }.
answer-open = Sin respuesta: «{ $asked }»
answer-following = Pregunta anterior: { $question }
source-older = versión anterior
answer-also-in = También en: { $sources }
answer-also-more = { $count ->
    [one] y uno más
    [many] y { $count } más
   *[other] y { $count } más
  }
answer-limited = De artículos que solo pueden leer tú y quienes tienen tus mismos roles:
answer-closest = Los pasajes más cercanos. **No responden a la pregunta.**
answer-confidence = Confianza: { $level ->
    [sure] alta
    [likely] media
   *[unsure] baja
  }
answer-asked = Pregunta: { $question }
answer-personal = Solo tú ves esto, porque el bot no está instalado aquí.
excerpt-steps-before = … { $count ->
    [one] un paso
    [many] { $count } de pasos
   *[other] { $count } pasos
  } antes
excerpt-steps-after = … { $count ->
    [one] un paso
    [many] { $count } de pasos
   *[other] { $count } pasos
  } más
excerpt-items-before = … { $count ->
    [one] un punto
    [many] { $count } de puntos
   *[other] { $count } puntos
  } antes
excerpt-items-after = … { $count ->
    [one] un punto
    [many] { $count } de puntos
   *[other] { $count } puntos
  } más
button-open = Abrir la fuente
button-read = Leer en contexto
button-present = Leer el texto actual
button-why = ¿Por qué esto?
button-follow = Seguir preguntando
button-share = Mostrar a todos
share-limited = Esta respuesta cita artículos que no todos aquí pueden leer, así que queda entre nosotros.
share-again = Ya has mostrado esta respuesta.
button-closest = Pasajes más cercanos
button-previous = Anterior
button-next = Siguiente
button-replace = Reemplazar
button-keep = Conservar ambos
button-cancel = Cancelar
button-answer = Responder
button-export = Exportar (CSV)
button-undo = Deshacer
button-correct = Corregir…
vote-counted = { $up ->
    [true] Voto contado: 👍.
   *[other] Voto contado: 👎.
  } Puedes cambiar tu voto. Hasta ahora 👍 { $ups }, 👎 { $downs }.
vote-form-title = Contado: 👎. ¿Qué tiene de malo?
vote-form-reason = ¿Qué falla?
vote-form-remark = En pocas palabras
vote-form-readers = Quienes administran este servidor pueden leerlo, sin tu nombre.
vote-reason-wrong = Es incorrecta
vote-reason-old = Está anticuada
vote-reason-other = No es lo que pregunté
vote-reason-unclear = No queda clara
follow-title = Seguir preguntando
follow-label = Tu siguiente pregunta
why-title = **¿Por qué estas citas?**
why-confidence = Confianza en que los artículos responden: { $confidence }; a partir de { $threshold }, las citas se muestran como respuesta.
why-name = Ninguna cita habla de alguien o algo que la pregunta nombra, así que no cuentan como respuesta.
why-denied = La pregunta niega algo que la cita no niega, lo que hace menos probable una respuesta.
why-nothing = Nada en los artículos comparte una palabra o un sentido con la pregunta.
why-evidence = Parecido de sentido de la mejor frase { $sentence }, de su pasaje { $passage }, palabra por palabra { $late }. Parte de las palabras de la pregunta, contadas por lo raras que son: en la cita { $covered }, en título y encabezado { $titled }.
why-quote = Cita { $rank }, { $title }: probabilidad de ser la mejor { $score }. Palabras en común: { $words }
why-reader = Probabilidad de que la cita { $rank } responda, según un modelo que la lee junto a la pregunta: { $reader }
why-no-words = ninguna; encontrada por el sentido
why-written = Alguien que administra este servidor lo escribió como respuesta a esta pregunta.

## Consultas

search-none = No se encontró nada para «{ $query }».
search-head = Pasajes para «{ $query }», { $first }–{ $last } de { $count }
search-filter = Solo: { $filters }
search-date-wrong = «{ $date }» no es una fecha. Escríbela como 2025-02-14, 2025-02 o 2025.
ask-language-none = No conozco ningún idioma llamado «{ $language }». Elige uno de la lista que aparece mientras escribes.
article-none = Aquí no hay un artículo con el título «{ $title }». Elige uno de la lista que aparece mientras escribes.
page-of = Página { $page } de { $pages }
locator-page = pág. { $label }
locator-slide = diapositiva { $label }
locator-time = { $label }
context-changed = El artículo ha cambiado desde que se citó y ya no contiene la cita.
context-former = Este es el texto tal como estaba hasta el { $date }. La fuente ha cambiado desde entonces.
context-now = **Lo que dice ahora**, con las palabras quitadas tachadas y las nuevas en negrita:
context-lost = **Este pasaje ya no está.**
context-gone = Este artículo ya no está entre los que puedes leer aquí.
shown-gone = Esto es demasiado antiguo: lo que se mostró ya no se guarda. Pregunta otra vez.
sources-none = Todavía no hay artículos.
sources-head = { $articles ->
    [one] Un artículo
    [many] { $articles } de artículos
   *[other] { $articles } artículos
  } de { $publishers ->
    [one] una fuente
    [many] { $publishers } de fuentes
   *[other] { $publishers } fuentes
  }
sources-line = { $count ->
    [one] un artículo
    [many] { $count } de artículos
   *[other] { $count } artículos
  }
sources-none-named = Medio desconocido
sources-server = Artículos de este servidor
sources-shared = Artículos para todos los servidores
sources-limited = Limitado a { $who }

## Foros

forum-help = **¿Te ha servido?**
forum-similar = **Publicaciones parecidas ya resueltas**
forum-is-solved = **Resuelto.**
forum-solved = Gracias. Esta publicación cuenta como resuelta.
forum-tagged = Gracias. Esta publicación lleva la etiqueta «{ $tag }».
forum-counted = Gracias, queda contado.
forum-told = Gracias. Se ha avisado a un moderador.
forum-did-not-help = Una respuesta mía no ha servido: { $post }, { $url }
forum-no-tag = No se ha podido etiquetar: este foro no tiene la etiqueta «{ $tag }».
forum-full-tags = No se ha podido etiquetar con «{ $tag }»: ya tiene cinco etiquetas, que es el máximo.
forum-may-not-tag = No se ha podido etiquetar con «{ $tag }»: me falta el permiso Gestionar hilos aquí.
forum-not-tagged = No se ha podido etiquetar con «{ $tag }»: Discord no lo ha aceptado.
button-helped = Sí, resuelto
button-unhelped = No

## Ayuda y privacidad

help-text = **Quotebot responde citando.** Busca en un conjunto de artículos las frases que responden a tu pregunta y las muestra palabra por palabra, con su fuente. No redacta nada por su cuenta y, si los artículos no responden, te lo dice.
    { "" }
    { "" }**Preguntar**: `/{ $ask }`, menciona a { $bot }, responde a una de sus respuestas o escríbele directamente. Entiende lo que se dijo antes («¿y Venezuela?»).
    { "" }**Consultar**: `/{ $search }`, `/{ $article }`, `/{ $sources }`.
    { "" }**Comprobar un mensaje**: en su menú, Aplicaciones, «{ $find }».
    { "" }**Bajo una respuesta**: la frase en negrita es la que responde; *Leer en contexto* la muestra en su artículo; *¿Por qué esto?* explica por qué se eligió; 👍 y 👎 ayudan a mejorar.
    { "" }
    Una cita muestra lo que dice un artículo, no que sea verdad. Qué se guarda de ti: `/{ $privacy }`.
help-personal = **Aquí** el bot está instalado solo para ti: usa sus comandos, porque no lee menciones ni respuestas. Solo tú ves lo que responde, con los artículos para todos los servidores.
privacy-text = **Qué se guarda de ti, y para qué**
    • Tus preguntas y búsquedas, los artículos que abriste y lo que se te mostró, con tu identificador de usuario, el canal, qué mensaje preguntó y la hora, para que funcionen los botones, se entiendan las preguntas que siguen, la respuesta siga a la pregunta que edites o borres y puedas borrarlo todo. { $days ->
        [one] Un día.
        [many] { $days } de días.
       *[other] { $days } días.
      }
    • Tus votos 👍 👎 con tu identificador, uno por respuesta, mientras se guarde la respuesta; con un 👎, también el motivo que diste. Quienes administran el servidor pueden leerlo, sin tu nombre.
    • Quienes administran un servidor ven qué preguntas quedaron allí sin respuesta, qué respuestas recibieron votos en contra y de cuáles ha cambiado la fuente, sin nombres.
    • Mensajes tuyos que quienes administran un servidor convirtieron en artículos («{ $quote }», o hilos enteros), con tu identificador, mientras sigan allí; con tu nombre solo si estuviste de acuerdo. Borra un mensaje, o usa los botones que tiene debajo, y deja de citarse.
    • Los títulos de tus publicaciones en los foros donde respondo solo, con tu identificador de usuario, mientras las publicaciones sigan ahí.
    • Respuestas que escribiste como administrador («{ $answer }»), hasta que un administrador las quite; con tu nombre solo si lo elegiste.
    Nada más: ni otros mensajes (tampoco el que compruebes con «{ $find }»), ni otros nombres, ni direcciones. Nada de ello se envía a ninguna parte.
    `/{ $delete }` borra al momento tus preguntas y votos.
privacy-deleted = { $count ->
    [0] No se guardaba nada de ti.
    [one] Borrado: una entrada. Ya no se guarda nada de ti.
    [many] Borrado: { $count } de entradas. Ya no se guarda nada de ti.
   *[other] Borrado: { $count } entradas. Ya no se guarda nada de ti.
  }

## Para quienes administran

library-added = Añadido para { $who }: { $titles }
library-added-more = { $count ->
    [one] y uno más
    [many] y { $count } más
   *[other] y { $count } más
  }
library-problems-more = { $count ->
    [one] y un problema más
    [many] y { $count } de problemas más
   *[other] y { $count } problemas más
  }
library-nothing-added = No se añadió nada.
library-form-title = Añadir artículos a este servidor
library-form-files = Archivos
library-form-description = Hasta diez; un .zip puede contener muchos
library-reading = Leyendo: { $files } de { $count ->
    [one] un archivo
    [many] { $count } de archivos
   *[other] { $count } archivos
  }.
library-embedding = Añadiendo: { $files ->
    [one] un archivo leído
    [many] { $files } de archivos leídos
   *[other] { $files } archivos leídos
  }, { $embedded ->
    [one] un pasaje procesado
    [many] { $embedded } de pasajes procesados
   *[other] { $embedded } pasajes procesados
  }, faltan unos { $left }.
library-address-added = Añadido para { $who }, y seguido desde ahora ({ $pages ->
    [one] una página
    [many] { $pages } de páginas
   *[other] { $pages } páginas
  }): { $titles }
library-address-none = «{ $address }» no es la dirección de una página. Escríbela como https://servidor/ruta, sin nombre ni contraseña.
library-address-repository = Para un servidor no se leen repositorios. Da la dirección de sus páginas, o añade sus archivos con `/{ library-name } { library-add-name }`.
library-addresses-full = Este servidor tiene { $count } direcciones, que es el máximo. Quita antes una.
library-addresses-off = Quien opera este bot no permite que los servidores añadan direcciones.
library-of-address = «{ $title }» es de { $address } y volvería en la próxima consulta. Quita mejor esa dirección.
library-addresses = **Direcciones**
library-address-line = • { $address }, para { $who }: { $articles ->
    [one] un artículo
    [many] { $articles } de artículos
   *[other] { $articles } artículos
  }, última consulta { $looked }, la próxima { $next }
library-address-fails = • { $address }, para { $who }: { $articles ->
    [one] un artículo
    [many] { $articles } de artículos
   *[other] { $articles } artículos
  }, no se pudo leer { $looked }, por { $failures }.ª vez; nuevo intento { $next }
library-address-waits = • { $address }, para { $who }: aún sin consultar
library-reading-pages = Leyendo: { $pages ->
    [one] una página leída
    [many] { $pages } de páginas leídas
   *[other] { $pages } páginas leídas
  }.
library-goes-on = Esto tarda y sigue en marcha. El resultado se escribirá en este canal; `/{ $status }` dice por dónde va.
library-articles = { $count ->
    [one] un artículo
    [many] { $count } de artículos
   *[other] { $count } artículos
  }
library-replaces-some = { $count ->
    [one] El archivo dado tiene
    [many] Algunos de los archivos dados tienen
   *[other] Algunos de los archivos dados tienen
  } el nombre de otro que ya está aquí con otro texto. Se reemplazaría: { $titles }
library-undone = Deshecho: lo añadido ya no está, y lo que reemplazó ha vuelto.
library-not-undone = Esto ya no se puede deshacer: otra cosa ha cambiado estos artículos desde entonces.
library-left-out = **Lo que quedó fuera**
library-left-out-see = No todo se pudo usar: `/{ $status }` dice qué quedó fuera y por qué.
library-removed = Quitado: { $title }
library-synced = Al día: { $articles ->
    [one] un artículo
    [many] { $articles } de artículos
   *[other] { $articles } artículos
  } de este servidor.
library-empty = Este servidor no tiene artículos propios. Añade algunos con `/{ $add }`.
library-status-line = Para { $who }: { $articles ->
    [one] un artículo
    [many] { $articles } de artículos
   *[other] { $articles } artículos
  }, { $passages ->
    [one] un pasaje
    [many] { $passages } de pasajes
   *[other] { $passages } pasajes
  }
library-status-shared = todos los servidores
library-status-size = { $used } de { $limit } MB usados por este servidor.
library-channel-or-role = Elige un canal o un rol, no ambos.
library-no-content = Los hilos solo se leen si quien opera el bot le deja leer lo que la gente escribe: `message_content = true` en la tabla `[discord]` de su configuración, y «Message Content Intent» en la página Bot de la aplicación. Un solo mensaje puede citarse sin ello: en su menú, Aplicaciones.
library-no-thread = Usa esto en un hilo o una publicación del foro, o elige uno.
library-may-not-read = No puedo leer los mensajes de { $channel }: allí necesito Ver canal y Leer el historial de mensajes.
library-nothing-said = Allí no se escribió nada que pueda citarse.
library-conversation = { $count ->
    [one] Un mensaje
    [many] { $count } de mensajes
   *[other] { $count } mensajes
  } de personas, sin sus nombres. Se leen como mucho los primeros { $most }.
library-too-large = { $name } ocupa { $size } MB; el máximo es { $limit } MB.
library-too-many = { $name } tiene { $count } artículos; el máximo en un archivo es { $limit }. Divídelo.
library-unavailable = No se pudo obtener { $name } de Discord. Inténtalo de nuevo.
library-unfinished = Esto tarda y sigue en marcha. `/{ $status }` dice cuántos artículos hay ya.
library-full = Con { $name }, los artículos de este servidor ocuparían { $size } MB; el máximo es { $limit } MB. Quita antes algunos.
library-format = { $name } no está en un formato que se lea: { $formats }
library-name-taken = «{ $title }» tiene el id { $id } de otro artículo de aquí; dale otro id o quita antes ese artículo.
library-unreadable = { $name } { $reason }
library-replaces = { $name } ya está aquí con otro texto. Reemplaza: { $titles }
library-warning = «{ $title }»: { $reason }
correct-title = Corregir las respuestas de este servidor
correct-kind = De ahora en adelante
correct-unquoted = No citar este pasaje
correct-preferred = Preferir este artículo
correct-superseded = A este artículo lo sustituye …
correct-quote = ¿De qué cita se trata?
correct-newer = Título del artículo más nuevo
correct-newer-description = Solo para «{ $superseded }»
correct-newer-missing = Para «{ $superseded }», escribe también el título del artículo más nuevo.
correct-newer-none = Aquí no hay ningún artículo con el título «{ $title }». No se ha cambiado nada.
correct-newer-near = Aquí no hay ningún artículo con el título «{ $title }». No se ha cambiado nada. Los más parecidos: { $titles }
correct-newer-several = Varios artículos tienen el título «{ $title }». No se ha cambiado nada; escribe el id de uno en lugar de su título: { $ids }
correct-itself = Un artículo no puede sustituirse a sí mismo. No se ha cambiado nada.
correct-circle = «{ $newer }» ya está sustituido por «{ $title }». Deshaz eso antes: `/{ $list }`
correct-full = Este servidor tiene { $count } correcciones, que es el máximo. Deshaz antes una: `/{ $list }`
corrected-unquoted = Este pasaje de «{ $title }» ya no se cita en este servidor.
corrected-preferred = «{ $title }» se cita primero en este servidor, siempre que responda más o menos igual de bien que otros.
corrected-superseded = «{ $title }» cuenta en este servidor como versión anterior de «{ $newer }».
corrected-see = `/{ $list }` enumera lo corregido, y lo deshace.
corrections-none = No se ha corregido nada en este servidor. Debajo de una respuesta, *{ $why }* tiene un botón para ello.
corrections-head = **Corregido en este servidor**, { $first }–{ $last } de { $count }
corrections-unquoted = **{ $rank }.** No se cita, de { $title }: «{ $said }»
corrections-preferred = **{ $rank }.** Preferido: { $title }
corrections-superseded = **{ $rank }.** Sustituido: { $title }, por { $newer }
corrections-lost = Sin efecto: el artículo ya no dice esto.
corrections-gone = Sin efecto: el artículo ya no está.
corrections-newer-gone = El artículo más nuevo ya no está; este sigue contando como anterior.
corrections-hidden = { $count ->
    [one] Hay una más, de artículos que no puedes leer aquí.
   *[other] Hay { $count } más, de artículos que no puedes leer aquí.
  }
corrections-take-back = Deshacer una
corrections-not-there = Esta corrección ya no está, o no te corresponde verla.
quote-form-title = Citar como respuesta
quote-form-heading = Título
quote-form-readers = Para quién
quote-form-everyone = Todo el servidor
quote-form-channel = Solo en #{ $channel } y sus hilos
quoted = Citado para { $who }: { $title }
quoted-asked = No se nombra a su autor si no está de acuerdo; se le pregunta bajo el mensaje, y allí también puede hacer que se quite.
quoted-not-asked = No se pudo preguntar aquí a su autor, porque no puedo responder en este canal (Enviar mensajes, Leer el historial de mensajes); así que no se le nombra.
quoted-program = Lo escribió un bot o un webhook, que no se nombra.
quoted-empty = Este mensaje no tiene texto que pueda citarse. Las imágenes y los archivos no se leen.
quoted-nowhere = Solo pueden citarse mensajes de los canales de un servidor.
quoted-late = Este formulario es demasiado antiguo, o el mensaje ha cambiado. Elige otra vez «{ $menu }» en el menú del mensaje.
quoted-gone = Este mensaje ya no se cita, o ya no está.
quoted-not-author = Solo el autor del mensaje puede usar estos botones.
quoted-notice = Este mensaje se cita como respuesta en este servidor, sin el nombre de su autor.
quoted-notice-named = Este mensaje se cita como respuesta en este servidor, con el nombre de su autor.
quoted-notice-author = Solo su autor puede usar estos botones. Cuando se borra el mensaje, deja de citarse.
quoted-notice-removed = Este mensaje ya no se cita, como quiso su autor.
quoted-notice-gone = Este mensaje ya no se cita.
quoted-show = Mostrar mi nombre
quoted-hide = Ocultar mi nombre
quoted-remove = Quitar mi respuesta
quoted-member = Miembro { $number }
quoted-pins = #{ $channel }: mensajes fijados
quoted-edited = { $count ->
    [one] **Un mensaje citado se editó después**; cítalo otra vez para tenerlo como está ahora:
    [many] **{ $count } de mensajes citados se editaron después**; cítalos otra vez para tenerlos como están ahora:
   *[other] **{ $count } mensajes citados se editaron después**; cítalos otra vez para tenerlos como están ahora:
  }
quoted-unseen = { $count ->
    [one] **Ya no puedo ver un mensaje citado**, así que no sabré si se borra:
    [many] **Ya no puedo ver { $count } de mensajes citados**, así que no sabré si se borran:
   *[other] **Ya no puedo ver { $count } mensajes citados**, así que no sabré si se borran:
  }
audience-everyone = todos en este servidor
settings-title = **Ajustes de este servidor**
settings-where = Dónde
settings-how = Cómo
settings-who = Quién
settings-none = ninguno
settings-channels = Canales en los que respondo: { $channels }
settings-channels-all = todos
settings-threaded = Canales donde cada respuesta recibe un hilo: { $channels }
settings-forums = Foros cuyas publicaciones nuevas respondo: { $channels }
settings-tag = Etiqueta de lo resuelto: { $tag }
settings-private-on = Las respuestas a `/{ $ask }` son privadas si no se pide otra cosa.
settings-private-off = Las respuestas a `/{ $ask }` son para todo el canal si no se pide otra cosa.
settings-readers-everyone = todo el canal
settings-readers-asker = solo quien pregunta
settings-caution = Seguridad que exige una respuesta: { $caution }
settings-caution-operator = la que fijó quien opera el bot
settings-caution-operator-description = Lo decide quien opera este bot.
settings-caution-bold = atrevida
settings-caution-bold-description = Se responden más preguntas, y más de las respuestas son erróneas.
settings-caution-balanced = equilibrada
settings-caution-balanced-description = Entre atrevida y prudente.
settings-caution-careful = prudente
settings-caution-careful-description = Menos respuestas son erróneas, y de más preguntas se dice que no tienen respuesta.
settings-quotes = Citas en una respuesta: { $count ->
    [one] una
   *[other] { $count } como máximo
  }
settings-language = Idioma de mis respuestas a mensajes: { $language }
settings-language-discord = el que Discord tiene para este servidor
settings-collections = Artículos que se muestran: { $collections }
settings-both = los de este servidor y los comunes a todos los servidores
settings-own = solo los de este servidor
settings-shared = solo los comunes a todos los servidores
settings-review = Resumen diario para moderadores: { $channel }
settings-tells-on = Allí se avisa a los moderadores cuando una respuesta en un foro no ayudó.
settings-tells-off = No se avisa a los moderadores cuando una respuesta en un foro no ayudó.
settings-form-channels = Canales en los que respondo
settings-form-channels-description = Si no se elige ninguno, respondo en todos.
settings-form-threaded = Canales donde cada respuesta recibe un hilo
settings-form-threaded-description = Las respuestas a mensajes; las de comandos se quedan en el canal.
settings-form-forums = Foros cuyas publicaciones nuevas respondo
settings-form-forums-description = Por mi cuenta, sin que me mencionen.
settings-form-tag = Etiqueta de lo resuelto
settings-form-tag-description = El nombre de una etiqueta que tengan los foros. Si está vacío, no se pone ninguna.
settings-form-readers = Quién ve las respuestas
settings-form-readers-description = Si no se pide otra cosa. Si solo quien pregunta, las menciones se remiten a /{ $ask }.
settings-form-caution = Seguridad que exige una respuesta
settings-form-quotes = Citas en una respuesta, como máximo
settings-form-language = Idioma de mis respuestas a mensajes
settings-form-language-description = Los comandos se responden en el idioma de quien los usa.
settings-form-collections = Artículos que se muestran
settings-form-review = Canal para moderadores
settings-form-review-description = Cada día va allí un resumen de lo que hay que revisar. Sin canal no hay resumen.
settings-form-tells = Avisar a los moderadores enseguida
settings-form-tells-description = En ese canal, cuando una respuesta en un foro no ayudó.
settings-hints = Avisos
settings-hint-lacking = • En { $channels } me falta: { $permissions }
settings-hint-tag = • { $forum } no tiene la etiqueta «{ $tag }»; tiene: { $tags }
settings-hint-no-tags = • { $forum } no tiene la etiqueta «{ $tag }», ni ninguna otra.
settings-hint-unread = • No se puede avisar a los moderadores de lo que no ayudó: no hay canal elegido para eso.
settings-hint-refused = • Últimamente no pude responder por falta de permisos: { $channels }
settings-hints-more = { $count ->
    [one] • y uno más
   *[other] • y { $count } más
  }
settings-moved = Ese control era de una versión anterior; no se cambió nada. Estos son los ajustes de ahora, y los botones de abajo los cambian.
permission-view-channel = Ver canal
permission-send-messages = Enviar mensajes
permission-send-messages-in-threads = Enviar mensajes en hilos
permission-read-message-history = Leer el historial de mensajes
permission-create-public-threads = Crear hilos públicos
permission-manage-threads = Gestionar hilos
review-head = **Por revisar**: { $unanswered ->
    [one] una pregunta
   *[other] { $unanswered } preguntas
  } sin respuesta, { $down ->
    [one] una respuesta
   *[other] { $down } respuestas
  } con votos en contra, { $changed ->
    [one] una respuesta
   *[other] { $changed } respuestas
  } cuya cita ya no está en su artículo
review-unanswered = Preguntas sin respuesta
review-down = Respuestas con votos en contra
review-changed = Citas de fuentes que han cambiado
review-7 = Últimos 7 días
review-30 = Últimos 30 días
review-all = Todo lo que se guarda
review-none = Nada de este tipo en este tiempo.
review-hidden = { $count ->
    [one] Falta una respuesta con votos en contra
   *[other] Faltan { $count } respuestas con votos en contra
  }: lo que citan no puedes leerlo aquí.
review-line = { $count }× { $question }
review-votes = 👍 { $up }, 👎 { $down }
review-reason = { $reason }: { $count }
review-more = { $count ->
    [one] y un comentario más; el archivo los tiene todos
   *[other] y { $count } comentarios más; el archivo los tiene todos
  }
review-quoted = Citado de: { $titles }
review-gone = Su artículo ya no está.
review-exported = Sin nombres. Ábrelo en una hoja de cálculo.
review-column-question = Pregunta
review-column-count = Veces preguntada
review-column-first = Primera vez (UTC)
review-column-last = Última vez (UTC)
review-column-outcome = Resultado
review-column-confidence = Confianza
review-column-quoted = Artículos citados
review-column-up = Votos a favor
review-column-down = Votos en contra
review-column-reasons = Motivos
review-outcome-none = sin respuesta
review-outcome-answered = respondida
review-outcome-changed = fuente cambiada
digest-head = **El último día**: { $unanswered ->
    [one] una pregunta
   *[other] { $unanswered } preguntas
  } sin respuesta, { $down ->
    [one] una respuesta
   *[other] { $down } respuestas
  } con votos en contra, { $changed ->
    [one] una respuesta
   *[other] { $changed } respuestas
  } cuya fuente ha cambiado
digest-more = Todo, para quienes administran este servidor: `/{ $review }`
answering-title = Responder a esta pregunta
answering-question = Pregunta, como se ha de encontrar
answering-text = Respuesta
answering-address = Dirección de una página (opcional)
answering-channel = Solo quienes leen el canal donde se preguntó
answering-named = Nombrarme como autor
answering-late = Esta pregunta ya no está por responder: alguien la respondió o ya no se guarda. Tu texto está en el archivo. Más: `/{ $review }`
answering-no-address = «{ $address }» no es la dirección de una página: escríbela como https://host/ruta. No se añadió nada; tu texto está en el archivo.
answering-no-channel = El canal donde se preguntó ya no está. No se añadió nada; tu texto está en el archivo.
answering-empty = La respuesta no tiene texto que se pueda citar. No se añadió nada.
answering-replied = { $count ->
    [0] No se contestó a nadie de quienes preguntaron.
    [one] Se contestó a una persona que preguntó, sin avisarla.
   *[other] Se contestó a { $count } personas que preguntaron, sin avisarlas.
  }
answering-private = { $count ->
    [one] No a una que preguntó en privado.
   *[other] No a { $count } que preguntaron en privado.
  }
answering-elsewhere = { $count ->
    [one] No a una que preguntó donde esto no se puede leer.
   *[other] No a { $count } que preguntaron donde esto no se puede leer.
  }
answering-gone = { $count ->
    [one] No a una cuya pregunta ya no está.
   *[other] No a { $count } cuyas preguntas ya no están.
  }
answering-forbidden = { $count ->
    [one] No a una que preguntó donde no puedo contestar (enviar mensajes, leer el historial).
   *[other] No a { $count } que preguntaron donde no puedo contestar (enviar mensajes, leer el historial).
  }
answering-more = { $count ->
    [one] No a una más: se contesta a { $most } como mucho.
   *[other] No a { $count } más: se contesta a { $most } como mucho.
  }

## Saludos y agradecimientos

courtesy-greeting = ¡Hola! Pregúntame algo y respondo con citas de los artículos: aquí o con `/{ $ask }`. Más: `/{ $help }`
courtesy-thanks = De nada.
courtesy-farewell = ¡Hasta luego!

## Negativas y disculpas

refuse-channel = Aquí respondo en { $channels }.
refuse-elsewhere = En { $server } respondo en { $channels }. Pregúntame allí, por favor.
refuse-private = En este servidor respondo solo en privado: usa `/{ $ask }`.
refuse-admin = Solo quienes pueden administrar este servidor pueden hacer eso.
refuse-empty = Pregúntame algo: escribe una pregunta tras mi nombre o usa `/{ $ask }`. Más: `/{ $help }`
refuse-cooldown = Demasiado rápido. Pregunta otra vez dentro de { $seconds ->
    [one] un segundo
    [many] { $seconds } de segundos
   *[other] { $seconds } segundos
  }.
refuse-overloaded = Ahora mismo esperan demasiadas preguntas. Pregunta otra vez dentro de un minuto.
refuse-stopping = Me están reiniciando. Pregunta otra vez dentro de un minuto.
refuse-unavailable = Esto no está disponible ahora mismo. Inténtalo de nuevo dentro de un minuto.
refuse-busy = Alguien más está cambiando el índice de este servidor. Inténtalo dentro de un minuto.
apology = Algo salió mal por mi parte y quedó anotado. Da este id a quien opera el bot: { $id }

# Lo que dice Quotebot, en español. Los nombres entre llaves se rellenan. Sintaxis: https://projectfluent.org/fluent/guide/

## Órdenes: lo que se escribe y se lee en la lista de Discord. Nombres: minúsculas, sin espacios, 32 letras como mucho.

ask-name = preguntar
ask-description = Haz una pregunta; la respuesta se cita de los artículos
ask-question-name = pregunta
ask-question-description = Lo que quieres saber
ask-private-name = privado
ask-private-description = Solo tú ves la respuesta
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
article-description = Lee un artículo, con lo que se te citó marcado
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
library-add-description = Añade a este servidor los artículos de archivos
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
library-add-thread-pinned-description = Los mensajes fijados en su lugar
library-address-name = añadir-dirección
library-address-description = Añade los artículos de una página, un sitio o un feed, y sigue sus cambios
library-address-address-name = dirección
library-address-address-description = De una página, un feed o un sitio: todas las páginas bajo una dirección que acabe en barra
library-address-every-name = frecuencia
library-address-every-description = Cada cuánto se mira; a diario si no se elige nada
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
library-status-name = estado
library-status-description = Cuántos artículos tiene este servidor, y para quién
settings-name = ajustes
settings-description = Dónde y cómo responde el bot en este servidor
unanswered-name = sin-respuesta
unanswered-description = Preguntas que los artículos no respondieron

## Respuestas

answer-none = **Los artículos no responden a esto.**
answer-none-closest = **Los artículos no responden a esto.** Los pasajes más cercanos están tras el botón; no son una respuesta.
missing-articles = Ningún artículo menciona «{ $asked }».
missing-passages = Los pasajes más cercanos no mencionan «{ $asked }».
missing-figure = Los pasajes más cercanos hablan de { $told }, no de { $asked }.
answer-open = Sin respuesta: «{ $asked }»
answer-following = Tras: { $question }
answer-also-in = También en: { $sources }
answer-also-more = { $count ->
    [one] y uno más
   *[other] y { $count } más
  }
answer-limited = De artículos que solo tú y quienes tienen tus roles pueden leer:
answer-closest = Los pasajes más cercanos. **No responden a la pregunta.**
answer-confidence = Confianza: { $level ->
    [sure] segura
    [likely] probable
   *[unsure] insegura
  }
answer-asked = Pregunta: { $question }
excerpt-steps-before = … { $count ->
    [one] un paso
   *[other] { $count } pasos
  } antes
excerpt-steps-after = … { $count ->
    [one] un paso
   *[other] { $count } pasos
  } más
excerpt-items-before = … { $count ->
    [one] un punto
   *[other] { $count } puntos
  } antes
excerpt-items-after = … { $count ->
    [one] un punto
   *[other] { $count } puntos
  } más
button-open = Abrir la fuente
button-read = Leer en contexto
button-present = Leer el texto actual
button-why = ¿Por qué esto?
button-follow = Seguir preguntando
button-closest = Pasajes más cercanos
button-previous = Anterior
button-next = Siguiente
button-replace = Reemplazar
button-keep = Conservar ambos
button-cancel = Cancelar
button-undo = Deshacer
vote-counted = { $up ->
    [true] Contado: 👍.
   *[other] Contado: 👎.
  } Puedes cambiar tu voto. Hasta ahora 👍 { $ups }, 👎 { $downs }.
follow-title = Seguir preguntando
follow-label = Tu siguiente pregunta
why-title = **¿Por qué estas citas?**
why-confidence = Confianza en que los artículos responden: { $confidence }; desde { $threshold } las citas se muestran como respuesta.
why-name = Ninguna cita habla de alguien o algo que la pregunta nombra, así que no cuentan como respuesta.
why-denied = La pregunta niega algo que la cita no niega, lo que hace menos probable una respuesta.
why-nothing = Nada en los artículos comparte una palabra o un sentido con la pregunta.
why-evidence = Parecido de sentido de la mejor frase { $sentence }, de su pasaje { $passage }, palabra por palabra { $late }. Parte de las palabras de la pregunta, contadas por lo raras que son: en la cita { $covered }, en título y encabezado { $titled }.
why-quote = Cita { $rank }, { $title }: probabilidad de ser la mejor { $score }. Palabras en común: { $words }
why-reader = Probabilidad de que la cita { $rank } responda, según un modelo que la lee junto a la pregunta: { $reader }
why-no-words = ninguna; hallada por el sentido

## Consultas

search-none = No se halló nada para «{ $query }».
search-head = Pasajes para «{ $query }», { $first }–{ $last } de { $count }
search-filter = Solo: { $filters }
search-date-wrong = «{ $date }» no es una fecha. Escríbela como 2025-02-14, 2025-02 o 2025.
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
   *[other] { $articles } artículos
  } de { $publishers ->
    [one] una fuente
   *[other] { $publishers } fuentes
  }
sources-line = { $count ->
    [one] un artículo
   *[other] { $count } artículos
  }
sources-none-named = Sin medio conocido
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

help-text = **Quotebot responde citando.** Busca en un conjunto de artículos las frases que responden a tu pregunta y las muestra palabra por palabra, con su fuente. No escribe nada propio, y lo dice cuando los artículos no responden.
    { "" }
    { "" }**Preguntar**: `/{ $ask }`, menciona a { $bot }, responde a una de sus respuestas o escríbele directamente. Entiende lo que se dijo antes («¿y Venezuela?»).
    { "" }**Consultar**: `/{ $search }`, `/{ $article }`, `/{ $sources }`.
    { "" }**Comprobar un mensaje**: en su menú, Aplicaciones, «{ $find }».
    { "" }**Bajo una respuesta**: la frase en negrita es la que responde; *Leer en contexto* la muestra en su artículo; *¿Por qué esto?* dice qué habló a su favor; 👍 y 👎 ayudan a mejorar.
    { "" }
    Una cita muestra lo que dice un artículo, no que sea verdad. Qué se guarda de ti: `/{ $privacy }`.
privacy-text = **Qué se guarda de ti, y para qué**
    • Tus preguntas y búsquedas, los artículos que abriste y lo que se te mostró, con tu identificador de usuario, el canal, qué mensaje preguntó y la hora, para que funcionen los botones, se entiendan las preguntas que siguen, la respuesta siga a la pregunta que edites o borres y puedas borrarlo todo. { $days ->
        [one] Un día.
       *[other] { $days } días.
      }
    • Tus votos 👍 👎 con tu identificador, uno por respuesta, mientras se guarde la respuesta.
    • Quienes administran un servidor ven qué preguntas quedaron allí sin respuesta, sin nombres.
    • Mensajes tuyos que quienes administran un servidor convirtieron en artículos («{ $quote }», o hilos enteros), con tu identificador, mientras sigan allí; con tu nombre solo si estuviste de acuerdo. Borra un mensaje, o usa los botones que tiene debajo, y deja de citarse.
    • Los títulos de tus publicaciones en los foros donde respondo solo, con tu identificador de usuario, mientras las publicaciones sigan ahí.
    Nada más: ni otros mensajes (tampoco el que compruebes con «{ $find }»), ni otros nombres, ni direcciones. Nada de ello se envía a ninguna parte.
    `/{ $delete }` borra al momento tus preguntas y votos.
privacy-deleted = { $count ->
    [0] No se guardaba nada de ti.
    [one] Borrado: una entrada. Ya no se guarda nada de ti.
   *[other] Borrado: { $count } entradas. Ya no se guarda nada de ti.
  }

## Para quienes administran

library-added = Añadido para { $who }: { $titles }
library-added-more = { $count ->
    [one] y uno más
   *[other] y { $count } más
  }
library-problems-more = { $count ->
    [one] y un problema más
   *[other] y { $count } problemas más
  }
library-nothing-added = No se añadió nada.
library-form-title = Añadir artículos a este servidor
library-form-files = Archivos
library-form-description = Hasta diez; un .zip puede contener muchos
library-reading = Leyendo: { $files } de { $count ->
    [one] un archivo
   *[other] { $count } archivos
  }.
library-embedding = Añadiendo: { $files ->
    [one] un archivo leído
   *[other] { $files } archivos leídos
  }, { $embedded ->
    [one] un pasaje incorporado
   *[other] { $embedded } pasajes incorporados
  }, faltan unos { $left }.
library-address-added = Añadido para { $who }, y seguido desde ahora ({ $pages ->
    [one] una página
   *[other] { $pages } páginas
  }): { $titles }
library-address-none = «{ $address }» no es la dirección de una página. Escríbela como https://servidor/ruta, sin nombre ni contraseña.
library-address-repository = Para un servidor no se leen repositorios. Da la dirección de sus páginas, o añade sus archivos con `/biblioteca añadir`.
library-addresses-full = Este servidor tiene { $count } direcciones, que es el máximo. Quita antes una.
library-addresses-off = Quien opera este bot no permite que los servidores añadan direcciones.
library-of-address = «{ $title }» es de { $address } y volvería en cuanto se mire otra vez. Quita esa dirección.
library-addresses = **Direcciones**
library-address-line = • { $address }, para { $who }: { $articles ->
    [one] un artículo
   *[other] { $articles } artículos
  }, mirada { $looked }, la próxima vez { $next }
library-address-fails = • { $address }, para { $who }: { $articles ->
    [one] un artículo
   *[other] { $articles } artículos
  }, no se pudo leer { $looked }, van { $failures } veces; otra vez { $next }
library-address-waits = • { $address }, para { $who }: aún sin mirar
library-reading-pages = Leyendo: { $pages ->
    [one] una página leída
   *[other] { $pages } páginas leídas
  }.
library-goes-on = Esto tarda y sigue en marcha. El resultado se escribirá en este canal; `/{ $status }` dice cuánto lleva.
library-articles = { $count ->
    [one] un artículo
   *[other] { $count } artículos
  }
library-replaces-some = { $count ->
    [one] El archivo dado tiene
   *[other] Algunos de los archivos dados tienen
  } el nombre de otro que ya está aquí con otro texto. Se reemplazaría: { $titles }
library-undone = Deshecho: lo añadido ya no está, y lo que reemplazó ha vuelto.
library-not-undone = Esto ya no se puede deshacer: otra cosa ha cambiado estos artículos desde entonces.
library-left-out = **Lo que quedó fuera**
library-left-out-see = No todo se pudo usar: `/{ $status }` dice qué quedó fuera y por qué.
library-removed = Quitado: { $title }
library-synced = Al día: { $articles ->
    [one] un artículo
   *[other] { $articles } artículos
  } de este servidor.
library-empty = Este servidor no tiene artículos propios. Añade algunos con `/{ $add }`.
library-status-line = { $who }: { $articles ->
    [one] un artículo
   *[other] { $articles } artículos
  }, { $passages ->
    [one] un pasaje
   *[other] { $passages } pasajes
  }
library-status-shared = Para todos los servidores
library-status-size = { $used } de { $limit } MB usados por este servidor.
library-channel-or-role = Elige un canal o un rol, no ambos.
library-no-content = Los hilos solo se leen si quien opera el bot le deja leer lo que la gente escribe: `message_content = true` en la tabla `[discord]` de su configuración, y «Message Content Intent» en la página Bot de la aplicación. Un solo mensaje puede citarse sin ello: en su menú, Aplicaciones.
library-no-thread = Usa esto en un hilo o una publicación del foro, o elige uno.
library-may-not-read = No puedo leer los mensajes de { $channel }: allí necesito Ver canal y Leer el historial de mensajes.
library-nothing-said = Allí no se escribió nada que pueda citarse.
library-conversation = { $count ->
    [one] Un mensaje
   *[other] { $count } mensajes
  } de personas, sin sus nombres. Se leen como mucho los primeros { $most }.
library-too-large = { $name } tiene { $size } MB; el máximo es { $limit } MB.
library-too-many = { $name } tiene { $count } artículos; el máximo en un archivo es { $limit }. Divídelo.
library-unavailable = No se pudo obtener { $name } de Discord. Inténtalo otra vez.
library-unfinished = Esto tarda y sigue en marcha. `/{ $status }` dice cuántos artículos hay ya.
library-full = { $name } llevaría los artículos de este servidor a { $size } MB; el máximo es { $limit } MB. Quita antes algunos.
library-format = { $name } no está en un formato que se lea: { $formats }
library-name-taken = «{ $title }» tiene el id { $id } de otro artículo de aquí; dale otro id o quita antes aquel.
library-unreadable = { $name } { $reason }
library-replaces = { $name } ya está aquí con otro texto. Reemplaza: { $titles }
library-warning = «{ $title }»: { $reason }
quote-form-title = Citar como respuesta
quote-form-heading = Título
quote-form-readers = Para quién
quote-form-everyone = Todo el servidor
quote-form-channel = Solo en #{ $channel } y sus hilos
quoted = Citado para { $who }: { $title }
quoted-asked = Su autor no se nombra si no está de acuerdo; se le pregunta bajo el mensaje, y también puede pedir que se quite.
quoted-not-asked = No se pudo preguntar aquí a su autor, pues no puedo responder en este canal (Enviar mensajes, Leer el historial de mensajes); así que queda sin nombrar.
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
   *[other] **{ $count } mensajes citados se editaron después**; cítalos otra vez para tenerlos como están ahora:
  }
quoted-unseen = { $count ->
    [one] **Un mensaje citado ya no lo puedo ver**, así que no sabré si se borra:
   *[other] **{ $count } mensajes citados ya no los puedo ver**, así que no sabré si se borran:
  }
audience-everyone = todos en este servidor
settings-title = **Ajustes de este servidor**
settings-channels = Canales en los que respondo: { $channels }
settings-channels-all = todos
settings-channels-choose = Elige canales; ninguno significa todos
settings-private-on = Las respuestas a `/{ $ask }` son privadas si no se pide otra cosa.
settings-private-off = Las respuestas a `/{ $ask }` son para todo el canal si no se pide otra cosa.
settings-make-private = Hacer privadas
settings-make-public = Hacer públicas
settings-collections = Artículos que se muestran: { $collections }
settings-collections-choose = Elige qué artículos se muestran
settings-both = los de este servidor y los de todos los servidores
settings-own = solo los de este servidor
settings-shared = solo los de todos los servidores
unanswered-none = Nada sin respuesta en { $days ->
    [one] el último día
   *[other] los últimos { $days } días
  }.
unanswered-head = **Sin respuesta en { $days ->
    [one] el último día
   *[other] los últimos { $days } días
  }**, juntas las preguntas parecidas:
unanswered-line = { $count }× { $question }

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
   *[other] { $seconds } segundos
  }.
refuse-overloaded = Ahora mismo esperan demasiadas preguntas. Pregunta otra vez dentro de un minuto.
refuse-stopping = Me están reiniciando. Pregunta otra vez dentro de un minuto.
refuse-busy = Alguien más está cambiando el índice de este servidor. Inténtalo dentro de un minuto.
apology = Algo salió mal de mi lado y quedó anotado. Da este id a quien opera el bot: { $id }

# Lo que dicen las páginas web y Discord no; véase quotebot.ftl.

web-skip = Ir al contenido
web-parts = Secciones
web-ask = Preguntar
web-search = Buscar
web-sources = Fuentes
web-question = ¿Qué quieres saber?
web-intro = La respuesta son pasajes de los artículos, palabra por palabra, cada uno con su fuente.
web-greeting = ¡Hola! Pregunta algo y la respuesta serán citas de los artículos.
web-answer = Respuesta
web-also-in = También en:
web-read = Leer en el artículo
web-copy = Copiar cita y fuente
web-copy-link = Copiar enlace
web-copied = Copiado
web-table = Tabla
web-words = ¿Qué buscas?
web-only = Solo artículos
web-publisher = de este editor
web-after = publicados desde
web-before = publicados antes de
web-language = en este idioma
web-any = cualquiera
web-more = Más páginas
web-titles = Título o editor
web-order = Orden
web-newest = Los más recientes primero
web-by-title = Por título
web-show = Mostrar
web-none-titled = Ningún artículo tiene «{ $words }» en el título ni en el editor.
web-to-quote = Ir a la cita
web-signed = Un artículo de un servidor de Discord. Quien tenga este enlace puede leerlo, durante una semana como máximo.
web-contents = Contenido
web-note = Nota { $label }
web-note-back = Volver a la llamada de la nota { $label }
web-pages-above = Páginas, encima del texto
web-pages-below = Páginas, debajo del texto
web-not-found = No encontrado
web-not-possible = No ha sido posible
web-no-page = Esta página no existe aquí.
web-article-gone = Este artículo no está aquí, o ya no está.
web-link-expired = Este enlace ha caducado. Abre el artículo otra vez desde Discord.
web-link-wrong = Este enlace no está completo. Abre el artículo otra vez desde Discord.
web-empty = No se preguntó nada. Escribe lo que quieres saber.
web-too-long = Tu texto tiene { NUMBER($length) } caracteres; el máximo es { NUMBER($most) }. Acórtalo.
web-back = Volver al inicio
web-about = Una cita muestra lo que dice un artículo, no que sea verdad.
web-kept = Las preguntas se guardan { $days ->
    [one] un día
   *[other] { $days } días
  }, sin quién preguntó.
web-languages = Idioma de esta página

# O que só as páginas da web dizem e o Discord não; veja quotebot.ftl.

web-skip = Ir para o conteúdo
web-parts = Seções
web-ask = Perguntar
web-search = Pesquisar
web-sources = Fontes
web-question = O que você quer saber?
web-intro = A resposta são trechos dos artigos, palavra por palavra, cada um com sua fonte.
web-greeting = Olá! Pergunte alguma coisa, e a resposta serão citações dos artigos.
web-answer = Resposta
web-also-in = Também em:
web-read = Ler no artigo
web-copy = Copiar citação e fonte
web-copy-link = Copiar link
web-copied = Copiado
web-table = Tabela
web-words = O que você procura?
web-only = Só artigos
web-publisher = deste editor
web-after = publicados a partir de
web-before = publicados antes de
web-language = neste idioma
web-any = qualquer um
web-more = Mais páginas
web-titles = Título ou editor
web-order = Ordem
web-newest = Mais recentes primeiro
web-by-title = Por título
web-show = Mostrar
web-none-titled = Nenhum artigo tem “{ $words }” no título ou no editor.
web-to-quote = Ir para a citação
web-signed = Um artigo de um servidor do Discord. Quem tem este link pode lê-lo, por uma semana no máximo.
web-contents = Conteúdo
web-note = Nota { $label }
web-note-back = Voltar à chamada da nota { $label }
web-pages-above = Páginas, acima do texto
web-pages-below = Páginas, abaixo do texto
web-not-found = Não encontrado
web-not-possible = Não foi possível
web-no-page = Esta página não existe aqui.
web-article-gone = Este artigo não está aqui, ou não está mais.
web-link-expired = Este link expirou. Abra o artigo de novo no Discord.
web-link-wrong = Este link não está completo. Abra o artigo de novo no Discord.
web-empty = Nada foi perguntado. Escreva o que você quer saber.
web-too-long = Seu texto tem { NUMBER($length) } caracteres; o máximo é { NUMBER($most) }. Encurte-o.
web-back = Voltar ao início
web-about = Uma citação mostra o que um artigo diz, não que seja verdade.
web-kept = As perguntas ficam guardadas por { $days ->
    [one] um dia
   *[other] { $days } dias
  }, sem quem perguntou.
web-languages = Idioma desta página

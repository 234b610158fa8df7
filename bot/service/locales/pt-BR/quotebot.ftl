# O que o Quotebot diz, em português do Brasil. Os nomes entre chaves são preenchidos. Sintaxe: https://projectfluent.org/fluent/guide/

## Comandos: o que se digita e se lê na lista do Discord. Nomes: minúsculas, sem espaços, no máximo 32 letras.

ask-name = perguntar
ask-description = Faça uma pergunta; a resposta é citada dos artigos
ask-question-name = pergunta
ask-question-description = O que você quer saber
ask-private-name = privado
ask-private-description = Só você vê a resposta
ask-source-name = fonte
ask-source-description = Citar só artigos desta fonte
ask-language-name = idioma
ask-language-description = Citar só artigos neste idioma
ask-about-name = Perguntar sobre isto
find-sources-name = Buscar fontes
quote-name = Citar como resposta
search-name = buscar
search-description = Encontre trechos nos artigos
search-query-name = busca
search-query-description = O que procurar
search-source-name = fonte
search-source-description = Só artigos desta fonte
search-after-name = desde
search-after-description = Só artigos publicados nesse dia ou depois, como 2025-02-14, 2025-02 ou 2025
search-before-name = antes
search-before-description = Só artigos publicados antes desse dia, como 2025-02-14, 2025-02 ou 2025
article-name = artigo
article-description = Leia um artigo, com o que foi citado para você em destaque
article-title-name = título
article-title-description = Comece a digitar o título
sources-name = fontes
sources-description = De onde as respostas são citadas
help-name = ajuda
help-description = O que este bot faz e como perguntar a ele
privacy-name = privacidade
privacy-description = O que fica guardado sobre você
privacy-about-name = sobre
privacy-about-description = O que fica guardado, por quanto tempo e por quê
privacy-delete-name = apagar
privacy-delete-description = Apague agora suas perguntas e seus votos
library-name = biblioteca
library-description = Os artigos deste servidor
library-add-name = adicionar
library-add-description = Adicione a este servidor os artigos de arquivos
library-add-file-name = arquivo
library-add-file-description = Um arquivo de artigos; sem ele, abre-se um formulário para até dez
library-add-channel-name = canal
library-add-channel-description = Citar só neste canal e nos tópicos dele
library-add-role-name = cargo
library-add-role-description = Citar só para membros com este cargo, e só em particular
library-add-thread-name = adicionar-tópico
library-add-thread-description = Adicione aos artigos deste servidor o que foi escrito num tópico ou post de fórum
library-add-thread-thread-name = tópico
library-add-thread-thread-description = O tópico ou post de fórum; sem ele, aquele em que você está
library-add-thread-pinned-name = fixadas
library-add-thread-pinned-description = Em vez disso, as mensagens fixadas
library-address-name = adicionar-endereço
library-address-description = Adicione os artigos de uma página, um site ou um feed e acompanhe o que muda lá
library-address-address-name = endereço
library-address-address-description = De uma página, um feed ou um site: todas as páginas sob um endereço que termina com barra
library-address-every-name = frequência
library-address-every-description = De quanto em quanto tempo olhar; todo dia, se nada for escolhido
library-address-page-name = só-esta-página
library-address-page-description = Ler só esta página, e nenhuma abaixo dela
library-every-1h = a cada hora
library-every-6h = a cada 6 horas
library-every-1d = todo dia
library-every-7d = toda semana
library-remove-name = remover
library-remove-description = Remova um artigo ou um endereço deste servidor
library-remove-title-name = título
library-remove-title-description = Comece a digitar o título, ou o endereço
library-sync-name = sincronizar
library-sync-description = Atualize o índice dos artigos deste servidor
library-corrections-name = correções
library-corrections-description = O que foi corrigido nas respostas daqui, e como desfazer
library-status-name = situação
library-status-description = Quantos artigos este servidor tem, e para quem
settings-name = configurações
settings-description = Onde e como o bot responde neste servidor
review-name = revisar
review-description = Perguntas sem resposta, respostas com votos contra e citações cuja fonte mudou

## Respostas

answer-none = **Os artigos não respondem a isso.**
answer-none-closest = **Os artigos não respondem a isso.** Os trechos mais próximos estão atrás do botão; eles não são uma resposta.
missing-articles = Nenhum artigo menciona “{ $asked }”.
missing-passages = Os trechos mais próximos não mencionam “{ $asked }”.
missing-figure = Os trechos mais próximos falam de { $told }, não de { $asked }.
answer-open = Sem resposta: “{ $asked }”
answer-following = Continuando: { $question }
source-older = versão mais antiga
answer-also-in = Também em: { $sources }
answer-also-more = { $count ->
    [one] e mais um
   *[other] e mais { $count }
  }
answer-limited = De artigos que só você e outras pessoas com os seus cargos podem ler:
answer-closest = Os trechos mais próximos. **Eles não respondem à pergunta.**
answer-confidence = Confiança: { $level ->
    [sure] alta
    [likely] média
   *[unsure] baixa
  }
answer-asked = Pergunta: { $question }
answer-personal = Só você vê isto, porque o bot não está instalado aqui.
excerpt-steps-before = … { $count ->
    [one] um passo
   *[other] { $count } passos
  } antes
excerpt-steps-after = … mais { $count ->
    [one] um passo
   *[other] { $count } passos
  }
excerpt-items-before = … { $count ->
    [one] um item
   *[other] { $count } itens
  } antes
excerpt-items-after = … mais { $count ->
    [one] um item
   *[other] { $count } itens
  }
button-open = Abrir a fonte
button-read = Ler no contexto
button-present = Ler o texto atual
button-why = Por que isto?
button-follow = Continuar perguntando
button-share = Mostrar a todos
share-limited = Esta resposta cita artigos que nem todos aqui podem ler, por isso ela fica entre nós.
share-again = Você já mostrou esta resposta.
button-closest = Trechos mais próximos
button-previous = Anterior
button-next = Próxima
button-replace = Substituir
button-keep = Manter os dois
button-cancel = Cancelar
button-undo = Desfazer
button-correct = Corrigir…
button-answer = Responder
button-export = Exportar (CSV)
vote-counted = { $up ->
    [true] Contado: 👍.
   *[other] Contado: 👎.
  } Você pode mudar seu voto. Até agora 👍 { $ups }, 👎 { $downs }.
vote-form-title = Contado: 👎. O que há de errado?
vote-form-reason = O que há de errado?
vote-form-remark = Em poucas palavras
vote-form-readers = Quem administra este servidor pode ler, sem o seu nome.
vote-reason-wrong = Está errada
vote-reason-old = Está desatualizada
vote-reason-other = Não é o que perguntei
vote-reason-unclear = Não está clara
follow-title = Continuar perguntando
follow-label = Sua próxima pergunta
why-title = **Por que estas citações?**
why-confidence = Confiança em que os artigos respondem: { $confidence }; a partir de { $threshold } as citações são mostradas como resposta.
why-name = Nenhuma citação fala de alguém ou de algo que a pergunta nomeia, por isso elas não contam como resposta.
why-denied = A pergunta nega algo que a citação não nega, o que torna uma resposta menos provável.
why-nothing = Nada nos artigos tem uma palavra ou um sentido em comum com a pergunta.
why-evidence = Semelhança de sentido da melhor frase { $sentence }, do trecho dela { $passage }, palavra por palavra { $late }. Parte das palavras da pergunta, contadas pela raridade: na citação { $covered }, no título e no subtítulo { $titled }.
why-quote = Citação { $rank }, { $title }: chance de ser a melhor { $score }. Palavras em comum: { $words }
why-reader = Chance de que a citação { $rank } responda, segundo um modelo que a lê junto com a pergunta: { $reader }
why-written = Alguém que administra este servidor escreveu isto como resposta a esta pergunta.
why-no-words = nenhuma; encontrada pelo sentido

## Consultas

search-none = Nada foi encontrado para “{ $query }”.
search-head = Trechos para “{ $query }”, { $first }–{ $last } de { $count }
search-filter = Só: { $filters }
search-date-wrong = “{ $date }” não é uma data. Escreva como 2025-02-14, 2025-02 ou 2025.
ask-language-none = Não conheço nenhum idioma chamado “{ $language }”. Escolha um da lista que aparece enquanto você digita.
article-none = Não há aqui um artigo com o título “{ $title }”. Escolha um da lista que aparece enquanto você digita.
page-of = Página { $page } de { $pages }
locator-page = p. { $label }
locator-slide = slide { $label }
locator-time = { $label }
context-changed = O artigo mudou desde que foi citado e não contém mais a citação.
context-former = Este é o texto como estava até { $date }. A fonte mudou desde então.
context-now = **O que está lá agora**, com as palavras retiradas riscadas e as novas em negrito:
context-lost = **Este trecho não está mais lá.**
context-gone = Este artigo não está mais entre os que você pode ler aqui.
shown-gone = Isto é antigo demais: o que foi mostrado não está mais guardado. Pergunte de novo.
sources-none = Ainda não há artigos.
sources-head = { $articles ->
    [0] Nenhum artigo
    [one] Um artigo
    [many] { $articles } de artigos
   *[other] { $articles } artigos
  } de { $publishers ->
    [0] nenhuma fonte
    [one] uma fonte
   *[other] { $publishers } fontes
  }
sources-line = { $count ->
    [0] nenhum artigo
    [one] um artigo
    [many] { $count } de artigos
   *[other] { $count } artigos
  }
sources-none-named = Sem fonte indicada
sources-server = Artigos deste servidor
sources-shared = Artigos para todos os servidores
sources-limited = Limitado a { $who }

## Fóruns

forum-help = **Isto ajudou?**
forum-similar = **Posts parecidos já resolvidos**
forum-is-solved = **Resolvido.**
forum-solved = Obrigado. Este post conta como resolvido.
forum-tagged = Obrigado. Este post agora tem a tag “{ $tag }”.
forum-counted = Obrigado, está contado.
forum-told = Obrigado. A moderação foi avisada.
forum-did-not-help = Uma resposta minha não ajudou: { $post }, { $url }
forum-no-tag = Não foi possível pôr a tag: este fórum não tem a tag “{ $tag }”.
forum-full-tags = Não foi possível pôr a tag “{ $tag }”: o post já tem cinco, que é o máximo.
forum-may-not-tag = Não foi possível pôr a tag “{ $tag }”: não tenho aqui a permissão “Gerenciar tópicos”.
forum-not-tagged = Não foi possível pôr a tag “{ $tag }”: o Discord não a aceitou.
button-helped = Sim, resolvido
button-unhelped = Não

## Ajuda e privacidade

help-text = **O Quotebot responde citando.** Ele procura, num conjunto de artigos, as frases que respondem à sua pergunta e as mostra palavra por palavra, com a fonte. Não escreve nada por conta própria, e avisa quando os artigos não têm a resposta.
    { "" }
    { "" }**Perguntar**: `/{ $ask }`, mencione { $bot }, responda a uma das respostas dele ou escreva direto para ele. Ele entende o que veio antes (“e a Venezuela?”).
    { "" }**Consultar**: `/{ $search }`, `/{ $article }`, `/{ $sources }`.
    { "" }**Conferir uma mensagem**: no menu dela, Apps, “{ $find }”.
    { "" }**Embaixo de uma resposta**: a frase em negrito é a que responde; *Ler no contexto* a mostra no artigo; *Por que isto?* conta o que pesou a favor dela; 👍 e 👎 ajudam a melhorar.
    { "" }
    Uma citação mostra o que um artigo diz, não que seja verdade. O que fica guardado sobre você: `/{ $privacy }`.
help-personal = **Aqui** o bot está instalado só para você: use os comandos dele, porque ele não lê menções nem respostas. Só você vê o que ele responde, a partir dos artigos para todos os servidores.
privacy-text = **O que fica guardado sobre você, e por quê**
    • Suas perguntas e buscas, os artigos que você abriu e o que foi mostrado a você, com seu ID de usuário, o canal, a mensagem da pergunta e a hora, para que os botões funcionem, as perguntas seguintes sejam entendidas, uma resposta acompanhe a pergunta que você edita ou apaga, e você possa apagar tudo. { $days ->
        [one] Um dia.
       *[other] { $days } dias.
      }
    • Seus votos 👍 👎 com seu ID de usuário, um por resposta, enquanto a resposta estiver guardada; com um 👎, também o motivo que você deu. Quem administra o servidor pode lê-lo, sem o seu nome.
    • Quem administra um servidor vê quais perguntas ficaram lá sem resposta, quais respostas receberam votos contra e de quais a fonte mudou depois, sem nomes.
    • Mensagens suas que quem administra um servidor transformou em artigos (“{ $quote }”, ou tópicos inteiros), com seu ID de usuário, enquanto as mensagens existirem; com seu nome só se você concordou. Apague uma mensagem, ou use os botões embaixo dela, e ela deixa de ser citada.
    • Os títulos dos seus posts em fóruns onde eu respondo por conta própria, com seu ID de usuário, enquanto os posts existirem.
    • Respostas que você escreveu ao administrar um servidor (“{ $answer }”), até que alguém que o administra as remova; com seu nome só se você escolheu isso.
    Nada mais: nenhuma outra mensagem (nem a que você confere com “{ $find }”), nenhum outro nome, nenhum endereço. Nada disso é enviado a lugar nenhum.
    `/{ $delete }` apaga na hora suas perguntas e seus votos.
privacy-deleted = { $count ->
    [0] Nada sobre você estava guardado.
    [one] Apagado: um registro. Agora nada sobre você está guardado.
   *[other] Apagado: { $count } registros. Agora nada sobre você está guardado.
  }

## Para quem administra

library-added = Adicionado para { $who }: { $titles }
library-added-more = { $count ->
    [one] e mais um
   *[other] e mais { $count }
  }
library-problems-more = { $count ->
    [one] e mais um problema
   *[other] e mais { $count } problemas
  }
library-nothing-added = Nada foi adicionado.
library-form-title = Adicionar artigos a este servidor
library-form-files = Arquivos
library-form-description = Até dez; um .zip pode conter muitos
library-reading = Lendo: { $files } de { $count ->
    [one] um arquivo
   *[other] { $count } arquivos
  }.
library-embedding = Adicionando: { $files ->
    [0] nenhum arquivo lido
    [one] um arquivo lido
   *[other] { $files } arquivos lidos
  }, { $embedded ->
    [0] nenhum trecho incorporado
    [one] um trecho incorporado
    [many] { $embedded } de trechos incorporados
   *[other] { $embedded } trechos incorporados
  }, faltam cerca de { $left }.
library-address-added = Adicionado para { $who }, e acompanhado a partir de agora ({ $pages ->
    [0] nenhuma página
    [one] uma página
   *[other] { $pages } páginas
  }): { $titles }
library-address-none = “{ $address }” não é o endereço de uma página. Escreva como https://servidor/caminho, sem nome nem senha.
library-address-repository = Repositórios não são lidos para um servidor. Informe o endereço das páginas dele, ou adicione os arquivos com `/{ library-name } { library-add-name }`.
library-addresses-full = Este servidor tem { $count } endereços, que é o máximo. Remova um antes.
library-addresses-off = Quem opera este bot não permite que os servidores adicionem endereços.
library-of-address = “{ $title }” é de { $address } e voltaria assim que se olhasse lá de novo. Em vez disso, remova esse endereço.
library-addresses = **Endereços**
library-address-line = • { $address }, para { $who }: { $articles ->
    [0] nenhum artigo
    [one] um artigo
    [many] { $articles } de artigos
   *[other] { $articles } artigos
  }, visto { $looked }, da próxima vez { $next }
library-address-fails = • { $address }, para { $who }: { $articles ->
    [0] nenhum artigo
    [one] um artigo
    [many] { $articles } de artigos
   *[other] { $articles } artigos
  }, não pôde ser lido { $looked }, pela { $failures }ª vez; de novo { $next }
library-address-waits = • { $address }, para { $who }: ainda não visto
library-reading-pages = Lendo: { $pages ->
    [0] nenhuma página lida
    [one] uma página lida
   *[other] { $pages } páginas lidas
  }.
library-goes-on = Isto demora e continua em andamento. O resultado será escrito neste canal; `/{ $status }` diz em que ponto está.
library-articles = { $count ->
    [0] nenhum artigo
    [one] um artigo
    [many] { $count } de artigos
   *[other] { $count } artigos
  }
library-replaces-some = { $count ->
    [one] O arquivo enviado tem
   *[other] Alguns dos arquivos enviados têm
  } o nome de outro que já está aqui com texto diferente. Seria substituído: { $titles }
library-undone = Desfeito: o que foi adicionado não está mais aqui, e o que ele substituiu voltou.
library-not-undone = Isto não pode mais ser desfeito: outra coisa mudou estes artigos desde então.
library-left-out = **Deixado de fora**
library-left-out-see = Nem tudo pôde ser usado: `/{ $status }` diz o que ficou de fora, e por quê.
library-removed = Removido: { $title }
library-synced = Atualizado: { $articles ->
    [0] nenhum artigo
    [one] um artigo
    [many] { $articles } de artigos
   *[other] { $articles } artigos
  } deste servidor.
library-empty = Este servidor não tem artigos próprios. Adicione alguns com `/{ $add }`.
library-status-line = Para { $who }: { $articles ->
    [0] nenhum artigo
    [one] um artigo
    [many] { $articles } de artigos
   *[other] { $articles } artigos
  }, { $passages ->
    [0] nenhum trecho
    [one] um trecho
    [many] { $passages } de trechos
   *[other] { $passages } trechos
  }
library-status-shared = todos os servidores
library-status-size = { $used } de { $limit } MB usados por este servidor.
library-channel-or-role = Escolha um canal ou um cargo, não os dois.
library-no-content = Os tópicos só são lidos se quem opera o bot deixar que ele leia o que as pessoas escrevem: `message_content = true` na tabela `[discord]` das configurações dele, e “Message Content Intent” na página Bot do aplicativo. Uma única mensagem pode ser citada sem isso: no menu dela, Apps.
library-no-thread = Use isto num tópico ou post de fórum, ou escolha um.
library-may-not-read = Não posso ler as mensagens de { $channel }: lá eu preciso de “Ver canal” e “Ver histórico de mensagens”.
library-nothing-said = Lá não foi escrito nada que possa ser citado.
library-conversation = { $count ->
    [0] Nenhuma mensagem
    [one] Uma mensagem
   *[other] { $count } mensagens
  } de pessoas, sem os nomes delas. São lidas no máximo as primeiras { $most }.
library-too-large = { $name } tem { $size } MB; o máximo é { $limit } MB.
library-too-many = { $name } tem { $count } artigos; o máximo em um arquivo é { $limit }. Divida-o.
library-unavailable = Não foi possível obter { $name } do Discord. Tente de novo.
library-unfinished = Isto demora e continua em andamento. `/{ $status }` diz quantos artigos já há.
library-full = { $name } levaria os artigos deste servidor a { $size } MB; o máximo é { $limit } MB. Remova alguns antes.
library-format = { $name } não está em um formato que é lido: { $formats }
library-name-taken = “{ $title }” tem o id { $id } de outro artigo daqui; dê outro id a ele ou remova antes aquele.
library-unreadable = { $name } { $reason }
library-replaces = { $name } já está aqui com texto diferente. Seria substituído: { $titles }
library-warning = “{ $title }”: { $reason }
correct-title = Corrigir as respostas deste servidor
correct-kind = De agora em diante
correct-unquoted = Não citar este trecho
correct-preferred = Preferir este artigo
correct-superseded = Este artigo foi substituído por…
correct-quote = De qual citação se trata?
correct-newer = Título do artigo mais novo
correct-newer-description = Só para “{ $superseded }”
correct-newer-missing = Para “{ $superseded }”, escreva também o título do artigo mais novo.
correct-newer-none = Não há aqui um artigo com o título “{ $title }”. Nada foi mudado.
correct-newer-near = Não há aqui um artigo com o título “{ $title }”. Nada foi mudado. Os mais parecidos: { $titles }
correct-newer-several = Vários artigos têm o título “{ $title }”. Nada foi mudado; escreva o id de um deles no lugar do título: { $ids }
correct-itself = Um artigo não pode ser substituído por ele mesmo. Nada foi mudado.
correct-circle = “{ $newer }” já foi substituído por “{ $title }”. Desfaça isso antes: `/{ $list }`
correct-full = Este servidor tem { $count } correções, que é o máximo. Desfaça uma antes: `/{ $list }`
corrected-unquoted = Este trecho de “{ $title }” não é mais citado neste servidor.
corrected-preferred = “{ $title }” é citado primeiro neste servidor, sempre que responda mais ou menos tão bem quanto outros.
corrected-superseded = “{ $title }” conta neste servidor como uma versão mais antiga de “{ $newer }”.
corrected-see = `/{ $list }` lista o que foi corrigido, e desfaz.
corrections-none = Nada foi corrigido neste servidor. Embaixo de uma resposta, *{ $why }* tem um botão para isso.
corrections-head = **Corrigido neste servidor**, { $first }–{ $last } de { $count }
corrections-unquoted = **{ $rank }.** Não citado, de { $title }: “{ $said }”
corrections-preferred = **{ $rank }.** Preferido: { $title }
corrections-superseded = **{ $rank }.** Substituído: { $title }, por { $newer }
corrections-lost = Sem efeito: o artigo não diz mais isto.
corrections-gone = Sem efeito: o artigo não está mais lá.
corrections-newer-gone = O artigo mais novo não está mais lá; este conta mesmo assim como mais antigo.
corrections-hidden = { $count ->
    [one] Há mais uma, de artigos que você não pode ler aqui.
   *[other] Há mais { $count }, de artigos que você não pode ler aqui.
  }
corrections-take-back = Desfazer uma
corrections-not-there = Esta correção não está mais lá, ou você não pode vê-la.
quote-form-title = Citar como resposta
quote-form-heading = Título
quote-form-readers = Para quem
quote-form-everyone = Todos neste servidor
quote-form-channel = Só em #{ $channel } e nos tópicos dele
quoted = Citado para { $who }: { $title }
quoted-asked = Quem escreveu só é nomeado se concordar; a pergunta é feita embaixo da mensagem, e ali também dá para pedir a remoção.
quoted-not-asked = Não foi possível perguntar aqui a quem escreveu, porque não posso responder neste canal (“Enviar mensagens”, “Ver histórico de mensagens”); por isso o nome não aparece.
quoted-program = Foi escrita por um bot ou um webhook, que não é nomeado.
quoted-empty = Esta mensagem não tem texto que possa ser citado. Imagens e arquivos não são lidos.
quoted-nowhere = Só mensagens dos canais de um servidor podem ser citadas.
quoted-late = Este formulário é antigo demais, ou a mensagem mudou. Escolha de novo “{ $menu }” no menu da mensagem.
quoted-gone = Esta mensagem não é mais citada, ou não existe mais.
quoted-not-author = Só quem escreveu a mensagem pode usar estes botões.
quoted-notice = Esta mensagem é citada como resposta neste servidor, sem o nome de quem a escreveu.
quoted-notice-named = Esta mensagem é citada como resposta neste servidor, com o nome de quem a escreveu.
quoted-notice-author = Só quem a escreveu pode usar estes botões. Quando a mensagem é apagada, deixa de ser citada.
quoted-notice-removed = Esta mensagem não é mais citada, como quis quem a escreveu.
quoted-notice-gone = Esta mensagem não é mais citada.
quoted-show = Mostrar meu nome
quoted-hide = Ocultar meu nome
quoted-remove = Remover minha resposta
quoted-member = Membro { $number }
quoted-pins = #{ $channel }: mensagens fixadas
quoted-edited = { $count ->
    [one] **Uma mensagem citada foi editada depois**; cite-a de novo para tê-la como está agora:
   *[other] **{ $count } mensagens citadas foram editadas depois**; cite-as de novo para tê-las como estão agora:
  }
quoted-unseen = { $count ->
    [one] **Uma mensagem citada eu não posso mais ver**, e assim não fico sabendo se ela for apagada:
   *[other] **{ $count } mensagens citadas eu não posso mais ver**, e assim não fico sabendo se elas forem apagadas:
  }
audience-everyone = todos neste servidor
settings-title = **Configurações deste servidor**
settings-where = Onde
settings-how = Como
settings-who = Quem
settings-none = nenhum
settings-channels = Canais em que respondo: { $channels }
settings-channels-all = todos
settings-threaded = Canais em que cada resposta ganha um tópico: { $channels }
settings-forums = Fóruns cujos posts novos eu respondo: { $channels }
settings-tag = Tag dos posts resolvidos: { $tag }
settings-private-on = As respostas a `/{ $ask }` são privadas, a menos que se peça o contrário.
settings-private-off = As respostas a `/{ $ask }` são para todos no canal, a menos que se peça o contrário.
settings-readers-everyone = todos no canal
settings-readers-asker = só quem pergunta
settings-caution = Como respondo na dúvida: { $caution }
settings-caution-operator = como definiu quem opera o bot
settings-caution-operator-description = Quem opera este bot decide.
settings-caution-bold = com ousadia
settings-caution-bold-description = Mais perguntas são respondidas, e mais respostas são erradas.
settings-caution-balanced = com equilíbrio
settings-caution-balanced-description = Entre a ousadia e a cautela.
settings-caution-careful = com cautela
settings-caution-careful-description = Menos respostas são erradas, e de mais perguntas se diz que não têm resposta.
settings-quotes = Citações em uma resposta: { $count ->
    [one] uma
   *[other] no máximo { $count }
  }
settings-language = Idioma das minhas respostas a mensagens: { $language }
settings-language-discord = o que o Discord tem para este servidor
settings-collections = Artigos mostrados: { $collections }
settings-both = os deste servidor e os para todos os servidores
settings-own = só os deste servidor
settings-shared = só os para todos os servidores
settings-review = Resumo diário para a moderação: { $channel }
settings-tells-on = A moderação é avisada lá quando uma resposta em um fórum não ajudou.
settings-tells-off = A moderação não é avisada quando uma resposta em um fórum não ajudou.
settings-form-channels = Canais em que respondo
settings-form-channels-description = Se nenhum for escolhido, respondo em todos.
settings-form-threaded = Canais em que cada resposta ganha um tópico
settings-form-threaded-description = Para respostas a mensagens; as respostas a comandos ficam no canal.
settings-form-forums = Fóruns cujos posts novos eu respondo
settings-form-forums-description = Por conta própria, sem que me mencionem.
settings-form-tag = Tag dos posts resolvidos
settings-form-tag-description = O nome de uma tag que os fóruns tenham. Se ficar vazio, nenhuma tag é posta.
settings-form-readers = Quem vê as respostas
settings-form-readers-description = A menos que se peça o contrário. Se for só quem pergunta, menções são remetidas a /{ $ask }.
settings-form-caution = Como respondo na dúvida
settings-form-quotes = Citações em uma resposta, no máximo
settings-form-language = Idioma das minhas respostas a mensagens
settings-form-language-description = Comandos são respondidos no idioma de quem os usa.
settings-form-collections = Artigos mostrados
settings-form-review = Canal para a moderação
settings-form-review-description = Todo dia chega lá um resumo do que há para revisar. Sem canal, não há resumo.
settings-form-tells = Avisar a moderação na hora
settings-form-tells-description = Nesse canal, quando uma resposta em um fórum não ajudou.
settings-hints = Avisos
settings-hint-lacking = • Em { $channels } me falta: { $permissions }
settings-hint-tag = • { $forum } não tem a tag “{ $tag }”; tem: { $tags }
settings-hint-no-tags = • { $forum } não tem a tag “{ $tag }”, nem nenhuma outra.
settings-hint-unread = • A moderação não pode ser avisada do que não ajudou: não há canal escolhido para isso.
settings-hint-refused = • Nos últimos tempos não pude responder por falta de permissões: { $channels }
settings-hints-more = { $count ->
    [one] • e mais um
   *[other] • e mais { $count }
  }
settings-moved = Esse controle era de uma versão anterior; nada foi mudado. Estas são as configurações de agora, e os botões embaixo as mudam.
permission-view-channel = Ver canal
permission-send-messages = Enviar mensagens
permission-send-messages-in-threads = Enviar mensagens em tópicos
permission-read-message-history = Ver histórico de mensagens
permission-create-public-threads = Criar tópicos públicos
permission-manage-threads = Gerenciar tópicos
review-head = **Para revisar**: { $unanswered ->
    [0] nenhuma pergunta
    [one] uma pergunta
   *[other] { $unanswered } perguntas
  } sem resposta, { $down ->
    [0] nenhuma resposta
    [one] uma resposta
   *[other] { $down } respostas
  } com votos contra, { $changed ->
    [0] nenhuma resposta
    [one] uma resposta
   *[other] { $changed } respostas
  } cuja citação não está mais no artigo
review-unanswered = Perguntas sem resposta
review-down = Respostas com votos contra
review-changed = Citações de fontes que mudaram
review-7 = Últimos 7 dias
review-30 = Últimos 30 dias
review-all = Tudo o que está guardado
review-none = Nada deste tipo neste período.
review-hidden = { $count ->
    [one] Uma resposta com votos contra ficou de fora
   *[other] { $count } respostas com votos contra ficaram de fora
  }: você não pode ler aqui o que elas citam.
review-line = { $count }× { $question }
review-votes = 👍 { $up }, 👎 { $down }
review-reason = { $reason }: { $count }
review-more = { $count ->
    [one] e mais um comentário; o arquivo tem todos
   *[other] e mais { $count } comentários; o arquivo tem todos
  }
review-quoted = Citado de: { $titles }
review-gone = O artigo não está mais lá.
review-exported = Sem nomes. Abra em uma planilha.
review-column-question = Pergunta
review-column-count = Vezes perguntada
review-column-first = Primeira vez (UTC)
review-column-last = Última vez (UTC)
review-column-outcome = Resultado
review-column-confidence = Confiança
review-column-quoted = Artigos citados
review-column-up = Votos a favor
review-column-down = Votos contra
review-column-reasons = Motivos
review-outcome-none = sem resposta
review-outcome-answered = respondida
review-outcome-changed = fonte mudou
digest-head = **O último dia**: { $unanswered ->
    [0] nenhuma pergunta
    [one] uma pergunta
   *[other] { $unanswered } perguntas
  } sem resposta, { $down ->
    [0] nenhuma resposta
    [one] uma resposta
   *[other] { $down } respostas
  } com votos contra, { $changed ->
    [0] nenhuma resposta
    [one] uma resposta
   *[other] { $changed } respostas
  } cuja fonte mudou
digest-more = Tudo, para quem administra este servidor: `/{ $review }`
answering-title = Responder a esta pergunta
answering-question = Pergunta, como deve ser encontrada
answering-text = Resposta
answering-address = Endereço de uma página sobre isso (opcional)
answering-channel = Só quem lê o canal em que se perguntou
answering-named = Mostrar meu nome como autor
answering-late = Esta pergunta não está mais por responder: alguém a respondeu, ou ela não está mais guardada. Seu texto está no arquivo. Mais: `/{ $review }`
answering-no-address = “{ $address }” não é o endereço de uma página: escreva como https://servidor/caminho. Nada foi adicionado; seu texto está no arquivo.
answering-no-channel = O canal em que se perguntou não existe mais. Nada foi adicionado; seu texto está no arquivo.
answering-empty = A resposta não tem texto que possa ser citado. Nada foi adicionado.
answering-replied = { $count ->
    [0] A resposta não foi enviada a ninguém que perguntou.
    [one] Resposta enviada, sem notificação, a uma pessoa que perguntou.
   *[other] Resposta enviada, sem notificação, a { $count } pessoas que perguntaram.
  }
answering-private = { $count ->
    [one] Não enviada a uma pessoa que perguntou em particular.
   *[other] Não enviada a { $count } pessoas que perguntaram em particular.
  }
answering-elsewhere = { $count ->
    [one] Não enviada a uma pessoa que perguntou onde ela não pode ser lida.
   *[other] Não enviada a { $count } pessoas que perguntaram onde ela não pode ser lida.
  }
answering-gone = { $count ->
    [one] Não enviada a uma pessoa cuja pergunta não está mais lá.
   *[other] Não enviada a { $count } pessoas cujas perguntas não estão mais lá.
  }
answering-forbidden = { $count ->
    [one] Não enviada a uma: lá me falta “Enviar mensagens”, “Ver histórico de mensagens”.
   *[other] Não enviada a { $count }: lá me falta “Enviar mensagens”, “Ver histórico de mensagens”.
  }
answering-more = { $count ->
    [one] Não enviada a mais uma: no máximo { $most } a recebem.
   *[other] Não enviada a mais { $count }: no máximo { $most } a recebem.
  }

## Cumprimentos e agradecimentos

courtesy-greeting = Olá! Pergunte alguma coisa, e eu respondo com citações dos artigos: aqui, ou com `/{ $ask }`. Mais: `/{ $help }`
courtesy-thanks = De nada.
courtesy-farewell = Até logo!

## Recusas e desculpas

refuse-channel = Aqui eu respondo em { $channels }.
refuse-elsewhere = Em { $server } eu respondo em { $channels }. Pergunte lá, por favor.
refuse-private = Neste servidor eu só respondo em particular: use `/{ $ask }`.
refuse-admin = Só quem pode administrar este servidor pode fazer isso.
refuse-empty = Pergunte alguma coisa: escreva uma pergunta depois do meu nome, ou use `/{ $ask }`. Mais: `/{ $help }`
refuse-cooldown = Essa foi rápida. Pergunte de novo em { $seconds ->
    [one] um segundo
   *[other] { $seconds } segundos
  }.
refuse-overloaded = Há perguntas demais esperando no momento. Pergunte de novo em um minuto.
refuse-stopping = Estou sendo reiniciado. Pergunte de novo em um minuto.
refuse-unavailable = Isto não está disponível no momento. Tente de novo em um minuto.
refuse-busy = O índice deste servidor está sendo alterado por outra pessoa. Tente de novo em um minuto.
apology = Algo deu errado do meu lado, e ficou registrado. Passe este id a quem opera o bot: { $id }

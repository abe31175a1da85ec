# A parte pública
public-front = Início
public-agreement = Acordo
public-key-work = Trabalhos prioritários
public-by = Lugares e domínios
public-meetings = Reuniões
public-consultations = Participação pública
public-data = Dados abertos
public-check = Verificar por si
public-others = Outras publicações
public-foot = Parte pública, servida pelo nó { DE($party) }
public-feed = Subscrever
public-feed-title = { $title }: publicações
public-feed-said = Canal (Atom): o que foi publicado recentemente.
public-areas-of = Domínios de cooperação · trabalhos publicados de { $year }
public-nothing-of-area = Ainda não há trabalhos publicados
public-area-items = { $count ->
    [one] 1 ponto
   *[other] { $count } pontos
}, { $done ->
    [0] nenhum concluído
    [one] 1 concluído
   *[other] { $done } concluídos
}
public-read-text-said = Cada disposição com o resumo, os compromissos e o que foi publicado
public-open-now = Em consulta pública
public-over = Encerrado
public-nothing-open = De momento não há consultas públicas abertas.
public-newest = Publicações recentes
public-by-place = Por lugar ou parte
public-nothing-yet = Ainda nada foi publicado.
public-no-meetings = Ainda nada foi publicado sobre reuniões.
public-no-consultations = Ainda nada foi publicado sobre a participação pública.
public-no-others = Nada mais foi publicado.
public-key-work-of = Trabalhos prioritários de { $year }
public-key-work-said = Só o que foi publicado, segundo os domínios do acordo. Cada parte decide o que publica; o que aqui não consta pode estar em curso.
public-no-area = Sem domínio único
public-meetings-said = Datas das reuniões e actas, tal como publicadas. As actas só se publicam depois de aprovadas por todas as partes.
public-consultations-said = O que as partes perguntam ao público e as suas respostas.
public-others-said = Publicações que não são trabalhos prioritários, reuniões nem participação pública.
public-by-said = O que está previsto onde vive? Escolha um lugar, um domínio ou uma parte.
public-cities = Cidades
public-cities-said = Lista das cidades: { $source }; o texto do acordo não as indica.
public-count = { $count ->
    [one] 1 ponto
   *[other] { $count } pontos
}
public-year = { $year }
public-published = Publicado
public-published-by = publicado por { $by } · { $day }
public-open-until = Em consulta até { $day }, inclusive
public-was-open-until = Esteve em consulta até { $day }
public-meeting-on = Reunião a realizar em { $day }
public-what-circulate = Trabalho prioritário
public-what-report-progress = Progresso
public-what-hold-meeting = Reunião realizada
public-what-circulate-minutes = Acta
public-what-answer-consultation = Resposta ao público
public-what-close-consultation = Fim de uma consulta
public-what-record-participation = Participação pública
public-what-record-reason = Exposição de motivos
public-what-record-instrument = Instrumento
public-what-find-fulfilment = Apreciação do plano
public-what-assess-plan = Avaliação do plano
public-what-propose-amendment = Alteração
public-what-propose-extension = Prorrogação
public-found-under = Domínios e lugares
public-who-published = Publicado por
public-by-whom = por
public-item-agreed = Todas as partes chegaram a acordo sobre este ponto; a redacção é de quem o publica.
public-with-it = Outros textos deste ponto e progressos
public-digest = Código de verificação
public-digest-said = SHA-256 do texto desta página, para quem o queira verificar.
public-check-said = Não é preciso confiar neste sítio: o que aqui está pode ser verificado sem nós.
public-check-text = Cada publicação tem um código de verificação. Obtenha na sua página o ficheiro do texto e calcule o SHA-256 desse ficheiro: é igual ao da página.
public-check-other = O nó de cada parte serve a sua própria parte pública. O código de uma publicação é o mesmo em todas.
public-check-record = Quem tem uma cópia do registo, como os auditores das partes, pode verificá-lo por inteiro com um programa autónomo, sem rede e sem este nó.
public-check-limits = O que este sítio não diz
public-limit-own = A publicação é um acto de cada parte, com data e autoridade; o que uma publica não fala por outra.
public-limit-silent = O texto do acordo não prevê a publicação; cada parte decide quando e o que publica.
public-limit-unpublished = O que não foi publicado não está aqui, e daqui não se pode inferir se existe.
public-data-said = Os endereços destes ficheiros não mudam, e os ficheiros podem ser usados livremente. Cada publicação é identificada pelos primeiros doze dígitos do seu código de verificação.
public-data-csv = Todas as publicações em tabela (UTF-8, RFC 4180)
public-data-json = O mesmo em JSON
public-data-agreement = A estrutura do acordo: identificadores das partes, domínios, compromissos, projectos, plataformas e cidades
public-columns = Colunas
public-column-id = Identificador: os primeiros doze dígitos do código; a página está em published/IDENTIFICADOR/
public-column-sha256 = Código de verificação
public-column-kind = O tipo de acto publicado
public-column-rule = A regra a que pertence
public-column-year = O ano; nenhum se não pertence a um ano
public-column-title = Título
public-column-text = Texto
public-column-under = Identificadores de domínios, lugares e partes, separados por espaço
public-column-names-day = A data que indica: de uma reunião, ou a última de uma consulta
public-column-published-by = Quem publicou
public-column-published-on = Quando
public-column-stage = O progresso segundo quem publica: not_started, under_way, held_up, done
public-data-terms = Indique a fonte e a data.
public-nothing-said = Não há nada neste endereço, ou nunca foi publicado.
public-text-file = Ficheiro do texto
public-too-many-said = Houve demasiados pedidos em pouco tempo; tente de novo dentro de um minuto.

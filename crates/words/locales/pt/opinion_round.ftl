# Solicitação de pareceres
opinion-awaited = ainda não recebido: ofício de resposta de { $from } sobre { $items_count ->
    [one] o ponto
   *[other] os pontos
  } { $items } (prazo { $due })
opinion-awaited-provisional = ainda não recebido: ofício de resposta de { $from } sobre { $items_count ->
    [one] o ponto
   *[other] os pontos
  } { $items } (prazo { $due }, segundo os dias úteis previstos)
opinion-awaited-no-day = ainda não recebido: ofício de resposta de { $from } sobre { $items_count ->
    [one] o ponto
   *[other] os pontos
  } { $items } (sem prazo fixado)
silence-is-not-consent = a falta de resposta não vale como acordo
agrees-with-changes = { $by }: concorda em princípio, com alterações ({ $items_count ->
    [one] ponto
   *[other] pontos
  } { $items })
reserves = { $by }: formula reserva ({ $items_count ->
    [one] ponto
   *[other] pontos
  } { $items })
disagrees = { $by }: não concorda ({ $items_count ->
    [one] ponto
   *[other] pontos
  } { $items })
no-comment-unclear = { $by }: sem comentários ({ $items_count ->
    [one] ponto
   *[other] pontos
  } { $items }); o ofício não diz se isso é acordo, pelo que se deve perguntar
departments-statement-awaited = aguarda-se que { $from } informe dos pareceres dos departamentos ({ $items_count ->
    [one] ponto
   *[other] pontos
  } { $items })
departments-not-yet-agreed = { $from } informa: os departamentos foram consultados e ainda não concordam quanto { $items_count ->
    [one] ao ponto
   *[other] aos pontos
  } { $items }
departments-answer-not-stated = { $from } informa: os departamentos foram consultados; não diz se concordam quanto { $items_count ->
    [one] ao ponto
   *[other] aos pontos
  } { $items }
departments-stated = informação sobre os departamentos: { $statement } ({ $day })
opinion-given = { $by }: { $opinion } ({ $day })
opinion-given-on-paper = { $by }: { $opinion } ({ $day }, por ofício)
opinion-on-earlier-text = sobre um texto anterior, { $by } respondeu: { $opinion } ({ $day })
letter-says-consent = o ofício diz que sem comentários equivale a acordo

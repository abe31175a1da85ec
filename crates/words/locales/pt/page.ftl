# Páginas
page-brand = Counterpart
page-ways = Principal
page-languages = Línguas
page-skip = Saltar para o conteúdo
page-front = Início
page-agreement = Acordo
page-year = O ano
page-next = O que falta
page-open = Em aberto
page-record = O registo
page-whose = O exemplar do registo { DE($party) }
page-other-day = Registo à data de { $day }.
page-back-to-today = Voltar a hoje
page-nothing = Esta página não existe
page-grounds = Fundamentos
page-lead = Hoje é { $day }. Segundo este registo, o acordo: { $verdict }.
page-lead-on = Em { $day }, segundo este registo, o acordo: { $verdict }.
page-days-left = { $days ->
    [one] falta 1 dia, até { $last }
   *[other] faltam { $days } dias, até { $last }
}
page-signed = Assinado em { $day }
page-term-line = Vigência de { $first } a { $last }
page-term-first = em vigor { $day }
page-term-last = termina { $day }
page-areas = Domínios de cooperação
page-area-commitments = { $count ->
    [one] 1 compromisso
   *[other] { $count } compromissos
}
page-area-named = { $count ->
    [one] 1 projecto ou plataforma
   *[other] { $count } projectos ou plataformas
}
page-read-text = Ler artigo por artigo
page-read-text-why = Cada um com o resumo, as regras e os compromissos
page-all-steps = { $count ->
    [one] Tudo
   *[other] Todos os { $count }
}
page-matters-of-year = Este ano e o anterior
page-next-said = Pela ordem do acordo, cada um com os seus fundamentos.
page-next-ours = Aguarda-se { DE($party) }
page-next-others = Aguarda-se das outras partes
page-year-of = O que é devido em { $year }
page-year-said = Quem deve o quê e até quando, pela ordem do acordo.
page-years = Anos
page-what = O quê
page-whose-duty = A cargo de
page-due = Até
page-stands = Situação
page-rests-on = Assenta em
page-owed = O que é devido
page-matters = Assuntos
page-acts = Actos no registo
page-act = N.º
page-day = Dia
page-by = Por
page-done = Acto
page-no-acts = Nada consta deste registo.
page-act-at = No registo: { $place }
page-recorded = Registado
page-source = Fonte
page-on-paper = praticado em papel
page-says = Conteúdo
page-in-matter = Assunto
page-text = Texto
page-seen = Recebido até então
page-open-said = Onde o texto se cala, este registo nada presume; onde pode ler-se de mais de um modo, mostram-se todos.
page-parties = As partes
page-agreement-said = São resumos nas palavras deste registo; vale o texto assinado.
page-agreement-official = São as palavras do texto oficial em chinês, tal como anexado a este nó. Ao lado: um resumo redigido neste registo e o que assenta em cada disposição.
page-summary = Em resumo
page-sources = Outras fontes
page-rules = Regras
page-purposes = Finalidade
page-goals = Meta
page-objectives = Objectivos
page-principles = Princípios
page-commitments = Compromissos
page-projects = Projectos
page-platforms = Plataformas
page-instruments = Instrumentos
page-participation = Participação
page-readings = Pode ler-se de mais de um modo
page-record-agree = { $acts ->
    [0] Os exemplares de todas as partes coincidem; ainda não têm actos.
    [one] Os exemplares de todas as partes coincidem: todas têm o único acto.
   *[other] Os exemplares de todas as partes coincidem: todas têm os { $acts } actos.
}
page-record-behind = Os exemplares de todas as partes coincidem até { $held } de { $acts } actos; os restantes ainda não estão com todas.
page-record-forked = Há dois registos contraditórios { DE($parties) }, o que está provado.
page-record-said = Cada parte escreve o seu registo e guarda os das outras; não há servidor central.
page-log = Registo de
page-leaves = Actos
page-received = Recebidos
page-held-by-all = Com todas
page-head = Código
page-digest = Código do estado
page-digest-said = Duas partes que têm o mesmo têm o mesmo código.
page-check = Verificar por si
page-check-verify = counterpart-verify verifica todo o registo sem rede e sem confiar neste nó.
page-check-files = Cada registo está num formato aberto (C2SP tlog-tiles) que outros programas também verificam.
page-forked = duas versões
page-too-many = Tente mais tarde
page-too-many-said = Foram enviados demasiados pedidos em pouco tempo e este não foi tratado. Tente de novo dentro de um minuto.

# Reuniões: convocação, realização, actas e seguimento (tradução não revista)
meeting-held = realizou-se uma reunião em { $day }
meeting-held-by-record = consta uma reunião realizada em { $day }, sem lista de presenças
attendance-not-listed = o registo não indica quem esteve presente
meeting-without = na reunião de { $day } não consta a presença { DE($from) }
meeting-hosted = organizada { POR($host) }
next-host = a próxima será organizada { POR($host) }
no-meeting-on-record = não consta deste registo { O($matter) }
host-named = a reunião de { $day } designou { O($host) } para organizar a seguinte
host-by-turn = em { $year } cabe { A($host) } organizar
text-names-no-caller = o texto não indica quem convoca
meeting-called = { O($by) } convocou uma reunião para { $day }
call-awaits = { O($by) } convocou uma reunião para { $day }; aguarda-se a aceitação { DE($from) }
call-accepted-by-all = todos aceitaram a reunião convocada { POR($by) } para { $day }
issues-placed = { $count ->
    [one] 1 ponto inscrito na agenda
   *[other] { $count } pontos inscritos na agenda
}
no-minutes-on-record = não consta deste registo qualquer acta da reunião
minutes-awaited = acta { $text }: aguarda-se a aprovação { DE($from) }
minutes-approved = acta { $text } aprovada { POR($by) }
follow-ups-agreed = { $count ->
    [one] 1 acção de seguimento acordada; sem conclusão comunicada: { $open }
   *[other] { $count } acções de seguimento acordadas; sem conclusão comunicada: { $open }
}
follow-up-awaited = acção de seguimento { $item }: aguarda-se comunicação { DE($from) }
follow-up-awaited-by = acção de seguimento { $item }: aguarda-se comunicação { DE($from) } (até { $due })
follow-up-done = acção de seguimento { $item }: conclusão comunicada { POR($from) }
# As páginas das reuniões (tradução não revista)
annual-meeting-way = Reuniões
annual-meeting-years = Todos os anos
annual-meeting-year = Ano
annual-meeting-on-record = No registo
annual-meeting-reason = Motivo registado:
annual-meeting-now = O que se pode fazer agora
annual-meeting-calendar = Ficheiro de calendário (ics)
annual-meeting-by-on = { $by }, { $day }
annual-meeting-sitting = Convocação e presenças
annual-meeting-call-passed = outra convocação tomou o seu lugar
annual-meeting-call-of = { $act } ({ $by }, { $day })
annual-meeting-not-shown = Sem presença registada
annual-meeting-recorded-by = Registado por
annual-meeting-agenda = Agenda
annual-meeting-last-minutes = Acta da última reunião e seu seguimento
annual-meeting-first = Não consta deste registo reunião anterior.
annual-meeting-no-issues = Não consta deste registo qualquer ponto proposto para a agenda.
annual-meeting-place-issue = Propor um ponto para a agenda
annual-meeting-our-position = Expor a nossa posição
annual-meeting-placed-by = proposto { POR($by) } em { $day }
annual-meeting-stated-by = tal como exposto { POR($by) } ({ $day })
annual-meeting-own-words = nas palavras { DE($by) } ({ $day })
annual-meeting-issue-title = Título do ponto
annual-meeting-positions-hint = Uma parte por linha: o nome, dois pontos, a posição. As outras partes podem expor a sua sob o mesmo título.
annual-meeting-own-position-hint = Em nosso nome, mostrada sob o mesmo ponto.
annual-meeting-same-title = Não altere: o mesmo título faz dele o mesmo ponto.
annual-meeting-papers = Documentos
annual-meeting-no-papers = Não consta deste registo documento junto a estes actos.
annual-meeting-paper = junto a: { $act } ({ $by }, { $day })
annual-meeting-minutes = Acta
annual-meeting-text = Texto { $number }
annual-meeting-texts = Textos e alterações
annual-meeting-circulated-by = distribuído { POR($by) } em { $day }
annual-meeting-code = código de verificação { $text }
annual-meeting-disputed = Passagens com redacções diferentes
annual-meeting-disputed-open = Em aberto até todos aprovarem o mesmo texto.
annual-meeting-disputed-settled = Resolvido: todos aprovaram o { $text }. Estas são as redacções anteriores.
annual-meeting-own-wording = Responder com a nossa redacção da acta
annual-meeting-follow-ups = Decisões e seguimento
annual-meeting-follow-up = Seguimento
annual-meeting-reported = Progresso comunicado
annual-meeting-no-follow-ups = Não consta deste registo decisão nem seguimento.
annual-meeting-decided = Na acta:
annual-meeting-paper-text = Documento junto

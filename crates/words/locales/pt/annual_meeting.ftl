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

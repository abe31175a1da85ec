# Um ponto dos trabalhos prioritários (tradução não revista)
task-items = Outros pontos
task-texts = Textos e pareceres
task-text-number = Texto { $number }
task-changes-said = Sublinhado: acrescentado. Riscado: eliminado.
task-circulated = Parecer solicitado em { $day }, sem prazo fixado · código de verificação { $text }
task-circulated-within = Parecer solicitado em { $day }, resposta no prazo de { $days ->
    [one] 1 dia útil
   *[other] { $days } dias úteis
} · código de verificação { $text }
task-departments = { $body }, segundo { O($convener) }
task-no-statement = { $convener } ainda não informou.
task-origin = Origem e continuação
task-goes-on-in = Continua em

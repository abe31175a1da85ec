# O plano de desenvolvimento que o texto refere (tradução não revista)
no-plan-on-record = não consta deste registo tal plano
text-names-no-compiler = o texto não indica quem o elabora
finding-awaited = se «{ $name }» ({ $day }) é esse plano: aguarda-se a apreciação de { $from }
findings-differ = se «{ $name }» ({ $day }) é esse plano: { $is } entendem que sim, { $is_not } que não
found-to-be-that-plan = { $by } entendem que «{ $name }» ({ $day }) é esse plano
not-that-plan = { $by } entendem que «{ $name }» ({ $day }) não é esse plano
compiled-by-others = segundo esta leitura, as partes elaboram o plano em conjunto; um instrumento emitido por outros não conta
plan-assessed = { $count ->
    [one] 1 avaliação, de { $by }
   *[other] { $count } avaliações, de { $by }
}
adjustments-proposed = { $count ->
    [one] 1 proposta de ajustamento, de { $by }
   *[other] { $count } propostas de ajustamento, de { $by }
}

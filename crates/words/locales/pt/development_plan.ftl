# O plano de desenvolvimento que o texto refere (tradução não revista)
no-plan-on-record = não consta deste registo tal plano
text-names-no-compiler = o texto não indica quem o elabora
finding-awaited = se «{ $name }» ({ $day }) é esse plano: aguarda-se a apreciação { DE($from) }
findings-differ = se «{ $name }» ({ $day }) é esse plano: as apreciações divergem (sim: { $is }; não: { $is_not })
found-to-be-that-plan = segundo { O($by) }, «{ $name }» ({ $day }) é esse plano
not-that-plan = segundo { O($by) }, «{ $name }» ({ $day }) não é esse plano
compiled-by-others = segundo esta leitura, as partes elaboram o plano em conjunto; um instrumento emitido por outros não conta
plan-assessed = { $count ->
    [one] 1 avaliação, { DE($by) }
   *[other] { $count } avaliações, { DE($by) }
}
adjustments-proposed = { $count ->
    [one] 1 proposta de ajustamento, { DE($by) }
   *[other] { $count } propostas de ajustamento, { DE($by) }
}

# Relatórios por folha de cálculo
batch = Relatórios por folha de cálculo
batch-said = Descarregue «O meu trabalho», preencha as duas últimas colunas e envie aqui. Primeiro há uma pré-visualização; nada é comunicado antes de confirmar. As linhas vazias ficam como estão.
batch-item = Item
batch-title = Título
batch-last-stage = Última fase
batch-last-text = Último texto
batch-new-stage = Nova fase
batch-new-text = Novo texto
batch-reports = { $count ->
    [one] 1 relatório a comunicar
   *[other] { $count } relatórios a comunicar
}
batch-file = { $count ->
    [one] Comunicar este relatório
   *[other] Comunicar estes { $count } relatórios
}
batch-unchanged = { $count ->
    [one] 1 linha nada diz de novo e não é comunicada.
   *[other] { $count } linhas nada dizem de novo e não são comunicadas.
}
batch-no-rows = Não se encontrou nenhum item. Preencha a folha dada por «O meu trabalho», com as colunas pela sua ordem.
batch-unknown-item = Nenhum item «{ $said }» está a ser executado.
batch-twice = «{ $said }» aparece duas vezes na folha; só conta a primeira linha.
batch-unknown-stage = «{ $said }» não é uma fase; use não iniciado, em curso, suspenso ou concluído.
batch-no-stage = O primeiro relatório sobre um item precisa da fase.
batch-too-long = O texto tem { $said } caracteres; aceitam-se no máximo { $most }.
batch-beyond = Há algo para além da última coluna; não acrescente colunas.
batch-changed-title = O título não é o texto registado: pode ter circulado de novo ou a folha foi alterada. Descarregue-a de novo.
batch-other-unit = Este item é de outra unidade: { $said }.
batch-filed = Comunicado
batch-by-hand = Não foi aceite; comunique-o à parte

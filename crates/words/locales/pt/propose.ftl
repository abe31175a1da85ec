# Propostas e fusão
propose = Propostas e fusão
propose-said = Cada proposta mantém o proponente. { $convener } pode juntar várias numa só; com a circulação o texto fica fixado.
propose-none = Sem proposta este ano ({ $day })
propose-not-on-record = Este registo não contém proposta, nem declaração de não a haver
propose-choose = Escolher
propose-join = Juntar as escolhidas
propose-joined = O texto conjunto
propose-joined-said = Os textos estão uns a seguir aos outros; faça deles um só. Tudo é mostrado de novo antes do envio.
propose-like = Parece-se com { $place }
propose-carried-over = Transitado do ano anterior
propose-taken-up = retomado por uma proposta
propose-go-on = Propor a continuação
propose-areas = Por disposição
propose-count = { $count ->
    [0] nenhuma proposta
    [one] 1 proposta
   *[other] { $count } propostas
}

# Correio electrónico (tradução não revista)
mail = Correio electrónico
mail-said = O nó escreve aos funcionários deste lado sobre duas coisas: um lembrete dado à sua unidade e prazos que se aproximam. A mensagem diz qual o dever, até quando e onde; não contém nenhum texto de assunto, parecer ou ofício. A fila fica neste nó.
mail-on = As mensagens saem por { $server } como { $from }.
mail-off = Nada é enviado: node.toml não tem [mail]. Os lembretes continuam em «O meu trabalho».
mail-rules = { $days ->
    [0] Quem pode enviar por este lado recebe uma mensagem no próprio dia do prazo, no máximo uma por dia. Quem pertence à unidade lembrada recebe-a de imediato.
    [one] Quem pode enviar por este lado recebe uma mensagem 1 dia antes do prazo, no máximo uma por dia. Quem pertence à unidade lembrada recebe-a de imediato.
   *[other] Quem pode enviar por este lado recebe uma mensagem { $days } dias antes do prazo, no máximo uma por dia. Quem pertence à unidade lembrada recebe-a de imediato.
}
mail-waiting = Em espera
mail-given-up = Abandonadas
mail-sent = Enviadas
mail-none = Nenhuma.
mail-to = Para
mail-subject = Assunto
mail-queued = Na fila desde
mail-waits = Sai a partir de { $when }.
mail-tried = { $count ->
    [one] Tentada uma vez.
   *[other] Tentada { $count } vezes.
}
mail-tries-again = Próxima tentativa: { $when }.
mail-is-sending = Neste momento com o servidor.
mail-was-sent = Aceite pelo servidor em { $when }.
mail-was-given-up = Abandonada em { $when }.
mail-server-said = O servidor: { $said }
mail-why-stopped = O nó parou enquanto o servidor a tinha. É enviada de novo como a mesma mensagem; o programa de correio mostra-a uma vez.
mail-why-not-reached = Não se chegou ao servidor de correio
mail-why-no-address = O funcionário não tem endereço, ou a conta está encerrada.
mail-again = Tentar de novo
mail-reached = Para onde se escreve aos funcionários
mail-address = Endereço de correio electrónico
mail-address-hint = Um só endereço. Deixe vazio para não receber mensagens.
mail-no-such-address = Isto não é um endereço de correio electrónico.
mail-no-address = nenhum
mail-language = Língua das mensagens
mail-change = Alterar um endereço
mail-set = Guardar
mail-own = Mensagens para mim

# As palavras da mensagem
mail-subject-reminders = { $brand }: { $count ->
    [one] lembrete, prazo { $date }
   *[other] { $count } lembretes, o primeiro prazo { $date }
}
mail-subject-deadlines = { $brand }: { $count ->
    [one] prazo em { $date }
   *[other] { $count } prazos, o primeiro em { $date }
}
mail-lead-reminders = o gabinete de ligação { DE($party) } lembra à sua unidade o seguinte.
mail-lead-deadlines = aguarda-se { DE($party) }, com prazo próximo, à data de { $date }:
mail-due = Prazo: { $date }
mail-foot = Enviado pelo nó { DE($party) }; não responda. Não contém textos do registo: inicie sessão para ler mais.
    Para alterar o endereço ou a língua: { $address }

# Prazos
deadline-step = { $act }: { $matter }
deadline-provisional = Provisório: o calendário desse ano não foi anunciado.

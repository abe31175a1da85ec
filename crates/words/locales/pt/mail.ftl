# Correio electrónico (tradução não revista)
mail = Correio electrónico
mail-said = O nó escreve aos funcionários deste lado sobre duas coisas: um lembrete dado à sua unidade e prazos que se aproximam. A mensagem diz qual o dever, até quando e onde; não contém nenhum texto de assunto, parecer ou ofício. A fila fica neste nó.
mail-on = As mensagens saem por { $server } como { $from }.
mail-off = Nada é enviado: node.toml não tem [mail]. Os lembretes continuam em «O meu trabalho».
mail-rules = { $days ->
    [0] Os oficiais de ligação e os dirigentes recebem uma mensagem no próprio dia do prazo, no máximo uma por dia; os funcionários da unidade a que se deu um lembrete, de imediato.
    [one] Os oficiais de ligação e os dirigentes recebem uma mensagem quando falta 1 dia para o prazo, no máximo uma por dia; os funcionários da unidade a que se deu um lembrete, de imediato.
   *[other] Os oficiais de ligação e os dirigentes recebem uma mensagem quando faltam { $days } dias ou menos para o prazo, no máximo uma por dia; os funcionários da unidade a que se deu um lembrete, de imediato.
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
mail-why-stopped = O nó parou enquanto o servidor a tinha. É enviada de novo com o mesmo identificador, para que se reconheça uma repetição.
mail-why-not-reached = Não foi possível contactar o servidor de correio
mail-why-not-made = Não foi possível compor a mensagem
mail-why-no-address = O funcionário não tem endereço, ou a conta está encerrada.
mail-again = Tentar de novo
mail-reached = Para onde se escreve aos funcionários
mail-address = Endereço de correio electrónico
mail-address-hint = Um só endereço. Deixe vazio para não receber mensagens.
mail-no-such-address = Isto não é um endereço de correio electrónico.
mail-no-address = nenhum
mail-language = Língua das mensagens
mail-language-as-it-is = Como está
mail-change = Alterar um endereço
mail-set = Guardar
mail-own = Mensagens para mim

# As palavras da mensagem
mail-subject-reminders = { $brand }: { $count ->
    [one] lembrete, prazo em { $date }
   *[other] { $count } lembretes, o primeiro com prazo em { $date }
}
mail-subject-deadlines = { $brand }: { $count ->
    [one] prazo em { $date }
   *[other] { $count } prazos, o primeiro em { $date }
}
mail-lead-reminders = o gabinete de ligação { DE($party) } lembra à sua unidade o seguinte.
mail-lead-deadlines = à data de { $date }, aguarda-se { DE($party) } o seguinte, com prazo próximo:
mail-due = Prazo: { $date }
mail-foot = Enviado pelo nó { DE($party) }; por favor não responda. Não contém textos do registo: inicie sessão para ler mais.
    Para alterar o endereço ou a língua: { $address }

# Prazos
deadline-step = { $act }: { $matter }
deadline-provisional = Provisório: o calendário desse ano não foi anunciado.

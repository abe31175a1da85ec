# Lembretes
reminder = Lembrete:
reminder-said = { $said } (até { $due })
reminders = Lembretes em conjunto
reminders-said = Escolha o que as unidades deste lado têm ainda de comunicar e escreva um texto e uma data; cada unidade encontra-o em «O meu trabalho». O acordo não fixa data: a data é deste lado.
reminders-given = { $count ->
    [one] Foi dado 1 lembrete.
   *[other] Foram dados { $count } lembretes.
}
reminders-days = A vencer dentro de quantos dias, e os sem data
reminders-choose = Escolher
reminders-all = Todos desta unidade
reminders-text = Texto
reminders-usual = Queira comunicar o progresso deste item.
reminders-due = Comunicar até
reminders-send = Dar os lembretes
reminders-no-unit = Nenhuma unidade indicada
reminders-no-day = não fixada
reminders-nothing-chosen = Escolha pelo menos um.
reminders-day-is-over = Essa data já passou.
reminders-past = Lembretes dados
reminders-was = { $day } · { $unit } · { $item } · { $said } (até { $due })

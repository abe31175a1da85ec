# O mecanismo de trabalho corrente (tradução não revista)
mechanism-established = estabelecido em { $day }, por declaração { DE($by) } sobre o mesmo texto
mechanism-not-on-record = ainda não recebida a declaração de estabelecimento { DE($from) }
mechanism-awaited = sobre o texto { $text }: declarado { POR($by) }; aguarda-se a declaração { DE($from) }
mechanism-meetings = { $count ->
    [one] 1 reunião registada
   *[other] { $count } reuniões registadas
}
mechanism-met = reunião em { $day }
daily-mechanism = Mecanismo de trabalho diário
daily-mechanism-said = O texto indica os seus membros. É omisso quanto a regras e reuniões; o que se segue foi fixado pelos membros.
daily-mechanism-rules = Regras de trabalho
daily-mechanism-on-text = Declarado criado { POR($by) } com base num texto (código de verificação { $text })
daily-mechanism-declared = declarou-o criado com base neste texto
daily-mechanism-meetings = Reuniões de trabalho
daily-mechanism-no-meeting = Este registo não contém reuniões de trabalho.
daily-mechanism-rooms-said = Ofícios entre dois ou três dos seus membros.
daily-mechanism-contacts = Lista de contactos
daily-mechanism-contacts-said = Serviços e cargos, sem pessoas. Os serviços de ligação vêm do registo; o resto é mantido por este lado e não vai para ninguém.
contact-party = Parte
contact-office = Serviço
contact-post = Cargo
contact-post-hint = O cargo, não um nome.
contact-reach = Telefone ou correio
contact-none = —
contact-note = Anotar um cargo
contact-keep = Anotar
contact-strike = Riscar

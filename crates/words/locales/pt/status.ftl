# Conclusões: lista fechada (tradução não revista)
status-not-yet = ainda não
status-in-force = em vigor
status-ended = prazo de vigência terminado
status-suspended = suspenso
status-superseded = substituído por outro instrumento
status-terminated = cessado
status-open = em curso, ainda não cumprido
status-due-soon = prazo próximo
status-met = cumprido
status-met-late = cumprido, depois do prazo
status-overdue = passou o dia fixado
status-missed = período terminado; nada consta
status-yes = sim
status-no = não
status-cannot-tell = este registo não permite dizer
status-recorded = consta do registo (sem apreciação)

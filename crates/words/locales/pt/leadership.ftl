# Para dirigentes (tradução não revista)
leadership-way = Uma página para dirigentes
leadership-heading = Para dirigentes
leadership-meeting = Próxima reunião
leadership-none-called = Não consta deste registo reunião convocada e ainda por realizar.
leadership-undertakings = Seguimento: { $matter }
leadership-no-undertakings = Não consta deste registo qualquer acção de seguimento dessa reunião.
leadership-area = Área
leadership-items = Pontos
leadership-agreed = Acordo
leadership-reported = Informado
leadership-done = Concluído
leadership-carried-over = Transita
leadership-all = Total
leadership-needed = O que falta e porquê
leadership-print = Imprime-se numa página A4.

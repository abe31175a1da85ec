# Ficheiros de calendário (tradução não revista)
calendar-file-sample = [Amostra] { $said }
calendar-file-due = Prazo: { $what } ({ $whose })
calendar-file-way = Prazos em ficheiro de calendário (ics)

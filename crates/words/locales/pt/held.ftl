# Estado do registo (tradução não revista)
held-where = O registo está em:
held-recorded = registados { $count }
held-received = recebidos { $count }
held-by-all = na posse de todos { $count }

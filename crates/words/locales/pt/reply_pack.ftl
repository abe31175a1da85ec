# Dossiê de resposta
reply-pack = Dossiê de resposta
reply-pack-said = Para respostas a deputados e à imprensa: só o que é público, na data escolhida.
reply-pack-day = Em
reply-pack-show = Mostrar
reply-pack-files = Descarregar
reply-pack-none = Este registo nada contém de público nessa data.
reply-pack-as-of = Em { $day }
reply-pack-item = { $by }: { $done } ({ $day })
reply-pack-until = , até { $until }
reply-pack-note = Aqui só consta o que é público; os textos estão na sua própria língua.
reply-pack-withheld = Publicado apenas numa leitura: não serve para respostas

# Tudo o que dissemos
said = Tudo o que dissemos sobre isto
said-on = tudo o que dissemos sobre o ponto { $item } { DE($matter) }
said-said = Propostas, pareceres, relatos e ofícios { DE($party) } por data, com os projectos deste lado. Só para o nosso lado.
said-items = Ao longo dos anos:
said-inside = interno, nunca enviado
said-none = O nosso lado nada disse sobre isto.
said-letters = Ofícios: aqueles cujo texto indica o ano e o número do ponto.
said-draft = { $name } { $did }: { $act }
said-draft-number = projecto { $draft }

# Pesquisa (tradução não revista)
search = Pesquisa
search-label = Pesquisar o acordo, os trabalhos prioritários, os pareceres, as actas e os ofícios
search-find = Pesquisar
search-agreement = O acordo
search-task = Trabalhos prioritários
search-opinion = Pareceres
search-meeting = Reuniões e actas
search-letter = Ofícios
search-other = Outros actos registados
search-inside = Nesta parte
search-draft = Projecto
search-answer = Resposta de um dos nossos serviços
search-nothing-typed = Escreva as palavras a procurar.
search-no-words = O que foi escrito não tem palavras a procurar.
search-none = Nada foi encontrado para «{ $typed }».
search-more = { $count } no total; ver mais
search-cut = O que foi escrito é muito longo; só se procurou o início.
search-off = O índice dos textos não está disponível de momento; os textos registados não foram pesquisados.
search-left = { $count ->
    [one] Um acto ainda não está no índice; poderá ser encontrado dentro de momentos.
   *[other] { $count } actos ainda não estão no índice; poderão ser encontrados dentro de momentos.
}
search-searched = O que foi pesquisado
search-searched-agreement = Títulos, resumos e projectos nomeados do acordo, em quatro línguas, e o texto assinado, se estiver junto.
search-searched-acts = Textos dos actos registados até { $day } que este nó guarda e que { O($party) } pode ler.
search-searched-inside = Projectos, respostas dos serviços e traduções desta parte, que só esta parte lê.
search-searched-not-inside = Os projectos e as respostas dos serviços desta parte não lhe estão acessíveis e não foram pesquisados.
search-searched-forms = Caracteres tradicionais, simplificados e variantes valem o mesmo (臺, 台; 灣, 湾) e os acentos não contam (cooperação, cooperacao). As palavras separadas por espaços têm de ocorrer todas; as que estão entre aspas têm de vir seguidas.

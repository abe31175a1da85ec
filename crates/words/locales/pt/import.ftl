# Uma lista de tarefas que chega
import = Importar uma lista
import-said = Carregue uma tabela ou cole uma lista com as unidades entre parênteses. Vê-se que tarefas foram encontradas e o que não se pôde fazer corresponder e porquê; as escolhidas tornam-se minutas deste lado e só saem depois de autorizadas.
import-paste = Ou cole aqui a lista
import-found = { $count ->
    [one] 1 tarefa encontrada
   *[other] { $count } tarefas encontradas
}
import-take = Incluir
import-keep = Guardar como minutas
import-keep-said = só deste lado; nada é enviado ainda
import-left = Sem correspondência
import-stood = Tal como está
import-why = Porquê
import-heading = Título: dá o tema às tarefas abaixo
import-no-task = Não tem número nem parênteses com unidades
import-no-words = Um número sem palavras
import-no-head = A tabela não tem coluna de medida ou tarefa
import-no-measure = A linha não tem medida
import-too-long = É demasiado longo para uma só tarefa
import-no-area = Nenhum domínio indicado; escolha um.
import-unknown-area = «{ $said }» não é um domínio do acordo; escolha um.
import-unknown-carried = Nenhum item «{ $said }» transitou para este ano.
import-like = Parece-se com { $item }, que transitou, e indica-o; retire-o se for outro: { $said }
import-bracket-left = Os parênteses finais não parecem unidades e ficam no texto.
import-no-units = Nenhuma unidade indicada.
import-collective = Representam várias unidades e devem ser discriminadas: { $said }
import-beside = O acto não tem campo para isto, que por isso fica no texto: { $said }

# Traduções (tradução não revista)
translation = Tradução
translation-of = Traduções · { $what }
translation-said = As traduções são guardadas só por esta parte. Não fazem parte do registo e nenhuma outra parte as vê; o que conta é o original.
translation-original = Original
translation-text-not-here = O texto assinado não acompanha este nó; cada parte junta o seu exemplar. A tradução liga-se à disposição pelo código de verificação.
translation-kept = Traduções já inseridas
translation-enter = Inserir uma tradução
translation-language = Língua da tradução
translation-standing = O que é
translation-text = A tradução
translation-keep = Guardar a tradução
translation-audience = Lida só por esta parte
translation-other-text = O formulário era de outro texto, e não do que está agora aqui; verifique e volte a inserir.
translation-official-is = Tradução oficial
translation-courtesy-is = Tradução de cortesia
translation-machine-draft-is = Rascunho automático
translation-into-zh-hant = chinês tradicional
translation-into-zh-hans = chinês simplificado
translation-into-en = inglês
translation-into-pt = português
translation-official = Tradução oficial em { $language }
translation-courtesy = Tradução de cortesia em { $language }
translation-machine-draft = Rascunho automático em { $language }, não revisto
translation-by = inserida por { $name } em { $day }
translation-stale = De um texto anterior; não do actual
translation-others = { $count ->
    [one] Uma outra tradução
   *[other] { $count } outras traduções
}
translation-languages = Língua
translation-words-source = Os títulos e resumos desta página são nossos, em chinês tradicional; não são o texto do acordo.
translation-words-generated = Os títulos e resumos desta página são nossos, convertidos para caracteres simplificados; não são o texto do acordo.
translation-words-project = Os títulos e resumos desta página são nossos, e não uma tradução oficial.
translation-words-unreviewed = Os títulos e resumos desta página são nossos, em tradução não revista, e não uma tradução oficial.

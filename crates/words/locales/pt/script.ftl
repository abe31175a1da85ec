# Caracteres dos textos (tradução não revista)
script-written-traditional = escrito em caracteres tradicionais
script-written-simplified = escrito em caracteres simplificados
script-shown-simplified = Há textos nesta página escritos em caracteres tradicionais. São apresentados em caracteres simplificados para leitura; os originais não foram alterados.
script-shown-traditional = Há textos nesta página escritos em caracteres simplificados. São apresentados em caracteres tradicionais para leitura; os originais não foram alterados.
script-as-written = Os textos desta página são apresentados como foram escritos.
script-show-as-written = Apresentar como foram escritos
script-show-simplified = Apresentar em caracteres simplificados
script-show-traditional = Apresentar em caracteres tradicionais

# Uma história representada por vários nós: o que acontece a cada um, e o que cada um diz
nodes-needed = esta história é representada pelos nós das partes: counterpart scenario run --nodes { $count } FICHEIRO
nodes-count = este acordo tem { $count } partes, cada uma com um nó: --nodes { $count }
nodes-begun = { $count } nós estão em funcionamento, cada um com o seu registo; a chave do dirigente de cada parte foi inscrita com a chave-raiz dessa parte.
nodes-killed = Nó de { $node }: interrompido a meio do trabalho.
nodes-started-again = Nó de { $node }: arranca de novo, consulta os outros sobre o seu próprio registo e volta a assinar.
nodes-cut-off = Nó de { $node }: sem ligação aos outros; continua a funcionar.
nodes-connected = Nó de { $node }: ligado de novo aos outros.
nodes-backed-up = Nó de { $node }: feita uma cópia de segurança; o seu registo vai no número { $size }.
nodes-restored = Nó de { $node }: registo perdido (ia no número { $before }) e reposto a partir da cópia antiga até ao número { $old }; os outros devolvem o resto até ao número { $after }, e só então volta a assinar.
nodes-run-twice = Nó de { $node }: toda a máquina é copiada; o original e a cópia funcionam ao mesmo tempo e assinam com a mesma chave.
nodes-bundle = De { $from } para { $to }: um pacote selado é levado em mão; { $to } verifica-o e recebe-o.
nodes-copy = { $party } (cópia)
nodes-say = { $count ->
    [one] O nó de { $nodes } diz: { $standing }.
   *[other] Os nós de { $nodes } dizem: { $standing }.
}
nodes-signing = em condições de assinar
nodes-starting = ainda sem assinar, à espera de resposta de { $parties }
nodes-halted-forked = deixou-se de assinar; o registo próprio tem duas histórias, ambas com a própria assinatura
nodes-halted = deixou-se de assinar ({ $why })
nodes-size = { $party } até { $size }
nodes-all-held = Todos os registos estão na posse de todos: { $sizes }.
nodes-rest-held = Os restantes estão na posse de todos: { $sizes }.
nodes-held-but = Na posse de todos, exceto { $stopped }, que já não pode assinar: { $sizes }.
nodes-log = { $sizes }: { $finality }; ainda sem recibo de { $missing }.
nodes-log-forked = Registo de { $party }: duas histórias, ainda sem decisão.
nodes-log-kept = Registo de { $party }: duas histórias; conta até ao número { $kept }, e nada para além.
nodes-answer = { $count ->
    [one] O nó de { $nodes } responde:
   *[other] Os nós de { $nodes } respondem:
}
nodes-same = Nós de { $nodes }: o mesmo registo e o mesmo estado ({ $sizes }).
nodes-alone = Só o nó de { $nodes }: { $sizes }.
nodes-fork-settled = Registo de { $party }: duas histórias depois do número { $split }, o que os nós de { $nodes } provam cada um por si. A história que a maioria dos outros citou primeiro fica até ao número { $kept }; a outra não conta.
demo-begun = Amostra: os nós das quatro partes funcionam nesta máquina e tudo no seu registo é fictício. As suas páginas:
demo-public = A parte pública de cada uma, para todos:
demo-sign-ins = Em cada nó, inicie sessão como { $names } com a palavra-passe { $password }
demo-filling = { $played } de { $all } linhas da amostra · { $day }
demo-filled = A amostra está completa; pelo relógio do registo é { $day }. Ctrl-C termina a demonstração.
demo-filled-before = A amostra já estava completa. Ctrl-C termina a demonstração.
demo-kept = Os dados ficam em { $folder }; o mesmo comando continua com eles.

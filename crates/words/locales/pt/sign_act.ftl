# Assinar pela parte
sign-act-said = Este acto é assinado por um cargo de { $party } com poderes para tal. O passo seguinte faz a declaração; escolhe-se depois como assinar.
sign-act-no-post = Ainda não consta do registo nenhum cargo com poderes de assinatura. Regista-o a chave raiz da parte (counterpart empower).
sign-act-post = Cargo que assina
sign-act-prepare = Seguinte: fazer a declaração
sign-act-id = O que se assina
sign-act-id-said = Todas as formas de assinar assinam este código e têm igual valor.
sign-act-by-passkey = Com chave de acesso, aqui
sign-act-by-passkey-said = A chave tem de constar do registo para esse cargo.
sign-act-passkey = Assinar com chave de acesso e enviar
sign-act-passkey-failed = Não foi possível assinar com esta chave.
sign-act-by-file = Com ficheiro de chave, noutro lado
sign-act-by-file-said = Leve a declaração para onde está a chave, assine-a aí e traga o ficheiro assinado.
sign-act-file = Descarregar a declaração
sign-act-signed = Ficheiro assinado
sign-act-lay = Enviar o ficheiro assinado
sign-act-no-file = Este ficheiro não é um acto assinado.
account-passkey-public = Chave pública para o registo

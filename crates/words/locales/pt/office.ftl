# Início de sessão
sign-in = Iniciar sessão
sign-in-at = Iniciar sessão no nó de { $party }
sign-in-name = Nome de utilizador
sign-in-password = Palavra-passe
sign-in-passkey = Iniciar sessão com chave de acesso
sign-in-provider = Iniciar sessão através de { $name }
sign-in-said = Este nó destina-se aos funcionários desta parte. A sessão termina após trinta minutos sem utilização e, no máximo, ao fim de doze horas.
sign-in-wrong = O nome ou a palavra-passe não está correcto.
sign-in-paused = Demasiadas tentativas com este nome. Tente novamente dentro de quinze minutos ou peça uma nova palavra-passe ao administrador.
sign-in-ended = A sessão terminou. O que escreveu foi guardado: inicie sessão novamente para continuar.
sign-in-failed-passkey = Esta chave de acesso não permitiu iniciar sessão. Tente novamente ou use a palavra-passe.
sign-in-failed-provider = O fornecedor de identidade não confirmou nenhum funcionário deste nó.
sign-out = Terminar sessão
way-password = palavra-passe
way-passkey = chave de acesso
way-provider = fornecedor de identidade

# Papéis
role-liaison-officer = oficial de ligação
role-department-officer = funcionário do departamento
role-leader = dirigente (assina)
role-administrator = administrador
role-auditor = auditor
seat = { $role }, { $place }
seat-acting = {" "}(em substituição de { $name })
needs = Isto não faz parte das suas funções
needs-role = Isto cabe a: { $role }.

# Conta
account = A minha conta
account-seats = Funções de hoje
account-no-seat = Não exerce funções hoje. Contacte o administrador.
account-sessions = Onde tem sessão iniciada
account-way = Meio
account-agent = Navegador
account-begun = Desde
account-seen = Última utilização
account-here = (esta)
account-end-session = Terminar
account-passkeys = Chaves de acesso
account-passkeys-said = A chave de acesso fica no seu dispositivo e confirma-se por impressão digital, rosto ou código; o seu segredo nunca chega aqui.
account-passkey-name = Nome
account-made = Registada
account-used = Última utilização
account-never = nunca
account-add-passkey = Registar uma chave de acesso
account-passkey-failed = Não foi possível registar esta chave de acesso.
account-remove-passkey = Remover
account-password = Alterar a palavra-passe
account-old-password = Palavra-passe actual
account-new-password = Nova palavra-passe
account-password-hint = Doze caracteres ou mais, sem o nome de utilizador. Uma frase serve.
account-set-password = Definir a palavra-passe
account-wrong-password = Esta palavra-passe não está correcta.

# Formulários
form-optional = (facultativo)
form-faulty = Ainda não foi enviado: veja os campos assinalados abaixo.
form-missing = Preencha este campo.
form-too-long = É demasiado longo.
form-no-day = Indique uma data, por exemplo 2018-03-01.

# Funcionários
office = Funcionários
office-said = Os funcionários do nó desta parte, as suas funções e quem substitui quem. Nada disto faz parte do registo nem é enviado a outros.
office-name = Nome
office-sessions = Sessões
office-closed = encerrado
office-close = Encerrar
office-not-oneself = Não pode encerrar a sua própria conta.
office-appointments = Funções
office-seat = Função
office-time = Período
office-from-until = de { $from } até { $until }
office-open-end = data em aberto
office-to-come = por iniciar
office-holds = em exercício
office-over = terminada
office-end = Definir como último dia
office-none = Ainda nenhum.
office-new-officer = Novo funcionário
office-appoint = Nova função
office-password = Nova palavra-passe de alguém
office-sign-in-hint = Letras minúsculas, algarismos, . - _ @
office-taken = Este nome já está em uso.
office-language = Língua de correspondência
office-role = Papel
office-office = Unidade
office-post = Cargo
office-first-day = Primeiro dia
office-last-day = Último dia
office-ends-before = O último dia é anterior ao primeiro.
office-acting-for = Em substituição de
office-acting-for-nobody = ninguém
office-acting-hint = A substituição exige um último dia.
office-acting-other = Só se substitui o titular do mesmo papel que não esteja também em substituição.

# Auditoria
audit = Auditoria
audit-said = Quem iniciou sessão e quem enviou o quê, do mais recente para o mais antigo. Fica neste nó.
audit-at = Quando
audit-about = Sobre
deed-signed-in = iniciou sessão
deed-failed = falhou o início de sessão
deed-signed-out = terminou sessão
deed-changed-key = alterou palavra-passe ou chave
deed-kept-officers = alterou funcionários
deed-sent = enviou

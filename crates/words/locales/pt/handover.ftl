# Passagem de pasta
handover = Passagem de pasta
handover-said = O que espera, o que está em aberto, projectos e cargos no nó { DE($party) } ({ $day }), para quem assume. Não faz parte do registo e não vai para ninguém.
handover-print = Esta página pode ser impressa.
handover-drafts = Projectos em curso
handover-pass = Entregar a este funcionário
handover-holder = Quem continua
handover-posts = Cargos e substitutos
handover-keys = Cargos que assinam, segundo o registo
handover-no-keys = O registo ainda não contém nenhum.
office-succession = Serviços de ligação e a sua sucessão, segundo o registo
office-succession-said = Cada parte designa o seu; o serviço mantém-se, o nome muda.
office-held = O que este nó contém
office-held-said = As cópias fazem-se no nó com counterpart backup. O nó não guarda nota de quando uma foi provada por restauro: diga-o ao passar a pasta.
office-held-of = { $size } actos, { $held } deles em posse de todas

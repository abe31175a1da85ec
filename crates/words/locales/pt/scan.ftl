# Digitalizações
scan = Digitalização
scan-hint = PDF, JPEG, PNG ou TIFF, no máximo { $most } MB. O nome do ficheiro não é guardado.
scan-there = Há uma digitalização anexa (código { $digest }); outro ficheiro toma o seu lugar.
scan-drop = Não juntar esta digitalização
scan-size = { $kilobytes } kB
scan-file = Digitalização ({ $kind }, { $size })
scan-checked = { $kind }, { $size }, código de verificação { $digest }
scan-too-large = O ficheiro é demasiado grande e não foi anexado. Reduza-o e escolha-o de novo.
scan-no-kind = Não é um ficheiro PDF, JPEG, PNG ou TIFF; não foi anexado.
scan-gone = A digitalização já não está aqui. Escolha-a de novo.
readers-own-side = só o lado { DE($by) }
readers-parties = { O($by) } e { O($to) }

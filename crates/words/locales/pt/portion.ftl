portion-label = Partes desta lista
portion-said = { $from } a { $until } de { $count }
portion-before = Parte anterior
portion-after = Parte seguinte
portion-more = e mais { $count }

//! One party's machine without sockets and clock: its journal, its fold, its side of the exchange, and what it writes by itself.

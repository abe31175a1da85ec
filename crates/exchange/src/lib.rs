//! The protocol between nodes, without sockets, clock or disk: it takes what arrived and says what must be done.

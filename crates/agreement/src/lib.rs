//! The rules of an agreement between governments: what was agreed, held against what was done.

//! One party's counterpart of the record: bytes to acts and back, what was seen by whom, and one fold for all logs.

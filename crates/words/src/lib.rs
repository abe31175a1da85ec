//! Message keys of the engine, said in zh-Hant, zh-Hans, English and Portuguese.

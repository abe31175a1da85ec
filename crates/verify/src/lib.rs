//! Checks a whole counterpart again, with no node and no network.

//! The journal, the signed head and the blobs of one counterpart, on a disk that may fail.

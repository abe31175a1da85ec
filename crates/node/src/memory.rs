//! Memory that the allocator keeps although the program has freed it.
//!
//! The system's allocator on Linux gives back only what lies at the end of its heap. A node that has put away what rests would
//! else go on holding the most that it ever needed.

/// Gives free memory back to the system, where that has to be asked for. It stops the other threads for some milliseconds: only for a node
/// at rest.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "the system offers it through C only")]
pub fn give_back() {
    // SAFETY: it takes no pointer, and may be called at any time from any thread (malloc_trim(3)).
    unsafe { libc::malloc_trim(0) };
}

/// Other systems' allocators give back by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn give_back() {}

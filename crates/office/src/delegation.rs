//! The delegation of this side to a meeting. It is this side's own: the record holds which parties attended, and nobody's name.

/// Somebody in the delegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegate {
    /// The number in the office's book.
    pub id: i64,
    /// The post, in this side's own words.
    pub post: String,
    /// The name.
    pub name: String,
}

/// Somebody to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDelegate {
    /// The post.
    pub post: String,
    /// The name.
    pub name: String,
}

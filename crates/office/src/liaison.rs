//! What the liaison office of a side keeps beside the record: by which posts each side is reached, and on which other lists its work stands.

/// A post by which a side is reached. It names no person: whoever holds the post answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Its number; 0 for one that is not kept yet.
    pub id: i64,
    /// The party, by its id.
    pub party: String,
    /// The office.
    pub office: String,
    /// The post.
    pub post: String,
    /// How it is reached: a number or an address.
    pub reach: String,
}

/// A list of another mechanism.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OtherList {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
}

/// That an item stands on another list too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlsoListed {
    /// Its number; 0 for one that is not kept yet.
    pub id: i64,
    /// The matter, by its name.
    pub matter: String,
    /// The item.
    pub item: u32,
    /// The other list.
    pub list: OtherList,
    /// The item's number there, as that list writes it.
    pub number: String,
    /// The own reference.
    pub reference: String,
}

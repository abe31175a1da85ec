//! A token: with it a program asks or acts for one officer, never for more than that officer may do, and until a day.

/// What a program may do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Read what the officer may read.
    Read,
    /// Also lay acts before the record that the officer may send.
    Act,
}

impl Scope {
    /// All of them, the narrowest first.
    pub const ALL: [Scope; 2] = [Scope::Read, Scope::Act];

    /// Its name in the database and in keys of words.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Read => "read",
            Scope::Act => "act",
        }
    }

    /// The scope of that name.
    pub fn named(name: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_found_by_its_name_alone() {
        for scope in Scope::ALL {
            assert_eq!(Scope::named(scope.name()), Some(scope));
        }
        assert_eq!(Scope::named("admin"), None);
    }
}

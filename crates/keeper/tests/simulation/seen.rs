//! What many runs came to, so that a test can see that the storms were strong enough.

use std::ops::AddAssign;

macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What was seen, in one run or many.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Seen { $($(#[$doc])* pub $name: u32,)* }

        impl Seen {
            /// All counts in one line.
            pub fn told(&self) -> String {
                [$(format!("{}={}", stringify!($name), self.$name)),*].join(" ")
            }
        }

        impl AddAssign for Seen {
            fn add_assign(&mut self, more: Seen) { $(self.$name += more.$name;)* }
        }
    };
}

counts! {
    acts, refused, opened, signed, voted, decided, dead, silent, voids,
    falls, jumps, restored, destroyed, damaged, flipped, copied, resumed, faces, forged, bundles,
    /// Logs whose two histories were proved.
    forks,
    /// Logs whose last leaves went with the only machine that had them.
    lost,
    /// Parties that went on in a new log.
    succeeded,
    /// Parties that entered another epoch.
    entered,
}

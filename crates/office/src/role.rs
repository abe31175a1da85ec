//! The roles at a node. A role says what somebody may do; the office and post say for whom.

/// What somebody is at a party's node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Of the party's liaison office (聯絡單位): lays the party's acts before the record.
    LiaisonOfficer,
    /// Of a department that does part of the work: reports on its own tasks.
    DepartmentOfficer,
    /// Signs for the party.
    Leader,
    /// Keeps officers, keys and backups; does nothing in the party's name.
    Administrator,
    /// Reads everything, and changes nothing.
    Auditor,
}

impl Role {
    /// All of them, in the order in which lists show them.
    pub const ALL: [Role; 5] = [Role::LiaisonOfficer, Role::DepartmentOfficer, Role::Leader, Role::Administrator, Role::Auditor];

    /// Its name in commands, files and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Role::LiaisonOfficer => "liaison_officer",
            Role::DepartmentOfficer => "department_officer",
            Role::Leader => "leader",
            Role::Administrator => "administrator",
            Role::Auditor => "auditor",
        }
    }

    /// The role of that name.
    pub fn named(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_found_by_its_own_name_alone() {
        for role in Role::ALL {
            assert_eq!(Role::named(role.name()), Some(role));
        }
        for name in ["", "Leader", "leader ", "superuser"] {
            assert_eq!(Role::named(name), None, "{name}");
        }
    }
}

//! Bundles: what another party lacks, sealed to its key, carried by hand; and what comes back.

use super::NodeFault;
use super::reach::Reach;
use crate::commands::Done;
use crate::errand::Errand;
use std::path::{Path, PathBuf};

/// What to do with a bundle.
#[derive(clap::Subcommand, Debug)]
pub enum BundleAction {
    /// Seal what a party is not known to hold
    Export {
        /// The party
        #[arg(long)]
        to: String,
        /// Everything, for a party that lost its record
        #[arg(long)]
        whole: bool,
        /// The file, which must not be there yet
        file: PathBuf,
    },
    /// Take a bundle in; again is no harm
    Import {
        /// The file
        file: PathBuf,
        /// Write the bundle that goes back to this file
        #[arg(long)]
        reply: Option<PathBuf>,
    },
}

/// `bundle export` and `bundle import`. The node itself reads and writes the files, so that nothing has to fit into memory.
pub fn bundle(reach: &Reach<'_>, action: &BundleAction) -> Result<Done, NodeFault> {
    // The node may run in another folder than the command.
    let absolute = |path: &Path| std::path::absolute(path).map_err(NodeFault::io(path));
    reach.done(match action {
        BundleAction::Export { to, whole, file } => Errand::Export { to: to.clone(), whole: *whole, file: absolute(file)? },
        BundleAction::Import { file, reply } => {
            Errand::Import { file: absolute(file)?, reply: reply.as_deref().map(absolute).transpose()? }
        }
    })
}

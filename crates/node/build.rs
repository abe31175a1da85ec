//! The shipped agreements and calendars are inside the program: a file more there is a reason to build it anew.

fn main() {
    for folder in ["agreements", "calendars"] {
        println!("cargo:rerun-if-changed=../../{folder}");
    }
}

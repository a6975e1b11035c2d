//! The public crate as a Rust user has it, without Python. Each value is compared with one that was found otherwise:
//! by hand, by a closed form, or by a library that is named with its version.

mod disclosure;
mod linfa;
mod nist;
mod regression;
mod road;
mod round_trip;
mod spread;
mod stop;

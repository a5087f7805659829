//! The program as a whole, from outside.

mod program;
#[cfg(unix)]
mod sandbox;
mod streams;
mod support;
mod transcripts;

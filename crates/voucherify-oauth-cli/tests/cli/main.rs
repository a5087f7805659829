//! The program as a whole, from outside.

mod support;
mod transcripts;

//! What the sandbox promises, seen from the other end of the socket.

#![expect(clippy::panic, clippy::unwrap_used, reason = "what helps a test may fail it")]

mod client;
mod faults;
mod keys;
mod lifecycle;
mod lifetime;
mod limits;
mod operations;
mod page;
mod recording;
mod resources;
mod shape;

//! The sockets.

mod body;
mod connection;
mod listen;
mod thread;

pub(crate) use listen::{Server, listen};

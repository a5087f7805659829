//! The sockets.

mod answer_body;
mod body;
mod connection;
mod listen;
mod thread;

pub(crate) use listen::{Server, listen};

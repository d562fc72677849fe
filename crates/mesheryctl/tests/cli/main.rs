//! Runs the built client as a user would: one file per subject.

mod config;
mod identity;
mod offline;
mod server;
mod support;
mod usage;

//! Runs the built client as a user would: one file per subject.

mod config;
mod fake;
mod identity;
mod login;
mod models;
mod offline;
mod server;
mod sign_in;
mod support;
mod token;
mod usage;

//! Ctrl-C, for what should be ended properly. Until somebody listens, it ends the program at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::exit::Exit;

/// Listens for Ctrl-C.
#[derive(Debug)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Begins to listen. The first signal is told by [`Interrupt::came`], the second ends the program.
    pub fn listen() -> Self {
        let came = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // In this order: the second signal finds what the first has set. Where the system refuses, signals
            // do what they did before.
            let ends =
                flag::register_conditional_shutdown(signal, Exit::Interrupted as i32, Arc::clone(&came));
            if ends.is_ok() {
                drop(flag::register(signal, Arc::clone(&came)));
            }
        }
        Self(came)
    }

    /// Tells whether the signal came.
    pub fn came(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

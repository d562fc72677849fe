//! Waits for an import, says how far it is, and cancels it on Ctrl-C.

use std::time::Duration;

use meshery_api::imports::{Job, JobProgress};
use meshery_client::{Answer, Client};

use crate::env::Env;
use crate::error::Error;
use crate::interrupt::Interrupt;
use crate::output::{Progress, size};

/// First and longest pause between two looks. Small imports are over at once, large ones take seconds.
const PAUSES: [Duration; 2] = [Duration::from_millis(10), Duration::from_millis(200)];

/// Waits until an import is over and returns it with its report.
///
/// # Errors
/// When it failed, was cancelled, or the server can't be reached any more.
pub fn wait(client: &Client, env: &Env, begun: Answer<Job>) -> Result<Answer<Job>, Error> {
    let mut answer = begun;
    let mut job = answer.read()?;
    let interrupt = Interrupt::listen();
    let mut progress = Progress::new();
    let [mut pause, longest] = PAUSES;
    let mut is_cancelled = false;
    while job.state == "running" {
        if interrupt.came() && !is_cancelled {
            is_cancelled = true;
            env.note("cancelling the import");
            client.imports().cancel(job.id)?;
        }
        progress.show(|| line(&job.progress));
        std::thread::sleep(pause);
        pause = longest.min(pause * 2);
        answer = client.imports().get(job.id)?;
        job = answer.read()?;
    }
    drop(progress);
    match (job.state.as_str(), job.problem.take()) {
        ("cancelled", _) => Err(Error::Cancelled { id: job.id.to_string() }),
        (_, Some(problem)) => Err(meshery_client::Error::Refused { problem: Box::new(problem) }.into()),
        _ => {
            if is_cancelled {
                env.note("it was over before it could be cancelled");
            }
            Ok(answer)
        }
    }
}

fn line(progress: &JobProgress) -> String {
    let JobProgress { stage, entries, bytes, models, components, relationships, failures } = progress;
    let mut line = format!(
        "{stage}: {entries} files, {}, {models} models, {components} components, {relationships} relationships",
        size(*bytes)
    );
    if *failures > 0 {
        line += &format!(", {failures} failures");
    }
    line
}

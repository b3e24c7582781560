//! Waits for jobs.

use crate::{
    api::jobs,
    client::{CallOptions, Client, Clock, Millis, Transport, report::readable},
    error::{Code, Error, Result},
    model::{
        JobId,
        job::{Job, JobStatus},
    },
    schema::Checked,
};

/// The pause before the second poll. Each further one is half as long again.
const POLL_PAUSE: Millis = 500;
/// The longest pause between two polls.
const LONGEST_POLL_PAUSE: Millis = 5_000;

impl<T: Transport, C: Clock> Client<T, C> {
    /// Polls a job until it is over, and returns it: finished, failed, stopped or canceled. The deadline of `options` applies
    /// to the whole wait; without one, the wait is unlimited.
    ///
    /// # Errors
    /// As for any call; `timeout` if the job is not over by the deadline.
    pub async fn wait(&self, id: &JobId, options: CallOptions) -> Result<Checked<Job>> {
        let until = options.deadline.map(|deadline| self.clock.steady().saturating_add(deadline));
        let left = |now: Millis| until.map(|until| until.saturating_sub(now));
        let (call, mut pause, mut reads, mut status) = (jobs::get(id), POLL_PAUSE, 0, String::new());
        loop {
            let options = CallOptions { deadline: left(self.clock.steady()), ..options };
            let reply = self.call(&call, options).await.and_then(readable);
            let left = left(self.clock.steady());
            match reply {
                Ok(job) => {
                    reads += 1;
                    let member = job.object().members().find(|member| member.field.name == Job::STATUS);
                    status = member.and_then(|status| status.text()).unwrap_or_else(|| "unknown".into());
                    if JobStatus::is_final(&status) {
                        return Ok(job);
                    }
                }
                // The deadline has come during a later poll, or before it: a timer can be late.
                Err(error) if error.code == Code::Timeout && reads > 0 && left == Some(0) => {}
                Err(mut error) => {
                    error.attempts += reads;
                    return Err(error);
                }
            }
            if left.is_some_and(|left| left < POLL_PAUSE) {
                let words =
                    ["The job did not finish in time: it is `", &status, "`. Wait again with its id."];
                let mut error = Error::new(Code::Timeout, words.concat());
                error.attempts = reads;
                return Err(error);
            }
            // Shorter ones before the deadline: the job may end in the rest of it.
            self.clock.sleep(left.map_or(pause, |left| pause.min(left / 2))).await;
            pause = (pause * 3 / 2).min(LONGEST_POLL_PAUSE);
        }
    }
}

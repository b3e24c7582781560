//! Waiting for a job ends as soon as the job is over.

use seax_dialer::{
    client::CallOptions,
    error::{Code, Result},
    model::{JobId, job::JobStatus},
};

use crate::{
    harness::{Bench, config, failure},
    transport::Answer,
};

const ID: &str = "448ea794-0368-4604-a56f-f2350229d9e5";

fn job(status: &str) -> Answer {
    Answer::reply(201, format!(r#"{{"job_id": "{ID}", "status": "{status}", "result": {{"imported": 3}}}}"#))
}

fn wait(bench: &Bench, deadline: Option<u64>) -> Result<JobStatus> {
    let options = CallOptions { deadline, ..CallOptions::default() };
    let job = bench.time.run(bench.client.wait(&JobId::new(ID).expect("an id"), options));
    assert_eq!((bench.wire.open(), bench.time.timers()), (0, 0), "nothing is left behind");
    job.map(|job| job.read().expect("a job").status.expect("it has one"))
}

#[test]
fn a_job_is_read_until_it_is_over() {
    for (word, status) in [
        ("finished", JobStatus::Finished),
        ("failed", JobStatus::Failed),
        ("stopped", JobStatus::Stopped),
        ("canceled", JobStatus::Canceled),
    ] {
        let bench = Bench::new([job("queued"), job("started"), job("a_new_word"), job(word)]);
        assert_eq!(wait(&bench, None).ok(), Some(status));
        assert_eq!(bench.waits(), [500, 750, 1_125]);
    }
}

#[test]
fn a_job_that_takes_long_is_read_every_five_seconds() {
    let mut answers: Vec<_> = (0..30).map(|_| job("started")).collect();
    answers.push(job("finished"));
    let bench = Bench::new(answers);
    wait(&bench, None).expect("it ends");
    assert_eq!(bench.waits().last(), Some(&5_000));
}

#[test]
fn a_deadline_ends_the_wait_and_says_how_the_job_stands() {
    let bench = Bench::new((0..10).map(|_| job("started")));
    let error = failure(wait(&bench, Some(3_000)), Code::Timeout, None);
    assert!(error.message.contains("`started`"), "{}", error.message);
    assert!(bench.time.passed() <= 3_000, "{} ms", bench.time.passed());
    assert_eq!(error.attempts as usize, bench.wire.sent().len());
}

#[test]
fn a_job_without_a_status_is_not_over() {
    let unknown = || Answer::reply(200, format!("{{\"job_id\":\"{ID}\",\"status\":null}}"));
    let bench = Bench::new([unknown(), unknown(), job("finished")]);
    assert_eq!(wait(&bench, None).ok(), Some(JobStatus::Finished));
    let bench = Bench::new((0..10).map(|_| unknown()));
    let error = failure(wait(&bench, Some(3_000)), Code::Timeout, None);
    assert!(error.message.contains("`unknown`"), "{}", error.message);
}

#[test]
fn a_wait_looks_until_shortly_before_its_deadline() {
    let ending_at =
        |end| Bench::with(config(), 1, move |sent| job(if sent.at < end { "started" } else { "finished" }));
    for (deadline, end) in [(1_000, 500), (1_000, 750), (10_000, 8_000), (60_000, 59_500)] {
        let bench = ending_at(end);
        assert_eq!(wait(&bench, Some(deadline)).ok(), Some(JobStatus::Finished), "{deadline} ms");
        let bench = ending_at(u64::MAX);
        failure(wait(&bench, Some(deadline)), Code::Timeout, None);
        assert!(bench.time.passed() <= deadline, "{} ms", bench.time.passed());
        assert!(bench.wire.sent().len() < 30, "{} requests", bench.wire.sent().len());
    }
}

#[test]
fn a_job_that_is_not_utf8_ends_the_wait() {
    let bytes =
        [b"{\"job_id\": \"", ID.as_bytes(), b"\", \"status\": \"failed\", \"error_msg\": \"\xE9\"}"].concat();
    let bench = Bench::new([job("started"), Answer::reply(200, bytes)]);
    assert_eq!(failure(wait(&bench, None), Code::MalformedReply, None).attempts, 2);
}

#[test]
fn a_deadline_that_comes_during_a_reading_says_how_the_job_stands() {
    let bench = Bench::new([job("started"), Answer::silence()]);
    let error = failure(wait(&bench, Some(3_000)), Code::Timeout, None);
    assert!(error.message.contains("`started`"), "{}", error.message);
    assert_eq!(bench.time.passed(), 3_000, "the deadline is that of the wait, not of each reading");
    let bench = Bench::new([Answer::silence()]);
    let error = failure(wait(&bench, Some(3_000)), Code::Timeout, None);
    assert!(!error.message.contains("job"), "nothing is known of it: {}", error.message);
}

#[test]
fn a_reading_that_fails_for_now_is_made_again() {
    let bench = Bench::new([job("started"), Answer::reply(503, ""), Answer::broken(), job("finished")]);
    assert_eq!(wait(&bench, None).ok(), Some(JobStatus::Finished));
    let bench = Bench::new([job("started"), Answer::reply(404, "")]);
    failure(wait(&bench, None), Code::NotFound, Some(404));
}

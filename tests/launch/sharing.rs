//! Concurrent calls with one ticket on one client: one launch.

use std::future::pending;
use std::pin::Pin;

use futures_util::future::{join, join3};
use futures_util::stream::{FuturesUnordered, StreamExt};
use seax_dialer::{
    client::{LaunchOptions, Outcome, Receipt},
    error::{Code, Result},
    model::launch::Ticket,
};

use crate::{
    faults::Create,
    scene::{MINUTE, Scene, failed, id},
    server::Keeps,
};

#[test]
fn a_call_with_the_ticket_of_a_launch_under_way_gets_its_outcome() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let options = scene.options();
    let second = async {
        scene.world.time.sleep(50).await;
        let options = scene.resuming(true);
        scene.launching(&options, pending()).await
    };
    let (first, second) = scene.world.time.finish(join(scene.launching(&options, pending()), second));
    let (first, second) = (first.unwrap(), second.unwrap());
    assert_eq!((first.outcome, second.outcome), (Outcome::Created, Outcome::Created));
    assert_eq!(id(&first.campaign), id(&second.campaign));
    assert_eq!((scene.creates(), scene.reads()), (1, 2));
}

#[test]
fn three_that_send_again_at_once_send_once() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Good]);
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    let options = scene.resuming(true);
    let launch = || scene.launching(&options, pending());
    let (one, two, three) = scene.world.time.finish(join3(launch(), launch(), launch()));
    assert!([one, two, three].into_iter().all(|outcome| outcome.is_ok()));
    assert_eq!(scene.creates(), 2);
}

#[test]
fn when_the_first_gives_up_the_next_goes_on_by_looking() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Late(5_000)]);
    let options = scene.options();
    let second = async {
        scene.world.time.sleep(50).await;
        let options = scene.resuming(true);
        scene.launching(&options, pending()).await
    };
    // Each future is polled only when it is woken.
    let apart = FuturesUnordered::<Pin<Box<dyn Future<Output = Result<Receipt>> + '_>>>::new();
    apart.push(Box::pin(scene.launching(&options, scene.abort(80))));
    apart.push(Box::pin(second));
    let mut outcomes = scene.world.time.finish(apart.collect::<Vec<_>>()).into_iter();
    failed(outcomes.next().unwrap(), Code::LaunchUnconfirmed);
    assert_eq!((outcomes.next().unwrap().unwrap().outcome, scene.creates()), (Outcome::Found, 1));
}

#[test]
fn an_older_copy_of_a_ticket_that_was_sent_again_does_not_send_it_a_third_time() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Late(5 * MINUTE)]);
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    let older = scene.resuming(true);
    failed(scene.launch(&older).0, Code::LaunchUnconfirmed);
    failed(scene.launch(&older).0, Code::LaunchUnconfirmed);
    assert_eq!(scene.creates(), 2);
    scene.world.time.pass(5 * MINUTE);
    assert_eq!(scene.launch(&older).0.unwrap().outcome, Outcome::Found);
}

#[test]
fn an_error_never_carries_an_older_copy_of_a_ticket_than_was_sent_last() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Silence]);
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    let older = scene.resuming(true);
    let first = scene.launching(&older, scene.abort(2_000));
    let second = scene.launching(&older, scene.abort(3_000));
    let (first, second) = scene.world.time.finish(join(first, second));
    let stored = scene.world.stored.borrow().clone();
    assert_ne!(stored, older.ticket);
    let sent_at = |ticket: Option<Ticket>| ticket.unwrap().sent_at;
    let last = sent_at(stored);
    assert_eq!(sent_at(failed(first, Code::LaunchUnconfirmed).ticket), last);
    match second {
        Ok(receipt) => assert_eq!(sent_at(receipt.ticket), last),
        Err(error) => assert_eq!(sent_at(error.ticket), last),
    }
}

#[test]
fn every_call_that_shares_a_launch_gets_its_ticket() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost]);
    let options = LaunchOptions { key: Some(scene.client.key_for("survey").unwrap()), ..scene.options() };
    let launch = || scene.launching(&options, pending());
    let (first, second) = scene.world.time.finish(join(launch(), launch()));
    let tickets = [first, second].map(|outcome| failed(outcome, Code::LaunchUnconfirmed).ticket);
    assert!(tickets[0].is_some());
    assert_eq!(tickets[0], tickets[1]);
}

#[test]
fn an_older_copy_of_a_ticket_counts_with_the_campaign_that_the_server_has_named_since() {
    let creates = [Create::Lost, Create::Odd("VOICE_DROP=>AI_AGENT"), Create::Status(422)];
    let scene = Scene::new(Keeps::Nowhere, &creates);
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    let older = scene.resuming(true);
    scene.world.network.borrow_mut().slow = 1_000;
    // After the lookup and the sending, nothing can be read.
    let lock = async {
        scene.world.time.sleep(1_050).await;
        scene.world.network.borrow_mut().locked = true;
    };
    let (outcome, ()) = scene.world.time.finish(join(scene.launching(&older, pending()), lock));
    let error = failed(outcome, Code::LaunchUnconfirmed);
    assert_eq!((error.candidates.len(), scene.creates()), (1, 2));
    assert_eq!(error.ticket.as_ref().and_then(|ticket| ticket.candidates.as_ref()), Some(&error.candidates));
    scene.world.network.borrow_mut().locked = false;
    // What becomes of another launch makes no difference.
    failed(scene.launch(&LaunchOptions { verify: false, ..scene.options() }).0, Code::Unprocessable);
    let receipt = scene.launch(&older).0.unwrap();
    assert_eq!((receipt.outcome, id(&receipt.campaign)), (Outcome::Found, error.candidates[0].clone()));
}

#[test]
fn two_launches_of_one_draft_have_a_ticket_each() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Lost, Create::Good]);
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    let first = scene.resuming(false);
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    scene.launch(&scene.resuming(true)).0.unwrap();
    let error = failed(scene.launch(&first).0, Code::LaunchUnconfirmed);
    assert_eq!(error.ticket, first.ticket);
}

//! A launch that resumes from a stored ticket.

use seax_dialer::{
    client::{LaunchOptions, Outcome},
    error::{CampaignState, Code},
    model::launch::{Ticket, TicketKey},
};

use crate::{
    faults::Create,
    scene::{MINUTE, Scene, failed},
    server::{Keeps, Server},
    world::{NAME, draft_with},
};

/// A scene after a launch with an unknown outcome.
fn unconfirmed(keeps: Keeps, first: Create, then: &[Create]) -> Scene {
    let scene = Scene::new(keeps, &[&[first], then].concat());
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    scene
}

#[test]
fn a_ticket_finds_what_came_of_it_later() {
    let scene = unconfirmed(Keeps::Everywhere, Create::Late(8 * MINUTE), &[]);
    scene.world.time.pass(9 * MINUTE);
    let receipt = scene.launch(&scene.resuming(true)).0.unwrap();
    assert_eq!((receipt.outcome, receipt.attempts, scene.creates()), (Outcome::Found, 0, 1));
}

#[test]
fn an_error_counts_how_often_its_own_launch_sent_the_draft_and_no_reads() {
    let scene = unconfirmed(Keeps::Everywhere, Create::Lost, &[]);
    for busy in [None, Some(3_600)] {
        scene.world.network.borrow_mut().busy.extend(busy);
        let error = failed(scene.launch(&scene.resuming(false)).0, Code::LaunchUnconfirmed);
        assert_eq!((error.attempts, scene.creates()), (0, 1), "{busy:?}");
    }
    let scene = Scene::new(Keeps::Everywhere, &[Create::Later(1), Create::Lost]);
    let error = failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    assert_eq!((error.attempts, scene.creates()), (2, 2));
}

#[test]
fn before_the_horizon_nothing_is_sent_again_and_the_error_says_how_long_that_is() {
    let scene = unconfirmed(Keeps::Everywhere, Create::Lost, &[Create::Good]);
    scene.world.time.pass(5 * MINUTE);
    let error = failed(scene.launch(&scene.resuming(true)).0, Code::LaunchUnconfirmed);
    assert_eq!(scene.creates(), 1);
    let left = error.retry_after_ms.unwrap();
    assert!((10 * MINUTE..12 * MINUTE).contains(&left), "{left}");
    scene.world.time.pass(left);
    assert_eq!(scene.launch(&scene.resuming(true)).0.unwrap().outcome, Outcome::Created);
}

#[test]
fn the_horizon_is_that_of_the_edge_if_it_says_that_the_server_is_slower() {
    let scene = unconfirmed(Keeps::Everywhere, Create::Lost, &[Create::Good]);
    scene.client.session().commit_delay.set(60 * MINUTE);
    scene.world.time.pass(18 * MINUTE);
    let error = failed(scene.launch(&scene.resuming(true)).0, Code::LaunchUnconfirmed);
    assert_eq!((error.campaign_state, scene.creates()), (Some(CampaignState::Unknown), 1));
    let left = error.retry_after_ms.unwrap();
    assert!((47 * MINUTE..50 * MINUTE).contains(&left), "{left}");
    // Less than the caller's own assumption changes nothing.
    scene.client.session().commit_delay.set(1_000);
    assert_eq!(scene.launch(&scene.resuming(true)).0.unwrap().outcome, Outcome::Created);
}

#[test]
fn after_the_horizon_it_is_sent_again_only_when_the_caller_says_so() {
    let scene = unconfirmed(Keeps::Everywhere, Create::Lost, &[Create::Good]);
    let first = scene.world.stored.borrow().clone().unwrap();
    scene.world.time.pass(18 * MINUTE);

    let (outcome, took) = scene.launch(&scene.resuming(false));
    let error = failed(outcome, Code::LaunchUnconfirmed);
    assert!(error.message.contains("`allowResend: true`") && took < 1_000, "one look is enough: {error}");

    let receipt = scene.launch(&scene.resuming(true)).0.unwrap();
    assert_eq!((receipt.outcome, scene.creates()), (Outcome::Created, 2));
    let second = receipt.ticket.unwrap();
    assert_eq!(second.key, first.key);
    assert!(second.sent_at >= first.sent_at + 18 * MINUTE, "the horizon begins anew");
    assert_eq!(*scene.world.stored.borrow(), Some(Ticket { campaign_id: None, ..second }));
}

#[test]
fn where_the_server_drops_the_key_a_campaign_that_was_renamed_is_not_recognized() {
    for (name, wanted, creates) in
        [(NAME, Err(Code::LaunchUnconfirmed), 1), ("Other", Ok(Outcome::Created), 2)]
    {
        let scene = unconfirmed(Keeps::Nowhere, Create::Late(8 * MINUTE), &[Create::Good]);
        scene.world.time.pass(18 * MINUTE);
        let key = scene.world.stored.borrow().clone().unwrap().key;
        for id in scene.world.server.made_by(key.as_str()) {
            scene.world.server.change(&id, |campaign| campaign.name = name.to_owned());
        }
        let outcome = scene.launch(&scene.resuming(true)).0;
        let outcome = outcome.map(|receipt| receipt.outcome).map_err(|error| error.code);
        assert_eq!((outcome, scene.creates()), (wanted, creates), "{name}");
    }
}

#[test]
fn a_likeness_that_cannot_be_told_apart_keeps_it_from_being_sent_again() {
    let scene = unconfirmed(Keeps::Everywhere, Create::Lost, &[Create::Good]);
    let now = scene.world.time.now();
    scene.world.server.make(NAME, None, now, now);
    scene.world.time.pass(18 * MINUTE);
    let error = failed(scene.launch(&scene.resuming(true)).0, Code::LaunchUnconfirmed);
    assert_eq!((error.candidates.len(), scene.creates()), (1, 1));
}

#[test]
fn a_campaign_with_another_key_is_no_obstacle() {
    let scene = unconfirmed(Keeps::Everywhere, Create::Lost, &[Create::Good]);
    let now = scene.world.time.now();
    scene.world.server.make(NAME, Some("0197a5c0-0000-7000-8000-000000000001"), now, now);
    scene.world.time.pass(18 * MINUTE);
    assert_eq!(scene.launch(&scene.resuming(true)).0.unwrap().outcome, Outcome::Created);
}

#[test]
fn a_ticket_with_a_time_that_cannot_be_is_refused() {
    let scene = unconfirmed(Keeps::Everywhere, Create::Lost, &[Create::Good]);
    scene.world.time.pass(18 * MINUTE);
    let reads = scene.reads();
    let right = scene.resuming(true).ticket.unwrap();
    for sent_at in [0, right.sent_at / 1_000, right.sent_at - 6 * MINUTE, scene.world.clock() + 6 * MINUTE] {
        let options =
            LaunchOptions { ticket: Some(Ticket { sent_at, ..right.clone() }), ..scene.resuming(true) };
        let error = failed(scene.launch(&options).0, Code::InvalidArgument);
        assert_eq!(error.path.as_deref(), Some("ticket.sent_at"));
        assert_eq!(error.campaign_state, Some(CampaignState::Unknown));
    }
    assert_eq!((scene.creates(), scene.reads()), (1, reads));
    // The clocks of processes that share a ticket may be five minutes apart.
    let with = |sent_at| {
        let ticket = Ticket { sent_at, ..right.clone() };
        scene.launch(&LaunchOptions { ticket: Some(ticket), ..scene.resuming(true) }).0
    };
    failed(with(scene.world.clock() + 5 * MINUTE), Code::LaunchUnconfirmed);
    assert_eq!(with(right.sent_at - 5 * MINUTE).unwrap().outcome, Outcome::Created);
}

#[test]
fn a_ticket_of_a_machine_whose_clock_is_ahead_finds_its_campaign_on_another() {
    let scene = unconfirmed(Keeps::Everywhere, Create::Lost, &[]);
    let (now, ahead) = (scene.world.time.now(), scene.world.clock() + 180 * MINUTE);
    let right = scene.resuming(false).ticket.unwrap();
    let key = TicketKey::new(ahead, [7; 10]);
    scene.world.server.make(NAME, Some(key.as_str()), now, now);
    let options = |sent_at| {
        let ticket = Ticket { key: key.clone(), sent_at, ..right.clone() };
        LaunchOptions { ticket: Some(ticket), ..scene.resuming(false) }
    };
    assert_eq!(scene.launch(&options(ahead)).0.unwrap().outcome, Outcome::Found);
    // Its key does not say so much.
    failed(scene.launch(&options(ahead + 6 * MINUTE)).0, Code::InvalidArgument);
}

#[test]
fn a_machine_whose_clock_is_ahead_does_not_send_again_what_may_still_take_effect() {
    let scene = unconfirmed(Keeps::Everywhere, Create::Late(10 * MINUTE), &[Create::Good]);
    scene.world.time.pass(7 * MINUTE + 10_000);
    scene.world.skew.set(5 * MINUTE as i64 - 1);
    failed(scene.launch(&scene.resuming(true)).0, Code::LaunchUnconfirmed);
    scene.world.time.pass(3 * MINUTE);
    assert_eq!(scene.launch(&scene.resuming(true)).0.unwrap().outcome, Outcome::Found);
    assert_eq!(scene.creates(), 1);
}

#[test]
fn a_ticket_of_another_draft_is_a_conflict_and_nothing_is_sent() {
    let scene = unconfirmed(Keeps::Everywhere, Create::Lost, &[]);
    let (options, reads) = (scene.resuming(true), scene.reads());
    let draft = draft_with(r#""max_dialers":3,"#);
    let store = async |ticket: &Ticket| scene.store(ticket).await;
    let launch = scene.client.launch(&draft, &options, store, std::future::pending());
    let error = failed(scene.world.time.finish(launch), Code::Conflict);
    assert_eq!(error.ticket, options.ticket);
    assert_eq!((scene.creates(), scene.reads()), (1, reads));
}

#[test]
fn two_campaigns_with_one_key_are_both_named() {
    let scene = unconfirmed(Keeps::Everywhere, Create::Lost, &[]);
    let (now, ticket) = (scene.world.time.now(), scene.world.stored.borrow().clone().unwrap());
    for _ in 0..2 {
        scene.world.server.make(NAME, Some(ticket.key.as_str()), now, now);
    }
    let error = failed(scene.launch(&scene.resuming(false)).0, Code::LaunchedTwice);
    assert_eq!(error.candidates.len(), 2);
    assert_eq!(error.ticket, Some(ticket));
}

#[test]
fn a_list_in_another_order_is_read_to_its_end_before_anything_is_sent_again() {
    let mut server = Server::new(Keeps::Everywhere, 2);
    server.sorts = false;
    let scene = Scene::with(server, &[Create::ReplyLost, Create::Good]);
    let now = scene.world.time.now();
    for age in 1..6 {
        scene.world.server.make("Other", None, now - age * 200_000_000, 0);
    }
    assert_eq!(scene.launch(&scene.options()).0.unwrap().outcome, Outcome::Found);
}

#[test]
fn a_look_that_began_before_the_horizon_does_not_prove_that_nothing_came() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Late(10 * MINUTE - 100), Create::Good]);
    let (options, draft) = (scene.options(), draft_with(""));
    let slow = async |ticket: &Ticket| {
        scene.world.time.sleep(2 * MINUTE - 500).await;
        scene.store(ticket).await
    };
    let launch = scene.client.launch(&draft, &options, slow, std::future::pending());
    let error = failed(scene.world.time.finish(launch), Code::LaunchUnconfirmed);
    scene.world.time.pass(error.retry_after_ms.unwrap() - 2_900);
    scene.world.network.borrow_mut().slow = 4_000;
    let receipt = scene.launch(&scene.resuming(true)).0.unwrap();
    assert_eq!((receipt.outcome, scene.creates()), (Outcome::Found, 1));
}

#[test]
fn an_older_campaign_of_the_same_name_is_no_obstacle_once_a_key_proves_the_servers_clock_right() {
    const HOUR: u64 = 60 * MINUTE;
    for (age, others, outcome) in [
        (27 * HOUR, &[][..], Err(Code::LaunchUnconfirmed)),
        (27 * HOUR, &[0], Ok(Outcome::Created)),
        // No time zone explains that a campaign was created so long before its key.
        (27 * HOUR, &[27 * HOUR], Err(Code::LaunchUnconfirmed)),
        (27 * HOUR, &[0, 27 * HOUR], Err(Code::LaunchUnconfirmed)),
        (HOUR, &[0], Err(Code::LaunchUnconfirmed)),
    ] {
        let scene = unconfirmed(Keeps::Everywhere, Create::Lost, &[Create::Good]);
        let now = scene.world.time.now();
        scene.world.server.make(NAME, None, now - age, 0);
        for behind in others {
            let key = TicketKey::new(now, [7; 10]);
            scene.world.server.make("Other", Some(key.as_str()), now - behind, 0);
        }
        scene.world.time.pass(18 * MINUTE);
        let told = scene.launch(&scene.resuming(true)).0;
        let told = told.map(|receipt| receipt.outcome).map_err(|error| error.code);
        assert_eq!(told, outcome, "{age} {others:?}");
    }
}

#[test]
fn a_second_campaign_that_was_created_two_minutes_before_the_first_is_told_of() {
    let scene = Scene::with(Server::new(Keeps::Everywhere, 2), &[Create::Lost]);
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    let (server, now) = (&scene.world.server, scene.world.time.now());
    let key = scene.resuming(false).ticket.unwrap().key;
    // A page ends between two campaigns of the same time.
    for (name, key, made) in
        [(NAME, Some(key.as_str()), now), ("Other", None, now), (NAME, Some(key.as_str()), now + 2 * MINUTE)]
    {
        server.make(name, key, made, made);
    }
    scene.world.time.pass(3 * MINUTE);
    let error = failed(scene.launch(&scene.resuming(false)).0, Code::LaunchedTwice);
    assert_eq!(error.candidates.len(), 2);
}

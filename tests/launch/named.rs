//! Tickets that name their campaign: what became of it, where it is recorded, and what it does not say of later launches.

use std::cell::{Cell, RefCell};
use std::future::pending;

use seax_dialer::{
    client::{Client, LaunchOptions, Outcome},
    error::{CampaignState, Code},
    model::CampaignId,
};

use crate::{
    faults::{Create, Network},
    scene::{MINUTE, Scene, failed, id},
    server::Keeps,
    stores::{Late, Memory, Numbered},
    world::{Watch, Wire, draft, draft_with},
};

/// A launch with a store, and its campaign.
fn launched(store: &Memory) -> (Scene, LaunchOptions, CampaignId) {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good, Create::Good]);
    let options = LaunchOptions { allow_resend: true, ..scene.keyed("survey") };
    let made = id(&scene.stored(&options, "", store).unwrap().campaign);
    (scene, options, made)
}

#[test]
fn a_deleted_campaign_is_not_launched_again_with_its_key() {
    let store = Memory::default();
    let (scene, options, made) = launched(&store);
    assert_eq!(store.0.borrow().first().and_then(|ticket| ticket.campaign_id.clone()), Some(made.clone()));
    scene.world.server.take(made.as_str(), scene.world.time.now(), true);
    for pause in [0, 18 * MINUTE, 23 * 60 * MINUTE] {
        scene.world.time.pass(pause);
        let error = failed(scene.stored(&options, "", &store), Code::Conflict);
        assert_eq!(error.campaign_state, Some(CampaignState::Exists));
        assert_eq!(error.candidates.first(), Some(&made));
        let advises = error.message.contains("with another key");
        assert_eq!(advises, pause > 0, "whether it was deleted is certain only later: {error}");
    }
    // Nor does it help to say that the campaign is another one.
    let unrelated = LaunchOptions { unrelated: vec![made.clone()], ..options };
    failed(scene.stored(&unrelated, "", &store), Code::Conflict);
    assert_eq!((scene.creates(), store.0.borrow().len()), (1, 1));
}

#[test]
fn a_campaign_that_became_a_draft_or_was_renamed_is_found_by_the_stored_ticket() {
    let store = Memory::default();
    let (scene, options, made) = launched(&store);
    scene.world.server.take(made.as_str(), scene.world.time.now(), false);
    scene.world.server.change(made.as_str(), |campaign| campaign.name = "Stopped".into());
    for pause in [0, 18 * MINUTE] {
        scene.world.time.pass(pause);
        let receipt = scene.stored(&options, "", &store).unwrap();
        assert_eq!((receipt.outcome, id(&receipt.campaign)), (Outcome::Found, made.clone()));
    }
    assert_eq!(scene.creates(), 1);
}

#[test]
fn the_ticket_of_a_receipt_is_not_sent_again_after_its_campaign_was_deleted() {
    for create in [Create::Good, Create::ReplyLost] {
        let scene = Scene::new(Keeps::Everywhere, &[create, Create::Good]);
        let receipt = scene.launch(&scene.options()).0.unwrap();
        let made = id(&receipt.campaign);
        scene.world.server.take(made.as_str(), scene.world.time.now(), true);
        scene.world.time.pass(18 * MINUTE);
        let options = LaunchOptions { ticket: receipt.ticket, allow_resend: true, ..scene.options() };
        assert_eq!(failed(scene.anew(&options), Code::Conflict).candidates, [made]);
        assert_eq!(scene.creates(), 1);
    }
}

#[test]
fn a_client_remembers_what_a_key_has_created_without_a_store() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good, Create::Good]);
    let options = scene.keyed("survey");
    let made = id(&scene.launch(&options).0.unwrap().campaign);
    scene.world.server.take(made.as_str(), scene.world.time.now(), true);
    scene.world.time.pass(MINUTE);
    failed(scene.launch(&options).0, Code::Conflict);
    assert_eq!(scene.creates(), 1);
}

#[test]
fn what_became_of_a_campaign_says_nothing_of_a_later_one_with_its_key() {
    for (deleted, create) in [
        (true, Create::Status(422)),
        (true, Create::ReplyLost),
        (false, Create::Status(422)),
        (false, Create::ReplyLost),
    ] {
        let scene = Scene::new(Keeps::Everywhere, &[Create::Good, create]);
        let options = scene.keyed("survey");
        let made = id(&scene.launch(&options).0.unwrap().campaign);
        scene.world.server.take(made.as_str(), scene.world.time.now(), deleted);
        scene.world.time.pass(18 * MINUTE);
        match scene.launch(&options).0 {
            Ok(receipt) => assert_ne!(id(&receipt.campaign), made, "{deleted}, {create:?}"),
            Err(error) => {
                let expected = (Code::Unprocessable, Some(CampaignState::None));
                assert_eq!((error.code, error.campaign_state), expected, "{deleted}, {create:?}: {error}");
            }
        }
        assert_eq!(scene.creates(), 2);
    }
}

#[test]
fn a_look_that_fails_leaves_no_doubt_about_a_campaign_that_the_ticket_names() {
    let store = Memory::default();
    let (scene, keyed, made) = launched(&store);
    let ticket = store.0.borrow().first().cloned();
    let resuming = LaunchOptions { ticket, ..scene.resuming(false) };
    let draft = draft();
    for (options, aborts) in [(&keyed, false), (&keyed, true), (&resuming, false), (&resuming, true)] {
        scene.expect(options);
        scene.world.network.replace(Network { slow: 1_000, locked: !aborts, ..Network::calm() });
        let abort = scene.abort(if aborts { 500 } else { 10 * MINUTE });
        let client = scene.world.client();
        let error = failed(
            scene.world.time.finish(client.launch(&draft, options, &store, abort)),
            Code::LaunchUnconfirmed,
        );
        assert_eq!(
            (error.campaign_state, &*error.candidates),
            (Some(CampaignState::Exists), &[made.clone()][..])
        );
        assert_eq!((error.retry_after_ms, error.attempts), (None, 0));
        assert_eq!(error.ticket.and_then(|ticket| ticket.campaign_id), Some(made.clone()));
        let rest = if aborts { "The launch was aborted. To" } else { "The token could not be had. To" };
        let told = ["The campaign ", made.as_str(), " was created. ", rest].concat();
        assert!(error.message.starts_with(&told), "{}", error.message);
    }
    assert_eq!(scene.creates(), 1);
}

#[test]
fn a_look_that_fails_leaves_the_campaigns_that_the_server_has_named() {
    // The response names the launch's campaign, but with another type.
    let scene = Scene::new(Keeps::Nowhere, &[Create::Odd("VOICE_DROP=>AI_AGENT")]);
    scene.world.network.borrow_mut().slow = 1_000;
    let outcome = scene.world.time.finish(scene.launching(&scene.options(), scene.abort(500)));
    let named = failed(outcome, Code::LaunchUnconfirmed).candidates;
    assert_eq!(named.len(), 1);
    scene.world.network.borrow_mut().locked = true;
    let error = failed(scene.launch(&scene.resuming(true)).0, Code::LaunchUnconfirmed);
    assert_eq!((error.campaign_state, &error.candidates), (Some(CampaignState::Unknown), &named));
    assert!(error.message.contains("(`candidates`). Nothing is sent while one of them"), "{error}");
    let options = LaunchOptions { unrelated: named, ..scene.resuming(true) };
    let error = failed(scene.launch(&options).0, Code::LaunchUnconfirmed);
    assert!(error.candidates.is_empty() && error.message.contains("may be sent again"), "{error}");
}

#[test]
fn a_store_that_does_not_answer_keeps_no_launch_from_its_outcome() {
    for (create, code, says) in [
        (Create::Twice, Some(Code::LaunchedTwice), ""),
        (Create::Odd("VOICE_DROP=>AI_AGENT"), None, ""),
        (Create::Status(422), Some(Code::Unprocessable), "could not be removed from the store"),
    ] {
        let scene = Scene::new(Keeps::Nowhere, &[create]);
        let (options, store) = (scene.keyed("survey"), Numbered { hangs: true, ..Numbered::default() });
        scene.expect(&options);
        let (draft, client) = (draft(), scene.world.client());
        let outcome = scene.world.time.finish(client.launch(&draft, &options, &store, pending()));
        let error = outcome.err();
        assert_eq!(error.as_ref().map(|error| error.code), code);
        assert!(error.is_none_or(|error| error.message.contains(says)), "{says}");
        assert_eq!(store.claims.get(), 1);
    }
}

#[test]
fn a_store_that_missed_the_campaign_of_a_ticket_gets_it_later() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let (options, store) = (scene.keyed("survey"), Numbered { lost: Cell::new(1), ..Numbered::default() });
    scene.expect(&options);
    let (draft, client) = (draft(), scene.world.client());
    let mut named = Vec::new();
    for _ in 0..2 {
        scene.world.time.finish(client.launch(&draft, &options, &store, pending())).unwrap();
        named.push(store.tickets.0.borrow().first().is_some_and(|ticket| ticket.campaign_id.is_some()));
    }
    assert_eq!(named, [false, true]);
}

#[test]
fn a_store_that_missed_the_campaign_of_a_ticket_gets_it_also_if_it_was_deleted_since() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good, Create::Good]);
    let options = LaunchOptions { allow_resend: true, ..scene.keyed("survey") };
    let store = Numbered { lost: Cell::new(1), ..Numbered::default() };
    scene.expect(&options);
    let (draft, client) = (draft(), scene.world.client());
    let launch = |client: &Client<Wire, Watch>| {
        scene.world.time.finish(client.launch(&draft, &options, &store, pending()))
    };
    let made = id(&launch(&client).unwrap().campaign);
    scene.world.server.take(made.as_str(), scene.world.time.now(), true);
    failed(launch(&client), Code::Conflict);
    assert_eq!(store.tickets.0.borrow().first().and_then(|ticket| ticket.campaign_id.clone()), Some(made));
    // So another process does not launch it again.
    scene.world.time.pass(18 * MINUTE);
    failed(launch(&scene.world.client()), Code::Conflict);
    assert_eq!(scene.creates(), 1);
}

#[test]
fn a_campaign_that_a_look_back_finds_does_not_replace_the_ticket_of_another_draft() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let (options, store) = (scene.keyed("survey"), Memory::default());
    scene.stored(&options, "", &store).unwrap();
    let first = store.0.take();
    // Another process reads the store before the first one has stored its ticket, and the list after it has sent it.
    let check = async || panic!("it is found before the check");
    let (other, client) = (draft_with(r#""max_dialers":3,"#), scene.world.client());
    let late = Late { store: &store, tickets: RefCell::new(first.clone()) };
    let launch = client.launch_checked(&other, &options, check, &late, pending());
    assert_eq!(scene.world.time.finish(launch).unwrap().outcome, Outcome::Found);
    assert_eq!(store.0.take(), first);
}

#[test]
fn a_campaign_that_is_found_later_is_named_in_the_stored_ticket() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Late(3 * MINUTE)]);
    let (options, store) = (scene.keyed("survey"), Memory::default());
    failed(scene.stored(&options, "", &store), Code::LaunchUnconfirmed);
    scene.world.time.pass(5 * MINUTE);
    let made = id(&scene.stored(&options, "", &store).unwrap().campaign);
    let named = |store: &Memory| store.0.borrow().first().and_then(|ticket| ticket.campaign_id.clone());
    assert_eq!(named(&store), Some(made.clone()));
    // A store that has no ticket of the key gets one, which was not sent just now.
    let other = Memory::default();
    let receipt = scene.stored(&options, "", &other).unwrap();
    assert_eq!((receipt.outcome, named(&other)), (Outcome::Found, Some(made)));
    let sent_at = receipt.ticket.unwrap().sent_at;
    assert!(sent_at <= scene.world.clock() - 86_400_000, "{sent_at}");
}

#[test]
fn a_client_knows_the_campaign_of_a_ticket_that_was_copied_before_it_was_created() {
    for (creates, is_again) in
        [(&[Create::Good, Create::Good][..], false), (&[Create::Lost, Create::Good, Create::Good], true)]
    {
        let scene = Scene::new(Keeps::Everywhere, creates);
        let mut outcome = scene.launch(&scene.options()).0;
        let mut copies = vec![scene.resuming(true)];
        if is_again {
            failed(outcome, Code::LaunchUnconfirmed);
            scene.world.time.pass(18 * MINUTE);
            outcome = scene.launch(&scene.resuming(true)).0;
            copies.push(scene.resuming(true));
        }
        let made = [id(&outcome.unwrap().campaign)];
        scene.world.server.take(made[0].as_str(), scene.world.time.now(), true);
        for pause in [0, 18 * MINUTE] {
            scene.world.time.pass(pause);
            for copy in &copies {
                assert_eq!(failed(scene.launch(copy).0, Code::Conflict).candidates, made);
            }
        }
        assert_eq!(scene.creates(), copies.len());
    }
}

#[test]
fn what_became_of_a_ticket_says_nothing_of_a_later_one_that_another_process_has_sent() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good, Create::Lost]);
    let options = scene.keyed("survey");
    let made = id(&scene.launch(&options).0.unwrap().campaign);
    scene.world.server.take(made.as_str(), scene.world.time.now(), true);
    scene.world.time.pass(18 * MINUTE);
    let later = failed(scene.anew(&options), Code::LaunchUnconfirmed).ticket;
    let resuming = LaunchOptions { ticket: later.clone(), ..scene.options() };
    assert_eq!(failed(scene.launch(&resuming).0, Code::LaunchUnconfirmed).ticket, later);
}

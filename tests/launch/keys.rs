//! Launches with an idempotency key.

use std::{cell::RefCell, future::pending, rc::Rc};

use futures_util::future::join;
use seax_dialer::{
    client::{Event, LaunchOptions, Outcome, Receipt, digest},
    error::{CampaignState, Code, Error, Result},
    model::{
        CampaignId,
        launch::{Ticket, TicketKey},
    },
    schema::Checked,
};

use crate::{
    faults::Create,
    scene::{MINUTE, Scene, failed, id},
    server::{Keeps, Server, Times},
    stores::{Memory, Numbered},
    world::{NAME, draft, draft_with},
};

#[test]
fn a_key_makes_one_campaign_in_any_process_with_nothing_stored() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good, Create::Good]);
    let options = scene.keyed("survey-2026-11-28");
    let first = scene.anew(&options).unwrap();
    scene.world.time.pass(23 * 60 * MINUTE);
    let second = scene.anew(&options).unwrap();
    assert_eq!((first.outcome, second.outcome), (Outcome::Created, Outcome::Found));
    assert_eq!((id(&first.campaign), scene.creates()), (id(&second.campaign), 1));
    assert_eq!(scene.anew(&scene.keyed("survey-2026-11-29")).unwrap().outcome, Outcome::Created);
}

#[test]
fn a_key_is_derived_from_the_workspace_and_the_idempotency_key() {
    let scene = Scene::new(Keeps::Everywhere, &[]);
    // SHA-256 of "seax-dialer launch\n3fa85f64-5717-4562-b3fc-2c963f66afa6\nsurvey", by sha256sum.
    assert_eq!(scene.client.key_for("survey").unwrap().as_str(), "24c1a582-f6dc-8052-a034-307f47fa2801");
    assert_ne!(scene.client.key_for("survey").unwrap(), scene.client.key_for("Survey").unwrap());
}

#[test]
fn a_key_has_1_to_255_bytes() {
    let scene = Scene::new(Keeps::Everywhere, &[]);
    for (length, is_right) in [(0, false), (1, true), (255, true), (256, false)] {
        assert_eq!(scene.client.key_for(&"k".repeat(length)).is_ok(), is_right, "{length}");
    }
}

#[test]
fn a_key_with_another_draft_is_a_conflict() {
    const AI_AGENT: &str =
        r#"AI_AGENT","ai_agent_conversation_config_id":"221316ae-8a9f-4f39-b7f8-f2e756b80a63""#;
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let options = scene.keyed("survey");
    let made = scene.anew(&options).unwrap();
    let text = String::from_utf8(draft().into_bytes()).unwrap();
    for other in [
        text.replace(NAME, "Newsletter"),
        text.replace("2026-07-08T11:06", "2026-07-06T11:06"),
        text.replace("VOICE_DROP\"", AI_AGENT),
    ] {
        let draft = Checked::input(other).unwrap();
        let store = async |ticket: &Ticket| scene.store(ticket).await;
        let client = scene.world.client();
        let launch = client.launch(&draft, &options, store, pending());
        let error = failed(scene.world.time.finish(launch), Code::Conflict);
        assert_eq!(error.campaign_state, Some(CampaignState::Exists));
        assert_eq!(error.candidates, [id(&made.campaign)]);
    }
    assert_eq!(scene.creates(), 1);
}

#[test]
fn two_calls_at_once_with_one_key_are_one_launch() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good, Create::Good]);
    let options = scene.keyed("survey");
    let launch = || scene.launching(&options, pending());
    let (one, other) = scene.world.time.finish(join(launch(), launch()));
    assert_eq!(id(&one.unwrap().campaign), id(&other.unwrap().campaign));
    assert_eq!(scene.creates(), 1);
}

#[test]
fn two_calls_at_once_with_one_store_claim_in_it_once() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let (options, store, draft) = (scene.keyed("survey"), Numbered::default(), draft());
    scene.expect(&options);
    let launch = || scene.client.launch(&draft, &options, &store, pending());
    let (one, other) = scene.world.time.finish(join(launch(), launch()));
    assert_eq!((one.unwrap().outcome, other.unwrap().outcome), (Outcome::Created, Outcome::Created));
    assert_eq!((store.claims.get(), scene.creates()), (1, 1));
}

#[test]
fn a_call_with_a_store_of_its_own_stores_what_a_call_at_the_same_time_has_sent() {
    for (create, first, second) in [
        (Create::Good, Ok(Outcome::Created), Ok(Outcome::Found)),
        (Create::Late(3 * MINUTE), Err(Code::LaunchUnconfirmed), Err(Code::LaunchUnconfirmed)),
    ] {
        let scene = Scene::new(Keeps::Everywhere, &[create, Create::Good]);
        let (options, store, draft) = (scene.keyed("survey"), Numbered::default(), draft());
        let other = scene.client.launch(&draft, &options, &store, pending());
        let both = scene.world.time.finish(join(scene.launching(&options, pending()), other));
        let outcome = |end: &Result<Receipt>| match end {
            Ok(receipt) => Ok(receipt.outcome),
            Err(error) => Err(error.code),
        };
        assert_eq!((outcome(&both.0), outcome(&both.1)), (first, second));
        let times = store.tickets.0.borrow().iter().map(|ticket| ticket.sent_at).collect::<Vec<_>>();
        assert_eq!(
            times,
            scene.world.stored.borrow().iter().map(|ticket| ticket.sent_at).collect::<Vec<_>>()
        );
        // After a restart, the store keeps the draft from being sent again, even before the list shows the campaign.
        let again = scene.stored(&options, "", &store.tickets);
        assert_eq!(outcome(&again), second);
        assert_eq!(scene.creates(), 1);
    }
}

#[test]
fn a_refusal_is_the_outcome_of_every_call_at_once_whatever_its_store() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Status(422), Create::Good]);
    let (options, store, draft) = (scene.keyed("survey"), Numbered::default(), draft());
    let other = scene.client.launch(&draft, &options, &store, pending());
    let (one, other) = scene.world.time.finish(join(scene.launching(&options, pending()), other));
    failed(one, Code::Unprocessable);
    failed(other, Code::Unprocessable);
    assert_eq!((store.claims.get(), scene.creates()), (0, 1));
}

#[test]
fn a_store_gets_what_this_client_has_sent_before_the_list_can_tell() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Late(3 * MINUTE), Create::Good]);
    let (options, store, draft) = (scene.keyed("survey"), Memory::default(), draft());
    failed(scene.launch(&options).0, Code::LaunchUnconfirmed);
    let later = scene.client.launch(&draft, &options, &store, pending());
    let error = failed(scene.world.time.finish(later), Code::LaunchUnconfirmed);
    assert_eq!((error.ticket.as_ref(), store.0.borrow().len()), (store.0.borrow().first(), 1));
    failed(scene.stored(&options, "", &store), Code::LaunchUnconfirmed);
    assert_eq!(scene.creates(), 1);
}

#[test]
fn a_caller_with_an_older_copy_of_a_ticket_gets_the_one_that_was_sent_again() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Late(5 * MINUTE)]);
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    let (older, store, draft) = (scene.resuming(true), Memory::default(), draft());
    failed(scene.launch(&older).0, Code::LaunchUnconfirmed);
    let elsewhere = scene.client.launch(&draft, &older, &store, pending());
    failed(scene.world.time.finish(elsewhere), Code::LaunchUnconfirmed);
    assert_eq!(store.0.borrow().first(), scene.world.stored.borrow().as_ref());
    assert_ne!(store.0.borrow().first(), older.ticket.as_ref());
}

#[test]
fn an_older_ticket_in_a_store_does_not_hide_what_this_client_has_sent_since() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Late(5 * MINUTE), Create::Good]);
    let (options, store) = (scene.keyed("survey"), Memory::default());
    failed(scene.stored_by(&scene.client, &options, "", &store), Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    // Without the store, the key is sent anew.
    let newer = failed(scene.launch(&options).0, Code::LaunchUnconfirmed).ticket;
    let older = store.0.borrow().first().cloned();
    let again = LaunchOptions { allow_resend: true, ..options };
    let given = LaunchOptions { ticket: older.clone(), ..again.clone() };
    assert_ne!(older, newer);
    for options in [&again, &given] {
        let error = failed(scene.stored_by(&scene.client, options, "", &store), Code::LaunchUnconfirmed);
        assert_eq!((&error.ticket, store.0.borrow().first()), (&newer, newer.as_ref()));
        assert_eq!(scene.creates(), 2);
    }
    scene.world.time.pass(5 * MINUTE);
    assert_eq!(scene.stored_by(&scene.client, &again, "", &store).unwrap().outcome, Outcome::Found);
}

#[test]
fn two_calls_at_once_with_one_key_and_two_drafts_are_a_conflict() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let options = scene.keyed("survey");
    let other = String::from_utf8(draft().into_bytes()).unwrap().replace(NAME, "Newsletter");
    let other = Checked::input(other).unwrap();
    let store = async |ticket: &Ticket| scene.store(ticket).await;
    let second = scene.client.launch(&other, &options, store, pending());
    let (one, other) = scene.world.time.finish(join(scene.launching(&options, pending()), second));
    let other = failed(other, Code::Conflict);
    assert_eq!((one.unwrap().outcome, other.ticket.as_ref()), (Outcome::Created, None));
    assert!(other.message.contains(NAME), "it says what the key is for: {other}");
}

#[test]
fn a_key_that_this_client_has_sent_is_not_sent_again_before_the_list_can_tell() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Late(3 * MINUTE), Create::Good]);
    let options = scene.keyed("survey");
    failed(scene.launch(&options).0, Code::LaunchUnconfirmed);
    let error = failed(scene.launch(&options).0, Code::LaunchUnconfirmed);
    assert_eq!((error.campaign_state, scene.creates()), (Some(CampaignState::Unknown), 1));
    let other = draft_with(r#""max_dialers":3,"#);
    let store = async |ticket: &Ticket| scene.store(ticket).await;
    let launch = scene.client.launch(&other, &options, store, pending());
    failed(scene.world.time.finish(launch), Code::Conflict);
    scene.world.time.pass(5 * MINUTE);
    assert_eq!(scene.launch(&options).0.unwrap().outcome, Outcome::Found);
    assert_eq!(scene.creates(), 1);
}

#[test]
fn a_clock_that_is_set_forward_does_not_let_a_key_be_sent_again_early() {
    for allow_resend in [false, true] {
        let scene = Scene::new(Keeps::Everywhere, &[Create::Late(15 * MINUTE), Create::Good]);
        let options = LaunchOptions { allow_resend, ..scene.keyed("survey") };
        failed(scene.launch(&options).0, Code::LaunchUnconfirmed);
        scene.world.skew.set(18 * MINUTE as i64);
        // Another launch makes a client forget what can no longer take effect.
        scene.launch(&scene.options()).0.unwrap();
        let error = failed(scene.launch(&options).0, Code::LaunchUnconfirmed);
        let sent_at = error.ticket.as_ref().expect("a ticket").sent_at;
        assert_eq!(error.retry_after_ms, Some(sent_at + 17 * MINUTE - scene.world.time.now()), "{error}");
        let resuming = LaunchOptions { ticket: error.ticket, allow_resend, ..scene.options() };
        failed(scene.launch(&resuming).0, Code::LaunchUnconfirmed);
        assert_eq!(scene.creates(), 2);
        scene.world.time.pass(15 * MINUTE);
        assert_eq!(scene.launch(&options).0.unwrap().outcome, Outcome::Found);
    }
}

#[test]
fn a_campaign_that_this_client_made_of_another_draft_is_a_conflict_however_alike_they_are() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let (options, other) = (scene.keyed("survey"), draft_with(r#""max_dialers":3,"#));
    let made = scene.launch(&options).0.unwrap();
    let store = async |ticket: &Ticket| scene.store(ticket).await;
    let launch = scene.client.launch(&other, &options, store, pending());
    let error = failed(scene.world.time.finish(launch), Code::Conflict);
    assert_eq!(error.campaign_state, Some(CampaignState::Exists));
    assert_eq!((error.candidates.as_slice(), &error.ticket), (&[id(&made.campaign)][..], &made.ticket));
    // Without its memory, a client cannot tell the two drafts apart.
    let process = scene.world.client();
    let launch = process.launch(&other, &options, store, pending());
    assert_eq!(scene.world.time.finish(launch).unwrap().outcome, Outcome::Found);
    assert_eq!(scene.creates(), 1);
}

#[test]
fn a_key_of_which_nothing_came_is_sent_again_once_the_list_can_tell() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Good]);
    let options = scene.keyed("survey");
    failed(scene.launch(&options).0, Code::LaunchUnconfirmed);
    failed(scene.launch(&options).0, Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    assert_eq!(scene.launch(&options).0.unwrap().outcome, Outcome::Created);
}

#[test]
fn a_key_that_was_refused_is_sent_again() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Status(422), Create::Good]);
    let options = scene.keyed("survey");
    let refused = scene.launch(&options).0.err().expect("it is refused");
    assert_eq!(refused.campaign_state, Some(CampaignState::None));
    assert_eq!(scene.launch(&options).0.unwrap().outcome, Outcome::Created);
}

#[test]
fn a_corrected_draft_is_launched_as_itself_although_the_clock_was_set_back() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Status(422), Create::Good]);
    let (options, store) = (scene.keyed("survey"), Memory::default());
    failed(scene.stored_by(&scene.client, &options, "", &store), Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    let again = LaunchOptions { allow_resend: true, ..options.clone() };
    let refused = failed(scene.stored_by(&scene.client, &again, "", &store), Code::Unprocessable);
    assert_eq!(refused.campaign_state, Some(CampaignState::None));
    scene.world.skew.set(-(60 * MINUTE as i64));
    let corrected = scene.stored_by(&scene.client, &options, r#""max_dialers":3,"#, &store).unwrap();
    let digest = |receipt: &Receipt| receipt.ticket.as_ref().expect("a ticket").draft_digest.clone();
    assert_ne!(digest(&corrected), refused.ticket.expect("a ticket").draft_digest);
    let same = scene.stored_by(&scene.client, &options, r#""max_dialers":3,"#, &store).unwrap();
    assert_eq!((digest(&corrected), same.outcome), (digest(&same), Outcome::Found));
}

#[test]
fn a_launch_that_cannot_look_back_sends_nothing() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    scene.world.network.borrow_mut().busy.extend([3_600; 20]);
    let error = scene.anew(&scene.keyed("survey")).err().expect("it cannot look");
    assert_eq!((error.campaign_state, scene.creates()), (Some(CampaignState::Unknown), 0));
    assert!(error.message.contains("Nothing was sent"), "{error}");
}

#[test]
fn a_launch_that_waits_to_look_back_again_says_so() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    scene.world.network.borrow_mut().busy.push_back(2);
    let told = Rc::new(RefCell::new(Vec::new()));
    let heard = told.clone();
    let observer = Box::new(move |event: &Event<'_>| {
        if let Event::Retry { operation, attempt, delay_ms, code } = *event {
            heard.borrow_mut().push((operation.to_owned(), attempt, delay_ms, code));
        }
    });
    let observed = Scene { world: scene.world.clone(), client: scene.world.watched(Some(observer)) };
    assert_eq!(observed.launch(&scene.keyed("survey")).0.unwrap().outcome, Outcome::Created);
    assert_eq!(*told.borrow(), [("campaigns.list".to_owned(), 1, 2_000, "rate_limited")]);
}

#[test]
fn a_campaign_without_a_key_is_an_obstacle_only_if_the_server_drops_keys() {
    for (keeps, expected) in [(Keeps::Everywhere, None), (Keeps::Nowhere, Some(Code::LaunchUnconfirmed))] {
        let scene = Scene::new(keeps, &[Create::Good]);
        let now = scene.world.time.now();
        scene.world.server.make(NAME, None, now - MINUTE, 0);
        scene.world.server.make("Other", Some("0197a5c0-0000-7000-8000-000000000001"), now - MINUTE, 0);
        let code = scene.anew(&scene.keyed("survey")).err().map(|error| error.code);
        assert_eq!(code, expected, "{keeps:?}");
    }
}

#[test]
fn what_a_server_keeps_of_another_type_proves_nothing() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let now = scene.world.time.now();
    scene.world.server.make(NAME, None, now - MINUTE, 0);
    let keyed =
        scene.world.server.make("Other", Some("0197a5c0-0000-7000-8000-000000000001"), now - MINUTE, 0);
    scene.world.server.change(&keyed, |campaign| campaign.kind = "AI_AGENT");
    failed(scene.anew(&scene.keyed("survey")), Code::LaunchUnconfirmed);
    assert_eq!(scene.creates(), 0);
}

#[test]
fn a_campaign_without_a_key_is_no_obstacle_once_the_caller_knows_that_it_is_unrelated() {
    let scene = Scene::new(Keeps::Nowhere, &[Create::Good, Create::Good]);
    scene.world.server.make(NAME, None, scene.world.time.now() - MINUTE, 0);
    let mut options = scene.keyed("survey");
    let error = failed(scene.anew(&options), Code::LaunchUnconfirmed);
    assert!(error.message.contains("`unrelated`"), "{error}");
    options.unrelated = error.candidates;
    assert_eq!(scene.anew(&options).unwrap().outcome, Outcome::Created);
    // The campaign that it created is not in `unrelated`, and prevents another launch.
    failed(scene.anew(&options), Code::LaunchUnconfirmed);
    assert_eq!(scene.creates(), 1);
}

#[test]
fn unrelated_campaigns_are_named_to_an_edge_only_and_at_most_a_hundred() {
    for (meets_edge, expected) in [(false, 0), (true, 100)] {
        let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
        scene.client.session().meets_edge.set(meets_edge);
        let id = |place: u32| CampaignId::new(format!("{place:08x}-5717-4562-b3fc-2c963f66afa6"));
        let unrelated: Vec<_> = (0..120).filter_map(id).collect();
        let options = LaunchOptions { unrelated: unrelated.clone(), ..scene.keyed("survey") };
        scene.launch(&options).0.unwrap();
        let named = scene.world.unrelated.borrow().concat();
        let named: Vec<_> = named.split_terminator(',').filter_map(CampaignId::new).collect();
        assert_eq!(named, unrelated[..expected]);
    }
}

#[test]
fn the_campaign_of_another_draft_that_an_edge_has_launched_is_no_outcome() {
    for other in [Some("Newsletter"), Some(NAME), None] {
        let scene = Scene::new(Keeps::Everywhere, &[Create::Taken(other), Create::Good]);
        scene.client.session().meets_edge.set(true);
        let (options, store) = (scene.keyed("survey"), Memory::default());
        let error = failed(scene.stored_by(&scene.client, &options, "", &store), Code::Conflict);
        let made = scene.world.server.made_by(options.key.as_ref().unwrap().as_str());
        let state = if made.is_empty() { CampaignState::None } else { CampaignState::Exists };
        assert_eq!(error.campaign_state, Some(state), "{other:?}");
        let candidates: Vec<_> = error.candidates.iter().map(|id| id.as_str().to_owned()).collect();
        assert_eq!(candidates, made);
        assert!(store.0.borrow().is_empty(), "its ticket would find the other campaign");
    }
}

#[test]
fn only_a_conflict_of_an_edge_itself_settles_that_nothing_was_sent() {
    for (create, meets_edge) in
        [(Create::Taken(None), false), (Create::Status(409), true), (Create::Lost, true)]
    {
        let scene = Scene::new(Keeps::Everywhere, &[create, Create::Good]);
        scene.client.session().meets_edge.set(meets_edge);
        failed(scene.launch(&scene.keyed("survey")).0, Code::LaunchUnconfirmed);
    }
}

#[test]
fn all_campaigns_that_another_draft_has_made_of_a_key_are_told_of_after_an_edges_conflict() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Taken(Some("Newsletter"))]);
    scene.client.session().meets_edge.set(true);
    let options = LaunchOptions { look_back: None, ..scene.keyed("survey") };
    let (now, key) = (scene.world.time.now(), options.key.clone().unwrap());
    scene.world.server.make("Newsletter", Some(key.as_str()), now, now);
    let error = failed(scene.launch(&options).0, Code::Conflict);
    assert_eq!((error.campaign_state, error.candidates.len()), (Some(CampaignState::Exists), 2));
}

#[test]
fn a_campaign_with_the_key_is_found_although_the_caller_calls_it_unrelated() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good, Create::Good]);
    let mut options = scene.keyed("survey");
    options.unrelated = vec![id(&scene.anew(&options).unwrap().campaign)];
    assert_eq!((scene.anew(&options).unwrap().outcome, scene.creates()), (Outcome::Found, 1));
}

#[test]
fn a_stored_ticket_keeps_another_process_from_sending() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Late(5 * MINUTE), Create::Good]);
    let (options, store) = (scene.keyed("survey"), Memory::default());
    failed(scene.stored(&options, "", &store), Code::LaunchUnconfirmed);
    // Lists do not show the campaign yet, so only the store knows of it.
    failed(scene.stored(&options, "", &store), Code::LaunchUnconfirmed);
    scene.world.time.pass(5 * MINUTE);
    assert_eq!(scene.stored(&options, "", &store).unwrap().outcome, Outcome::Found);
    assert_eq!(scene.creates(), 1);
    let error = failed(scene.stored(&options, r#""max_dialers":3,"#, &store), Code::Conflict);
    assert_eq!(error.campaign_state, Some(CampaignState::Unknown));
    assert_eq!(error.candidates.len(), 1, "the campaign that the ticket names");
    assert!(error.message.contains(NAME), "it says what the ticket is for: {error}");
}

#[test]
fn a_ticket_that_another_process_sends_meanwhile_is_not_sent_again() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Good]);
    let (options, store) = (scene.keyed("survey"), Memory::default());
    failed(scene.stored(&options, "", &store), Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    let again = LaunchOptions { allow_resend: true, ..options };
    let check = async || {
        for ticket in store.0.borrow_mut().iter_mut() {
            ticket.sent_at = scene.world.clock();
        }
        Ok(())
    };
    let (draft, client) = (draft(), scene.world.client());
    let launch = client.launch_checked(&draft, &again, check, &store, pending());
    let error = failed(scene.world.time.finish(launch), Code::LaunchUnconfirmed);
    assert_eq!((scene.creates(), error.ticket.as_ref()), (1, store.0.borrow().first()));
}

#[test]
fn a_refused_launch_is_forgotten_and_can_be_sent_again_at_once() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Status(422), Create::Good]);
    let (options, store) = (scene.keyed("survey"), Memory::default());
    let error = failed(scene.stored(&options, "", &store), Code::Unprocessable);
    assert_eq!((error.campaign_state, store.0.borrow().len()), (Some(CampaignState::None), 0));
    assert_eq!(scene.stored(&options, "", &store).unwrap().outcome, Outcome::Created);
    assert_eq!(store.0.borrow().len(), 1, "what was made is remembered");
}

#[test]
fn a_stored_ticket_that_is_older_than_a_key_lives_still_finds_its_campaign() {
    let mut server = Server::new(Keeps::Everywhere, 2);
    server.times = Times::Zone(-12);
    let scene = Scene::with(server, &[Create::Late(MINUTE), Create::Good]);
    let (options, store) = (scene.keyed("survey"), Memory::default());
    failed(scene.stored(&options, "", &store), Code::LaunchUnconfirmed);
    scene.world.time.pass(5 * 24 * 60 * MINUTE);
    let now = scene.world.time.now();
    for age in 0..4 {
        let key = TicketKey::new(now - age, [7; 10]);
        scene.world.server.make("Other", Some(key.as_str()), now - age, 0);
    }
    scene.world.server.make("Other", None, now - 4 * 24 * 60 * MINUTE, 0);
    let again = LaunchOptions { allow_resend: true, ..options };
    assert_eq!(scene.stored(&again, "", &store).unwrap().outcome, Outcome::Found);
    assert_eq!(scene.creates(), 1);
}

#[test]
fn a_stored_launch_is_sent_again_only_when_the_caller_says_so() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Good]);
    let (options, store) = (scene.keyed("survey"), Memory::default());
    failed(scene.stored(&options, "", &store), Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    failed(scene.stored(&options, "", &store), Code::LaunchUnconfirmed);
    assert_eq!(scene.creates(), 1);
    let again = LaunchOptions { allow_resend: true, ..options };
    assert_eq!(scene.stored(&again, "", &store).unwrap().outcome, Outcome::Created);
}

#[test]
fn a_ticket_that_was_stored_although_its_store_failed_is_forgotten() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Good]);
    let (options, store) = (scene.keyed("survey"), Numbered { unsure: true, ..Numbered::default() });
    failed(scene.stored(&options, "", &store.tickets), Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    let again = LaunchOptions { allow_resend: true, ..options.clone() };
    let (draft, client) = (draft(), scene.world.client());
    let launch = client.launch(&draft, &again, &store, pending());
    let error = failed(scene.world.time.finish(launch), Code::TicketNotStored);
    assert_eq!((error.campaign_state, scene.creates()), (Some(CampaignState::None), 1));
    assert_eq!(store.tickets.0.borrow().len(), 0, "nothing was sent with it");
    let corrected = scene.stored(&options, r#""max_dialers":3,"#, &store.tickets);
    assert_eq!(corrected.unwrap().outcome, Outcome::Created);
}

#[test]
fn a_key_whose_ticket_was_sent_again_counts_as_sent() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Late(5 * MINUTE), Create::Good]);
    let options = scene.keyed("survey");
    failed(scene.launch(&options).0, Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    failed(scene.launch(&scene.resuming(true)).0, Code::LaunchUnconfirmed);
    // The list does not show the second request's campaign yet.
    failed(scene.launch(&options).0, Code::LaunchUnconfirmed);
    assert_eq!(scene.creates(), 2);
    scene.world.time.pass(5 * MINUTE);
    assert_eq!(scene.launch(&options).0.unwrap().outcome, Outcome::Found);
}

/// Resends a stored launch whose check fails after `check` ran. Asserts that nothing is sent, and returns the error.
fn resend_after(check: impl Fn(&Scene, &Memory)) -> (Scene, Memory, Box<Error>) {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Good]);
    let (options, store) = (scene.keyed("survey"), Memory::default());
    failed(scene.stored(&options, "", &store), Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    let again = LaunchOptions { allow_resend: true, ..options };
    let (draft, client) = (draft(), scene.world.client());
    let failing = async || {
        check(&scene, &store);
        Err(Error::argument("draft", "is wrong"))
    };
    let launch = client.launch_checked(&draft, &again, failing, &store, pending());
    let error = scene.world.time.finish(launch).err().expect("it sends nothing");
    assert_eq!(scene.creates(), 1);
    (scene, store, error)
}

#[test]
fn a_launch_that_sends_nothing_leaves_the_newer_ticket_of_another_process() {
    let (scene, store, error) = resend_after(|scene, store| {
        for ticket in store.0.borrow_mut().iter_mut() {
            ticket.sent_at = scene.world.clock();
        }
    });
    assert_eq!((error.code, error.campaign_state), (Code::LaunchUnconfirmed, Some(CampaignState::Unknown)));
    let kept = store.0.borrow();
    assert_eq!(kept.len(), 1);
    assert!(kept.iter().all(|ticket| scene.world.clock() - ticket.sent_at < 18 * MINUTE));
}

#[test]
fn a_check_that_fails_before_a_resend_leaves_no_ticket_that_would_refuse_the_corrected_draft() {
    let (_, store, error) = resend_after(|_, _| {});
    assert_eq!((error.code, error.campaign_state), (Code::InvalidArgument, Some(CampaignState::None)));
    assert_eq!(store.0.borrow().len(), 0);
}

#[test]
fn a_launch_that_another_process_has_overtaken_says_what_came_of_that() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let (options, store) = (scene.keyed("survey"), Memory::default());
    let (draft, client) = (draft(), scene.world.client());
    let check = async || {
        let other = Scene { world: scene.world.clone(), client: scene.world.client() };
        let receipt = other.launching(&options, pending()).await.unwrap();
        store.0.borrow_mut().push(receipt.ticket.unwrap());
        Err(Error::argument("draft", "is over"))
    };
    let launch = client.launch_checked(&draft, &options, check, &store, pending());
    let receipt = scene.world.time.finish(launch).unwrap();
    assert_eq!((receipt.outcome, scene.creates()), (Outcome::Found, 1));
}

#[test]
fn the_lookup_after_a_launch_with_a_key_does_not_read_the_whole_list() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let now = scene.world.time.now();
    for age in 0..1_500 {
        scene.world.server.make("Other", None, now - (age + 1) * 60 * MINUTE, 0);
    }
    let receipt =
        scene.launch(&LaunchOptions { look_back: Some(60_000), ..scene.keyed("survey") }).0.unwrap();
    assert_eq!((receipt.outcome, receipt.verified), (Outcome::Created, true));
    // One to look back, of which the keys prove no clock, and one for a duplicate.
    assert!(scene.reads() <= 18, "{}", scene.reads());
}

#[test]
fn an_older_campaign_without_a_key_does_not_make_a_refusal_unconfirmed_if_the_server_keeps_keys() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Status(422), Create::Good]);
    let now = scene.world.time.now();
    scene.world.server.make(NAME, None, now - 60 * MINUTE, 0);
    let other = TicketKey::new(now - 30 * MINUTE, [7; 10]);
    scene.world.server.make("Other", Some(other.as_str()), now - 30 * MINUTE, 0);
    let (options, store) = (scene.keyed("survey"), Memory::default());
    let error = failed(scene.stored(&options, "", &store), Code::Unprocessable);
    assert_eq!(error.campaign_state, Some(CampaignState::None));
    let corrected = scene.stored(&options, r#""max_dialers":3,"#, &store).unwrap();
    assert_eq!((corrected.outcome, scene.creates()), (Outcome::Created, 2));
}

#[test]
fn an_error_says_if_its_ticket_cannot_be_removed_from_the_store() {
    for (stuck, says) in [(0, false), (1, false), (2, true)] {
        let scene = Scene::new(Keeps::Everywhere, &[Create::Status(422)]);
        let (options, draft) = (scene.keyed("survey"), draft());
        let store = Numbered { stuck, ..Numbered::default() };
        scene.expect(&options);
        let launch = scene.client.launch(&draft, &options, &store, pending());
        let error = failed(scene.world.time.finish(launch), Code::Unprocessable);
        assert_eq!(error.message.contains("could not be removed from the store"), says, "{error}");
        assert_eq!(store.tickets.0.borrow().len(), usize::from(says));
    }
}

#[test]
fn a_ticket_that_another_process_has_stored_since_is_not_removed() {
    let draft = draft();
    for draft_digest in [String::new(), digest(&draft)] {
        let scene = Scene::new(Keeps::Everywhere, &[Create::Status(422)]);
        let (options, store) = (scene.keyed("survey"), Numbered { stuck: 1, ..Numbered::default() });
        scene.expect(&options);
        let rival = scene.world.stored.borrow().clone().map(|rival| Ticket { draft_digest, ..rival });
        store.rival.set(rival.clone());
        let launch = scene.client.launch(&draft, &options, &store, pending());
        let error = failed(scene.world.time.finish(launch), Code::Unprocessable);
        assert!(!error.message.contains("could not be removed"), "{error}");
        assert_eq!((store.forgets.get(), store.tickets.0.borrow().first()), (1, rival.as_ref()));
    }
}

#[test]
fn a_key_that_may_be_older_than_the_api_finds_its_campaign_again_and_again() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let options = LaunchOptions { look_back: Some(u64::MAX), ..scene.keyed("survey") };
    let made = id(&scene.anew(&options).unwrap().campaign);
    let store = Memory::default();
    for _ in 0..2 {
        let receipt = scene.stored(&options, "", &store).unwrap();
        assert_eq!((receipt.outcome, id(&receipt.campaign)), (Outcome::Found, made.clone()));
    }
    assert_eq!(store.0.borrow().len(), 1);
}

#[test]
fn a_campaign_that_was_changed_since_its_launch_is_not_said_to_be_from_another_draft() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let options = scene.keyed("survey");
    let made = id(&scene.anew(&options).unwrap().campaign);
    scene.world.server.change(made.as_str(), |campaign| campaign.name = "Stopped".into());
    let error = failed(scene.anew(&options), Code::Conflict);
    assert_eq!(error.candidates, [made]);
    assert!(error.message.contains("or changed since") && error.message.contains("Stopped"), "{error}");
    assert_eq!(scene.creates(), 1);
}

#[test]
fn a_name_in_any_script_does_not_stand_for_another() {
    for (name, other) in
        [("Опрос А", "Рассылка Б"), ("お知らせ", "こんにちは"), ("설문 조사", "할인 행사"), ("Опрос", "Gala")]
    {
        let text = String::from_utf8(draft().into_bytes()).unwrap();
        let draft = Checked::input(text.replace(NAME, name)).unwrap();
        let launch = |scene: &Scene, options: &LaunchOptions| {
            let store = async |ticket: &Ticket| scene.store(ticket).await;
            scene.world.time.finish(scene.world.client().launch(&draft, options, store, pending()))
        };
        // A campaign of another draft with the same key is a conflict.
        let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
        let (options, now) = (scene.keyed("survey"), scene.world.time.now());
        let key = scene.client.key_for("survey").unwrap();
        scene.world.server.make(other, Some(key.as_str()), now, 0);
        failed(launch(&scene, &options), Code::Conflict);
        // One without a key is no obstacle to the first launch of a key.
        let scene = Scene::new(Keeps::Everywhere, &[Create::Status(422)]);
        scene.world.server.make(other, None, now, 0);
        failed(launch(&scene, &options), Code::Unprocessable);
        assert_eq!((scene.creates(), scene.world.server.made_by(key.as_str()).len()), (1, 0), "{name}");
    }
}

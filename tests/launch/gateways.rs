//! Misleading replies: a gateway sends a request twice, or a server returns an altered campaign.

use seax_dialer::{
    client::{LaunchOptions, Outcome},
    error::{CampaignState, Code},
};

use crate::{
    faults::Create,
    scene::{MINUTE, Scene, failed, id},
    server::{Keeps, Server, Tidies, Times},
    world::NAME,
};

/// Every status that a launch treats as a refusal.
const REFUSALS: [u16; 9] = [400, 401, 403, 404, 405, 413, 415, 422, 429];

#[test]
fn a_campaign_whose_second_request_was_refused_is_found() {
    for status in REFUSALS {
        let scene = Scene::new(Keeps::Everywhere, &[Create::Doubled(status)]);
        let receipt = scene.launch(&scene.options()).0.unwrap();
        assert_eq!((receipt.outcome, receipt.attempts, scene.creates()), (Outcome::Found, 1, 1), "{status}");
    }
}

#[test]
fn a_campaign_without_a_key_makes_a_refusal_unconfirmed() {
    for status in REFUSALS {
        let scene = Scene::new(Keeps::Nowhere, &[Create::Doubled(status)]);
        let error = failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
        assert_eq!((error.candidates.len(), error.status, scene.creates()), (1, Some(status), 1));
    }
}

#[test]
fn a_refusal_that_cannot_be_looked_into_is_not_final() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Status(422), Create::Good]);
    scene.world.network.borrow_mut().busy.extend([3_600; 20]);
    let error = failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    assert_eq!((error.status, error.campaign_state), (Some(422), Some(CampaignState::Unknown)));
    assert!(error.message.contains("422"), "{error}");
}

#[test]
fn a_campaign_that_was_made_twice_is_told_of_whatever_the_server_does_to_it() {
    for keeps in Keeps::ALL {
        for times in Times::ALL {
            for tidies in Tidies::ALL {
                let mut server = Server::new(keeps, 2);
                (server.times, server.tidies) = (times, tidies);
                let scene = Scene::with(server, &[Create::Twice]);
                let now = scene.world.time.now();
                for age in 1..6 {
                    scene.world.server.make("Other", None, now - age * 3_600_000, 0);
                }
                let error = failed(scene.launch(&scene.options()).0, Code::LaunchedTwice);
                assert_eq!(error.campaign_state, Some(CampaignState::Exists));
                assert_eq!(error.candidates.len(), 2, "{keeps:?} {times:?} {tidies:?}");
            }
        }
    }
}

#[test]
fn a_lost_answer_never_leads_to_a_second_campaign_whatever_the_server_does_to_it() {
    for keeps in Keeps::ALL {
        for times in Times::ALL {
            for tidies in Tidies::ALL {
                let mut server = Server::new(keeps, 2);
                (server.times, server.tidies) = (times, tidies);
                let scene = Scene::with(server, &[Create::ReplyLost, Create::Good]);
                let now = scene.world.time.now();
                for age in 1..6 {
                    scene.world.server.make("Other", None, now - age * 3_600_000, 0);
                }
                if let Err(error) = scene.launch(&scene.options()).0 {
                    assert_eq!(error.code, Code::LaunchUnconfirmed);
                    scene.world.time.pass(18 * MINUTE);
                    match scene.launch(&scene.resuming(true)).0 {
                        Ok(receipt) => assert_eq!(receipt.outcome, Outcome::Found),
                        Err(error) => assert_eq!(error.candidates.len(), 1),
                    }
                }
                assert_eq!(scene.creates(), 1, "{keeps:?} {times:?} {tidies:?}");
            }
        }
    }
}

#[test]
fn an_answer_without_the_key_is_the_receipt_if_nothing_contradicts_it() {
    for keeps in Keeps::ALL {
        for times in Times::ALL {
            let mut server = Server::new(keeps, 100);
            server.times = times;
            let scene = Scene::with(server, &[Create::Good]);
            let receipt = scene.launch(&scene.options()).0.unwrap();
            assert_eq!((receipt.outcome, receipt.verified), (Outcome::Created, true), "{keeps:?} {times:?}");
        }
    }
}

#[test]
fn a_campaign_that_contradicts_the_draft_in_its_answer_forbids_to_send_again() {
    for odd in [
        "\"name\":\" Ren\u{e9}wals  in May\"=>\"name\":\"Other\"",
        "\"type\":\"VOICE_DROP\"=>\"type\":\"AI_AGENT\"",
    ] {
        let scene = Scene::new(Keeps::Nowhere, &[Create::Odd(odd), Create::Good]);
        // Lists are not readable, so the reply is the only evidence.
        let error = {
            scene.world.network.borrow_mut().busy.extend([3_600; 20]);
            failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed)
        };
        let ticket = error.ticket.expect("the ticket");
        assert_eq!(ticket.candidates.as_ref().map(Vec::len), Some(1), "{odd}");
        assert_eq!(scene.world.stored.borrow().as_ref(), Some(&ticket), "it is stored, too");
    }
}

#[test]
fn a_campaign_in_a_malformed_answer_is_found_by_its_id() {
    let scene = Scene::new(Keeps::Nowhere, &[Create::Odd("\"max_dialers\":20=>\"max_dialers\":\"many\"")]);
    let receipt = scene.launch(&scene.options()).0.unwrap();
    let key = receipt.ticket.as_ref().unwrap().key.as_str().to_owned();
    assert_eq!(receipt.outcome, Outcome::Found);
    assert_eq!(scene.world.server.made_by(&key), [id(&receipt.campaign).as_str()]);
}

#[test]
fn a_campaign_named_in_an_answer_that_never_shows_is_no_obstacle_in_the_end() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Good]);
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    let mut options = scene.resuming(true);
    let gone = seax_dialer::model::CampaignId::new("0bad0bad-aaaa-0000-0000-000000000000");
    options.ticket.as_mut().unwrap().candidates = Some(gone.into_iter().collect());
    let error = failed(scene.launch(&options).0, Code::LaunchUnconfirmed);
    assert_eq!(error.candidates.len(), 1);
    scene.world.time.pass(18 * MINUTE);
    assert_eq!(scene.launch(&options).0.unwrap().outcome, Outcome::Created);
}

#[test]
fn without_verifying_an_answer_is_believed() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Doubled(422)]);
    let options = LaunchOptions { verify: false, ..scene.options() };
    let error = failed(scene.launch(&options).0, Code::Unprocessable);
    assert_eq!((error.campaign_state, scene.reads()), (Some(CampaignState::None), 0));
}

#[test]
fn two_processes_that_send_one_ticket_again_hear_of_both_campaigns() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Good, Create::Good]);
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    let options = scene.resuming(true);
    let (here, there) = (Scene { world: scene.world.clone(), client: scene.world.client() }, &scene);
    let both = futures_util::future::join(
        here.launching(&options, std::future::pending()),
        there.launching(&options, std::future::pending()),
    );
    let (one, other) = scene.world.time.finish(both);
    assert_eq!(scene.creates(), 3);
    let told: Vec<_> = [one, other].into_iter().filter_map(Result::err).collect();
    assert!(!told.is_empty(), "one of them has to say so");
    for error in told {
        assert_eq!((error.code, error.candidates.len()), (Code::LaunchedTwice, 2));
    }
    assert!(
        scene.world.server.is_named(
            scene.world.server.made_by(options.ticket.unwrap().key.as_str()).first().unwrap(),
            NAME
        )
    );
}

#[test]
fn a_list_that_does_not_show_the_campaign_itself_does_not_rule_out_a_second_one() {
    for keeps in [Keeps::Everywhere, Keeps::Nowhere] {
        for (lag, verified, lookups) in [(0, true, 1), (500, true, 2), (60_000, false, 2)] {
            let scene = Scene::new(keeps, &[Create::Lagging(lag)]);
            let receipt = scene.launch(&scene.options()).0.unwrap();
            assert_eq!((receipt.verified, receipt.lookups), (verified, lookups), "{keeps:?}, {lag} ms");
        }
    }
}

#[test]
fn a_second_campaign_beyond_the_end_of_a_page_is_told_of() {
    for newer in [10, 94] {
        let scene = Scene::new(Keeps::Everywhere, &[Create::Lost]);
        failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
        let options = scene.resuming(false);
        let key = options.ticket.clone().unwrap().key;
        let (server, now) = (&scene.world.server, scene.world.time.now());
        // A gateway has sent the request twice, a minute apart, and others have created campaigns between the two.
        let between = (1..20).map(|count| (now + count * 3_000, None));
        let after = (0..newer).map(|count| (now + 61_000 + count, None));
        let copies = [now, now + MINUTE].map(|made| (made, Some(key.as_str())));
        for (made, key) in copies.into_iter().chain(between).chain(after) {
            server.make(if key.is_some() { NAME } else { "Other" }, key, made, made);
        }
        scene.world.time.pass(2 * MINUTE);
        let error = failed(scene.launch(&options).0, Code::LaunchedTwice);
        assert_eq!(error.candidates.len(), 2, "{newer}");
    }
}

#[test]
fn a_second_campaign_that_a_list_shows_without_the_first_is_told_of_at_once() {
    for keeps in [Keeps::Everywhere, Keeps::Nowhere] {
        let reads = [Create::Twice, Create::TwiceLagging].map(|create| {
            let scene = Scene::new(keeps, &[create]);
            let error = failed(scene.launch(&scene.options()).0, Code::LaunchedTwice);
            assert_eq!(error.candidates.len(), 2, "{keeps:?}, {create:?}");
            scene.reads()
        });
        // Another lookup could fail, and leave nothing known.
        assert_eq!(reads[0], reads[1], "{keeps:?}");
    }
}

#[test]
fn once_all_but_one_of_several_campaigns_are_canceled_the_launch_finds_that_one() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Twice]);
    let error = failed(scene.launch(&scene.options()).0, Code::LaunchedTwice);
    let [first, second] = &error.candidates[..] else { panic!("{error}") };
    scene.world.server.change(second.as_str(), |campaign| campaign.canceled = true);
    let receipt = scene.launch(&scene.resuming(true)).0.unwrap();
    assert_eq!((receipt.outcome, &id(&receipt.campaign)), (Outcome::Found, first));
    // If nobody is called any more, both are named.
    scene.world.server.change(first.as_str(), |campaign| campaign.canceled = true);
    let error = failed(scene.launch(&scene.resuming(true)).0, Code::LaunchedTwice);
    assert_eq!((error.candidates.len(), scene.creates()), (2, 1));
}

#[test]
fn a_campaign_of_a_similar_name_is_no_copy_although_the_server_drops_keys() {
    for (name, is_copy) in [(format!("{NAME} 2"), false), (NAME.to_owned(), true)] {
        for create in [Create::Good, Create::Lagging(500)] {
            let scene = Scene::new(Keeps::Nowhere, &[create]);
            let now = scene.world.time.now();
            scene.world.server.make(&name, None, now - 1_000, 0);
            match scene.launch(&scene.options()).0 {
                // Some servers number names that exist already.
                Ok(receipt) => assert!(!receipt.verified && !is_copy, "{name}, {create:?}"),
                Err(error) => {
                    assert!(error.code == Code::LaunchedTwice && is_copy, "{name}, {create:?}: {error}")
                }
            }
        }
    }
}

#[test]
fn an_earlier_campaign_of_the_same_name_is_no_copy() {
    let scene = Scene::new(Keeps::Nowhere, &[Create::Good]);
    scene.world.server.make(NAME, None, scene.world.time.now() - 5 * MINUTE, 0);
    let receipt = scene.launch(&scene.options()).0.unwrap();
    assert_eq!((receipt.outcome, receipt.verified), (Outcome::Created, true));
}

#[test]
fn a_refusal_is_final_if_a_later_look_confirms_it() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Status(422)]);
    scene.world.network.borrow_mut().busy.push_back(2);
    let error = failed(scene.launch(&scene.options()).0, Code::Unprocessable);
    assert_eq!((error.campaign_state, scene.reads()), (Some(CampaignState::None), 2));
}

#[test]
fn a_caller_that_may_not_read_lists_does_not_wait_for_what_a_refusal_means() {
    for (create, reads) in [(Create::Status(422), 1), (Create::Lost, 8)] {
        let scene = Scene::new(Keeps::Everywhere, &[create]);
        scene.world.network.borrow_mut().denies = 403;
        failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
        assert_eq!(scene.reads(), reads, "{create:?}");
    }
}

#[test]
fn a_campaign_in_a_malformed_answer_is_only_a_candidate_if_another_is_like_it() {
    let scene = Scene::new(Keeps::Nowhere, &[Create::Odd("\"max_dialers\":20=>\"max_dialers\":\"many\"")]);
    let now = scene.world.time.now();
    let other = scene.world.server.make(NAME, None, now, now);
    let error = failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    let made = scene.world.server.made_by(&scene.world.creates.borrow()[0]);
    let told: Vec<_> = error.candidates.iter().map(|id| id.as_str()).collect();
    assert_eq!(told, [made[0].as_str(), other.as_str()], "the one that the server named comes first");
}

#[test]
fn all_campaigns_that_the_server_has_named_are_candidates() {
    let scene = Scene::new(Keeps::Nowhere, &[Create::Lost]);
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    let now = scene.world.time.now();
    let named = [0, 1].map(|later| scene.world.server.make(NAME, None, now + later, now));
    let named = named.map(|id| seax_dialer::model::CampaignId::new(id).unwrap()).to_vec();
    let mut options = scene.resuming(false);
    options.ticket.as_mut().unwrap().candidates = Some(named.clone());
    assert_eq!(failed(scene.launch(&options).0, Code::LaunchUnconfirmed).candidates, named);
}

#[test]
fn a_campaign_that_the_server_named_is_no_obstacle_once_the_caller_knows_that_it_is_unrelated() {
    let scene = Scene::new(Keeps::Nowhere, &[Create::Odd("VOICE_DROP=>AI_AGENT"), Create::Good]);
    scene.world.network.borrow_mut().busy.extend([3_600; 20]);
    let named = failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed).candidates;
    assert_eq!(named.len(), 1);
    scene.world.network.borrow_mut().busy.clear();
    scene.world.time.pass(18 * MINUTE);
    let options = LaunchOptions { unrelated: named, ..scene.resuming(true) };
    assert_eq!(scene.launch(&options).0.unwrap().outcome, Outcome::Created);
}

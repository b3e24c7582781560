//! A new launch: what it sends, when, and how it handles each reply.

use seax_dialer::{
    client::{CallOptions, Event, LaunchOptions, Outcome},
    error::{CampaignState, Code, Error},
    model::launch::Ticket,
};

use crate::{
    faults::Create,
    scene::{MINUTE, Scene, failed, id},
    server::{Keeps, Server},
    world::{NAME, draft, draft_with},
};

#[test]
fn the_campaign_carries_the_key_of_the_ticket_that_was_stored() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let receipt = scene.launch(&scene.options()).0.unwrap();
    let ticket = scene.world.stored.borrow().clone().unwrap();
    assert_eq!((receipt.outcome, receipt.attempts, receipt.lookups), (Outcome::Created, 1, 1));
    assert!(receipt.verified);
    assert_eq!(scene.world.server.made_by(ticket.key.as_str()), [id(&receipt.campaign).as_str()]);
    let named = Ticket { campaign_id: Some(id(&receipt.campaign)), ..ticket };
    assert_eq!(receipt.ticket, Some(named), "the receipt's ticket names the campaign");
}

#[test]
fn a_name_that_the_draft_has_gives_way_to_the_key() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let draft = draft_with(r#""draft_name":"Mine","#);
    let store = async |ticket: &Ticket| scene.store(ticket).await;
    let options = scene.options();
    let launch = scene.client.launch(&draft, &options, store, std::future::pending());
    assert_eq!(scene.world.time.finish(launch).unwrap().outcome, Outcome::Created);
}

#[test]
fn nothing_leaves_if_the_ticket_cannot_be_stored() {
    let scene = Scene::new(Keeps::Everywhere, &[]);
    let (options, draft) = (scene.options(), draft());
    let full = async |_: &Ticket| Err(Error::new(Code::InvalidArgument, "The disk is full."));
    let launch = scene.client.launch(&draft, &options, full, std::future::pending());
    let error = failed(scene.world.time.finish(launch), Code::InvalidArgument);
    assert_eq!((error.message.as_str(), scene.creates()), ("The disk is full.", 0));
    assert!(error.ticket.is_some());
}

#[test]
fn nothing_leaves_if_storing_the_ticket_takes_so_long_that_the_horizon_would_be_wrong() {
    let scene = Scene::new(Keeps::Everywhere, &[]);
    let (options, draft) = (scene.options(), draft());
    let slow = async |_: &Ticket| {
        scene.world.time.sleep(2 * MINUTE).await;
        Ok(())
    };
    let launch = scene.client.launch(&draft, &options, slow, std::future::pending());
    let error = failed(scene.world.time.finish(launch), Code::Timeout);
    assert!(error.message.contains("Nothing was sent"), "{error}");
    assert_eq!(scene.creates(), 0);
}

#[test]
fn without_a_credential_nothing_leaves_and_that_is_final() {
    let scene = Scene::new(Keeps::Everywhere, &[]);
    scene.world.network.borrow_mut().locked = true;
    let (outcome, took) = scene.launch(&scene.options());
    let error = failed(outcome, Code::AuthFailed);
    assert_eq!((error.status, error.attempts), (None, 0));
    assert_eq!(error.campaign_state, Some(CampaignState::None));
    assert_eq!((scene.creates(), scene.reads(), took), (0, 0, 15));
}

#[test]
fn without_a_credential_a_draft_that_calls_nobody_does_not_leave_either() {
    let draft = draft_with(r#""stage":"DRAFT","#);
    let store = async |_: &Ticket| panic!("a draft has no ticket");
    let launch = |scene: &Scene| {
        let options = scene.options();
        scene.world.time.finish(scene.client.launch(&draft, &options, store, std::future::pending()))
    };
    let scene = Scene::new(Keeps::Everywhere, &[]);
    scene.world.network.borrow_mut().locked = true;
    let error = failed(launch(&scene), Code::AuthFailed);
    assert_eq!((error.attempts, error.campaign_state), (0, Some(CampaignState::None)));

    let scene = Scene::new(Keeps::Everywhere, &[]);
    scene.world.network.borrow_mut().credential_takes = 5 * MINUTE;
    let error = failed(launch(&scene), Code::Timeout);
    assert_eq!((error.attempts, error.campaign_state), (0, Some(CampaignState::None)));

    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost]);
    let error = failed(launch(&scene), Code::Network);
    assert_eq!((error.attempts, error.campaign_state), (1, Some(CampaignState::Unknown)));
}

#[test]
fn a_credential_that_is_missing_after_a_429_leaves_the_draft_refused() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Later(3)]);
    let lock = async {
        scene.world.time.sleep(2_000).await;
        scene.world.network.borrow_mut().locked = true;
    };
    // The refused draft is not looked for without a credential.
    let options = LaunchOptions { verify: false, ..scene.options() };
    let launch = scene.launching(&options, std::future::pending());
    let (outcome, ()) = scene.world.time.finish(futures_util::future::join(launch, lock));
    let error = failed(outcome, Code::AuthFailed);
    assert_eq!((error.attempts, error.campaign_state), (1, Some(CampaignState::None)));
}

#[test]
fn a_429_is_the_error_if_there_is_no_time_left_to_send_the_draft_again() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Later(3)]);
    scene.world.network.borrow_mut().slow = 18_000;
    let call = CallOptions { deadline: Some(20_000), ..CallOptions::default() };
    let error = failed(scene.launch(&LaunchOptions { call, ..scene.options() }).0, Code::RateLimited);
    assert_eq!((error.attempts, error.retry_after_ms), (1, Some(3_000)));
    assert_eq!((error.campaign_state, scene.creates()), (Some(CampaignState::None), 1));
}

#[test]
fn a_refusal_is_handed_on_after_one_look() {
    for (status, code) in [
        (400, Code::Unprocessable),
        (401, Code::Unauthorized),
        (403, Code::Forbidden),
        (404, Code::NotFound),
        (405, Code::Unprocessable),
        (413, Code::Unprocessable),
        (415, Code::Unprocessable),
        (422, Code::Unprocessable),
    ] {
        let scene = Scene::new(Keeps::Everywhere, &[Create::Status(status)]);
        let error = failed(scene.launch(&scene.options()).0, code);
        assert_eq!((error.status, error.attempts, scene.reads()), (Some(status), 1, 1));
        assert_eq!(error.campaign_state, Some(CampaignState::None));
        assert!(error.ticket.is_some());

        let scene = Scene::new(Keeps::Everywhere, &[Create::Status(status)]);
        let options = LaunchOptions { verify: false, ..scene.options() };
        let error = failed(scene.launch(&options).0, code);
        assert_eq!((error.campaign_state, scene.reads()), (Some(CampaignState::None), 0));
    }
}

#[test]
fn an_answer_that_proves_nothing_is_followed_by_looking_and_never_by_sending() {
    for status in [0, 200, 201, 204, 302, 307, 408, 409, 425, 499, 500, 502, 503, 504] {
        let scene = Scene::new(Keeps::Everywhere, &[Create::Status(status)]);
        let error = failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
        assert_eq!((error.attempts, scene.creates()), (1, 1), "{status}");
        assert!(scene.reads() > 3, "{status}");
    }
}

#[test]
fn a_campaign_whose_answer_was_lost_is_found() {
    for fate in [Create::ReplyLost, Create::Late(20_000), Create::Silence] {
        let scene = Scene::new(Keeps::Everywhere, &[fate]);
        scene.world.server.make(NAME, None, scene.world.time.now() + 60, 0);
        let receipt = scene.launch(&scene.options()).0.unwrap();
        assert_eq!((receipt.outcome, scene.creates()), (Outcome::Found, 1), "{fate:?}");
    }
}

#[test]
fn a_429_is_waited_out_and_the_same_ticket_sent() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Later(3), Create::Later(5), Create::Good]);
    let (receipt, took) = scene.launch(&scene.options());
    assert_eq!(receipt.unwrap().attempts, 3);
    assert!((8_310..11_000).contains(&took), "{took}");
    let creates = scene.world.creates.borrow();
    assert!(creates.iter().all(|key| *key == creates[0]));
}

#[test]
fn a_429_that_asks_for_too_long_a_wait_is_handed_on() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Later(120)]);
    let error = failed(scene.launch(&scene.options()).0, Code::RateLimited);
    assert_eq!((error.retry_after_ms, scene.creates()), (Some(120_000), 1));
}

#[test]
fn a_draft_calls_nobody_and_is_sent_plainly() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let draft = draft_with(r#""stage":"DRAFT","draft_name":"Mine","#);
    let options = scene.options();
    let store = async |_: &Ticket| panic!("a draft has no ticket");
    let receipt = scene.client.launch(&draft, &options, store, std::future::pending());
    let receipt = scene.world.time.finish(receipt).unwrap();
    assert_eq!((receipt.outcome, receipt.ticket), (Outcome::Draft, None));
    assert_eq!(scene.world.server.made_by("Mine").len(), 1);
}

#[test]
fn a_key_that_lists_leave_out_is_read_from_the_campaign_itself() {
    let scene = Scene::new(Keeps::InDetail, &[Create::ReplyLost]);
    let now = scene.world.time.now();
    scene.world.server.make(NAME, Some("0197a5c0-0000-7000-8000-000000000001"), now + 40, now + 40);
    scene.world.server.make(NAME, None, now + 60, now + 60);
    let receipt = scene.launch(&scene.options()).0.unwrap();
    let ticket = receipt.ticket.unwrap();
    assert_eq!(scene.world.server.made_by(ticket.key.as_str()), [id(&receipt.campaign).as_str()]);
}

#[test]
fn without_the_key_a_likeness_is_named_and_never_taken_for_the_campaign() {
    let scene = Scene::new(Keeps::Nowhere, &[Create::ReplyLost]);
    let error = failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    assert_eq!(error.candidates.len(), 1);
    assert!(error.message.contains("`candidates`"), "{error}");
}

#[test]
fn a_clock_that_shows_another_zones_time_finds_the_campaign_all_the_same() {
    for hours in [-26, 26] {
        let scene = Scene::new(Keeps::Everywhere, &[Create::ReplyLost]);
        scene.world.skew.set(hours * 3_600_000);
        assert_eq!(scene.launch(&scene.options()).0.unwrap().outcome, Outcome::Found);
    }
}

#[test]
fn looking_waits_as_long_as_the_server_asks_and_no_longer_than_settle() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost]);
    scene.world.network.borrow_mut().busy.extend([7]);
    let (outcome, took) = scene.launch(&scene.options());
    failed(outcome, Code::LaunchUnconfirmed);
    let lists = scene.world.lists.borrow();
    assert!(lists[1] - lists[0] >= 7_000, "{lists:?}");
    assert!((30_000..32_000).contains(&took), "{took}");
}

#[test]
fn a_look_that_is_refused_is_not_sent_again_beyond_the_time_for_looking() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost]);
    scene.world.network.borrow_mut().busy.extend([20; 5]);
    let (outcome, took) = scene.launch(&scene.options());
    failed(outcome, Code::LaunchUnconfirmed);
    // After the second lookup, a third would exceed the 30 seconds.
    assert_eq!(scene.reads(), 2);
    assert!((20_000..22_000).contains(&took), "{took}");
}

#[test]
fn a_look_ends_when_time_is_up_however_many_pages_there_are() {
    let scene = Scene::with(Server::new(Keeps::Everywhere, 2), &[Create::Lost]);
    let now = scene.world.time.now();
    for age in 1..40 {
        scene.world.server.make("Other", None, now - age, 0);
    }
    scene.world.network.borrow_mut().slow = 29_000;
    let (outcome, took) = scene.launch(&scene.options());
    failed(outcome, Code::LaunchUnconfirmed);
    assert_eq!(took, 10 + 100 + 120_000);
}

#[test]
fn a_request_that_was_sent_twice_on_its_way_is_told_of() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Twice]);
    let error = failed(scene.launch(&scene.options()).0, Code::LaunchedTwice);
    let ticket = error.ticket.expect("the ticket");
    let told: Vec<_> = error.candidates.iter().map(|id| id.as_str().to_owned()).collect();
    let mut made = scene.world.server.made_by(ticket.key.as_str());
    made.reverse();
    assert_eq!(told, made, "all of them, the newest first");

    // Resuming with the ticket gives the same error.
    let again = failed(scene.launch(&scene.resuming(true)).0, Code::LaunchedTwice);
    assert_eq!((again.candidates, scene.creates()), (error.candidates, 1));
}

#[test]
fn a_look_for_twins_takes_nothing_from_what_the_server_said() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let receipt = scene.launch(&scene.options()).0.unwrap();
    assert_eq!((receipt.outcome, receipt.lookups, receipt.verified), (Outcome::Created, 1, true));

    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    scene.world.network.borrow_mut().busy.push_back(3_600);
    let receipt = scene.launch(&scene.options()).0.unwrap();
    assert_eq!((receipt.outcome, receipt.verified), (Outcome::Created, false));
}

#[test]
fn a_process_that_was_stopped_sends_nothing_too_late() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let world = scene.world.clone();
    let observer = Box::new(move |event: &Event<'_>| {
        if let Event::Request { operation: "campaigns.create", .. } = event {
            world.time.pass(5 * MINUTE);
        }
    });
    let stopped = Scene { world: scene.world.clone(), client: scene.world.watched(Some(observer)) };
    let error = failed(stopped.launch(&stopped.options()).0, Code::Timeout);
    assert_eq!((error.campaign_state, scene.creates()), (Some(CampaignState::None), 0));
}

#[test]
fn nobody_calls_the_whole_workspace_without_saying_so_checked_or_not() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let (draft, store) = (draft(), async |ticket: &Ticket| scene.store(ticket).await);
    let mut options = LaunchOptions { everybody: false, ..scene.options() };
    let launch = scene.client.launch(&draft, &options, store, std::future::pending());
    let error = failed(scene.world.time.finish(launch), Code::InvalidArgument);
    assert!(error.message.contains("`everybody: true`"), "{error}");
    assert_eq!((error.campaign_state, scene.creates()), (Some(CampaignState::None), 0));
    options.everybody = true;
    let launch = scene.client.launch(&draft, &options, store, std::future::pending());
    assert_eq!(scene.world.time.finish(launch).unwrap().outcome, Outcome::Created);
}

#[test]
fn looking_waits_longer_each_time_and_reads_nothing_that_is_older_than_the_launch() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost]);
    let now = scene.world.time.now();
    for age in 0..1_000 {
        scene.world.server.make("Other", None, now - (27 * 60 + age) * MINUTE, 0);
    }
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    // After 0.5, 1, 2, 4, 8 and 8 s, and at the end.
    assert_eq!(scene.reads(), 8);
}

#[test]
fn a_wait_that_the_server_asks_for_may_end_with_the_time_for_looking() {
    let looking = |lookup_timeout| {
        let scene = Scene::new(Keeps::Everywhere, &[Create::Lost]);
        scene.world.network.borrow_mut().busy.push_back(7);
        let (outcome, took) = scene.launch(&LaunchOptions { lookup_timeout, ..scene.options() });
        failed(outcome, Code::LaunchUnconfirmed);
        (scene.reads(), took)
    };
    let (reads, took) = looking(0);
    // Storing the ticket and sending the draft take 110 ms, and the rest is the first lookup.
    let waited = took - 110 + 7_000;
    assert_eq!((reads, looking(waited - 1).0, looking(waited).0), (1, 1, 2));
}

#[test]
fn a_campaign_that_was_found_counts_although_the_rest_of_the_list_cannot_be_read() {
    let scene = Scene::with(Server::new(Keeps::Everywhere, 2), &[Create::ReplyLost]);
    let now = scene.world.time.now();
    for age in 1..6 {
        scene.world.server.make("Other", None, now - age * 1_000, 0);
    }
    scene.world.network.borrow_mut().slow = 1_000;
    let lock = async {
        scene.world.time.sleep(600).await;
        scene.world.network.borrow_mut().locked = true;
    };
    let options = scene.options();
    let launch = scene.launching(&options, std::future::pending());
    let (outcome, ()) = scene.world.time.finish(futures_util::future::join(launch, lock));
    let receipt = outcome.unwrap();
    assert_eq!((receipt.outcome, receipt.verified), (Outcome::Found, false));
}

#[test]
fn a_campaign_that_was_found_is_verified_if_no_second_one_can_be_further_down_the_list() {
    const HOUR: u64 = 60 * MINUTE;
    for (keeps, oldest, verified) in [
        (Keeps::Everywhere, 1, true),
        (Keeps::InDetail, 0, true),
        // Its time in the list proves nothing, since nothing there carries a key.
        (Keeps::InDetail, 60, false),
    ] {
        let scene = Scene::with(Server::new(keeps, 2), &[Create::ReplyLost]);
        let now = scene.world.time.now();
        for count in 0..if oldest > 0 { 5 } else { 0 } {
            scene.world.server.make("Other", None, now - (oldest + count) * HOUR, 0);
        }
        let receipt = scene.launch(&scene.keyed("survey")).0.unwrap();
        assert_eq!((receipt.outcome, receipt.verified), (Outcome::Found, verified), "{keeps:?} {oldest}");
    }
}

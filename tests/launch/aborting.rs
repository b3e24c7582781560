//! An aborted launch: it rejects immediately, with the correct campaign state.

use seax_dialer::{
    client::{LaunchOptions, Outcome},
    error::{CampaignState, Code},
    model::launch::Ticket,
};

use crate::{
    faults::Create,
    scene::{MINUTE, Scene, failed, id},
    server::Keeps,
    stores::Numbered,
    world::draft,
};

/// Launches, aborts after `span` milliseconds, and checks that the launch ends immediately.
fn abort_after(scene: &Scene, span: u64, code: Code) -> Box<seax_dialer::error::Error> {
    let (begun, options) = (scene.world.time.now(), scene.options());
    let outcome = scene.world.time.finish(scene.launching(&options, scene.abort(span)));
    assert_eq!(scene.world.time.now() - begun, span);
    assert_eq!(scene.world.time.timers(), 0);
    let error = failed(outcome, code);
    let reason = error.cause.as_ref().and_then(|cause| cause.downcast_ref::<&str>());
    assert_eq!(reason, Some(&"enough"));
    error
}

#[test]
fn before_the_draft_has_left_nothing_was_sent() {
    for span in [0, 5] {
        let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
        let error = abort_after(&scene, span, Code::Aborted);
        assert_eq!((error.message.as_str(), scene.creates()), ("Aborted. Nothing was sent.", 0));
    }
}

#[test]
fn while_the_draft_is_under_way_nobody_knows_and_the_ticket_finds_out() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let error = abort_after(&scene, 60, Code::LaunchUnconfirmed);
    assert_eq!(error.ticket, *scene.world.stored.borrow());
    assert!(error.message.contains("launch with this ticket"), "{error}");
    assert_eq!(scene.launch(&scene.resuming(false)).0.unwrap().outcome, Outcome::Found);
}

#[test]
fn while_a_second_campaign_is_looked_for_the_first_is_known() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    let error = abort_after(&scene, 115, Code::LaunchUnconfirmed);
    assert_eq!((error.campaign_state, error.attempts), (Some(CampaignState::Exists), 1));
    let receipt = scene.launch(&scene.resuming(false)).0.unwrap();
    assert_eq!(error.candidates, [id(&receipt.campaign)]);
    assert!(error.message.contains(error.candidates[0].as_str()), "{error}");
    assert!(!error.message.contains("not known"), "{error}");
}

#[test]
fn a_campaign_that_the_reply_named_is_a_candidate_of_the_abort() {
    // The reply names the launch's campaign, but with another type.
    let scene = Scene::new(Keeps::Nowhere, &[Create::Odd("VOICE_DROP=>AI_AGENT")]);
    scene.world.network.borrow_mut().slow = 1_000;
    let error = abort_after(&scene, 500, Code::LaunchUnconfirmed);
    assert_eq!((error.campaign_state, error.candidates.len()), (Some(CampaignState::Unknown), 1));
    assert_eq!(error.ticket.as_ref().and_then(|ticket| ticket.candidates.as_ref()), Some(&error.candidates));
    assert!(error.message.contains("`candidates`"), "{error}");
    // If the caller knows that it is another campaign, it is none.
    let options = LaunchOptions { unrelated: error.candidates, ..scene.resuming(false) };
    let outcome = scene.world.time.finish(scene.launching(&options, scene.abort(500)));
    assert!(failed(outcome, Code::LaunchUnconfirmed).candidates.is_empty());
}

#[test]
fn while_a_429_is_waited_out_nobody_has_looked_yet() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Later(20)]);
    let error = abort_after(&scene, 2_000, Code::LaunchUnconfirmed);
    assert_eq!((error.attempts, error.campaign_state), (1, Some(CampaignState::Unknown)));
}

#[test]
fn a_429_is_final_for_who_does_not_verify() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Later(2), Create::Later(20), Create::Good]);
    let options = LaunchOptions { verify: false, ..scene.options() };
    let outcome = scene.world.time.finish(scene.launching(&options, std::future::pending()));
    assert_eq!(outcome.unwrap().attempts, 3);
    assert_eq!(scene.reads(), 0);
}

#[test]
fn while_the_campaign_is_looked_for_nobody_knows() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Late(MINUTE)]);
    abort_after(&scene, 12_345, Code::LaunchUnconfirmed);
    scene.world.time.pass(MINUTE);
    assert_eq!(scene.launch(&scene.resuming(false)).0.unwrap().outcome, Outcome::Found);
}

#[test]
fn while_an_earlier_launch_of_the_key_is_looked_for_nobody_knows_of_that_one() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Good]);
    scene.world.network.borrow_mut().slow = 1_000;
    let options = scene.keyed("survey");
    let outcome = scene.world.time.finish(scene.launching(&options, scene.abort(500)));
    let error = failed(outcome, Code::Aborted);
    assert_eq!((error.campaign_state, scene.creates()), (Some(CampaignState::Unknown), 0));
    assert!(!error.message.contains("Nothing was sent"), "{error}");
}

#[test]
fn while_a_refused_ticket_is_forgotten_no_campaign_was_created() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Status(422)]);
    let (options, store) = (scene.keyed("survey"), Numbered { hangs: true, ..Numbered::default() });
    scene.expect(&options);
    let draft = draft();
    let launch = scene.client.launch(&draft, &options, &store, scene.abort(3_000));
    let error = failed(scene.world.time.finish(launch), Code::Aborted);
    assert_eq!((error.campaign_state, error.attempts), (Some(CampaignState::None), 1));
    assert!(error.message.contains("The server refused every request"), "{error}");
}

#[test]
fn while_a_ticket_is_stored_to_be_sent_again_another_call_may_send_it() {
    let scene = Scene::new(Keeps::Everywhere, &[Create::Lost, Create::Good]);
    failed(scene.launch(&scene.options()).0, Code::LaunchUnconfirmed);
    scene.world.time.pass(18 * MINUTE);
    let (options, draft) = (scene.resuming(true), draft());
    let stuck = async |_: &Ticket| std::future::pending().await;
    let launch = scene.client.launch(&draft, &options, stuck, scene.abort(5_000));
    let error = failed(scene.world.time.finish(launch), Code::LaunchUnconfirmed);
    assert_eq!((error.campaign_state, &error.ticket), (Some(CampaignState::Unknown), &options.ticket));
    assert_eq!(scene.creates(), 1);
}

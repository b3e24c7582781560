//! A launch checks its draft first, and does not send one with errors.

use std::cell::RefCell;

use seax_dialer::{
    api::Method,
    client::{LaunchOptions, Outcome, Receipt},
    error::{CampaignState, Code, Result},
    model::{
        FindingCode,
        launch::{Ticket, TicketKey},
    },
};
use serde_json::{Value, json};

use crate::{
    time::Time,
    transport::{Answer, Sent, Wire},
    world::{PHONE, World, client, id},
};

/// A completed launch.
struct Launched {
    outcome: Result<Receipt>,
    /// The tickets that were stored.
    tickets: Vec<Ticket>,
    sent: Vec<Sent>,
    /// The duration in milliseconds.
    took: u64,
}

impl Launched {
    fn creates(&self) -> usize {
        self.sent.iter().filter(|sent| sent.method == Method::Post).count()
    }
}

/// Returns the campaign for a create.
fn campaign(create: &Sent) -> String {
    let draft: Value = serde_json::from_str(create.body.as_deref().expect("a body")).expect("JSON");
    let mut campaign: Value = serde_json::from_str(include_str!("../samples/campaign.json")).expect("JSON");
    for field in ["name", "draft_name", "type", "ai_agent_conversation_config_id"] {
        campaign[field] = draft[field].clone();
    }
    campaign.to_string()
}

/// Launches the world's draft. Lists of campaigns are empty; each read takes `slow` milliseconds.
fn launch(world: &World, options: &LaunchOptions, slow: u64) -> Launched {
    let (time, mut server) = (Time::default(), world.server());
    let wire =
        Wire::to(&time, move |sent| match (sent.method, sent.url.contains("/auto_dialer_campaigns")) {
            (Method::Post, _) => Answer::reply(201, campaign(sent)),
            (_, true) => Answer::reply(200, r#"{"data":[],"total":0}"#),
            _ => server(sent).after(slow),
        });
    let (client, tickets) = (client(&wire, &time), RefCell::new(Vec::new()));
    let on_ticket = async |ticket: &Ticket| {
        tickets.borrow_mut().push(ticket.clone());
        Ok(())
    };
    let draft = world.checked().expect("a draft that can be sent");
    let outcome = time.run(client.launch(&draft, options, on_ticket, std::future::pending()));
    Launched { outcome, tickets: tickets.take(), sent: wire.sent(), took: time.passed() }
}

fn options() -> LaunchOptions {
    LaunchOptions::new([7; 10])
}

/// A draft with an error that depends on the workspace.
fn faulty() -> World {
    World::default().with("phone_ids", json!([id(PHONE, 9)]))
}

#[test]
fn a_draft_without_errors_is_checked_and_sent() {
    let launched = launch(&World::default(), &options(), 0);
    assert_eq!(launched.outcome.as_ref().expect("it is made").outcome, Outcome::Created);
    let order: Vec<bool> = launched.sent.iter().map(|sent| sent.method == Method::Post).collect();
    // The lists are read first; one lookup of a second campaign comes last.
    let create = order.iter().position(|is_create| *is_create).expect("a create");
    assert!((3..order.len() - 1).contains(&create), "{order:?}");
}

#[test]
fn a_draft_with_errors_is_not_sent_and_no_ticket_is_stored() {
    let launched = launch(&faulty(), &options(), 0);
    assert_eq!((launched.creates(), launched.tickets.len()), (0, 0));
    let error = launched.outcome.err().expect("it is refused");
    assert_eq!((error.code, error.attempts), (Code::PreflightFailed, 0));
    assert!(error.message.contains("No phone with the id"), "{error}");
    assert!(error.ticket.is_none(), "a ticket that was never used would have to be looked for");
    let preflight = error.preflight.and_then(|preflight| preflight.read()).expect("the findings");
    assert_eq!(preflight.findings[0].code, FindingCode::PhoneNotFound);
}

#[test]
fn warnings_do_not_stop_a_launch() {
    let world = World::default().with("message_variables", json!({"name": "Ada"}));
    assert!(!world.check().preflight.findings.is_empty());
    assert_eq!(launch(&world, &options(), 0).creates(), 1);
}

#[test]
fn a_launch_that_skips_the_check_reads_one_campaign_before_it_sends() {
    let unchecked = LaunchOptions { skip_check: true, ..options() };
    let launched = launch(&faulty(), &unchecked, 0);
    assert!(launched.outcome.is_ok());
    assert!(launched.sent[0].url.ends_with("/auto_dialer_campaigns?limit=1"), "{}", launched.sent[0].url);
    assert_eq!(launched.sent.iter().position(|sent| sent.method == Method::Post), Some(1));
    assert!(launched.sent.iter().all(|sent| sent.url.contains("/auto_dialer_campaigns")));

    let launched = launch(&faulty(), &LaunchOptions { verify: false, ..unchecked }, 0);
    assert!(launched.outcome.is_ok());
    assert_eq!(launched.sent.len(), 1, "who takes the server's word reads nothing at all");
}

#[test]
fn who_is_refused_is_refused_before_anything_is_sent() {
    for (status, code) in [(401, Code::Unauthorized), (404, Code::NotFound), (422, Code::Unprocessable)] {
        let time = Time::default();
        let wire = Wire::to(&time, move |_| Answer::reply(status, r#"{"detail":"No"}"#));
        let (client, draft) = (client(&wire, &time), World::default().checked().expect("a draft"));
        let unchecked = LaunchOptions { skip_check: true, ..options() };
        let store = async |_: &Ticket| panic!("there is nothing to store");
        let launch = client.launch(&draft, &unchecked, store, std::future::pending());
        let error = time.run(launch).err().expect("it is refused");
        assert_eq!((error.code, error.campaign_state), (code, Some(CampaignState::None)));
        assert!(error.message.contains("Nothing was sent"), "{error}");
        assert!(wire.sent().iter().all(|sent| sent.method == Method::Get));
    }
}

#[test]
fn a_key_that_may_create_campaigns_and_not_list_them_can_launch() {
    let time = Time::default();
    let wire = Wire::to(&time, |sent| match sent.method {
        Method::Post => Answer::reply(201, campaign(sent)),
        _ => Answer::reply(403, r#"{"detail":"No"}"#),
    });
    let (client, draft) = (client(&wire, &time), World::default().checked().expect("a draft"));
    let unchecked = LaunchOptions { skip_check: true, ..options() };
    let store = async |_: &Ticket| Ok(());
    let receipt = time.run(client.launch(&draft, &unchecked, store, std::future::pending()));
    let receipt = receipt.expect("it is made");
    assert_eq!((receipt.outcome, receipt.verified), (Outcome::Created, false));
}

#[test]
fn everybody_is_called_only_if_the_launch_says_so() {
    let world = World::default().with("any_contact_label_ids", json!([]));
    let error = launch(&world, &options(), 0).outcome.err().expect("it is refused");
    assert_eq!((error.code, error.campaign_state), (Code::PreflightFailed, Some(CampaignState::None)));
    assert_eq!(launch(&world, &LaunchOptions { everybody: true, ..options() }, 0).creates(), 1);
}

#[test]
fn what_cannot_be_read_stops_a_launch_too() {
    let world = World { failing: vec![("ai_agents", 1)], ..World::default() };
    let launched = launch(&world, &options(), 0);
    assert_eq!(launched.creates(), 0);
    let error = launched.outcome.err().expect("it is refused");
    let preflight = error.preflight.and_then(|preflight| preflight.read()).expect("the findings");
    assert_eq!(preflight.findings[0].code, FindingCode::AgentsUnreadable);
}

#[test]
fn a_launch_that_could_not_be_checked_fails_as_the_reading_did() {
    let world = World { failing: vec![("ai_agents", 1)], ..World::default() };
    let error = launch(&world, &options(), 0).outcome.err().expect("it is refused");
    assert_ne!(error.code, Code::PreflightFailed);
    assert!(error.status.is_some_and(|status| status >= 400), "{error:?}");
    assert_eq!(error.attempts, 0);
    assert_eq!(error.campaign_state, Some(CampaignState::None));
    assert!(
        error.message.starts_with("Nothing was sent, because the campaign could not be checked."),
        "{error}"
    );

    let faulty = World { failing: vec![("ai_agents", 1)], ..faulty() };
    let error = launch(&faulty, &options(), 0).outcome.err().expect("it is refused");
    assert_eq!(error.code, Code::PreflightFailed, "the draft has an error of its own");
}

#[test]
fn the_time_that_a_check_takes_is_not_taken_from_the_sending() {
    // Each list takes 25 s, and the audience has many pages: far more than the 120 s within which a draft must be sent.
    let world = World {
        page: 2,
        contacts: (1..20).map(|n| crate::world::contact(n, "Ada")).collect(),
        ..World::default()
    };
    let launched = launch(&world, &options(), 25_000);
    assert!(launched.took > 120_000);
    let receipt = launched.outcome.expect("it is made");
    let ticket = receipt.ticket.expect("a ticket");
    assert!((crate::time::START + 120_001..=crate::time::START + launched.took).contains(&ticket.sent_at));
    assert_eq!(launched.tickets, [Ticket { campaign_id: None, ..ticket }]);
}

#[test]
fn looking_for_a_launch_checks_nothing_and_sending_it_again_does() {
    let ticket = launch(&World::default(), &options(), 0).tickets.remove(0);
    // So long ago that the request can no longer take effect.
    let sent_at = ticket.sent_at - 3_600_000;
    let ticket = Ticket { key: TicketKey::new(sent_at, [7; 10]), sent_at, ..ticket };
    let looking = LaunchOptions { ticket: Some(ticket), ..options() };
    let looked = launch(&World::default(), &looking, 0);
    assert_eq!(looked.outcome.err().expect("it is not there").code, Code::LaunchUnconfirmed);
    assert!(looked.sent.iter().all(|sent| sent.url.contains("/auto_dialer_campaigns")));

    let again = LaunchOptions { allow_resend: true, ..looking };
    let world = World { failing: vec![("phones", 1)], ..World::default() };
    let refused = launch(&world, &again, 0);
    assert_eq!((refused.creates(), refused.tickets.len()), (0, 0));
    let error = refused.outcome.err().expect("it is refused");
    assert_eq!(error.campaign_state, Some(CampaignState::None));
    assert_eq!(error.ticket, again.ticket, "the ticket stays good, as it was");
    assert_eq!(launch(&World::default(), &again, 0).creates(), 1);
}

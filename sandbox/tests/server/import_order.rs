//! Imports and campaigns happen in the order of their times, no matter how rarely requests are made.

use std::time::Duration;

use seax_sandbox::{
    id::Id,
    rules::resolution::resolve,
    seed,
    settings::Settings,
    timestamp::Timestamp,
    world::{
        audience::AudienceFilter,
        draft::{CampaignStage, Draft},
        import::{DuplicatedStrategy, JobStatus},
        workspace::Workspace,
    },
};

const NOW: Timestamp = Timestamp::from_micros(1_790_000_000_000_000);

/// A file that labels one of the survey's contacts DNC.
const FILE: &[u8] = b"name,phone,labels\nElla Fox,+12025550188,DNC\n";

fn after(ms: u64) -> Timestamp {
    NOW + Duration::from_millis(ms)
}

/// Returns a workspace with a running import, and a campaign that starts `begins` milliseconds after [`NOW`].
fn workspace(begins: u64) -> Workspace {
    let mut workspace = seed::workspace(Id::new(1), &Settings::default());
    let survey = workspace.labels[workspace.label_named("Survey 2026").unwrap()].view.id;
    let draft = Draft {
        stage: CampaignStage::Instance,
        start_time: Some(after(begins)),
        is_schedule: true,
        message: Some("Hello".to_owned()),
        phone_ids: vec![workspace.phones[0].id],
        audience: AudienceFilter { any_labels: vec![survey], ..AudienceFilter::default() },
        ..Draft::blank()
    };
    let number = workspace.campaigns_made;
    let resolved = resolve(&draft, &workspace, number, NOW).unwrap();
    workspace.add_campaign(draft, resolved, NOW);
    workspace.ask_for_import(FILE.to_vec(), DuplicatedStrategy::Merge, NOW);
    workspace
}

/// Returns the contacts that the campaign calls if requests are made at the times `looks`, in milliseconds after
/// [`NOW`].
fn people(begins: u64, looks: impl IntoIterator<Item = u64>) -> Vec<String> {
    let mut workspace = workspace(begins);
    looks.into_iter().for_each(|ms| workspace.advance_to(after(ms)));
    let people = workspace.campaigns.last().unwrap().called.iter();
    people.map(|contact| contact.name.to_string()).collect()
}

#[test]
fn an_import_is_queued_then_started_then_finished() {
    let mut workspace = workspace(60_000);
    for (ms, status) in [
        (0, JobStatus::Queued),
        (499, JobStatus::Queued),
        (500, JobStatus::Started),
        (1_000, JobStatus::Started),
        (1_001, JobStatus::Finished),
    ] {
        workspace.advance_to(after(ms));
        assert_eq!(workspace.imports[0].status(after(ms)), status, "after {ms} ms");
    }
}

#[test]
fn whom_an_import_bars_is_not_called_by_a_campaign_that_begins_later() {
    let is_called = |begins: u64| people(begins, [20_000]).contains(&"Ella Fox".to_owned());
    assert!(is_called(900), "the import was not done when the campaign began");
    assert!(!is_called(2_000));
}

#[test]
fn looking_often_changes_nothing() {
    for begins in [900, 2_000] {
        assert_eq!(people(begins, [20_000]), people(begins, (0..=20_000).step_by(100)));
    }
}

use crate::{
    id::Id,
    seed::{EPOCH, contacts::SPECIAL},
    world::{
        contact_set::ContactSet,
        label::{DO_NOT_CALL, DUPLICATE, INVALID_NUMBER, Label, LabelView, UNREACHABLE},
        workspace::Workspace,
    },
};

/// The id of the label in the tutorial's draft.
pub const SURVEY: Id = Id::new(0xdd20f7cd_03fb_4c79_9f3e_998372d1bec6);

/// The id of the label in the tutorial's campaign.
pub const NEWSLETTER: Id = Id::new(0x7082ae15_43ae_472f_a83c_ee6462a0af83);

/// The id of the VIP label.
pub const VIP: Id = Id::new(0x4b1d0e52_9c37_4f60_a1be_6d2f8c05a7e9);

const TAIPEI: Id = Id::new(0xa8c4e7f0_2b6d_4193_8e5a_71f0d93b6c24);
const DNC: Id = Id::new(0x0dc00000_5ea4_4000_8000_000000000001);
const INVALID: Id = Id::new(0x0dc00000_5ea4_4000_8000_000000000002);
const UNREACHED: Id = Id::new(0x0dc00000_5ea4_4000_8000_000000000003);
const REPEATED: Id = Id::new(0x0dc00000_5ea4_4000_8000_000000000004);

/// A label: id, name, color, description, and its members per 1,000 contacts.
type Row = (Id, &'static str, &'static str, &'static str, u64);

/// The labels of a fresh workspace. The first four are system labels.
const ROWS: [Row; 8] = [
    (DNC, DO_NOT_CALL, "#d32f2f", "Do not contact", 20),
    (INVALID, INVALID_NUMBER, "#8d6e63", "The number is not in service", 15),
    (UNREACHED, UNREACHABLE, "#ffa000", "Nobody ever picks up", 30),
    (REPEATED, DUPLICATE, "#757575", "Another contact has the same number", 0),
    (VIP, "VIP", "#19b9c3", "This label is for vip customer", 60),
    (SURVEY, "Survey 2026", "#0cb3c3", "Takes part in the survey of 2026", 180),
    (NEWSLETTER, "Newsletter", "#7b1fa2", "", 450),
    (TAIPEI, "Taipei", "#388e3c", "您好,台北的客戶", 300),
];

/// The number of system labels.
const SYSTEM_LABELS: usize = 4;

/// Returns the labels of a workspace, without members.
pub fn labels() -> Vec<Label> {
    let label = |(index, row): (usize, &Row)| {
        let (id, name, color, description, _) = *row;
        Label {
            view: LabelView {
                name: name.to_owned(),
                color: color.to_owned(),
                description: description.to_owned(),
                id,
                is_system: index < SYSTEM_LABELS,
                created_time: EPOCH,
                updated_time: EPOCH,
            },
            members: ContactSet::default(),
        }
    };
    ROWS.iter().enumerate().map(label).collect()
}

/// Assigns labels to contacts: special contacts get those in their table, others get labels according to the labels'
/// shares, and contacts with an earlier contact's number get the duplicate label.
pub fn hand_out(workspace: &mut Workspace) {
    let count = workspace.contacts.slots();
    for (number, (label, row)) in workspace.labels.iter_mut().zip(&ROWS).enumerate() {
        let (_, name, _, _, share) = row;
        for (index, special) in SPECIAL.iter().enumerate().take(count) {
            if special.labels.contains(name) {
                label.members.insert(index);
            }
        }
        for index in (SPECIAL.len()..count).filter(|&index| is_in_share(index, number, *share)) {
            label.members.insert(index);
        }
    }
    let mut numbers = std::collections::HashSet::with_capacity(count);
    let contacts = &workspace.contacts;
    let repeats = (0..count)
        .filter(|&index| contacts.at(index).phone.as_deref().is_some_and(|phone| !numbers.insert(phone)));
    let repeats: Vec<usize> = repeats.collect();
    if let Some(duplicate) = workspace.labels.iter_mut().find(|label| label.view.id == REPEATED) {
        duplicate.members.unite(&repeats.into_iter().collect());
    }
}

/// Returns `true` if a contact gets a label. A Weyl sequence spreads each label evenly over the contacts, so the
/// number of its members is close to its share.
fn is_in_share(index: usize, label: usize, per_thousand: u64) -> bool {
    const RHYTHMS: [u64; ROWS.len()] = [
        0x9e37_79b9_7f4a_7c15,
        0xc13f_a9a9_02a6_328f,
        0x91e1_0da5_c79e_7b1d,
        0xd1b5_4a32_d192_ed03,
        0xabc9_8388_fb8f_ac03,
        0x8cb9_2ba7_2f3d_8dd7,
        0xb8f3_4d29_6a1c_35e5,
        0xda94_2042_e4dd_58b5,
    ];
    let phase = (index as u64).wrapping_mul(RHYTHMS[label]);
    (u128::from(phase) * 1_000) >> 64 < u128::from(per_thousand)
}

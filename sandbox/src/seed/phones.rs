use crate::{
    id::Id,
    rng::Rng,
    seed::{agents::TUTORIAL_CONVERSATION, day, rng},
    timestamp::Timestamp,
    world::{
        label::{DO_NOT_CALL, Label},
        phone::{
            AclIpAddress, ByocTrunk, Desk, Keyword, Phone, PhoneCapability, Recipient, RecipientType, User,
            VerifiedCaller,
        },
    },
};

/// The id of the number in the tutorial's draft.
pub const TUTORIAL_PHONE: Id = Id::new(0x020086f5_fb0e_4a0c_920a_bbdd04f4381c);

/// The id of the number without special properties.
pub const MAIN_PHONE: Id = Id::new(0x0354fb10_9e18_4923_a213_6253800f8d01);

const VOICE: PhoneCapability = PhoneCapability {
    sms: true,
    mms: true,
    voice: true,
    fax: false,
    whatsapp: false,
    whatsapp_business_platform: false,
};

/// Returns six numbers, oldest first, each with a different property that matters for calls.
pub fn phones(seed: u64, labels: &[Label]) -> Vec<Phone> {
    let mut rng = rng(seed, b"phones..", 0);
    let mut old =
        plain(Id::new(0x5c2f81d6_e07a_4b39_3f46_8d1e90ab7c25), "old line", "+14155550100", 1, &mut rng);
    let mut text =
        plain(Id::new(0x8b60e3a9_14c7_4d52_6a08_f72d5e91c3b4), "SMS only", "+14155550101", 2, &mut rng);
    let mut agent = plain(TUTORIAL_PHONE, "dev-number-1", "+19987654321", 3, &mut rng);
    let mut desk =
        plain(Id::new(0x3d95b7c0_6f12_4e8a_d4b1_20c8e67f9a53), "front desk", "+886223456789", 4, &mut rng);
    let mut trunk =
        plain(Id::new(0xe41a7d38_c295_4f06_0b7c_5a93d2168ef0), "office trunk", "+4930123456", 5, &mut rng);
    let mut main = plain(MAIN_PHONE, "tech support", "+14155550105", 6, &mut rng);

    old.enabled = false;

    text.phone_capability.voice = false;

    agent.enabled_recipient = true;
    let (kind, receiver) = (RecipientType::AiAgent, Some(TUTORIAL_CONVERSATION.to_string()));
    agent.call_recipient = Some(Recipient { id: rng.id(), kind, receiver });

    desk.country = Some("TW".to_owned());
    desk.whatsapp_device_id = Some("1234567890:98@s.whatsapp.net".to_owned());
    desk.whatsapp_status = Some("CONNECTED".to_owned());
    desk.whatsapp_business_account_phone_id = Some("555555555555".to_owned());
    desk.phone_capability = PhoneCapability { whatsapp: true, mms: false, ..VOICE };
    desk.enabled_recipient = true;
    desk.call_recipient = Some(forward("+886912000111", &mut rng));
    desk.sms_recipient = Some(forward("+886912000111", &mut rng));
    desk.wabp_recipient = Some(forward("+886912000112", &mut rng));
    desk.verified_caller = Some(verified("+886223456789", desk.created_time, &mut rng));

    trunk.country = Some("DE".to_owned());
    trunk.kind = "BYOC".to_owned();
    trunk.byoc_trunk = Some(byoc_trunk(trunk.created_time, &mut rng));

    main.is_default = true;
    main.dialpad_available = true;
    main.generic_reply_message =
        "Welcome! If you want to subscribe daily report, please reply 'DAILY'.".to_owned();
    main.enabled_dnc_reply = true;
    main.desk = staffed_desk(&main, labels, &mut rng);

    vec![old, text, agent, desk, trunk, main]
}

fn plain(id: Id, name: &str, phone: &str, age: u64, rng: &mut Rng) -> Phone {
    let created_time = day(age, rng);
    Phone {
        name: name.to_owned(),
        enabled: true,
        phone: phone.to_owned(),
        country: Some("US".to_owned()),
        whatsapp_device_id: None,
        whatsapp_status: None,
        generic_reply_message: "Welcome!".to_owned(),
        dnc_reply_message: "Ok, we won't send you any other message.".to_owned(),
        enabled_generic_reply: false,
        enabled_dnc_reply: false,
        kind: "LOCAL".to_owned(),
        source: "TWILIO".to_owned(),
        phone_capability: VOICE,
        is_default: false,
        enabled_recipient: false,
        whatsapp_business_account_phone_id: None,
        dialpad_available: false,
        created_time,
        updated_time: created_time,
        id,
        call_recipient: None,
        sms_recipient: None,
        wabp_recipient: None,
        verified_caller: None,
        byoc_trunk: None,
        desk: Desk::default(),
    }
}

fn forward(receiver: &str, rng: &mut Rng) -> Recipient {
    Recipient { id: rng.id(), kind: RecipientType::PhoneNumber, receiver: Some(receiver.to_owned()) }
}

fn verified(number: &str, time: Timestamp, rng: &mut Rng) -> VerifiedCaller {
    VerifiedCaller {
        created_time: time,
        updated_time: time,
        id: rng.id(),
        phone_number: number.to_owned(),
        name: Some("Front desk".to_owned()),
        validation_code: Some("813955".to_owned()),
        status: "success".to_owned(),
        call_id: Some("CAca1ce90f90c7609477eee1f6bbc75a50".to_owned()),
    }
}

fn byoc_trunk(time: Timestamp, rng: &mut Rng) -> ByocTrunk {
    let mut address =
        |ip_address: &str, port| AclIpAddress { ip_address: ip_address.to_owned(), port, id: rng.id() };
    let acl_ip_addresses = vec![address("192.0.2.10", Some(5060)), address("192.0.2.11", None)];
    ByocTrunk {
        created_time: time,
        updated_time: time,
        id: rng.id(),
        sip_domain: "office.sip.example.com".to_owned(),
        acl_ip_addresses,
        sip_auth_username: Some("office".to_owned()),
        sip_auth_password: None,
    }
}

fn staffed_desk(phone: &Phone, labels: &[Label], rng: &mut Rng) -> Desk {
    let dnc = labels.iter().filter(|label| label.view.name == DO_NOT_CALL);
    let keyword = |name: &str, reply: &str, priority, labels| Keyword {
        name: name.to_owned(),
        reply: reply.to_owned(),
        enabled_auto_reply: true,
        enabled_contact_label: true,
        keep_dnc_label_only: name == "STOP",
        id: rng.id(),
        phone_id: phone.id,
        priority,
        contact_labels: labels,
        created_time: phone.created_time,
        updated_time: phone.created_time,
    };
    let mut keyword = keyword;
    Desk {
        users: vec![User {
            account: "satoshi".to_owned(),
            first_name: Some("Satoshi".to_owned()),
            last_name: "Nakamoto".to_owned(),
            email: "satoshi@example.com".to_owned(),
            phone: None,
            language: "en-US".to_owned(),
            theme: "dark".to_owned(),
            date_format: "MM/dd/yyyy".to_owned(),
            time_format: "HH:mm:ss".to_owned(),
            created_time: Timestamp::from_micros(1_231_006_500_000_000),
            email_notification_enabled: false,
            is_new_user: false,
            email_notification_only_offline: false,
            sms_notification_enabled: false,
            sms_notification_only_offline: false,
        }],
        keywords: vec![
            keyword("want", "OK, we got it.", 10, Vec::new()),
            keyword("STOP", "", 20, dnc.map(|label| label.view.clone()).collect()),
        ],
        unread_count: 3,
    }
}

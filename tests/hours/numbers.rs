//! Invalid numbers, and their corrections.

use seax_dialer::{
    hours::{Defect, correct, defect},
    phone::dials_zero,
};

use crate::{
    TABLE,
    oracle::{Oracle, section},
};

#[test]
fn added_and_dropped_digits_are_found() {
    for (number, found) in [
        ("+12125550123", None),
        ("+1212555012", Some(Defect::TooShort)),
        ("+121255501234", Some(Defect::TooLong)),
        ("+6581234567", None),
        ("+658123456", Some(Defect::TooShort)),
        ("+65812345678", Some(Defect::TooLong)),
        ("+85291234567", None),
        ("+852912345678", Some(Defect::TooLong)),
        ("+819012345678", None),
        ("+81312345678", None),
        ("+8190123456789", Some(Defect::TooLong)),
        ("+886912345678", None),
        ("+88691234567", None),
        ("+8869123456789", Some(Defect::TooLong)),
        // Numbers that stand for a mobile number in South Korea, as customers of shops are given.
        ("+8250412345678", None),
        ("+825051234567", None),
        ("+82504123456789", Some(Defect::TooLong)),
        // Internet telephony has numbers of its own length; a digit too many is one for others.
        ("+8867012345678", None),
        ("+88670101234567", None),
        ("+886701234567", Some(Defect::TooShort)),
        ("+8860912345678", Some(Defect::TooLong)),
        ("+263861123456", Some(Defect::TooShort)),
        ("+2638611234567", None),
        ("+2454012345", None),
        ("+245401234", Some(Defect::TooShort)),
        // A zero in brackets is dialed only within the country.
        ("+886 (0)912 345 678", None),
        ("+44 (0)20 7123 4567", None),
        ("+61 (0)412 345 678", None),
        ("+2101234567", Some(Defect::NoSuchCountry)),
        ("+9991234567", Some(Defect::NoSuchCountry)),
        // Toll-free internationally, so it has no place.
        ("+80012345678", None),
    ] {
        assert_eq!(defect(&TABLE, number), found, "{number}");
    }
}

#[test]
fn area_codes_that_do_not_exist_are_found() {
    let oracle = Oracle::new();
    let known: Vec<&str> = oracle.areas().map(|(area, _)| area).collect();
    assert!(known.len() > 450, "{}", known.len());
    for area in 200..1000 {
        let area = area.to_string();
        let found = (!known.contains(&area.as_str())).then_some(Defect::NoSuchAreaCode);
        assert_eq!(defect(&TABLE, &format!("+1{area}5550123")), found, "{area}");
    }
    for exists in ["800", "867", "212", "876", "787"] {
        assert!(known.contains(&exists), "{exists}");
    }
    for missing in ["555", "999", "211", "911", "300"] {
        assert!(!known.contains(&missing), "{missing}");
    }
    assert_eq!(defect(&TABLE, "+11235550123"), Some(Defect::NoSuchAreaCode));
}

#[test]
fn a_number_is_corrected_by_its_country() {
    for (number, country, meant) in [
        ("0912 345 678", "TW", Some("+886912345678")),
        ("０９１２３４５６７８", "TW", Some("+886912345678")),
        ("02-2345-6789", "TW", Some("+886223456789")),
        ("070 1234 5678", "TW", Some("+8867012345678")),
        ("886912345678", "TW", Some("+886912345678")),
        // Mexico's mobile numbers had a 1 after the country code until 2019.
        ("+52 1 55 1234 5678", "", Some("+525512345678")),
        ("+5215512345678", "US", Some("+525512345678")),
        ("521 55 1234 5678", "MX", Some("+525512345678")),
        ("55 1234 5678", "MX", Some("+525512345678")),
        // That 1 was never dialed alone: this may be an American number without its plus.
        ("1 201 555 0123", "MX", None),
        ("00886 912 345 678", "US", Some("+886912345678")),
        // Nobody calls their own country through a carrier, though 5, 6 and 55 are carriers' there.
        ("0057 300 123 4567", "CO", Some("+573001234567")),
        ("0066 2 123 4567", "TH", Some("+6621234567")),
        ("0055 41 98765 4321", "BR", Some("+5541987654321")),
        ("＋８８６ ９１２ ３４５ ６７８", "", Some("+886912345678")),
        ("8123 4567", "SG", Some("+6581234567")),
        // Where some dial 001 before a country code, it does not tell North America.
        ("001 65 6123 4567", "HK", None),
        ("001-65-6123-4567", "US", Some("+16561234567")),
        ("001 44 20 7123 4567", "HK", Some("+442071234567")),
        ("001 1 212 555 0123", "KR", Some("+12125550123")),
        ("001 212 555 0123", "SG", Some("+12125550123")),
        ("001 44 20 7123 4567", "US", None),
        // The first of three digits for a carrier, and then a country code; or 00, and then another country code.
        ("009 1 650 253 0000", "TW", None),
        ("006 65 9123 4567", "TW", None),
        ("002-1-212-555-0123", "TW", None),
        ("002-1-212-555-0123", "KH", None),
        ("002 1 310 555 0123", "KR", None),
        ("008 1 212 555 0123", "TH", None),
        ("007 65 9123 4567", "ID", None),
        ("009 1 416 555 0123", "NG", None),
        ("0043 1 212 555 0123", "BR", None),
        ("0073 298 123456", "KR", None),
        ("0016 298 123456", "AU", None),
        // Only one of them is a number.
        ("002 44 20 7123 4567", "TW", Some("+442071234567")),
        ("00700 1 310 555 0123", "KR", Some("+13105550123")),
        ("0011 44 20 7123 4567", "AU", Some("+442071234567")),
        ("00 886 912 345 678", "TW", Some("+886912345678")),
        ("0065 9123 4567", "TH", Some("+6591234567")),
        ("(212) 555-0123", "US", Some("+12125550123")),
        ("1-212-555-0123", "us", Some("+12125550123")),
        ("011 44 20 7123 4567", "US", Some("+442071234567")),
        ("+44 (0)20 7123 4567", "", Some("+442071234567")),
        ("020 7123 4567", "GB", Some("+442071234567")),
        ("01 23 45 67 89", "FR", Some("+33123456789")),
        ("090-1234-5678", "JP", Some("+819012345678")),
        ("8 916 123-45-67", "RU", Some("+79161234567")),
        // Italian numbers include their leading zero.
        ("06 1234 5678", "IT", Some("+390612345678")),
        ("\u{202a}+886912345678\u{202c}", "", Some("+886912345678")),
        // A trunk prefix is not dialed after a country code.
        ("+49 0151 23456789", "", Some("+4915123456789")),
        ("0049 0151 23456789", "", Some("+4915123456789")),
        ("49 0151 23456789", "DE", Some("+4915123456789")),
        ("011 49 0151 23456789", "US", Some("+4915123456789")),
        ("+43 0664 1234567", "", Some("+436641234567")),
        ("+62 0812 34567890", "", Some("+6281234567890")),
        ("+44 07400 123456", "", Some("+447400123456")),
        ("+886 0912 345 678", "", Some("+886912345678")),
        ("+36 06 20 123 4567", "", Some("+36201234567")),
        ("+1 1 212 555 0123", "", Some("+12125550123")),
        ("+7 8 916 123-45-67", "", Some("+79161234567")),
        ("+7 800 123-45-67", "", Some("+78001234567")),
        // A zero that is part of the number stays.
        ("+39 06 1234 5678", "", Some("+390612345678")),
        ("+39 (0)2 12345678", "", Some("+390212345678")),
        ("＋３９ (0)2 12345678", "", Some("+390212345678")),
        ("0039 (0)2 12345678", "", Some("+390212345678")),
        ("+225 (0)1 23 45 67 89", "", Some("+2250123456789")),
        ("+225 01 23 45 67 89", "", Some("+2250123456789")),
        ("+229 (0)1 97 12 34 56", "", Some("+2290197123456")),
        ("+226 (0)7 12 34 56", "", Some("+22607123456")),
        // No number in Luxembourg begins with 0, and there is no trunk prefix.
        ("0171 234567", "LU", None),
        ("+352 0171 234567", "", None),
        ("+34 0612 345 67", "", None),
        ("+44 0 0 7400 123456", "", None),
        // A local number, whose area code is another one than its first digits.
        ("8771-1234", "TW", None),
        ("2345-6789", "KR", None),
        ("8123 4567", "PH", None),
        ("8888 8888", "CN", None),
        ("2345 6789", "MY", None),
        ("123456", "DE", None),
        // Too many digits for that: only the trunk prefix is missing, such as in a spreadsheet.
        ("912345678", "TW", Some("+886912345678")),
        ("15123456789", "DE", Some("+4915123456789")),
        // Short, and right either with a country code or as a local number.
        ("4930123", "DE", None),
        // It already has its country code, or an area code that is the same.
        ("4915123456789", "DE", None),
        // No correction that would be invalid as well.
        ("0912 345 678", "", None),
        ("0912 345", "TW", None),
        ("(555) 555-0123", "US", None),
        ("12125550123 ext. 4", "US", None),
        ("0912 345 678", "XX", None),
        ("", "TW", None),
        ("+", "TW", None),
    ] {
        let country = (!country.is_empty()).then_some(country);
        assert_eq!(correct(&TABLE, number, country).as_deref(), meant, "{number} {country:?}");
    }
}

#[test]
fn a_zero_that_belongs_to_numbers_of_a_country_is_dialed_from_abroad() {
    // Rwanda dials a 0 before its mobile numbers within the country, and has some numbers that begin with one. Tajikistan's
    // new mobile numbers begin with 0, and the others are often written with one. There, a 0 remains a question.
    const EITHER: [&str; 2] = ["250", "992"];
    for line in section("countries") {
        let code = line.split(' ').nth(1).expect("a calling code");
        let has_zero = line.ends_with(" zero") && !EITHER.contains(&code);
        assert_eq!(dials_zero(code), has_zero, "{line}");
    }
}

#[test]
fn a_number_that_is_right_is_what_it_was_meant_to_be() {
    for number in ["+12125550123", "+6581234567", "+390612345678", "+442071234567"] {
        for country in [None, Some("US"), Some("SG")] {
            assert_eq!(correct(&TABLE, number, country).as_deref(), Some(number));
        }
    }
}

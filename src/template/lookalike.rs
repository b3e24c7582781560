//! Finds text that looks like a merge field but is not one: the notations of other systems and other keyboards. The API reads
//! it out literally.

use crate::{
    schema::split,
    template::placeholder::next_placeholder,
    text::{is_punctuation, same},
};

/// The maximum length of a key, in characters.
const LONGEST: usize = 40;

/// What other languages call a contact's name. Between delimiters of any kind, it counts as a merge field.
const NAMES: &str =
    "姓名,名字,名前,お名前,氏名,이름,성함,имя,ім'я,όνομα,اسم,الاسم,שם,ชื่อ,नाम,nombre,prénom,tên";

/// Elements of SSML and HTML, which speech engines may understand.
const ELEMENTS: [&str; 18] = [
    "audio", "b", "br", "break", "emphasis", "i", "lang", "mark", "p", "phoneme", "prosody", "s", "say-as",
    "speak", "sub", "u", "voice", "w",
];

/// The text that two delimiters have to enclose to count as a merge field.
#[derive(Clone, Copy)]
enum Inside {
    /// Any text: these delimiters have no other use.
    Any,
    /// Text that is plausible as a key and unlikely to be anything else.
    Key,
    /// Like `Key`, but of several words, too.
    Words,
    /// Like `Words`, but not a markup element, nor a comparison, which has blanks after the sign.
    Markup,
    /// A key that has a value, or one with an underscore: these delimiters enclose ordinary words, too.
    Known,
    /// Like `Known`, but in a word of its own: these signs also stand before prices, tags and addresses.
    Valued,
}

/// The delimiters of merge fields in other systems, and other keyboards' versions of braces. A longer delimiter comes before
/// its own prefixes. All of them can be doubled.
const FORMS: [(&str, &str, Inside); 46] = [
    ("<%=", "%>", Inside::Any),
    ("<%-", "%>", Inside::Any),
    ("<%", "%>", Inside::Any),
    ("<?", "?>", Inside::Any),
    ("*|", "|*", Inside::Any),
    ("&#123;", "&#125;", Inside::Any),
    ("&#x7b;", "&#x7d;", Inside::Any),
    ("&lbrace;", "&rbrace;", Inside::Any),
    ("&lcub;", "&rcub;", Inside::Any),
    ("&lt;", "&gt;", Inside::Markup),
    ("\\u007b", "\\u007d", Inside::Any),
    ("\\x7b", "\\x7d", Inside::Any),
    ("%7b", "%7d", Inside::Any),
    ("%(", ")s", Inside::Any),
    ("(", ")", Inside::Known),
    ("（", "）", Inside::Known),
    ("｛", "｝", Inside::Any),
    ("﹛", "﹜", Inside::Any),
    ("❴", "❵", Inside::Any),
    ("[%", "%]", Inside::Any),
    ("[", "]", Inside::Words),
    ("［", "］", Inside::Words),
    ("【", "】", Inside::Key),
    ("〔", "〕", Inside::Key),
    ("〖", "〗", Inside::Key),
    ("<", ">", Inside::Markup),
    ("＜", "＞", Inside::Markup),
    ("〈", "〉", Inside::Known),
    ("《", "》", Inside::Known),
    ("「", "」", Inside::Known),
    ("『", "』", Inside::Known),
    ("«", "»", Inside::Known),
    ("‹", "›", Inside::Known),
    ("⟨", "⟩", Inside::Known),
    ("%", "%", Inside::Key),
    ("％", "％", Inside::Key),
    ("__", "__", Inside::Known),
    ("~", "~", Inside::Known),
    ("|", "|", Inside::Known),
    ("^", "^", Inside::Known),
    ("#", "#", Inside::Valued),
    ("＃", "＃", Inside::Valued),
    ("$", "$", Inside::Valued),
    ("＄", "＄", Inside::Valued),
    ("@", "@", Inside::Valued),
    ("＠", "＠", Inside::Valued),
];

/// How many times a delimiter can be repeated, as some systems do.
const REPEATED: usize = 3;

/// Text that looks like a merge field.
#[derive(Debug, PartialEq, Eq)]
pub struct Lookalike<'a> {
    /// The start in the message, in bytes.
    pub at: usize,
    /// The text, delimiters included.
    pub text: &'a str,
    /// The key between the delimiters, or after the sign. Empty if the text does not tell which key is meant.
    pub key: &'a str,
}

/// The keys that are known to have values.
pub trait Keys {
    /// Returns whether a key has a value.
    fn is_known(&self, key: &str) -> bool;
    /// Returns whether the value consists of words, so that a sign such as `$` or `#` before it makes no sense.
    fn is_wordy(&self, key: &str) -> bool;
}

/// Knows only that every contact has a name and a number.
pub struct Own;

impl Keys for Own {
    fn is_known(&self, key: &str) -> bool {
        is_own(key)
    }

    fn is_wordy(&self, key: &str) -> bool {
        same("name", key)
    }
}

/// Returns whether every contact has a value for a key.
pub fn is_own(key: &str) -> bool {
    same("name", key) || same("phone", key)
}

/// Returns the parts of a message that look like merge fields.
pub fn lookalikes<'a>(message: &'a str, keys: &dyn Keys) -> Vec<Lookalike<'a>> {
    let (mut found, mut rest, mut before) = (Vec::new(), message, ' ');
    while let Some(first) = rest.chars().next() {
        let lookalike = if opens(first) { lookalike(rest, before, keys) } else { None };
        let length = lookalike.map_or(first.len_utf8(), |(text, _)| text.len());
        if let Some((text, key)) = lookalike {
            found.push(Lookalike { at: message.len() - rest.len(), text, key });
        }
        before = first;
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

/// Returns whether a character can begin a lookalike. Tells letters, kana and ideographs without a search.
fn opens(character: char) -> bool {
    let begins = |(open, ..): &(&str, &str, Inside)| open.starts_with(character);
    let is_word = character.is_ascii_alphanumeric() || matches!(character, '\u{3040}'..='\u{9FFF}');
    !is_word && (character == ':' || FORMS.iter().any(begins))
}

/// Returns whether other systems write this character before the braces: Ruby, shells, JavaScript.
pub fn is_sign(character: char) -> bool {
    matches!(character, '$' | '#' | '%' | '@' | '＄' | '＃' | '％' | '＠')
}

/// Returns the sign at the end of a text, unless it is the percent sign of a number.
pub fn last_sign(text: &str) -> Option<char> {
    let mut backwards = text.chars().rev();
    let sign = backwards.next().filter(|last| is_sign(*last))?;
    (!is_percent_of(backwards.next().unwrap_or_default(), sign)).then_some(sign)
}

/// Returns whether a sign is the percent sign of the number, or of the placeholder, that ends before it.
fn is_percent_of(before: char, sign: char) -> bool {
    matches!(sign, '%' | '％') && matches!(before, '0'..='9' | '０'..='９' | '}')
}

/// Returns the lookalike at the start of a text, with its key.
fn lookalike<'a>(text: &'a str, before: char, keys: &dyn Keys) -> Option<(&'a str, &'a str)> {
    let found = enclosed(text, before, keys).or_else(|| signed(text, before, keys));
    found.or_else(|| Some((conversion(text, before)?, "")))
}

/// Matches a key between two delimiters, or between as many of each.
fn enclosed<'a>(text: &'a str, before: char, keys: &dyn Keys) -> Option<(&'a str, &'a str)> {
    FORMS.iter().find_map(|(open, close, inside)| {
        let (mut rest, mut count) = (behind(text, open)?, 1);
        while count < REPEATED
            && let Some(inner) = behind(rest, open)
        {
            (rest, count) = (inner, count + 1);
        }
        let (length, _) = rest
            .char_indices()
            .take(LONGEST + 1)
            .find(|(place, _)| rest.get(*place..).is_some_and(|rest| behind(rest, close).is_some()))?;
        let (padded, mut end) = rest.split_at_checked(length)?;
        for _ in 0..count {
            end = behind(end, close)?;
        }
        let key = padded.trim();
        let is_bare = key.len() == length;
        let is_one = match inside {
            Inside::Any => !key.is_empty(),
            // Nothing else is right between doubled ones.
            Inside::Key => is_key(key, count > 1 && is_bare),
            Inside::Words => is_key(key, true),
            Inside::Markup => is_key(key, is_bare) && !is_element(key),
            Inside::Known => is_snake_case(key),
            Inside::Valued => {
                let is_word = |letter: char| letter.is_ascii_alphanumeric();
                if !is_bare || is_word(before) || end.starts_with(is_word) {
                    return None;
                }
                count > 1 && is_key(key, true) || is_snake_case(key)
            }
        };
        let key = if is_one || keys.is_known(key) {
            key
        } else if matches!(*open, "「" | "『" | "《" | "«") {
            // Quotation marks, also of these words: "say your 「姓名」".
            return None;
        } else {
            split(NAMES, b',').find(|name| same(name, key)).map(|_| "")?
        };
        Some((text.get(..text.len() - end.len())?, key))
    })
}

/// Matches a conversion of a format string: `%s`, `%d` or `%@`, or one with a position, such as `%1$s`.
fn conversion(text: &str, before: char) -> Option<&str> {
    let rest = behind(text, "%").filter(|_| !is_percent_of(before, '%'))?;
    let place = rest.bytes().position(|byte| !byte.is_ascii_digit() && byte != b'$')?;
    let mut bytes = rest.bytes().skip(place);
    let is_one = matches!(bytes.next()?, b's' | b'd' | b'@');
    let ends = !bytes.next().is_some_and(|next| next.is_ascii_alphanumeric());
    text.get(..place + 2).filter(|_| is_one && ends)
}

/// Returns whether the first word of a text is the name of a markup element.
fn is_element(text: &str) -> bool {
    let end = text.bytes().position(|byte| byte == b' ').unwrap_or(text.len());
    text.get(..end).is_some_and(|word| ELEMENTS.iter().any(|element| same(element, word)))
}

/// Matches a key with a sign before it, or a placeholder with one.
fn signed<'a>(text: &'a str, before: char, keys: &dyn Keys) -> Option<(&'a str, &'a str)> {
    let sign = text.chars().next().filter(|sign| *sign == ':' || is_sign(*sign))?;
    let rest = text.get(sign.len_utf8()..).filter(|_| !is_percent_of(before, sign))?;
    if sign != ':'
        && let Some(("", key, behind)) = next_placeholder(rest)
    {
        return keys.is_wordy(key).then_some((text.get(..text.len() - behind.len())?, key));
    }
    // Scripts without blanks continue right after the key, with punctuation or with a word. A key can have both itself.
    let ends: [fn(char) -> bool; 3] = [
        |letter| !is_word(letter),
        |letter| !is_word(letter) || is_punctuation(letter),
        |letter| !is_word(letter) || !letter.is_ascii() && !matches!(letter, 'À'..='ɏ'),
    ];
    let key = ends.into_iter().find_map(|ends| {
        let end = rest.char_indices().find(|(_, letter)| ends(*letter)).map_or(rest.len(), |(end, _)| end);
        // Before words, `:`, `#` and `@` have other uses.
        let is_key =
            |key: &&str| keys.is_known(key) || matches!(sign, '$' | '＄' | '%' | '％') && is_snake_case(key);
        rest.get(..end).filter(is_key)
    })?;
    (!before.is_ascii_alphanumeric()).then_some((text.get(..sign.len_utf8() + key.len())?, key))
}

/// Returns whether a character can be a part of a key after a sign. All that is not ASCII can.
fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || !letter.is_ascii()
}

/// Returns the text after `mark` if it begins with that, ignoring ASCII case.
fn behind<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(mark.len())?;
    start.eq_ignore_ascii_case(mark).then_some(rest)
}

/// Returns whether a text is plausible as the key of a merge field, and unlikely to be anything else.
fn is_key(text: &str, spaced: bool) -> bool {
    let fits = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.') || spaced && byte == b' '
    };
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') && text.bytes().all(fits)
}

/// Returns whether a text is a key with an underscore, which ordinary words do not have.
fn is_snake_case(text: &str) -> bool {
    is_key(text, false) && text.bytes().skip(1).any(|byte| byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Some3;

    impl Keys for Some3 {
        fn is_known(&self, key: &str) -> bool {
            is_own(key) || same(key, "城市") || same(key, "event_name")
        }

        fn is_wordy(&self, key: &str) -> bool {
            self.is_known(key) && !same(key, "phone")
        }
    }

    fn found(message: &str) -> Vec<(&str, &str)> {
        lookalikes(message, &Some3).into_iter().map(|Lookalike { text, key, .. }| (text, key)).collect()
    }

    #[test]
    fn what_looks_like_a_merge_field_is_found() {
        for (message, expected) in [
            ("您好｛name｝!", ("｛name｝", "name")),
            ("您好｛ 姓名 ｝!", ("｛ 姓名 ｝", "姓名")),
            ("您好﹛name﹜!", ("﹛name﹜", "name")),
            ("Hello ❴first name❵!", ("❴first name❵", "first name")),
            ("Hello [name], hi", ("[name]", "name")),
            ("Hello [First Name]", ("[First Name]", "First Name")),
            ("Hello ［name］", ("［name］", "name")),
            ("您好【name】", ("【name】", "name")),
            ("您好【城市】", ("【城市】", "城市")),
            ("您好「name」", ("「name」", "name")),
            ("您好『first_name』", ("『first_name』", "first_name")),
            ("您好《城市》", ("《城市》", "城市")),
            ("您好〔city〕", ("〔city〕", "city")),
            ("Hello «First_Name»", ("«First_Name»", "First_Name")),
            ("Hello %name%", ("%name%", "name")),
            ("Hello %FIRST_NAME%!", ("%FIRST_NAME%", "FIRST_NAME")),
            ("Hello %7Bfirst%7D!", ("%7Bfirst%7D", "first")),
            ("Hello %7bfirst%7d!", ("%7bfirst%7d", "first")),
            ("Hello %(first)s!", ("%(first)s", "first")),
            ("Hello (name),", ("(name)", "name")),
            ("您好（event_name）", ("（event_name）", "event_name")),
            ("Hello (company_name)", ("(company_name)", "company_name")),
            ("Hello <name>", ("<name>", "name")),
            ("Hello <event_name>", ("<event_name>", "event_name")),
            ("Hello &lt;name&gt;", ("&lt;name&gt;", "name")),
            ("Hello &#123;who&#125;", ("&#123;who&#125;", "who")),
            ("Hello &#X7B;who&#X7D;", ("&#X7B;who&#X7D;", "who")),
            ("Hello &lbrace;who&rbrace;", ("&lbrace;who&rbrace;", "who")),
            ("Hello \\u007bwho\\u007D", ("\\u007bwho\\u007D", "who")),
            ("Hello <%= user.name %>", ("<%= user.name %>", "user.name")),
            ("Hello <%name%>", ("<%name%>", "name")),
            ("Hello <?= $name ?>", ("<?= $name ?>", "= $name")),
            ("Hello *|FNAME|*", ("*|FNAME|*", "FNAME")),
            ("Hello __name__ and", ("__name__", "name")),
            ("Hello ~name~", ("~name~", "name")),
            ("您好＜name＞", ("＜name＞", "name")),
            ("50% off, %name%", ("%name%", "name")),
            ("Hello ${name}!", ("${name}", "name")),
            ("Hello #{event_name}!", ("#{event_name}", "event_name")),
            ("您好＄{城市}", ("＄{城市}", "城市")),
            ("Hello $name!", ("$name", "name")),
            ("Hello @name", ("@name", "name")),
            // Punctuation and letters of another script end the key.
            ("您好 $name，歡迎", ("$name", "name")),
            ("您好 @name、歡迎", ("@name", "name")),
            ("您好 #name！", ("#name", "name")),
            ("您好 :name。", (":name", "name")),
            ("$name先生", ("$name", "name")),
            ("歡迎參加$event_name，謝謝", ("$event_name", "event_name")),
            ("歡迎來到$城市，謝謝", ("$城市", "城市")),
            ("«$name»", ("$name", "name")),
            ("$name، مرحبا", ("$name", "name")),
            ("Здравствуйте, $nameу!", ("$name", "name")),
            ("Hello :name,", (":name", "name")),
            // The signs on both sides, and delimiters that are doubled, belong to the field.
            ("Hello ‹event_name›", ("‹event_name›", "event_name")),
            ("Hello ⟨name⟩", ("⟨name⟩", "name")),
            // An underscore tells a key whose value is not known.
            ("Hello #company_name#", ("#company_name#", "company_name")),
            ("您好@company_name@，", ("@company_name@", "company_name")),
            ("Hello $company_name$", ("$company_name$", "company_name")),
            ("Hello $company_name!", ("$company_name", "company_name")),
            ("歡迎參加$company_name，謝謝", ("$company_name", "company_name")),
            ("歡迎參加＄company_name活動", ("＄company_name", "company_name")),
            ("Hello %company_name", ("%company_name", "company_name")),
            ("Hello %%name%%", ("%%name%%", "name")),
            ("Hello %%First Name%%", ("%%First Name%%", "First Name")),
            ("您好 #name#先生", ("#name#", "name")),
            ("您好＃城市＃", ("＃城市＃", "城市")),
            ("Hello ##First Name##", ("##First Name##", "First Name")),
            ("Hello ###name###", ("###name###", "name")),
            ("Hello $name$!", ("$name$", "name")),
            ("Hello $$name$$!", ("$$name$$", "name")),
            ("Hello @name@.", ("@name@", "name")),
            ("Hello @@first_name@@.", ("@@first_name@@", "first_name")),
            ("Hello <<name>>", ("<<name>>", "name")),
            ("Hello <<First Name>>", ("<<First Name>>", "First Name")),
            ("Hello &lt;&lt;name&gt;&gt;", ("&lt;&lt;name&gt;&gt;", "name")),
            ("Hello [[First Name]]", ("[[First Name]]", "First Name")),
            ("您好｛｛name｝｝", ("｛｛name｝｝", "name")),
            ("Hello ~~name~~ and ||", ("~~name~~", "name")),
            ("Hello <First Name>", ("<First Name>", "First Name")),
            ("您好＜First Name＞", ("＜First Name＞", "First Name")),
            ("Hi [%name%]", ("[%name%]", "name")),
            ("Hi [% name %]", ("[% name %]", "name")),
            // What other languages call a contact's data. The key is not known.
            ("您好 [姓名]", ("[姓名]", "")),
            ("您好 [ 名字 ]", ("[ 名字 ]", "")),
            ("您好‹姓名›", ("‹姓名›", "")),
            ("您好%姓名%", ("%姓名%", "")),
            ("您好(姓名)", ("(姓名)", "")),
            ("您好（名字）", ("（名字）", "")),
            ("您好［姓名］", ("［姓名］", "")),
            ("您好＜姓名＞", ("＜姓名＞", "")),
            ("您好【姓名】", ("【姓名】", "")),
            ("您好#姓名#", ("#姓名#", "")),
            ("您好[[姓名]]", ("[[姓名]]", "")),
            ("【お名前】様", ("【お名前】", "")),
            ("안녕하세요 [이름]님", ("[이름]", "")),
            ("Привет, <Имя>!", ("<Имя>", "")),
            ("Вітаю, [Ім'я]!", ("[Ім'я]", "")),
            ("Bonjour [Prénom]", ("[Prénom]", "")),
            ("Hola (Nombre)", ("(Nombre)", "")),
            ("مرحبا [الاسم]", ("[الاسم]", "")),
            // Format strings.
            ("Hi %s", ("%s", "")),
            ("Hi %s, how are you?", ("%s", "")),
            ("您好%s，", ("%s", "")),
            ("Hi %@!", ("%@", "")),
            ("You have %d points", ("%d", "")),
            ("Hi %1$s", ("%1$s", "")),
            ("Hi %12$@.", ("%12$@", "")),
            ("You have %02d points", ("%02d", "")),
        ] {
            assert_eq!(found(message), [expected], "{message}");
        }
        // Each of these has a sign of its own.
        assert_eq!(found("$name$event_name"), [("$name", "name"), ("$event_name", "event_name")]);
        assert_eq!(found("#name #name"), [("#name", "name"); 2]);
        assert_eq!(found("[a] <b2> %c%").len(), 3);
    }

    #[test]
    fn what_is_something_else_is_not() {
        for message in [
            "Hello {name}",
            "[{name}]",
            "50% off and 20% more",
            "100%",
            "5 < 6 and 7 > 6",
            "<break time=\"1s\"/> <speak>hi</speak> <p>",
            "&lt;b&gt;hi&lt;/b&gt; R&D &amp; more",
            "[1] and [] and [ ]",
            "(a note) for (iPhone) at 9 (AM), () ( and ): ({name})",
            "您好（小明）",
            "【重要通知】",
            "您好「iPhone」與《哈利波特》",
            "write to <a@example.com>",
            "《重要》「重要通知」（姓名與電話）",
            "請說出您的「姓名」與電話",
            "50%, 50 %, 5%d, ５０％s, 10%s and 20%1$s",
            "%sale",
            "a %discount, 7 % s",
            "%1, %$",
            "%1$sale",
            "｛｝",
            "﹛﹜ &#123;&#125; *||* <%%>",
            "[an aside that is much too long to be the key of a merge field]",
            "You owe ${amount}, order #{number}, call ${phone}",
            "$5, #1, @home, 7:30, note: name and @names",
            "Your surname:name",
            "2 * 3 | 4 * 5, a | b | c, ~5 and ~6",
            "%",
            "[",
            "$",
            "$ {name}",
            "It costs $5 and $6, #1 or #2, $$ and more $$, #summer_sale#winter_sale",
            "write to a@example.com or b@name@example.com",
            "5 < six and seven > 4, <break strength>, <say-as digits>",
            "5%% off, <<>> ## ## @@ %%%%",
            "Get 5%% off and save 10%%",
            "$nameé and @phoné",
            "恭喜您獲得20%{event_name}折扣",
            "Save 50%{name}, and {pct}%{event_name}",
            "５０％{name}、５０％name",
            "#company_name @company_name :company_name US$company_name ‹iPhone› ⟨x⟩",
            "",
        ] {
            assert_eq!(found(message), [], "{message}");
        }
    }
}

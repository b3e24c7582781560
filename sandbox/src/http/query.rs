use std::borrow::Cow;

use crate::{
    enumeration::Enumeration,
    http::problem::{Issue, Problem},
    id::Id,
    moment::Moment,
};

/// Reads a request's query, parameter by parameter, and collects everything that is wrong with it.
///
/// Parameters that nobody asks for are ignored, and of a repeated parameter the last one counts, as
/// in the vendor's framework. A reading method gives the default for a faulty value;
/// [`Query::finish`] then refuses the request.
pub struct Query<'q> {
    pairs: Vec<(Cow<'q, str>, Cow<'q, str>)>,
    issues: Vec<Issue>,
}

impl<'q> Query<'q> {
    /// Takes the raw query, without its question mark.
    #[must_use]
    pub fn new(raw: &'q str) -> Self {
        Self { pairs: form_urlencoded::parse(raw.as_bytes()).collect(), issues: Vec::new() }
    }

    /// The parameter as text, if it is there.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_ref())
    }

    /// A whole number, 0 or more.
    pub fn count(&mut self, name: &str, default: usize) -> usize {
        let Some(text) = self.text(name) else { return default };
        match text.trim().parse::<i128>() {
            Ok(number) if number < 0 => {
                self.refuse(
                    name,
                    "ensure this value is greater than or equal to 0",
                    "value_error.number.not_ge",
                );
                default
            }
            Ok(number) => usize::try_from(number).unwrap_or(usize::MAX),
            Err(_) => {
                self.refuse(name, "value is not a valid integer", "type_error.integer");
                default
            }
        }
    }

    /// A truth value, in any of the spellings that the vendor's framework reads; `None` if it is
    /// not there.
    pub fn truth(&mut self, name: &str) -> Option<bool> {
        let text = self.text(name)?.to_ascii_lowercase();
        match text.as_str() {
            "true" | "1" | "on" | "t" | "y" | "yes" => Some(true),
            "false" | "0" | "off" | "f" | "n" | "no" => Some(false),
            _ => {
                self.refuse(name, "value could not be parsed to a boolean", "type_error.bool");
                None
            }
        }
    }

    /// A comma-separated list of words, without empty ones.
    #[must_use]
    pub fn words(&self, name: &str) -> Vec<String> {
        let text = self.text(name).unwrap_or_default();
        text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    /// One id; `None` if it is not there or empty.
    pub fn id(&mut self, name: &str) -> Option<Id> {
        self.ids(name).first().copied()
    }

    /// A comma-separated list of ids.
    pub fn ids(&mut self, name: &str) -> Vec<Id> {
        let mut ids = Vec::new();
        for word in self.words(name) {
            match Id::parse(&word) {
                Some(id) => ids.push(id),
                None => self.refuse(name, "value is not a valid uuid", "type_error.uuid"),
            }
        }
        ids
    }

    /// One word of an enumeration; `None` if it is not there or empty.
    pub fn choice<E: Enumeration>(&mut self, name: &str) -> Option<E> {
        self.choices(name).first().copied()
    }

    /// A comma-separated list of words of an enumeration.
    pub fn choices<E: Enumeration>(&mut self, name: &str) -> Vec<E> {
        let mut members = Vec::new();
        for word in self.words(name) {
            match E::parse(&word) {
                Some(member) => members.push(member),
                None => self.refuse(name, &not_a_member::<E>(), "type_error.enum"),
            }
        }
        members
    }

    /// A date and time; `None` if it is not there.
    pub fn moment(&mut self, name: &str) -> Option<Moment> {
        let moment = Moment::parse(self.text(name)?);
        if moment.is_none() {
            self.refuse(name, "invalid datetime format", "value_error.datetime");
        }
        moment
    }

    /// Notes that a parameter is wrong.
    pub fn refuse(&mut self, name: &str, msg: &str, kind: &'static str) {
        self.issues.push(Issue { loc: vec!["query".into(), name.into()], msg: msg.to_owned(), kind });
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// A 422 with every issue that was found.
    pub fn finish(self) -> Result<(), Problem> {
        if self.issues.is_empty() { Ok(()) } else { Err(Problem::unprocessable(self.issues)) }
    }
}

/// The vendor's sentence for a word that is no member of an enumeration.
#[must_use]
pub fn not_a_member<E: Enumeration>() -> String {
    format!("value is not a valid enumeration member; permitted: {}", E::permitted())
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn of_a_repeated_parameter_the_last_one_counts() {
        assert_eq!(Query::new("limit=1&limit=2").count("limit", 10), 2);
    }

    #[test]
    fn every_fault_is_reported_not_only_the_first() {
        let mut query = Query::new("limit=ten&offset=-1&enabled=maybe");
        query.count("limit", 10);
        query.count("offset", 0);
        query.truth("enabled");
        assert_eq!(query.issues.len(), 3);
    }

    #[test]
    fn an_unescaped_plus_is_a_space() {
        assert_eq!(Query::new("keyword=+1415").text("keyword"), Some(" 1415"));
        assert_eq!(Query::new("keyword=%2B1415").text("keyword"), Some("+1415"));
    }
}

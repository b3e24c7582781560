use serde_json::{Map, Value};

/// A reader that takes the fields of a JSON object one by one. `null` counts as absent, and unknown fields are
/// errors, so that misspelled names are noticed. Hand-written, because a derived deserializer is 10 times as much
/// code.
pub struct Fields(Map<String, Value>);

/// The result of reading; an error says what is wrong with the object.
pub type Result<T> = std::result::Result<T, String>;

impl Fields {
    /// Creates a reader of the fields of a value.
    ///
    /// # Errors
    /// Returns an error if the value is not an object.
    pub fn of(value: Value) -> Result<Self> {
        match value {
            Value::Object(object) => Ok(Self(object)),
            _ => Err("an object is expected".into()),
        }
    }

    /// Parses a JSON object.
    ///
    /// # Errors
    /// Returns an error if the text is not JSON, or not an object.
    pub fn parse(json: &[u8]) -> Result<Self> {
        Self::of(serde_json::from_slice(json).map_err(|error| error.to_string())?)
    }

    /// Creates a reader of an empty object.
    #[must_use]
    pub fn none() -> Self {
        Self(Map::new())
    }

    /// Returns `true` if there is such a field, even if it is `null`.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Takes a value of any type, including `null`.
    pub fn any(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }

    /// Reads a string.
    ///
    /// # Errors
    /// Returns an error if the field has another type.
    pub fn text(&mut self, name: &str) -> Result<Option<String>> {
        match self.any(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("`{name}` must be a string")),
        }
    }

    /// Reads a boolean.
    ///
    /// # Errors
    /// Returns an error if the field has another type.
    pub fn flag(&mut self, name: &str) -> Result<Option<bool>> {
        match self.any(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(flag)),
            Some(_) => Err(format!("`{name}` must be true or false")),
        }
    }

    /// Reads a number.
    ///
    /// # Errors
    /// Returns an error if the field has another type.
    pub fn number(&mut self, name: &str) -> Result<Option<f64>> {
        match self.any(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => value.as_f64().map(Some).ok_or_else(|| format!("`{name}` must be a number")),
        }
    }

    /// Reads a non-negative integer.
    ///
    /// # Errors
    /// Returns an error if the field has another type or is negative.
    pub fn count(&mut self, name: &str) -> Result<Option<u64>> {
        match self.any(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => {
                value.as_u64().map(Some).ok_or_else(|| format!("`{name}` must be a whole number from 0"))
            }
        }
    }

    /// Reads a non-negative integer that fits into 32 bits.
    ///
    /// # Errors
    /// Returns an error if the field has another type or is out of range.
    pub fn small_count(&mut self, name: &str) -> Result<Option<u32>> {
        self.count_up_to(name, u32::MAX)
    }

    /// Reads an integer from 0 to `most`.
    ///
    /// # Errors
    /// Returns an error if the field has another type or is out of range.
    pub fn count_up_to(&mut self, name: &str, most: u32) -> Result<Option<u32>> {
        let Some(count) = self.count(name)? else { return Ok(None) };
        let count = u32::try_from(count).ok().filter(|&count| count <= most);
        count.map(Some).ok_or_else(|| format!("`{name}` must be at most {most}"))
    }

    /// Reads a required timestamp, in whole units since 1970.
    ///
    /// # Errors
    /// Returns an error if the field is missing or has another type.
    pub fn time(&mut self, name: &str) -> Result<i64> {
        let time = self.any(name).as_ref().and_then(Value::as_i64);
        time.ok_or_else(|| format!("`{name}` must be a whole number"))
    }

    /// Reads a required list.
    ///
    /// # Errors
    /// Returns an error if the field is missing or has another type.
    pub fn list(&mut self, name: &str) -> Result<Vec<Value>> {
        match self.any(name) {
            Some(Value::Array(items)) => Ok(items),
            _ => Err(format!("`{name}` must be an array")),
        }
    }

    /// Finishes reading.
    ///
    /// # Errors
    /// Returns an error if a field was not read.
    pub fn finish(self) -> Result<()> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(name) => Err(format!("unknown field `{name}`")),
        }
    }
}

/// Returns the value of a required field.
///
/// # Errors
/// Returns an error if it is missing.
pub fn required<T>(name: &str, value: Option<T>) -> Result<T> {
    value.ok_or_else(|| format!("missing field `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::{Fields, required};

    #[test]
    fn what_is_wrong_is_told() {
        let mut fields =
            Fields::parse(br#"{"a": 1, "b": "x", "c": null, "d": -1, "e": 4294967296}"#).unwrap();
        assert_eq!(fields.count("a"), Ok(Some(1)));
        assert_eq!(fields.number("b"), Err("`b` must be a number".into()));
        assert_eq!(fields.text("c"), Ok(None));
        assert_eq!(fields.count("d"), Err("`d` must be a whole number from 0".into()));
        assert!(fields.small_count("e").is_err());
        assert_eq!(required("c", None::<u8>), Err("missing field `c`".into()));
        assert!(fields.finish().is_ok());
        assert_eq!(Fields::parse(br#"{"f": 1}"#).unwrap().finish(), Err("unknown field `f`".into()));
        assert!(Fields::parse(b"[]").is_err() && Fields::parse(b"{").is_err());
    }
}

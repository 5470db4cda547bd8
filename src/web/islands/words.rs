//! How words travel to an island: as a list of texts in the order of the fields. A map with names would carry every
//! name over the wire and a decoder for every struct into the WebAssembly (8 kB for twenty words).

/// Defines a struct whose fields are all texts.
macro_rules! island_words {
    ($(#[$about:meta])* $see:vis struct $name:ident { $($(#[$what:meta])* $field_see:vis $field:ident,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
        #[serde(from = "Vec<String>", into = "Vec<String>")]
        $see struct $name { $($(#[$what])* $field_see $field: String,)+ }

        impl From<Vec<String>> for $name {
            fn from(texts: Vec<String>) -> Self {
                let mut texts = texts.into_iter();
                // Fields of a literal are evaluated in the order in which they are written.
                Self { $($field: texts.next().unwrap_or_default(),)+ }
            }
        }

        impl From<$name> for Vec<String> {
            fn from(words: $name) -> Self {
                vec![$(words.$field,)+]
            }
        }
    };
}

pub(super) use island_words;

#[cfg(test)]
mod tests {
    island_words! {
        struct Two {
            first,
            second,
        }
    }

    #[test]
    fn words_arrive_in_their_places() {
        let json = serde_json::to_string(&Two { first: "a".into(), second: "b".into() }).unwrap();
        assert_eq!(json, r#"["a","b"]"#);
        let back: Two = serde_json::from_str(&json).unwrap();
        assert_eq!((back.first.as_str(), back.second.as_str()), ("a", "b"));
    }
}

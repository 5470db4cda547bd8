//! Streets, squares, parks and facilities that people name, and the Ortsteil each lies in.

use serde::Deserialize;

use crate::ContentError;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PlaceName {
    pub name: String,
    /// Name of the Ortsteil.
    pub district: String,
}

#[derive(Deserialize)]
struct File {
    place: Vec<PlaceName>,
}

pub fn gazetteer() -> Result<Vec<PlaceName>, ContentError> {
    let file: File =
        toml::from_str(include_str!("gazetteer.toml")).map_err(|e| ContentError::new("gazetteer.toml", e))?;
    Ok(file.place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_lies_in_a_district_of_the_city() {
        let areas = crate::areas().unwrap();
        for place in gazetteer().unwrap() {
            assert!(areas.districts.iter().any(|district| district.name == place.district), "{place:?}");
        }
    }

    #[test]
    fn no_place_is_taken_for_somebodys_data() {
        for place in gazetteer().unwrap() {
            for text in [place.name.clone(), format!("Am Ort {} fehlen Bänke, {} 12", place.name, place.name)] {
                assert_eq!(domain::personal_data::find(&text), [], "{text}");
            }
        }
    }
}

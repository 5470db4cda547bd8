//! Pictures on their way from a form into an album, and what is said when one does not fit.

use domain::{
    fields::{Field, Problem},
    ids::PictureId,
    policy::Refusal,
    proposals::{Picture, limits},
};
use store::{
    StoreError,
    pictures::{Album, add, describe},
};

use super::{form::SentPicture, pictures::read};
use crate::Site;

pub const TOO_LARGE: Problem = Problem::PictureTooLarge { most_megabytes: limits::PICTURE_MEGABYTES };
const TOO_MANY: Problem = Problem::TooMany { most: limits::PICTURES };

/// Adds those that are pictures and says what was wrong with the last one that is none. Stops when there is no place
/// left. Whether there is one is asked only after reading a picture: the same one again needs none.
pub async fn add_pictures(
    site: &Site,
    album: Album<'_>,
    sent: Vec<SentPicture>,
) -> Result<Option<Problem>, StoreError> {
    let mut problem = None;
    for picture in sent {
        let bytes = match picture {
            SentPicture::Bytes(bytes) => bytes,
            SentPicture::TooLarge => {
                problem = Some(TOO_LARGE);
                continue;
            }
            SentPicture::TooMany => return Ok(Some(TOO_MANY)),
        };
        let Some(picture) = read(bytes).await else {
            problem = Some(Problem::NotAPicture);
            continue;
        };
        match add(&site.store, album, picture, site.now()).await {
            Ok(_) => {}
            Err(StoreError::Invalid(errors)) => return Ok(errors.of(Field::Pictures)),
            // Submitted in another window meanwhile: the next page says so.
            Err(StoreError::Refused(Refusal::NotInThisStatus)) if matches!(album, Album::Draft(_)) => return Ok(None),
            Err(other) => return Err(other),
        }
    }
    Ok(problem)
}

/// The problem travels to the next page as a word in its address.
pub fn picture_problem_code(problem: Problem) -> &'static str {
    match problem {
        Problem::PictureTooLarge { .. } => "zu-gross",
        Problem::TooMany { .. } => "zu-viele",
        Problem::TooManyAltogether { .. } => "kein-platz",
        _ => "kein-bild",
    }
}

pub fn picture_problem(code: &str) -> Option<Problem> {
    match code {
        "zu-gross" => Some(TOO_LARGE),
        "zu-viele" => Some(TOO_MANY),
        "kein-platz" => Some(Problem::TooManyAltogether { most: limits::PICTURES_OF_ONE_PERSON }),
        "kein-bild" => Some(Problem::NotAPicture),
        _ => None,
    }
}

/// Words of pictures that are there; one that was removed in another window needs none.
pub async fn describe_pictures<'a>(
    site: &Site,
    album: Album<'_>,
    pictures: &[Picture],
    typed: impl IntoIterator<Item = (PictureId, &'a str)>,
) -> Result<(), StoreError> {
    for (id, alt) in typed {
        if pictures.iter().any(|picture| picture.id == id && picture.alt != alt) {
            describe(&site.store, album, id, alt, site.now()).await?;
        }
    }
    Ok(())
}

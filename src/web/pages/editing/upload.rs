//! Files for a page: from the plain form of a block, which comes back with the file in its text, and from the editor.

use axum::{
    extract::{Multipart, Path, State, multipart::MultipartRejection},
    http::StatusCode,
    response::Response,
};
use domain::{
    blocks::{BlockKind, Companion, with_companion, with_companions_confirmed, with_file, without_companion},
    editing::{Keyed, fits, tidy},
    media::{Format, MediaKind, Unfit, clean_name, recognise, without_notes},
    policy::Action,
};
use leptos::prelude::*;
use serde_json::json;
use store::{
    editing::{self, Draft},
    media::{self, Medium, NewMedium},
    sha256,
};

use super::{
    answers::{Fault, answer, ok},
    block::{Filled, Form},
    library, number,
};
use crate::{
    AppError, Rescued, Site, Visit,
    locales::fill,
    pages::{
        content::{MEDIUM, SMALL},
        staff::form::{Labelled, Problems, Typed, described_by},
        submit::pictures,
    },
    scanner::Verdict,
    ui::Icon,
};

/// Bytes of a file, and of a text beside it, that are kept; what is more is read on and refused.
const FILE: usize = 28 * 1024 * 1024;
const TEXT: usize = 128 * 1024;

/// What is to be done with the text of a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// A file that the block itself shows.
    Own,
    /// One that goes along with its words.
    Beside,
    Without(Companion),
    /// What goes along still says what the words say.
    Fits,
    /// To look for what is there already.
    Find,
    /// Something of that.
    Take,
}

impl Wish {
    fn of(sent: &Sent) -> Self {
        if sent.text("wahl").is_some_and(|key| !key.is_empty()) {
            return Self::Take;
        }
        match sent.text("stelle").unwrap_or_default() {
            "suchen" => Self::Find,
            "beigabe" => Self::Beside,
            "passt" => Self::Fits,
            code => Companion::from_code(code).map_or(Self::Own, Self::Without),
        }
    }

    /// The field with its file, which also is where people read what is wrong with it.
    fn field(self) -> &'static str {
        match self {
            Self::Own | Self::Find | Self::Take => "datei",
            _ => "beigabe",
        }
    }

    fn hint(self, visit: &Visit, kind: BlockKind) -> &'static str {
        match self.field() {
            "datei" => visit.words().special_blocks.file_hint(kind),
            _ => visit.words().beside.file_hint,
        }
    }

    /// The text with a file in it; `None` where such a file does not belong.
    fn with(self, kind: BlockKind, body: &str, (format, key, name): (Format, &str, &str)) -> Option<String> {
        match self {
            Self::Beside => Companion::of(format.kind()).map(|companion| with_companion(body, companion, key)),
            _ => with_file(kind, body, (format, key, name)),
        }
    }
}

#[derive(Default)]
struct File {
    field: String,
    name: String,
    bytes: Vec<u8>,
    is_too_large: bool,
}

/// What came with the form.
#[derive(Default)]
struct Sent {
    texts: Vec<(String, String)>,
    files: Vec<File>,
    is_broken: bool,
    /// A text is longer than any that is taken: half of it would pass for all, and only goes back.
    is_too_long: bool,
}

impl Sent {
    async fn read(mut multipart: Multipart) -> Self {
        let mut sent = Self::default();
        loop {
            let mut field = match multipart.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => return sent,
                Err(_) => {
                    sent.is_broken = true;
                    return sent;
                }
            };
            let name = field.name().unwrap_or_default().to_owned();
            let is_file = matches!(name.as_str(), "datei" | "beigabe");
            let file_name = field.file_name().unwrap_or_default().to_owned();
            let most = if is_file { FILE } else { TEXT };
            let mut bytes = Vec::new();
            let mut is_too_large = false;
            loop {
                match field.chunk().await {
                    Ok(Some(chunk)) => {
                        let room = most.saturating_sub(bytes.len()).min(chunk.len());
                        bytes.extend_from_slice(chunk.get(..room).unwrap_or_default());
                        is_too_large |= room < chunk.len();
                    }
                    Ok(None) => break,
                    Err(_) => {
                        sent.is_broken = true;
                        break;
                    }
                }
            }
            if is_file {
                sent.files.push(File { field: name, name: file_name, bytes, is_too_large });
                continue;
            }
            sent.is_too_long |= is_too_large;
            if !sent.is_broken {
                sent.texts.push((name, String::from_utf8_lossy(&bytes).replace('\0', "")));
            }
        }
    }

    /// Taken out: it is large enough not to be there twice.
    fn take(&mut self, field: &str) -> Option<File> {
        self.files.iter_mut().find(|file| file.field == field).map(std::mem::take)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.texts.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }
}

/// Why a file is not taken.
enum Trouble {
    Missing,
    Broken,
    Unfit(Unfit),
    Infected,
    /// Nobody can say whether it is infected.
    Unseen,
    /// It is fine, and belongs into another kind of block.
    NotHere,
}

impl Trouble {
    fn told(&self, visit: &Visit, kind: BlockKind, wish: Wish) -> String {
        let words = &visit.words().special_blocks;
        let hint = wish.hint(visit, kind);
        match self {
            Self::Missing => words.no_file.to_owned(),
            Self::Broken => words.broken.to_owned(),
            Self::Infected => words.infected.to_owned(),
            Self::Unseen => words.unseen.to_owned(),
            Self::NotHere => fill(words.not_here, &[("hint", hint)]),
            Self::Unfit(Unfit::Unknown) => fill(words.unfit, &[("hint", hint)]),
            Self::Unfit(Unfit::Runs) => words.runs.to_owned(),
            Self::Unfit(Unfit::TooLarge(kind)) => {
                fill(words.too_large, &[("most", &kind.most_megabytes().to_string())])
            }
        }
    }
}

/// Keeps the file, if one is wanted; the answer is the text of the block as it was wished.
async fn keep(
    site: &Site,
    visit: &Visit,
    kind: BlockKind,
    body: &str,
    sent: &mut Sent,
) -> Result<Result<String, Trouble>, AppError> {
    let by = visit.acting(Action::EditPages)?;
    if sent.is_too_long {
        return Err(AppError::TooLarge);
    }
    let wish = Wish::of(sent);
    match wish {
        Wish::Without(companion) => return Ok(Ok(without_companion(body, companion))),
        Wish::Fits => return Ok(Ok(with_companions_confirmed(body))),
        Wish::Find => return Ok(Ok(body.to_owned())),
        Wish::Take => {
            let taken = library::take(site, &by, (kind, body), sent.text("wahl").unwrap_or_default()).await?;
            return Ok(taken.ok_or(Trouble::NotHere));
        }
        Wish::Own | Wish::Beside => {}
    }
    let file = sent.take(wish.field());
    if file.as_ref().is_some_and(|file| file.is_too_large) {
        let is_picture = wish == Wish::Own && kind == BlockKind::Image;
        let kind = if is_picture { MediaKind::Image } else { MediaKind::Video };
        return Ok(Err(Trouble::Unfit(Unfit::TooLarge(kind))));
    }
    if sent.is_broken {
        return Ok(Err(Trouble::Broken));
    }
    let Some(file) = file.filter(|file| !file.bytes.is_empty()) else { return Ok(Err(Trouble::Missing)) };
    let format = match recognise(&file.bytes) {
        Ok(format) => format,
        Err(unfit) => return Ok(Err(Trouble::Unfit(unfit))),
    };
    if wish.with(kind, body, (format, "", "")).is_none() {
        return Ok(Err(Trouble::NotHere));
    }
    if let Some(trouble) = scanned(site, format, &file.bytes).await {
        return Ok(Err(trouble));
    }
    let Some(new) = read(format, file).await else { return Ok(Err(Trouble::Unfit(Unfit::Unknown))) };
    let Medium { key, name, .. } = media::add(&site.store, &by, new, site.now()).await?;
    let Some(body) = wish.with(kind, body, (format, &key, &name)) else { return Ok(Err(Trouble::NotHere)) };
    if kind != BlockKind::Image {
        return Ok(Ok(body));
    }
    // It may be one that was here before, and somebody said what it shows.
    let held = media::find_held(&site.store, &by, &key).await?;
    Ok(Ok(library::offered(kind, body, &held)))
}

/// A picture is made anew out of its points. Everything else is kept as it came, so a scanner sees it first.
async fn scanned(site: &Site, format: Format, bytes: &[u8]) -> Option<Trouble> {
    let scanner = site.settings.scanner.as_ref().filter(|_| format != Format::Picture)?;
    match scanner.look(bytes).await {
        Verdict::Clean => None,
        Verdict::Infected => Some(Trouble::Infected),
        Verdict::Unknown => Some(Trouble::Unseen),
    }
}

/// What is kept of a file.
async fn read(format: Format, File { name, bytes, .. }: File) -> Option<NewMedium> {
    let new = NewMedium {
        hash: sha256(&bytes),
        format,
        name: clean_name(&name),
        width: 0,
        height: 0,
        content: Vec::new(),
        medium: None,
        small: None,
    };
    Some(match format {
        Format::Picture => {
            let side = |side: i32| u32::try_from(side).unwrap_or_default();
            let picture = pictures::read_for_page(bytes, side(MEDIUM), side(SMALL)).await?;
            let pictures::PagePicture { width, height, whole, medium, small } = picture;
            NewMedium { width, height, content: whole, medium, small, ..new }
        }
        _ => NewMedium { content: without_notes(format, bytes)?, ..new },
    })
}

/// From the form of a block: `datei`, or `beigabe` and what is wished with it in `stelle`, or `suche` for the library and
/// `wahl` from it, beside all of its other fields. Nothing of the text is stored, nothing is lost.
pub async fn into_form(
    State(site): State<Site>,
    visit: Visit,
    Path((page, key)): Path<(String, String)>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, AppError> {
    let found = async {
        let by = visit.acting(Action::EditPages)?;
        let draft = editing::open(&site.store, &by, number(&page)?).await?;
        let block = draft.blocks.iter().find(|block| block.key == key).cloned().ok_or(AppError::NotFound)?;
        Ok::<_, AppError>((draft, block))
    };
    let opened = match found.await {
        Ok(opened) => opened,
        Err(error) => return Ok(Rescued::unread(multipart, error).await),
    };
    let sent = Sent::read(multipart.map_err(|_| AppError::BadRequest)?).await;
    let written = Rescued::of(sent.texts.iter().cloned());
    fill_in(site, visit, opened, sent).await.or_else(|error| Ok(written.beside(error)))
}

async fn fill_in(
    site: Site,
    visit: Visit,
    (draft, block): (Draft, Keyed),
    mut sent: Sent,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let text = tidy(sent.text("text").unwrap_or(&block.body));
    let typed = Typed::of(sent.texts.iter().cloned()).with("text", text);
    let mut filled = Filled::read(&typed, block.kind);
    let found = match Wish::of(&sent) {
        Wish::Find => Some(library::find(&site, &by, block.kind, &filled.search).await?),
        _ => None,
    };
    let (status, preview, problems) = match keep(&site, &visit, block.kind, &filled.body, &mut sent).await? {
        Ok(body) if fits(&body) => {
            filled.body = body;
            (StatusCode::OK, found.is_none(), Problems::default())
        }
        Ok(_) => {
            let problems = Problems::one("text", visit.words().editing.too_long);
            (StatusCode::UNPROCESSABLE_ENTITY, false, problems)
        }
        Err(trouble) => {
            let wish = Wish::of(&sent);
            // Where the block shows no file of its own there is only the other field.
            let field = if block.kind.takes_files() { wish.field() } else { Wish::Beside.field() };
            let problems = Problems::one(field, trouble.told(&visit, block.kind, wish));
            (StatusCode::UNPROCESSABLE_ENTITY, false, problems)
        }
    };
    Form { draft, block, filled, kept: None, preview, found, problems }.page(status, site, visit).await
}

/// From the editor: `datei`, `beigabe` or `wahl`, `stelle`, `art` and `text` of the block; the answer is its text as it was
/// wished.
pub async fn for_editor(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Response {
    let done = async {
        let by = visit.acting(Action::EditPages)?;
        editing::open(&site.store, &by, number(&page)?).await?;
        let unreadable = |_: MultipartRejection| Fault::Told(StatusCode::BAD_REQUEST, |words| words.unreadable);
        let mut sent = Sent::read(multipart.map_err(unreadable)?).await;
        let kind = BlockKind::from_code(sent.text("art").unwrap_or_default());
        let kind = kind.ok_or(Fault::Told(StatusCode::UNPROCESSABLE_ENTITY, |words| words.no_kind))?;
        match keep(&site, &visit, kind, &tidy(sent.text("text").unwrap_or_default()), &mut sent).await? {
            Ok(body) => Ok(ok(json!({ "body": body }))),
            Err(trouble) => {
                let told = trouble.told(&visit, kind, Wish::of(&sent));
                Err(Fault::Body(StatusCode::UNPROCESSABLE_ENTITY, json!({ "error": told, "errors": [told] })))
            }
        }
    };
    answer(&visit, done.await)
}

/// In the form of a block that shows files, below its other buttons: the one that saves stays the first.
#[component]
pub(super) fn UploadField(visit: Visit, kind: BlockKind, action: String, problems: Problems) -> impl IntoView {
    if !kind.takes_files() {
        return ().into_any();
    }
    let words = &visit.words().special_blocks;
    let accept = match kind {
        BlockKind::Image => ".jpg,.jpeg,.png,.webp",
        BlockKind::Video => ".mp4,.m4v,.webm,.vtt,.jpg,.jpeg,.png,.webp",
        _ => ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.jpg,.jpeg,.png,.webp",
    };
    let describes = described_by("datei", true, &problems);
    let invalid = problems.of("datei").map(|_| "true");
    view! {
        <Labelled visit=visit.clone() id="datei" label=words.file hint=words.file_hint(kind) problems=problems>
            <input class="input input--file" id="datei" name="datei" type="file" accept=accept
                aria-invalid=invalid aria-describedby=describes/>
        </Labelled>
        <div class="form__actions">
            <button class="button button--secondary" type="submit" formaction=action formenctype="multipart/form-data">
                <Icon name="plus"/>{words.upload}
            </button>
        </div>
    }
    .into_any()
}

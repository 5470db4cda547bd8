//! Pictures of a draft or of a correction: those that are there with their descriptions, and a field for more.

use domain::{
    fields::{Field, FieldError, FieldErrors},
    proposals::{Picture, limits},
};
use leptos::prelude::*;

use crate::{
    Visit,
    locales::{fields::problem_text, fill},
    ui::{Icon, field::FieldProblem},
};

#[component]
pub fn PictureFields(
    visit: Visit,
    /// Address of what they belong to, without language prefix.
    base: String,
    pictures: Vec<Picture>,
    errors: FieldErrors,
) -> impl IntoView {
    let all = visit.words();
    let words = &all.submit;
    let (name, is_full) = (Field::Pictures.name(), pictures.len() >= limits::PICTURES);
    let problem = errors.of(Field::Pictures);
    let error = problem.map(|problem| {
        let text = problem_text(all, visit.language, FieldError { field: Field::Pictures, problem });
        view! { <FieldProblem id=format!("{name}-fehler") text=text visit=visit.clone()/> }
    });
    let describes = if problem.is_some() { format!("{name}-hinweis {name}-fehler") } else { format!("{name}-hinweis") };
    let items = pictures
        .into_iter()
        .enumerate()
        .map(|(index, picture)| view! { <PictureItem visit=visit.clone() base=base.clone() number=index + 1 picture=picture/> })
        .collect_view();
    view! {
        <section class="form__section" aria-labelledby="bilder-titel">
            <h2 id="bilder-titel">{words.section_pictures}</h2>
            <ul class="pictures">{items}</ul>
            {if is_full {
                view! {
                    {error}
                    <p class="field__hint" id=name tabindex="-1">{words.pictures_full}</p>
                }
                .into_any()
            } else {
                view! {
                    <div class="field" class:field--invalid=problem.is_some()>
                        <label class="field__label" for=name.clone()>
                            {words.pictures}<span class="field__optional">" ("{all.common.optional}")"</span>
                        </label>
                        <p class="field__hint" id=format!("{name}-hinweis")>{words.pictures_hint}</p>
                        {error}
                        <input
                            class="input input--file"
                            id=name.clone()
                            name=name
                            type="file"
                            accept="image/jpeg,image/png,image/webp"
                            multiple
                            aria-invalid=problem.is_some().then_some("true")
                            aria-describedby=describes
                        />
                        <button class="button button--secondary" type="submit" name="aktion" value="hochladen">
                            <Icon name="camera"/>{words.upload}
                        </button>
                    </div>
                }
                .into_any()
            }}
        </section>
    }
    .into_any()
}

#[component]
fn PictureItem(visit: Visit, base: String, number: usize, picture: Picture) -> impl IntoView {
    let words = &visit.words().submit;
    let number = number.to_string();
    let with_number = |sentence: &str| fill(sentence, &[("n", &number)]);
    let id = format!("bildtext-{}", picture.id);
    let alt = if picture.alt.is_empty() { with_number(words.picture) } else { picture.alt.clone() };
    view! {
        <li class="pictures__item">
            <img
                class="pictures__image"
                src=visit.href(&format!("{base}/bild/{}", picture.id))
                alt=alt
                width=picture.width.to_string()
                height=picture.height.to_string()
            />
            <div class="pictures__tools">
                <label class="field__label" for=id.clone()>{with_number(words.alt)}</label>
                <p class="field__hint" id=format!("{id}-hinweis")>{words.alt_hint}</p>
                <input class="input" id=id.clone() name=id.clone() value=picture.alt autocomplete="off" aria-describedby=format!("{id}-hinweis")/>
                <button class="button button--quiet" type="submit" name="bild_entfernen" value=picture.id.to_string()>
                    <Icon name="trash"/>{with_number(words.remove_picture)}
                </button>
            </div>
        </li>
    }
    .into_any()
}

//! The one view of all islands: the part of the page that the server drew, and a line that is read aloud.
//!
//! Islands work on that part by its elements and draw nothing of their own. A view in signals would be drawn twice, by
//! the server and in the browser, and each would carry its own code to every phone: seven islands in that manner weighed
//! 160 kB, in this one less than 100 kB.

use leptos::{
    html::Div,
    prelude::*,
    web_sys::{Element, HtmlElement},
};

use super::dom;

/// What an island gets of the page.
#[derive(Clone)]
pub struct Part {
    pub root: Element,
    /// A live region, silent at first.
    said: Element,
}

impl Part {
    /// Shows a sentence and has it read aloud; `class` decides whether it is seen.
    pub fn say(&self, sentence: &str, class: &str) {
        self.said.set_class_name(class);
        self.said.set_text_content(Some(sentence));
    }

    pub fn find(&self, selector: &str) -> Option<Element> {
        dom::find(&self.root, selector)
    }

    pub fn set_text(&self, selector: &str, text: &str) {
        if let Some(element) = self.find(selector) {
            element.set_text_content(Some(text));
        }
    }
}

/// `wake` is called once, in the browser. Boxed, so that all islands share this code.
pub fn shell(class: &'static str, children: Children, wake: Box<dyn FnOnce(Part)>) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let mut wake = Some(wake);
    Effect::new(move |_| {
        let Some(root): Option<HtmlElement> = root.get().map(Into::into) else { return };
        let Some(said) = root.last_element_child() else { return };
        if let Some(wake) = wake.take() {
            wake(Part { root: root.into(), said });
        }
    });
    view! {
        <div class=class node_ref=root>
            {children()}
            <p class="visually-hidden" role="status"></p>
        </div>
    }
}

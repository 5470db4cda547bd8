//! What the browser loads: the islands that `web` exports. The loader in `public/start.js` finds the
//! islands of a page and calls them by name.

use wasm_bindgen::prelude::wasm_bindgen;

// Without a use of the crate its islands would not be linked.
use web as _;

#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}

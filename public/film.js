// Films and recordings of pages: one click on what stands in the place of one brings it and starts it, and what is said in a
// film is shown once it starts. Nothing is asked for before that. Without this the click unfolds the player, and one starts it
// there.

document.addEventListener("click", (event) => {
  const place = event.target.closest("summary")?.parentElement;
  const film = place?.querySelector(":scope > video, :scope > audio");
  // An editor's click opens the block.
  if (!film || event.defaultPrevented) return;
  // The click folds it away: nobody would find what still speaks.
  if (place.open) return film.pause();
  event.preventDefault();
  place.open = true;
  film.focus();
  // A browser that does not let it start shows its own button.
  film.play().catch(() => {});
});

// Once for each film: whoever switches its captions off has them off.
const started = new WeakSet();

document.addEventListener(
  "play",
  ({ target }) => {
    if (started.has(target)) return;
    started.add(target);
    for (const track of target.textTracks) track.mode = "showing";
  },
  true,
);

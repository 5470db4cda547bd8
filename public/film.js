// One click on what stands in the place of a film or a recording starts it, with captions; nothing is fetched before. Without
// this script the click brings the player, which has a button of its own.

for (const film of document.querySelectorAll("video, audio")) {
  const place = film.parentElement;
  if (place.localName === "details")
    place.querySelector("summary").addEventListener("click", () => {
      if (place.open) film.pause();
      else place.addEventListener("toggle", () => start(film), { once: true });
    });
  film.addEventListener("play", () => show(film), { once: true });
}

function start(film) {
  film.focus();
  // A browser that wants a click on the player itself gets one.
  film.play().catch(() => {});
}

function show(film) {
  for (const track of film.textTracks) track.mode = "showing";
}

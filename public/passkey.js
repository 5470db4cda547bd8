// Asks the browser for a passkey where a page wants one. The answer is sent by the form itself; pages work without this,
// and every page says which other way there is.

const isKnown = window.isSecureContext && "PublicKeyCredential" in window && "credentials" in navigator;

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const named = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));

function forBrowser(options) {
  const { user, challenge, excludeCredentials, allowCredentials } = options;
  return {
    ...options,
    challenge: bytes(challenge),
    ...(user && { user: { ...user, id: bytes(user.id) } }),
    ...(excludeCredentials && { excludeCredentials: named(excludeCredentials) }),
    ...(allowCredentials && { allowCredentials: named(allowCredentials) }),
  };
}

// What a response does not have, JSON leaves out.
const part = (buffer) => (buffer ? text(buffer) : undefined);

function forServer({ id, type, rawId, response }) {
  const given = {
    clientDataJSON: part(response.clientDataJSON),
    attestationObject: part(response.attestationObject),
    authenticatorData: part(response.authenticatorData),
    signature: part(response.signature),
    userHandle: part(response.userHandle) ?? null,
  };
  return { id, type, rawId: text(rawId), extensions: {}, response: given };
}

// One question at a time: the one that waits while somebody types makes room for the one of a button.
let waiting = new AbortController();

async function ask(box, form, mediation) {
  waiting.abort();
  const mine = (waiting = new AbortController());
  const asked = await fetch(box.dataset.question, { method: "POST", body: new URLSearchParams() });
  // The page stood open for long: it goes to where somebody shows who they are, and comes back with what was typed.
  if (asked.status === 403 && box.dataset.passkey === "create") return form.submit();
  if (!asked.ok) throw new Error(`The server answered ${asked.status}`);
  const { aufgabe, optionen } = await asked.json();
  if (mine.signal.aborted) return;
  const wish = { publicKey: forBrowser(optionen), signal: mine.signal, ...(mediation && { mediation }) };
  const credential = await navigator.credentials[box.dataset.passkey](wish);
  form.elements.namedItem("aufgabe").value = aufgabe;
  form.elements.namedItem("antwort").value = JSON.stringify(forServer(credential));
  form.submit();
}

function tell(box, words) {
  const place = box.querySelector("[data-passkey-problem]");
  place.hidden = words === "";
  place.querySelector("p").textContent = words;
}

function show(box) {
  const form = box.querySelector("form");
  form.hidden = false;
  box.querySelector("[data-passkey-without]").hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    tell(box, "");
    try {
      await ask(box, form);
    } catch (error) {
      // Whoever pressed another button meanwhile is asked there.
      if (error.name === "AbortError") return;
      tell(box, error.name === "NotAllowedError" ? box.dataset.cancelled : box.dataset.failed);
    }
  });
  if (box.dataset.whileTyping !== undefined) offer(box, form);
}

// Among what the browser proposes for the address, without a button.
async function offer(box, form) {
  try {
    if (await PublicKeyCredential.isConditionalMediationAvailable?.()) await ask(box, form, "conditional");
  } catch {
    // The button is still there.
  }
}

for (const box of document.querySelectorAll("[data-passkey]")) {
  if (isKnown) show(box);
  else box.querySelector("[data-passkey-without]").textContent = box.dataset.unknown;
}

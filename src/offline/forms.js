// Which requests of our pages are records when the network fails, and what stands in them.

/** @typedef {Pick<import("./outbox.js").Entry, "kind" | "content" | "title" | "language">} Writing */

/** Where a whole proposal is written without a network; this address is answered on the device. */
export const WRITE = "/ausgang/schreiben";

const SUPPORT = /^\/vorschlaege\/(\d+)[^/]*\/unterstuetzung$/;
const COMMENT = /^\/vorschlaege\/(\d+)[^/]*\/beitraege$/;
const SUBMIT = /^\/vorschlaege\/entwurf\/([0-9a-f]{32})\/einreichen$/;
/** The button beside a text that takes personal data out of it: nothing is sent off yet. */
const REMOVE = "unkenntlich";
const DRAFT = /\/vorschlaege\/entwurf\/([0-9a-f]{32})(?:[/?#]|$)/;
export const SUPPORT_BUTTON = "/api/fn/support";

/** @param {string} path */
export function split(path) {
  const [, language = "de"] = /^\/(en|ls)(?=\/|$)/.exec(path) ?? [];
  return { language, path: language === "de" ? path : path.slice(3) || "/" };
}

/** @param {string} path As it stands in the address. */
export function isWriting(path) {
  const { path: plain } = split(path);
  return plain === SUPPORT_BUTTON || plain === WRITE || [SUPPORT, COMMENT, SUBMIT].some((one) => one.test(plain));
}

/**
 * @param {string} path
 * @param {FormData} form
 * @param {string} referrer The page on which the form stands.
 * @returns {Writing | null}
 */
export function recordOfForm(path, form, referrer = "") {
  const { language, path: plain } = split(path);
  const text = (/** @type {string} */ name) => {
    const value = form.get(name);
    return typeof value === "string" ? value.replace(/\r\n/g, "\n") : "";
  };
  const record = (/** @type {Writing["kind"]} */ kind, /** @type {object} */ content, title = "") => ({
    kind,
    content: JSON.stringify(content),
    title: title.trim().slice(0, 120),
    language,
  });
  const support = SUPPORT.exec(plain);
  if (support) {
    const action = text("aktion");
    if (action !== "unterstuetzen" && action !== "zuruecknehmen") return null;
    return record("support", { proposal: Number(support[1]), support: action === "unterstuetzen" });
  }
  // What the page asked about while it was written; what nobody asked about is read before it appears.
  const asked = text("gefragt");
  const comment = COMMENT.exec(plain);
  if (comment && text("aktion") === REMOVE) return null;
  if (comment) {
    const [stance, author, reply_to, form] = [text("haltung"), text("name"), text("antwort"), text("einsendung")];
    const content = { proposal: Number(comment[1]), form, asked, stance, text: text("text"), author, reply_to };
    return record("comment", content, text("text"));
  }
  // Where there are several boards somebody chose one; what names none is for the whole city, or for that of its draft.
  const board = text("liste") ? { board: text("liste") } : {};
  const submit = SUBMIT.exec(plain);
  if (submit) {
    // For the device alone: what the page showed, so that the words are here whatever becomes of the draft.
    const shown = draftIn(text("gezeigt"));
    return record("proposal", { draft: submit[1], seen: text("fassung") || null, shown, ...board }, shown?.title);
  }
  if (plain !== WRITE) return null;
  const fields = {
    title: text("titel"),
    text: text("text"),
    theme: text("thema"),
    goals: form.getAll("ziele").map(String),
    district: text("ort"),
    pin: text("punkt"),
    place_note: text("ortsangabe"),
    author: text("name"),
    email: text("email"),
  };
  const draft = DRAFT.exec(referrer)?.[1];
  return record("proposal", { fields, ...(draft ? { draft } : {}), asked, ...board }, fields.title);
}

/**
 * Pages of older versions say nothing of it.
 * @param {string} json
 * @returns {{ title: string } | undefined}
 */
function draftIn(json) {
  try {
    const draft = JSON.parse(json);
    return typeof draft?.title === "string" ? draft : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The button for support asks in JSON.
 * @param {string} body
 * @param {string} language
 * @returns {Writing | null}
 */
export function recordOfButton(body, language) {
  try {
    const { proposal, support } = JSON.parse(body);
    if (!Number.isSafeInteger(proposal) || typeof support !== "boolean") return null;
    return { kind: "support", content: JSON.stringify({ proposal, support }), title: "", language };
  } catch {
    return null;
  }
}

/**
 * Under which name the page kept the same words by itself, so that it can let go of them. What the form of a draft kept and the
 * server never got is not what the page before submitting showed: it stays.
 * @param {Writing} record
 */
export function keptAs({ kind, content }) {
  const { proposal, draft, fields } = JSON.parse(content);
  if (kind === "comment") return `wegmarken:beitrag-${proposal}`;
  return kind === "proposal" && draft && fields ? `wegmarken-entwurf-${draft}` : "";
}

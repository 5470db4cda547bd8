// Beside another language stand plain fields, for browsers without the editor. Once it is awake it takes their place, with
// what somebody typed there meanwhile.

import { tidy } from "../sync/text";
import { type Typed, withTyped } from "../text/chosen";
import { type Field, lined, withValue, withWords } from "../text/lines";
import { bothBelow } from "../text/merge";
import type { Session } from "./session";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The lines of a picture by their fields; the same as `src/web/pages/editing/picture.rs`. */
const LINES: [string, Field][] = [
  ["alternativtext", "alt"],
  ["unterschrift", "caption"],
  ["quelle", "source"],
];
const CROP = ["ausschnitt", "von-links", "von-oben"];

const control = (plain: Element, field: string): Control | null => plain.querySelector(`[name^="${field}-"]`);
const valueIn = (plain: Element, field: string): string => control(plain, field)?.value.trim() ?? "";

const asSent = (field: Control): string =>
  field instanceof HTMLSelectElement ? ([...field.options].find((option) => option.defaultSelected)?.value ?? "") : field.defaultValue;

const isTyped = (plain: Element, field: string): boolean => {
  const found = control(plain, field);
  return found !== null && found.value !== asSent(found);
};

function cropIn(plain: Element): string {
  const [shape = "", across = "", down = ""] = CROP.map((field) => valueIn(plain, field));
  if (!shape || (!across && !down)) return shape;
  return [shape, across || "50", down || "50"].join(" ");
}

/** What somebody chose and typed into the fields of a block. */
const typedInto = (plain: Element): Typed => ({
  field: (name) => (isTyped(plain, name) ? valueIn(plain, name) : null),
  box: (name, value) => {
    const box = plain.querySelector<HTMLInputElement>(`[name^="${name}-"][value="${value}"]`);
    return box && box.checked !== box.defaultChecked ? box.checked : null;
  },
});

/** The text of a block with what somebody typed into its fields. */
function withFields(plain: Element, kind: string, sent: string): string {
  const lines = kind === "image" ? null : lined(kind);
  if (!lines) return withPicture(plain, sent);
  const body = withTyped(lines, sent, typedInto(plain));
  return isTyped(plain, "darunter") ? lines.withWords(body, tidy(valueIn(plain, "darunter"))) : body;
}

function withPicture(plain: Element, sent: string): string {
  let body = sent;
  for (const [field, line] of LINES) {
    if (isTyped(plain, field)) body = withValue(body, line, valueIn(plain, field).replace(/\s+/g, " "));
  }
  if (CROP.some((field) => isTyped(plain, field))) body = withValue(body, "crop", cropIn(plain));
  return isTyped(plain, "darunter") ? withWords(body, tidy(valueIn(plain, "darunter"))) : body;
}

const textOf = (plain: Element) => plain.querySelector<HTMLInputElement | HTMLTextAreaElement>("[name^='text-']");
const keyOf = (field: Element | null): string => /^text-(.+)$/.exec(field?.getAttribute("name") ?? "")?.[1] ?? "";

export function takeOver(session: Session): void {
  const { page, blocks } = session;
  const focused = page.querySelector("[data-plain] :is(input, textarea, select):focus")?.closest("[data-plain]");
  const open = focused && blocks.get(keyOf(textOf(focused)));
  for (const plain of page.querySelectorAll("[data-plain]")) {
    const field = textOf(plain);
    const block = blocks.get(keyOf(field));
    if (!field || !block) continue;
    const sent = tidy(field.defaultValue);
    const typed = field instanceof HTMLTextAreaElement ? tidy(field.value) : withFields(plain, block.kind, sent);
    if (typed === sent || session.change(block.key, sent, typed)) continue;
    // It lay on this device or was stored meanwhile, and something else at the same place: both stay.
    const { body } = block.text;
    session.change(block.key, body, bothBelow(sent, body, typed));
  }
  for (const plain of page.querySelectorAll("[data-plain]")) plain.remove();
  for (const { element } of blocks.values()) element.hidden = false;
  if (open) session.edit(open);
}

// Beside another language stand plain fields, for browsers without the editor. Once it is awake it takes their place, with
// what somebody typed there meanwhile.

import { tidy } from "../sync/text";
import { bothBelow } from "../text/merge";
import type { Session } from "./session";

const keyOf = (field: Element): string => /^text-(.+)$/.exec(field.getAttribute("name") ?? "")?.[1] ?? "";

export function takeOver(session: Session): void {
  const { page, blocks } = session;
  const open = document.activeElement && blocks.get(keyOf(document.activeElement));
  for (const field of page.querySelectorAll<HTMLTextAreaElement>("[data-plain] textarea")) {
    const [sent, typed] = [field.defaultValue, field.value].map(tidy) as [string, string];
    const block = blocks.get(keyOf(field));
    if (!block || typed === sent || session.change(block.key, sent, typed)) continue;
    // It lay on this device or was stored meanwhile, and something else at the same place: both stay.
    const { body } = block.text;
    session.change(block.key, body, bothBelow(sent, body, typed));
  }
  for (const plain of page.querySelectorAll("[data-plain]")) plain.remove();
  for (const { element } of blocks.values()) element.hidden = false;
  if (open) session.edit(open);
}

// What goes along with a block (a film in sign language, a recording) stands in lines above its words; the same as
// `src/domain/blocks/beside.rs`. Who writes the words does not see these lines, and does not lose them.

export type Companion = "gebaerdensprache" | "vorlesen";

const NAMES: Readonly<Record<string, Companion>> = {
  gebaerdensprache: "gebaerdensprache",
  dgs: "gebaerdensprache",
  "sign-language": "gebaerdensprache",
  vorlesen: "vorlesen",
  "read-aloud": "vorlesen",
};

const VALUE = /^[0-9a-f]{32}(\s+[0-9a-f]{8})?$/;

function companionIn(line: string): Companion | null {
  const at = line.indexOf(":");
  if (at < 0 || !VALUE.test(line.slice(at + 1).trim())) return null;
  const name = line.slice(0, at).trim().toLowerCase().replaceAll("ä", "ae").replaceAll(" ", "-");
  return NAMES[name] ?? null;
}

export type Parted = { head: string; text: string; there: Companion[] };

/** The lines with what separates them from the words, the words, and what the lines name. */
export function parted(body: string): Parted {
  const there: Companion[] = [];
  let at = 0;
  while (at < body.length) {
    const end = body.indexOf("\n", at);
    const companion = companionIn(body.slice(at, end < 0 ? undefined : end));
    if (!companion) break;
    if (!there.includes(companion)) there.push(companion);
    at = end < 0 ? body.length : end + 1;
  }
  if (there.length > 0) while (body[at] === "\n") at++;
  return { head: body.slice(0, at), text: body.slice(at), there };
}

export function joined(head: string, text: string): string {
  if (!head || !text) return head.trimEnd() || text;
  return `${head.trimEnd()}\n\n${text}`;
}

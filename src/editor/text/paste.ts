// What comes from Word, Google's documents and web pages, before the schema takes what it knows.

/** Makes lists of the paragraphs that Word calls lists, and emphasis of styles; throws away everything else. */
export function cleaned(html: string): string {
  const text = html
    .replace(/<!\[(?:if|endif)[^>]*>/gi, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    // As styles the site's policy would refuse them aloud.
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  const { body } = new DOMParser().parseFromString(text, "text/html");
  for (const strange of body.querySelectorAll("style, script, meta, link, title, xml, iframe, object, svg, form, input, button, template")) strange.remove();
  wordLists(body);
  emphasis(body);
  for (const cell of body.querySelectorAll("[colspan], [rowspan]")) {
    cell.removeAttribute("colspan");
    cell.removeAttribute("rowspan");
  }
  // The first row of our tables is their head.
  for (const row of body.querySelectorAll("table tr:first-child")) {
    if (row.closest("table")?.querySelector("tr") === row) for (const cell of row.querySelectorAll("td")) renamed(cell, "th");
  }
  for (const element of body.querySelectorAll("*")) {
    if (element.localName.includes(":")) element.replaceWith(...element.childNodes);
    for (const { name } of [...element.attributes]) if (!/^(href|src|alt|title|start|data-pm-slice)$/.test(name)) element.removeAttribute(name);
  }
  return body.innerHTML;
}

function renamed(element: Element, name: string): Element {
  const fresh = element.ownerDocument.createElement(name);
  fresh.append(...element.childNodes);
  element.replaceWith(fresh);
  return fresh;
}

const styleOf = (element: Element) => element.getAttribute("data-style") ?? "";

function wordLists(body: Element): void {
  let open: Element[] = [];
  for (const item of [...body.querySelectorAll("p")]) {
    const level = Number(/mso-list:\s*l\d+ level(\d+)/i.exec(styleOf(item))?.[1] ?? 0);
    if (level === 0) {
      open = [];
      continue;
    }
    const sign = [...item.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(styleOf(span)));
    const isNumbered = /^\s*[\da-z]+[.)]/i.test(sign?.textContent ?? "");
    sign?.remove();
    const isNext = open[0] && item.previousElementSibling === open[0];
    if (!isNext) open = [];
    open = open.slice(0, level);
    while (open.length < level) {
      const list = body.ownerDocument.createElement(isNumbered ? "ol" : "ul");
      const outer = open.at(-1);
      if (outer) (outer.lastElementChild ?? outer).append(list);
      else item.before(list);
      open.push(list);
    }
    const entry = body.ownerDocument.createElement("li");
    entry.append(...item.childNodes);
    open.at(-1)?.append(entry);
    item.remove();
  }
}

function emphasis(body: Element): void {
  for (const element of [...body.querySelectorAll("[data-style]")]) {
    const style = styleOf(element);
    const isBold = /(?<![\w-])font-weight:\s*(bold|[6-9]00)/i.test(style);
    const isItalic = /(?<![\w-])font-style:\s*italic/i.test(style);
    const isPlain = /(?<![\w-])font-weight:\s*(normal|400)/i.test(style);
    if (element.localName === "b" && isPlain) element.replaceWith(...element.childNodes);
    else if (/^h[1-6]$/.test(element.localName)) continue;
    else {
      for (const name of [isBold && "strong", isItalic && "em"]) {
        if (!name) continue;
        const inner = body.ownerDocument.createElement(name);
        inner.append(...element.childNodes);
        element.append(inner);
      }
    }
  }
}

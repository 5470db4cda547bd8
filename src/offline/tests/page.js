// A page without a browser: so much of a document as the modules ask for. What is shown is read as text.

class Node {
  /** @type {any[]} */
  childNodes = [];
  /** @type {any} */
  parent = null;
  append(/** @type {any[]} */ ...all) {
    for (const one of all) {
      one?.remove?.();
      if (one instanceof Node) one.parent = this;
      this.childNodes.push(one);
    }
  }
  replaceChildren(/** @type {any[]} */ ...all) {
    this.childNodes = [];
    this.append(...all);
  }
  remove() {
    if (this.parent) this.parent.childNodes = this.parent.childNodes.filter((/** @type {any} */ one) => one !== this);
    this.parent = null;
  }
}

class Element extends Node {
  /** @type {Map<string, string>} */
  attributes = new Map();
  /** @type {Map<string, ((event: any) => any)[]>} */
  listening = new Map();
  /** @type {Record<string, string>} */
  dataset = {};
  style = {};
  value = "";
  hidden = false;
  classList = {
    add: (/** @type {string} */ name) => this.setAttribute("class", `${this.getAttribute("class") ?? ""} ${name}`.trim()),
    toggle: () => {},
  };

  /** @param {string} name */
  constructor(name) {
    super();
    this.localName = name;
  }
  get children() {
    return this.childNodes.filter((one) => one instanceof Element);
  }
  /** @returns {string} */
  get textContent() {
    return this.childNodes.map((one) => one?.textContent ?? String(one)).join("");
  }
  set textContent(text) {
    this.childNodes = text === "" ? [] : [text];
  }
  set className(/** @type {string} */ name) {
    this.setAttribute("class", name);
  }
  setAttribute(/** @type {string} */ name, /** @type {string} */ value) {
    this.attributes.set(name, String(value));
    if (name.startsWith("data-")) this.dataset[name.slice(5)] = String(value);
  }
  getAttribute(/** @type {string} */ name) {
    return this.attributes.get(name) ?? null;
  }
  removeAttribute(/** @type {string} */ name) {
    this.attributes.delete(name);
  }
  addEventListener(/** @type {string} */ kind, /** @type {(event: any) => any} */ react) {
    this.listening.set(kind, [...(this.listening.get(kind) ?? []), react]);
  }
  /** What listens to it has done its work. @param {string} kind */
  async happens(kind) {
    for (const react of this.listening.get(kind) ?? []) await react({ preventDefault() {} });
  }
  /** @returns {Element[]} */
  get all() {
    return this.children.flatMap((child) => [child, ...child.all]);
  }
  /** A name, a class or an attribute, of which one stands in another. @param {string} selector */
  querySelectorAll(selector) {
    const ways = selector.split(",").map((way) => way.trim().split(/\s+/));
    return this.all.filter((one) => ways.some((way) => one.#is(way)));
  }
  querySelector(/** @type {string} */ selector) {
    return this.querySelectorAll(selector)[0] ?? null;
  }
  #is(/** @type {string[]} */ way) {
    const [last = "", above] = [way.at(-1), way.at(-2)];
    if (!this.#fits(last)) return false;
    if (above === undefined) return true;
    for (let one = this.parent; one; one = one.parent) if (one.#fits(above)) return true;
    return false;
  }
  #fits(/** @type {string} */ part) {
    const [, name = "", className, attribute, value] = /^([\w-]*)(?:\.([\w-]+))?(?:\[([\w-]+)(?:=([\w-]+))?\])?$/.exec(part) ?? [];
    if (name && this.localName !== name) return false;
    if (className && !(this.getAttribute("class") ?? "").split(" ").includes(className)) return false;
    return !attribute || (value === undefined ? this.attributes.has(attribute) : this.getAttribute(attribute) === value);
  }
  focus() {}
  blur() {}
  cloneNode() {
    return new Element(this.localName);
  }
}

/** A fresh document, in the place of the one before. */
export function openPage() {
  const make = (/** @type {string} */ name) => new Element(name);
  const documentElement = make("html");
  const body = make("body");
  documentElement.append(body);
  const document = {
    documentElement,
    body,
    activeElement: null,
    readyState: "complete",
    visibilityState: "visible",
    createElement: make,
    createElementNS: (/** @type {string} */ _, /** @type {string} */ name) => make(name),
    querySelector: (/** @type {string} */ selector) => documentElement.querySelector(selector),
    querySelectorAll: (/** @type {string} */ selector) => documentElement.querySelectorAll(selector),
    getElementById: (/** @type {string} */ id) => documentElement.all.find((one) => one.getAttribute("id") === id) ?? null,
  };
  /** @type {Map<string, ((event: any) => any)[]>} */
  const listening = new Map();
  Object.assign(globalThis, {
    document,
    Node,
    HTMLElement: Element,
    window: globalThis,
    scrollTo: () => {},
    addEventListener: (/** @type {string} */ kind, /** @type {(event: any) => any} */ react) =>
      void listening.set(kind, [...(listening.get(kind) ?? []), react]),
  });
  const happens = async (/** @type {string} */ kind, event = {}) => {
    for (const react of listening.get(kind) ?? []) await react(event);
  };
  return { document, body, make, happens };
}

/** The button with this name, of those that stand there. @param {any} page @param {string} name */
export function buttonOf(page, name) {
  const found = page.querySelectorAll("button").find((/** @type {any} */ one) => one.textContent.startsWith(name));
  if (!found) throw new Error(`no button ${name} in: ${page.textContent}`);
  return found;
}

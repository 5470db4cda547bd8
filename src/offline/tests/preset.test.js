import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { choose, presetOf, start } from "../preset.js";

const option = (/** @type {string} */ value, slug = /** @type {string | undefined} */ (undefined)) => ({ value, dataset: { slug } });

/** The form as far as it is asked for here. */
class Form {
  selects = /** @type {Record<string, any>} */ ({
    liste: { options: [option("stadt"), option("hafen")], selectedIndex: 0, required: true },
    thema: { options: [option(""), option("verkehr")], selectedIndex: 0, required: false },
    ort: { options: [option(""), option("3", "evershagen"), option("7", "hansaviertel")], selectedIndex: 0, required: false },
  });
  boxes = ["lernend", "gruen"].map((value) => ({ value, checked: false }));

  /** @param {string} wanted */
  querySelectorAll(wanted) {
    const name = /\[name=(\w+)\]$/.exec(wanted)?.[1] ?? "";
    if (wanted.startsWith("select")) return this.selects[name] ? [this.selects[name]] : [];
    return name === "ziele" ? this.boxes : [];
  }

  chosen() {
    const of = (/** @type {string} */ name) => this.selects[name].options[this.selects[name].selectedIndex]?.value;
    const goals = this.boxes.filter(({ checked }) => checked).map(({ value }) => value);
    return [of("liste"), of("thema"), of("ort"), goals.join()];
  }
}

/** @type {any} */
let form;
beforeEach(() => (form = new Form()));

test("the form out of the device's memory chooses the board, the Leitthema, the goal and the Ortsteil of its address", () => {
  choose(form, presetOf("?liste=hafen&thema=verkehr&ziel=gruen&ort=hansaviertel"));
  assert.deepEqual(form.chosen(), ["hafen", "verkehr", "7", "gruen"]);
});

test("an address that asks for nothing changes nothing, and what it does not know is passed over", () => {
  for (const search of ["", "?liste=&ort=", "?gespeichert=1", "?thema=mond&ziel=mond&ort=3"]) choose(form, presetOf(search));
  assert.deepEqual(form.chosen(), ["stadt", "", "", ""]);
});

test("a board that is not there is not silently another one", () => {
  choose(form, presetOf("?liste=mond"));
  assert.equal(form.selects.liste.selectedIndex, -1);
});

test("the page without a network passes on what it was asked, and nothing else", () => {
  const link = { href: "/ls/ausgang/schreiben" };
  const page = {
    querySelectorAll: (/** @type {string} */ wanted) =>
      wanted.startsWith("a[") ? [{ getAttribute: () => link.href, setAttribute: (/** @type {string} */ _, /** @type {string} */ to) => (link.href = to) }] : [form],
  };
  start(/** @type {any} */ (page), "?seite=2");
  assert.equal(link.href, "/ls/ausgang/schreiben");
  start(/** @type {any} */ (page), "?liste=hafen&q=Steg&ort=evershagen");
  assert.equal(link.href, "/ls/ausgang/schreiben?liste=hafen&ort=evershagen");
  assert.deepEqual(form.chosen().slice(0, 3), ["hafen", "", "3"]);
});

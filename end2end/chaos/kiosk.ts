// A kiosk in the same bad network: strangers use it one after the other, as people do, and each of them leaves something
// typed and never sent. After each of them nothing that they typed or were shown is left in the profile of the browser.

import { setTimeout as pause } from "node:timers/promises";
import { expect, type Locator } from "@playwright/test";
import { Given } from "../support/given";
import { expectSearched, traces } from "../support/traces";
import type { Chance } from "./chance";
import { Device } from "./device";

export type Kind = "proposal" | "comment" | "support";

/** What a visitor did. */
export type Written = {
  number: number;
  kind: Kind;
  /** The title of the proposal that it is about. */
  on: string;
  /** Undefined when nobody lived to hear it. */
  isStored: boolean | undefined;
};

/** Which proposals visitors touch: nobody else supports these. */
const OURS = /^(?:Ein Kioskweg Nummer|Kaos|Kiosk) \d+ am /;
/** Not the note beforehand, by which it may not be possible. */
const NOT_STORED = "ließ sich auf diesem Gerät nicht speichern";

export class Kiosk {
  readonly said: Written[] = [];
  visitors = 0;
  /** So long after the next record is sent off the battery is taken out, in milliseconds. */
  dies: number | undefined;
  /** What happens while the next record is given; it hears when its visitor has an answer. */
  meanwhile: ((answer: Promise<unknown>) => Promise<void>) | undefined;
  readonly #device: Device;
  /** A word that stands in everything secret that visitors type: nobody publishes it. */
  readonly #word: string;
  /** How much the visitor who is here still has to say. */
  #left = 0;
  /** What the visitor who is here typed and was shown, but for whole proposals that were sent: they come back when they are public. */
  readonly #given = new Given();

  constructor(
    profile: string,
    origin: string,
    readonly chance: Chance,
  ) {
    this.#device = new Device(profile, origin);
    this.#word = `Quappe${chance.seed}Zander`;
  }

  get #page() {
    return this.#device.page;
  }

  #button(name: string | RegExp): Locator {
    return this.#page.getByRole("button", typeof name === "string" ? { name, exact: true } : { name }).first();
  }

  #heading(name: string | RegExp): Locator {
    return this.#page.getByRole("heading", { level: 1, name });
  }

  get #greeting(): Locator {
    return this.#heading(/^Moin!/);
  }

  async #boot(): Promise<void> {
    await this.#device.start();
    // What is not there by then was taken away by a new version.
    this.#page.setDefaultTimeout(10_000);
  }

  /** Becomes the kiosk of this code, and has everything with it that it needs without a network. */
  async start(code: string): Promise<void> {
    await this.#boot();
    await this.#page.goto(`${this.#device.origin}/kiosk`, { timeout: 30_000 });
    await this.#page.getByRole("textbox", { name: "Code" }).fill(code);
    await this.#button("Verbinden").click();
    await this.#button("Kiosk starten").click({ timeout: 30_000 });
    await expect(this.#greeting).toBeVisible({ timeout: 60_000 });
    const isReady = async () => (await navigator.serviceWorker.getRegistration("/kiosk"))?.active?.state === "activated";
    await this.#page.waitForFunction(isReady, undefined, { timeout: 60_000 });
    expect(this.#page.context().serviceWorkers(), "workers that a debugger looks at").toEqual([]);
    await expectSearched(this.#page, this.#device.profile, `Hecht${this.chance.seed}Zander`);
  }

  /** Whether somebody is in the middle of something. */
  get isBusy(): boolean {
    return this.#left > 0;
  }

  jump(millis: number): Promise<void> {
    return this.#device.jump(millis);
  }

  fill(isFull: boolean): Promise<void> {
    return this.#device.fill(isFull);
  }

  /** Looks for another version of the kiosk; it takes over when nobody is here. */
  async update(): Promise<void> {
    const look = async () => void (await navigator.serviceWorker.getRegistration("/kiosk"))?.update().catch(() => null);
    await this.#page.evaluate(look).catch(() => undefined);
  }

  /** The battery is taken out and put back. Whoever was here is gone. */
  async restart(): Promise<void> {
    await this.#device.kill();
    this.#left = 0;
    this.#expectNothingLeft();
    await this.#boot();
    for (let turn = 0; ; turn++) {
      try {
        await this.#page.goto(`${this.#device.origin}/kiosk`, { timeout: 30_000 });
        return await this.#greeting.waitFor({ timeout: 5_000 });
      } catch (error) {
        if (turn > 20) throw error;
        await pause(250);
      }
    }
  }

  kill(): Promise<void> {
    return this.#device.kill();
  }

  /** One record of the visitor who is here, or of a new one. */
  async write(number: number, kind: Kind): Promise<void> {
    for (let turn = 0; ; turn++) {
      try {
        if (!this.isBusy) {
          this.visitors += 1;
          this.#left = 1 + this.chance.below(3);
          this.#given.forget();
        }
        await this.#begin();
        await this.#prepare(number, kind);
        break;
      } catch (error) {
        // A new version of the kiosk may have come between the greeting and the first tap; nothing was sent off yet.
        const isGreeting = () => this.#greeting.waitFor({ timeout: 5_000 }).then(() => true, () => false);
        if (turn > 2 || !(await isGreeting())) throw error;
      }
    }
    this.#left -= 1;
    const isStored = await this.#send();
    const last = this.said.at(-1);
    if (last?.number === number) last.isStored = isStored;
    if (isStored !== undefined && !this.isBusy) await this.leave();
  }

  /** From the greeting, or from where the last record left off, to the first choice. */
  async #begin(): Promise<void> {
    const choice = this.#heading("Was möchtest Du tun?");
    const on = this.#page.getByRole("button", { name: /^(Auf Deutsch beginnen|Weiter ansehen|Zurück)$/ }).first();
    for (let step = 0; step < 6 && !(await choice.isVisible()); step++) await on.click({ timeout: 10_000 });
    await expect(choice).toBeVisible();
  }

  /** Everything up to the last tap. */
  async #prepare(number: number, kind: Kind): Promise<void> {
    const done = new Set(this.said.filter((one) => one.kind === "support").map(({ on }) => on));
    let on = "";
    if (kind !== "proposal") {
      await this.#button(/^Vorschläge ansehen/).click();
      on = (await this.#open((title) => kind === "comment" || !done.has(title))) ?? "";
      // Everything there is has been supported.
      if (!on) on = (await this.#open(() => true)) ?? "";
      if (kind === "support" && done.has(on)) kind = "comment";
      expect(on, "a proposal that a visitor can say something about").not.toBe("");
    }
    if (kind === "proposal") await this.#type(new Given(), `Kiosk ${number} am Hafen`, `Kiosk ${number}: Am Stadthafen fehlen Bänke im Schatten, und das seit Jahren.`);
    if (kind === "comment") {
      await this.#button("Etwas dazu schreiben").click();
      await this.#page.getByRole("radio", { name: "Dafür" }).check();
      await this.#given.type(this.#page.getByRole("textbox", { name: "Dein Beitrag" }), `Kiosk: ${number}! ${this.#word}`);
      await this.#given.type(this.#page.getByRole("textbox", { name: /^Name/ }), `Ada ${this.#word}`);
    }
    this.said.push({ number, kind, on, isStored: undefined });
  }

  async #type(given: Given, title: string, text: string): Promise<void> {
    await this.#button(/^Einen Vorschlag schreiben/).click();
    await given.type(this.#page.getByRole("textbox", { name: "Titel" }), title);
    await given.type(this.#page.getByRole("textbox", { name: /^Was schlägst Du vor/ }), text);
    await this.#page.getByRole("combobox", { name: "Leitthema" }).selectOption("verkehr");
  }

  /** Opens the newest of our proposals of which this is true, and says its title. */
  async #open(isWanted: (title: string) => boolean): Promise<string | undefined> {
    const cards = this.#page.locator(".kiosk-card__open");
    for (;;) {
      const titles = await cards.allTextContents();
      const at = titles.findIndex((title) => OURS.test(title) && isWanted(title));
      if (at >= 0) {
        await cards.nth(at).click();
        return titles[at];
      }
      const more = this.#button("Mehr zeigen");
      if (!(await more.isVisible())) return undefined;
      await more.click();
    }
  }

  /** The last tap, and what the visitor is told. */
  async #send(): Promise<boolean | undefined> {
    const isSupport = this.said.at(-1)?.kind === "support";
    await this.#button(isSupport ? "Unterstützen" : "Absenden").click();
    const told = this.#told();
    const meanwhile = this.meanwhile;
    this.meanwhile = undefined;
    const [isStored] = await Promise.all([told, meanwhile?.(told)]);
    return isStored;
  }

  /** The words on the screen; nothing where the battery is taken out before. */
  async #told(): Promise<boolean | undefined> {
    if (this.dies !== undefined) {
      await pause(this.dies);
      this.dies = undefined;
      await this.restart();
      return undefined;
    }
    const told = new RegExp(`Gespeichert\\. Danke!|Deine Unterstützung ist gespeichert|${NOT_STORED}`);
    const answer = this.#page.locator("h1, .kiosk-problems li, p.kiosk-problems, p[role=status]").filter({ hasText: told }).first();
    await answer.waitFor({ timeout: 60_000 });
    if ((await answer.innerText()).includes(NOT_STORED)) return false;
    await this.#given.read(this.#page.locator(".kiosk-receipt .kiosk-number"));
    return true;
  }

  /** The visitor goes: something typed stands there yet; they end it, or the next one does, from behind the cover. */
  async leave(): Promise<void> {
    this.#left = 0;
    if (!(await this.#greeting.isVisible())) {
      await this.#begin();
      await this.#type(this.#given, `${this.#word} am Strand`, `${this.#word}: Das wird nie abgesendet, weil jemand weggeht.`);
      if (this.chance.next() < 0.3) {
        await this.#button("Kurz weg").click();
        await this.#button("Jetzt verdecken").click();
        await this.#button("Neu beginnen").click();
      } else {
        await this.#button("Fertig").click();
      }
    }
    await expect(this.#greeting).toBeVisible({ timeout: 60_000 });
    this.#expectNothingLeft();
  }

  #expectNothingLeft(): void {
    const found = traces(this.#device.profile, this.#word, ...this.#given.words);
    expect(found, `what visitor ${this.visitors} typed or was shown is nowhere in the profile`).toEqual([]);
  }

  /** Everything that waits is sent; then the browser ends, and what is left of it is looked at once more. */
  async finish(): Promise<void> {
    if (this.isBusy) await this.leave();
    await this.#page.goto(`${this.#device.origin}/kiosk`);
    await expect(this.#page.locator(".kiosk-corner")).toContainText("Netz da · 0 warten", { timeout: 90_000 });
    await this.#device.kill();
    this.#expectNothingLeft();
  }
}

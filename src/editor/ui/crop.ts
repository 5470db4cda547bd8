// A frame over the picture of a block, as it stands on the page: what is within is seen. Hands pull it and its corners, keys
// too; the line of the text says the same all the time.

import { axisOf, cropIn, dragged, moved, partOf, pulled, pushed, SHAPES, shapesOf, withCrop, type Corner, type Crop, type Shape } from "../text/crop";
import { fill, type Words } from "../words";
import { announce, freshId, h, spoken } from "./dom";
import type { Host } from "./rich";
import type { Written } from "./written";

const CORNERS: readonly Corner[] = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: -1, y: 1 },
  { x: 1, y: 1 },
];

const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ENDS: Readonly<Record<string, number>> = { Home: -100, End: 100 };
const FAR = 10;

/** A pointer that holds the frame, what was seen before, and where on the picture it came down. */
type Hold = { pointer: number; from: Crop | null; x: number; y: number };

export class CropFrame {
  /** What stands in the form: shapes to choose from. */
  readonly tools: HTMLElement;
  /** What lies over the picture. */
  readonly frame: HTMLElement;
  private readonly whole: HTMLElement;
  private readonly corners: (readonly [Corner, HTMLElement])[];
  private readonly sizes = new ResizeObserver(() => this.place());
  private readonly words: Words["crop"];
  private image: HTMLImageElement | null = null;
  /** How the page crops it while nobody does so here. */
  private looks = "";
  private hold: Hold | null = null;
  /** The text before a hand or a key began to change it. */
  private before: string | null = null;

  constructor(
    private readonly host: Host,
    private readonly block: HTMLElement,
    private readonly input: Written,
  ) {
    const { words } = host;
    this.words = words.crop;
    const [name, hint] = [freshId("crop"), freshId("crop-hint")];
    const choice = (shape: Shape | null, label: string) =>
      h("button", { type: "button", class: "edit-tool", "data-shape": shape ?? "", onclick: () => this.choose(shape) }, label);
    this.tools = h(
      "div",
      { class: "field", lang: spoken(), role: "group", "aria-labelledby": name },
      h("p", { class: "field__label", id: name }, words.crop.name),
      h("p", { class: "field__hint", id: hint }, words.crop.hint),
      h("div", { class: "edit-crop-shapes" }, choice(null, words.crop.whole), ...(Object.keys(SHAPES) as Shape[]).map((shape) => choice(shape, words.crop.shapes[shape]))),
    );
    this.whole = this.handle("edit-crop__whole", words.crop.frame, (x, y) => this.move(x, y), ({ from, x, y }, atX, atY) => from && dragged(this.ratio, from, atX - x, atY - y));
    this.whole.setAttribute("aria-describedby", hint);
    this.corners = CORNERS.map((corner) => {
      const push = (x: number, y: number) => this.put(pushed(this.ratio, this.crop, corner, x, y));
      const pull = ({ from, x, y }: Hold, atX: number, atY: number) => {
        const { left, top, width, height } = partOf(this.ratio, from);
        // As far beside the corner as it was taken.
        return pulled(this.ratio, from, corner, (corner.x > 0 ? left + width : left) + atX - x, (corner.y > 0 ? top + height : top) + atY - y);
      };
      return [corner, this.handle(`edit-crop__corner edit-crop__corner--${corner.x < 0 ? "left" : "right"} edit-crop__corner--${corner.y < 0 ? "top" : "bottom"}`, words.crop.corners[`${corner.x} ${corner.y}`] ?? "", push, pull)];
    });
    this.frame = h("div", { class: "edit-crop", role: "group", lang: spoken(), "aria-label": words.crop.name, hidden: true, onkeyup: () => this.letGo(), onfocusout: () => this.letGo() }, this.whole, ...this.corners.map(([, handle]) => handle));
  }

  private get ratio(): number {
    const { image } = this;
    const [width, height] = [Number(image?.getAttribute("width")), Number(image?.getAttribute("height"))];
    return width > 0 && height > 0 ? width / height : 1;
  }

  private get crop(): Crop | null {
    return cropIn(this.input.value);
  }

  /** Something to hold, by hand and by keyboard: a slider, whose arrows screen readers hand on. */
  private handle(look: string, label: string, push: (x: number, y: number) => void, pull: (hold: Hold, x: number, y: number) => Crop | null): HTMLElement {
    const move = (event: PointerEvent) => {
      if (this.hold?.pointer === event.pointerId) this.put(pull(this.hold, ...this.pointOf(event)));
    };
    const keydown = (event: KeyboardEvent) => {
      const [x, y] = ARROWS[event.key] ?? [0, 0];
      const far = event.shiftKey ? FAR : 1;
      const end = made === this.whole ? (ENDS[event.key] ?? 0) : 0;
      if (event.ctrlKey || event.metaKey) return this.letGo();
      if (event.key === "Escape" && this.hold) this.giveUp();
      else if (event.altKey || !(x || y || end)) return;
      else {
        push(x * far + end, y * far + end);
        // Also where nothing could be done.
        announce(this.said);
      }
      event.preventDefault();
      event.stopPropagation();
    };
    const made = h("div", { class: look, role: "slider", tabindex: 0, "aria-label": label, onkeydown: keydown, onpointermove: move, onpointercancel: () => this.giveUp() });
    made.addEventListener("pointerdown", (event) => this.grab(made, event));
    made.addEventListener("pointerup", () => this.drop());
    return made;
  }

  private pointOf({ clientX, clientY }: PointerEvent): [number, number] {
    const { left, top, width, height } = this.frame.getBoundingClientRect();
    return [(100 * (clientX - left)) / width, (100 * (clientY - top)) / height];
  }

  private grab(handle: HTMLElement, event: PointerEvent): void {
    if (this.hold || !event.isPrimary || event.button !== 0) return;
    // No text is selected on the way.
    event.preventDefault();
    handle.focus({ preventScroll: true });
    handle.setPointerCapture(event.pointerId);
    const [x, y] = this.pointOf(event);
    this.hold = { pointer: event.pointerId, from: this.crop, x, y };
  }

  private drop(): void {
    if (!this.hold) return;
    this.hold = null;
    if (this.before !== null) announce(this.said);
    this.letGo();
  }

  /** The hand slipped, or the page began to scroll. */
  private giveUp(): void {
    const { hold, before } = this;
    if (!hold) return;
    this.hold = null;
    this.before = null;
    if (before !== null) this.write(before);
    announce(this.words.kept);
  }

  private move(x: number, y: number): void {
    const { crop } = this;
    const axis = axisOf(this.ratio, crop);
    if (crop && axis) this.put(moved(crop, axis, axis === "across" ? x : y));
  }

  private choose(shape: Shape | null): void {
    const { across = 50, down = 50 } = this.crop ?? {};
    this.put(shape && { shape, across, down });
    this.letGo();
    announce(this.said);
  }

  private put(crop: Crop | null): void {
    const { value } = this.input;
    const body = withCrop(value, crop);
    // While a file is on its way its answer would take the place of what is done here.
    if (body === value || this.input.readOnly) return;
    this.before ??= value;
    this.write(body);
  }

  private write(body: string): void {
    this.input.value = body;
    this.host.typed(body);
    this.draw();
  }

  /** What was done until now is one step. */
  letGo(): void {
    const { before, hold } = this;
    if (before === null || hold) return;
    this.before = null;
    if (before !== this.input.value) this.host.did(before, this.input.value);
  }

  /** Something comes from elsewhere: what the hand did until then is one step, and going back to before it would lose the rest. */
  stop(): void {
    this.hold = null;
    this.letGo();
  }

  private get said(): string {
    const { words, crop } = this;
    if (!crop) return words.whole;
    const axis = axisOf(this.ratio, crop);
    const shape = words.shapes[crop.shape];
    return axis ? fill(words[axis], { shape, n: crop[axis] }) : shape;
  }

  /** The page was rendered: whichever picture stands there now, all of it is shown as long as somebody chooses. */
  look(): void {
    const image = this.block.querySelector<HTMLImageElement>(":scope > .block .picture-block__image");
    this.sizes.disconnect();
    this.frame.hidden = this.tools.hidden = !image;
    if (image && image !== this.image) {
      this.looks = image.className;
      image.className = "picture-block__image edit-cropped";
    }
    this.image = image;
    if (!image) return;
    if (!this.frame.isConnected) this.block.querySelector(":scope > .block")?.after(this.frame);
    for (const place of [image, this.block]) this.sizes.observe(place);
    this.place();
    this.draw();
  }

  private place(): void {
    if (!this.image) return;
    const [image, block] = [this.image.getBoundingClientRect(), this.block.getBoundingClientRect()];
    const { style } = this.frame;
    style.left = `${image.left - block.left - this.block.clientLeft}px`;
    style.top = `${image.top - block.top - this.block.clientTop}px`;
    style.width = `${image.width}px`;
    style.height = `${image.height}px`;
  }

  /** As the text says it. */
  draw(): void {
    const { crop, ratio, frame, whole, said } = this;
    const axis = axisOf(ratio, crop);
    for (const [name, share] of Object.entries(partOf(ratio, crop))) frame.style.setProperty(`--crop-${name}`, `${share}%`);
    frame.dataset.axis = axis ?? "";
    whole.setAttribute("aria-disabled", String(!axis));
    whole.setAttribute("aria-orientation", axis === "down" ? "vertical" : "horizontal");
    tell(whole, crop && axis ? crop[axis] : 0, 100, said);
    const shapes = shapesOf(ratio);
    const at = crop && shapes.includes(crop.shape) ? crop.shape : null;
    for (const [, corner] of this.corners) tell(corner, shapes.indexOf(at), shapes.length - 1, at ? this.words.shapes[at] : this.words.whole);
    for (const choice of this.tools.querySelectorAll<HTMLElement>("[data-shape]")) choice.setAttribute("aria-pressed", String(choice.dataset.shape === (crop?.shape ?? "")));
  }

  destroy(): void {
    this.letGo();
    this.sizes.disconnect();
    this.frame.remove();
    if (this.image) this.image.className = this.looks;
  }
}

function tell(slider: HTMLElement, now: number, most: number, said: string): void {
  for (const [name, value] of Object.entries({ min: 0, max: most, now, text: said })) slider.setAttribute(`aria-value${name}`, String(value));
}

// Which part of a picture is seen: a shape and a point that stays in view, in a line of the block; the same as
// `src/domain/blocks/picture.rs`. The part is as large as its shape fits into the picture: so nobody makes it too small,
// and it moves along one axis. Shares of the picture are in percent, ratios are width to height.

import { valueOf, without, withValue } from "./lines";

export const SHAPES = { "16:9": 16 / 9, "4:3": 4 / 3, "1:1": 1, "3:4": 3 / 4 } as const;

export type Shape = keyof typeof SHAPES;

export type Crop = { shape: Shape; across: number; down: number };

export type Axis = "across" | "down";

export type Part = { left: number; top: number; width: number; height: number };

/** Which corner of a part, as seen from its middle: -1 is to the left or above. */
export type Corner = { x: -1 | 1; y: -1 | 1 };

/** `16:9 30 70`; the middle where no point is named. */
export function parse(text: string): Crop | null {
  const [shape = "", ...point] = text.split(/[ ,;%]+/).filter(Boolean);
  if (!Object.hasOwn(SHAPES, shape) || point.length > 2 || !point.every((word) => /^\d+$/.test(word) && Number(word) <= 100)) return null;
  const [across = 50, down = 50] = point.map(Number);
  return { shape: shape as Shape, across, down };
}

/** What a block says of it; nothing, or what is no crop, is the whole picture. */
export function cropIn(body: string): Crop | null {
  return parse(valueOf(body, "crop"));
}

/** The block with this part of its picture. Every other letter stays. */
export function withCrop(body: string, crop: Crop | null): string {
  return crop ? withValue(body, "crop", `${crop.shape} ${crop.across} ${crop.down}`) : without(body, "crop");
}

const within = (value: number): number => Math.min(100, Math.max(0, Math.round(value)));

/** What is seen of a picture of this ratio. */
export function partOf(ratio: number, crop: Crop | null): Part {
  if (!crop) return { left: 0, top: 0, width: 100, height: 100 };
  const share = SHAPES[crop.shape] / ratio;
  const [width, height] = [100 * Math.min(1, share), 100 * Math.min(1, 1 / share)];
  return { left: ((100 - width) * crop.across) / 100, top: ((100 - height) * crop.down) / 100, width, height };
}

/** Where less than this is left over nothing can be moved. */
const PLAY = 0.5;

export function axisOf(ratio: number, crop: Crop | null): Axis | null {
  const { width, height } = partOf(ratio, crop);
  if (100 - width > PLAY) return "across";
  return 100 - height > PLAY ? "down" : null;
}

export function moved(crop: Crop, axis: Axis, by: number): Crop {
  return { ...crop, [axis]: within(crop[axis] + by) };
}

/** The part goes along with a hand that went so far over the picture. */
export function dragged(ratio: number, crop: Crop, x: number, y: number): Crop {
  const axis = axisOf(ratio, crop);
  const { width, height } = partOf(ratio, crop);
  if (!axis) return crop;
  return moved(crop, axis, axis === "across" ? (100 * x) / (100 - width) : (100 * y) / (100 - height));
}

/** What a corner can make of a picture, from tall to wide; `null` is the whole picture, which may have a shape of ours. */
export function shapesOf(ratio: number): (Shape | null)[] {
  const differs = (shape: Shape) => Math.abs(Math.log(SHAPES[shape] / ratio)) > PLAY / 100;
  const all: (Shape | null)[] = [...(Object.keys(SHAPES) as Shape[]).filter(differs), null];
  return all.sort((a, b) => (a ? SHAPES[a] : ratio) - (b ? SHAPES[b] : ratio));
}

/** Another shape, taken at a corner: the opposite one stays where it is, as far as the picture has room. */
export function reshaped(ratio: number, crop: Crop | null, corner: Corner, shape: Shape | null): Crop | null {
  if (!shape) return null;
  const before = partOf(ratio, crop);
  const kept: Crop = { shape, across: crop?.across ?? 50, down: crop?.down ?? 50 };
  const { width, height } = partOf(ratio, kept);
  const left = corner.x > 0 ? before.left : before.left + before.width - width;
  const top = corner.y > 0 ? before.top : before.top + before.height - height;
  const axis = axisOf(ratio, kept);
  if (axis === "across") kept.across = within((100 * left) / (100 - width));
  if (axis === "down") kept.down = within((100 * top) / (100 - height));
  return kept;
}

/** The next shape when a corner is pushed this way: outwards to the side is wider, outwards up or down is taller. */
export function pushed(ratio: number, crop: Crop | null, corner: Corner, x: number, y: number): Crop | null {
  const all = shapesOf(ratio);
  const now = crop && all.includes(crop.shape) ? crop.shape : null;
  const wider = Math.sign(x * corner.x - y * corner.y);
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(now) + wider))];
  return next === undefined || next === now ? crop : reshaped(ratio, crop, corner, next);
}

/** A hand that crosses the opposite corner does not turn the part over. */
const LEAST = 10;

/** The shape that comes nearest when a corner is pulled to this point of the picture. */
export function pulled(ratio: number, crop: Crop | null, corner: Corner, x: number, y: number): Crop | null {
  const { left, top, width, height } = partOf(ratio, crop);
  const across = Math.max(LEAST, corner.x > 0 ? x - left : left + width - x);
  const down = Math.max(LEAST, corner.y > 0 ? y - top : top + height - y);
  const wanted = Math.log((ratio * across) / down);
  const far = (shape: Shape | null) => Math.abs(wanted - Math.log(shape ? SHAPES[shape] : ratio));
  const [nearest = null] = shapesOf(ratio).sort((a, b) => far(a) - far(b));
  return nearest === (crop?.shape ?? null) ? crop : reshaped(ratio, crop, corner, nearest);
}

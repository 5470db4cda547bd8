// The part of a picture that is seen: its line in the text, and where it lies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axisOf, cropIn, dragged, moved, parse, partOf, pulled, pushed, reshaped, SHAPES, shapesOf, withCrop, type Corner, type Crop, type Shape } from "../text/crop";
import { randomFrom } from "./random";

const KEY = "0123456789abcdef0123456789abcdef";
const corners: Corner[] = ([-1, 1] as const).flatMap((x) => ([-1, 1] as const).map((y) => ({ x, y })));

test("a part is a shape and a point, as the server reads it", () => {
  assert.deepEqual(parse("16:9"), { shape: "16:9", across: 50, down: 50 });
  assert.deepEqual(parse("1:1, 0 100"), { shape: "1:1", across: 0, down: 100 });
  assert.deepEqual(parse("3:4 34% 66%"), { shape: "3:4", across: 34, down: 66 });
  for (const text of ["", "16x9", "16:9 links oben", "16:9 101 0", "16:9 1 2 3", "toString", "4:3 -1"]) assert.equal(parse(text), null, text);
});

test("its line comes below the others, changes where it stands, and goes", () => {
  const body = `Vorlesen: ${KEY}\n\nBild: ${KEY}\nAlternativtext: Ein Boot\n\nAusschnitt: bleibt Text`;
  const cut = withCrop(body, { shape: "1:1", across: 30, down: 50 });
  assert.equal(cut, `Vorlesen: ${KEY}\n\nBild: ${KEY}\nAlternativtext: Ein Boot\nAusschnitt: 1:1 30 50\n\nAusschnitt: bleibt Text`);
  assert.deepEqual(cropIn(cut), { shape: "1:1", across: 30, down: 50 });
  assert.equal(withCrop(cut, null), body);
  assert.equal(cropIn(body), null);
  assert.equal(withCrop("Picture: a\nCrop: links\nAlt: b", { shape: "4:3", across: 0, down: 9 }), "Picture: a\nCrop: 4:3 0 9\nAlt: b");
  assert.equal(withCrop("Bild: a\nAusschnitt: 1:1\nCrop: 4:3", null), "Bild: a");
  assert.equal(withCrop("Ausschnitt: 1:1\nBild: a", null), "Bild: a");
});

test("a part is as large as the picture allows, and moves along the axis that has room", () => {
  const wide = { shape: "1:1", across: 50, down: 20 } as const;
  assert.deepEqual(partOf(2, wide), { left: 25, top: 0, width: 50, height: 100 });
  assert.deepEqual(partOf(0.5, wide), { left: 0, top: 10, width: 100, height: 50 });
  assert.deepEqual(partOf(2, null), { left: 0, top: 0, width: 100, height: 100 });
  assert.deepEqual([axisOf(2, wide), axisOf(0.5, wide), axisOf(1.002, wide), axisOf(2, null)], ["across", "down", null, null]);
});

test("it goes as far as the hand went, and no farther than the edge", () => {
  const crop: Crop = { shape: "1:1", across: 50, down: 20 };
  assert.deepEqual(dragged(2, crop, 10, 99), { ...crop, across: 70 });
  assert.deepEqual(dragged(0.5, crop, 99, -5), { ...crop, down: 10 });
  assert.deepEqual(dragged(2, crop, -80, 0), { ...crop, across: 0 });
  assert.deepEqual(dragged(1, crop, 10, 10), crop);
  assert.deepEqual(moved(crop, "across", 10), { ...crop, across: 60 });
  assert.deepEqual(moved({ ...crop, across: 95 }, "across", 10), { ...crop, across: 100 });
});

test("a corner knows the shapes from tall to wide, and the picture's own once", () => {
  assert.deepEqual(shapesOf(1.5), ["3:4", "1:1", "4:3", null, "16:9"]);
  assert.deepEqual(shapesOf(4 / 3), ["3:4", "1:1", null, "16:9"]);
  assert.deepEqual(shapesOf(0.5), [null, "3:4", "1:1", "4:3", "16:9"]);
});

test("a corner that is pulled leaves the opposite one where it is", () => {
  // From the whole picture, the right edge comes in: the left one stays.
  assert.deepEqual(pulled(2, null, { x: 1, y: 1 }, 50, 100), { shape: "1:1", across: 0, down: 50 });
  assert.deepEqual(pulled(2, null, { x: -1, y: 1 }, 50, 100), { shape: "1:1", across: 100, down: 50 });
  // And out again.
  assert.equal(pulled(2, { shape: "1:1", across: 0, down: 50 }, { x: 1, y: 1 }, 100, 100), null);
  // A little, or beyond the other side.
  const crop: Crop = { shape: "1:1", across: 40, down: 50 };
  assert.equal(pulled(2, crop, { x: 1, y: 1 }, 71, 99), crop);
  assert.equal(pulled(2, crop, { x: 1, y: 1 }, -300, 100)?.shape, "3:4");
});

test("keys go through all shapes one by one, outwards to the side is wider", () => {
  for (const corner of corners) {
    const seen: (Shape | null)[] = [];
    let crop: Crop | null = { shape: "3:4", across: 50, down: 50 };
    for (let i = 0; i < 6; i++) {
      seen.push(crop?.shape ?? null);
      crop = pushed(1.5, crop, corner, corner.x, 0);
    }
    assert.deepEqual(seen, ["3:4", "1:1", "4:3", null, "16:9", "16:9"]);
    assert.equal(pushed(1.5, crop, corner, 0, corner.y), null);
    // A shape that the picture has by itself counts as all of it.
    assert.equal(pushed(1, { shape: "1:1", across: 0, down: 0 }, corner, -corner.x, 0)?.shape, "3:4");
  }
});

test("whatever hands do, the part lies within the picture and is written and read the same", () => {
  const random = randomFrom(11);
  const some = () => random.below(300) - 100;
  for (let round = 0; round < 2000; round++) {
    const ratio = (1 + random.below(400)) / 100;
    let crop: Crop | null = null;
    for (let step = 0; step < 5; step++) {
      const corner = random.of(corners);
      const shape = random.of(Object.keys(SHAPES) as Shape[]);
      crop = [
        () => pulled(ratio, crop, corner, some(), some()),
        () => pushed(ratio, crop, corner, some(), some()),
        () => reshaped(ratio, crop, corner, shape),
        () => crop && dragged(ratio, crop, some(), some()),
      ][random.below(4)]?.() ?? null;
      const { left, top, width, height } = partOf(ratio, crop);
      const isWithin = left >= 0 && top >= 0 && left + width < 100.001 && top + height < 100.001 && (width === 100 || height === 100);
      assert.ok(isWithin, `round ${round}: ${ratio} ${JSON.stringify(crop)}`);
      if (crop) assert.ok(Math.abs((ratio * width) / height - SHAPES[crop.shape]) < 0.001);
      assert.deepEqual(cropIn(withCrop("Bild: a", crop)), crop, `round ${round}`);
    }
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { LONGEST } from "../bytes.js";
import { canAsk, contentOf, excessInWords, inWords, problemOf } from "../kiosk/survey.js";

const words = { answer_missing: "missing", answer_long: "{now} of {n}" };
const choices = [
  { value: "0", name: "Mit dem Rad" },
  { value: "1", name: "Zu Fuß" },
  { value: "2", name: "Mit der Bahn" },
];
const question = (kind, how = {}) => ({ kind, text: "?", hint: "", required: false, choices: kind === "text" ? [] : choices, ...how });
const survey = (...questions) => ({ key: "umfragen/wege", ask: { edition: 3, most: 10, questions } });

test("a survey is answered here when all of its questions are of a kind that is known", () => {
  assert.ok(canAsk(survey(...["one", "many", "scale", "text"].map((kind) => question(kind)))));
  assert.ok(!canAsk(survey(question("one"), question("order"))), "a newer server asks it");
  assert.ok(!canAsk(survey()));
  assert.ok(!canAsk({ key: "umfragen/wege", ask: null }), "it is for people with an account");
  assert.ok(!canAsk({ key: "umfragen/wege" }), "the pack is older");
});

test("what has to be answered and is not is missing, and spaces are no answer", () => {
  for (const kind of ["one", "many", "scale", "text"]) {
    assert.equal(problemOf(words, question(kind, { required: true }), [], 10), "missing", kind);
    assert.equal(problemOf(words, question(kind), [], 10), "", kind);
    assert.equal(problemOf(words, question(kind, { required: true }), ["0"], 10), "", kind);
  }
  assert.equal(problemOf(words, question("text", { required: true }), [" \n "], 10), "missing");
});

test("words are counted as the server counts them, by signs and without the spaces around them", () => {
  assert.equal(problemOf(words, question("text"), [` ${"🐦".repeat(10)} `], 10), "");
  assert.equal(problemOf(words, question("text"), ["a".repeat(11)], 10), "11 of 10");
});

test("a record names the survey, the edition of its questions and what their inputs hold, in their order", () => {
  const answers = [["1"], [], ["0", "2"], ["Mehr Licht"]];
  assert.deepEqual(contentOf(survey(), answers), { survey: "wege", edition: 3, answers });
});

test("an answer is read back in its own words, choices in the order in which they stand", () => {
  assert.equal(inWords(question("many"), ["2", "0"]), "Mit dem Rad, Mit der Bahn");
  assert.equal(inWords(question("one"), []), "");
  assert.equal(inWords(question("text"), [" Mehr Licht \n"]), "Mehr Licht");
});

test("answers that are together more than the server takes are not sent off, and the longest of them is named", () => {
  const said = { answers_too_large: "{n} too many, first {at}", answers_not_stored: "not stored" };
  const whole = (/** @type {string[][]} */ answers) => contentOf(survey(), answers);
  const empty = JSON.stringify(whole([["1"], [""], [""]])).length;
  const fits = [["1"], ["ä".repeat(100)], ["a".repeat(LONGEST - empty - 200)]];
  assert.equal(excessInWords(said, whole(fits)), "");
  const [one = [], other = [], last = []] = fits;
  assert.equal(excessInWords(said, whole([one, other, [`${last[0]}aaa`]])), "3 too many, first 3");
  assert.equal(excessInWords(said, whole([one, ["ä".repeat(LONGEST / 2)], ["a".repeat(LONGEST - 1)]])).endsWith("first 2"), true, "by bytes");
  assert.equal(excessInWords({ answers_not_stored: "not stored" }, whole([["a".repeat(LONGEST)]])), "not stored", "the pack is older");
});

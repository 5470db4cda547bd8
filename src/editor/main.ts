// Wakes the editor on a page in edit mode.

import "./style/editor.css";
import { Session } from "./page/session";
import { Api } from "./sync/api";
import { Browser, Nothing, lockOf } from "./sync/device";
import { Memory } from "./sync/memory";
import { voice } from "./ui/dom";
import { wordsOf } from "./words";

/** One name for this tab that a reload keeps. */
async function tabName(): Promise<string> {
  const fresh = crypto.randomUUID();
  try {
    const known = sessionStorage.getItem("wegmarken-edit-tab");
    // A copied tab begins with the name of the one that it was copied from.
    const isFree = known && !(await navigator.locks.query()).held?.some(({ name }) => name === lockOf(known));
    const name = isFree ? known : fresh;
    sessionStorage.setItem("wegmarken-edit-tab", name);
    return name;
  } catch {
    return fresh;
  }
}

/** The tools of an open text stand below the bar of the draft. */
function besideTheBar(): void {
  const bar = document.querySelector<HTMLElement>(".edit-bar");
  if (!bar) return;
  const measure = () => {
    const isAtTop = getComputedStyle(bar).position === "sticky";
    document.documentElement.style.setProperty("--edit-top", isAtTop ? `${bar.offsetHeight}px` : "0px");
  };
  new ResizeObserver(measure).observe(bar);
}

async function start(page: HTMLElement): Promise<void> {
  const { editPage = "", language = "de", account = "", person = "" } = page.dataset;
  const tab = await tabName();
  const place = `konto/${account}/${editPage}`;
  const device = "indexedDB" in window ? new Browser(place, tab, `${editPage}/${person}`) : new Nothing();
  // The server answers in the language of the page, too.
  const api = new Api(`${language === "de" ? "" : `/${language}`}/bearbeiten/${editPage}`);
  // Beside another language blocks have their places: a step of the page itself could not be undone there.
  const memory = new Memory(`wegmarken-edit-steps/${place}${page.dataset.fixed === undefined ? "" : "/neben"}`);
  const session = new Session(page, api, device, wordsOf(language), language, tab, memory);
  await session.start();
}

const page = document.querySelector<HTMLElement>("[data-edit-page]");
if (page) {
  besideTheBar();
  voice();
  void start(page);
}

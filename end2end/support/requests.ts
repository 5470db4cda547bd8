// What the form of a page sends, without the page: for what a journey needs and does not try.

import { type APIResponse, type Page } from "@playwright/test";
import { origin } from "./server";

type Sent = Parameters<Page["request"]["post"]>[1];

/** With the cookies of the browser; what the answer says about cookies counts there. */
export async function send(page: Page, path: string, form: NonNullable<Sent>["form"]): Promise<APIResponse> {
  return posted(page, path, { form });
}

/** The same for a form with files. */
export async function upload(page: Page, path: string, multipart: NonNullable<Sent>["multipart"]): Promise<APIResponse> {
  return posted(page, path, { multipart });
}

export async function documentAt(page: Page, path: string): Promise<string> {
  return (await page.request.get(path)).text();
}

/** What stands between two marks of a document. */
export function between(html: string, before: string, after: string): string {
  const found = html.split(before)[1]?.split(after)[0];
  if (!found) throw new Error(`Nothing stands between ${before} and ${after}`);
  return found;
}

async function posted(page: Page, path: string, body: Sent): Promise<APIResponse> {
  // Where it leads to is a page that nobody looks at.
  const answer = await page.request.post(path, { ...body, headers: { origin: new URL(path, origin).origin }, maxRedirects: 0 });
  if (answer.status() >= 400) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return answer;
}

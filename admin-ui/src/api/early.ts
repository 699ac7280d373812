import { chosenOrganization } from '../session/organization.ts';

interface Early {
  readonly answer: Promise<Response>;
  readonly organization: string | null;
}

const kept = new Map<string, Early>();

/** Milliseconds; an answer nobody has taken by then would be of another time. */
const longest = 5_000;

/** Keeps an answer to a GET that is on its way, for whoever asks the same first. */
export function keepEarly(url: string, answer: Promise<Response>): void {
  kept.set(url, { answer, organization: chosenOrganization() });
  setTimeout(() => kept.delete(url), longest);
  // Taken or not, a failure is no news: whoever asks then is told of it.
  answer.catch(() => undefined);
}

/** What was asked early, once; undefined where nothing was, it failed, or another organization has been chosen: then it is to be asked for. */
export async function takeEarly(url: string): Promise<Response | undefined> {
  const early = kept.get(url);
  kept.delete(url);
  // Answered without an organization named: there is only one.
  const isOurs = early?.organization === null || early?.organization === chosenOrganization();
  return isOurs ? await early?.answer.catch(() => undefined) : undefined;
}

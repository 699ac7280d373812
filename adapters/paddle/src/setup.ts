import { type ProcessorAccount, ProcessorRefused, type SetupDone, type SetupWanted } from '@fairlead/core/plugin';
import { type PaddleApi, paddleApi } from './api/client.ts';
import type { Credentials } from './credentials.ts';
import { events } from './facts.ts';
import { children, type Node, node, optionalText, text } from './read.ts';

const path = '/notification-settings';

/** The notification destination of a connection, with its secret, which Paddle tells whenever it is asked. */
export const setup =
  (apiUrl: string, pauseMs?: number) =>
  async (account: ProcessorAccount<Credentials>, { url, dryRun }: SetupWanted): Promise<SetupDone> => {
    const api = paddleApi(account, apiUrl, pauseMs);
    const own = await ownDestination(api, url);
    const change = dryRun ? 'would' : 'done';
    if (own === undefined) {
      const what = `Create a notification destination for ${events.length} events.`;
      const made = dryRun ? undefined : await api.send('POST', path, destination(url));
      return { steps: [{ state: change, what }, keep(change)], ...(made && { credentials: secretOf(made) }) };
    }

    const id = text(own, 'id');
    const differs = differencesOf(own);
    if (differs.length > 0 && !dryRun) {
      await api.send('PATCH', `${path}/${encodeURIComponent(id)}`, {
        subscribed_events: [...events],
        api_version: 1,
        active: true,
      });
    }
    const steps = differs.map((what) => ({ state: change, what: `Destination ${id}: ${what}.` }) as const);
    const kept = account.credentials.signingSecret?.trim() === optionalText(own, 'endpoint_secret_key');
    const all = { state: 'already', what: `The destination ${id} delivers all ${events.length} events.` } as const;
    return {
      steps: [...(steps.length === 0 ? [all] : steps), ...(kept ? [] : [keep(change)])],
      ...(!kept && !dryRun && { credentials: secretOf(own) }),
    };
  };

const keep = (state: 'would' | 'done') => ({ state, what: 'Keep its secret key.' }) as const;

/** Everything that happens at the account, and nothing of Paddle's simulator. */
const destination = (url: string): object => ({
  description: 'Fairlead',
  type: 'url',
  destination: url,
  api_version: 1,
  include_sensitive_fields: false,
  traffic_source: 'platform',
  subscribed_events: [...events],
});

async function ownDestination(api: PaddleApi, url: string): Promise<Node | undefined> {
  let after: string | undefined;
  do {
    const page = await api.list(path, { per_page: '200' }, after);
    const own = page.data
      .map((one) => node(one, 'destination'))
      .find((one) => optionalText(one, 'destination') === url);
    if (own !== undefined) return own;
    after = page.after;
  } while (after !== undefined);
  return undefined;
}

/** Paddle takes names and gives events back as objects. */
function differencesOf(own: Node): readonly string[] {
  const subscribed = children(own, 'subscribed_events').map((event) => optionalText(event, 'name') ?? '');
  const missing = events.filter((event) => !subscribed.includes(event));
  const others = subscribed.filter((event) => !events.includes(event));
  return [
    missing.length > 0 ? `add ${missing.join(', ')}` : '',
    others.length > 0 ? `leave out ${others.join(', ')}` : '',
    own.fields['active'] === false ? 'activate it again' : '',
    own.fields['api_version'] === 1 ? '' : 'set the version of the API to 1',
  ].filter((difference) => difference !== '');
}

function secretOf(own: Node): Readonly<Record<string, string>> {
  const signingSecret = optionalText(own, 'endpoint_secret_key');
  if (signingSecret === undefined) throw new ProcessorRefused('refused', 'Paddle told no secret of its destination.');
  return { signingSecret };
}

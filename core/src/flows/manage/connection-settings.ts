import type { NewConnection } from '../../contract/api/connections.ts';
import type { ConnectionSettings } from '../../contract/adapter.ts';

type Given = NonNullable<NewConnection['settings']>;

/** Settings as an adapter reads them, with no holes: what was not given is empty. */
export const completeSettings = ({ aliases = {} }: Given = {}): ConnectionSettings => ({
  aliases: { click: aliases.click ?? [], customer: aliases.customer ?? [], campaign: aliases.campaign ?? [] },
});

import type { Lead } from '@fairlead/core/api';
import { Status, type Tone } from '../../kit/status.tsx';

const words: Readonly<Record<Lead['state'], readonly [Tone | null, string]>> = {
  awaiting: ['pending', 'Waits for you'],
  validated: ['approved', 'Validated'],
  rejected: ['denied', 'Rejected'],
  none: [null, 'Not asked about'],
};
export const leadWord = (state: Lead['state']): string => words[state][1];

/** What was said of a lead, as icon and word. */
export function LeadVerdict({ state }: { readonly state: Lead['state'] }) {
  const [tone, word] = words[state];
  return tone === null ? <span className="fl-quiet">{word}</span> : <Status tone={tone}>{word}</Status>;
}

/** By the brand's own id of the customer, else by the end of the lead's own, where ids differ. */
export const nameOfLead = (lead: Lead | undefined, id: string): string =>
  lead?.customerExternalId ?? `Lead …${id.slice(-8)}`;

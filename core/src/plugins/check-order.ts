import type { TermsIssue } from '../contract/commission.ts';
import { type AttributionTerms, defaultAttribution } from '../domain/terms.ts';
import { listed } from './nearest.ts';
import type { Registries } from './registries.ts';
import { notLoaded } from './terms-issue.ts';

/** The steps of a campaign's order are loaded and stand where the rules allow, and its click model is known to one of them. */
export function checkOrder(registries: Registries, { order, model }: AttributionTerms): readonly TermsIssue[] {
  return [
    ...order.flatMap((id, at) => [...checkLoaded(registries, id, at), ...checkPlace(registries, order, at)]),
    ...checkClickModel(registries, model),
  ];
}

const checkLoaded = ({ strategies }: Registries, id: string, at: number): readonly TermsIssue[] => {
  if (strategies.has(id)) return [];
  const told = notLoaded('attribution strategy', id, strategies.keys());
  return [{ path: `/attribution/order/${at}`, code: 'unknown_strategy', ...told }];
};

/** A4: clicks and slugs never take a locked customer, so the locks are asked before them. */
function checkPlace({ strategies }: Registries, order: readonly string[], at: number): readonly TermsIssue[] {
  const id = order[at] as string;
  const precedes = strategies.get(id)?.precedes ?? [];
  const overtaken = order.slice(0, at).filter((earlier) => precedes === 'all' || precedes.includes(earlier));
  if (overtaken.length === 0) return [];
  const message = `'${id}' must be asked before ${listed(overtaken, '')}: move it up`;
  return [{ path: `/attribution/order/${at}`, code: 'asked_too_late', message }];
}

function checkClickModel({ strategies }: Registries, model: string): readonly TermsIssue[] {
  const known = new Set([...strategies.values()].flatMap((strategy) => strategy.models ?? []));
  // Where no loaded strategy looks at clicks, the default stands for nothing.
  if (known.has(model) || (known.size === 0 && model === defaultAttribution.model)) return [];
  return [{ path: '/attribution/model', code: 'unknown_click_model', ...notLoaded('click model', model, known) }];
}

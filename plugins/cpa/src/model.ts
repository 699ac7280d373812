import { defineModel, type TermsIssue } from '@fairlead/core/plugin';
import { fixed } from '@fairlead/core/working';
import { Terms } from './terms.ts';

/** Per customer event, the amount agreed for its name (C3). That it counts once per customer and name is the core's. */
export const model = defineModel({
  id: 'cpa',
  lane: 'base',
  title: 'Per event',
  terms: Terms,
  check,
  accepts: (kind) => kind === 'event',
  compute(told) {
    const { name, earlier } = told.event ?? { name: '', earlier: null };
    const agreed = told.terms.events.find(({ event }) => event === name);
    if (agreed === undefined) return { earns: false, reason: 'event_not_paid_for', values: { event: name } };
    if (earlier !== null) return { earns: false, reason: 'event_before', values: { event: name, ...earlier } };
    return fixed(told, agreed.amount);
  },
});

/** One event has one amount. */
function check({ events }: Terms): readonly TermsIssue[] {
  const names = events.map(({ event }) => event);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ path: `/events/${index}/event`, code: 'repeated', message: `${name} has an amount already` }],
  );
}

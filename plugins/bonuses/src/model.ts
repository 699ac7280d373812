import { defineModel, type TermsIssue } from '@fairlead/core/plugin';
import { fixed } from '@fairlead/core/working';
import { Terms } from './terms.ts';

/** For each milestone an enrollment reaches, the amount agreed for it (C3). That it is reached once, and when, is the core's. */
export const model = defineModel({
  id: 'bonuses',
  lane: 'base',
  title: 'Bonuses',
  terms: Terms,
  check,
  accepts: (kind) => kind === 'bonus',
  milestones: ({ milestones }) =>
    milestones.flatMap(({ name, sales }) => (sales === null || sales === undefined ? [] : [{ name, sales }])),
  compute(reached) {
    const name = reached.milestone?.name ?? '';
    const agreed = reached.terms.milestones.find((milestone) => milestone.name === name);
    if (agreed === undefined) return { earns: false, reason: 'no_such_milestone', values: { milestone: name } };
    return fixed(reached, agreed.amount);
  },
});

/** One milestone has one amount. */
function check({ milestones }: Terms): readonly TermsIssue[] {
  const names = milestones.map(({ name }) => name);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ path: `/milestones/${index}/name`, code: 'repeated', message: `${name} has a bonus already` }],
  );
}

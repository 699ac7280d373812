import type { Story, StoryInput } from './adapter.ts';

/** All of an adapter's stories one after the other, each of a buyer of its own. */
export const everythingOf = (stories: Readonly<Record<string, Story>>): Story => ({
  summary: 'All stories, one after the other',
  deliveries: (input) => Object.entries(stories).flatMap(([name, story]) => story.deliveries(asChapter(input, name))),
});

/** A story of somebody who redeems a code and never clicked. */
export const withoutClick = (story: Story, summary: string): Story => ({
  summary,
  deliveries: ({ clickId: _clickId, ...input }) =>
    story.deliveries({ ...input, couponCode: input.couponCode ?? 'ALICE20' }),
});

const asChapter = (input: StoryInput, name: string): StoryInput => ({
  ...input,
  id: `${input.id}${name.replaceAll('-', '')}`,
  ...(input.email === undefined ? {} : { email: input.email.replace('@', `+${name}@`) }),
  ...(input.customerKey === undefined ? {} : { customerKey: `${input.customerKey}-${name}` }),
});

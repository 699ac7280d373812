import type { ClickView } from '@fairlead/core/plugin';

/** One visitor's counting clicks on links of creditable enrollments, oldest first. */
export type Clicks = readonly [ClickView, ...ClickView[]];

/** A3: which of the clicks earns the payment. */
export type ClickModel = (clicks: Clicks) => ClickView;

export const models: ReadonlyMap<string, ClickModel> = new Map<string, ClickModel>([
  ['last_click', (clicks) => clicks.at(-1) ?? clicks[0]],
  ['first_click', (clicks) => clicks[0]],
]);

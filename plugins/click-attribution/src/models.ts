import type { ClickView } from '@fairlead/core/plugin';

/** One visitor's counting clicks on links of creditable enrollments of one campaign, oldest first. */
export type Clicks = readonly [ClickView, ...ClickView[]];

/** A3: which of the clicks share the payment: one, or the first of each enrollment, in touch order. */
export interface ClickModel {
  readonly picks: (clicks: Clicks) => Clicks;
  /** Parts of the whole, per million, for so many touches. They sum to the whole. */
  readonly weights: (touches: number) => readonly number[];
}

const whole = 1_000_000;
const alone = (): readonly number[] => [whole];

export const models: ReadonlyMap<string, ClickModel> = new Map<string, ClickModel>([
  ['last_click', { picks: (clicks) => [clicks.at(-1) ?? clicks[0]], weights: alone }],
  ['first_click', { picks: ([first]) => [first], weights: alone }],
  ['linear', { picks: touchesOf, weights: (touches) => equally(whole, touches) }],
  ['position', { picks: touchesOf, weights: byPosition }],
]);

/** Touches are distinct enrollments by their first counting click (A3). */
function touchesOf([first, ...others]: Clicks): Clicks {
  const known = new Set([first.enrollmentId]);
  return [
    first,
    ...others.filter(({ enrollmentId }) => {
      const isNew = !known.has(enrollmentId);
      known.add(enrollmentId);
      return isNew;
    }),
  ];
}

/** 100; 50 and 50; 40, 20 shared by the middle, 40 (A3). */
function byPosition(touches: number): readonly number[] {
  if (touches < 3) return equally(whole, touches);
  return [400_000, ...equally(200_000, touches - 2), 400_000];
}

/** What does not divide goes to the earlier ones, a millionth each (M3). */
function equally(sum: number, parts: number): readonly number[] {
  const each = Math.floor(sum / parts);
  return Array.from({ length: parts }, (_, index) => each + (index < sum - each * parts ? 1 : 0));
}

import { Type } from '@sinclair/typebox';
import { Exact, Time } from './values.ts';

export const Count = (description: string) => Type.Integer({ minimum: 0, description, examples: [12] });

/** How many are each of a few words. */
export const counts = <const T extends readonly string[]>(words: T, title: string) =>
  Exact(
    Object.fromEntries(words.map((word) => [word, Count(`How many are \`${word}\`.`)])) as Record<
      T[number],
      ReturnType<typeof Count>
    >,
    { title },
  );

/** What every summary begins with. */
export const counted = {
  asOf: Time({ description: 'When it was counted.' }),
  count: Count('Rows of the whole list.'),
};

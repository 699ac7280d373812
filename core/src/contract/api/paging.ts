import { Type, type TSchema } from '@sinclair/typebox';
import { Exact, Nullable, OneOf } from './values.ts';

/** F92: 50 unless asked otherwise; more than 200 is refused, never clamped in silence. */
export const paging = {
  cursor: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 500,
      description: '`nextCursor` of the page before; left out: the first page.',
    }),
  ),
  take: Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'Rows of a page.' }),
};

/** A page of rows, stable while rows are added. */
export const Page = <T extends TSchema>(title: string, row: T) =>
  Exact(
    {
      data: Type.Array(row),
      nextCursor: Nullable(Type.String(), { description: 'Where the next page begins; null on the last.' }),
    },
    { title },
  );

/** How a list is ordered: newest first unless asked otherwise. Ids begin with their time, so `created` needs no other column. */
export const sortedBy = <const T extends readonly string[]>(...names: T) => ({
  sort: OneOf(
    ['created', '-created', ...names.flatMap((name) => [name, `-${name}`])] as readonly (
      | Signed<'created'>
      | Signed<T[number]>
    )[],
    {
      default: '-created',
      description: 'With `-` before it: the greatest first.',
    },
  ),
});
type Signed<T extends string> = T | `-${T}`;

/** The same with the number of rows on all pages together, for what people edit, of which there are not millions. */
export const CountedPage = <T extends TSchema>(title: string, row: T) =>
  Exact(
    {
      data: Type.Array(row),
      nextCursor: Nullable(Type.String(), { description: 'Where the next page begins; null on the last.' }),
      total: Type.Integer({ minimum: 0, description: 'Rows on all pages together.' }),
    },
    { title },
  );

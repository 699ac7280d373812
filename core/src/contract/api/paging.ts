import { Type, type TSchema } from '@sinclair/typebox';
import { Exact, Nullable } from './values.ts';

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

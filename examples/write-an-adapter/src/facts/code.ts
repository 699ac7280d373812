import { text } from '@fairlead/core/reading';
import type { ObjectReader } from './reader.ts';

/** Which code an id stands for: payments name the id alone. */
export const readCode: ObjectReader = ({ object: code, occurredAt }) => ({
  facts: [
    {
      type: 'coupon.changed',
      occurredAt,
      code: text(code, 'code'),
      codeId: text(code, 'id'),
      active: code.fields['active'] !== false,
    },
  ],
});

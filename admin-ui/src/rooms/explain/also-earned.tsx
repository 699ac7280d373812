import type { Explanation } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { sentence } from '../../kit/form/schema.ts';
import { percentText } from './numbers.ts';
import { Entry, Receipt } from './receipt.tsx';
import { nameOf, otherLines, worth } from './subject.ts';

/** Knot 7: who else earns by this payment, each with a receipt of their own. */
export const AlsoEarned = ({ of }: { readonly of: Explanation }) => (
  <Receipt>
    {otherLines(of).map((line) => (
      <Entry
        key={line.key}
        label={<Link to={`/sales/${line.conversionId}`}>{nameOf(of, line.enrollmentId)}</Link>}
        note={line.weight === 1_000_000 ? sentence(line.model) : `${percentText(line.weight)} of the credit`}
        value={{ minor: worth(line), currency: line.currency }}
      />
    ))}
  </Receipt>
);

import type { Explanation } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import { modelName } from './model-name.ts';
import { percentText } from './numbers.ts';
import { Entry, Receipt } from './receipt.tsx';
import { type Line, nameOf, otherLines, worth } from './subject.ts';

const noteOf = ({ role, model, weight, steps }: Line): string => {
  if (role === 'override') {
    const part = steps.findLast(({ op }) => op === 'override')?.values['ppm'];
    return typeof part === 'number' ? `${percentText(part)} of what the recruit earns` : 'as the recruiter';
  }
  return weight === 1_000_000 ? modelName(model) : `${percentText(weight)} of the credit`;
};

/** Knot 7: who else earns by this payment, each with a receipt of their own. */
export const AlsoEarned = ({ of }: { readonly of: Explanation }) => (
  <Receipt>
    {otherLines(of).map((line) => (
      <Entry
        key={line.key}
        label={<Link to={`/sales/${line.conversionId}`}>{nameOf(of, line.enrollmentId)}</Link>}
        note={noteOf(line)}
        value={{ minor: worth(line), currency: line.currency }}
      />
    ))}
  </Receipt>
);

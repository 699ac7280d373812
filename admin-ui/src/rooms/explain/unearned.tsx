import type { Explanation } from '@fairlead/core/api';
import { IconMinus } from '../../kit/icons.ts';
import { sentence } from '../../kit/form/schema.ts';
import { operandWords, reasonWords } from './reasons.ts';
import { nameOf } from './subject.ts';

const titles: Readonly<Record<string, string>> = {
  cps: 'per sale',
  recurring: 'per renewal',
  cpl: 'per lead',
  cpa: 'per event',
  bonuses: 'bonuses',
};

/** Ways to earn that the terms have, and that earn nothing here, or not yet. */
export const Unearned = ({ of }: { readonly of: Explanation }) => (
  <ul className="fl-asked">
    {of.unearned.map(({ enrollmentId, model, reason, values }) => (
      <li key={`${enrollmentId}/${model}`}>
        <IconMinus size={16} aria-hidden />
        <span>
          <b>
            {nameOf(of, enrollmentId)}: {titles[model] ?? sentence(model)}
          </b>
          <small>{[reasonWords(reason), ...operandWords(values)].join(' · ')}</small>
        </span>
        <em>Nothing</em>
      </li>
    ))}
  </ul>
);

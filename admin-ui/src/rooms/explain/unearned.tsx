import type { Explanation } from '@fairlead/core/api';
import { sentence } from '../../kit/form/schema.ts';
import { operandWords, reasonWords } from './reasons.ts';
import { nameOf } from './subject.ts';

/** Ways to earn that the terms have, and that earn nothing here, or not yet. */
export const Unearned = ({ of }: { readonly of: Explanation }) => (
  <ul className="fl-asked">
    {of.unearned.map(({ enrollmentId, model, reason, values }) => (
      <li key={`${enrollmentId}/${model}`}>
        <span>
          <b>
            {nameOf(of, enrollmentId)}: {sentence(model)}
          </b>
          <small>{[reasonWords(reason), ...operandWords(values)].join(' · ')}</small>
        </span>
      </li>
    ))}
  </ul>
);

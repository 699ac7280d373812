import type { Explanation } from '@fairlead/core/api';
import { IconMinus } from '../../kit/icons.ts';
import { modelName } from './model-name.ts';
import { operandWords, reasonWords } from './reasons.ts';
import { nameOf } from './subject.ts';

/** Ways to earn that the terms have, and that earn nothing here, or not yet. */
export const Unearned = ({ of }: { readonly of: Explanation }) => (
  <ul className="fl-asked">
    {of.unearned.map(({ enrollmentId, model, reason, values }) => (
      <li key={`${enrollmentId}/${model}`}>
        <IconMinus size={16} aria-hidden />
        <span>
          <b>
            {nameOf(of, enrollmentId)}: {modelName(model)}
          </b>
          <small>{[reasonWords(reason), ...operandWords(values)].join(' · ')}</small>
        </span>
        <em>Nothing</em>
      </li>
    ))}
  </ul>
);

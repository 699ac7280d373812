import type { Explanation } from '@fairlead/core/api';
import { moneyText } from '../../kit/money-text.ts';
import { modelName } from './model-name.ts';
import { percentText } from './numbers.ts';
import type { Line } from './subject.ts';

const levels = [
  ['affiliate', 'Own terms', 'none agreed'],
  ['tier', 'Tier', 'none reached'],
  ['group', 'Group', 'in no group with terms'],
  ['campaign', 'Campaign', 'not needed'],
] as const;

/** Knot 2: the ladder of terms; the most particular level that says something is used. */
export function WhichRate({ lines }: { readonly of: Explanation; readonly lines: readonly Line[] }) {
  return lines.map((line) => <Ladder key={line.key} line={line} named={lines.length > 1} />);
}

function Ladder({ line, named }: { readonly line: Line; readonly named: boolean }) {
  const decides = (fields: readonly string[]): boolean =>
    fields.some((field) => /^models\.[^.]+\.(?:rate|flat|schedule|amount|events|milestones)$/.test(field));
  const winner = line.terms.find(({ fields }) => decides(fields)) ?? line.terms[0];
  return (
    <>
      <p className="fl-say">
        {named && <b>{modelName(line.model)}: </b>}
        The most particular terms that apply are used, as they were in force on that day.
      </p>
      <ol className="fl-ladder">
        {levels.map(([level, word, without]) => {
          const used = line.terms.find((one) => one.level === level);
          const won = used !== undefined && used === winner;
          return (
            <li key={level} data-won={won}>
              <span>{word}</span>
              <small>{used === undefined ? without : `terms version ${used.version}`}</small>
              <em>{won ? agreedOf(line) : '–'}</em>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function agreedOf({ steps, currency }: Line): string {
  const rate = steps.find(({ op }) => op === 'override') ?? steps.find(({ op }) => op === 'rate');
  if (rate !== undefined) return percentText(Number(rate.values['ppm']));
  const flat = steps.find(({ op }) => op === 'flat' || op === 'each');
  return flat === undefined ? 'used' : moneyText(Number(flat.values['result']), currency);
}

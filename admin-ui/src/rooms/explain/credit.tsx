import type { Explanation } from '@fairlead/core/api';
import { IconBan, IconCircleCheck, IconMinus, IconPencil } from '../../kit/icons.ts';
import { momentText } from '../../kit/dates.ts';
import { strategyWords } from '../../kit/credit-words.ts';
import { operandWords, reasonWords, refusalWords } from './reasons.ts';
import { nameOf } from './subject.ts';

type Asked = Explanation['decision']['asked'][number];

const outcomes: Readonly<Record<Asked['outcome'], string>> = {
  claimed: 'Credited',
  passed: 'Nothing',
  passed_over: 'Not counted',
  outranked: 'Outranked',
  stopped: 'Denied',
};

/** Nothing was there to look at, which is told of all such steps in one line. */
const sawNothing = ({ outcome, reason }: Asked): boolean => outcome === 'passed' && reason.startsWith('no_');

/** Knot 1: the evidence in the order it was asked. */
export function Credit({ of }: { readonly of: Explanation }) {
  const { decision, assigned } = of;
  const told = decision.asked.filter((one) => !sawNothing(one));
  const silent = decision.asked.filter(sawNothing);
  return (
    <>
      <p className="fl-say">
        {decision.outcome === 'nobody' || decision.asked.length === 0
          ? refusalWords(decision.reason)
          : 'Evidence is asked in the order set for the campaign. The first that holds wins.'}
      </p>
      <ol className="fl-asked" hidden={decision.asked.length === 0 && assigned === null}>
        {assigned !== null && (
          <li data-won="true">
            <IconPencil size={16} aria-hidden />
            <span>
              <b>Assigned by hand</b>
              <small>
                {momentText(assigned.occurredAt, 'UTC')}
                {assigned.reason !== null && `: ${assigned.reason}`}. A person outranks all evidence (A11).
              </small>
            </span>
            <em>Credited</em>
          </li>
        )}
        {told.map((one) => (
          <Step key={one.strategy} of={of} asked={one} />
        ))}
        {silent.length > 0 && (
          <li>
            <IconMinus size={16} aria-hidden />
            <span>
              {silent.map(({ strategy }) => strategyWords(strategy)).join(' · ')}
              <small>Asked too; nothing was there</small>
            </span>
            <em>Nothing</em>
          </li>
        )}
      </ol>
    </>
  );
}

function Step({ of, asked }: { readonly of: Explanation; readonly asked: Asked }) {
  const { strategy, outcome, reason, values } = asked;
  const won = outcome === 'claimed' && of.assigned === null;
  const enrollmentId = values['enrollmentId'];
  const words = [reasonWords(reason), ...operandWords(values)];
  const StepIcon = won ? IconCircleCheck : outcome === 'stopped' ? IconBan : IconMinus;
  return (
    <li data-won={won}>
      <StepIcon size={16} aria-hidden />
      <span>
        <b>
          {strategyWords(strategy)}
          {typeof enrollmentId === 'string' && `: ${nameOf(of, enrollmentId)}`}
        </b>
        <small>{words.join(' · ')}</small>
      </span>
      <em>{outcomes[outcome]}</em>
    </li>
  );
}

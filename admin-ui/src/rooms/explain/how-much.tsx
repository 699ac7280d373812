import type { Explanation } from '@fairlead/core/api';
import { moneyText } from '../../kit/money-text.ts';
import { sentence } from '../../kit/form/schema.ts';
import { exactText, isWhole, percentText } from './numbers.ts';
import { AgreedEntry, agreedText } from './agreed-entry.tsx';
import { BudgetEntries } from './budget-entries.tsx';
import { Entry, Receipt } from './receipt.tsx';
import { TierEntries } from './tier-entries.tsx';
import type { Line } from './subject.ts';

interface HowMuchProps {
  readonly of: Explanation;
  readonly lines: readonly Line[];
}

/** Knot 3: from what was paid to the commission, one operation a line. */
export function HowMuch({ of, lines }: HowMuchProps) {
  return lines.map((line) => (
    <Receipt key={line.key}>
      {line.steps.some(({ op }) => op === 'base') && <Base payment={of.payment} line={line} />}
      {line.steps
        .filter(({ op }) => op !== 'base')
        .map((step) => (
          <Step key={step.op} step={step} line={line} />
        ))}
    </Receipt>
  ));
}

function Base({ payment, line }: { readonly payment: Explanation['payment']; readonly line: Line }) {
  const { currency } = line;
  const at = (minor: number) => ({ minor, currency });
  const { gross, total, tax, shipping } = payment;
  if (line.baseKind === 'gross') {
    return (
      <>
        <Entry label="Customer paid" value={at(gross)} />
        <Entry label="Base" note="all of it" op="=" value={at(line.base)} total />
      </>
    );
  }
  const isPart = total !== gross;
  return (
    <>
      <Entry label={isPart ? 'Due in all' : 'Customer paid'} value={at(isPart ? total : gross)} />
      <Entry label="Tax included" op="−" value={at(tax)} />
      <Entry label="Shipping" op="−" value={at(shipping)} />
      {isPart && (
        <Entry
          label="The part that was paid"
          note={`${moneyText(gross, currency)} of ${moneyText(total, currency)}`}
          op="×"
          value={`${gross} ÷ ${total}`}
        />
      )}
      <Entry label="Base" note="net of tax and shipping" op="=" value={at(line.base)} total />
    </>
  );
}

type StepOf = Line['steps'][number];

function Step({ step: { op, values }, line }: { readonly step: StepOf; readonly line: Line }) {
  const { currency } = line;
  const at = (name: string) => ({ minor: Number(values[name]), currency });
  const exact = values['exact'];
  const rounded =
    typeof exact === 'string' && !isWhole(exact) ? `${exactText(exact, currency)}, rounded half up` : undefined;
  switch (op) {
    case 'rate':
      return (
        <>
          <Entry label={rateName(values)} op="×" value={percentText(Number(values['ppm']))} />
          <Entry label="Commission" note={rounded} op="=" value={at('result')} total />
        </>
      );
    case 'product':
      return (
        <Entry
          label={typeof values['product'] === 'string' ? values['product'] : 'Everything else'}
          note={`${moneyText(Number(values['base']), currency)} × ${percentText(Number(values['ppm']))}`}
          op="+"
          value={exactText(String(exact), currency)}
        />
      );
    case 'sum':
      return <Entry label="Commission" note={rounded} op="=" value={at('result')} total />;
    case 'tiers':
      return <TierEntries values={values} />;
    case 'stretch':
      return <Entry label="In the schedule" value={placeInSchedule(values)} />;
    case 'given':
      return <Entry label="Given by hand" op="=" value={at('result')} total />;
    case 'flat':
      return (
        <>
          <AgreedEntry label="Agreed" values={values} value={at('result')} />
          <Entry label="Agreed amount" op="=" value={at('result')} total />
        </>
      );
    case 'each':
      return (
        <>
          <Entry label="Counted" value={String(values['count'])} />
          <Entry label="Agreed amount each" op="×" value={agreedText(values)} />
          <Entry label="Commission" note={rounded} op="=" value={at('result')} total />
        </>
      );
    case 'cap':
      return (
        <>
          <AgreedEntry label="The cap" values={values} value={at('cap')} />
          {values['reached'] === true ? (
            <Entry
              label="Cap"
              note={`${moneyText(Number(values['before']), currency)} is more`}
              op="="
              value={at('result')}
              total
            />
          ) : (
            <Entry label={`Cap, ${moneyText(Number(values['cap']), currency)}`} value="not reached" />
          )}
        </>
      );
    case 'budget':
      return <BudgetEntries values={values} line={line} />;
    case 'override':
      return (
        <>
          <Entry label="The recruiter’s part" op="×" value={percentText(Number(values['ppm']))} />
          <Entry label="Commission" note={rounded} op="=" value={at('result')} total />
        </>
      );
    case 'split':
      return (
        <>
          <Entry label="Share of the credit" op="×" value={percentText(Number(values['ppm']))} />
          <Entry label="Commission" note={rounded} op="=" value={at('result')} total />
        </>
      );
    default:
      return <Entry label={sentence(op)} note={plainValues(values)} value="" />;
  }
}

const rateName = ({ coupon }: StepOf['values']): string => (typeof coupon === 'string' ? `Rate of ${coupon}` : 'Rate');

/** C4: which stretch, and what was counted to get there. */
function placeInSchedule({ stretch, payment, of, until }: StepOf['values']): string {
  if (typeof until === 'string') return `stretch ${String(stretch)}, until ${until}`;
  if (typeof payment !== 'number') return `stretch ${String(stretch)}, without end`;
  return `stretch ${String(stretch)}, payment ${payment}${typeof of === 'number' ? ` of ${of}` : ''}`;
}

/** A step of a plugin this page does not know is told as it is. */
const plainValues = (values: StepOf['values']): string =>
  Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${sentence(name).toLowerCase()} ${String(value)}`)
    .join(' · ');

import type { Explanation } from '@fairlead/core/api';
import type { ReactNode } from 'react';
import { Knot, Rule } from '../../kit/lead-line.tsx';
import { AlsoEarned } from './also-earned.tsx';
import { Credit } from './credit.tsx';
import { HomeCurrency } from './home-currency.tsx';
import { HowMuch } from './how-much.tsx';
import { Since } from './since.tsx';
import { otherLines, ownLines } from './subject.ts';
import { Unearned } from './unearned.tsx';
import { WhenPaid } from './when-paid.tsx';
import { WhichRate } from './which-rate.tsx';

interface Part {
  readonly title: string;
  readonly rule: string;
  readonly body: ReactNode;
}

/** A subscription’s end by itself is told by its own rule. */
const ruleOf = ({ reversals }: Explanation): string =>
  reversals.every(({ kind }) => kind === 'cancelled' || kind === 'resumed') ? 'R7' : 'R1';

/** What there is to tell, numbered: with nobody credited, the first knot says why and is alone. */
export function knotsOf(of: Explanation): ReactNode {
  const lines = ownLines(of);
  const parts: readonly (Part | false)[] = [
    { title: 'Who gets the credit', rule: 'A1', body: <Credit of={of} /> },
    of.unearned.length > 0 && { title: 'What earns nothing', rule: 'C3', body: <Unearned of={of} /> },
    lines.some(({ model }) => model !== 'by_hand') && {
      title: 'Which rate',
      rule: 'C1',
      body: <WhichRate of={of} lines={lines} />,
    },
    lines.length > 0 && {
      title: 'How much',
      rule: of.payment.kind === 'payment' ? 'C2' : 'C3',
      body: <HowMuch of={of} lines={lines} />,
    },
    of.reversals.length > 0 &&
      lines.length > 0 && { title: 'What happened since', rule: ruleOf(of), body: <Since of={of} lines={lines} /> },
    lines.length > 0 &&
      of.home !== null &&
      of.home.state !== 'same' && {
        title: 'In your currency',
        rule: 'X1',
        body: <HomeCurrency of={of} lines={lines} />,
      },
    of.due !== null &&
      lines.length > 0 && {
        title: 'When it is paid',
        rule: 'C7',
        body: <WhenPaid due={of.due} kind={of.payment.kind} />,
      },
    otherLines(of).length > 0 && { title: 'Also earned on this payment', rule: 'C8', body: <AlsoEarned of={of} /> },
  ];
  return parts
    .filter((part) => part !== false)
    .map(({ title, rule, body }, at) => (
      <Knot key={title} number={at + 1} title={title} aside={<Rule id={rule} />}>
        {body}
      </Knot>
    ));
}

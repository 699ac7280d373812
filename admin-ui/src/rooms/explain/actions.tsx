import type { Explanation } from '@fairlead/core/api';
import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { Confirm } from '../../kit/confirm.tsx';
import { EnrollmentSelect } from '../../kit/enrollment-select.tsx';
import { IconDots, IconPrinter } from '../../kit/icons.ts';
import { moneyText } from '../../kit/money-text.ts';
import { useRefusal } from '../../session/me.ts';
import { whatOf } from './headline.ts';
import { conversionOf, ownLines, worthOf } from './subject.ts';

type Decision = 'deny' | 'reinstate' | 'move' | 'assign' | 'validate' | 'reject';

/** Print, and what a person may decide of it. */
export function Actions({ of, path }: { readonly of: Explanation; readonly path: string }) {
  const [asked, setAsked] = useState<Decision | null>(null);
  const refusal = useRefusal('manager');
  const conversion = conversionOf(of);
  const isCredited = conversion !== undefined && !conversion.withdrawn;
  const isJudged = of.payment.kind === 'lead' && !of.closed;
  const item = (decision: Decision, words: string) => (
    <Menu.Item disabled={refusal !== null} title={refusal ?? undefined} onClick={() => setAsked(decision)}>
      {words}
    </Menu.Item>
  );
  return (
    <>
      <Button variant="default" leftSection={<IconPrinter size={15} />} onClick={() => window.print()}>
        Print
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDots size={15} />}>
            Change
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {isJudged && of.verdict?.verdict !== 'validated' && item('validate', 'Validate…')}
          {isJudged && of.verdict?.verdict !== 'rejected' && item('reject', 'Reject…')}
          {isCredited && of.denial === null && item('deny', 'Deny…')}
          {isCredited && of.denial !== null && item('reinstate', 'Reinstate…')}
          {isCredited ? item('move', 'Move to another affiliate…') : item('assign', 'Assign to an affiliate…')}
        </Menu.Dropdown>
      </Menu>
      {asked !== null && <Decide of={of} path={path} decision={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface DecideProps {
  readonly of: Explanation;
  readonly path: string;
  readonly decision: Decision;
  readonly onClose: () => void;
}

function Decide({ of, path, decision, onClose }: DecideProps) {
  const conversion = conversionOf(of);
  const lines = ownLines(of);
  const what = whatOf(of);
  const [enrollmentId, setEnrollmentId] = useState('');
  const change = useChange(
    (reason: string) => {
      const at =
        {
          assign: `/v1/payments/${of.payment.id}/assign`,
          validate: `/v1/leads/${of.payment.id}/validate`,
          reject: `/v1/leads/${of.payment.id}/reject`,
        }[decision as string] ?? `/v1/conversions/${conversion?.id}/${decision}`;
      const chooses = decision === 'assign' || decision === 'move';
      return post(at, { reason, ...(chooses ? { enrollmentId } : {}) });
    },
    path,
    '/v1/conversions',
    '/v1/payments',
  );
  const currency = lines[0]?.currency;
  const amount = currency === undefined ? '' : moneyText(worthOf(lines), currency);
  const words: Readonly<Record<Decision, readonly [title: string, action: string]>> = {
    deny: [`Deny this ${what}`, amount === '' ? 'Deny' : `Deny, and take back ${amount}`],
    reinstate: [`Reinstate this ${what}`, 'Reinstate'],
    move: [`Move this ${what}`, amount === '' ? 'Move' : `Move ${amount}`],
    assign: ['Assign this payment', 'Assign'],
    validate: ['Validate this lead', 'Validate'],
    reject: ['Reject this lead', amount === '' ? 'Reject' : `Reject, and take back ${amount}`],
  };
  const [title, action] = words[decision];
  return (
    <Confirm
      title={title}
      action={action}
      asksReason
      isDangerous={decision === 'deny' || decision === 'reject'}
      change={change}
      onClose={onClose}
      onConfirm={(reason) => change.mutate(reason, { onSuccess: onClose })}
    >
      {(decision === 'move' || decision === 'assign') && (
        <EnrollmentSelect label="Affiliate" isFirst value={enrollmentId} onChange={setEnrollmentId} />
      )}
    </Confirm>
  );
}

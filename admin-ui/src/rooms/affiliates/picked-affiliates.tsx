import type { Enrollment, EnrollmentBulkResult } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { movesFrom, type Move } from './standing.tsx';

interface PickedAffiliatesProps {
  /** Every place in a campaign of those who are picked. */
  readonly enrollments: readonly Enrollment[];
  readonly count: number;
  readonly onDone: () => void;
}

const words: Readonly<Record<string, string>> = {
  approved: 'Approve',
  paused: 'Pause',
  rejected: 'Reject',
  removed: 'Remove',
};

/** What can be done to all that are picked, as far as each may go there; each gets a result of its own. */
export function PickedAffiliates({ enrollments, count, onDone }: PickedAffiliatesProps) {
  const [to, setTo] = useState<Move['to'] | null>(null);
  if (count === 0) return null;
  const able = (status: Move['to']): readonly Enrollment[] =>
    enrollments.filter((one) => movesFrom[one.status].some((move) => move.to === status));
  return (
    <section className="fl-picked" aria-label="Picked affiliates">
      <b role="status">{count === 1 ? '1 picked' : `${count} picked`}</b>
      {(['approved', 'paused', 'removed'] as const).map((status) => (
        <ActButton
          key={status}
          needs="manager"
          variant="default"
          size="xs"
          disabled={able(status).length === 0}
          onClick={() => setTo(status)}
        >
          {words[status]} {able(status).length}
        </ActButton>
      ))}
      <Button variant="subtle" size="xs" onClick={onDone}>
        Pick none
      </Button>
      {to !== null && <DecideMany to={to} enrollments={able(to)} onClose={() => setTo(null)} onDone={onDone} />}
    </section>
  );
}

interface DecideManyProps {
  readonly to: Move['to'];
  readonly enrollments: readonly Enrollment[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function DecideMany({ to, enrollments, onClose, onDone }: DecideManyProps) {
  const change = useChange(
    async (reason: string) => {
      const body = { ids: enrollments.map(({ id }) => id), status: to, ...(reason === '' ? {} : { reason }) };
      const { data } = await post<EnrollmentBulkResult>('/v1/enrollments/bulk', body);
      const refused = data.filter(({ changed }) => !changed);
      if (refused.length === 0) {
        onClose();
        onDone();
      }
      return refused;
    },
    '/v1/enrollments',
    '/v1/affiliates',
    '/v1/audit',
  );
  const move = enrollments.flatMap(({ status }) => movesFrom[status]).find((one) => one.to === to);
  const word = `${words[to]} ${enrollments.length}`;
  const slugOf = (id: string): string => enrollments.find((one) => one.id === id)?.slug ?? id;
  return (
    <Confirm
      title={`${word}?`}
      action={word}
      asksReason={to !== 'approved'}
      isDangerous={to === 'removed'}
      change={change}
      onConfirm={(reason) => change.mutate(reason)}
      onClose={onClose}
    >
      <p>{move?.effect}</p>
      {(change.data?.length ?? 0) > 0 && (
        <ul role="alert" aria-label="Not changed">
          {change.data?.map(({ id, detail }) => (
            <li key={id}>
              <code className="fl-mono">{slugOf(id)}</code>: {detail}
            </li>
          ))}
        </ul>
      )}
    </Confirm>
  );
}

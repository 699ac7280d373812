import type { Enrollment } from '@fairlead/core/api';
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { ActButton } from '../../kit/act-button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { useEdit } from '../../kit/use-edit.ts';
import { type Move, movesFrom, standingWord } from './standing.tsx';

interface ChangeStandingProps {
  readonly enrollment: Enrollment;
  readonly who: string;
}

/** The moves there are from where they stand, each with what it brings. */
export function ChangeStanding({ enrollment, who }: ChangeStandingProps) {
  const [move, setMove] = useState<Move | null>(null);
  return (
    <div className="fl-panel-acts">
      {movesFrom[enrollment.status].map((one) => (
        <ActButton key={one.to} needs="manager" variant="default" size="xs" onClick={() => setMove(one)}>
          {one.word}
        </ActButton>
      ))}
      {move !== null && <Decide {...{ enrollment, who, move }} onClose={() => setMove(null)} />}
    </div>
  );
}

function Decide({ enrollment, who, move, onClose }: ChangeStandingProps & { move: Move; onClose: () => void }) {
  const [denyPending, setDeny] = useState(false);
  const change = useEdit(
    {
      path: `/v1/enrollments/${enrollment.id}`,
      of: enrollment,
      body: (_seen, reason: string) => ({
        status: move.to,
        ...(reason !== '' && { reason }),
        ...(denyPending && { denyPending }),
      }),
      onDone: onClose,
    },
    '/v1/enrollments',
    '/v1/affiliates',
    '/v1/balances',
    '/v1/conversions',
  );
  return (
    <Confirm
      title={`${move.word} ${who}?`}
      action={move.word}
      asksReason={move.to !== 'approved'}
      isDangerous={move.isDangerous ?? false}
      change={change}
      compare={(now) => [
        ['Status', standingWord(now.status), standingWord(move.to)],
        ['Slug', now.slug, change.seen.slug],
      ]}
      onConfirm={change.save}
      onClose={onClose}
    >
      <p>{move.effect}</p>
      {move.to === 'removed' && (
        <Checkbox
          label="Deny what is still on hold, too"
          description="Otherwise it becomes payable in its time."
          checked={denyPending}
          onChange={({ currentTarget }) => setDeny(currentTarget.checked)}
        />
      )}
    </Confirm>
  );
}

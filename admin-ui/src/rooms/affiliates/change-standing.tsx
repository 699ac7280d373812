import type { Enrollment } from '@fairlead/core/api';
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { get, patch } from '../../api/client.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { StaleNote } from '../../kit/stale-note.tsx';
import { useVersioned } from '../../kit/use-versioned.ts';
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

function Decide({ enrollment: shown, who, move, onClose }: ChangeStandingProps & { move: Move; onClose: () => void }) {
  const [enrollment] = useState(shown);
  const [denyPending, setDeny] = useState(false);
  const path = `/v1/enrollments/${enrollment.id}`;
  const change = useVersioned(
    async (version, reason: string) => {
      await patch(path, {
        status: move.to,
        version,
        ...(reason === '' ? {} : { reason }),
        ...(denyPending ? { denyPending } : {}),
      });
      onClose();
    },
    () => get<Enrollment>(path),
    '/v1/enrollments',
    '/v1/affiliates',
    '/v1/balances',
    '/v1/conversions',
  );
  const { now } = change;
  return (
    <Confirm
      title={`${move.word} ${who}?`}
      action={move.word}
      asksReason={move.to !== 'approved'}
      isDangerous={move.isDangerous ?? false}
      error={change.error}
      isPending={change.isPending}
      onConfirm={(reason) => change.save(enrollment.version, reason)}
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
      {now !== null && (
        <StaleNote
          error={change.error}
          compare={[
            ['Status', standingWord(now.status), standingWord(move.to)],
            ['Slug', now.slug, enrollment.slug],
          ]}
          onGoOn={change.keepMine}
          onTakeTheirs={onClose}
        />
      )}
    </Confirm>
  );
}

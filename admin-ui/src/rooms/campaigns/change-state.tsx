import type { Campaign } from '@fairlead/core/api';
import { useState } from 'react';
import { patch } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { movesFrom, type StateMove } from './campaign-state.tsx';

/** The moves there are from its state, each with what it brings. */
export function ChangeState({ campaign }: { readonly campaign: Campaign }) {
  const [move, setMove] = useState<StateMove | null>(null);
  return (
    <>
      {movesFrom[campaign.state].map((one) => (
        <ActButton
          key={one.to}
          needs="admin"
          variant={one.to === 'active' ? 'filled' : 'default'}
          onClick={() => setMove(one)}
        >
          {one.word}
        </ActButton>
      ))}
      {move !== null && <Decide campaign={campaign} move={move} onClose={() => setMove(null)} />}
    </>
  );
}

function Decide({ campaign, move, onClose }: { campaign: Campaign; move: StateMove; onClose: () => void }) {
  const change = useChange(
    async (reason: string) => {
      const set = reason === '' ? {} : { reason };
      await patch(`/v1/campaigns/${campaign.id}`, { state: move.to, version: campaign.version, ...set });
      onClose();
    },
    '/v1/campaigns',
    '/v1/audit',
  );
  return (
    <Confirm
      title={`${move.word}: ${campaign.name}`}
      action={move.word}
      asksReason={move.to !== 'active'}
      isDangerous={move.isDangerous ?? false}
      error={change.error}
      isPending={change.isPending}
      onConfirm={(reason) => change.mutate(reason)}
      onClose={onClose}
    >
      <p>{move.effect}</p>
    </Confirm>
  );
}

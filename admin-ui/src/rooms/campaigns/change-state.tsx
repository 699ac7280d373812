import type { Campaign } from '@fairlead/core/api';
import { useState } from 'react';
import { ActButton } from '../../kit/act-button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { useEdit } from '../../kit/use-edit.ts';
import { movesFrom, type StateMove, stateWord } from './campaign-state.tsx';

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
  const change = useEdit(
    {
      path: `/v1/campaigns/${campaign.id}`,
      of: campaign,
      body: (_seen, reason: string) => ({ state: move.to, ...(reason !== '' && { reason }) }),
      onDone: onClose,
    },
    '/v1/campaigns',
  );
  const { seen } = change;
  return (
    <Confirm
      title={`${move.word}: ${seen.name}`}
      action={move.word}
      asksReason={move.to !== 'active'}
      isDangerous={move.isDangerous ?? false}
      change={change}
      compare={(now) => [
        ['State', stateWord(now.state), stateWord(move.to)],
        ['Name', now.name, seen.name],
        ['Links lead to', now.destinationUrl, seen.destinationUrl],
      ]}
      onConfirm={change.save}
      onClose={onClose}
    >
      <p>{move.effect}</p>
    </Confirm>
  );
}

import type { Campaign } from '@fairlead/core/api';
import { Status, type Tone } from '../../kit/status.tsx';

export type CampaignState = Campaign['state'];

const words: Readonly<Record<CampaignState, readonly [Tone, string]>> = {
  draft: ['pending', 'Draft'],
  active: ['paid', 'Active'],
  closed: ['review', 'Closed'],
  archived: ['refunded', 'Archived'],
};
export const stateWord = (state: CampaignState): string => words[state][1];

export const State = ({ state, pill = false }: { readonly state: CampaignState; readonly pill?: boolean }) => (
  <Status tone={words[state][0]} pill={pill}>
    {words[state][1]}
  </Status>
);

export interface StateMove {
  readonly to: CampaignState;
  readonly word: string;
  /** What it brings (A10). */
  readonly effect: string;
  readonly isDangerous?: boolean;
}

const archive: StateMove = {
  to: 'archived',
  word: 'Archive',
  effect: 'For good: nothing new is credited. What was credited stays as it was promised.',
  isDangerous: true,
};
const activate = (word: string): StateMove => ({
  to: 'active',
  word,
  effect: 'From now on its clicks, coupons and sales count.',
});

/** The legal moves from each state, as the server allows them. */
export const movesFrom: Readonly<Record<CampaignState, readonly StateMove[]>> = {
  draft: [activate('Activate'), archive],
  active: [
    {
      to: 'closed',
      word: 'Close',
      effect: 'It takes no new clicks. Clicks and customers it has still credit their sales.',
    },
    archive,
  ],
  closed: [activate('Open again'), archive],
  archived: [],
};

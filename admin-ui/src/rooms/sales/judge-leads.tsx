import type { Lead, LeadBulkResult } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { post } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { nameOfLead } from './lead-words.tsx';

type Verdict = 'validated' | 'rejected';

const words: Readonly<Record<Verdict, string>> = { validated: 'Validate', rejected: 'Reject' };

const effects: Readonly<Record<Verdict, string>> = {
  validated: 'What the terms promise for a lead is earned, and held like any other commission.',
  rejected: 'Nothing is earned by it. What was earned so far is taken back.',
};

/** Which verdict is asked for, and on which leads. */
export interface Asked {
  readonly verdict: Verdict;
  readonly leads: readonly Lead[];
}

interface Asking {
  readonly onAsk: (asked: Asked) => void;
}

/** What can still be said of one lead. */
export function JudgeLead({ lead, onAsk }: Asking & { readonly lead: Lead }) {
  return (
    <span className="fl-shared">
      {verdictsOn(lead).map((verdict) => (
        <ActButton
          key={verdict}
          needs="manager"
          variant="default"
          size="xs"
          aria-label={`${words[verdict]} ${nameOfLead(lead, lead.id)}`}
          onClick={() => onAsk({ verdict, leads: [lead] })}
        >
          {words[verdict]}…
        </ActButton>
      ))}
    </span>
  );
}

interface PickedLeadsProps extends Asking {
  readonly leads: readonly Lead[];
  readonly onDone: () => void;
}

/** One verdict on all that are picked, as far as there is something to say of each. */
export function PickedLeads({ leads, onAsk, onDone }: PickedLeadsProps) {
  if (leads.length === 0) return null;
  const able = (verdict: Verdict): readonly Lead[] => leads.filter((lead) => verdictsOn(lead).includes(verdict));
  return (
    <section className="fl-picked" aria-label="Picked leads">
      <b role="status">{leads.length === 1 ? '1 picked' : `${leads.length} picked`}</b>
      {(['validated', 'rejected'] as const).map((verdict) => (
        <ActButton
          key={verdict}
          needs="manager"
          variant="default"
          size="xs"
          disabled={able(verdict).length === 0}
          onClick={() => onAsk({ verdict, leads: able(verdict) })}
        >
          {words[verdict]} {able(verdict).length}
        </ActButton>
      ))}
      <Button variant="subtle" size="xs" onClick={onDone}>
        Pick none
      </Button>
    </section>
  );
}

const open: Readonly<Record<Lead['state'], readonly Verdict[]>> = {
  awaiting: ['validated', 'rejected'],
  validated: ['rejected'],
  rejected: ['validated'],
  none: [],
};
const verdictsOn = ({ state }: Lead): readonly Verdict[] => open[state];

interface JudgeProps {
  readonly asked: Asked;
  readonly onClose: () => void;
  /** All of them were judged. */
  readonly onDone: () => void;
}

/**
 * Stands beside the list and not in it: what is judged leaves the list, and what could not be done is told here. Each has a result of its own.
 */
export function Judge({ asked: { verdict, leads }, onClose, onDone }: JudgeProps) {
  const what =
    leads.length === 1 && leads[0] !== undefined ? nameOfLead(leads[0], leads[0].id) : `${leads.length} leads`;
  const change = useChange(
    async (reason: string) => {
      const body = { ids: leads.map(({ id }) => id), verdict, reason };
      const { data } = await post<LeadBulkResult>('/v1/leads/bulk', body);
      const refused = data.filter(({ changed }) => !changed);
      if (refused.length === 0) {
        onClose();
        onDone();
      }
      return refused;
    },
    '/v1/leads',
    '/v1/conversions',
    '/v1/balances',
    '/v1/overview',
  );
  const nameOf = (id: string): string =>
    nameOfLead(
      leads.find((one) => one.id === id),
      id,
    );
  return (
    <Confirm
      title={`${words[verdict]} ${what}?`}
      action={leads.length === 1 ? words[verdict] : `${words[verdict]} ${leads.length}`}
      asksReason
      isDangerous={verdict === 'rejected'}
      change={change}
      onConfirm={(reason) => change.mutate(reason)}
      onClose={onClose}
    >
      <p>{effects[verdict]}</p>
      {(change.data?.length ?? 0) > 0 && (
        <ul role="alert" aria-label="Not changed">
          {change.data?.map(({ id, detail }) => (
            <li key={id}>
              <b>{nameOf(id)}</b>: {detail}
            </li>
          ))}
        </ul>
      )}
    </Confirm>
  );
}

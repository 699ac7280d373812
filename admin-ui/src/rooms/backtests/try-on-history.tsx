import type { Backtest } from '@fairlead/core/api';
import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { rangeOf } from '../../kit/range.ts';
import { useMembership } from '../../session/me.ts';

interface TryOnHistoryProps {
  readonly campaignId: string;
  /** As the form stands, kept or not. */
  readonly terms: unknown;
  readonly onClose: () => void;
}

/** Over which days; then the run's own page. */
export function TryOnHistory({ campaignId, terms, onClose }: TryOnHistoryProps) {
  const { timeZone } = useMembership();
  const [days, setDays] = useState(() => rangeOf('90d', timeZone));
  const navigate = useNavigate();
  const order = useChange(async () => {
    const { id } = await post<Backtest>('/v1/backtests', { campaignId, terms, ...days });
    await navigate({ to: '/campaigns/$id/backtests/$run', params: { id: campaignId, run: id } });
  }, '/v1/backtests');
  const field = (name: 'from' | 'to', label: string) => (
    <TextInput
      type="date"
      label={label}
      required
      data-path={`/${name}`}
      error={saidOf(order.error, `/${name}`)}
      value={days[name]}
      onChange={({ currentTarget }) => setDays({ ...days, [name]: currentTarget.value })}
    />
  );
  return (
    <FormDialog
      title="Try these terms on history"
      action="Try"
      change={order}
      onSubmit={() => order.mutate()}
      onClose={onClose}
    >
      <p className="fl-quiet">
        Decides the payments of these days again, as if the form had been in force: per affiliate before, after and
        difference. Nothing is posted, and nobody is told.
      </p>
      {field('from', 'From')}
      {field('to', 'To')}
      <small>Days in {timeZone}, both included</small>
    </FormDialog>
  );
}

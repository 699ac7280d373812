import type { ManualChange } from '@fairlead/core/api';
import { Group, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { EnrollmentSelect } from '../../kit/enrollment-select.tsx';
import { CurrencySelect } from '../../kit/form/currency-field.tsx';
import { minorOf } from '../../kit/form/decimals.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { moneyText } from '../../kit/money-text.ts';
import { useMembership } from '../../session/me.ts';
import { momentOf } from '../campaigns/moment-of.ts';

/** A sale that nothing told of (F93). The button repeats the amount; the receipt opens after it. */
export default function AddSale({ onClose }: { readonly onClose: () => void }) {
  const { homeCurrency } = useMembership();
  const navigate = useNavigate();
  const [enrollmentId, setEnrollment] = useState('');
  const [text, setText] = useState('');
  const [currency, setCurrency] = useState<string>(homeCurrency);
  const [reference, setReference] = useState('');
  const [at, setAt] = useState('');
  const [reason, setReason] = useState('');
  const amount = minorOf(text, currency);
  const add = useChange(
    async () => {
      const { validFrom: occurredAt } = momentOf(at);
      const made = await post<ManualChange>('/v1/payments', {
        enrollmentId,
        amount,
        currency,
        reason: reason.trim(),
        ...(reference.trim() === '' ? {} : { externalEventId: reference.trim() }),
        ...(occurredAt === undefined ? {} : { occurredAt }),
      });
      onClose();
      const [first] = made.conversions;
      if (first !== undefined) await navigate({ to: `/sales/${first.id}` });
    },
    '/v1/conversions',
    '/v1/payments',
    '/v1/balances',
    '/v1/affiliates',
  );
  const errorAt = (path: string) => saidOf(add.error, path);
  const isUnreadable = text.trim() !== '' && amount === null;
  return (
    <FormDialog
      title="Add a sale by hand"
      action={amount === null ? 'Add sale' : `Add sale of ${moneyText(amount, currency)}`}
      change={add}
      onSubmit={() => amount !== null && add.mutate()}
      onClose={onClose}
    >
      <p className="fl-quiet">
        For what neither a processor nor your server will tell of. It is credited to whom you say, and kept with your
        name.
      </p>
      <EnrollmentSelect
        label="Affiliate"
        value={enrollmentId}
        onChange={setEnrollment}
        error={errorAt('/enrollmentId')}
      />
      <Group align="flex-start" gap="xs" wrap="nowrap">
        <TextInput
          label="Amount"
          inputMode="decimal"
          required
          flex={1}
          data-path="/amount"
          error={isUnreadable ? 'An amount such as 49 or 49.50' : errorAt('/amount')}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <CurrencySelect label="Currency" value={currency} onChange={setCurrency} error={errorAt('/currency')} />
      </Group>
      <TextInput
        type="datetime-local"
        label="Paid"
        description="In your own time zone. Left empty: now."
        data-path="/occurredAt"
        error={errorAt('/occurredAt')}
        value={at}
        onChange={({ currentTarget }) => setAt(currentTarget.value)}
      />
      <TextInput
        label="Reference"
        description="Your order number; a refund of it is told by this. Left empty: one is made."
        maxLength={255}
        data-path="/externalEventId"
        error={errorAt('/externalEventId')}
        value={reference}
        onChange={({ currentTarget }) => setReference(currentTarget.value)}
      />
      <Textarea
        label="Reason"
        description="Kept with the sale, beside your name."
        required
        maxLength={500}
        autosize
        minRows={2}
        data-path="/reason"
        error={errorAt('/reason')}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  );
}

import type { Affiliate, Enrollment } from '@fairlead/core/api';
import { Button, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { get, post } from '../../api/client.ts';
import { isCode, placeOf } from '../../api/problem.ts';
import { useChange } from '../../api/use-api.ts';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { useMe, useRefusal } from '../../session/me.ts';

/** An affiliate with a place in the campaign; the first may well be oneself. */
export function AddAffiliate({ campaignId }: { readonly campaignId: string }) {
  const { user } = useMe();
  const [name, setName] = useState(user.name);
  const [email, setEmail] = useState(user.email);
  const refusal = useRefusal('manager');
  const add = useChange(
    async () => {
      const { id: affiliateId } = await affiliateOf(name, email);
      await post<Enrollment>('/v1/enrollments', { campaignId, affiliateId, status: 'approved' });
    },
    '/v1/enrollments',
    '/v1/affiliates',
    '/v1/links',
  );
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form className="fl-start-form" onSubmit={submit}>
      <TextInput
        label="Name"
        required
        value={name}
        error={placeOf(add.error, '/name')}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label="E-mail"
        type="email"
        required
        value={email}
        error={placeOf(add.error, '/email')}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      {add.error !== null && <ProblemNote error={add.error} />}
      <Button type="submit" loading={add.isPending} disabled={refusal !== null} title={refusal ?? undefined}>
        Add the affiliate
      </Button>
    </form>
  );
}

/** Where an earlier try made the affiliate and then failed, it is found again. */
async function affiliateOf(name: string, email: string): Promise<{ readonly id: string }> {
  try {
    return await post<Affiliate>('/v1/affiliates', { name, email });
  } catch (error) {
    if (!isCode(error, 'email_taken', 'already_exists', 'conflict')) throw error;
    const { data } = await get<{ readonly data: readonly Affiliate[] }>('/v1/affiliates', { email });
    if (data[0] === undefined) throw error;
    return data[0];
  }
}

import { Button, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { meQuery, useMe } from '../../session/me.ts';

export function OwnName() {
  const { user } = useMe();
  const client = useQueryClient();
  const [name, setName] = useState(user.name);
  const save = useChange(async () => {
    await post('/auth/name', { name: name.trim() });
    await client.invalidateQueries({ queryKey: meQuery.queryKey });
  }, '/v1/members');
  return (
    <section className="fl-panel" aria-labelledby="own-name">
      <h2 id="own-name">Name</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack maw={420}>
          <TextInput
            label="Your name"
            description="What your team reads, also beside what you decided."
            autoComplete="name"
            required
            maxLength={200}
            error={saidOf(save.error, '/name')}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          {save.error !== null && <ProblemNote error={save.error} />}
          <div>
            <Button type="submit" variant="default" loading={save.isPending}>
              Save name
            </Button>
            {save.isSuccess && <small role="status"> Saved</small>}
          </div>
        </Stack>
      </form>
    </section>
  );
}

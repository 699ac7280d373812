import { ActionIcon, Button, Checkbox, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { post, remove } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { useApi, useChange } from '../api/use-api.ts';
import { IconBookmark, IconX } from './icons.ts';
import { ProblemNote } from './problem-note.tsx';
import { useAddress } from './use-address.ts';

interface View {
  readonly id: string;
  readonly name: string;
  readonly list: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly shared: boolean;
}

interface SavedViewsProps {
  /** Which list: `conversions`. */
  readonly list: string;
  /** What is set now, as it would be kept. */
  readonly filters: Readonly<Record<string, string>>;
}

const place = '/v1/views';

/** Filters by name, one's own and those shared. A tab each, where there are any. */
export function SavedViews({ list, filters }: SavedViewsProps) {
  const views = useApi<{ readonly data: readonly View[] }>(place, { list });
  const [address, change] = useAddress();
  const drop = useChange((id: string) => remove(`${place}/${id}`), place);
  // A server that does not keep views yet has none to show.
  if (views.error instanceof ApiProblem && views.error.status === 404) return null;
  const choose = (view: View): void => {
    const without = Object.fromEntries(Object.keys(address).map((name) => [name, undefined]));
    change({ ...without, ...view.filters });
  };
  const isOn = (view: View): boolean => sameFilters(view.filters, filters);
  return (
    <>
      {views.data?.data.map((view) => (
        <span key={view.id} className="fl-view" data-on={isOn(view)}>
          <UnstyledButton aria-pressed={isOn(view)} onClick={() => choose(view)}>
            {view.name}
            {view.shared && <small> shared</small>}
          </UnstyledButton>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Forget the view ${view.name}`}
            onClick={() => drop.mutate(view.id)}
          >
            <IconX size={12} />
          </ActionIcon>
        </span>
      ))}
      <SaveView list={list} filters={filters} />
    </>
  );
}

function SaveView({ list, filters }: SavedViewsProps) {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useChange(async () => {
    await post(place, { name: name.trim(), list, filters, shared });
    setOpen(false);
    setName('');
  }, place);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={260} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className="fl-chip"
          data-adds
          disabled={Object.keys(filters).length === 0}
          onClick={() => setOpen((open) => !open)}
        >
          <IconBookmark size={14} aria-hidden />
          Save view
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Save view">
        <form className="fl-pick-text" onSubmit={submit}>
          <TextInput
            label="Name"
            size="xs"
            required
            withAsterisk={false}
            maxLength={60}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Checkbox
            label="For everybody here"
            size="xs"
            checked={shared}
            onChange={({ currentTarget }) => setShared(currentTarget.checked)}
          />
          {save.error !== null && <ProblemNote error={save.error} />}
          <Button type="submit" size="xs" loading={save.isPending}>
            Save
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

const sameFilters = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, value]) => b[name] === value);

import type { SavedViewPage } from '@fairlead/core/api';
import { ActionIcon, Button, Checkbox, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { post, remove } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { useApi, useChange } from '../api/use-api.ts';
import { IconBookmark, IconX } from './icons.ts';
import { ProblemNote } from './problem-note.tsx';
import { type Address, useAddress } from './use-address.ts';
import { useMay } from '../session/may.ts';

interface SavedViewsProps {
  /** Which list: `conversions`. */
  readonly list: string;
  /** What narrows the list now, as its address takes it; order and columns are in the address, too. */
  readonly filters: Readonly<Record<string, string>>;
}

/** What a view keeps: of the list as it is shown now, or as it was kept. */
interface Kept {
  readonly filters: Readonly<Record<string, string>>;
  readonly sort: string | null;
  readonly columns: readonly string[] | null;
}

const keptIn = ({ sort, columns }: Address, filters: Kept['filters']): Kept => ({
  filters,
  sort: sort ?? null,
  columns: columns?.split(',') ?? null,
});

const place = '/v1/views';

/** Filters by name, one's own and those shared. A tab each, where there are any. */
export function SavedViews({ list, filters }: SavedViewsProps) {
  const views = useApi<SavedViewPage>(place, { list, take: 200 });
  const [address, change] = useAddress();
  const drop = useChange((id: string) => remove(`${place}/${id}`), place);
  // A server that does not keep views yet has none to show.
  if (views.error instanceof ApiProblem && views.error.status === 404) return null;
  const choose = ({ filters, sort, columns }: Kept): void => {
    const without = Object.fromEntries(Object.keys(address).map((name) => [name, undefined]));
    change({ ...without, ...filters, sort: sort ?? undefined, columns: columns?.join(',') });
  };
  const kept = keptIn(address, filters);
  const isOn = (view: Kept): boolean => isSame(view, kept);
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
      <SaveView list={list} kept={kept} />
    </>
  );
}

function SaveView({ list, kept }: { readonly list: string; readonly kept: Kept }) {
  const { may, who } = useMay('manager');
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useChange(async () => {
    await post(place, { name: name.trim(), list, shared, ...kept });
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
          disabled={isSame(kept, nothing)}
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
            maxLength={60}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Checkbox
            label="For everybody here"
            size="xs"
            disabled={!may}
            description={may ? undefined : who}
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

const nothing: Kept = { filters: {}, sort: null, columns: null };

const isSame = (a: Kept, b: Kept): boolean =>
  a.sort === b.sort &&
  a.columns?.join() === b.columns?.join() &&
  Object.keys(a.filters).length === Object.keys(b.filters).length &&
  Object.entries(a.filters).every(([name, value]) => b.filters[name] === value);

import '@mantine/spotlight/styles.css';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { IconSearch } from '../kit/icons.ts';
import { linkTo } from '../kit/link-to.ts';
import { rooms } from '../rooms/index.ts';
import { chosenOrganization } from '../session/organization.ts';
import { find } from './find.ts';

/** Rooms by name, and whatever has an id, a name or an address. Opens as often as it is `asked` for, the first time as soon as it is here. */
export default function Palette({ asked }: { readonly asked: number }) {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [settled] = useDebouncedValue(query.trim(), 150);
  useEffect(() => spotlight.open(), [asked]);
  const found = useQuery({
    queryKey: ['find', chosenOrganization(), settled],
    queryFn: ({ signal }) => find(settled, signal),
    enabled: settled.length >= 2,
    retry: false,
  });
  const go = (address: string) => (): void => void navigate(linkTo(address));
  const places = rooms
    .filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()))
    .map(
      ({ path, label, icon: RoomIcon, key }): SpotlightActionData => ({
        id: path,
        label,
        leftSection: <RoomIcon size={18} stroke={1.7} />,
        rightSection: <kbd className="fl-key">G {key.toUpperCase()}</kbd>,
        onClick: go(path),
      }),
    );
  const things = (settled.length >= 2 && settled === query.trim() ? (found.data ?? []) : []).map(
    ({ id, label, description, to }): SpotlightActionData => ({
      id: `${to} ${id}`,
      label,
      description,
      onClick: go(to),
    }),
  );
  return (
    <Spotlight
      // What was found was found by the server, which knows more than the words shown.
      filter={(_query, actions) => actions}
      actions={[...things, ...places]}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={420}
      nothingFound={found.isFetching ? 'Looking …' : 'Nothing found'}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: 'Search or go to',
        'aria-label': 'Search',
        onKeyDown: ({ key }) => key === 'Enter' && openFirst(),
      }}
    />
  );
}

/** What came in after the last key is not selected yet: Enter means the first of it. */
function openFirst(): void {
  if (document.querySelector('[data-action][data-selected]') !== null) return;
  document.querySelector<HTMLElement>('[data-action]')?.click();
}

import '@mantine/spotlight/styles.css';
import { Spotlight, spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { IconSearch } from '../kit/icons.ts';
import { rooms } from '../rooms/index.ts';

/** Rooms by name. Opens as often as it is `asked` for, the first time as soon as it is here. */
export default function Palette({ asked }: { readonly asked: number }) {
  const navigate = useNavigate();
  useEffect(() => spotlight.open(), [asked]);
  const actions = rooms.map(
    ({ path, label, icon: RoomIcon, key }): SpotlightActionData => ({
      id: path,
      label,
      leftSection: <RoomIcon size={18} stroke={1.7} />,
      rightSection: <kbd className="fl-key">G {key.toUpperCase()}</kbd>,
      onClick: () => void navigate({ to: path }),
    }),
  );
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      nothingFound="Nothing found"
      searchProps={{ leftSection: <IconSearch size={18} />, placeholder: 'Search or jump to', 'aria-label': 'Search' }}
    />
  );
}

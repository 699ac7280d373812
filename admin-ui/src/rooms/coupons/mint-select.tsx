import type { ConnectionPage } from '@fairlead/core/api';
import { Select } from '@mantine/core';
import { useApi } from '../../api/use-api.ts';
import { useAdapters } from '../connections/adapters.ts';

interface MintSelectProps {
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (connectionId: string) => void;
}

/** Where codes are made: connections of processors that can, or by hand. */
export function MintSelect({ value, error, onChange }: MintSelectProps) {
  const able = new Set(useAdapters().data?.adapters.flatMap(({ id, mintsCodes }) => (mintsCodes ? [id] : [])));
  const connections = useApi<ConnectionPage>('/v1/connections', { take: 200, sort: 'name' });
  const there = (connections.data?.data ?? []).filter(({ adapter, active }) => active && able.has(adapter));
  const data = [
    { value: '', label: 'By hand, at your shop or processor' },
    ...there.map(({ id, name, mode }) => ({ value: id, label: mode === 'test' ? `${name} (test)` : name })),
  ];
  return (
    <Select
      label="Codes are made"
      description="By Fairlead where the processor allows it: the connection needs an API key that may."
      data-path="/connectionId"
      allowDeselect={false}
      error={error}
      data={data}
      value={value}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}

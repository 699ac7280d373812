import { Select } from '@mantine/core';

const zones = Intl.supportedValuesOf('timeZone');

interface ZoneSelectProps {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly onChange: (zone: string) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
}

/** Zones of the IANA list as the browser knows them, and the one that is set. */
export const ZoneSelect = ({ value, onChange, error, ...rest }: ZoneSelectProps) => (
  <Select
    {...rest}
    error={error}
    data={zones.includes(value) ? zones : [value, ...zones]}
    searchable
    limit={60}
    allowDeselect={false}
    value={value}
    onChange={(zone) => zone !== null && onChange(zone)}
  />
);

import { currencies } from '@fairlead/core/money';
import { Select } from '@mantine/core';
import { type FieldProps, inputProps } from './field.ts';

const names = new Intl.DisplayNames('en', { type: 'currency' });
const options = currencies.map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));

interface CurrencySelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  readonly description?: string | undefined;
}

/** All codes of the table, found by code or name. */
export const CurrencySelect = ({ value, onChange, error, ...rest }: CurrencySelectProps) => (
  <Select
    {...rest}
    error={error}
    data={options}
    searchable
    limit={40}
    allowDeselect={false}
    nothingFoundMessage="No such currency"
    value={value === '' ? null : value}
    onChange={(code) => code !== null && onChange(code)}
  />
);

export function CurrencyField(props: FieldProps) {
  const { label, description, error, disabled } = inputProps(props);
  return (
    <CurrencySelect
      {...{ label, description, error, disabled }}
      value={typeof props.value === 'string' ? props.value : ''}
      onChange={props.onChange}
    />
  );
}

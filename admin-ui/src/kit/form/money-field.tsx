import { Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CurrencySelect } from './currency-field.tsx';
import { majorOf, millionthsOf } from './decimals.ts';
import { type FieldProps, inputProps } from './field.ts';

/** An agreed amount as terms hold it: millionths of the major unit, and its currency. */
interface Amount {
  readonly unit?: unknown;
  readonly currency?: string;
}

/** Typed in major units. */
export function MoneyField(props: FieldProps) {
  const { value, onChange, path, errorAt, disabled } = props;
  const given: Amount = typeof value === 'object' && value !== null ? value : {};
  const [text, setText] = useState(typeof given.unit === 'number' ? majorOf(given.unit, given.currency ?? '') : '');
  const [currency, setCurrency] = useState(given.currency ?? '');
  const input = inputProps(props);
  const unreadable = text.trim() !== '' && millionthsOf(text) === null;
  const tell = (typed: string, currency: string): void =>
    onChange(
      typed.trim() === ''
        ? undefined
        : { unit: millionthsOf(typed) ?? typed.trim(), ...(currency === '' ? {} : { currency }) },
    );
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <TextInput
        {...input}
        flex={1}
        inputMode="decimal"
        value={text}
        error={unreadable ? 'An amount such as 5 or 0.0125' : (input.error ?? errorAt(`${path}/unit`))}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          tell(currentTarget.value, currency);
        }}
      />
      <CurrencySelect
        label="Currency"
        value={currency}
        disabled={disabled}
        error={errorAt(`${path}/currency`)}
        onChange={(chosen) => {
          setCurrency(chosen);
          tell(text, chosen);
        }}
      />
    </Group>
  );
}

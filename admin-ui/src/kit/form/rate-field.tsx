import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { percentOfRate, rateOfPercent } from './decimals.ts';
import { type FieldProps, inputProps } from './field.ts';

/** Typed as percent, stored as parts per million. */
export function RateField(props: FieldProps) {
  const { value, onChange } = props;
  const [text, setText] = useState(typeof value === 'number' ? percentOfRate(value) : '');
  const input = inputProps(props);
  const unreadable = text.trim() !== '' && rateOfPercent(text) === null;
  return (
    <TextInput
      {...input}
      description={input.description?.replace(/,? ?in parts per million: [^.]*\./, '.')}
      inputMode="decimal"
      rightSection="%"
      value={text}
      error={unreadable ? 'A percentage such as 20 or 12.5' : input.error}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        const typed = currentTarget.value.trim();
        onChange(typed === '' ? undefined : (rateOfPercent(typed) ?? typed));
      }}
    />
  );
}

import { Textarea } from '@mantine/core';
import { saidOf } from '../../api/said-of.ts';

interface OriginsFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: Error | null;
}

/** One origin a line; commas and spaces do as well. */
export const originsIn = (text: string): readonly string[] => text.split(/[\s,]+/).filter((origin) => origin !== '');

/** Whose pages a publishable key counts from. */
export function OriginsField({ value, onChange, error }: OriginsFieldProps) {
  const wrong = originsIn(value).map((_, index) => saidOf(error, `/origins/${index}`));
  return (
    <Textarea
      label="Origins"
      description="One a line, as in https://www.example.com; each sub-domain by itself. From any other page the key does nothing."
      placeholder="https://www.example.com"
      autosize
      minRows={2}
      required
      data-path="/origins"
      error={saidOf(error, '/origins') ?? wrong.find((said) => said !== undefined)}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

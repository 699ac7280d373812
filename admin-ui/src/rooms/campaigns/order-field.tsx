import { ActionIcon, Input } from '@mantine/core';
import { useId } from 'react';
import { strategyWords } from '../../kit/credit-words.ts';
import { sentence } from '../../kit/form/schema.ts';
import { IconChevronDown, IconChevronUp } from '../../kit/icons.ts';

interface OrderFieldProps {
  readonly value: readonly string[];
  readonly onChange: (order: readonly string[]) => void;
  readonly error: string | undefined;
  readonly disabled: boolean;
  /** Of the steps, where their plugins gave one. */
  readonly titles: ReadonlyMap<string, string>;
}

/** What is asked first, moved up and down by buttons. */
export function OrderField({ value, onChange, error, disabled, titles }: OrderFieldProps) {
  const id = useId();
  const wordOf = (step: string): string =>
    titles.has(step) && titles.get(step) !== step ? sentence(titles.get(step) ?? '') : strategyWords(step);
  const swap = (at: number, by: number): void => {
    const order = [...value];
    const [one] = order.splice(at, 1);
    if (one !== undefined) order.splice(at + by, 0, one);
    onChange(order);
  };
  return (
    <Input.Wrapper
      label="Order of evidence"
      description="The first that finds somebody decides."
      error={error}
      labelElement="div"
      labelProps={{ id }}
      mt="sm"
    >
      <ol className="fl-order" aria-labelledby={id}>
        {value.map((step, at) => (
          <li key={step}>
            <span>
              {at + 1}. {wordOf(step)}
            </span>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Ask ${wordOf(step)} earlier`}
              disabled={disabled || at === 0}
              onClick={() => swap(at, -1)}
            >
              <IconChevronUp size={15} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Ask ${wordOf(step)} later`}
              disabled={disabled || at === value.length - 1}
              onClick={() => swap(at, 1)}
            >
              <IconChevronDown size={15} />
            </ActionIcon>
          </li>
        ))}
      </ol>
    </Input.Wrapper>
  );
}

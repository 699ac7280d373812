import { Button, Checkbox, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { listenToKeys } from '../shell/keys.ts';
import { type Filter, toggled } from './filters.ts';
import { IconChevronLeft, IconFilter } from './icons.ts';
import { useAddress } from './use-address.ts';

/** First what to narrow by, then to what. */
export function FilterMenu({ filters }: { readonly filters: readonly Filter[] }) {
  const [isOpen, setOpen] = useState(false);
  const [picked, setPicked] = useState<Filter | null>(null);
  useEffect(() => listenToKeys(({ key }) => (key === 'f' ? (setOpen(true), true) : false)), []);
  const close = (): void => {
    setOpen(false);
    setPicked(null);
  };
  return (
    <Popover opened={isOpen} onDismiss={close} position="bottom-start" width={260} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className="fl-chip"
          data-adds
          aria-haspopup="dialog"
          onClick={() => (isOpen ? close() : setOpen(true))}
        >
          <IconFilter size={14} aria-hidden />
          Filter
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={6} aria-label={picked === null ? 'Filter by' : picked.label}>
        {picked === null ? (
          <ul className="fl-pick">
            {filters.map((filter) => (
              <li key={filter.name}>
                <UnstyledButton onClick={() => setPicked(filter)}>{filter.label}</UnstyledButton>
              </li>
            ))}
          </ul>
        ) : (
          <>
            <UnstyledButton className="fl-pick-back" onClick={() => setPicked(null)}>
              <IconChevronLeft size={14} aria-hidden />
              {picked.label}
            </UnstyledButton>
            {picked.options === undefined ? (
              <TextFilter filter={picked} onDone={close} />
            ) : (
              <ChoiceFilter filter={picked} onDone={close} />
            )}
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

interface OneFilterProps {
  readonly filter: Filter;
  readonly onDone: () => void;
}

function ChoiceFilter({ filter, onDone }: OneFilterProps) {
  const [address, change] = useAddress();
  const before = address[filter.name];
  const chosen = (before ?? '').split(',');
  const choose = (value: string): void => {
    change({ [filter.name]: toggled(filter, before, value) });
    if (filter.several !== true) onDone();
  };
  return (
    <ul className="fl-pick">
      {filter.options?.map(([value, word]) => (
        <li key={value}>
          {filter.several === true ? (
            <Checkbox label={word} checked={chosen.includes(value)} onChange={() => choose(value)} size="xs" p={6} />
          ) : (
            <UnstyledButton aria-pressed={chosen.includes(value)} onClick={() => choose(value)}>
              {word}
            </UnstyledButton>
          )}
        </li>
      ))}
    </ul>
  );
}

function TextFilter({ filter, onDone }: OneFilterProps) {
  const [address, change] = useAddress();
  const [text, setText] = useState(address[filter.name] ?? '');
  return (
    <form
      className="fl-pick-text"
      onSubmit={(event) => {
        event.preventDefault();
        change({ [filter.name]: text.trim() || undefined });
        onDone();
      }}
    >
      <TextInput
        data-autofocus
        size="xs"
        aria-label={filter.label}
        description={filter.hint}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button type="submit" size="xs">
        Show these
      </Button>
    </form>
  );
}

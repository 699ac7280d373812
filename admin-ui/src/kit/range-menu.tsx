import { Button, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useMembership } from '../session/me.ts';
import { IconCalendar, IconChevronDown } from './icons.ts';
import { rangeIn, type RangeName, rangeText, rangeWords } from './range.ts';
import { useAddress } from './use-address.ts';

/** Which days are shown. Days begin in the organization's time zone, which is named. */
export function RangeMenu({ fallback }: { readonly fallback?: RangeName }) {
  const [address, change] = useAddress();
  const [isOpen, setOpen] = useState(false);
  const { timeZone } = useMembership();
  const choose = (range: string | undefined): void => {
    change({ range, from: undefined, to: undefined });
    setOpen(false);
  };
  const { from, to } = rangeIn(address, timeZone, fallback);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={260} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconCalendar size={15} />}
          rightSection={<IconChevronDown size={14} />}
          onClick={() => setOpen((open) => !open)}
        >
          {rangeText(address, fallback)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={6} aria-label="Days shown">
        <ul className="fl-pick">
          {Object.entries(rangeWords).map(([name, word]) => (
            <li key={name}>
              <UnstyledButton aria-pressed={rangeText(address, fallback) === word} onClick={() => choose(name)}>
                {word}
              </UnstyledButton>
            </li>
          ))}
          {fallback === undefined && (
            <li>
              <UnstyledButton onClick={() => choose(undefined)}>All time</UnstyledButton>
            </li>
          )}
        </ul>
        <CustomRange
          key={`${from} ${to}`}
          from={from ?? ''}
          to={to ?? ''}
          onChosen={(chosen) => {
            change({ range: undefined, ...chosen });
            setOpen(false);
          }}
        />
        <small>Days in {timeZone}</small>
      </Popover.Dropdown>
    </Popover>
  );
}

interface CustomRangeProps {
  readonly from: string;
  readonly to: string;
  readonly onChosen: (range: { from: string | undefined; to: string | undefined }) => void;
}

function CustomRange({ from: firstBefore, to: lastBefore, onChosen }: CustomRangeProps) {
  const [from, setFrom] = useState(firstBefore);
  const [to, setTo] = useState(lastBefore);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onChosen({ from: from || undefined, to: to || undefined });
  };
  return (
    <form className="fl-pick-text" onSubmit={submit}>
      <TextInput
        size="xs"
        type="date"
        label="From"
        value={from}
        max={to || undefined}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
      />
      <TextInput
        size="xs"
        type="date"
        label="To"
        value={to}
        min={from || undefined}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
      />
      <Button type="submit" size="xs" variant="default">
        Show these days
      </Button>
    </form>
  );
}

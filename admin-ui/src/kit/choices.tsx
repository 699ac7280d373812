import './filter-bar.css';
import { UnstyledButton } from '@mantine/core';
import { useAddress } from './use-address.ts';

export interface Choice {
  /** Undefined: all. */
  readonly value: string | undefined;
  readonly word: string;
  /** How many a press would show. */
  readonly count?: number | undefined;
}

interface ChoicesProps {
  /** What is chosen among, for screen readers. */
  readonly label: string;
  /** Its name in the address. */
  readonly name: string;
  readonly choices: readonly Choice[];
}

/** A few values side by side with their counts, one of them pressed. */
export function Choices({ label, name, choices }: ChoicesProps) {
  const [address, change] = useAddress();
  return (
    <div className="fl-choices" role="group" aria-label={label}>
      {choices.map(({ value, word, count }) => (
        <UnstyledButton
          key={word}
          aria-pressed={(address[name] ?? undefined) === value}
          onClick={() => change({ [name]: value })}
        >
          {word}
          {count !== undefined && <span>{count.toLocaleString('en')}</span>}
        </UnstyledButton>
      ))}
    </div>
  );
}

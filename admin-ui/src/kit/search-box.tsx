import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { listenToKeys } from '../shell/keys.ts';
import { IconSearch } from './icons.ts';
import { useAddress } from './use-address.ts';

interface SearchBoxProps {
  /** What is searched, for screen readers. */
  readonly label: string;
  readonly placeholder: string;
  /** Its name in the address. */
  readonly name?: string;
  /** As high as what it stands beside: chips, or the buttons of a page. */
  readonly size?: 'xs' | 'sm';
}

/** Narrows a list while one types; `/` leads here. */
export function SearchBox({ label, placeholder, name = 'q', size = 'xs' }: SearchBoxProps) {
  const [address, change] = useAddress();
  const inAddress = address[name] ?? '';
  const [text, setText] = useState(inAddress);
  const input = useRef<HTMLInputElement>(null);
  const search = useDebouncedCallback((typed: string) => change({ [name]: typed.trim() || undefined }), 250);
  useEffect(() => setText((typed) => (typed.trim() === inAddress ? typed : inAddress)), [inAddress]);
  useEffect(() => listenToKeys(({ key }) => (key === '/' ? (input.current?.focus(), true) : false)), []);
  return (
    <TextInput
      ref={input}
      type="search"
      size={size}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        search(currentTarget.value);
      }}
    />
  );
}

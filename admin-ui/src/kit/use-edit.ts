import { useState } from 'react';
import { get, patch } from '../api/client.ts';
import { useVersioned, type Versioned } from './use-versioned.ts';

interface Edit<T, V> {
  readonly path: string;
  /** As it stands when the form is opened. */
  readonly of: T;
  /** What is sent beside the version, by what was seen and typed. */
  readonly body: (seen: T, value: V) => object;
  readonly onDone: () => void;
}

/**
 * A change of one thing on the version the form was filled from: reading again in the background does not silently renew that. `seen` is the
 * thing as it was then.
 */
export function useEdit<T extends Versioned, V = void>({ path, of, body, onDone }: Edit<T, V>, ...touches: string[]) {
  const [seen] = useState(of);
  const change = useVersioned(
    async (version, value: V) => {
      await patch(path, { ...body(seen, value), version });
      onDone();
    },
    () => get<T>(path),
    ...touches,
  );
  return { ...change, seen, save: (value: V): void => change.save(seen.version, value) };
}

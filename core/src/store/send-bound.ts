import type { Connection, Client, Submittable } from 'pg';

/** What the driver tells a query of the answers to it. */
interface Listening extends Submittable {
  handleDataRow(): void;
  handleCommandComplete(): void;
  handleError(error: Error): void;
  handleReadyForQuery(): void;
}

/**
 * Sends a call of a prepared statement as it is, and resolves when PostgreSQL has done it. Rows of its result are dropped. The bytes may be
 * used again when it has settled.
 */
export function sendBound(client: Client, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const query: Listening = {
      submit: ({ stream }: Connection) => void stream.write(bytes),
      handleDataRow: () => undefined,
      handleCommandComplete: () => undefined,
      // The driver tells an error first, and then no longer of the end.
      handleError: reject,
      handleReadyForQuery: resolve,
    };
    client.query(query);
  });
}

/** One Ctrl-C may arrive several times: from the terminal, and handed on by each program in between. */
const SAME_REQUEST_MS = 1_000;

/**
 * Resolves at the first SIGINT, SIGTERM or SIGHUP, for an orderly end. Another one after a second ends the process at once;
 * the watchdog then stops PostgreSQL.
 */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      firstAt ??= performance.now();
      resolve(signal);
      if (performance.now() - firstAt > SAME_REQUEST_MS) process.exit(130);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}

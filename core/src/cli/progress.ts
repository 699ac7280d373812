/** How far something is, told on stderr: on a terminal in one line that is written over, elsewhere a line now and then. */
export interface Progress {
  readonly tell: (text: string) => void;
  /** Takes the line away, before something else is printed. */
  readonly clear: () => void;
}

type Stream = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;

const pauseMs = { terminal: 100, log: 5_000 };

export function progress(stream: Stream = process.stderr, now: () => number = () => performance.now()): Progress {
  const pause = stream.isTTY ? pauseMs.terminal : pauseMs.log;
  let told = Number.NEGATIVE_INFINITY;
  let shown = false;
  const clear = (): void => {
    if (shown) stream.write('\r\u001B[K');
    shown = false;
  };
  return {
    tell(text) {
      if (now() - told < pause) return;
      told = now();
      clear();
      stream.write(stream.isTTY ? text : `${text}\n`);
      shown = stream.isTTY;
    },
    clear,
  };
}

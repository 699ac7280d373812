/** What goes on, for people: stderr, so that the result of a command can be piped. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** The result of a command: stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** For programs: one document per line, amounts as integers. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, (_name, member: unknown) => (typeof member === 'bigint' ? Number(member) : member)));
}

/** An adapter may have been installed with a core of its own: what it throws is known by its mark, whichever copy it came from. */
export const unreadableMark = Symbol.for('fairlead.Unreadable');
export const refusedMark = Symbol.for('fairlead.ProcessorRefused');

export const isMarked = (value: unknown, mark: symbol): boolean =>
  typeof value === 'object' && value !== null && mark in value;

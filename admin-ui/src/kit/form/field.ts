import type { Schema } from './schema.ts';

/** What every field of a schema is given. */
export interface FieldProps {
  readonly schema: Schema;
  readonly label: string;
  readonly value: unknown;
  /** Undefined: left out. A text that cannot be read is handed on as it is, so that the server says what is wrong. */
  readonly onChange: (value: unknown) => void;
  /** JSON pointer of the value, as the server names places. */
  readonly path: string;
  readonly errorAt: (path: string) => string | undefined;
  readonly required: boolean;
  readonly disabled: boolean;
}

/** Members of Mantine's inputs that are the same in all fields. */
export const inputProps = ({ label, schema, path, errorAt, required, disabled }: FieldProps) => ({
  label,
  description: schema.description,
  error: errorAt(path),
  disabled,
  required,
  'data-path': path,
});

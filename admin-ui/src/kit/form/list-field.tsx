import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '../icons.ts';
import type { FieldProps } from './field.ts';
import { defaultsOf } from './schema.ts';
import { SchemaField } from './schema-field.tsx';

/** Rows of one schema, as tiers and schedules are. */
export function ListField({ schema, label, value, onChange, path, errorAt, disabled }: FieldProps) {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const { items = {}, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  const replace = (at: number, row: unknown): void => onChange(rows.map((one, index) => (index === at ? row : one)));
  const without = rows.length <= Math.max(minItems, 0) && minItems > 0 ? undefined : rows;
  return (
    <fieldset className="fl-form-list" data-path={path}>
      <legend>{label}</legend>
      {schema.description !== undefined && <small>{schema.description}</small>}
      {errorAt(path) !== undefined && <p className="fl-form-error">{errorAt(path)}</p>}
      {rows.map((row, at) => (
        // Rows have no name of their own, and are only added at the end or taken out.
        <div key={`${rows.length} ${at}`} className="fl-form-row">
          <SchemaField
            schema={items}
            label={`${items.title ?? 'Row'} ${at + 1}`}
            value={row}
            onChange={(changed) => replace(at, changed)}
            path={`${path}/${at}`}
            errorAt={errorAt}
            required
            disabled={disabled}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove ${items.title ?? 'row'} ${at + 1}`}
            disabled={disabled || without === undefined}
            onClick={() => onChange(rows.filter((_row, index) => index !== at))}
          >
            <IconX size={15} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} />}
        disabled={disabled || rows.length >= maxItems}
        onClick={() => onChange([...rows, defaultsOf(items) ?? (items.type === 'object' ? {} : '')])}
      >
        Add {(items.title ?? 'a row').toLowerCase()}
      </Button>
    </fieldset>
  );
}

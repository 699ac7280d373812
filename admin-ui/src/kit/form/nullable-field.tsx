import { Checkbox } from '@mantine/core';
import type { FieldProps } from './field.ts';
import { defaultsOf, isNull, type Schema } from './schema.ts';
import { SchemaField } from './schema-field.tsx';

/** Something or nothing: the nothing is a box by its title ("No cap"), which shows the field when it is taken away. */
export function NullableField(props: FieldProps) {
  const { schema, value, onChange, label, disabled } = props;
  const some: Schema = schema.anyOf?.find((one) => !isNull(one)) ?? {};
  const none = schema.anyOf?.find(isNull)?.title ?? 'None';
  const { description = some.description } = schema;
  return (
    <div className="fl-form-nullable">
      <Checkbox
        label={`${label}: ${none.toLowerCase()}`}
        description={value === null ? description : undefined}
        checked={value === null}
        disabled={disabled}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? null : (defaultsOf(some) ?? {}))}
      />
      {value !== null && (
        <SchemaField
          {...props}
          schema={description === undefined ? some : { ...some, description }}
          label={some.title ?? label}
        />
      )}
    </div>
  );
}

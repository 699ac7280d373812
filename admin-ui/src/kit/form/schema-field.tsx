import type { ComponentType } from 'react';
import { CurrencyField } from './currency-field.tsx';
import type { FieldProps } from './field.ts';
import { ListField } from './list-field.tsx';
import { MoneyField } from './money-field.tsx';
import { NullableField } from './nullable-field.tsx';
import { RateField } from './rate-field.tsx';
import { type FieldKind, kindOf } from './schema.ts';
import { SchemaFields } from './schema-form.tsx';
import { ChoiceField, IntegerField, SecretField, SwitchField, TextField } from './simple-fields.tsx';

const ObjectField = ({ schema, label, value, onChange, path, errorAt, disabled }: FieldProps) => (
  <fieldset className="fl-form-object">
    <legend>{label}</legend>
    <SchemaFields {...{ schema, value, onChange, path, errorAt, disabled }} />
  </fieldset>
);

const fields: Readonly<Record<FieldKind, ComponentType<FieldProps>>> = {
  choice: ChoiceField,
  nullable: NullableField,
  money: MoneyField,
  rate: RateField,
  days: IntegerField,
  currency: CurrencyField,
  secret: SecretField,
  switch: SwitchField,
  integer: IntegerField,
  list: ListField,
  object: ObjectField,
  text: TextField,
};

export function SchemaField(props: FieldProps) {
  const Field = fields[kindOf(props.schema)];
  return <Field {...props} />;
}

import type { TermsSchemas } from '@fairlead/core/api';
import { Switch } from '@mantine/core';
import { SchemaFields } from '../../kit/form/schema-form.tsx';
import { defaultsOf } from '../../kit/form/schema.ts';

type Terms = Readonly<Record<string, unknown>>;

interface ModelFieldsProps {
  readonly models: TermsSchemas['models'];
  readonly value: Readonly<Record<string, Terms>>;
  readonly onChange: (value: Readonly<Record<string, Terms>>) => void;
  readonly path: string;
  readonly errorAt: (path: string) => string | undefined;
  readonly disabled: boolean;
  readonly isPartial: boolean;
}

/** The ways to earn there are, each switched on or off, with the fields of its plugin. */
export function ModelFields({ models, value, onChange, path, errorAt, disabled, isPartial }: ModelFieldsProps) {
  const change = (id: string, terms: Terms | undefined): void => {
    const { [id]: _before, ...rest } = value;
    onChange(terms === undefined ? rest : { ...rest, [id]: terms });
  };
  return models.map(({ id, title, lane, schema, partial }) => {
    const terms = value[id];
    const first = isPartial ? {} : ((defaultsOf(schema) ?? {}) as Terms);
    return (
      <fieldset key={id} className="fl-form-object">
        <legend>{title}</legend>
        <Switch
          label={`${isPartial ? 'Other terms' : lane === 'base' ? 'Pays' : 'Uses'}: ${title.toLowerCase()}`}
          disabled={disabled}
          checked={terms !== undefined}
          error={errorAt(`${path}/${id}`)}
          onChange={({ currentTarget }) => change(id, currentTarget.checked ? first : undefined)}
        />
        {terms !== undefined && (
          <SchemaFields
            schema={isPartial ? partial : schema}
            value={terms}
            onChange={(changed) => change(id, changed)}
            path={`${path}/${id}`}
            errorAt={errorAt}
            disabled={disabled}
          />
        )}
      </fieldset>
    );
  });
}

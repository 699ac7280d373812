import './terms.css';
import { SchemaFields } from '../../kit/form/schema-form.tsx';
import type { Schema } from '../../kit/form/schema.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { ModelFields } from './model-fields.tsx';
import { OrderField } from './order-field.tsx';
import { attributionSchema, commissionSchema, useTermsSchema } from './use-terms-schema.ts';

interface TermsFieldsProps {
  readonly value: unknown;
  readonly onChange: (terms: unknown) => void;
  readonly errorAt: (path: string) => string | undefined;
  readonly disabled: boolean;
  /** Of a group or an affiliate: commission terms alone, nothing filled in. */
  readonly isPartial?: boolean;
}

type Part = Readonly<Record<string, unknown>>;
const partOf = (value: unknown, name: string): Part => (value as Record<string, Part> | null)?.[name] ?? {};

/** The form of terms, drawn from the schemas of the server and of its plugins. */
export function TermsFields({ value, onChange, errorAt, disabled, isPartial = false }: TermsFieldsProps) {
  const schemas = useTermsSchema();
  const commission = isPartial ? ((value ?? {}) as Part) : partOf(value, 'commission');
  const attribution = partOf(value, 'attribution');
  const at = isPartial ? '/terms' : '/terms/commission';
  const setCommission = (changed: Part): void =>
    onChange(isPartial ? changed : { ...(value as Part), commission: changed });
  const setAttribution = (changed: Part): void => onChange({ ...(value as Part), attribution: changed });
  return (
    <Loaded query={schemas}>
      {(known) => (
        <>
          <section className="fl-terms-part" aria-label="Commission">
            <h2>What is earned</h2>
            <ModelFields
              models={known.models}
              value={(commission['models'] ?? {}) as Readonly<Record<string, Part>>}
              onChange={(models) => setCommission({ ...commission, models })}
              path={`${at}/models`}
              errorAt={errorAt}
              disabled={disabled}
              isPartial={isPartial}
            />
            <SchemaFields
              schema={without(commissionSchema(known, isPartial), ['models'], isPartial)}
              value={commission}
              onChange={setCommission}
              path={at}
              errorAt={errorAt}
              disabled={disabled}
            />
          </section>
          {!isPartial && (
            <section className="fl-terms-part" aria-label="Attribution">
              <h2>Who gets the credit</h2>
              <SchemaFields
                schema={without(attributionSchema(known), ['order'], false)}
                value={attribution}
                onChange={setAttribution}
                path="/terms/attribution"
                errorAt={errorAt}
                disabled={disabled}
              />
              <OrderField
                value={(attribution['order'] ?? []) as readonly string[]}
                onChange={(order) => setAttribution({ ...attribution, order })}
                error={errorAt('/terms/attribution/order')}
                disabled={disabled}
                titles={new Map(known.strategies.map(({ id, title }) => [id, title]))}
              />
            </section>
          )}
        </>
      )}
    </Loaded>
  );
}

/** Without members that are drawn by themselves; what may be left out is not asked for. */
const without = (schema: Schema, names: readonly string[], isPartial: boolean): Schema => ({
  ...schema,
  properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => !names.includes(name))),
  required: isPartial ? [] : (schema.required ?? []),
});

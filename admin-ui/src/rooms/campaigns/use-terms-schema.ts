import type { TermsSchemas } from '@fairlead/core/api';
import type { UseQueryResult } from '@tanstack/react-query';
import { useApi } from '../../api/use-api.ts';
import { clickModelWords } from '../../kit/credit-words.ts';
import type { Schema } from '../../kit/form/schema.ts';

/** The forms of terms, those of the loaded plugins included. */
export const useTermsSchema = (): UseQueryResult<TermsSchemas> => useApi<TermsSchemas>('/v1/schemas/terms');

const memberOf = (schema: Schema, name: string): Schema => schema.properties?.[name] ?? {};

/** Of everything but the models; refund policies are those that are loaded, by their titles. */
export function commissionSchema({ campaign, partial, refundPolicies }: TermsSchemas, isPartial: boolean): Schema {
  const schema = isPartial ? (partial as Schema) : memberOf(campaign, 'commission');
  const choices = refundPolicies.map(({ id, title }) => ({ const: id, title }));
  return withMember(schema, 'refundPolicy', (member) => ({ ...member, anyOf: choices }));
}

/** Click models are those that the loaded strategies know. */
export function attributionSchema({ campaign, clickModels }: TermsSchemas): Schema {
  const schema = withMember(memberOf(campaign, 'attribution'), 'lockDays', (member) => ({
    ...member,
    anyOf: (member.anyOf ?? []).map((one) => ({ ...one, title: one.type === 'null' ? 'Without end' : 'Days' })),
  }));
  const choices = clickModels.map((model) => ({ const: model, title: clickModelWords(model) }));
  return withMember(schema, 'model', (member) => ({ ...member, anyOf: choices }));
}

const withMember = (schema: Schema, name: string, change: (member: Schema) => Schema): Schema => {
  const member = schema.properties?.[name];
  if (member === undefined) return schema;
  return { ...schema, properties: { ...schema.properties, [name]: change(member) } };
};

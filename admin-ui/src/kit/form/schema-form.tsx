import './schema-form.css';
import { Collapse, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '../icons.ts';
import { type Schema, sentence } from './schema.ts';
import { SchemaField } from './schema-field.tsx';

interface SchemaFieldsProps {
  readonly schema: Schema;
  readonly value: unknown;
  readonly onChange: (value: Record<string, unknown>) => void;
  /** Where the value stands in the body that is sent, as a JSON pointer: there the server's errors land. */
  readonly path?: string;
  /** What is said of a place: `(path) => placeOf(change.error, path)`. */
  readonly errorAt?: (path: string) => string | undefined;
  readonly disabled?: boolean;
}

const nothing = (): undefined => undefined;

/**
 * The fields of an object, drawn from its schema: titles, descriptions, formats and groups are the plugin's own. What is rarely needed waits
 * behind "More".
 *
 * @example
 * <SchemaFields schema={model.schema} value={terms} onChange={setTerms} path="/terms/commission/models/cps" errorAt={…} />
 */
export function SchemaFields({
  schema,
  value,
  onChange,
  path = '',
  errorAt = nothing,
  disabled = false,
}: SchemaFieldsProps) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const values = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const members = Object.entries(schema.properties ?? {});
  const change = (name: string, member: unknown): void => {
    const { [name]: _before, ...rest } = values;
    onChange(member === undefined ? rest : { ...rest, [name]: member });
  };
  const draw = ([name, member]: readonly [string, Schema]) => (
    <SchemaField
      key={name}
      schema={member}
      label={member.title ?? sentence(name)}
      value={values[name]}
      onChange={(changed) => change(name, changed)}
      path={`${path}/${name}`}
      errorAt={errorAt}
      required={schema.required?.includes(name) ?? false}
      disabled={disabled}
    />
  );
  const rare = members.filter(([, member]) => member['x-advanced'] === true);
  const wrong = rare.some(([name]) => errorAt(`${path}/${name}`) !== undefined);
  return (
    <div className="fl-form">
      {members.filter(([, member]) => member['x-advanced'] !== true).map(draw)}
      {rare.length > 0 && (
        <>
          <UnstyledButton className="fl-form-more" aria-expanded={isOpen || wrong} onClick={toggle}>
            <IconChevronDown size={14} aria-hidden /> More
          </UnstyledButton>
          <Collapse expanded={isOpen || wrong}>
            <div className="fl-form">{rare.map(draw)}</div>
          </Collapse>
        </>
      )}
    </div>
  );
}

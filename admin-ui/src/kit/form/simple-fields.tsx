import { Input, NumberInput, PasswordInput, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { useId } from 'react';
import { type FieldProps, inputProps } from './field.ts';
import { choicesOf } from './schema.ts';

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);

export const TextField = (props: FieldProps) => (
  <TextInput
    {...inputProps(props)}
    placeholder={props.schema.pattern === undefined ? undefined : `like ${props.schema.pattern}`}
    value={textOf(props.value)}
    onChange={({ currentTarget }) => props.onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
  />
);

/** Never shown again once it was saved. */
export const SecretField = (props: FieldProps) => (
  <PasswordInput
    {...inputProps(props)}
    autoComplete="off"
    value={textOf(props.value)}
    onChange={({ currentTarget }) => props.onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
  />
);

export const IntegerField = (props: FieldProps) => (
  <NumberInput
    {...inputProps(props)}
    allowDecimal={props.schema.type === 'number'}
    {...(props.schema.minimum === undefined ? {} : { min: props.schema.minimum })}
    {...(props.schema.maximum === undefined ? {} : { max: props.schema.maximum })}
    clampBehavior="none"
    suffix={props.schema.format === 'days' ? ' days' : ''}
    hideControls
    value={typeof props.value === 'number' ? props.value : ''}
    onChange={(value) => props.onChange(value === '' ? undefined : value)}
  />
);

export const SwitchField = (props: FieldProps) => (
  <Switch
    label={props.label}
    description={props.schema.description}
    error={props.errorAt(props.path)}
    disabled={props.disabled}
    data-path={props.path}
    checked={props.value === true}
    onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
  />
);

/** Two or three short words side by side, more or longer ones in a list. */
export function ChoiceField(props: FieldProps) {
  const choices = choicesOf(props.schema);
  const id = useId();
  const value = props.value === undefined ? null : textOf(props.value);
  const room = choices.reduce((sum, { label }) => sum + label.length, 0);
  if (choices.length > 3 || room > 42) {
    return (
      <Select
        {...inputProps(props)}
        data={[...choices]}
        allowDeselect={!props.required}
        value={value}
        onChange={(chosen) => props.onChange(chosen ?? undefined)}
      />
    );
  }
  const { label, description, error } = inputProps(props);
  return (
    <Input.Wrapper {...{ label, description, error }} labelElement="div" labelProps={{ id }}>
      <SegmentedControl
        fullWidth
        mt={4}
        aria-labelledby={id}
        disabled={props.disabled}
        data={[...choices]}
        value={value ?? ''}
        onChange={props.onChange}
      />
    </Input.Wrapper>
  );
}

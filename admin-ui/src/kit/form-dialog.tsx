import { Button, Group } from '@mantine/core';
import { AskedForm, type AskedFormProps } from './asked-form.tsx';
import { Dialog } from './dialog.tsx';

export interface FormDialogProps<T>
  extends Pick<AskedFormProps<T>, 'change' | 'compare' | 'theirs' | 'onSubmit' | 'children'> {
  readonly title: string;
  /** The button's words: what is done; what moves money repeats the amount. */
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly size?: string;
  readonly onClose: () => void;
}

/** A form in a dialog. */
export function FormDialog<T>({ title, action, isDangerous = false, size, onClose, ...form }: FormDialogProps<T>) {
  return (
    <Dialog title={title} size={size} onClose={onClose}>
      <AskedForm
        {...form}
        onTakeTheirs={onClose}
        acts={
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={form.change.isPending} color={isDangerous ? 'red' : 'harbour'}>
              {action}
            </Button>
          </Group>
        }
      />
    </Dialog>
  );
}

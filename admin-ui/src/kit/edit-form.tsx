import type { Role } from '../session/me.ts';
import { ActButton } from './act-button.tsx';
import { type Asked, AskedForm, type AskedFormProps } from './asked-form.tsx';

interface EditFormProps<T> extends Pick<AskedFormProps<T>, 'compare' | 'onSubmit' | 'children'> {
  readonly change: Asked<T> & { readonly isSuccess: boolean; readonly reset: () => void };
  readonly needs: Role;
  /** Fills the form from what stands there now. */
  readonly onFill: (now: T) => void;
}

/** A form that stays where it is, and says that it was saved. */
export const EditForm = <T,>({ needs, onFill, ...form }: EditFormProps<T>) => (
  <AskedForm
    {...form}
    maxWidth={560}
    onTakeTheirs={(now) => {
      onFill(now);
      form.change.reset();
    }}
    acts={
      <div>
        <ActButton needs={needs} type="submit" loading={form.change.isPending}>
          Save
        </ActButton>
        {form.change.isSuccess && <small role="status"> Saved</small>}
      </div>
    }
  />
);

import type { Backtest } from '@fairlead/core/api';
import { useApi } from '../../api/use-api.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Notice } from '../../kit/notice.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { TermsEditor, type TermsEditorProps } from './terms-editor.tsx';

/** The form of terms; where the address names a backtest, it begins with the terms that were tried. */
export function DraftedEditor(props: TermsEditorProps) {
  const [{ draft }] = useAddress();
  const tried = useApi<Backtest>(`/v1/backtests/${draft}`, undefined, { enabled: draft !== undefined });
  if (draft === undefined) return <TermsEditor {...props} />;
  return (
    <Loaded query={tried}>
      {({ id, terms }) => (
        <>
          <Notice>These are the terms that were tried on history. Nothing holds until they are saved.</Notice>
          <TermsEditor key={id} {...props} draft={terms} />
        </>
      )}
    </Loaded>
  );
}

import './problem-note.css';
import { Button } from '@mantine/core';
import { ApiProblem } from '../api/problem.ts';
import { IconAlertTriangle, IconRefresh, IconWifiOff } from './icons.ts';

interface ProblemNoteProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** Where it happened: what is wrong, the code to name it by, and the way on. What was loaded stays around it. */
export function ProblemNote({ error, onRetry }: ProblemNoteProps) {
  const problem = error instanceof ApiProblem ? error : undefined;
  const offline = problem?.status === 0;
  const NoteIcon = offline ? IconWifiOff : IconAlertTriangle;
  return (
    <div className="fl-problem" role="alert">
      <NoteIcon size={18} aria-hidden />
      <div>
        <b>{problem?.title ?? 'This could not be shown'}</b>
        <p>{error instanceof Error ? error.message : String(error)}</p>
        {problem !== undefined && problem.status > 0 && (
          <small>
            Code <code>{problem.code}</code>
            {typeof problem.extra['instance'] === 'string' && (
              <>
                {' '}
                · request <code>{problem.extra['instance']}</code>
              </>
            )}
          </small>
        )}
      </div>
      {onRetry !== undefined && (
        <Button variant="default" size="xs" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

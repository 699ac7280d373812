import './rules.css';
import '../../kit/table.css';
import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import text from '../../../../docs/rules.md?raw';
import { Page } from '../../kit/page.tsx';
import { type Block, blocksOf } from './blocks.ts';
import { Inline } from './inline.tsx';

const blocks = blocksOf(text).slice(1);

/** The rules every explanation names, as they are for this very version. */
export default function Rules() {
  const { hash } = useLocation();
  useEffect(() => {
    // Texts move once more when their font is here.
    if (hash !== '') void document.fonts.ready.then(() => document.getElementById(hash)?.scrollIntoView());
  }, [hash]);
  return (
    <Page title="The rules">
      <div className="fl-rules">
        {blocks.map((block, at) => (
          <Piece key={at} block={block} />
        ))}
      </div>
    </Page>
  );
}

function Piece({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return block.level < 3 ? (
        <h2 id={block.id}>
          <Inline text={block.text} />
        </h2>
      ) : (
        <h3 id={block.id}>
          <Inline text={block.text} />
        </h3>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li key={item}>
              <Inline text={item} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return (
        <div className="fl-events" role="region" aria-label={block.rows[0]?.join(', ')} tabIndex={0}>
          <table className="fl-table">
            <tbody>
              {block.rows.map((row) => (
                <tr key={row.join('|')}>
                  {row.map((cell, at) => (
                    <td key={at}>
                      <Inline text={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'code':
      return (
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    default:
      return (
        <p>
          <Inline text={block.text} />
        </p>
      );
  }
}

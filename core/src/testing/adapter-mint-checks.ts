import assert from 'node:assert/strict';
import type { Adapter, ProcessorAccount } from '../contract/adapter.ts';
import { ProcessorRefused } from '../contract/adapter.ts';
import type { CodeToMint } from '../contract/codes.ts';
import type { KitTest } from './kit-test.ts';

/** A stand-in for the processor's API, with its rule that a code is somebody's. */
export interface MintSubject {
  /** The adapter, made to ask the stand-in. */
  readonly adapter: Adapter;
  readonly account: ProcessorAccount<unknown>;
  /** Whether buyers could redeem this code now. */
  readonly isActive: (code: string) => boolean;
  /** Codes there are with this text, redeemable or not. */
  readonly countOf: (code: string) => number;
  /** Somebody makes this code in the processor's own pages. */
  readonly foreign: (code: string) => void;
}

const discount: CodeToMint['discount'] = {
  name: 'Kit',
  off: { kind: 'percent', rate: 125_000 },
  duration: 'once',
  months: null,
  expiresAt: null,
  maxRedemptions: null,
};
const codeOf = (number: number, code: string): CodeToMint => ({
  id: `019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a${String(number).padStart(2, '0')}`,
  parentId: '019a9f3c-0000-7b42-9c55-2f6f3f1f0a00',
  code,
  discount,
});

/** PROCESSORS, Conformance 12: codes are made once, whatever is repeated; a taken one is told as that; ending is final until it is asked for again. */
export async function checkMint(
  t: KitTest,
  { adapter, account, isActive, countOf, foreign }: MintSubject,
): Promise<void> {
  const mint = async (code: CodeToMint) => {
    assert.ok(adapter.mintCode !== undefined);
    return adapter.mintCode(account as never, code);
  };
  const end = async (code: CodeToMint, codeId: string | null) =>
    adapter.deactivateCode?.(account as never, { id: code.id, code: code.code, codeId });

  await held(t, 'minted twice, or by two at once, there is one code', async () => {
    const first = codeOf(1, 'KITONE');
    const made = await mint(first);
    assert.deepEqual(await mint(first), made);
    const second = codeOf(2, 'KITTWO');
    const [one, two] = await Promise.all([mint(second), mint(second)]);
    assert.deepEqual(one, two);
    assert.notEqual(one.codeId, made.codeId, 'codes of one parent have ids of their own');
    assert.deepEqual([countOf('KITONE'), countOf('KITTWO')], [1, 1]);
    assert.ok(isActive('KITONE'));
  });

  await held(t, 'a code that is somebody else’s is taken, and stays theirs', async () => {
    foreign('KITTAKEN');
    const refused = await mint(codeOf(3, 'KITTAKEN')).then(
      () => null,
      (error: unknown) => error,
    );
    assert.ok(refused instanceof ProcessorRefused, 'it was minted, or failed otherwise');
    assert.equal(refused.code, 'code_taken');
    await end(codeOf(3, 'KITTAKEN'), null);
    assert.ok(isActive('KITTAKEN'), 'another’s code was ended');
  });

  await held(t, 'ended it is redeemed no more, however often; minted again it is the same one', async () => {
    const code = codeOf(4, 'KITEND');
    const { codeId } = await mint(code);
    await end(code, codeId);
    await end(code, codeId);
    assert.ok(!isActive('KITEND'));
    assert.deepEqual(await mint(code), { codeId });
    assert.ok(isActive('KITEND'));
    await end(code, null);
    assert.ok(!isActive('KITEND'), 'without its id it was not found by its code');
    await end(codeOf(5, 'KITNEVER'), null);
    assert.equal(countOf('KITEND'), 1);
  });
}

async function held(t: KitTest, name: string, check: () => Promise<void>): Promise<void> {
  await t.test(name, async (inner) => {
    await check();
    inner.pass?.(name);
  });
}

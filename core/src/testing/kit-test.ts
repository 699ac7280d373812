/**
 * What a kit needs of a test runner: named subtests. Both tap's `t` and the context of `node:test` are one. Kits assert by throwing, as
 * `node:assert` does.
 */
export interface KitTest {
  test(name: string, run: (t: KitTest) => Promise<void>): unknown;
  /** Counted by runners that count assertions. */
  pass?(message: string): unknown;
}

/** One promise of a kit, as a subtest. */
export async function promise(t: KitTest, name: string, check: () => void): Promise<void> {
  await t.test(name, async (inner) => {
    check();
    inner.pass?.(name);
  });
}

/** Files of tests: each is run by Node's node:test and by ours, and the reports are compared. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  'tests pass and fail, by throwing and by rejecting': `
    test('passes', () => {});
    test('waits', async () => { await sleep(1); });
    test('fails', () => { assert.strictEqual(1, 2); });
    test('rejects', async () => { await sleep(1); throw new TypeError('broken'); });
    test('differs', () => { assert.deepStrictEqual({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }); });
    test('throws a text', () => { throw 'text'; });
    test('throws null', () => { throw null; });
    test('throws with a code', () => { throw Object.assign(new Error('two\\nlines'), { code: 'E_CODE' }); });
    test(function named() {});
    test();
    test('no function');
    test('# escaped \\\\ name\\n', () => {});
  `,
  'all that passes exits with 0': `
    test('one', () => {});
    describe('two', () => { it('three', () => {}); });
  `,
  'subtests are reported within their test': `
    test('outer', async (t) => {
      await t.test('one', () => {});
      await t.test('two', async (t) => {
        await t.test('three', () => { throw new Error('deep'); });
        await t.test('four', () => {});
      });
      t.diagnostic('a note');
    });
    test('after', () => {});
  `,
  'a test that does not wait for its subtest cancels it': `
    test('outer', (t) => {
      t.test('late', async () => { await sleep(20); });
      t.test('never begun', () => {});
    });
    test('next', () => {});
  `,
  'suites hold tests and suites, in order': `
    describe('outer', () => {
      it('one', () => {});
      describe('inner', () => {
        it('two', async () => { await sleep(1); });
        it('three', () => { throw new Error('broken'); });
      });
      it('four', () => {});
    });
    suite('another', () => { test('five', () => {}); });
    describe('empty', () => {});
    describe('throws', () => { it('never', () => {}); throw new Error('while declaring'); });
    describe('async', async () => { await sleep(1); it('declared late', () => {}); });
  `,
  'skip, todo and only': `
    test('skipped', { skip: true }, () => { throw new Error('never'); });
    test('with a reason', { skip: 'not today' }, () => {});
    test.skip('by name', () => {});
    test('todo', { todo: true }, () => {});
    test('todo that fails', { todo: 'later' }, () => { throw new Error('as expected'); });
    test.todo('without code');
    it.skip('it.skip', () => {});
    it.todo('it.todo');
    test('decides', (t) => { t.skip('after all'); });
    test('is to do', (t) => { t.todo(); });
    describe.skip('whole suite', () => { it('never', () => { throw new Error(); }); });
    describe('holds', () => { it.skip('one', () => {}); it('two', { todo: true }, () => { throw new Error('x'); }); });
    test('only', { only: true }, () => {});
  `,
  'hooks run in their order': `
    const seen = [];
    before(() => { seen.push('root before'); });
    after(() => { say(seen.join(' | ')); });
    beforeEach((t) => { seen.push('root beforeEach ' + t.name); });
    afterEach((t) => { seen.push('root afterEach ' + t.name); });
    describe('suite', () => {
      before(async () => { await sleep(1); seen.push('before'); });
      after(() => { seen.push('after'); });
      beforeEach(() => { seen.push('beforeEach'); });
      afterEach(() => { seen.push('afterEach'); });
      it('one', () => { seen.push('one'); });
      describe('inner', () => {
        beforeEach(() => { seen.push('inner beforeEach'); });
        afterEach(() => { seen.push('inner afterEach'); });
        it('two', () => { seen.push('two'); });
      });
    });
    test('plain', async (t) => {
      t.before(() => { seen.push('t.before'); });
      t.after(() => { seen.push('t.after'); });
      t.beforeEach(() => { seen.push('t.beforeEach'); });
      t.afterEach(() => { seen.push('t.afterEach'); });
      await t.test('sub', () => { seen.push('sub'); });
    });
  `,
  'hooks that fail fail what they stand for': `
    describe('before', () => { before(() => { throw new Error('no'); }); it('one', () => {}); it('two', () => {}); });
    describe('after', () => { after(() => { throw new Error('no'); }); it('one', () => {}); });
    describe('beforeEach', () => { beforeEach(() => { throw new Error('no'); }); it('one', () => {}); });
    describe('afterEach', () => { afterEach(async () => { throw new Error('no'); }); it('one', () => {}); });
    test('after of a test', (t) => { t.after(() => { throw new Error('no'); }); });
    test('fails twice', (t) => { t.after(() => { throw new Error('second'); }); throw new Error('first'); });
  `,
  'timeouts end tests and suites': `
    test('too long', { timeout: 10 }, () => sleep(100));
    test('in time', { timeout: 1000 }, () => sleep(1));
    describe('suite', { timeout: 20 }, () => { it('too long', () => sleep(100)); it('never', () => {}); });
    test('inherits', { timeout: 10 }, async (t) => { await t.test('too long', () => sleep(100)); });
  `,
  'callbacks end tests too': `
    test('done', (t, done) => { setTimeout(done, 1); });
    test('fails', (t, done) => { setTimeout(() => done(new Error('no')), 1); });
    test('both', (t, done) => Promise.resolve());
    describe('hooks', () => { before((s, done) => { setTimeout(done, 1); }); it('one', () => {}); });
  `,
  'plans count assertions': `
    test('kept', (t) => { t.plan(2); t.assert.ok(true); t.assert.strictEqual(1, 1); });
    test('short', (t) => { t.plan(2); t.assert.ok(true); });
    test('by option', { plan: 1 }, (t) => { t.assert.ok(true); });
    test('subtests count', async (t) => { t.plan(1); await t.test('sub', () => {}); });
    test('twice', (t) => { t.plan(1); t.plan(1); });
  `,
  'subtests may run at the same time, and are reported in order': `
    const order = [];
    describe('together', { concurrency: true }, () => {
      it('slow', async () => { await sleep(20); order.push('slow'); });
      it('fast', async () => { await sleep(1); order.push('fast'); });
    });
    describe('one by one', () => {
      it('slow', async () => { await sleep(5); order.push('slow'); });
      it('fast', async () => { order.push('fast'); });
    });
    after(() => { say(order.join()); });
  `,
  'contexts say where they are': `
    describe('suite', () => {
      it('inner', (t) => { say(t.name, '/', t.fullName, t.signal.aborted); });
    });
    describe((s) => { say(s.name, s.fullName); });
    test('outer', async (t) => {
      await t.test('sub', (t) => { say(t.fullName); });
      await it('by name within a test', () => {});
      await sleep(1);
      await it('and after an await', () => {});
    });
  `,
  'errors that nothing caught fail the test that runs': `
    test('throws later', async () => { setTimeout(() => { throw new Error('late'); }, 1); await sleep(30); });
    test('rejects unseen', async () => { Promise.reject(new Error('unseen')); await sleep(30); });
    test('next', () => {});
  `,
  'what never ends is cancelled when nothing is left to do': `
    test('hangs', () => new Promise(() => {}));
    test('never begun', () => {});
  `,
  'an aborted test is cancelled': `
    const abort = new AbortController();
    test('aborted', { signal: abort.signal }, async () => { setTimeout(() => abort.abort(), 1); await sleep(100); });
    test('aborted before', { signal: AbortSignal.abort() }, () => { throw new Error('never'); });
    test('signal', async (t) => { say(t.signal.aborted); });
  `,
  'mocks keep their calls and do as they are told': `
        test('mock.fn', () => {
      const add = mock.fn((a, b) => a + b);
      say(add(1, 2), add.call({ me: 1 }, 3, 4), add.mock.callCount(), add.length, add.name);
      say(add.mock.calls.map((call) => [call.arguments, call.result, call.error, call.target, call.this]));
      add.mock.mockImplementation(() => 'other');
      add.mock.mockImplementationOnce(() => 'once', 3);
      say(add(), add(), add());
      add.mock.resetCalls(); say(add.mock.callCount());
      add.mock.restore(); say(add(1, 1));
      const throws = mock.fn(() => { throw new Error('no'); });
      try { throws(); } catch (error) { say(throws.mock.calls[0].error === error); }
      const twice = mock.fn(() => 'original', () => 'mocked', { times: 2 });
      say(twice(), twice(), twice(), mock.fn()(), mock.fn({ times: 1 })());
      class Box { constructor(x) { this.x = x; } }
      const Mocked = mock.fn(Box);
      say(new Mocked(5).x, Mocked.mock.calls[0].target === Box, Mocked.mock.calls[0].this.x);
    });
    test('mock.method', (t) => {
      const thing = { value: 5, get() { return this.value; }, get size() { return 1; }, set size(x) { this.value = x; } };
      t.mock.method(thing, 'get'); say(thing.get(), thing.get.mock.callCount());
      t.mock.method(thing, 'get', () => 'mocked'); say(thing.get());
      thing.get.mock.restore();
      const size = t.mock.getter(thing, 'size', () => 7); say(thing.size, size.mock.callCount());
      const set = t.mock.setter(thing, 'size'); thing.size = 9; say(thing.value, set.mock.calls[0].arguments);
      t.mock.restoreAll(); say(thing.size);
      for (const wrong of [() => t.mock.method(thing, 'nope'), () => t.mock.method(5, 'x'), () => t.mock.fn(5, 6), () => t.mock.fn(() => 1, { times: 0 })])
        try { wrong(); say('fine'); } catch (error) { say(error.code, error.message); }
    });
    const shared = { get: () => 'original' };
    test('mocks of a test end with it', (t) => { t.mock.method(shared, 'get', () => 'mocked'); say(shared.get()); });
    test('so the next has the original', () => { say(shared.get()); mock.reset(); });
  `,
};

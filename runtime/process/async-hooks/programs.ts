/** Programs for the tests: each says where it is, and which store it has there. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  'run sets the store for its call alone, and runs nest': `
    say('before');
    const result = store.run('A', (...args) => {
      say('in', ...args);
      store.run('B', () => say('nested'));
      say('back');
      return 7;
    }, 1, 2);
    say('after', result);
    try { store.run('C', () => { throw new Error('out'); }); } catch (error) { say(error.message); }
  `,
  'the store stays through awaits of all kinds of values': `
    await store.run('A', async () => {
      say('start');
      await 0; say('value');
      await null; say('null');
      await Promise.resolve(); say('promise');
      await sleep(1); say('timer');
      await { then(done) { say('in thenable'); done(); } }; say('thenable');
      say('sum', (await 1) + (await Promise.resolve(2)));
      say('nested', await (await Promise.resolve(Promise.resolve(3))));
      say(\`template \${await 4}\`, [await 5, await 6], { a: await 7 }.a, await (await (async () => 8)()));
      const f = async () => (x) => x + 1;
      say('callee', (await f())(await 9), await Promise.all([1, 2].map(async (n) => (await n) * 2)));
    });
    say('outside');
  `,
  'the store stays through rejections, catch and finally': `
    const fail = async () => { await 0; throw new Error('broken'); };
    await store.run('A', async () => {
      try { await fail(); } catch (error) { say('catch', error.message); } finally { say('finally'); }
      try { await Promise.reject(1); } catch { say('bare catch'); }
      try { try { await fail(); } finally { say('inner finally'); } } catch { say('outer catch'); }
      try { await 0; throw new Error('sync'); } catch (error) { say(error.message); }
      try { await 0; store.enterWith('B'); throw 1; } catch { say('entered before the throw'); }
      try { await 0; return; } finally { say('finally after return'); await 0; say('and on'); }
    });
    await store.run('C', fail).catch(() => say('outside'));
    store.run('D', () => fail().catch(() => say('caught by a callback')));
    await sleep(1);
  `,
  'branches that run at the same time keep their own stores': `
    const work = async (name) => {
      say(name, 'begins'); await 0; say(name, 'one'); await sleep(1); say(name, 'two');
      await Promise.all([sleep(1), null]); say(name, 'three');
    };
    await Promise.all(['A', 'B', 'C'].map((name) => store.run(name, () => work(name))));
    say('outside');
  `,
  'then, catch and finally call back with the store of their call': `
    const gate = Promise.resolve('x');
    const failed = Promise.reject(new Error('x'));
    store.run('A', () => {
      gate.then(() => say('then')).then(() => say('chained')).finally(() => say('finally'));
      failed.catch(() => say('catch'));
      failed.then(null, () => say('second argument'));
    });
    let release;
    const late = new Promise((resolve) => { release = resolve; });
    store.run('B', () => late.then(() => say('late')));
    store.run('C', () => release());
    await sleep(2);
    await store.run('D', () => Promise.allSettled([gate, failed]).then(() => say('all settled')));
    await store.run('E', () => Promise.race([gate, sleep(1)]).then(() => say('race')));
  `,
  'timers, ticks and microtasks call back with the store of their call': `
    store.run('A', () => {
      setTimeout(() => say('timeout'), 1);
      queueMicrotask(() => say('microtask'));
      process.nextTick(() => say('tick'));
    });
    await sleep(5);
    store.run('B', () => setImmediate(() => say('immediate')));
    await sleep(5);
    say('outside');
  `,
  'events are heard with the store of who emits them': `
    const emitter = new EventEmitter();
    store.run('A', () => emitter.on('x', () => say('heard')));
    store.run('B', () => emitter.emit('x'));
    emitter.emit('x');
  `,
  'enterWith lasts for the rest of the code and all that it begins': `
    const enters = async () => { store.enterWith('B'); await 0; say('callee'); };
    await store.run('A', async () => {
      const entered = enters();
      say('after the synchronous part');
      await entered;
      say('after the await');
      setTimeout(() => say('timer'), 1);
    });
    const deep = async () => { await 0; store.enterWith('C'); };
    await store.run('D', async () => { await deep(); say('not entered here'); });
    await sleep(3);
    say('outside');
  `,
  'exit and disable take the store away': `
    store.run('A', () => {
      store.exit(() => { say('in exit'); setTimeout(() => say('timer in exit'), 1); });
      say('after exit');
    });
    await sleep(3);
    store.run('B', () => {
      setTimeout(() => say('timer'), 1);
      store.disable();
      say('disabled');
    });
    await sleep(3);
    store.run('C', () => say('again'));
  `,
  'two storages do not mix': `
    const other = new AsyncLocalStorage();
    await store.run('A', () => other.run(1, async () => {
      await 0; say(other.getStore());
      await store.run('B', async () => { await 0; say(other.getStore()); other.exit(() => say(other.getStore())); });
      say(other.getStore());
    }));
    say(other.getStore() ?? 'none');
  `,
  'for await restores the store in each turn, after the loop and when it throws': `
    async function* numbers(limit) {
      say('begin');
      for (let n = 0; n < limit; n += 1) { await 0; say('make', n); yield n; }
      say('end');
    }
    await store.run('A', async () => {
      for await (const n of numbers(2)) { say('turn', n); await 0; say('turn still', n); }
      say('after');
      for await (const n of [1, Promise.resolve(2)]) say('array', n);
      for await (const n of numbers(3)) if (n === 1) break;
      say('after break');
      async function* failing() { yield 1; throw new Error('broken'); }
      try { for await (const n of failing()) say('before', n); } catch { say('caught'); } finally { say('finally'); }
      const first = async () => { for await (const n of numbers(3)) return n; };
      say('returned', await first());
    });
    say('outside');
  `,
  'loops may have labels, and bodies without braces': `
    async function* numbers() { yield 1; yield 2; yield 3; }
    const closes = () => ({
      [Symbol.asyncIterator]() { return this; },
      async next() { return { value: 1, done: false }; },
      async return() { await 0; return {}; },
    });
    await store.run('A', async () => {
      outer: for (const letter of 'xy') {
        say('outer', letter);
        for await (const n of closes()) { say('inner', n); continue outer; }
      }
      say('after continue');
      around: for await (const n of numbers()) {
        for await (const m of closes()) { if (n === 2) break around; break; }
        say('between', n);
      }
      say('after break');
      both: { for await (const n of closes()) break both; }
      say('after block');
      if (true) for await (const n of numbers()) say('bare', n)
      else say('never')
      say('end')
    });
  `,
  'async generators run with the store of who asks them': `
    async function* numbers() { say('start'); yield 1; say('two'); await 0; say('still'); yield 2; say('end'); }
    await store.run('A', async () => {
      const asked = numbers();
      await asked.next();
      await store.run('B', () => asked.next());
      say('asker');
      await store.run('C', () => asked.next());
      say('asker');
    });
    async function* outer() {
      say('outer start');
      const result = yield* inner();
      say('delegated', result);
      yield* [3, 4];
      say('array done');
    }
    async function* inner() { yield 1; await 0; say('inner'); return 'result'; }
    await store.run('D', async () => { for await (const n of outer()) say('got', n); });
    async function* guarded() { try { yield 1; yield 2; } finally { say('cleaned'); await 0; say('up'); } }
    await store.run('E', async () => { for await (const n of guarded()) break; say('after'); });
  `,
  'plain generators run with the store of who asks them': `
    function* numbers() { say('start'); yield 1; say('two'); yield* [2]; say('end'); }
    const asked = store.run('A', () => numbers());
    store.run('B', () => asked.next());
    asked.next();
    store.run('C', () => [...asked]);
  `,
  'every form of function finds its store again': `
    const object = {
      async method() { await 0; say('method'); },
      async *many() { await 0; say('generator method'); yield 1; },
      async ['computed' + (await 0)]() { await 0; say('computed'); },
      get getter() { return (async () => { await 0; say('arrow in getter'); })(); },
    };
    class Service {
      #name = 'private';
      handler = async () => { await 0; say('field'); };
      static async make() { await 0; say('static'); return new Service(); }
      async #secret() { await 0; say(this.#name); }
      async open() { await this.#secret(); }
    }
    const block = async (a, b = async () => { await 0; say('default'); }) => { await b(); };
    const object2 = async () => ({ value: await 1 });
    const nested = async () => async () => await 2;
    const spread = async (...all) => [...(await all), await 3]
    const multiline = async () =>
      // a comment
      await 4
    await store.run('A', async () => {
      await object.method();
      for await (const one of object.many()) say(one);
      await object.computed0();
      await object.getter;
      const service = await Service.make();
      await service.handler();
      await service.open();
      await block(1);
      say((await object2()).value, await (await nested())(), await spread(0), await multiline());
      await (async function named() { await 0; say('named'); })();
      await (async () => { switch (await 5) { case await 5: say('switch'); } })();
      await (async () => { do { await 0; say('do'); } while (await false); })();
    });
  `,
  'the order of microtasks is what it is without stores': `
    const order = [];
    const note = async (name, steps) => { for (let n = 0; n < steps; n += 1) { await null; order.push(name + n); } };
    const chained = (name) => Promise.resolve().then(() => order.push(name + 1)).then(() => order.push(name + 2));
    await store.run('A', () => Promise.all([
      note('a', 3), chained('b'), (async () => { await chained('c'); order.push('c3'); })(),
      (async () => { try { await Promise.reject(); } catch { order.push('d1'); } await 0; order.push('d2'); })(),
      (async () => { for await (const n of [1, 2]) order.push('e' + n); order.push('e3'); })(),
      (async () => { async function* g() { yield 1; yield 2; } for await (const n of g()) order.push('f' + n); })(),
    ]));
    say(order.join());
  `,
  'resources and bound functions keep the store in which they were made': `
    const resource = store.run('A', () => new AsyncResource('Job'));
    say(resource.runInAsyncScope(function (a) { say('scope', this, a); return 'done'; }, 'self', 1));
    const bound = store.run('B', () => AsyncLocalStorage.bind(function (a, b) { say('bound', this?.name, a, b); }));
    bound.call({ name: 'self' }, 1, 2);
    store.run('C', () => bound());
    say(bound.length);
    const inResource = resource.bind(() => say('bound to resource'));
    store.run('D', inResource);
    const snapshot = store.run('E', () => AsyncLocalStorage.snapshot());
    say(store.run('F', () => snapshot((a, b) => { say('snapshot'); return a + b; }, 1, 2)));
    store.run('G', () => AsyncResource.bind(() => say('static bind')))();
    const emitter = new EventEmitter();
    store.run('H', () => emitter.on('x', AsyncResource.bind(() => say('bound listener'))));
    emitter.emit('x');
    for (const attempt of [() => new AsyncResource(), () => AsyncLocalStorage.bind(5)])
      try { attempt(); } catch (error) { say(error.name, error.code, error.message); }
  `,
  'code that awaits at the top level has no store, whatever ran before': `
    store.run('A', async () => { await 0; say('inside'); store.enterWith('B'); await 0; });
    await 0; say('one');
    await sleep(1); say('two');
    for await (const n of [1]) say('three');
    try { await Promise.reject(0); } catch { say('four'); }
    export default await 5;
    export const named = async () => await 6
    say(await named())
  `,
};

import { type Browser, type BrowserContext, chromium, expect, type Page } from 'playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import { WAIT_LIMIT_MS } from '../support/limits.ts';

/** An expectation of what the page will show; it waits, though not for ever. */
export const see = expect.configure({ timeout: WAIT_LIMIT_MS });

/** What a learner does at the page, in their words. Every wait is limited by Playwright. */
export class Learner {
  readonly page: Page;
  readonly #context: BrowserContext;
  /** Requests that left the page's own origin; there must be none. */
  readonly strayRequests: string[] = [];
  /** Errors of the page's own scripts; there must be none. */
  readonly pageErrors: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
  }

  /** A learner with a browser profile of their own, in front of a page. */
  static async at(browser: Browser, url: string): Promise<Learner> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_LIMIT_MS);
    const learner = new Learner(context, page);
    const { origin } = new URL(url);
    context.on('request', (request) => {
      const to = new URL(request.url());
      const inside = to.protocol === 'data:' || to.protocol === 'blob:' || to.origin === origin;
      if (!inside) learner.strayRequests.push(request.url());
    });
    page.on('pageerror', (error) => learner.pageErrors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') learner.pageErrors.push(message.text());
    });
    await page.goto(url);
    return learner;
  }

  /** Opens one more tab on the same work. */
  async secondTab(): Promise<Page> {
    const page = await this.#context.newPage();
    await page.goto(this.page.url());
    return page;
  }

  async editorIsReady(): Promise<void> {
    await this.page
      .locator('.monaco-editor textarea, .monaco-editor .native-edit-context')
      .first()
      .waitFor({ state: 'attached' });
  }

  /** Replaces the open file by what is typed, key by key where it matters to the editor. */
  async type(code: string): Promise<void> {
    await this.editorIsReady();
    await this.page.locator('.monaco-editor .view-lines').click();
    await this.page.keyboard.press('Control+A');
    // As one insertion: an editor that closes brackets by itself would add to code typed by keys.
    await this.page.keyboard.insertText(code);
  }

  press(name: string | RegExp): Promise<void> {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' }).click();
  }

  /** Stops the services, not the request. */
  stopServices(): Promise<void> {
    return this.page.locator('#actions').getByRole('button', { name: 'Stop', exact: true }).click();
  }

  async seesInstance(name: string, state: string | RegExp): Promise<void> {
    await see(this.page.getByRole('listitem').filter({ hasText: name }).last()).toContainText(
      state,
    );
  }

  section(name: string) {
    return this.page.getByRole('region', { name, exact: true });
  }

  async sees(region: string, text: string | RegExp): Promise<void> {
    await see(this.section(region)).toContainText(text);
  }

  async code(): Promise<string> {
    const lines = await this.page.locator('.monaco-editor .view-line').allTextContents();
    // Monaco draws spaces as no-break spaces.
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Opens the page again with these in the browser's storage, by key, as an earlier visit may have left it. */
  async comesBackTo(texts: Readonly<Record<string, string>>): Promise<void> {
    await this.page.evaluate((kept) => {
      for (const [key, text] of Object.entries(kept)) localStorage.setItem(key, text);
    }, texts);
    await this.page.reload();
    await this.editorIsReady();
  }

  /** What the browser's storage has under keys that begin so. */
  stored(prefix: string): Promise<(string | null)[]> {
    return this.page.evaluate(
      (begin) =>
        Object.keys(localStorage)
          .filter((key) => key.startsWith(begin))
          .map((key) => localStorage.getItem(key)),
      prefix,
    );
  }

  /** Leaves no room in the browser's storage, with one text under the key `filler`. */
  fillStore(): Promise<void> {
    return this.page.evaluate(() => {
      let filler = '';
      for (let length = 2 ** 22; length >= 1; length /= 2) {
        try {
          localStorage.setItem('filler', filler + 'x'.repeat(length));
          filler += 'x'.repeat(length);
        } catch {
          // Too long: half of it may fit.
        }
      }
    });
  }

  async isTold(text: string): Promise<void> {
    await see(this.page.getByRole('status').filter({ hasText: text })).toBeVisible();
  }

  /** The columns that one can turn to in a narrow window; one name for all of them in a wide one. */
  async views(): Promise<readonly string[]> {
    const buttons = this.page.getByRole('navigation', { name: 'Views' }).getByRole('button');
    return (await buttons.count()) === 0 ? ['all'] : buttons.allInnerTexts();
  }

  async turnTo(view: string): Promise<void> {
    if (view !== 'all') await this.press(view);
  }

  async leave(): Promise<void> {
    await this.#context.close();
  }
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
}

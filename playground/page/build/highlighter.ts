import { createHighlighterCore, type ThemeRegistrationRaw } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import go from 'shiki/langs/go.mjs';
import http from 'shiki/langs/http.mjs';
import json from 'shiki/langs/json.mjs';
import shell from 'shiki/langs/shellscript.mjs';
import typescript from 'shiki/langs/typescript.mjs';
import { type CodeColours, DARK_CODE, LIGHT_CODE } from '../theme/code-colours.ts';

/** Colours code for both themes at once: every colour it writes is a `light-dark()` pair. */
export type Highlight = (code: string, language: string) => string;

const KNOWN = new Set(['ts', 'typescript', 'go', 'json', 'http', 'sh', 'shell', 'bash']);

/** A highlighter for the languages that lessons use; any other is shown as plain text. */
export async function createHighlight(): Promise<Highlight> {
  const highlighter = await createHighlighterCore({
    engine: createJavaScriptRegexEngine(),
    langs: [typescript, go, json, http, shell],
    themes: [
      theme('brownout-light', 'light', LIGHT_CODE),
      theme('brownout-dark', 'dark', DARK_CODE),
    ],
  });
  return (code, language) =>
    highlighter.codeToHtml(code.trimEnd(), {
      lang: KNOWN.has(language) ? language : 'text',
      themes: { light: 'brownout-light', dark: 'brownout-dark' },
      defaultColor: 'light-dark()',
      // None: where a machine is busy, a line that took longer would lose its colours.
      tokenizeTimeLimit: 0,
    });
}

function theme(name: string, type: 'light' | 'dark', colours: CodeColours): ThemeRegistrationRaw {
  const scoped = (colour: string, ...scope: string[]) => ({
    scope,
    settings: { foreground: colour },
  });
  return {
    name,
    type,
    colors: { 'editor.foreground': colours.ink, 'editor.background': '#00000000' },
    settings: [
      { settings: { foreground: colours.ink } },
      scoped(colours.keyword, 'keyword', 'storage', 'constant.language', 'variable.language'),
      scoped(colours.ink, 'keyword.operator'),
      scoped(colours.string, 'string', 'punctuation.definition.string'),
      scoped(colours.number, 'constant.numeric', 'constant.character.escape'),
      scoped(colours.comment, 'comment', 'punctuation.definition.comment'),
      scoped(colours.type, 'entity.name.type', 'support.type', 'support.class'),
      scoped(colours.ink, 'meta.template.expression', 'support.type.property-name'),
    ],
  };
}

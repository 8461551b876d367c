import { editor } from 'monaco-editor/editor/editor.api.js';
import { type CodeColours, DARK_CODE, LIGHT_CODE } from '../theme/code-colours.ts';

/** Monaco cannot read the page's custom properties: these are tokens.css once more. */
interface Surface {
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  readonly soft: string;
  readonly selection: string;
  readonly red: string;
  readonly amber: string;
}

const LIGHT: Surface = {
  surface: '#fffefb',
  raised: '#f8f6f1',
  line: '#dcd7cd',
  soft: '#5b6068',
  selection: '#f3ddb0',
  red: '#a92a20',
  amber: '#8a5200',
};

const DARK: Surface = {
  surface: '#1c1f23',
  raised: '#24282d',
  line: '#353a41',
  soft: '#a2a7ae',
  selection: '#574522',
  red: '#f08d83',
  amber: '#f0b557',
};

/** Makes both themes known to Monaco, and puts one in force. */
export function useTheme(dark: boolean): void {
  editor.setTheme(dark ? 'brownout-dark' : 'brownout-light');
}

export function defineThemes(): void {
  editor.defineTheme('brownout-light', themeOf('vs', LIGHT, LIGHT_CODE));
  editor.defineTheme('brownout-dark', themeOf('vs-dark', DARK, DARK_CODE));
}

function themeOf(
  base: 'vs' | 'vs-dark',
  page: Surface,
  code: CodeColours,
): editor.IStandaloneThemeData {
  const rule = (token: string, colour: string) => ({ token, foreground: colour.slice(1) });
  return {
    base,
    inherit: true,
    rules: [
      rule('', code.ink),
      rule('identifier', code.ink),
      rule('delimiter', code.ink),
      rule('keyword', code.keyword),
      rule('string', code.string),
      rule('string.escape', code.number),
      rule('regexp', code.string),
      rule('number', code.number),
      rule('comment', code.comment),
      rule('type.identifier', code.type),
    ],
    colors: {
      'editor.background': page.surface,
      'editor.foreground': code.ink,
      'editorLineNumber.foreground': page.soft,
      'editorLineNumber.activeForeground': code.ink,
      'editorCursor.foreground': code.ink,
      'editor.selectionBackground': page.selection,
      'editor.inactiveSelectionBackground': page.line,
      'editor.lineHighlightBackground': '#00000000',
      'editor.lineHighlightBorder': '#00000000',
      'editorIndentGuide.background1': '#00000000',
      'editorIndentGuide.activeBackground1': page.line,
      'editorBracketMatch.background': '#00000000',
      'editorBracketMatch.border': page.soft,
      'editorError.foreground': page.red,
      'editorWarning.foreground': page.amber,
      // What is never used is told by a line below it: paler, it could not be read.
      'editorUnnecessaryCode.opacity': '#000000ff',
      'editorUnnecessaryCode.border': page.soft,
      'editorWidget.background': page.surface,
      'editorWidget.border': page.line,
      'editorHoverWidget.background': page.surface,
      'editorHoverWidget.border': page.line,
      'editorSuggestWidget.background': page.surface,
      'editorSuggestWidget.border': page.line,
      'editorSuggestWidget.selectedBackground': page.raised,
      'editorSuggestWidget.selectedForeground': code.ink,
      'editorSuggestWidget.highlightForeground': page.amber,
      'editorSuggestWidget.focusHighlightForeground': page.amber,
      'list.hoverBackground': page.raised,
      'menu.background': page.surface,
      'menu.foreground': code.ink,
      'menu.selectionBackground': page.line,
      'menu.selectionForeground': code.ink,
      'input.background': page.raised,
      focusBorder: page.soft,
      'scrollbar.shadow': '#00000000',
      'widget.shadow': base === 'vs' ? '#0000001a' : '#00000066',
      'editorOverviewRuler.border': '#00000000',
    },
  };
}

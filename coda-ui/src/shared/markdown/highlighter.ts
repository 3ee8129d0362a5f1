import {
  createHighlighterCore,
  type GrammarState,
  type LanguageInput,
  type ThemedTokenWithVariants,
} from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';

export type HighlightedLine = { text: string; light: string; dark: string }[];

/** The languages with colours; each is loaded when it is first met. */
const LANGUAGES: Record<string, LanguageInput> = {
  bash: () => import('shiki/langs/bash.mjs'),
  c: () => import('shiki/langs/c.mjs'),
  csharp: () => import('shiki/langs/csharp.mjs'),
  css: () => import('shiki/langs/css.mjs'),
  dart: () => import('shiki/langs/dart.mjs'),
  diff: () => import('shiki/langs/diff.mjs'),
  docker: () => import('shiki/langs/docker.mjs'),
  go: () => import('shiki/langs/go.mjs'),
  html: () => import('shiki/langs/html.mjs'),
  ini: () => import('shiki/langs/ini.mjs'),
  java: () => import('shiki/langs/java.mjs'),
  javascript: () => import('shiki/langs/javascript.mjs'),
  json: () => import('shiki/langs/json.mjs'),
  kotlin: () => import('shiki/langs/kotlin.mjs'),
  lua: () => import('shiki/langs/lua.mjs'),
  markdown: () => import('shiki/langs/markdown.mjs'),
  php: () => import('shiki/langs/php.mjs'),
  powershell: () => import('shiki/langs/powershell.mjs'),
  python: () => import('shiki/langs/python.mjs'),
  r: () => import('shiki/langs/r.mjs'),
  rust: () => import('shiki/langs/rust.mjs'),
  scala: () => import('shiki/langs/scala.mjs'),
  sql: () => import('shiki/langs/sql.mjs'),
  swift: () => import('shiki/langs/swift.mjs'),
  toml: () => import('shiki/langs/toml.mjs'),
  tsx: () => import('shiki/langs/tsx.mjs'),
  typescript: () => import('shiki/langs/typescript.mjs'),
  xml: () => import('shiki/langs/xml.mjs'),
  yaml: () => import('shiki/langs/yaml.mjs'),
};

const ALIASES: Record<string, string> = {
  // The grammar of C++ alone weighs as much as all others; that of C colours most of it.
  'c++': 'c',
  cpp: 'c',
  cs: 'csharp',
  dockerfile: 'docker',
  js: 'javascript',
  jsx: 'tsx',
  kt: 'kotlin',
  md: 'markdown',
  pwsh: 'powershell',
  ps1: 'powershell',
  py: 'python',
  rs: 'rust',
  sh: 'bash',
  shell: 'bash',
  ts: 'typescript',
  yml: 'yaml',
  zsh: 'bash',
};

const LIGHT = 'github-light-high-contrast';
const DARK = 'github-dark-default';

const highlighter = createHighlighterCore({
  themes: [
    import('shiki/themes/github-light-high-contrast.mjs'),
    import('shiki/themes/github-dark-default.mjs'),
  ],
  langs: [],
  engine: createJavaScriptRegexEngine({ forgiving: true }),
});

/** How the highlighter is left at the end of some lines, and begins the next with. */
export type State = GrammarState | undefined;

/** Colours lines in both themes, after those that have left it in a state. */
export type Highlight = (code: string, before: State) => { lines: HighlightedLine[]; after: State };

/** Undefined for a language without colours. */
export async function highlighterOf(language: string): Promise<Highlight | undefined> {
  const name = ALIASES[language.toLowerCase()] ?? language.toLowerCase();
  const source = Object.hasOwn(LANGUAGES, name) ? LANGUAGES[name] : undefined;
  if (source === undefined) return undefined;
  const shiki = await highlighter;
  await shiki.loadLanguage(source);
  return (code, before) => {
    const tokens = shiki.codeToTokensWithThemes(code, {
      lang: name,
      themes: { light: LIGHT, dark: DARK },
      ...(before === undefined ? {} : { grammarState: before }),
    });
    return { lines: tokens.map(lineOf), after: shiki.getLastGrammarState(tokens) };
  };
}

const lineOf = (line: ThemedTokenWithVariants[]): HighlightedLine =>
  line.map(({ content, variants }) => ({
    text: content,
    light: variants.light?.color ?? 'inherit',
    dark: variants.dark?.color ?? 'inherit',
  }));
